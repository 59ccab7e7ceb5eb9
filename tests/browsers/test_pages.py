"""Every page in Firefox and WebKitGTK: it loads whole, links land, nothing is lost when narrow."""

import pytest

from tests.site.test_hands import CLIPPED, WIDE_LETTERS
from tests.site.test_pages import PAGES

LONG = [f"chapters/{name}.html" for name in ("words", "sources", "scorecard", "membership")]
TOP = "document.getElementById(arguments[0]).getBoundingClientRect().top"
AT_END = "innerHeight + scrollY >= document.documentElement.scrollHeight - 2"
AT_REST = """new Promise(done => { let last = NaN, since = performance.now(); (function look() {
  const now = performance.now();
  if (scrollY !== last) { last = scrollY; since = now; }
  if (now - since > 400) done(true); else setTimeout(look, 50);
})(); })"""
"""Whether nothing has scrolled for a while."""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_without_a_fault_and_its_charts_are_in_sight(reader, name):
    reader.open(name)
    assert reader.wait("document.readyState === 'complete'")
    charts = reader.ask(
        """[...document.querySelectorAll("figure[data-chart]")]
        .filter(figure => figure.checkVisibility() && figure.id !== "fig-all-verdicts")
        .map(figure => [figure.id, [...figure.querySelectorAll(".drawing svg")]
            .some(svg => { const box = svg.getBoundingClientRect();
                           return box.width > 200 && box.height > 40 })])"""
    )
    assert all(drawn for _, drawn in charts), charts
    assert reader.ask("window.faults") == []


@pytest.mark.parametrize("name", LONG)
def test_a_link_comes_to_rest_where_it_leads_and_stays_there(reader, name):
    reader.open(name)
    found = reader.ask("[...document.querySelectorAll('.bd-article section[id]')].map(e => e.id)")
    for target in {found[len(found) // 2], found[-1]}:
        reader.open(f"{name}#{target}")
        reader.ask(AT_REST)
        assert -1 <= reader.ask(TOP, target) <= 300 or reader.ask(AT_END), target
    assert moves_on_reload(reader, name) <= 2


def moves_on_reload(reader, place):
    """Return by how much a page moves that is read on, and then loaded again."""
    reader.open(place)
    reader.ask(AT_REST)
    reader.ask("scrollTo({top: document.documentElement.scrollHeight * 0.6, behavior: 'instant'})")
    reader.ask(AT_REST)
    before = reader.ask("scrollY")
    assert before > 100
    reader.ask("(document.body.dataset.old = 1, location.reload())")
    reader.wait("document.body && !document.body.dataset.old && document.readyState === 'complete'")
    reader.ask(AT_REST)
    return abs(reader.ask("scrollY") - before)


def test_a_page_opened_at_a_place_and_read_on_stays_on_reload_if_any_page_does(reader):
    """WebKitGTK goes back to the place of the address, on a page with a stylesheet and no more."""
    plain = moves_on_reload(reader, "plain.html#part-3")
    if plain > 2:
        assert reader.driver.name == "MiniBrowser"
    for name in LONG:
        reader.open(name)
        place = reader.ask("document.querySelectorAll('.bd-article section[id]')[0].id")
        assert plain > 2 or moves_on_reload(reader, f"{name}#{place}") <= 2, name


@pytest.mark.parametrize("name", PAGES)
def test_wide_letters_on_a_narrow_screen_lose_nothing(reader, name):
    """Windows of these browsers are wider than a phone, a frame in them need not be."""
    reader.open("narrow.html")
    reader.ask(
        """new Promise(done => { const frame = document.createElement("iframe");
        frame.style = "width: 320px; height: 700px; border: 0"; frame.onload = () => done(true);
        frame.src = arguments[0]; document.body.append(frame) })""",
        f"/{name}",
    )
    reader.driver.switch_to.frame(0)
    reader.ask(
        """(words => { const sheet = new CSSStyleSheet(); sheet.replaceSync(words);
        document.adoptedStyleSheets = [sheet] })(arguments[0])""",
        WIDE_LETTERS,
    )
    assert reader.ask("document.documentElement.scrollWidth") <= 320
    assert reader.ask(f"({CLIPPED})()") == []
