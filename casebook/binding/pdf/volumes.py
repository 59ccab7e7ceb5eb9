"""The book set in volumes: Typst needs memory for some of them, however long the book is.

A volume is some parts of the book, or some chapters of a long part. On which page a place lies is
known only when its volume and all before it are set; so they are set in rounds.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from copy import copy
from datetime import datetime
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from sphinx.errors import ExtensionError

from casebook.binding.pdf.paper import raise_headings
from casebook.binding.pdf.typst_process import Place, TypstProcess

LONGEST = 600_000
"""Characters of a volume's document, some eighty pages, unless one chapter alone has more."""

# A process needs 100 to 300 MiB. One that is kept sets its volume again in half the time or less.
_KEPT = 3
_AT_ONCE = min(_KEPT, os.cpu_count() or 1)
_ROUNDS = 5


class Volume(NamedTuple):
    """A volume as set: its PDF, how many ranks its headings are raised, and its places.

    The places have the page numbers of the book.
    """

    pdf: bytes
    raised: int
    places: list[Place]


def set_volumes(document: str, stylesheet: Path, when: datetime) -> list[Volume]:
    """Return the volumes of a document, in which all page numbers are right.

    The documents of the volumes are put beside the stylesheet. Round after round they are set with
    the page numbers of the last, until these stay the same.

    Raises
    ------
    ExtensionError
        If Typst finds a fault, lacks a font or was ended (says which), or if the page numbers
        do not settle.
    """
    documents = list(_cut(etree.fromstring(document)))
    raised = [raise_headings(each) for each in documents]
    files = [stylesheet.with_name(f"volume-{n}.xml") for n in range(1, len(documents) + 1)]
    for old in stylesheet.parent.glob("volume-*.xml"):
        old.unlink()
    starts, pages = [1] * len(documents), {}
    with ExitStack() as processes, ThreadPoolExecutor(_AT_ONCE) as threads:
        process = partial(TypstProcess, stylesheet, when=int(when.timestamp()))
        few = files if len(files) <= _KEPT else []
        kept = {file: processes.enter_context(process(file)) for file in few}

        def set_in_type(file: Path) -> tuple[bytes, int, list[Place]]:
            if file in kept:
                return kept[file].set()
            with process(file) as passing:
                return passing.set()

        for _ in range(_ROUNDS):
            for each, file, start in zip(documents, files, starts, strict=True):
                _number(each, start, pages)
                file.write_bytes(etree.tostring(each))
            results = list(threads.map(set_in_type, files))
            before = starts, pages
            starts = list(accumulate((length for _, length, _ in results[:-1]), initial=1))
            for (_, _, places), start in zip(results, starts, strict=True):
                for place in places:
                    place["page"] += start - 1
            pages = {place["id"]: place["page"] for *_, places in results for place in places}
            if (starts, pages) == before:
                return [
                    Volume(pdf, ranks, places)
                    for (pdf, _, places), ranks in zip(results, raised, strict=True)
                ]
    raise ExtensionError(f"report: the page numbers still change in round {_ROUNDS}")


def _cut(book: etree._Element) -> Iterator[etree._Element]:
    """Yield the documents of the volumes."""
    head, body = book
    volumes: list[list[etree._Element]] = []
    length = LONGEST
    for element in list(body):
        first, *others = _pieces(element)
        more = len(etree.tostring(first))
        if length + more > LONGEST:
            volumes.append([])
            length = 0
        volumes[-1].append(first)
        length += more
        if others:  # chapters in the midst of a part, whose headings are raised, stand alone
            volumes += [[piece] for piece in others]
            length = LONGEST
    for elements in volumes:
        volume = etree.Element("html", book.attrib)
        volume.append(copy(head))
        etree.SubElement(volume, "body").extend(elements)
        yield volume


def _pieces(element: etree._Element) -> list[etree._Element]:
    """Return a part of the book, cut between chapters where it is too long for a volume."""
    if len(etree.tostring(element)) <= LONGEST:
        return [element]
    pieces = [etree.Element("div", element.attrib)]
    length = 0
    for child in list(element):
        more = len(etree.tostring(child)) if child.get("class") == "chapter" else 0
        if length and length + more > LONGEST:
            pieces.append(etree.Element("div", element.attrib))
            length = 0
        pieces[-1].append(child)
        length += more
    return pieces


def _number(volume: etree._Element, start: int, pages: Mapping[str, int]) -> None:
    """Write into a volume on which page it starts, and those that its links lead to."""
    volume.find("body").set("page", str(start))
    for link in volume.iter("a"):
        if link.get("href", "").startswith("#"):
            link.set("page", str(pages.get(link.get("href")[1:], 0)))
