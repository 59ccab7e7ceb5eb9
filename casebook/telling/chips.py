"""The chip: how a verdict is told wherever it stands, as a swatch, its word and three dots.

In Markdown it is a span whose classes the site's stylesheet draws; on paper it is its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casebook.reasoning.argument import Standing
from casebook.reasoning.evidence import Cited
from casebook.telling.markup import citations, plain
from casebook.telling.wording import capitalised

SOLID_FIRST = ("primary", "secondary", "weak")
"""The grades of rows in the order in which a card lists their sources."""


def verdict_class(verdict: str) -> str:
    """Return the class by which a stylesheet knows a verdict."""
    return f"verdict-{verdict.replace(' ', '-')}"


def chip_classes(verdict: str, confidence: str = "") -> tuple[str, ...]:
    """Return the classes of a chip: what it is, its verdict and, if told, how sure that is."""
    sure = (f"confidence-{confidence}",) if confidence else ()
    return ("chip", verdict_class(verdict), *sure)


def standing_class(standing: Standing) -> str:
    """Return the class by which a stylesheet knows how a step of an argument stands."""
    return f"stands-{standing.name.lower().replace('_', '-')}"


def sureness(confidence: str) -> str:
    """Return how sure a verdict is, as it follows the verdict; nothing of what has no degree."""
    return f", confidence {confidence}" if confidence else ""


def chip(verdict: str, confidence: str = "", *, leads: bool = False) -> str:
    """Return a verdict as a chip in Markdown.

    Parameters
    ----------
    verdict
        Its word or words.
    confidence
        ``high``, ``medium`` or ``low`` for three, two or one dots; none where a column beside it
        tells the confidence, and for what turns on values.
    leads
        Whether it begins a line, and so with a capital.
    """
    word = plain(capitalised(verdict) if leads else verdict)
    classes = " ".join(f".{name}" for name in chip_classes(verdict, confidence))
    sure = f"[{sureness(confidence)}]{{.sure}}" if confidence else ""
    return f"[{word}{sure}]{{{classes}}}"


def sources_by_grade(cited: Iterable[Cited]) -> Mapping[str, list[str]]:
    """Return the sources of rows by the best grade that each has in them, the solid ones first.

    Rows of tables that are not graded stand under the empty grade, last.
    """
    best: dict[str, str] = {}
    order = [*SOLID_FIRST, ""]
    for row in (row for rows in cited for row in rows.rows):
        grade = row.grade if row.grade in SOLID_FIRST else ""
        for key in row.sources:
            best[key] = min(best.get(key, ""), grade, key=order.index)
    return {
        grade: keys for grade in order if (keys := [key for key, of in best.items() if of == grade])
    }


def sources_line(cited: Iterable[Cited]) -> str:
    """Return the sources of rows as citations in Markdown, grade by grade."""
    parts = []
    for grade, keys in sources_by_grade(cited).items():
        lead = f"{capitalised(grade)}: " if grade else "Not graded: "
        parts.append(citations(keys, lead, "t"))
    return " ".join(parts)
