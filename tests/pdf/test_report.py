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

from casebook.binding.publish.notebooks import tidy_notebook
from casebook.reasoning.claims import read_claims

NAMES = {"a2024": "Author 2024", "b2023": "Body 2023"}


@pytest.fixture(scope="module")
def report():
    with pikepdf.open(Path(__file__).parents[2] / "_build" / "html" / "report.pdf") as pdf:
        yield pdf


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
    for number, page in enumerate(report.pages, start=1):
        depth = 0
        for _, operator in pikepdf.parse_content_stream(page):
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
    pages = [page for page in report.pages if "/Annots" in page]
    links = [link for page in pages for link in page.Annots if link.Subtype == "/Link"]
    assert all(page.Tabs == "/S" for page in pages)
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
    for number, page in enumerate(report.pages, start=1):
        marks = [mark for (_, mark), _ in pikepdf.parse_content_stream(page, "BDC")]
        read = [mark for mark in marks if "/MCID" in mark]  # not the running heads and page numbers
        last = []
        element = places[int(page.StructParents)][int(read[-1].MCID)] if read else None
        while element is not None and "/S" in element:
            is_bold = element.S == "/P" and len(element.K) == len(list(elements(element))) == 1
            last.append("bold line" if is_bold and last[-1] == "/Strong" else str(element.S))
            element = element.get("/P")
        if any(re.fullmatch("/H[1-6]|bold line", kind) for kind in last):
            stranded.append(number)
    assert stranded == []


def test_the_report_is_no_longer_than_it_must_be(report):
    assert 100 < len(report.pages) < 240


def test_data_code_and_notebooks_travel_in_the_report(report, evidence):
    tied = {str(file.UF): file for file in report.Root.AF}
    assert list(report.attachments) == list(tied) == ["findings.json", "notebooks.zip"]
    assert all(file.Desc and file.AFRelationship == "/Source" for file in tied.values())
    archive = zipfile.ZipFile(BytesIO(report.attachments["notebooks.zip"].get_file().read_bytes()))
    assert {"data/datapackage.json", "notebooks/index.ipynb", "README.txt"} <= {*archive.namelist()}
    findings = json.loads(report.attachments["findings.json"].get_file().read_bytes())
    assert len(findings) == len(read_claims(evidence))


def test_every_page_is_upright_but_for_the_scorecard(report):
    turned = [page for page in report.pages if page.mediabox[2] > page.mediabox[3]]
    assert 1 <= len(turned) <= 6


def baselines(page: pikepdf.Page) -> Iterator[tuple[float, float]]:
    """Yield where each piece of text starts, in points from the page's lower left corner."""
    matrix, saved = pikepdf.Matrix(), []
    for operands, operator in pikepdf.parse_content_stream(page, "q Q cm Tm Tj TJ"):
        match str(operator):
            case "q":
                saved.append(matrix)
            case "Q":
                matrix = saved.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "Tm":
                text = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "Tj" | "TJ":
                yield text.e, text.f


def test_a_page_printed_on_us_letter_loses_nothing(report):
    # A4 is 297 mm high, US Letter 279.4: printed centred at full size, a page loses 8.8 mm at each
    # end; 10 mm should stay white there, more than printers need. A4 is narrower: no side is lost.
    lost, white, points = (297 - 279.4) / 2, 10, 72 / 25.4
    outside = set()
    for number, page in enumerate(report.pages, start=1):
        long_side = max(float(side) for side in page.mediabox[2:])
        axis = int(page.mediabox[3] > page.mediabox[2])
        ends = [place[axis] for place in baselines(page)]
        keep = (lost + white) * points
        if min(ends) < keep or max(ends) > long_side - keep:
            outside.add(number)
    assert outside == set()


def test_the_appendix_holds_every_claim_once_in_the_order_of_the_op_ed(evidence):
    document = Path(__file__).parents[2] / "_build" / "staging" / "report" / "report.xml"
    report = lxml.html.parse(document, lxml.html.XHTMLParser()).getroot()
    cards = [card.get("id").partition(":")[2] for card in report.find_class("claim-card")]
    assert cards == sorted(claim.anchor for claim in read_claims(evidence))
    assert len(report.get_element_by_id("claims").find_class("claim-card")) == len(cards)
