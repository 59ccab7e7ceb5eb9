import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import lxml.html
import pikepdf
import pytest
from page import validate_pdf  # of the package page-validation

from casebook.binding.publish.notebooks import tidy_notebook
from casebook.reasoning.claims import read_claims
from tests.pdf.pages import POINTS, baselines, bookmarks, ink

NAMES = {"a2024": "Author 2024", "b2023": "Body 2023"}


REPORT = Path(__file__).parents[2] / "_build" / "html" / "report.pdf"
DOCUMENT = REPORT.parents[1] / "staging" / "report" / "report.xml"
"""What the PDF is typeset from."""


@pytest.fixture(scope="module")
def report():
    with pikepdf.open(REPORT) as pdf:
        yield pdf


@pytest.fixture(scope="module")
def document():
    return lxml.html.parse(DOCUMENT, lxml.html.XHTMLParser(huge_tree=True)).getroot()


def tidy(prose: str) -> str:
    cells = [{"cell_type": "markdown", "metadata": {}, "source": prose}]
    return tidy_notebook({"cells": cells}, "A note", NAMES, {"data"})["cells"][-1]["source"]


@pytest.mark.parametrize(
    ("prose", "read"),
    [
        ("so {cite:p}`a2024,b2023`.", "so (Author 2024; Body 2023)."),
        ("{cite:t}`a2024` says", "Author 2024 says"),
        ("[C06](#claim-c06)", "C06"),
        ("{doc}`the data <chapters/data>`", "[the data](data.ipynb)"),
        ("{doc}`the list <chapters/sources>`", "the list"),
        ("{book-file}`PDF <report.pdf>`", "PDF"),
        ("{numref}`fig-all_verdicts` shows", "the figure *all verdicts* shows"),
        ("## [The case against]{.eyebrow} A step", "## The case against: A step"),
        ("[tap a tile]{.screen-only} here", "tap a tile here"),
        ("```{container} ways screen-only\nTo [it](a.ipynb)\n```", "To [it](a.ipynb)\n"),
    ],
)
def test_roles_read_as_text_in_jupyter(prose, read):
    assert tidy(prose) == read


def test_outputs_keep_the_form_that_jupyter_shows():
    glue = {"metadata": {"scrapbook": {"name": "n"}}, "data": {"x/text": "'24'"}}
    shown = {"metadata": {}, "data": {"text/markdown": "```{figure}", "text/html": "<img>"}}
    code = {"cell_type": "code", "metadata": {}, "source": "", "outputs": [glue, shown]}
    prose = {"cell_type": "markdown", "metadata": {}, "source": "{glue:text}`n` allies"}
    note, tidied, text = tidy_notebook({"cells": [code, prose]}, "A note", NAMES)["cells"]
    assert tidied["outputs"] == [glue, {"metadata": {}, "data": {"text/html": "<img>"}}]
    assert (note["source"], text["source"]) == ("A note", "24 allies")


def elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the elements of the structure tree below an element, in reading order."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


@pytest.fixture(scope="module")
def structure(report):
    return list(elements(report.Root.StructTreeRoot))


def test_an_independent_checker_finds_the_report_conformant():
    # page-validation, a checker in Rust that passes the test files of veraPDF
    found = validate_pdf(REPORT, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in found.failures] == []
    assert found.is_compliant
    assert found.rules.total > 100


# The conditions below are those of the Matterhorn Protocol 1.1 (the checks for PDF/UA-1) that a
# program can decide for a file like this one; the numbers are its own.


def test_the_report_claims_pdf_ua_and_shows_its_title(report):
    assert "pdfuaid:part" in report.Root.Metadata.read_bytes().decode()  # 06-002
    assert "dc:title" in report.Root.Metadata.read_bytes().decode()  # 06-003
    assert report.Root.ViewerPreferences.DisplayDocTitle  # 07-001
    assert report.Root.MarkInfo.Marked  # 01
    assert report.Root.Lang == "en"  # 11-006


