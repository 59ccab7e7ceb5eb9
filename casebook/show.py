"""Bringing results into a notebook: numbers, charts, claim cards and tables.

Each call gives a :class:`Block` that carries two forms: MyST Markdown, which the book sets in HTML
and PDF, and HTML, which Jupyter shows. Text from data is escaped in both.
"""

from __future__ import annotations

import base64
import html
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pandas as pd
from IPython.display import display

from casebook.charts import Picture, render, save
from casebook.claims import OUTCOMES, Finding, Ruling
from casebook.dictionary import TableEntry, entries
from casebook.evidence import Evidence, NotInEvidence
from casebook.sources import short_names
from casebook.wording import capitalised, counted

_GLUE = "application/papermill.record/text/plain"
_PUNCTUATION = re.compile(r"([!-&)-+./:-@\[-`{-~-])")
_EATEN = re.compile(r"\\(?=[\\\"'.`-])")
"""A backslash that the typesetting of quotes, dashes and dots would take for its own."""

_WIDE = 5
"""A table of more columns than this gets a page of its own width in print."""

_CITED = 6
"""The most sources cited in one caption or card."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True)
class Block:
    """Something to show: ``markdown`` for the book, ``html`` for Jupyter."""

    markdown: str
    html: str

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/markdown": self.markdown, "text/html": self.html, "text/plain": ""}


def plain(text: object) -> str:
    """Return text from data as MyST Markdown that shows it as typed and executes nothing."""
    typed = _CONTROL.sub(" ", str(text)).strip()
    return _PUNCTUATION.sub(r"\\\1", _EATEN.sub(r"\\\\", typed))


def _quoted(text: str) -> str:
    """Return text as the value of a directive's option, which shows it as typed."""
    return json.dumps(_CONTROL.sub(" ", text), ensure_ascii=False)


