"""Firefox and WebKitGTK, as a reader's hands move them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import ActionChains, Keys, Remote

from tests import browser
from tests.browsers.firefox import Firefox
from tests.browsers.server import Witnessed
from tests.browsers.webkit import webkit
from tests.serving import served

SECONDS = 20


class Reader:
    """A browser and the address of the book."""

    def __init__(self, driver: Remote, address: str):
        self.driver, self.address = driver, address

    def open(self, name: str) -> None:
        self.driver.get("about:blank")  # so that a new # is a new page
        self.driver.get(self.address + name)
        # A page of the book is complete when the script that comes after the first paint is there.
        self.wait(
            "!document.querySelector('[data-then]') || 'ready' in document.documentElement.dataset"
        )

    def ask(self, script: str, *given: Any) -> Any:
        return self.driver.execute_script(f"return {script}", *given)

    def wait(self, script: str, *given: Any, seconds: int = SECONDS) -> Any:
        end = time.monotonic() + seconds
        while not (answer := self.ask(script, *given)):
            assert time.monotonic() < end, f"never: {script}"
            time.sleep(0.05)
        return answer

    def one(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def press(self, *keys: str) -> None:
        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def search(self, words: str) -> None:
        """Open the search by its keys and type."""
        keys = ActionChains(self.driver, duration=0)
        keys.key_down(Keys.CONTROL).send_keys("k").key_up(Keys.CONTROL).perform()
        self.wait("document.activeElement.matches('input[type=search]')")
        self.press(words)

    def point(self, element: Any) -> None:
        self.ask("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        ActionChains(self.driver, duration=0).move_to_element(element).perform()

    def width(self, width: int) -> None:
        self.driver.set_window_rect(0, 0, width, 900)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site, Witnessed) as at:
        yield at


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory, address: str) -> Callable[..., Any]:
    """Return what starts a Firefox with preferences."""
    path = browser.find("firefox")
    assert path, browser.how_to("firefox")

    @contextmanager
    def start(**preferences: bool | int) -> Iterator[Reader]:
        driver = Firefox(path, tmp_path_factory.mktemp("firefox"), **preferences)
        try:
            yield Reader(driver, address)
        finally:
            driver.quit()

    return start


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ("firefox", "webkit")
    ],
)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, address: str
) -> Iterator[Reader]:
    """Each engine in turn, one for all tests."""
    if request.param == "firefox":
        with request.getfixturevalue("firefox")() as reader:
            yield reader
        return
    assert browser.find("webkit"), browser.how_to("webkit")
    with webkit(tmp_path_factory.mktemp("webkit")) as driver:
        yield Reader(driver, address)


@pytest.fixture
def reader(engine: Reader) -> Reader:
    """A wide window, nothing remembered of earlier tests."""
    engine.width(1440)
    engine.open("narrow.html")
    engine.ask("(localStorage.clear(), sessionStorage.clear())")
    return engine
