import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import lxml.html
import pikepdf
import pytest
from sphinx.errors import ExtensionError

from casebook.binding.pdf.paper import as_chapter, tie_links
from casebook.binding.pdf.typeset import typeset
from tests.test_report import baselines

WHEN = datetime(2026, 1, 2, tzinfo=UTC)
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
# What a chapter's text may hold besides what this book's chapters do, each with what is seen of it.
ELEMENTS = {
    "<ol><li><p>first</p></li><li><p>second</p></li></ol>": "1. first 2. second",
    "<dl><dt>term</dt><dd><p>told</p></dd></dl>": "term told",
    "<blockquote><p>said</p></blockquote>": "said",
    "<p>H<sub>2</sub>O, 2<sup>nd</sup></p>": "H2O, 2nd",
    "<pre>two  spaces\n  kept</pre>": "two spaces kept",
    "<p>a  run\n of   space</p>": "a run of space",
    "<p>*not bold* #let x = 1 $y$ &lt;b&gt; @a \\n</p>": "*not bold* #let x = 1 $y$ <b> @a \\n",
    "<hr/>": "",
    "<p><kbd>Enter</kbd></p>": "Enter",
}


def document(body: str) -> str:
    return (
        '<html lang="en"><head><title>T</title><meta name="author" content="A"/></head><body>'
        '<div class="part"><div class="chapter"><h1 class="chapter-title">One</h1>'
        f"{body}</div></div></body></html>"
    )


def text_of(report: Path) -> str:
    """Return the words of a PDF, by its fonts' own tables of characters."""
    words = []
    with pikepdf.open(report) as pdf:
        for page in pdf.pages:
            fonts = {name: characters(font) for name, font in page.Resources.Font.items()}
            for operands, operator in pikepdf.parse_content_stream(page, "Tf Tj TJ"):
                if str(operator) == "Tf":
                    font = fonts[str(operands[0])]
                    continue
                shown = operands[0] if str(operator) == "TJ" else operands
                codes = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
                pairs = [codes[at : at + 2].hex().upper() for at in range(0, len(codes), 2)]
                words.append("".join(font[pair] for pair in pairs))
    return " ".join(" ".join(words).split())


def characters(font: pikepdf.Object) -> dict[str, str]:
    table = font.ToUnicode.read_bytes().decode()
    pairs = re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]+)>$", table, re.MULTILINE)
    return {code: bytes.fromhex(sign).decode("utf-16-be") for code, sign in pairs}


@pytest.mark.parametrize(("element", "seen"), ELEMENTS.items())
def test_every_element_that_a_chapter_may_hold_is_set(element, seen, tmp_path):
    report = tmp_path / "report.pdf"
    assert typeset(document(element), report, {}, WHEN) == 1
    text = text_of(report).replace(" ", "")
    assert seen.replace(" ", "") in text


def test_the_same_document_gives_the_same_bytes_in_another_folder(tmp_path):
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        attached, report = tmp_path / "data.txt", tmp_path / name / "report.pdf"
        attached.write_text("1")
        typeset(document("<p>text</p>"), report, {attached: "what it is"}, WHEN)
        made.append(report.read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('<img src="square.svg"/>', "alt"),
        ('<p><a href="#nowhere">x</a></p>', "nowhere"),
        ("<video/>", "no rule in print.typ for <video>"),
        ("<h4 class='lower-title'>too deep</h4>", "heading"),
    ],
)
def test_a_fault_of_the_document_is_told(body, complaint, tmp_path):
    (tmp_path / "square.svg").write_text(SQUARE)
    with pytest.raises(ExtensionError, match=complaint):
        typeset(document(body), tmp_path / "report.pdf", {}, WHEN)
    assert not (tmp_path / "report.pdf").exists()


