"""How long the live edition takes in Chromium, served from this machine: for ``make bench``."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests import browser
from tests.serving import served

_MOST = 300_000  # milliseconds
_FEW, _MANY = "failure_rates", "ccm_status"
_CHANGES = {
    _FEW: ("FR08", "rate_low", "0.02"),
    _MANY: ("NOR", "withdrawal_notified", "2025-03-06"),
}
"""A cell of a table that few rules read, and one of a table that many read."""

TO_REACH: Mapping[str, str] = {
    "live: tables to be read and edited": "at once",
    "live: ready to answer, cold cache": "10 s",
    "live: ready to answer, warm cache": "6 s",
    "live: what rules share is made (behind the page)": "-",
    f"live: a cell of {_FEW} changed": "1 s",
    f"live: a cell of {_MANY} changed": "3 s",
    f"live: a cell of {_FEW} changed at once, with nothing made": "1 s",
    f"live: a cell of {_MANY} changed at once, with nothing made": "3 s",
}


def live_times(site: Path, runs: int) -> dict[str, list[float]]:
    """Return the seconds that each thing of :data:`TO_REACH` took, run by run."""
    path = browser.find()
    if not path:
        raise RuntimeError(browser.how_to("chromium"))
    found: dict[str, list[float]] = defaultdict(list)
    with served(site) as address, sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        for _ in range(runs):
            for what, seconds in _one_run(chromium, f"{address}live/index.html").items():
                found[what].append(seconds)
        chromium.close()
    return found


def _one_run(chromium: Browser, address: str) -> dict[str, float]:
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(_MOST)
    ready = "body[data-tables=ready]"
    tables = _timed(lambda: (page.goto(address), page.wait_for_selector(ready)))
    cold = _timed(lambda: _load(page))
    shared = _timed(lambda: page.wait_for_selector("body[data-warm]"))
    changed = [_changed(page, table) for table in (_FEW, _MANY)]
    warm, at_once = 0.0, []
    for table in (_FEW, _MANY):
        again = context.new_page()
        again.set_default_timeout(_MOST)
        again.goto(address)
        again.wait_for_selector(ready)
        warm = _timed(lambda page=again: _load(page))
        at_once.append(_changed(again, table))
        again.close()
    context.close()
    return dict(zip(TO_REACH, (tables, cold, warm, shared, *changed, *at_once), strict=True))


def _load(page: Page) -> None:
    page.click("#load")
    page.wait_for_selector("body[data-python=ready]")


def _changed(page: Page, table: str) -> float:
    row, column, value = _CHANGES[table]
    change = [{"table": table, "row": row, "column": column, "value": value}]
    page.evaluate(
        """async (changes) => {
            const about = JSON.parse(document.getElementById("about").textContent);
            const place = new URL(`${about.manifest.book}tables.js`, location.href);
            const { toAddress } = await import(place);
            document.body.dataset.state = "asked";
            location.hash = `changes=${toAddress(changes)}`;
        }""",
        change,
    )
    page.wait_for_selector("body[data-state=answered]")
    return float(page.get_attribute("body", "data-seconds") or "nan")


def _timed(work: Callable[[], object]) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started
