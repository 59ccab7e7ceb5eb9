"""Bringing results into a notebook: all that chapters call, as ``show.picture`` and so on.

Numbers, charts and tables are set here, claims in :mod:`casebook.telling.show_claims`. Each call
gives a :class:`~casebook.telling.markup.Block` that carries two forms: MyST Markdown, which the
book sets in HTML and PDF, and HTML, which Jupyter shows. Text from data is escaped in both.
"""

from __future__ import annotations

import base64
import html
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from casebook.data.sources import short_names
from casebook.reasoning.evidence import Evidence, NotInEvidence
from casebook.reasoning.numbers import numbers_of
from casebook.telling.dictionary import TableEntry, entries
from casebook.telling.drawing.charts import half, pixels, render, save
from casebook.telling.drawing.pictures import Picture, Table
from casebook.telling.findings import Finding
from casebook.telling.markup import Block, citations, markdown_table, plain, put_out, quoted
from casebook.telling.show_claims import (
    claim_card,
    claim_cards,
    linked_claims,
    scorecard,
    told_findings,
    verdict_table,
)
from casebook.telling.wording import counted

__all__ = [
    "claim_card",
    "claim_cards",
    "data_dictionary",
    "numbers",
    "picture",
    "scorecard",
    "table",
    "told_findings",
    "verdict_table",
]

_GLUE = "application/papermill.record/text/plain"

_WIDE = 5
"""A table of more columns than this gets a page of its own width in print."""


def numbers(recipes: Mapping[str, object], given: object = None) -> Block:
    """Glue a page's numbers for use in its prose and show them as a table in Jupyter.

    ``recipes`` compute them from what is given (see ``reasoning.numbers``). Whole numbers get
    thousands separators; anything else is taken as it prints.
    """
    values = recipes if given is None else numbers_of(recipes, given)
    shown = {key: f"{v:,}" if isinstance(v, int) else str(v) for key, v in values.items()}
    for key, text in shown.items():
        put_out(
            {_GLUE: repr(text)},
            metadata={"scrapbook": {"name": key, "mime_prefix": _GLUE.removesuffix("text/plain")}},
            raw=True,
        )
    rows = "".join(
        f"<tr><th scope='row'>{html.escape(key)}</th><td>{html.escape(text)}</td></tr>"
        for key, text in shown.items()
    )
    return Block(
        markdown="%",
        html=f"<details><summary>Numbers used in the text</summary><table>{rows}</table></details>",
    )


def picture(compute: Callable[[Any], Picture], given: Any) -> Block:
    """Draw a chart of what is given and show it with caption, alt text, sources and downloads.

    ``given`` is the evidence, or what a page about the whole book is made of.

    Where the build names a folder for them (``CASEBOOK_FIGURES``), the chart's files go there.
    Evidence that a reader has narrowed too far for this chart shows a note in its place.

    Raises
    ------
    NotInEvidence
        If the whole evidence lacks what the chart needs.
    """
    try:
        chart = compute(given)
    except NotInEvidence as missing:
        return _note("No chart", missing, given)
    credit = _credit(chart, given)
    figure = render(chart, credit)
    png = pixels(figure)
    folder = os.environ.get("CASEBOOK_FIGURES")
    if folder:
        save(chart, figure, png, credit, _marks(chart, given), Path(folder))
    encoded = base64.b64encode(half(png)).decode()
    files = " ".join(
        f"{{book-file}}`{label} <figures/{chart.name}.{ending}>`"
        for label, ending in (("Data", "csv"), ("SVG", "svg"), ("PNG", "png"))
    )
    return Block(
        markdown=(
            f"```{{figure}} /_build/figures/{chart.name}.svg\n"
            f":name: fig-{chart.name}\n:class: chart\n"
            f":alt: {quoted(f'{chart.title}. {chart.alt}')}\n\n"
            f"{plain(chart.caption)} {_sources(chart)} {files}\n```\n"
        ),
        html=(
            f"<figure><img alt='{html.escape(chart.alt, quote=True)}' width='512' "
            f"src='data:image/png;base64,{encoded}'>"
            f"<figcaption>{html.escape(chart.caption)}</figcaption></figure>"
        ),
    )


def _sources(chart: Picture) -> str:
    """Return a chart's sources: the first of them for paper, all for the screen, which folds them.

    One citation each: citations in one would be sorted anew.
    """
    if not chart.sources:
        return ""
    each = ", ".join(f"{{cite:t}}`{key}`" for key in chart.sources)
    on_paper = citations(chart.sources, "Sources: ", "t")
    return f"[{on_paper}]{{.paper-only}} [{each}]{{.screen-only .sources}}"


