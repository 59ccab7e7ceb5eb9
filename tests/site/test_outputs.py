"""What the build publishes, at the addresses that readers and scripts rely on."""

import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import frictionless
import lxml.html
import pikepdf
import pytest
from lxml.html import HtmlElement
from sphinx_external_toc.parsing import parse_toc_yaml

from casebook.data.place import data_folder
from casebook.reasoning.claims import SCALES, read_claims

ROOT = Path(__file__).parents[2]
DOCNAMES = list(parse_toc_yaml(ROOT / "_toc.yml"))
WITH_CODE = [n for n in DOCNAMES if "{code-cell}" in (ROOT / f"{n}.md").read_text("utf-8")]
RECORD = [
    "id",
    "paragraph",
    "kind",
    "weight",
    "topic",
    "family",
    "paraphrase",
    "asks",
    "verdict_at_publication",
    "verdict_now",
    "confidence",
    "summary",
    "numbers",
    "evidence",
    "for",
    "against",
    "would_change",
    "no_primary",
    "rungs",
    "chapter",
    "anchor",
]
SHORTEST_ALT = 40
MOST_BYTES = 4_000_000  # attachments apart
FEWEST_PAGES = 50


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, HtmlElement]:
    """Every page of the site by its address within it."""
    files = [*site.glob("*.html"), *site.glob("chapters/*.html")]
    return {
        str(file.relative_to(site)): lxml.html.document_fromstring(file.read_bytes())
        for file in sorted(files)
    }


