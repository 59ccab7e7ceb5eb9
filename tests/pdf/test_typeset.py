import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import lxml.html
import pikepdf
import pytest
from sphinx.errors import ExtensionError

from casebook.binding.pdf.paper import as_chapter, tie_links
from casebook.binding.pdf.sources import shorten_sources
from casebook.binding.pdf.typeset import typeset
from tests.pdf.pages import baselines, bookmarks, page_numbers

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


def text_of(pages: Iterable[pikepdf.Page]) -> str:
    """Return the words of pages, by their fonts' own tables of characters."""
    words = []
    for page in pages:
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
    with pikepdf.open(report) as pdf:
        text = text_of(pdf.pages).replace(" ", "")
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
    body = '<p><a href="#there">go</a></p></div></div><div class="part"><div><p>before</p>'
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
    # table, 20 of them in 8 points are 114.9 points.
    lines = [[x for x, y in places if y == line] for line in {y for _, y in places}]
    _, second, third, _ = next(line for line in lines if len(line) == 4)
    assert third - second >= 114.9


# --- a book of several parts --------------------------------------------------------------------

TABLE = (
    "<table><thead><tr><th>a</th><th>b</th></tr></thead>"
    "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
)


def chapter(name: str, leads_to: str, rank: int = 2, words: int = 800) -> str:
    return (
        f'<div class="chapter" id="{name}" title="{name}">'
        f'<h{rank} class="chapter-title">{name}</h{rank}>'
        f'<p>See <a class="page-reference" href="#{leads_to}">there</a>.</p>'
        f'<h{rank + 1} class="section-title">More</h{rank + 1}>'
        f"<p>{'word ' * words}</p>{TABLE}</div>"
    )


def part(title: str, *chapters: str) -> str:
    heading = f'<h1 class="part-title">{title}</h1>' if title else ""
    return f'<div class="part" title="{title}">{heading}{"".join(chapters)}</div>'


LEADS = {"opening": "six", "one": "six", "two": "one", "six": "two", "last": "opening"}
"""The chapters, and where the link of each leads: onwards, backwards, to another part."""
BOOK = (
    '<html lang="en"><head><title>T</title><meta name="author" content="A"/></head><body>'
    + part("", chapter("opening", LEADS["opening"], 1))
    + part("First", chapter("one", LEADS["one"]), chapter("two", LEADS["two"], words=2000))
    + part("Second", chapter("six", LEADS["six"]), chapter("last", LEADS["last"], words=100))
    + "</body></html>"
)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    report = tmp_path_factory.mktemp("book") / "report.pdf"
    typeset(BOOK, report, {}, WHEN)
    with pikepdf.open(report) as pdf:
        yield pdf


def tags(pdf: pikepdf.Pdf) -> Iterator[tuple[str, list[pikepdf.Object], bool]]:
    """Yield in reading order each element's kind, the heads it names, whether it is rightly tied.

    An element is rightly tied if it names what it stands in, and if each piece of a page or link
    that it holds is given by the page's own list of parents to it.
    """
    pages, tree = {page.obj.objgen: page for page in pdf.pages}, pdf.Root.StructTreeRoot
    parents, names = pikepdf.NumberTree(tree.ParentTree), pikepdf.NameTree(tree.IDTree)

    def owner(kid: pikepdf.Object, element: pikepdf.Object) -> pikepdf.Object:
        if isinstance(kid, int):
            return parents[int(pages[element.Pg.objgen].StructParents)][kid]
        if kid.Type == "/OBJR":
            return parents[int(kid.Obj.StructParent)]
        return parents[int(pages[kid.Pg.objgen].StructParents)][int(kid.MCID)]

    def walk(element: pikepdf.Object, around: pikepdf.Object) -> Iterator[tuple]:
        kids = list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]
        pieces = [kid for kid in kids if isinstance(kid, int) or "/S" not in kid]
        owners = [owner(piece, element) for piece in pieces]
        heads = [head for facts in element.get("/A", ()) for head in facts.get("/Headers", ())]
        rightly = element.P.objgen == around.objgen and all(
            each.objgen == element.objgen for each in owners
        )
        yield str(element.S), [names[str(head)] for head in heads], rightly
        for kid in kids:
            if not isinstance(kid, int) and "/S" in kid:
                yield from walk(kid, element)

    for element in tree.K:
        yield from walk(element, tree)


def test_every_element_of_a_book_is_tagged_and_every_cell_names_the_head_of_its_column(book):
    found = list(tags(book))
    kinds = [kind for kind, _, _ in found]
    counts = [kinds.count(kind) for kind in ("/Document", "/Table", "/TH", "/H1", "/H2", "/H3")]
    # Two parts and the opening; four chapters and the opening's section; those chapters' sections.
    assert counts == [1, 5, 10, 3, 5, 4]
    assert kinds.count("/Link") == len(LEADS)
    assert all(rightly for _, _, rightly in found)
    named = [heads for kind, heads, _ in found if kind == "/TD"]
    assert all(len(heads) == 1 and heads[0].S == "/TH" for heads in named)
    assert len({heads[0].objgen for heads in named}) == len(named) == 10


