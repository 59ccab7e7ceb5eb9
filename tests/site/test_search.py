"""The search: what it holds, and what a reader finds."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe

from casebook import find_all
from casebook.binding.site import search
from casebook.binding.site.search import records

STATIC = Path(search.__file__).with_name("static")
LIBRARY = "03c27931eb603af1d3358579e9885eafdb6a2f5fa9929557b3e77d7e99d06d03"
"""The SHA-256 of ``dist/umd/index.js`` in release 7.2.0 of the npm package ``minisearch``."""

PAGE = """
<article class="bd-article"><section id="bread"><h1><span class="section-number">1. </span>Bread
<a class="headerlink" href="#bread">#</a></h1><div class="chapter-strip">2 min</div>
<details class="code-toggle"><summary>Code</summary><pre>secret()</pre></details>
<p>Of loaves.</p>
<section id="best"><h2><span class="section-number">1.1. </span>
<span class="eyebrow">In short</span> Rye wins</h2><p>By<br>far.</p>
<figure id="fig-a" data-chart="a"><p class="chart-title">Rye rises</p><p class="chart-subtitle">By
year</p><div class="drawing"><svg aria-label="2,024 loaves"><text>x</text></svg><svg
aria-label="2,024 loaves"></svg></div><figcaption><p><span class="caption-number">Fig. 1.1 </span>
<span class="caption-text">Sold.</span></p><p class="chart-links"><a href="a.csv">Data</a></p>
</figcaption></figure>
<table id="tbl-a"><caption><span class="caption-number">Table 1.1 </span>Loaves</caption>
<thead><tr><th>Year</th><th>Sold</th></tr></thead><tbody><tr><td>2024</td><td>12</td></tr></tbody>
</table></section></section>
<details class="claim-card verdict-mixed" id="claim-c01" open=""><summary><span class="claim-quote">
C01: “rye”</span><span class="claim-head"><span class="chip verdict-mixed confidence-low">Mixed<span
class="sure">, confidence low</span></span> Paragraph 1</span></summary><div class="claim-body"><p>
<strong>Why.</strong> So.</p></div></details></article>
"""


@pytest.fixture(scope="module")
def found(site):
    text = (site / "_static" / search.RECORDS).read_text("utf-8")
    return json.loads(text.removeprefix("window.searchRecords=").removesuffix(";\n"))


@pytest.fixture
def results(address, opened):
    """Return a function that searches and gives kind, address and words of each result shown."""
    page = opened()
    page.goto(f"{address}search.html")

    def ask(query):
        page.get_by_role("searchbox").fill(query)
        page.get_by_role("searchbox").press("Enter")
        page.get_by_role("status").get_by_text(query).wait_for()
        return [
            (
                result.get_attribute("class").removeprefix("result-"),
                result.locator("a").get_attribute("href"),
                result.inner_text(),
            )
            for result in page.locator("#search-results li").all()
        ]

    return ask


def test_a_page_is_taken_apart_into_what_can_be_found():
    found = list(records(lxml.html.fromstring(f"<main>{PAGE}</main>"), "chapters/bread"))
    told = {record["kind"]: (record["href"], record["title"], record["text"]) for record in found}
    at = "chapters/bread.html#"
    assert [(r["href"], r["title"], r["text"]) for r in found if r["kind"] == "section"] == [
        ("chapters/bread.html", "Bread", "Of loaves."),
        (f"{at}best", "In short: Rye wins", "By far."),
    ]
    assert told["chart"] == (f"{at}fig-a", "Fig. 1.1: Rye rises", "By year 2,024 loaves Sold.")
    assert told["table"] == (f"{at}tbl-a", "Table 1.1: Loaves", "Year · Sold 2024 · 12")
    assert told["claim"] == (f"{at}claim-c01", "C01: “rye”", "Why. So.")
    (claim,) = (record for record in found if record["kind"] == "claim")
    assert claim["chip"] == "chip verdict-mixed confidence-low"
    assert (claim["verdict"], claim["sure"]) == ("Mixed", ", confidence low")
    assert {record["page"] for record in found} == {"Bread"}


def test_every_claim_chart_table_and_source_is_found_at_its_place(site, found, evidence):
    pages = {}
    for record in found:
        name, _, anchor = record["href"].partition("#")
        if name not in pages:
            pages[name] = lxml.html.parse(site / name).getroot()
        assert not anchor or pages[name].get_element_by_id(anchor, None) is not None, record["href"]
        assert record["title"].strip(), record["href"]
    counted = {kind: [r["href"] for r in found if r["kind"] == kind] for kind in search._APART}
    assert len(counted["claim"]) == len(find_all(evidence))
    for kind, query in search._APART.items():
        there = sum(len(tree.xpath(f"//article//{query}")) for tree in pages.values())
        assert len(set(counted[kind])) == len(counted[kind]) == there > 0, kind


def test_the_library_is_the_one_that_was_published():
    content = (STATIC / "minisearch" / "minisearch.js").read_bytes()
    assert hashlib.sha256(content).hexdigest() == LIBRARY
    licence = (STATIC / "minisearch" / "LICENSE.txt").read_text("utf-8")
    assert "Permission is hereby granted" in licence  # published beside it, as the licence asks


def test_the_search_is_light_and_sphinx_own_is_gone(site):
    weight = sum(
        len(gzip.compress((site / "_static" / name).read_bytes())) for name in search.SCRIPTS
    )
    assert weight <= 300 * 1024
    for name in ("searchindex.js", "_static/searchtools.js", "_static/language_data.js"):
        assert not (site / name).exists()


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Kasčiūnas", "kasciuna"),
        ("Kasciunas", "kasciuna"),
        ("Türkiye’s", "turkiye"),
        ("Turkiye", "turkiye"),
        ("Diyarbakır Łódź Tromsø", "diyarbakir lodz tromso"),
        ("1,172", "1172"),
        ("12.5", "12.5"),
        ("103.", "103"),
        ("155mm", "155 mm"),
        ("155 mm", "155 mm"),
        ("2024-08-10", "10 august 2024"),
        ("10 August 2024", "10 august 2024"),
        ("countries duds bodies losses bus glass", "country dud body losse bus glass"),
        ("C12", "c12"),
        ("F-16, BLU97, mid-2024", "f16 blu97 mid 2024"),
    ],
)
def test_what_is_spelt_in_two_ways_is_one_term(opened, text, terms):
    page = opened()
    page.add_script_tag(path=STATIC / "search_terms.js")
    assert page.evaluate("text => searchTerms.of(text).join(' ')", text) == terms


@pytest.mark.parametrize(
    ("query", "kinds", "place"),
    [
        ("C12", {"claim"}, "#claim-c12"),
        ("c12", {"claim"}, "#claim-c12"),
        ("Bakhmut", {"claim", "section"}, "chapters/military_value.html"),
        ("dud rate", {"claim", "section"}, "chapters/failure_rates.html"),
        # The casualties recorded for 2022, which the chart's title tells
        ("1,172", {"chart"}, "#fig-casualties-by-year"),
        ("1172", {"chart"}, "#fig-casualties-by-year"),
        # The members of the Seimas who voted to leave
        ("103", {"section", "claim"}, "leaving"),  # the first page tells it, too
        ("“looming threat”", {"claim"}, "#claim-c10"),
        ("Lithuania", {"section", "claim"}, "chapters/leaving.html"),
        ("Kasciunas", {"section", "claim"}, "chapters/"),
    ],
)
def test_the_first_result_is_what_was_meant(results, query, kinds, place):
    kind, href, _ = results(query)[0]
    assert kind in kinds
    assert place in href


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kasčiūnas", "Kasciunas"),
        ("Türkiye", "Turkiye"),
        ("dud rates", "dud rate"),
        ("1,172", "1172"),
        ("155mm", "155 mm"),
    ],
)
def test_two_spellings_find_the_same(results, one, other):
    assert [r[:2] for r in results(one)] == [r[:2] for r in results(other)] != []


def test_a_number_is_not_found_within_a_name(results):
    found = [href for _, href, _ in results("12")]
    assert found
    assert "chapters/deterrence.html#claim-c12" not in found


def test_a_day_is_found_however_it_is_written(results):
    found = [{href for _, href, _ in results(day)} for day in ("2023-05-22", '"22 May 2023"')]
    assert found[0] == found[1] != set()


def test_the_data_page_comes_after_the_chapters(results):
    for query in ("Bakhmut", "dud rate", "Lithuania", "casualties"):
        kinds = [kind for kind, _, _ in results(query)]
        first = kinds.index("data") if "data" in kinds else len(kinds)
        assert {"section", "claim"} & set(kinds[:3]), query
        assert first > 5, query


def test_a_phrase_is_found_as_it_stands(results):
    loose, exact = results("threat looming"), results("“looming threat”")
    assert 0 < len(exact) <= len(loose)
    assert all("looming threat" in words.lower() for _, _, words in exact)
    assert not [r for r in results("“threat looming”") if "threat looming" in r[2].lower()]


def test_an_excerpt_marks_what_was_asked(address, opened):
    page = opened()
    page.goto(f"{address}search.html?q=155mm")
    page.locator("#search-results li").first.wait_for()
    for result in page.locator("#search-results li").all():
        marks = "".join(result.locator("mark").all_inner_texts())
        assert re.search(r"155.?mm", marks), result.inner_text()
        assert set(re.findall(r"\d+", marks)) == {"155"}, result.inner_text()


def test_a_slip_of_the_pen_is_said_and_the_nearest_shown(address, opened):
    page = opened()
    page.goto(f"{address}search.html?q=Stoltenbrg")
    page.locator("#search-results li").first.wait_for()
    assert page.get_by_role("status").inner_text() == "Nothing has all of Stoltenbrg. The nearest:"
    assert "Stoltenberg" in page.locator("#search-results li").first.inner_text()
    page.goto(f"{address}search.html?q=zzqx")
    page.get_by_role("status").get_by_text("Nothing found for zzqx").wait_for()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (768, "dark"), (1440, "light")])
def test_results_can_be_read_and_nothing_fails(address, opened, width, scheme):
    page = opened(width, scheme, bypass_csp=True)  # axe is put in by the test
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.on("console", lambda m: complaints.append(m.text) if m.type != "log" else None)
    page.goto(f"{address}search.html?q=Lithuania", wait_until="networkidle")
    page.locator("#search-results li").first.wait_for()
    assert page.locator("#search-results li").count() == 20
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]] == []
    assert complaints == []


def test_results_by_keyboard_by_kind_and_back(address, opened):
    page = opened()
    page.goto(f"{address}search.html?q=Lithuania")
    shown = page.locator("#search-results li")
    page.get_by_role("button", name="More results").focus()
    page.keyboard.press("Enter")
    assert shown.count() == 40
    assert shown.nth(20).locator("a").evaluate("link => link === document.activeElement")
    page.get_by_role("button", name=re.compile("^Claims")).focus()
    page.keyboard.press("Enter")
    assert {result.get_attribute("class") for result in shown.all()} == {"result-claim"}
    page.keyboard.press("Control+k")
    page.keyboard.press("Control+a")
    page.keyboard.type("Bakhmut")
    page.keyboard.press("Enter")
    assert page.get_by_role("status").inner_text().endswith("for Bakhmut")
    page.go_back()
    assert page.get_by_role("status").inner_text().endswith("for Lithuania")
    claim = page.locator("li.result-claim a").first
    claim.click()
    page.wait_for_url("**/chapters/*.html#claim-*")
    assert page.locator("details.claim-card[open]").count() == 1


def test_the_search_works_from_a_folder(site, opened):
    page = opened(offline=True)
    complaints = []
    page.on("requestfailed", lambda request: complaints.append(request.url))
    ready = {"selector": "html[data-ready]", "state": "attached"}
    page.goto((site / "chapters" / "china.html").as_uri())
    page.wait_for_selector(**ready)  # who leaves earlier breaks off the loading of its script
    page.keyboard.press("Control+k")
    page.keyboard.type("C12")
    page.keyboard.press("Enter")
    page.wait_for_url("file://**/search.html?**")
    page.wait_for_selector(**ready)
    page.locator("#search-results li a").first.click()
    page.wait_for_url("file://**/chapters/deterrence.html#claim-c12")
    assert complaints == []


def test_without_javascript_the_page_says_what_to_do(address, opened):
    page = opened(java_script_enabled=False)
    page.goto(f"{address}search.html")
    assert page.get_by_text("The search needs JavaScript").is_visible()
    assert not page.get_by_role("searchbox").is_visible()
    page.get_by_role("link", name="all verdicts").click()
    assert page.url.endswith("scorecard.html")
    page = opened()
    page.goto(f"{address}search.html")
    assert not page.get_by_text("The search needs JavaScript").is_visible()
