import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

SECONDS = 240
"""As long as a slow machine may take for what takes seconds on a fast one."""


@pytest.fixture(scope="session")
def live(site: Path) -> Path:
    """The live edition of the published book."""
    folder = site / "live"
    if not (folder / "index.html").exists():
        pytest.fail("the live edition is not built: run `make live` first")
    return folder


@pytest.fixture(scope="session")
def answers(live: Path) -> dict[str, Any]:
    """What the engine says of the unchanged evidence outside a browser."""
    (file,) = live.glob("book-*/answers.json")
    return json.loads(file.read_text("utf-8"))


def settled(page: Page) -> str:
    """Wait until the page has answered, and return what it says."""
    end = time.monotonic() + SECONDS
    while page.evaluate("document.body.dataset.state") != "answered":
        assert time.monotonic() < end, page.inner_text("#status")
        time.sleep(0.1)
    return page.inner_text("#status")


def with_python(page: Page, address: str) -> Page:
    """Open the page and load Python into it."""
    page.goto(f"{address}live/index.html")
    page.wait_for_selector("body[data-tables=ready]")
    page.click("#load")
    page.wait_for_selector("body[data-python=ready]", timeout=1000 * SECONDS)
    return page


@pytest.fixture(scope="module")
def asking(live: Path, address: str, chromium: Browser) -> Iterator[Page]:
    """The page with Python in it, for all tests of a module."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    yield with_python(page, address)
    context.close()


@pytest.fixture
def change(asking: Page) -> Callable[[list[dict[str, Any]]], str]:
    """Return a function that makes changes, as a link to them would, and tells the answer."""

    def make(changes: list[dict[str, Any]]) -> str:
        asking.evaluate(
            """async (changes) => {
                const about = JSON.parse(document.getElementById("about").textContent);
                const place = new URL(`${about.manifest.book}tables.js`, location.href);
                const { toAddress } = await import(place);
                const wanted = `#changes=${toAddress(changes)}`;
                if (location.hash === wanted) return; // it is answered already
                document.body.dataset.state = "asked";
                location.hash = wanted;
            }""",
            changes,
        )
        return settled(asking)

    return make