def test_everything_drawn_is_tagged_or_an_artifact(report):  # 01-005
    paints = {"TJ", "Tj", "f", "f*", "F", "B", "B*", "b", "b*", "S", "s", "sh", "Do"}
    untagged = set()
    for number, sheet in enumerate(report.pages, start=1):
        depth = 0
        for _, operator in pikepdf.parse_content_stream(sheet):
            name = str(operator)
            depth += (name in ("BDC", "BMC")) - (name == "EMC")
            if name in paints and not depth:
                untagged.add(number)
    assert untagged == set()


def test_headings_do_not_skip_a_level(structure):  # 14-003
    kinds = [str(element.S) for element in structure]
    levels = [0, *(int(kind[2]) for kind in kinds if re.fullmatch("/H[1-6]", kind))]
    assert len(levels) > 100
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_every_figure_has_alt_text(structure):  # 13-004
    figures = [element for element in structure if element.S == "/Figure"]
    assert len(figures) > 30
    assert all(str(figure.get("/Alt", "")) for figure in figures)


def test_every_table_has_headers_that_its_cells_name(structure):  # 15-003
    cells = [element for element in structure if element.S == "/TD"]
    heads = {str(element.ID) for element in structure if element.S == "/TH"}
    facts = [fact for cell in cells for fact in cell.A]
    named = [str(head) for fact in facts for head in fact.get("/Headers", ())]
    assert set(named) <= heads
    assert len(named) >= len(cells)


def test_links_have_a_description_and_pages_a_tab_order(report):  # 28-004, 28-008, 28-011
    sheets = [sheet for sheet in report.pages if "/Annots" in sheet]
    links = [link for sheet in sheets for link in sheet.Annots if link.Subtype == "/Link"]
    assert all(sheet.Tabs == "/S" for sheet in sheets)
    assert all(str(link.Contents) and "/StructParent" in link for link in links)
    assert not any(str(link.Contents).startswith("#") for link in links)


def test_fonts_are_embedded(report):  # 31-009
    fonts = [o for o in report.objects if isinstance(o, pikepdf.Dictionary) and is_font(o)]
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def is_font(entry: pikepdf.Dictionary) -> bool:
    return entry.get("/Type") == "/FontDescriptor"


# --- the rest ----------------------------------------------------------------------------------


def test_no_page_ends_with_a_heading_or_a_bold_line_of_its_own(report):
    places = pikepdf.NumberTree(report.Root.StructTreeRoot.ParentTree)
    stranded = []
    for number, sheet in enumerate(report.pages, start=1):
        marks = [mark for (_, mark), _ in pikepdf.parse_content_stream(sheet, "BDC")]
        read = [mark for mark in marks if "/MCID" in mark]  # not the running heads and page numbers
        last = []
        element = places[int(sheet.StructParents)][int(read[-1].MCID)] if read else None
        while element is not None and "/S" in element:
            is_bold = element.S == "/P" and len(element.K) == len(list(elements(element))) == 1
            last.append("bold line" if is_bold and last[-1] == "/Strong" else str(element.S))
            element = element.get("/P")
        if any(re.fullmatch("/H[1-6]|bold line", kind) for kind in last):
            stranded.append(number)
    assert stranded == []


def test_the_report_is_no_longer_than_it_must_be(report):
    assert 80 < len(report.pages) < 130


def test_no_page_but_a_parts_last_is_over_30_percent_white_in_one_piece(report):
    # The text is 244 mm high and ends 26 mm above the foot of the page (print.typ).
    foot, head = 26 * POINTS, 270 * POINTS
    parts = [number for depth, _, _, number in bookmarks(report) if depth == 0]
    summary = next(number for _, title, _, number in bookmarks(report) if title == "Summary")
    last = {number - 1 for number in parts} | {len(report.pages)}
    white = {}
    for number, sheet in enumerate(report.pages, start=1):
        drawn = sorted(y for _, _, y in ink(sheet) if foot - POINTS < y < head)
        gaps = [above - below for below, above in pairwise([foot, *drawn, head])]
        white[number] = round(max(gaps) / (head - foot), 2)
    full = {number for number in white if number >= summary} - last
    assert {number: white[number] for number in full if white[number] > 0.3} == {}
    assert any(white[number] > 0.3 for number in last)  # the measure can tell


