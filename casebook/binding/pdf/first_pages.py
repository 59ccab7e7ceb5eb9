"""What stands before the chapters: the cover, how to cite and to read the marks, the contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from lxml.html import HtmlElement
from lxml.html.builder import E

from casebook.binding.pdf.sources import link_addresses
from casebook.binding.site.cite import FILE, apa
from casebook.data.dates import in_words
from casebook.reasoning.claims import BY_OUTCOME, CONFIDENCES, MEANINGS, outcome
from casebook.telling.chips import verdict_class
from casebook.telling.findings import Finding
from casebook.telling.wording import capitalised

COVER_FIELDS = ("kicker", "title", "subtitle", "author", "imprint")

_WHERE_THE_CODE_IS = (
    "The code is left out of this print. It is in the notebooks, one for each chapter, which are "
    "attached to this file together with the data."
)


def citation_of(folder: Path) -> Mapping[str, Any] | None:
    """Return how the book wishes to be cited, if a file beside its settings says so."""
    file = folder / FILE
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else None


def cover(
    fields: Mapping[str, Any], findings: Iterable[Finding], citation: Mapping[str, Any] | None
) -> HtmlElement:
    """Return the cover: its lines in the order in which they are read, and a tile a claim."""
    page = E.div({"class": "cover"})
    for name in ("kicker", "title", "subtitle"):
        if name in fields:
            page.append(E.p({"class": name}, str(fields[name])))
    page.append(_tiles(findings))
    page.append(E.p({"class": "author"}, str(fields["author"])))
    if citation:
        day = in_words(str(citation["date-released"]))
        page.append(E.p({"class": "date"}, f"Edition {citation['version']}, {day}"))
    return page


def _tiles(findings: Iterable[Finding]) -> HtmlElement:
    """Return a tile a claim, by what the verdicts come to, and the count of each in words."""
    ordered = sorted(findings, key=lambda f: (BY_OUTCOME.index(f.now.verdict), f.claim.id))
    tiles = E.div({"class": "tiles"})
    for finding in ordered:
        is_core = " core" if finding.claim.weight == "core" else ""
        tiles.append(E.span({"class": f"{verdict_class(finding.now.verdict)}{is_core}"}))
    counts = Counter(finding.now.verdict for finding in ordered)
    told = [
        E.span({"class": f"chip {verdict_class(verdict)}"}, f"{counts[verdict]} {verdict}")
        for verdict in BY_OUTCOME
        if counts[verdict]
    ]
    return E.div({"class": "cover-tiles"}, tiles, E.p({"class": "tally"}, *told))


def second_page(
    imprint: Iterable[str], citation: Mapping[str, Any] | None, address: str
) -> HtmlElement:
    """Return the page behind the cover: how to cite, what the marks mean, whose the text is."""
    page = E.div({"class": "second-page"})
    if citation:
        start, title, end = apa(citation, address)
        page.extend(
            [
                E.h1({"class": "section-title"}, "How to cite"),
                E.p(E.span(start), E.em(title), E.span(end)),
                E.p("One claim is cited by its number, such as C06; each keeps its number."),
            ]
        )
    rows = [
        E.tr(
            E.td(E.span({"class": f"chip {verdict_class(verdict)}"}, capitalised(verdict))),
            E.td(meaning),
            E.td(capitalised(outcome(verdict))),
        )
        for verdict, meaning in MEANINGS.items()
    ]
    head = E.thead(E.tr(*(E.th(name) for name in ("Verdict", "What it says", "Counted as"))))
    sure = [E.span({"class": f"dots confidence-{level}"}, level) for level in CONFIDENCES]
    page.extend(
        [
            E.h1({"class": "section-title"}, "How to read the marks"),
            E.table({"class": "legend"}, head, E.tbody(*rows)),
            E.p(
                *(
                    "How sure a verdict is: ",
                    *(part for level in sure for part in (level, E.span(" "))),
                    "It follows from the grades of the evidence. On the cover each claim is a "
                    "tile, and a dark frame marks the claims on which the argument rests.",
                )
            ),
        ]
    )
    page.append(E.div({"class": "imprint"}, *map(E.p, imprint)))
    for line in page[-1]:
        link_addresses(line)
    return page


def contents(parts: Iterable[tuple[str, list[HtmlElement]]], has_attachments: bool) -> HtmlElement:
    """Return the contents list; the stylesheet adds the page numbers."""
    lines = [E.h1({"class": "chapter-title"}, "Contents")]
    for caption, pages in parts:
        lines += [E.p({"class": "contents-part"}, caption)] if caption else []
        for page in pages:
            heading = page.find(".//h1")
            link = E.a(heading.text_content(), href=f"#{page.get('id')}")
            link.set("number", heading.get("number", ""))
            lines.append(E.p({"class": "contents-chapter"}, link))
    if has_attachments:
        lines.append(E.p({"class": "contents-note"}, _WHERE_THE_CODE_IS))
    return E.div({"class": "contents"}, *lines)
