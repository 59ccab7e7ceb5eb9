"""The look of the pages: type, chips, cards, the strip, tables on phones, a page printed."""

import json
import re
from pathlib import Path

import lxml.html
import pytest

from casebook.binding.site import fonts
from casebook.binding.site.claim_links import DATA, fill_chips, fold_cards, head_strip
from casebook.binding.site.tables import mend_tables
from casebook.reasoning.claims import Verdict
from casebook.telling.chips import chip, sources_by_grade, verdict_class
from casebook.telling.findings import find_all, find_in
from casebook.telling.wording import first_sentence, what_differs
from chapters.common.palette import DARK, TILE_EDGE, VERDICTS
from tests.site.notes import assert_tells

STATIC = Path(fonts.__file__).with_name("static")
CHAPTER = "chapters/china.html"
CARD = "#claim-c93"


@pytest.fixture
def chapter(address, opened):
    page = opened()
    page.goto(address + CHAPTER)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_site_has_the_colours_of_the_charts(scheme):
    css = (STATIC / "claims.css").read_text("utf-8")
    blocks = re.findall(r"(:root|html\[data-theme=\"dark\"\]) \{([^}]*)\}", css)
    values = dict(re.findall(r"--verdict-(\w+): (#\w+)", blocks[scheme == "dark"][1]))
    for verdict, colour in VERDICTS.items():
        rule = re.search(rf"\.{verdict_class(verdict)}\b[^{{]*{{ --is: var\(--verdict-(\w+)\)", css)
        assert values[rule[1]] == (DARK[colour] if scheme == "dark" else colour), verdict
    assert values["frame"] == (DARK[TILE_EDGE] if scheme == "dark" else TILE_EDGE)


def test_print_has_the_colours_of_the_site():
    css = (STATIC / "claims.css").read_text("utf-8")
    typ = (STATIC.parents[1] / "pdf" / "look.typ").read_text("utf-8")
    found = re.findall(r'"verdict-([\w-]+)": rgb\("(#\w+)"\)', typ)
    assert len(found) >= len(VERDICTS) - 1  # the last of them is white
    for verdict, colour in found:
        assert VERDICTS[verdict.replace("-", " ")] == colour
        assert colour in css


def test_a_font_is_cut_to_its_characters_and_is_the_same_each_time():
    from io import BytesIO

    import font_source_sans_pro
    from fontTools.ttLib import TTFont

    source = Path(font_source_sans_pro.__file__).parent / "files" / "SourceSansPro-Regular.ttf"
    made = fonts.cut(source, "Kasčiūnas")
    assert made == fonts.cut(source, reversed("Kasčiūnas"))
    assert set(map(chr, TTFont(BytesIO(made)).getBestCmap())) == set("Kasčiūnas")


def test_every_font_of_the_stylesheet_is_written(site):
    asked = set(re.findall(r'url\("fonts/([\w-]+)\.woff2"\)', (STATIC / "type.css").read_text()))
    assert asked == set(fonts.FILES)
    assert {file.stem for file in site.glob("_static/fonts/*.woff2")} == asked
    (ahead,) = re.findall(r"of \[(.*?)\]", (STATIC / "mode.js").read_text("utf-8"))
    assert set(re.findall(r'"([\w-]+)"', ahead)) < asked


def test_a_chip_says_its_verdict_and_confidence_in_words():
    assert chip(Verdict.MISLEADING, "high") == (
        "[misleading[, confidence high]{.sure}]{.chip .verdict-misleading .confidence-high}"
    )
    assert (
        chip(Verdict.VALUES, leads=True)
        == "[A matter of values]{.chip .verdict-a-matter-of-values}"
    )


def test_what_turns_on_values_has_no_confidence_anywhere(site, evidence):
    anchors = {
        f.claim.anchor for f in find_all(evidence).values() if f.now.verdict == Verdict.VALUES
    }
    assert anchors
    chips = 0
    for page in [site / "index.html", *site.glob("chapters/*.html")]:
        tree = lxml.html.parse(page).getroot()
        for told in tree.find_class(verdict_class(Verdict.VALUES)):
            chips += "chip" in told.classes
            assert not told.find_class("sure") or "claim-card" in told.classes, page.name
            assert "confidence" not in told.get("class")
        for card in tree.find_class("claim-card"):
            if card.get("id") in anchors:
                assert not card.find_class("sure")
    assert chips > len(anchors)
    text = (site / "_static" / DATA).read_text("utf-8")
    told = json.loads(text.removeprefix("window.claimData=").removesuffix(";\n"))
    assert {told[anchor]["confidence"] for anchor in anchors} == {""}


