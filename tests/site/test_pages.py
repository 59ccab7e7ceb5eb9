"""The built site, as a reader meets it in a real browser."""

import gzip
import json
import re
from pathlib import Path

import lxml.etree
import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe

from casebook import find_all
from casebook.binding.site.assets import purge
from casebook.binding.site.metadata import RATINGS, as_script
from casebook.binding.site.theme import POLICY
from casebook.reasoning.claims import Verdict
from casebook.telling.drawing.charts import legible
from tests.site.finished import finished

SITE = Path(__file__).parents[2] / "_build" / "html"
PAGES = sorted(
    str(file.relative_to(SITE)) for file in [*SITE.glob("*.html"), *SITE.glob("chapters/*.html")]
)
WIDTHS = (360, 768, 1440)
HEAVIEST = {"chapters/sources.html": 156}
"""KiB of a page that may weigh more than others: the list gives each address as words, too."""
CHANGING = ("index.html", "chapters/membership.html", "chapters/scorecard.html")
SCORECARD = "chapters/scorecard.html"


def _tree(page):
    return lxml.html.parse(str(SITE / page)).getroot()


def _records(page):
    scripts = _tree(page).xpath("//script[@type='application/ld+json']")
    return [record for script in scripts for record in json.loads(script.text)["@graph"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_hard_to_reach(address, opened, scheme):
    found = []
    for width in WIDTHS:
        page = opened(width, scheme, bypass_csp=True)  # axe is put in by the test
        for name in PAGES if width == 768 else CHANGING:
            page.goto(address + name)
            violations = Axe().run(page).response["violations"]
            found += [(width, name, v["id"], v["nodes"][0]["html"]) for v in violations]
    assert found == []


def test_no_page_is_wider_than_a_phone(address, opened):
    page = opened(360)
    wide = {}
    for name in PAGES:
        page.goto(address + name)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide[name] = width
    assert wide == {}


def _without_charts(file):
    content = file.read_bytes()
    if file.suffix != ".html":
        return content
    return re.sub(rb'<div class="drawing">.*?</svg></div>', b"", content, flags=re.DOTALL)


def test_every_page_is_light_and_asks_nobody_else(address, opened):
    for name in PAGES:
        page = opened()
        requests, complaints = [], []
        page.on("request", lambda request, to=requests: to.append(request.url))
        page.on("pageerror", lambda error, to=complaints: to.append(str(error)))
        page.on("console", lambda m, to=complaints: to.append(m.text) if m.type != "log" else 0)
        page.on("requestfailed", lambda request, to=complaints: to.append(request.url))
        page.goto(address + name, wait_until="networkidle")
        asked = {url for url in requests if not url.startswith("data:")}
        assert all(url.startswith(address) for url in asked), asked
        assert complaints == []  # what the policy blocks is told here
        charts = {url for url in asked if "/_images/" in url}
        assert len(asked - charts) <= 15
        if name in ("search.html", "genindex.html"):
            continue
        weight = sum(
            len(gzip.compress(_without_charts(SITE / url.removeprefix(address).partition("?")[0])))
            for url in asked - charts
        )
        assert weight <= HEAVIEST.get(name, 150) * 1024, f"{name}: {weight}"


def _drawings(tree):
    return tree.xpath("//figure[@data-chart]//div[@class='drawing']")


def test_every_chart_is_light():
    weights = {
        (name, drawing.getparent().get("data-chart")): len(
            gzip.compress(lxml.etree.tostring(drawing))
        )
        for name in PAGES
        for drawing in _drawings(_tree(name))
    }
    assert weights
    assert {name: weight for name, weight in weights.items() if weight > 15 * 1024} == {}


def test_coloured_words_of_charts_stand_out_on_white():
    """WCAG 2 AA for text: 4.5 to 1. White words stand on marks, which text_on looks after."""
    faint, files = [], list(SITE.glob("figures/*.svg"))
    assert files
    for file in files:
        for words in lxml.etree.parse(file).iter("{http://www.w3.org/2000/svg}text"):
            colour = re.search(r"fill: (#[0-9a-f]{6})", words.get("style", ""))
            if colour and colour[1] not in ("#ffffff", legible(colour[1])):
                faint.append((file.name, colour[1], "".join(words.itertext())))
    assert faint == []


def test_pages_work_from_a_folder(opened):
    page = opened()
    complaints = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.goto((SITE / SCORECARD).as_uri())
    page.get_by_label("Confidence").select_option("low")
    assert "of 93" in page.get_by_role("status").inner_text()
    assert complaints == []


def test_policy_forbids_inline_code_and_no_page_has_any():
    assert "unsafe" not in POLICY
    for name in PAGES:
        tree = _tree(name)
        policies = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policies == [POLICY]
        inline = tree.xpath(
            "//script[not(@src) and not(contains(@type, 'json'))] | //style"
            "| //*[@style] | //*[@*[starts-with(name(), 'on')]]"
        )
        assert inline == [], name


def test_scorecard_filters_sorts_and_keeps_its_address(address, opened):
    page = opened()
    page.goto(address + SCORECARD)
    rows = page.locator("table.scorecard tbody tr:visible")
    everything = rows.count()
    page.get_by_label("Words", exact=True).fill("treaty")
    some = rows.count()
    assert 0 < some < everything
    assert page.get_by_role("status").inner_text() == f"{some} of {everything} claims shown"
    page.get_by_label("Weight").select_option("core")
    core = rows.count()
    assert 0 < core < some
    page.get_by_role("button", name="Confidence").focus()
    page.keyboard.press("Enter")
    order = [row.locator("td").nth(7).inner_text() for row in rows.all()]
    assert order == sorted(order, key=["high", "medium", "low", ""].index)
    first = rows.all_inner_texts()

    again = opened()
    again.goto(page.url)
    assert again.locator("table.scorecard tbody tr:visible").all_inner_texts() == first
    assert again.locator("th[aria-sort=ascending]").inner_text().startswith("Confidence")
    again.get_by_role("button", name="Show all").click()
    assert again.locator("table.scorecard tbody tr:visible").count() == everything


def test_a_phone_shows_the_verdicts_of_the_scorecard(address, opened):
    page = opened(360)
    page.goto(address + SCORECARD)
    for column in (6, 7):  # when published, today
        for cell in page.locator(f"table.scorecard td:nth-child({column})").all():
            box = cell.bounding_box()
            assert box["x"] + box["width"] <= 360


def test_scorecard_is_a_table_without_javascript(address, opened, evidence):
    page = opened(java_script_enabled=False)
    page.goto(address + SCORECARD)
    assert page.locator("table.scorecard tbody tr").count() == len(
        evidence.package.frames["claims"]
    )
    assert page.locator("form.scorecard-tools").count() == 0


def test_each_claim_of_the_scorecard_leads_to_its_card():
    for link in _tree(SCORECARD).xpath("//table[@id='tbl-scorecard']//tbody//td[1]//a/@href"):
        page, _, anchor = link.partition("#")
        assert (
            _tree(f"chapters/{page}")
            .get_element_by_id(anchor)
            .get("class")
            .startswith("claim-card")
        )


def test_one_search_is_seen(address, opened):
    for width in WIDTHS:
        page = opened(width)
        page.goto(address + "index.html")
        assert page.locator(".search-button:visible, .search-button-field:visible").count() == 1


def test_keyboard_skips_to_the_text_and_opens_the_downloads(address, opened):
    page = opened()
    page.goto(address + CHANGING[1])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main-content"
    page.get_by_role("button", name="Download this page").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("link", name="This page as a notebook").is_visible()


def test_downloads_lead_to_files():
    for name in PAGES:
        for target in _tree(name).xpath(
            "//*[contains(@class, 'dropdown-download-buttons')]//@href"
        ):
            place = target.partition("?")[0]
            assert (SITE / name).parent.joinpath(place).resolve().is_file(), (name, target)
    ways = _tree("index.html").xpath("//*[contains(@class, 'ways')]//a/@href")
    assert {"report.pdf", "chapters/data.html", "notebooks.zip"} <= set(ways)


def test_charts_are_drawn_for_phone_and_desk_without_styles():
    drawings = [drawing for name in PAGES for drawing in _drawings(_tree(name))]
    assert len(drawings) > 30
    for drawing in drawings:
        assert drawing.xpath("svg/@class") == ["narrow", "wide"]
        assert all(int(svg.get("width")) and int(svg.get("height")) for svg in drawing.xpath("svg"))
        assert not drawing.xpath(".//@style | .//style | .//metadata")
        assert drawing.xpath("svg//text")


def test_motion_stops_where_the_reader_asks(address, opened):
    page = opened(reduced_motion="reduce")
    page.goto(address + "index.html")
    moving = (
        "[...document.querySelectorAll('*')]"
        ".filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0).length"
    )
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) > 0


def test_pages_say_what_they_are(evidence):
    for name in PAGES:
        tree = _tree(name)
        for query in ("@name='description'", "@property='og:title'", "@property='og:description'"):
            assert tree.xpath(f"//meta[{query}]/@content")[0].strip(), (name, query)
        said = tree.findtext(".//title").split(" — ")
        assert len(said) == len(set(said)), name
    assert [record["@type"] for record in _records("index.html")] == ["Report"]
    assert [record["@type"] for record in _records("chapters/data.html")] == ["Dataset"]
    findings = [f for f in find_all(evidence).values() if f.now.verdict != Verdict.VALUES]
    reviews = [r for name in PAGES for r in _records(name) if r["@type"] == "ClaimReview"]
    assert {review["claimReviewed"] for review in reviews} == {
        finding.claim.paraphrase for finding in findings
    }
    assert len(reviews) == len(findings)
    for review in reviews:
        rating = review["reviewRating"]
        assert RATINGS.get(Verdict(rating["alternateName"])) == rating.get("ratingValue")
        page, _, anchor = review["url"].partition("#")
        assert _tree(f"chapters/{page}").get_element_by_id(anchor) is not None


def test_records_cannot_end_their_script():
    text = lxml.html.tostring(as_script({"name": "</script><script>alert(1)"}), encoding="unicode")
    assert text.count("</script>") == 1


def test_launch_buttons_wait_for_a_repository():
    for name in PAGES:
        assert not _tree(name).xpath("//*[contains(@class, 'dropdown-launch-buttons')]")
        # Jupyter Book puts its own repository in the place of one that is not set.
        assert not _tree(name).xpath("//*[contains(@href, 'executablebooks')]")


def test_purge_keeps_what_a_page_can_match():
    css = (
        ".used, .gone { color: red } .gone > .used { color: blue } @media print { #gone { x: y } }"
    )
    assert purge(css, {"used"}) == ".used{color: red}"
    assert ".a:not(.gone)" in purge(".a:not(.gone) { x: y }", {"a"})


def test_the_script_of_a_page_is_asked_for_when_the_page_is_read(address, opened):
    page = opened(360)
    page.goto(address + "chapters/leaving.html")
    read, asked = page.evaluate(
        """() => [performance.getEntriesByType("navigation")[0].domContentLoadedEventStart,
        performance.getEntriesByType("resource").find(e => /site[.]js/.test(e.name)).startTime]"""
    )
    assert read <= asked


def test_inline_code_of_the_theme_is_taken_out(tmp_path):
    page = "<html><head><script>evil()</script></head><body><p>Text</p></body></html>"
    tree = finished(page, "chapters/x", tmp_path)
    assert "evil" not in lxml.html.tostring(tree, encoding="unicode")
    # The stylesheet is asked for first: the page waits for it longest.
    loaded = tree.xpath("//link[@rel='stylesheet']/@href | //script/@src | //script/@data-then")
    assert [address.partition("?v=")[0] for address in loaded] == [
        f"../_static/{name}" for name in ("site.css", "mode.js", "site.js")
    ]