def numbers(values: Mapping[str, object]) -> Block:
    """Glue the values for use in the chapter's prose and show them as a table in Jupyter.

    Whole numbers get thousands separators; anything else is taken as it prints.
    """
    shown = {key: f"{v:,}" if isinstance(v, int) else str(v) for key, v in values.items()}
    for key, text in shown.items():
        display(
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


def _cited(keys: Iterable[str], lead: str, role: str) -> str:
    """Return citations of the first sources and the number of the rest, if there is any."""
    keys = list(dict.fromkeys(keys))
    if not keys:
        return ""
    more = len(keys) - _CITED
    rest = f" and {more} more, named in the rows of the data" if more > 0 else ""
    return f"{lead}{{cite:{role}}}`{','.join(keys[:_CITED])}`{rest}."


def picture(compute: Callable[[Evidence], Picture], evidence: Evidence) -> Block:
    """Draw a chart and show it with caption, alt text, sources and downloads.

    Where the build names a folder for them (``CASEBOOK_FIGURES``), the chart's files go there.
    Evidence that a reader has narrowed too far for this chart shows a note in its place.

    Raises
    ------
    NotInEvidence
        If the whole evidence lacks what the chart needs.
    """
    try:
        chart = compute(evidence)
    except NotInEvidence as missing:
        if evidence.is_whole:
            raise
        note = f"No chart: in the evidence accepted here, {missing.args[0]}."
        return Block(markdown=plain(note), html=f"<p>{html.escape(note)}</p>")
    figure = render(chart, short_names(evidence.package, chart.sources))
    folder = os.environ.get("CASEBOOK_FIGURES")
    if folder:
        save(chart, figure, Path(folder))
    buffer = BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    encoded = base64.b64encode(buffer.getvalue()).decode()
    files = " ".join(
        f"{{book-file}}`{label} <figures/{chart.name}.{ending}>`"
        for label, ending in (("Data", "csv"), ("SVG", "svg"), ("PNG", "png"))
    )
    return Block(
        markdown=(
            f"```{{figure}} /_build/figures/{chart.name}.svg\n"
            f":name: fig-{chart.name}\n:class: chart\n"
            f":alt: {_quoted(f'{chart.title}. {chart.alt}')}\n\n"
            f"{plain(chart.caption)} {_cited(chart.sources, 'Sources: ', 't')} {files}\n```\n"
        ),
        html=(
            f"<figure><img alt='{html.escape(chart.alt, quote=True)}' width='512' "
            f"src='data:image/png;base64,{encoded}'>"
            f"<figcaption>{html.escape(chart.caption)}</figcaption></figure>"
        ),
    )


def table(frame: pd.DataFrame, caption: str, name: str) -> Block:
    """Show a small frame as a numbered, captioned table; missing cells as an em dash.

    ``frame`` holds text and numbers ready to print, its column names are the headings.
    """
    cells = frame.astype(object).where(frame.notna(), "—")
    rows = [
        [plain(cell) for cell in row] for row in [cells.columns, *cells.itertuples(index=False)]
    ]
    return Block(
        markdown=_markdown_table(caption, name, "wide" if len(cells.columns) > _WIDE else "", rows),
        html=cells.to_html(index=False),
    )


def _verdict_line(finding: Finding) -> str:
    """Return both verdicts and the confidence in one line, in Markdown."""
    then, now = finding.at_publication, finding.now
    if now is None or then is None:
        return "Not examined yet"
    return (
        f"**{plain(then.verdict)}** when published · **{plain(now.verdict)}** today · "
        f"confidence {now.confidence}"
    )


def _meta_line(finding: Finding) -> str:
    """Return where the claim stands in the op-ed and what kind of claim it is."""
    claim = finding.claim
    return f"Paragraph {claim.paragraph} · {claim.kind.replace('_', ' ')} · {claim.weight}"


def _ruling_parts(finding: Finding) -> list[tuple[str, str]]:
    """Return the labelled paragraphs of a claim card, below its verdict."""
    then, now = finding.at_publication, finding.now
    parts = [("The claim", f"{finding.claim.paraphrase}.")]
    if now is None or then is None:
        return parts
    if then.summary != now.summary:
        parts.append(("What could be known then", then.summary))
    return [
        *parts,
        ("Why", now.summary),
        ("Best point for it", now.best_for),
        ("Best point against it", now.best_against),
        ("What would change this", now.would_change),
        ("Rests on", f"{rests_on(now)}."),
    ]


def rests_on(ruling: Ruling) -> str:
    """Return the tables and rows of a ruling in words: ``nato_members (32 rows)``."""
    tables: dict[str, list[str]] = {}
    for cited in ruling.rests_on:
        tables.setdefault(cited.table, []).extend(row.key for row in cited.rows)
    parts = []
    for table, keys in tables.items():
        keys = list(dict.fromkeys(keys))
        what = ", ".join(keys) if len(keys) <= _CITED else f"{len(keys)} rows"
        parts.append(f"{table} ({what})")
    return "; ".join(parts) or "nothing accepted here"


def claim_card(finding: Finding) -> Block:
    """Show all that the book says of one claim, at its permanent anchor."""
    claim, now = finding.claim, finding.now
    parts = _ruling_parts(finding)
    verdict = now.verdict.replace(" ", "-") if now else "not-examined"
    keys = [key for rows in (now.rests_on if now else ()) for key in rows.sources]
    cited = _cited(keys, " Sources: ", "t")
    body = "\n\n".join(f"**{label}.** {plain(text)}" for label, text in parts)
    return Block(
        markdown=(
            f"`````{{admonition}} {claim.id}: “{plain(claim.key_phrase)}”\n"
            f":class: claim-card verdict-{verdict}\n:name: {claim.anchor}\n\n"
            f"[{_verdict_line(finding)}]{{.claim-verdict}}\\\n"
            f"[{_meta_line(finding)}]{{.claim-meta}}\n\n{body}{cited}\n`````\n"
        ),
        html=f"<h4>{claim.id}: “{html.escape(claim.key_phrase)}”</h4>"
        f"<p>{html.escape(_verdict_line(finding).replace('*', ''))}<br>"
        f"<small>{html.escape(_meta_line(finding))}</small></p>"
        + "".join(f"<p><b>{label}.</b> {html.escape(text)}</p>" for label, text in parts),
    )


def claim_cards(findings: Mapping[str, Finding], ids: Iterable[str]) -> None:
    """Show the cards of several claims, one after another."""
    for claim_id in ids:
        display(claim_card(findings[claim_id]))


_ROW_COLUMNS = ("Claim", "In short", "When published", "Today", "Confidence")


def _verdict_row(finding: Finding) -> tuple[str, ...]:
    claim, then, now = finding.claim, finding.at_publication, finding.now
    said = (
        (then.verdict, now.verdict, now.confidence)
        if then and now
        else ("not examined yet", "", "")
    )
    return (claim.id, claim.paraphrase, *map(str, said))


def _claim_link(finding: Finding) -> str:
    """Return the claim's number as a link to its card, or alone if it has none."""
    claim = finding.claim
    return f"[{claim.id}](#{claim.anchor})" if finding.chapter else claim.id


def _markdown_table(caption: str, name: str, classes: str, rows: list[list[str]]) -> str:
    """Return a MyST table; the first row is the heading, all cells are Markdown already."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    head, *body = lines
    return "\n".join(
        [
            f"````{{table}} {plain(caption)}",
            f":name: tbl-{name}",
            *([f":class: {classes}"] if classes else []),
            "",
            head,
            "|" + "---|" * len(rows[0]),
            *body,
            "````",
            "",
        ]
    )


def verdict_table(findings: Mapping[str, Finding], ids: Iterable[str], name: str) -> Block:
    """Show claims with both verdicts and the confidence, each leading to its card."""
    chosen = [findings[claim_id] for claim_id in ids]
    rows = [_verdict_row(finding) for finding in chosen]
    markdown = [
        [_claim_link(finding), *map(plain, row[1:])]
        for finding, row in zip(chosen, rows, strict=True)
    ]
    return Block(
        markdown=_markdown_table(
            "The claims and their verdicts", name, "verdicts", [list(_ROW_COLUMNS), *markdown]
        ),
        html=pd.DataFrame(rows, columns=list(_ROW_COLUMNS)).to_html(index=False),
    )


def scorecard(findings: Mapping[str, Finding]) -> Block:
    """Show all claims with topic, kind, weight and verdicts, each leading to its card."""
    columns = [
        "Claim",
        "In short",
        "Topic",
        "Kind",
        "Weight",
        "When published",
        "Today",
        "Confidence",
    ]
    rows = []
    for finding in findings.values():
        row, claim = _verdict_row(finding), finding.claim
        middle = [t.replace("_", " ") for t in (claim.topic, claim.kind, claim.weight)]
        rows.append([row[0], row[1], *middle, *row[2:]])
    markdown = [
        [_claim_link(finding), *map(plain, row[1:])]
        for finding, row in zip(findings.values(), rows, strict=True)
    ]
    return Block(
        markdown=_markdown_table(
            "All claims and their verdicts", "scorecard", "scorecard wide", [columns, *markdown]
        ),
        html=pd.DataFrame(rows, columns=columns).to_html(index=False),
    )


def _verdict_in_short(finding: Finding) -> str:
    """Return verdict and confidence in few words; the earlier verdict only where it differed."""
    then, now = finding.at_publication, finding.now
    if now is None or then is None:
        return "Not examined yet"
    before = f" (when published: {then.verdict})" if then.verdict != now.verdict else ""
    return f"{capitalised(now.verdict)}{before}, confidence {now.confidence}"


def headed_findings(groups: Iterable[tuple[str, list[Finding]]]) -> Block:
    """Show findings under headings: what the op-ed says, verdict, confidence and the reason."""
    markdown, pages = [], []
    for heading, findings in groups:
        markdown.append(f"**{plain(heading)}**")
        pages.append(f"<p><b>{html.escape(heading)}</b></p><ul>")
        for finding in findings:
            said, verdict = finding.claim.paraphrase, _verdict_in_short(finding)
            why = finding.now.summary if finding.now else ""
            markdown.append(
                f"- The op-ed says: *{plain(said)}* ({_claim_link(finding)}).\\\n"
                f"  **{plain(verdict)}.** {plain(why)}"
            )
            pages.append(
                f"<li>The op-ed says: <i>{html.escape(said)}</i>.<br>"
                f"<b>{html.escape(verdict)}.</b> {html.escape(why)}</li>"
            )
        pages.append("</ul>")
    return Block(markdown="\n\n".join(markdown), html="".join(pages))


def data_dictionary(evidence: Evidence) -> None:
    """Show every table of the data package: its rows, grades, disputes, fields and its file."""
    for entry in entries(evidence):
        display(_table_entry(entry))


def _table_entry(entry: TableEntry) -> Block:
    graded = ", ".join(f"{number} {grade}" for grade, number in entry.grades.items())
    graded = graded or "not graded"
    disputes = "none in its remarks"
    if entry.conflicts:
        disputes = f"{counted(len(entry.conflicts), 'row')} ({', '.join(entry.conflicts)})"
    if entry.set_aside:
        disputes += f"; {counted(entry.set_aside, 'row')} beside which another is preferred"
    departures = ", ".join(entry.departures) or "none"
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
            f"\n\n````{{dropdown}} Fields and units of {entry.name}\n{fields}\n````\n`````\n"
        ),
        html=(
            f"<h4>{html.escape(entry.title)}</h4><p>{entry.rows} rows ({graded}). "
            f"Conflicts: {html.escape(disputes)}. Departures from a source: {departures}.</p>"
        ),
    )


def try_it(
    choices: pd.DataFrame,
    definitions: Mapping[str, Mapping[str, str]],
    findings: Mapping[str, Finding],
) -> Block:
    """Show the panel in which a reader chooses date, grades and definitions.

    The page carries every verdict of ``choices`` (see ``sturdiness.verdicts_by_choice``); a script
    of the binding draws from it. Without the script, and in print, nothing is shown: the table of
    moves says the same.
    """
    asked = sorted(set(choices["term"]) - {""})
    data = {
        "dates": list(dict.fromkeys(choices["as_of"])),
        "grades": list(dict.fromkeys(choices["grades"])),
        "terms": {term: dict(definitions[term]) for term in asked},
        "defaults": dict(
            choices[choices["default"] & choices["term"].ne("")].groupby("term")["reading"].first()
        ),
        "outcomes": {name: [str(v) for v in verdicts] for name, verdicts in OUTCOMES.items()},
        "claims": {
            claim_id: {
                "says": findings[claim_id].claim.paraphrase,
                "page": f"{findings[claim_id].chapter}.html#{findings[claim_id].claim.anchor}",
                "core": findings[claim_id].claim.weight == "core",
            }
            for claim_id in dict.fromkeys(choices["id"])
        },
        "verdicts": choices[
            ["id", "as_of", "grades", "term", "reading", "verdict"]
        ].values.tolist(),
    }
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    page = (
        "<div class='try-it screen-only' data-try-it hidden>"
        f"<script type='application/json'>{text}</script></div>"
    )
    return Block(markdown=f"````{{raw}} html\n{page}\n````\n", html="")
