"""The page of the live edition as readers meet it: by keyboard, on phones, offline, and without."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from casebook.data.tables import read_descriptor
from tests.conftest import ROOT
from tests.live.conftest import SECONDS, settled, with_python


@pytest.fixture
def page(live, address, opened):
    page = opened()
    page.goto(f"{address}live/index.html")
    page.wait_for_selector("body[data-tables=ready]")
    return page


def test_nothing_is_loaded_before_the_reader_asks_and_nothing_from_elsewhere(live, address, opened):
    asked = []
    page = opened(width=360)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}live/index.html")
    page.wait_for_selector("body[data-tables=ready]")
    assert not [url for url in asked if re.search(r"python-|\.zip|worker|answers", url)]
    assert re.fullmatch(r"Load Python \(\d+ MB\)", page.inner_text("#load"))
    page.click("#load")
    page.wait_for_selector("body[data-python=ready]", timeout=1000 * SECONDS)
    assert all(url.startswith((address, "data:", "blob:")) for url in asked)


def test_what_is_loaded_is_as_large_as_is_said_and_small_enough(live, page):
    (reading,) = live.glob("python-*/reading.zip")
    (book,) = live.glob("book-*/book.zip")
    core = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
    verdicts = sum(f.stat().st_size for f in (reading, book)) + sum(
        (reading.parent / name).stat().st_size for name in core
    )
    assert page.inner_text("#load") == f"Load Python ({round(verdicts / 1e6)} MB)"
    assert verdicts < 35e6
    (drawing,) = live.glob("python-*/drawing.zip")
    assert verdicts + drawing.stat().st_size < 60e6


def test_a_cell_is_changed_by_keyboard_alone(live, address, opened):
    page = with_python(opened(), address)
    page.focus("#table")
    title = next(
        r["title"] for r in read_descriptor(ROOT / "data")["resources"] if r["name"] == "claims"
    )
    page.keyboard.type(title)
    page.keyboard.press("Tab")
    page.keyboard.type("C06")
    page.wait_for_selector(".ag-row [col-id=id] >> text=C06")
    page.keyboard.press("Tab")  # to the head of the grid
    page.keyboard.press("ArrowDown")
    focused = "document.activeElement.getAttribute('col-id')"
    for _ in range(40):
        if page.evaluate(focused) == "number_claimed":
            break
        page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "number_claimed"
    assert "Row C06" in page.inner_text("#row")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type("112")
    page.evaluate("document.body.dataset.state = 'asked'")
    page.keyboard.press("Enter")
    settled(page)
    assert "supported" in page.inner_text("[data-claim=C06]")


def test_the_page_works_without_a_network_after_the_first_load(live, address, opened):
    page = with_python(opened(), address)
    page.evaluate("document.body.dataset.state = 'asked'")
    page.click("text=Norway leaves")
    settled(page)
    page.context.set_offline(True)
    with_python(page, address)
    page.select_option("#table", "geography")
    assert "verdict" in settled(page)


def test_a_browser_without_webassembly_is_told_of_other_ways(live, address, opened):
    page = opened()
    page.add_init_script("delete window.WebAssembly")
    page.goto(f"{address}live/index.html")
    page.wait_for_selector("body[data-tables=ready]")
    assert "no WebAssembly" in page.inner_text("#loading")
    assert page.is_disabled("#load")
    assert page.locator("#otherwise a[href='../notebooks.zip']").is_visible()


def test_opened_from_disk_it_says_what_it_needs(live, address, opened):
    page = opened()
    page.goto((live / "index.html").as_uri())
    asleep = page.locator("#asleep")
    asleep.wait_for(state="visible")
    assert "a web server" in asleep.inner_text()
    page.goto(f"{address}live/index.html")
    page.wait_for_selector("body[data-tables=ready]")
    assert not asleep.count()


def test_python_that_cannot_start_is_told_with_other_ways(live, address, opened):
    page = opened(service_workers="block")
    page.route("**/pyodide.asm.wasm", lambda route: route.abort())
    page.goto(f"{address}live/index.html")
    page.wait_for_selector("body[data-tables=ready]")
    page.click("#load")
    page.wait_for_selector("#otherwise:not([hidden])", timeout=1000 * SECONDS)
    assert "could not be loaded" in page.inner_text("#loading")


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_and_as_wide_as_the_screen(live, address, opened, width, scheme):
    page = opened(width=width, scheme=scheme, bypass_csp=True)
    page.goto(f"{address}live/index.html")
    page.wait_for_selector("body[data-tables=ready]")
    page.wait_for_selector(".ag-row")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()


def test_the_policy_is_kept_and_allows_webassembly_alone(live, page):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.click("text=Cyprus joins")
    policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content")
    assert "'wasm-unsafe-eval'" in policy
    assert "'unsafe-eval'" not in policy
    assert "'unsafe-inline'" not in policy
    assert "http" not in policy
    assert not [text for text in said if "Content Security Policy" in text]


def test_a_row_that_a_card_names_opens_at_its_place(live, address, opened):
    page = opened(width=360)
    page.goto(f"{address}chapters/china.html#claim-c93")
    page.locator("#claim-c93 .claim-evidence > summary").click()
    link = page.locator("#claim-c93 .rests-on a").first
    table, key = link.get_attribute("data-row").split("/")
    link.click()
    page.wait_for_selector("body[data-tables=ready]")
    assert page.input_value("#table") == table
    assert f"Row {key}" in page.inner_text("#row")
    assert page.locator(f".ag-row[row-id='{key}'] .ag-cell").first.is_visible()