def test_a_source_stands_under_its_best_grade(evidence):
    finding = find_in("china", evidence)["C93"]
    listed = sources_by_grade(finding.now.rests_on)
    assert list(listed) == [g for g in ("primary", "secondary", "weak", "") if g in listed]
    keys = [key for those in listed.values() for key in those]
    assert len(keys) == len(set(keys))
    assert set(keys) == {key for cited in finding.now.rests_on for key in cited.sources}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It holds. More follows.", "It holds."),
        ("The U.S. Army says so. Others do not.", "The U.S. Army says so."),
        ("At 2.5 percent it is low. So be it.", "At 2.5 percent it is low."),
        ("One sentence only.", "One sentence only."),
    ],
)
def test_a_closed_card_shows_one_sentence(text, first):
    assert first_sentence(text) == first


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("It holds. So be it.", "It holds. So be it.", ""),
        (
            "One fell. All else stood.",
            "Two fell. All else stood.",
            "One fell. The rest was the same.",
        ),
        ("None was known.", "One was known.", "None was known."),
        ("It holds.", "It holds. More came.", "The same, but not yet this: More came."),
    ],
)
def test_what_was_known_then_is_told_only_where_it_differs(before, after, told):
    assert what_differs(before, after) == told


def test_a_link_that_asks_for_it_gets_the_verdict(evidence):
    findings = {f.claim.anchor: f for f in find_in("china", evidence).values()}
    page = lxml.html.fromstring(
        "<p>See <a class='verdict' href='china.html#claim-c93'>C93</a>, "
        "<span class='verdict'><a href='#claim-c93'>C93</a></span> and "
        "<a href='#claim-c93'>C93</a>.</p>"
    )
    fill_chips(page, findings)
    now = findings["claim-c93"].now
    told = f"C93\u00a0{now.verdict}, confidence {now.confidence}"
    assert page.text_content() == f"See {told}, {told} and C93."


def test_a_strip_counts_what_is_read_and_what_is_tested(evidence):
    findings = list(find_in("china", evidence).values())
    words = "<p>" + "word " * 460 + "</p><pre>" + "code " * 900 + "</pre>"
    article = lxml.html.fromstring(f"<article><h1>T</h1>{words}</article>")
    head_strip(article, findings, "1 May 2026")
    (strip,) = article.find_class("chapter-strip")
    assert strip.getprevious().tag == "h1"
    assert [span.text for span in strip.iter("span")] == [
        "2 min to read",
        "11 claims tested",
        "Evidence to 1 May 2026",
    ]
    widths = [int(rect.get("width")) for rect in strip.iter("rect")]
    assert sum(widths) == len(findings)


def test_a_card_folds_and_keeps_its_words():
    article = lxml.html.fromstring(
        "<article><div id='claim-c01' class='claim-card verdict-mixed admonition'>"
        "<p class='admonition-title'>C01: “x”</p><p>Mixed <span>m</span></p><p>Why.</p>"
        "<div class='claim-evidence docutils container'><p><strong>Evidence.</strong> S</p></div>"
        "</div></article>"
    )
    before = " ".join(article.text_content().split())
    fold_cards(article)
    (card,) = article.find_class("claim-card")
    assert (card.tag, card.get("id"), card.get("open")) == ("details", "claim-c01", "")
    assert [child.tag for child in card] == ["summary", "div"]
    assert card.find(".//details/summary").text == "Evidence"
    assert " ".join(" ".join(card.itertext()).split()) == before.replace(
        "Evidence.", "Evidence"
    ).replace("“x”Mixed", "“x” Mixed").replace("mWhy.Evidence S", "m Why. Evidence S")


def test_a_wide_table_names_the_column_in_each_cell():
    head, row = (
        "<th>A</th><th>B</th><th>C</th><th></th>",
        "<td>one</td><td>a text of some good length</td>"
        "<td>another of such a length</td><td>4</td>",
    )
    article = lxml.html.fromstring(
        "<article><div class='pst-scrollable-table-container'><table><caption>T#</caption>"
        f"<thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table></div></article>"
    )
    mend_tables(article)
    assert article.xpath("//tbody//td/@data-label") == ["A", "B", "C"]
    assert article.xpath("//tbody//td/@role") == ["cell"] * 4
    assert article.xpath("//div/@aria-label") == ["T"]


