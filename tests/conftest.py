from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from casebook import Evidence, read_evidence
from tests import browser
from tests.serving import served

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    """All the evidence of the book."""
    return read_evidence()


@pytest.fixture(scope="session")
def site() -> Path:
    """The published book."""
    folder = ROOT / "_build" / "html"
    if not (folder / "report.pdf").exists():
        pytest.fail("the book is not built, or without its PDF: run `make book` first")
    return folder


@pytest.fixture(scope="session")
def altered() -> Callable[..., Evidence]:
    """Return a function that gives the evidence with one table changed."""

    def alter(
        evidence: Evidence, table: str, change: Callable[[pd.DataFrame], pd.DataFrame]
    ) -> Evidence:
        frames = {**evidence.package.frames, table: change(evidence.package.frames[table].copy())}
        return replace(evidence, package=replace(evidence.package, frames=frames))

    return alter


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The address at which the published book is served."""
    with served(site) as at:
        yield at


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A running browser."""
    path = browser.find()
    assert path, browser.how_to("chromium")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        instance = playwright.chromium.launch(executable_path=path, args=flags)
        yield instance
        instance.close()


def _complete_when_gone_to(page: Page) -> Page:
    """Let a page's ``goto`` and ``reload`` wait for the script that comes after the first paint."""
    complete = page.locator("html[data-ready], html:not(:has([data-then]))")

    def waiting(step: Callable[..., object]) -> Callable[..., object]:
        def go(*address: str, **options: object) -> object:
            answer = step(*address, **options)
            complete.wait_for(state="attached")
            return answer

        return go

    page.goto, page.reload = waiting(page.goto), waiting(page.reload)
    return page


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that gives a new page of the browser."""
    contexts = []

    def open_page(width: int = 1440, scheme: str = "light", **options: object) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        contexts.append(context)
        page, runs = context.new_page(), options.get("java_script_enabled", True)
        return _complete_when_gone_to(page) if runs else page

    yield open_page
    for context in contexts:
        context.close()
