"""Claims where they are named and where they are told: pop-overs, links, cards."""

import json
import re
from urllib.parse import unquote

import lxml.html
import pytest

from casebook import find_all
from casebook.binding.site import search
from casebook.binding.site.claim_links import address, lead_on, link_numbers
from casebook.binding.site.drawings.chart_places import rows_drawn
from casebook.telling.drawing.chart_files import SCREEN
from casebook.telling.findings import find_in
from casebook.telling.show_claims import claim_card, rests_on
from chapters.china import charts
from tests.site.notes import assert_tells

CHAPTER = "chapters/china.html"
NOT_TEXT = ("a", "pre", "code", "script", "svg", "summary", "button", "h1", "h2", "h3")


@pytest.fixture(scope="module")
def findings(evidence):
    return find_all(evidence)


def _pages(site):
    return [site / "index.html", *sorted(site.glob("chapters/*.html"))]


def _by_anchor(findings):
    return {finding.claim.anchor: finding for finding in findings.values()}


def test_every_number_of_a_claim_leads_to_its_card(site, findings):
    number = re.compile(rf"\b({'|'.join(findings)})\b")
    linked = 0
    for page in _pages(site):
        tree = lxml.html.parse(page).getroot()
        own = {card.get("id") for card in tree.find_class("claim-card")}
        for text in tree.xpath("//article//text()"):
            above = {element.tag for element in text.getparent().iterancestors()}
            above.add(text.getparent().tag if text.is_text else "")
            if above.isdisjoint(NOT_TEXT):
                assert not number.search(text), (page.name, text)
        for link in tree.xpath("//article//a[contains(@href, '#claim-')]"):
            target, _, anchor = link.get("href").partition("#")
            there = lxml.html.parse(page.parent / target).getroot() if target else tree
            assert anchor in own or there.get_element_by_id(anchor).tag == "details"
            linked += 1
            if linked > 200:  # each target is read anew
                break
    assert linked > 100


def test_numbers_in_text_become_links_and_nothing_else_does(evidence):
    findings = _by_anchor(find_in("china", evidence))
    article = lxml.html.fromstring(
        "<article><p>See C93, <b>C90</b> and C93; not C930 or XC93.</p><p><a href='x'>C93</a> "
        "<code>C93</code></p><h2>C93</h2></article>"
    )
    before = article.text_content()
    link_numbers(article, "chapters/leaving", findings)
    assert article.text_content() == before
    assert [(a.text, a.get("href")) for a in article.iter("a")] == [
        ("C93", "china.html#claim-c93"),
        ("C90", "china.html#claim-c90"),
        ("C93", "china.html#claim-c93"),
        ("C93", "x"),
    ]


def test_an_address_is_written_as_its_page_needs():
    assert address("chapters/a", "chapters/a", "x") == "#x"
    assert address("chapters/a", "chapters/b", "x") == "b.html#x"
    assert address("index", "chapters/b", "x") == "chapters/b.html#x"


@pytest.mark.parametrize("way", ["mouse", "keyboard", "touch"])
@pytest.mark.parametrize(
    ("page", "link"),
    [
        (CHAPTER, "section > p a[href*='#claim-']"),  # in running text
        (CHAPTER, "table.verdicts td a"),
        ("chapters/argument.html", ".drawing svg.narrow a[href*='#claim-']"),  # a tile
    ],
)
def test_a_claim_tells_of_itself_wherever_it_is_named(address, opened, findings, page, link, way):
    reader = opened(360, has_touch=way == "touch")
    reader.goto(address + page)
    named = reader.locator(link).first
    finding = _by_anchor(findings)[named.get_attribute("href").partition("#")[2]]
    {"mouse": named.hover, "keyboard": named.focus, "touch": named.tap}[way]()
    note = reader.get_by_role("tooltip")
    note.wait_for()
    assert_tells(note, finding)
    assert f"Open {finding.claim.id}" in note.inner_text()
    assert named.get_attribute("aria-describedby") == note.get_attribute("id")
    box = note.bounding_box()
    assert (box["x"] >= 0, box["x"] + box["width"] <= 360) == (True, True)
    assert reader.url == address + page
    reader.keyboard.press("Escape")
    note.wait_for(state="hidden")


def test_a_link_that_a_script_draws_later_tells_of_its_claim_too(address, opened):
    page = opened()
    page.goto(address + CHAPTER)
    page.evaluate(
        """document.querySelector("h1").insertAdjacentHTML(
        "afterend", "<p><a id='late' href='#claim-c93'>late</a></p>")"""
    )
    page.locator("#late").hover()
    page.get_by_role("tooltip").get_by_text("Open C93").wait_for()


def test_a_card_tells_then_and_now_only_where_they_differ(findings):
    differ = set()
    for finding in findings.values():
        then, now = finding.at_publication, finding.now
        told = claim_card(finding).markdown
        assert ("When published: " in told) == (then.verdict != now.verdict)
        assert ("**What could be known then.**" in told) == (then.summary != now.summary)
        differ.add((then.verdict != now.verdict, then.summary != now.summary))
    assert differ > {(False, False), (False, True)}


