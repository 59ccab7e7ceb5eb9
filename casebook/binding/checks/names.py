"""Names that a page uses and that nothing bears: sources, pages, targets, footnotes, links.

What a cell of a page sets (charts and tables, by their prefix) is known only once it has run; the
build tells of that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_CITED = re.compile(r"\{cite:\w+\}`([^`]+)`")
_DOC = re.compile(r"\{doc\}`(?:[^`<]*<)?([^`>]+)>?`")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s#:]+\.md)(?:#[^)\s]*)?\)")
_TARGET = re.compile(
    r"\]\(#([^)\s]+)\)|<project:#([^>\s]+)>|\{(?:num)?ref\}`(?:[^`<]*<)?([^`>]+)>?`"
)
_LABEL = re.compile(r"^\s*\(([^)\s]+)\)=|^\s*:(?:name|label): (\S+)|\{#([\w-]+)", re.MULTILINE)
_NOTE = re.compile(r"\[\^([^\]\s]+)\](:?)")
_BY_NAME = re.compile(r"\[[^\]\[^]+\]\[([^\]]+)\]")
_NAMED = re.compile(r"^\s*\[([^\]^]+)\]:\s*\S", re.MULTILINE)
_EVAL = re.compile(r"\{eval\}`[^`]*`")
_SHOWN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")

_BY_CELLS = ("fig-", "table-", "tbl-")
"""How the labels begin that cells give to charts, to tables of the data and to other tables."""

_CLAIM = "claim-"


@dataclass(frozen=True)
class Known:
    """The names that pages may use: keys of sources, ids of claims, labels of all pages."""

    sources: Collection[str]
    claims: Collection[str]
    labels: Collection[str]

    def is_target(self, name: str) -> bool:
        """Return whether a link may lead to this name, as far as can be told without running."""
        if name.startswith(_CLAIM):
            return name in {f"{_CLAIM}{claim.lower()}" for claim in self.claims}
        return name in self.labels or name.startswith(_BY_CELLS)


def labels_of(prose: Iterable[str]) -> frozenset[str]:
    """Return the labels that pages set themselves."""
    return frozenset(
        name for page in prose for found in _LABEL.findall(page) for name in found if name
    )


def name_faults(page: Path, root: Path, prose: str, known: Known) -> Iterator[tuple[int, str, str]]:
    """Yield each name that nothing bears: where it stands in the prose, and what is expected."""
    for cited in _CITED.finditer(prose):
        for key in re.split(r"\s*,\s*", cited[1].strip()):
            if key not in known.sources:
                yield cited.start(), key, "a key of data/sources.bib"
    for doc in _DOC.finditer(prose):
        folder = root if doc[1].startswith("/") else page.parent
        if not (folder / f"{doc[1].strip('/').removesuffix('.md')}.md").is_file():
            yield doc.start(), doc[1], "a page of the book"
    for link in _LINK.finditer(prose):
        folder = root if link[1].startswith("/") else page.parent
        if not (folder / link[1].strip("/")).is_file():
            yield link.start(), link[1], "a page of the book"
    for target in _TARGET.finditer(prose):
        name = target[1] or target[2] or target[3]
        if not known.is_target(name):
            yield target.start(), name, "a label that a page, a claim or a chart of the book bears"
    for formula in _EVAL.finditer(prose):
        expected = "{glue:text} with a number of a cell: no code runs when pages are read"
        yield formula.start(), formula[0], expected
    plain = _SHOWN.sub(lambda match: " " * len(match[0]), prose)
    yield from _undefined(plain)


def _undefined(prose: str) -> Iterator[tuple[int, str, str]]:
    """Yield each footnote and link by name that the page does not define: it shows the brackets."""
    notes = {name for name, colon in _NOTE.findall(prose) if colon}
    for note in _NOTE.finditer(prose):
        if note[1] not in notes:
            yield note.start(), note[0], f"a line that begins with [^{note[1]}]:"
    names = {name.casefold() for name in _NAMED.findall(prose)}
    for link in _BY_NAME.finditer(prose):
        if link[1].casefold() not in names:
            yield link.start(), link[0], f"a line that begins with [{link[1]}]:"
