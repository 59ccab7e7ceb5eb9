"""A long book is set in volumes: what comes out is what one volume would have given."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from sphinx.errors import ExtensionError

from casebook.binding.pdf import volumes
from casebook.binding.pdf.typeset import typeset

WHEN = datetime(2026, 1, 2, tzinfo=UTC)
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


BOOK = (
    '<html lang="en"><head><title>T</title><meta name="author" content="A"/></head><body>'
    + part("", chapter("opening", "six", 1))
    + part("First", chapter("one", "six"), chapter("two", "one"))
    + part(
        "Second",
        chapter("three", "two", words=100),
        chapter("four", "two", words=2000),
        *(chapter(name, "two") for name in ("five", "six", "seven")),
    )
    + part("Last", chapter("eight", "opening", words=100))
    + "</body></html>"
)
TWO_CHAPTERS = 2 * len(chapter("opening", "three")) + 50


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict[str, Path]:
    """Return the folders of the book set as a whole and in volumes of two chapters at most."""
    folders = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, longest in (("whole", 10**9), ("cut", TWO_CHAPTERS)):
            patch.setattr(volumes, "LONGEST", longest)
            folders[name] = tmp_path_factory.mktemp(name)
            typeset(BOOK, folders[name] / "report.pdf", {}, WHEN)
    return folders


@pytest.fixture(scope="module")
def pdfs(made):
    with (
        pikepdf.open(made["whole"] / "report.pdf") as whole,
        pikepdf.open(made["cut"] / "report.pdf") as cut,
    ):
        yield whole, cut


def titles(folder: Path) -> list[list[tuple[str, str]]]:
    """Return the rank and words of the titles of parts and chapters, volume by volume."""
    files = sorted(folder.glob("volume-*.xml"))
    path = "//*[@class='part-title' or @class='chapter-title']"
    return [[(t.tag, t.text) for t in etree.parse(file).xpath(path)] for file in files]


def test_a_volume_holds_whole_parts_or_chapters_of_one_part(made):
    assert len(titles(made["whole"])) == 1
    assert titles(made["cut"]) == [
        [("h1", "opening")],
        [("h1", "First"), ("h2", "one"), ("h2", "two")],
        [("h1", "Second"), ("h2", "three")],
        [("h1", "four")],  # longer than a volume
        [("h1", "five"), ("h1", "six")],
        [("h1", "seven")],
        [("h1", "Last"), ("h2", "eight")],
    ]


def page_numbers(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages)}


def tags(pdf: pikepdf.Pdf) -> Iterator[tuple[object, ...]]:
    """Yield the structure tree in reading order, all that it refers to told by its place there."""
    pages, tree = page_numbers(pdf), pdf.Root.StructTreeRoot
    parents, names = pikepdf.NumberTree(tree.ParentTree), pikepdf.NameTree(tree.IDTree)
    order: dict[tuple[int, int], int] = {}

    def walk(kid: pikepdf.Object, parent: pikepdf.Object, depth: int) -> Iterator[tuple]:
        page = pages[parent.Pg.objgen] if "/Pg" in parent else None
        if isinstance(kid, int):  # a piece of the page's content
            owner = parents[int(pdf.pages[page].StructParents)][kid]
            yield depth, kid, page, owner.objgen == parent.objgen
        elif "/S" not in kid:
            link = kid.get("/Obj")
            key = None if link is None else int(link.StructParent)
            rightly = key is None or parents[key].objgen == parent.objgen
            yield depth, str(kid.Type), kid.get("/MCID"), pages[kid.Pg.objgen], rightly
        else:
            order[kid.objgen] = len(order)
            heads = [head for facts in kid.get("/A", ()) for head in facts.get("/Headers", ())]
            named = [order[names[str(head)].objgen] for head in heads]
            rightly = kid.P.objgen == parent.objgen
            yield depth, str(kid.S), str(kid.get("/T")), named, "/ID" in kid, rightly
            for each in kid.K if isinstance(kid.K, pikepdf.Array) else [kid.K]:
                yield from walk(each, kid, depth + 1)

    for element in tree.K:
        yield from walk(element, tree, 0)


def test_the_tags_are_those_of_the_whole(pdfs):
    whole, cut = (list(tags(pdf)) for pdf in pdfs)
    assert len(whole) > 150
    assert whole == cut
    kinds = [tag[1] for tag in cut]
    assert [kinds.count(kind) for kind in ("/Document", "/TH", "/H1", "/H2", "/H3")] == [
        *(1, 18, 4, 9, 8),  # three parts and the opening, eight chapters and its section
    ]
    assert all(tag[-1] for tag in cut if tag[1] != "/TH" or tag[4])
    # Every cell of a body names one head, those of the second column another.
    named = [tag[3] for tag in cut if tag[1] == "/TD"]
    assert len({head for (head,) in named}) == len(named) == 18


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[object, ...]]:
    pages = page_numbers(pdf)

    def below(item: pikepdf.Object, depth: int) -> Iterator[tuple[object, ...]]:
        child, before = item.get("/First"), None
        while child is not None:
            place = pages[child.Dest[0].objgen], *map(float, child.Dest[2:])
            assert child.Parent.objgen == item.objgen
            assert child.get("/Prev") == before
            yield depth, str(child.Title), int(child.get("/Count", 0)), *place
            yield from below(child, depth + 1)
            child, before = child.get("/Next"), child
        assert item.get("/Last") == before

    return [int(pdf.Root.Outlines.Count), *below(pdf.Root.Outlines, 0)]


def test_the_bookmarks_are_those_of_the_whole(pdfs):
    whole, cut = map(bookmarks, pdfs)
    assert whole == cut
    assert [mark[1] for mark in cut[1:] if mark[0] == 0] == ["opening", "First", "Second", "Last"]
    assert [mark[2] for mark in cut[1:] if mark[1] == "Second"] == [-5]  # folded, five chapters


def test_links_and_the_pages_that_they_name_are_those_of_the_whole(pdfs):
    told = []
    for pdf in pdfs:
        pages = page_numbers(pdf)
        links = [(page.index, link) for page in pdf.pages for link in page.get("/Annots", ())]
        told.append(
            [
                (page, str(link.Contents), pages[link.Dest[0].objgen], *map(float, link.Dest[2:]))
                for page, link in links
            ]
        )
    assert told[0] == told[1]
    starts = {mark[1]: mark[3] for mark in bookmarks(pdfs[1])[1:]}
    assert [(name, page) for _, name, page, *_ in told[1]] == [
        (name, starts[name])
        for name in ("six", "six", "one", "two", "two", "two", "two", "two", "opening")
    ]


def numbers(folder: Path) -> dict[str, set[str]]:
    """Return the page numbers with which the last round printed the links, by what they lead to."""
    printed: dict[str, set[str]] = {}
    for file in folder.glob("volume-*.xml"):
        for link in etree.parse(file).iter("a"):
            printed.setdefault(link.get("href"), set()).add(link.get("page"))
    return printed


def test_page_numbers_in_the_text_are_those_where_the_places_lie(made, pdfs):
    starts = {mark[1]: mark[3] + 1 for mark in bookmarks(pdfs[1])[1:]}
    expected = {f"#{name}": {str(starts[name])} for name in ("one", "two", "six", "opening")}
    assert numbers(made["cut"]) == numbers(made["whole"]) == expected


def test_what_is_seen_is_that_of_the_whole(pdfs):
    """Letters may have other codes, as each volume brings its own fonts; all else is the same."""
    seen = [[operators(page) for page in pdf.pages] for pdf in pdfs]
    assert len(seen[0]) > 9
    assert seen[0] == seen[1]


def operators(page: pikepdf.Page) -> list[tuple[str, list[float]]]:
    """Return where and how a page draws: all operators with their numbers, no text."""
    return [
        (str(operator), [float(each) for each in operands if isinstance(each, (int, float))])
        for operands, operator in pikepdf.parse_content_stream(page)
    ]


def test_page_numbers_that_do_not_settle_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(volumes, "_ROUNDS", 1)
    with pytest.raises(ExtensionError, match="page numbers still change in round 1"):
        typeset(BOOK, tmp_path / "report.pdf", {}, WHEN)
    assert not (tmp_path / "report.pdf").exists()


def test_documents_of_a_longer_book_before_are_removed(tmp_path):
    (tmp_path / "volume-9.xml").write_text("<html/>")
    typeset(BOOK, tmp_path / "report.pdf", {}, WHEN)
    assert [file.name for file in tmp_path.glob("volume-*")] == ["volume-1.xml"]