def test_a_card_marks_the_rung_that_was_met(findings):
    for finding in findings.values():
        met = re.findall(r"^1\. \*\*(.*?)\*\* ← met$", claim_card(finding).markdown, re.MULTILINE)
        reached = [rung for rung in finding.now.rungs if rung.met]
        assert len(met) == len(reached) <= 1
        assert len(reached) == 1 or finding.now.ruling.only_weak or finding.now.ruling.case is None


def test_a_card_leads_to_its_paragraph_and_to_charts_of_its_rows(tmp_path, evidence):
    findings = _by_anchor(find_in("china", evidence))
    picture = charts.chart_goods(evidence)
    drawn = {(cited.table, row.key) for cited in picture.rests_on for row in cited.rows}
    assert drawn
    article = lxml.html.fromstring(
        "<article><figure id='fig-goods' data-chart='goods'><span class='caption-number'>Fig. 1 "
        "</span></figure>"
        + "".join(
            f"<details id='{anchor}' class='claim-card'><div class='claim-body'></div></details>"
            for anchor in findings
        )
        + "</article>"
    )
    labels = {"paragraph-28": ("chapters/oped", "paragraph-28")}
    lead_on(article, "chapters/china", findings, {"fig-goods": drawn}, labels)
    for anchor, finding in findings.items():
        card = article.get_element_by_id(anchor)
        rests_on = {(rows.table, row.key) for rows in finding.now.rests_on for row in rows.rows}
        hrefs = card.xpath("./div//a/@href")
        assert ("#fig-goods" in hrefs) == bool(rests_on & drawn)
        assert ("oped.html#paragraph-28" in hrefs) == (finding.claim.paragraph == 28)


def test_the_rows_of_a_chart_are_those_of_its_record(tmp_path):
    (tmp_path / SCREEN).mkdir()
    (tmp_path / SCREEN / "a.json").write_text(json.dumps({"rows": {"t": ["1", "2"], "u": ["1"]}}))
    article = lxml.html.fromstring("<article><figure id='fig-a' data-chart='a'></figure></article>")
    assert rows_drawn(article, tmp_path) == {"fig-a": {("t", "1"), ("t", "2"), ("u", "1")}}


def test_links_of_the_cards_lead_somewhere(site, findings):
    trees = {page.name: lxml.html.parse(page).getroot() for page in _pages(site)}
    cards = [(name, card) for name, tree in trees.items() for card in tree.find_class("claim-card")]
    assert len(cards) == len(findings)
    with_charts = 0
    for name, card in cards:
        hrefs = card.xpath(".//p[@class='claim-links']//a/@href")
        paragraph = findings[card.get("id").removeprefix("claim-").upper()].claim.paragraph
        assert f"oped.html#paragraph-{paragraph}" in hrefs
        for href in hrefs:
            target, _, anchor = href.partition("#")
            assert trees[target or name].get_element_by_id(anchor) is not None
        with_charts += any(href.startswith("#fig-") for href in hrefs)
    assert with_charts > 30


def test_each_row_that_a_card_names_is_a_link(site, findings):
    for finding in findings.values():
        tree = lxml.html.parse(site / "chapters" / f"{finding.chapter}.html").getroot()
        card = tree.get_element_by_id(finding.claim.anchor)
        (line,) = card.find_class("rests-on")
        assert line.text_content() == f"{rests_on(finding.now.rests_on)}."
        cited = {(c.table, row.key) for c in finding.now.rests_on for row in c.rows}
        asked = [unquote(link.get("data-row")).partition("/") for link in line.iter("a")]
        assert {table for table, *_ in asked} == {table for table, _ in cited}
        assert {(table, key) for table, _, key in asked if key} <= cited


def test_a_paragraph_opened_from_a_card_leads_back(address, opened):
    page = opened()
    page.goto(f"{address}{CHAPTER}#claim-c93")
    page.locator("#claim-c93 .claim-links").get_by_text("Paragraph 28").click()
    page.wait_for_url("**/oped.html#paragraph-28")
    paragraph = page.locator("#paragraph-28")
    assert paragraph.is_visible()
    assert paragraph.locator("a[href$='#claim-c93']").count() == 1


def test_a_chapter_points_to_a_card_and_does_not_repeat_it(site):
    """The first sentence of a reason stands in the op-ed read with marks, all on the first page."""
    text = (site / "_static" / search.RECORDS).read_text("utf-8")
    records = json.loads(text.removeprefix("window.searchRecords=").removesuffix(";\n"))

    def sentences(kind, leave=()):
        return {
            sentence
            for record in records
            if record["kind"] == kind and record["href"].partition("#")[0] not in leave
            for sentence in re.split(r"(?<=[.!?])\s+", record["text"])
            if len(sentence.split()) >= 8
        }

    told = sentences("claim")
    assert len(told) > 500
    assert told & sentences("section", {"index.html", "chapters/oped.html"}) == set()