@pytest.fixture(scope="module")
def records(site: Path) -> list[dict]:
    return json.loads((site / "data" / "findings.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def pdf(site: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(site / "report.pdf") as file:
        yield file


# --- files -------------------------------------------------------------------------------------


def test_every_promised_file_is_there(site):
    tables = [resource["path"] for resource in descriptor()["resources"]]
    expected = {
        *("index.html", "report.pdf", "notebooks.zip"),
        *(f"{name}.html" for name in DOCNAMES),
        *(f"notebooks/{Path(name).name}.ipynb" for name in WITH_CODE),
        *(f"data/{n}" for n in ("datapackage.json", "sources.bib", "findings.json", *tables)),
        "data/argument.argdown",
    }
    assert {name for name in expected if not (site / name).is_file()} == set()


def descriptor() -> dict:
    return json.loads((data_folder() / "datapackage.json").read_text("utf-8"))


def test_every_figure_has_its_three_files_and_is_shown(site, pages):
    files = {ending: {f.stem for f in site.glob(f"figures/*.{ending}")} for ending in _ENDINGS}
    shown = {name for page in pages.values() for name in page.xpath("//figure/@data-chart")}
    assert shown
    assert all(names == shown for names in files.values())


_ENDINGS = ("svg", "png", "csv")


def test_the_published_data_package_is_valid(site):
    report = frictionless.Package(str(site / "data" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "message"])


# --- findings ----------------------------------------------------------------------------------


def test_findings_hold_every_claim_with_the_promised_keys(evidence, records):
    assert [record["id"] for record in records] == [c.id for c in read_claims(evidence)]
    assert {tuple(record) for record in records} == {tuple(RECORD)}


def test_verdicts_are_of_the_scale_of_their_kind(records):
    for record in records:
        scale = {*SCALES[record["kind"]], None}
        assert {record["verdict_now"], record["verdict_at_publication"]} <= scale, record["id"]


def test_every_finding_prints_its_rule_with_the_rung_that_was_met(records, pages):
    for record in records:
        rungs = record["rungs"]
        assert record["asks"], record["id"]
        assert all(rung["takes"] and rung["verdict"] in SCALES[record["kind"]] for rung in rungs)
        met = [rung["verdict"] for rung in rungs if rung["met"]]
        undecided = record["verdict_now"] in ("unverifiable", "untested") and not met
        assert undecided or met == [record["verdict_now"]], record["id"]
        (card,) = pages[f"{record['chapter']}.html"].xpath(
            f"//*[@id='{record['anchor']}']/ancestor-or-self::*[contains(@class, 'claim-card')]"
        )
        text = " ".join(card.text_content().split())
        for rung in rungs:
            assert re.split(r"['\"]", rung["takes"].rstrip("."))[0] in text, (record["id"], rung)


def test_evidence_of_findings_exists(evidence, records):
    frames, sources = evidence.package.frames, set(evidence["sources"]["key"])
    keys = {name: set(evidence.package.row_keys(name, frame)) for name, frame in frames.items()}
    for record in records:
        for cited in record["evidence"]:
            assert set(cited["rows"]) <= keys[cited["table"]], record["id"]
            assert cited["source"] in sources | {""}, record["id"]


def test_every_finding_leads_to_its_card(pages, records):
    for record in records:
        page = pages[f"{record['chapter']}.html"]
        assert len(page.xpath(f"//*[@id='{record['anchor']}']")) == 1, record["id"]


# --- pages -------------------------------------------------------------------------------------


def test_every_internal_link_arrives(site, pages):
    ids = {name: set(page.xpath("//@id | //a/@name")) for name, page in pages.items()}
    dead = set()
    for name, page in pages.items():
        for address in page.xpath("//@href | //@src"):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            target = path if parts.path else name
            fragment = unquote(parts.fragment)
            if "=" in fragment and "board" in ids.get(target, ()):
                continue  # the state of the board, which stands in its address
            if not (site / target).exists() or (
                fragment and target in ids and fragment not in ids[target]
            ):
                dead.add((name, address))
    assert dead == set()


def test_every_picture_says_what_it_shows(pages):
    for name, page in pages.items():
        for image in page.xpath("//img | //figure//svg"):
            alt = image.get("alt") or image.get("aria-label", "")
            caption = image.xpath("string(ancestor::figure/figcaption)")
            place = (name, image.get("src"), alt)
            assert len(alt) >= SHORTEST_ALT, place
            assert not re.fullmatch(r"\S*\.\w{3,4}", alt), place
            assert "\\" not in alt, place
            assert alt.strip() not in caption, place


_FETCHED = re.compile(r"(?:url\(|@import )['\"]?((?:https?:)?//[^'\")]+)")


def test_nothing_is_loaded_from_elsewhere(site, pages):
    loaded = {
        address
        for page in pages.values()
        for address in page.xpath(
            "//script/@src | //img/@src | //iframe/@src | //source/@src | //link[@rel!='canonical'"
            " and @rel!='alternate' and @rel!='license']/@href"
        )
        if urlsplit(address).netloc
    }
    for sheet in site.glob("_static/**/*.css"):
        loaded |= set(_FETCHED.findall(sheet.read_text("utf-8")))
    assert loaded == set()


# --- the report --------------------------------------------------------------------------------


def test_figure_numbers_are_the_same_on_screen_and_on_paper(pages):
    # What the PDF is typeset from
    document = ROOT / "_build" / "staging" / "report" / "report.xml"
    report = lxml.html.parse(document, lxml.html.XHTMLParser()).getroot()
    on_screen = [c for name in DOCNAMES for c in captions(pages[f"{name}.html"])]
    on_paper = captions(report)
    assert len(on_paper) > 70
    # Print leaves a few tables to the site, and numbers the others as the site does.
    assert on_paper == [caption for caption in on_screen if caption in on_paper]


def captions(page: HtmlElement) -> list[tuple[str, str]]:
    """Return the number and the text of every captioned figure and table, in order."""
    return [
        (
            number.text_content().strip(),
            number.getparent().xpath("string(.//*[@class='caption-text'])")[:60].strip(),
        )
        for number in page.xpath("//*[@class='caption-number']")
    ]


def test_the_report_is_tagged_named_and_in_english(pdf):
    assert pdf.Root.Lang == "en"
    assert pdf.Root.MarkInfo.Marked
    assert "/StructTreeRoot" in pdf.Root
    assert "Convention on Cluster Munitions" in str(pdf.docinfo["/Title"])


def test_the_report_has_a_bookmark_for_every_chapter(pdf, pages):
    with pdf.open_outline() as outline:
        titles = {title for entry in outline.root for title in bookmarks(entry)}
    assert "Summary" in titles  # the first page, whose title stands on the cover
    for name in DOCNAMES:
        assert name == "index" or heading(pages[f"{name}.html"]) in titles


def bookmarks(entry: pikepdf.OutlineItem) -> Iterator[str]:
    yield re.sub(r"^[\d.]+\s", "", entry.title)
    for child in entry.children:
        yield from bookmarks(child)


def heading(page: HtmlElement) -> str:
    title = page.xpath("//article//h1")[0]
    for mark in title.xpath("./*[@class='section-number' or contains(@class, 'headerlink')]"):
        mark.drop_tree()
    return title.text_content().strip()


def test_no_link_of_the_report_leads_nowhere(pdf):
    # A link within the report names the page object that it goes to; all others name an address.
    own = {page.objgen for page in pdf.pages}
    links = [
        annotation
        for page in pdf.pages
        for annotation in page.get("/Annots", ())
        if annotation.Subtype == "/Link"
    ]
    within = [link.Dest[0].objgen for link in links if "/Dest" in link]
    assert within
    assert set(within) <= own
    beyond = [str(link.A.URI) for link in links if "/Dest" not in link]
    assert beyond
    assert all(re.match("https?://|mailto:", address) for address in beyond)


def test_the_report_is_long_but_light(pdf, site):
    attached = sum(len(pdf.attachments[name].obj.EF.F.read_raw_bytes()) for name in pdf.attachments)
    assert len(pdf.pages) > FEWEST_PAGES
    assert (site / "report.pdf").stat().st_size - attached < MOST_BYTES