def _marks(chart: Picture, given: Any) -> list[str]:
    """Return what each row's mark says: its text, then source and grade where the row has them."""
    evidence: Evidence = getattr(given, "evidence", given)
    texts = list(chart.marks)
    for place, row in enumerate(chart.frame.to_dict("records")[: len(texts)]):
        if isinstance(source := row.get("source"), str) and source:
            keys = [key.strip() for key in source.split(";")]
            texts[place] += f" Source: {short_names(evidence.package, keys, len(keys))}."
        if isinstance(grade := row.get("grade"), str) and grade:
            texts[place] += f" Grade: {grade}."
    return texts


def _credit(chart: Picture, given: Any) -> str:
    """Return whose data a chart shows, or that the assessment is the book's."""
    if not chart.sources:
        return "Assessment of this book"
    evidence: Evidence = getattr(given, "evidence", given)
    return f"Source: {short_names(evidence.package, chart.sources)}"


def table(compute: Callable[[Any], Table], given: Any) -> Block:
    """Show a small table of what is given, numbered and captioned; missing cells as an em dash.

    Where findings are given, the numbers of their claims lead to the cards.
    Evidence that a reader has narrowed too far for it shows a note in its place.

    Raises
    ------
    NotInEvidence
        If the whole evidence lacks what the table needs.
    """
    try:
        shown = compute(given)
    except NotInEvidence as missing:
        return _note("No table", missing, given)
    return _table(shown.frame, shown.caption, shown.name, getattr(given, "findings", {}))


def _note(what: str, missing: NotInEvidence, given: Any) -> Block:
    """Return the note that something cannot be shown, unless the evidence is whole."""
    if given.is_whole:
        raise missing
    note = f"{what}: in the evidence accepted here, {missing.args[0]}."
    return Block(markdown=plain(note), html=f"<p>{html.escape(note)}</p>")


def _table(frame: pd.DataFrame, caption: str, name: str, findings: Mapping[str, Finding]) -> Block:
    cells = frame.astype(object).where(frame.notna(), "—")
    rows = [
        [plain(cell) for cell in row] for row in [cells.columns, *cells.itertuples(index=False)]
    ]
    linked = [[linked_claims(cell, findings) for cell in row] for row in rows]
    return Block(
        markdown=markdown_table(
            caption, name, "wide" if len(cells.columns) > _WIDE else "", linked
        ),
        html=cells.to_html(index=False),
    )


def data_dictionary(evidence: Evidence) -> None:
    """Show every table of the data package: its rows, grades, disputes, fields and its file."""
    for entry in entries(evidence):
        put_out(_table_entry(entry))


def _table_entry(entry: TableEntry) -> Block:
    graded = ", ".join(f"{number} {grade}" for grade, number in entry.grades.items())
    graded = graded or "not graded"
    disputes = "none in its remarks"
    if entry.conflicts:
        disputes = f"{counted(len(entry.conflicts), 'row')} ({', '.join(entry.conflicts)})"
    if entry.set_aside:
        disputes += f"; {counted(entry.set_aside, 'row')} beside which another is preferred"
    departures = ", ".join(entry.departures) or "none"
    population = _population(entry.population)
    fields = "\n".join(
        f"`{name}` ({kind}): {plain(description)}\\" for name, kind, description in entry.fields
    ).rstrip("\\")
    return Block(
        markdown=(
            f"`````{{admonition}} {plain(entry.title)}\n:class: table-entry\n"
            f":name: table-{entry.name}\n\n"
            f"{plain(entry.description)}\n\n"
            f"**Rows:** {entry.rows} ({graded}). **File:** "
            f"{{book-file}}`{entry.file} <data/{entry.file}>`\n\n"
            f"**Conflicts:** {plain(disputes)}. **Departures from a source:** {plain(departures)}."
            f"{population}"
            f"\n\n````{{dropdown}} Fields and units of {entry.name}\n{fields}\n````\n`````\n"
        ),
        html=(
            f"<h4>{html.escape(entry.title)}</h4><p>{entry.rows} rows ({graded}). "
            f"Conflicts: {html.escape(disputes)}. Departures from a source: {departures}.</p>"
        ),
    )


def _population(population: Mapping[str, Any]) -> str:
    """Return what a table should hold, against what it was checked, and what it lacks."""
    if not population:
        return ""
    checked = population["checked_against"] or "no list of all there are"
    lacks = "Whole." if population["whole"] else f"**Missing:** {plain(population['missing'])}."
    return (
        f"\n\n**Should hold:** {plain(population['holds'])}. "
        f"**Checked against:** {plain(checked)}. {lacks}"
    )