def test_cards_are_closed_until_asked(chapter):
    cards = chapter.locator("details.claim-card")
    assert cards.count() > 0
    assert chapter.locator("details.claim-card[open]").count() == 0
    card = chapter.locator(CARD)
    card.locator("summary").first.focus()
    chapter.keyboard.press("Enter")
    assert card.get_by_text("Best point against it").is_visible()
    assert not card.get_by_text("Rows:").is_visible()
    card.get_by_text("Evidence", exact=True).click()
    assert card.get_by_text("Rows:").is_visible()


def test_an_address_opens_its_card(address, opened):
    for anchor in (CARD, "#C93"):
        page = opened()
        page.goto(address + CHAPTER + anchor)
        assert page.locator(CARD).get_attribute("open") is not None
        assert page.locator("details.claim-card[open]").count() == 1


def test_cards_are_whole_without_javascript_and_in_print(address, opened):
    page = opened(java_script_enabled=False)
    page.goto(address + CHAPTER)
    assert page.locator(CARD).get_by_text("Rows:").is_visible()
    page = opened(scheme="dark")
    page.goto(address + CHAPTER)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(CARD).get_by_text("Rows:").is_visible()
    assert page.locator("h1").is_visible()
    assert page.locator("p").first.evaluate("e => getComputedStyle(e).color") == "rgb(26, 26, 26)"
    for control in (".bd-sidebar-primary", ".bd-header-article", ".copy-link", ".code-switch"):
        assert page.locator(f"{control}:visible").count() == 0, control
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.claim-card[open]").count() == 0


def test_a_claims_number_tells_of_the_claim(chapter, evidence):
    finding = find_in("china", evidence)["C93"]
    link, note = (
        chapter.locator("section > p a[href='#claim-c93']").first,
        chapter.get_by_role("tooltip"),
    )
    link.focus()
    note.wait_for()
    assert_tells(note, finding)
    chapter.keyboard.press("Escape")
    assert not note.is_visible()
    link.blur()
    link.hover()
    note.get_by_text("Open C93").click()
    assert chapter.url.endswith(CARD)
    assert chapter.locator(CARD).get_attribute("open") is not None


def test_a_first_tap_tells_of_the_claim_and_a_second_opens_it(address, opened):
    page = opened(360, has_touch=True)
    page.goto(address + CHAPTER)
    link = page.locator("section > p a[href='#claim-c93']").first
    link.tap()
    note = page.get_by_role("tooltip")
    note.wait_for()
    box = note.bounding_box()
    assert (box["x"] >= 0, box["x"] + box["width"] <= 360) == (True, True)
    assert CARD not in page.url
    link.tap()
    assert page.url.endswith(CARD)


def test_claims_are_told_from_a_folder_too(site, opened):
    page = opened()
    page.goto((site / CHAPTER).as_uri())
    page.locator("section > p a[href='#claim-c93']").first.focus()
    page.get_by_role("tooltip").wait_for()
    assert (site / "_static" / DATA).is_file()


def test_one_switch_shows_the_code_and_is_remembered(address, opened):
    page = opened()
    page.goto(address + CHAPTER)
    code = page.locator("details.code-toggle pre").first
    assert not code.is_visible()
    page.get_by_role("button", name="Show code").click()
    assert code.is_visible()
    page.goto(address + "chapters/membership.html")
    assert page.locator("details.code-toggle pre").first.is_visible()
    assert page.get_by_role("button", name="Show code").get_attribute("aria-pressed") == "true"


def test_no_table_of_a_phone_is_off_screen(address, opened):
    for name in (CHAPTER, "chapters/scorecard.html", "chapters/sturdiness.html"):
        page = opened(360)
        page.goto(address + name)
        wide = page.locator(".pst-scrollable-table-container:has(.stacked)").evaluate_all(
            "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.ariaLabel)"
        )
        assert wide == [], name


def test_the_scorecard_fits_a_desk_and_keeps_its_head(address, opened):
    page = opened(1440)
    page.goto(address + "chapters/scorecard.html")
    table = page.locator("table.scorecard")
    box, main = table.bounding_box(), page.locator(".bd-article").bounding_box()
    assert box["x"] + box["width"] <= main["x"] + main["width"] + 1
    page.locator("table.scorecard tbody tr").nth(60).scroll_into_view_if_needed()
    page.mouse.wheel(0, 200)
    page.wait_for_timeout(200)
    head = page.locator("table.scorecard th").first.bounding_box()
    assert 0 <= head["y"] < 120