def test_the_summary_is_two_pages(report):
    starts = [(title, number) for depth, title, _, number in bookmarks(report) if depth == 0]
    place = [title for title, _ in starts].index("Summary")
    assert starts[place + 1][1] - starts[place][1] == 2


def test_the_cover_tells_edition_day_and_all_verdicts(document, evidence):
    (cover,) = document.find_class("cover")
    claims = read_claims(evidence)
    assert len(cover.find_class("tiles")[0]) == len(claims)
    told = [int(chip.text.split()[0]) for chip in cover.find_class("chip")]
    assert sum(told) == len(claims)
    assert re.fullmatch(r"Edition [\d.]+, \d+ \w+ \d{4}", cover.find_class("date")[0].text)


def test_print_speaks_of_no_screen_and_lists_no_table_of_machine_names(document):
    words = " ".join(document.text_content().split())
    assert not re.findall(r"[Oo]n screen|[Cc]lick|Try it\b|hover", words)
    assert document.find_class("table-entry") == []
    assert document.xpath("//*[contains(@id, 'chapters/data:the-tables')]//table") == []


def test_sources_have_short_addresses_that_are_links(document):
    entries = document.find_class("citation")
    words = [" ".join(entry.text_content().split()) for entry in entries]
    assert len(entries) > 300
    assert [text for text in words if "http" in text or "archived copy read on" in text] == []
    hosts = [link for entry in entries for link in entry.iter("a")]
    assert len(hosts) >= len(entries)
    assert all(link.text in link.get("href") for link in hosts)


def test_data_code_and_notebooks_travel_in_the_report(report, evidence):
    tied = {str(file.UF): file for file in report.Root.AF}
    assert list(report.attachments) == list(tied) == ["findings.json", "notebooks.zip"]
    assert all(file.Desc and file.AFRelationship == "/Source" for file in tied.values())
    archive = zipfile.ZipFile(BytesIO(report.attachments["notebooks.zip"].get_file().read_bytes()))
    assert {"data/datapackage.json", "notebooks/index.ipynb", "README.txt"} <= {*archive.namelist()}
    findings = json.loads(report.attachments["findings.json"].get_file().read_bytes())
    assert len(findings) == len(read_claims(evidence))


def test_every_page_is_upright(report):
    assert all(sheet.mediabox[2] < sheet.mediabox[3] for sheet in report.pages)


def test_a_page_printed_on_us_letter_loses_nothing(report):
    # A4 is 297 mm high, US Letter 279.4: printed centred at full size, a page loses 8.8 mm at each
    # end; 10 mm should stay white there, more than printers need. A4 is narrower: no side is lost.
    lost, white, points = (297 - 279.4) / 2, 10, 72 / 25.4
    outside = set()
    for number, sheet in enumerate(report.pages, start=1):
        long_side = max(float(side) for side in sheet.mediabox[2:])
        axis = int(sheet.mediabox[3] > sheet.mediabox[2])
        ends = [place[axis] for place in baselines(sheet)]
        keep = (lost + white) * points
        if min(ends) < keep or max(ends) > long_side - keep:
            outside.add(number)
    assert outside == set()


def test_every_claim_is_told_once_at_the_end_of_its_chapter(document, evidence):
    cards = document.find_class("claim-card")
    titles = document.find_class("card-title")  # to which links lead
    anchors = [title.get("id").partition(":")[2] for title in titles]
    assert sorted(anchors) == sorted(claim.anchor for claim in read_claims(evidence))
    for gathered in document.find_class("claim-cards"):
        (chapter,) = gathered.xpath("ancestor::div[contains(@class, 'chapter')]")
        ids = [title.get("id") for title in gathered.find_class("card-title")]
        assert all(place.startswith(f"{chapter.get('id')}:") for place in ids)
        assert gathered in set(chapter.findall(".//section")[-1].iterdescendants())
    for card in cards:
        told = [label.text for label in card.xpath("./p/strong")]
        labels = [text for text in told if not text.startswith("(")]
        assert len(told) - len(labels) <= 1  # the rung that is met; none if only weak
        asked = ["Asked; the first that holds is given.", "For it.", "Against it."]
        assert labels[:5] == ["The claim.", "Why.", *asked]
