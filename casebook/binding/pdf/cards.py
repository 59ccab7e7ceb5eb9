"""A claim on paper: its card in short, at the end of the chapter that argues it.

The card on the site unfolds to all that the book says of a claim. Paper has no folds: here stand
the quotation, the verdict with its reason, what each verdict takes, the best points on both sides
and the sources, on one part of a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml.html import HtmlElement
from lxml.html.builder import E

from casebook.reasoning.evidence import Cited
from casebook.telling.chips import chip_classes, sources_by_grade, verdict_class
from casebook.telling.findings import Finding, Told
from casebook.telling.wording import capitalised, inner_quotes

SOURCES = 3
"""The most sources of one grade that a card names."""

Source = Callable[[str], tuple[str, str, str] | None]
"""What gives a listed source's author, year and address within the document, by its key."""


def printed_card(finding: Finding, source: Source, rank: int) -> HtmlElement:
    """Return the card of a claim: title, verdict, then its pieces. Its id is the claim's anchor.

    ``rank`` is that of its title among the headings.
    """
    claim, then, now = finding.claim, finding.at_publication, finding.now
    phrase = inner_quotes(claim.key_phrase)
    kind = f"{claim.kind.replace('_', ' ')}, {claim.weight}"
    has_moved = then.verdict != now.verdict
    verdicts = E.p(
        {"class": "card-verdict"},
        *([E.span("When published: "), chip(then), E.span(" Today: ")] if has_moved else []),
        chip(now),
        E.span({"class": "card-kind"}, f"paragraph {claim.paragraph}, {kind}"),
    )
    pieces = [_told("The claim", f"{claim.paraphrase}."), _told("Why", now.summary)]
    pieces.append(_asked(finding))
    pieces += [_told("For it", now.best_for), _told("Against it", now.best_against)]
    pieces += [_told("Not reached", capitalised(finding.unread))] if finding.unread else []
    if any(row.sources for rows in now.rests_on for row in rows.rows):
        pieces.append(_evidence(now.rests_on, source))
    return E.div(
        {"class": f"claim-card {verdict_class(now.verdict)}", "id": claim.anchor},
        E(f"h{rank}", {"class": "card-title"}, f"{claim.id}: “{phrase}”"),
        verdicts,
        *pieces,
    )


def chip(told: Told) -> HtmlElement:
    """Return a verdict as the chip that the site has, which the stylesheet draws."""
    classes = chip_classes(told.verdict, told.confidence)
    return E.span({"class": " ".join(classes)}, capitalised(str(told.verdict)))


def _told(label: str, text: str) -> HtmlElement:
    return E.p(E.strong(f"{label}."), E.span(f" {text}"))


def _asked(finding: Finding) -> HtmlElement:
    """Return what is asked and what each verdict takes, run on, with the one met set off."""
    asked = _told("Asked; the first that holds is given", finding.asks)
    for number, rung in enumerate(finding.now.rungs, start=1):
        text = f"({number}) {capitalised(rung.verdict)}: {rung.takes.rstrip('.')}."
        told = [E.strong(text), E.span(" ← met")] if rung.met else [E.span(text)]
        asked.extend([E.span(" "), *told])
    return asked


def _evidence(cited: Iterable[Cited], source: Source) -> HtmlElement:
    """Return the sources by grade as links; those over the limit or not listed are counted."""
    line = E.p({"class": "card-evidence"}, E.strong("Evidence."))
    for grade, keys in sources_by_grade(cited).items():
        named = [found for key in keys if (found := source(key))][:SOURCES]
        line.append(E.span(f" {capitalised(grade or 'not graded')}: "))
        for place, (author, year, address) in enumerate(named):
            follows = place and named[place - 1][0] == author
            before = ", " if follows else f"{'; ' if place else ''}{author} "
            line.extend([E.span(before), E.a(year, href=address)])
        rest = len(keys) - len(named)
        line.append(E.span(f"{'; ' if named else ''}{rest} more." if rest else "."))
    return line
