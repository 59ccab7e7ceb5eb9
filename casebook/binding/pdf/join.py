"""Volumes joined into one tagged PDF: pages, tags and bookmarks (ISO 32000-2, 14.7 and 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from casebook.binding.pdf.volumes import Volume


def join(volumes: Iterable[Volume]) -> Pdf:
    """Return the volumes as one open PDF; what is of the whole, its title say, is of the first."""
    first, *others = volumes
    book = pikepdf.open(BytesIO(first.pdf))
    tags = book.Root.StructTreeRoot
    for number, volume in enumerate(others, start=2):
        more = pikepdf.open(BytesIO(volume.pdf))
        elements = _elements(more)
        _name_apart(elements, number)
        _sink_headings(elements, volume.raised)
        _number_on(more, tags.ParentTreeNextKey)
        book.pages.extend(more.pages)
        # Both name pages, so they come after these.
        _join_tags(tags, book.copy_foreign(more.Root.StructTreeRoot))
        bookmarks = book.Root.Outlines
        for _ in range(volume.raised):
            bookmarks = bookmarks.Last
        _join_bookmarks(bookmarks, book.copy_foreign(more.Root.Outlines))
    _list_names(book)
    return book


def _elements(volume: Pdf) -> list[Dictionary]:
    """Return the elements of the structure tree, in no order that matters."""
    dictionaries = [each for each in volume.objects if isinstance(each, Dictionary)]
    return [each for each in dictionaries if each.get("/Type") == Name.StructElem]


def _number_on(volume: Pdf, next_key: int) -> None:
    """Give pages and links keys to their tags that no volume before has."""
    for page in volume.pages:
        page.obj.StructParents += next_key
        for link in page.get("/Annots", ()):
            link.StructParent += next_key


def _name_apart(elements: Iterable[Dictionary], number: int) -> None:
    """Give elements names that no volume before has."""
    for element in elements:
        if "/ID" in element:
            element.ID = _apart(element.ID, number)
        for facts in element.get("/A", ()):
            if "/Headers" in facts:
                facts.Headers = Array([_apart(head, number) for head in facts.Headers])


def _apart(name: Object, number: int) -> String:
    return String(f"{number}-{name}")


def _sink_headings(elements: Iterable[Dictionary], raised: int) -> None:
    """Give headings that stand higher in the volume than in the book their own rank."""
    for element in elements:
        kind = str(element.S)
        if kind[:2] == "/H" and kind[2:].isdigit():
            element.S = Name(f"/H{int(kind[2:]) + raised}")


def _join_tags(tags: Object, more: Object) -> None:
    """Put the structure tree of a volume behind that of the volumes before."""
    document = tags.K[0]
    for element in more.K[0].K:
        element.P = document
        document.K.append(element)
    pairs = list(more.ParentTree.Nums)  # keys and parents in turn
    for key, parent in zip(pairs[::2], pairs[1::2], strict=True):
        tags.ParentTree.Nums.extend([key + tags.ParentTreeNextKey, parent])
    tags.ParentTreeNextKey += more.ParentTreeNextKey
    for kind, standard in more.RoleMap.items():
        tags.RoleMap[kind] = standard


def _list_names(book: Pdf) -> None:
    """List the elements that have a name, by which cells name their headers, in its order."""
    named = {bytes(element.ID): element for element in _elements(book) if "/ID" in element}
    if named:
        names = [part for name in sorted(named) for part in (named[name].ID, named[name])]
        book.Root.StructTreeRoot.IDTree = Dictionary(Names=names)


def _join_bookmarks(below: Object, more: Object) -> None:
    """Put the bookmarks of a volume below a bookmark, or the root, behind those there."""
    number = 0
    bookmark = more.First
    while bookmark is not None:
        bookmark.Parent = below
        number += 1
        bookmark = bookmark.get("/Next")
    more.First.Prev, below.Last.Next = below.Last, more.First
    below.Last = more.Last
    # Below a folded bookmark they are counted as negative.
    below.Count += number if below.Count > 0 else -number