def test_a_link_leads_to_its_place_and_says_where(tmp_path):
    body = '<p><a href="#there">go</a></p></div><div class="chapter"><p>before</p>'
    body += '<p id="there" title="What is there">it is here</p>'
    typeset(document(body), tmp_path / "report.pdf", {}, WHEN)
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        (link,) = pdf.pages[0].Annots
        page, _, x, y, _ = link.Dest
        lines = sorted(((y, x) for x, y in baselines(pdf.pages[1])), reverse=True)
        baseline, left = lines[1]  # below "before"; a chapter's first page has no head
        assert page == pdf.pages[1].obj
    assert str(link.Contents) == "What is there"
    assert "/A" not in link
    # A little above the line that it leads to: its letters of 10 points are below the place.
    assert float(x) == pytest.approx(left)
    assert baseline + 10 < float(y) < baseline + 30


def test_typst_ended_from_outside_is_told(tmp_path, monkeypatch):
    worker = (sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    monkeypatch.setattr("casebook.binding.pdf.typst_process._WORKER", worker)
    with pytest.raises(ExtensionError, match="ended from outside"):
        typeset(document("<p>text</p>"), tmp_path / "report.pdf", {}, WHEN)


def test_a_table_is_tagged_and_no_word_of_it_runs_into_the_next_column(tmp_path):
    cells = ["short", "w" * 20, "many words " * 40, "other words " * 90]
    row = "".join(f"<td><p>{cell}</p></td>" for cell in cells)
    head = "".join(f"<th><p>{name}</p></th>" for name in "abcd")
    table = f"<table><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table>"
    typeset(document(table), tmp_path / "report.pdf", {}, WHEN)
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        kinds = [str(o.S) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o]
        places = list(baselines(pdf.pages[0]))
    assert kinds.count("/TD") == kinds.count("/TH") == 4
    # The line of the head: four words. A "w" of Source Sans is 0.718 em wide by the font's own
    # table, 20 of them in 8.5 points are 122 points.
    lines = [[x for x, y in places if y == line] for line in {y for _, y in places}]
    _, second, third, _ = next(line for line in lines if len(line) == 4)
    assert third - second >= 122


# --- pages made fit for print -------------------------------------------------------------------


def page_of(html: str) -> lxml.html.HtmlElement:
    page = lxml.html.fragment_fromstring(html, create_parent="div")
    as_chapter(page, "chapters/one")
    return page


def test_what_unfolds_on_screen_lies_open_on_paper():
    page = page_of(
        "<section id='s'><h1><span class='section-number'>1. </span>Title</h1>"
        "<details><summary>More</summary><p>told</p></details>"
        "<details class='hide'><summary>Code</summary></details>"
        "<div class='screen-only'>a control</div></section>"
    )
    heading = page.find(".//h1")
    assert (heading.text_content(), heading.get("number")) == ("Title", "1")
    assert heading.get("id") == "chapters/one:s"
    assert [p.text for p in page.find_class("details-title")] == ["More"]
    assert "told" in page.text_content()
    assert page.xpath(".//details") == []
    assert "control" not in page.text_content()
    assert "Code" not in page.text_content()


def test_links_print_a_page_where_that_helps_and_lost_ones_are_named():
    book = lxml.html.fromstring(
        "<div><p id='a'>x</p><p id='b:claim-c01'>y</p><aside id='n' role='doc-footnote'>z</aside>"
        "<p id='unused'>u</p>"
        "<p><a class='text' href='#a'>1</a><a class='claim' href='#b:claim-c01'>2</a>"
        "<a class='note' href='#n'>3</a><a class='lost' href='#gone'>4</a></p>"
        "<table><tr><td><a class='cell' href='#a'>5</a></td></tr></table>"
        "<table class='scorecard'><tr><td>"
        "<a class='index' href='#b:claim-c01'>6</a></td></tr></table>"
        "<div class='claim-card'><a class='card' href='#a'>7</a></div></div>"
    )
    assert tie_links(book) == ["gone"]
    shown = {link.get("class") for link in book.iter("a")}
    assert shown == {
        *("text page-reference", "claim", "note", "lost", "cell", "index page-short", "card")
    }
    assert book.xpath("//*[@id='unused']") == []
    assert book.find_class("lost")[0].get("href") is None