def test_the_bookmarks_are_parts_chapters_and_sections_and_lead_to_their_pages(book):
    found = list(bookmarks(book))
    assert [(depth, title) for depth, title, _, _ in found] == [
        *((0, "opening"), (1, "More")),
        *((0, "First"), (1, "one"), (2, "More"), (1, "two"), (2, "More")),
        *((0, "Second"), (1, "six"), (2, "More"), (1, "last"), (2, "More")),
    ]
    assert {title: count for _, title, count, _ in found if title in ("First", "Second")} == {
        **{"First": -2, "Second": -2}  # folded, two chapters each
    }
    for _, title, _, number in found:
        assert title in text_of([book.pages[number - 1]])


def test_links_across_parts_lead_to_their_chapter_and_print_its_page_number(book):
    starts = {title: page for _, title, _, page in bookmarks(book)}
    assert sorted({starts[name] for name in LEADS}) == sorted(starts[name] for name in LEADS)
    pages, led, told = page_numbers(book), {}, {}
    for name in LEADS:
        page = book.pages[starts[name] - 1]
        (link,) = page.Annots
        led[name] = str(link.Contents), pages[link.Dest[0].objgen]
        told[name] = int(re.search(r"\(\s*page\s*(\d+)\s*\)", text_of([page]))[1])
        assert re.search(r"(\d+)$", text_of([page]))[1] == str(starts[name])  # at its foot
    assert led == {name: (to, starts[to]) for name, to in LEADS.items()}
    assert told == {name: starts[to] for name, to in LEADS.items()}


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


# --- claims and sources ------------------------------------------------------------------------


def test_a_claims_verdict_is_read_with_how_sure_it_is(tmp_path):
    chip = '<span class="chip verdict-mixed confidence-low">Mixed<span class="sure">,</span></span>'
    typeset(document(f"<p>{chip}</p>"), tmp_path / "report.pdf", {}, WHEN)
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        assert "Mixed low" in " ".join(text_of(pdf.pages).replace("\u2060", "").split())


def test_a_title_in_another_language_says_which(tmp_path):
    title = '<p>A. <span class="language-de" lang="de">Streumunition</span>. 2024.</p>'
    typeset(document(title), tmp_path / "report.pdf", {}, WHEN)
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        marks = [mark for (_, mark), _ in pikepdf.parse_content_stream(pdf.pages[0], "BDC")]
    assert [str(mark.Lang) for mark in marks if "/Lang" in mark] == ["de"]


def test_a_chart_that_does_not_fit_leaves_its_place_to_the_text(tmp_path):
    (tmp_path / "tall.svg").write_text(SQUARE.replace('height="9"', 'height="300"'))
    chart = '<figure><img src="tall.svg" alt="a"/><figcaption><p>told</p></figcaption></figure>'
    words = f"<p>{'word ' * 900}</p>"
    report = tmp_path / "report.pdf"
    assert typeset(document(f"<p>{'word ' * 500}</p>{chart}{words}"), report, {}, WHEN) == 3
    with pikepdf.open(report) as pdf:
        first = [y for _, y in baselines(pdf.pages[0])]
        assert sorted({y for y in first if y > 70})[0] < 90  # down to the foot of its text


def test_addresses_in_a_source_are_short_links_in_its_note_too():
    page = lxml.html.fromstring(
        "<div><div class='citation-list'><div class='citation'><p>A. Title. 2024. archived copy, "
        "opening part only; official text: http://en.example.org/a/5770 (not read). URL: "
        "<a href='https://www.example.org/long/path'>https://www.example.org/long/path</a>"
        " (archived copy read on 24 November 2026).</p></div></div></div>"
    )
    shorten_sources(page)
    (entry,) = page.find_class("citation")
    assert entry.text_content() == (
        "A. Title. 2024. opening part only; official text: en.example.org (not read). example.org."
    )
    assert [link.get("href") for link in entry.iter("a")] == [
        *("http://en.example.org/a/5770", "https://www.example.org/long/path")
    ]


def test_what_only_a_screen_can_do_is_left_out_and_what_is_looked_up_says_where():
    html = (
        "<section id='s'><h1>Title</h1>"
        "<section id='t'><h2><span class='screen-only'>Try it</span></h2><p>press</p></section>"
        "<section id='u'><h2><span class='site-only'>Dictionary</span></h2><p>rows</p></section>"
        "<table><thead><tr><th>a</th><th><span class='screen-only'>b</span></th></tr></thead>"
        "<tbody><tr><td>1</td><td>2</td></tr></tbody></table></section>"
    )
    page = lxml.html.fragment_fromstring(html, create_parent="div")
    as_chapter(page, "chapters/one", "https://example.org/one.html")
    text = page.text_content()
    assert "Title" in text
    assert "Dictionary" in text
    assert not {"Try it", "press", "rows", "2"} & set(text.split())
    assert page.xpath(".//a/@href") == ["https://example.org/one.html#u"]
    assert "attached" in " ".join(page_of(html).text_content().split())
