"""Claims in a notebook: their cards and tables of their verdicts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping

import pandas as pd

from casebook.reasoning.evidence import Cited
from casebook.telling.chips import chip, sources_line, sureness, verdict_class
from casebook.telling.findings import Finding
from casebook.telling.markup import CITED, Block, markdown_table, plain, put_out
from casebook.telling.overview.marked_text import side_by_side
from casebook.telling.wording import (
    capitalised,
    first_sentence,
    in_short,
    inner_quotes,
    what_differs,
)

_WORD = re.compile(r"\w+")

_ASKED = "What is asked, and what each verdict takes: the first that holds is given"


def _verdicts(finding: Finding) -> list[tuple[str, str, str]]:
    """Return the verdict, before it that of the day of publication where it differed.

    Each is what leads it in, its words and its confidence.
    """
    then, now = finding.at_publication, finding.now
    before = [("When published: ", str(then.verdict), "")] if then.verdict != now.verdict else []
    return [("Today: " if before else "", str(now.verdict), now.confidence), *before]


def _meta_line(finding: Finding) -> str:
    """Return where the claim stands in the text under test and what kind of claim it is."""
    claim = finding.claim
    return f"Paragraph {claim.paragraph} · {claim.kind.replace('_', ' ')} · {claim.weight}"


def _ruling_parts(finding: Finding) -> list[tuple[str, str]]:
    """Return the labelled paragraphs of a claim card, below its rungs."""
    then, now = finding.at_publication, finding.now
    before = what_differs(then.summary, now.summary)
    parts = [("What could be known then", before)] if before else []
    parts += [("What would change this", now.would_change), *_set_before(finding)]
    if finding.unread:
        parts.append(("No primary text could be reached", capitalised(finding.unread)))
    return parts


def _sides(finding: Finding) -> list[tuple[str, str]]:
    """Return the best point on either side, which a card shows side by side."""
    now = finding.now
    return [("Best point for it", now.best_for), ("Best point against it", now.best_against)]


_HELPED = {
    "the claim": "This can help only the claim.",
    "the other side": "This can help only the other side.",
    "either": "This can help either side.",
    "neither": "This helps neither side.",
}
"""Which side a departure can help, in words (of ``word_faults.HELPS``)."""


def _set_before(finding: Finding) -> list[tuple[str, str]]:
    """Return the test that was set before the evidence was read, and where the rungs leave it."""
    claim = finding.claim
    parts = [("It would confirm the claim", claim.would_confirm)]
    parts += [("it would refute it", claim.would_refute)]
    test = "; ".join(f"{what}: {text.rstrip('.')}" for what, text in parts if text)
    if not test:
        return []
    leaves = ""
    if finding.departs:
        leaves = f" The rule departs from it. {finding.departs} {_HELPED[finding.departure_helps]}"
    return [("The test set before the evidence was read", f"{test}.{leaves}")]


def _rung_lines(finding: Finding) -> list[tuple[str, bool]]:
    """Return what each verdict takes, in the order asked, and whether it is the one reached."""
    return [
        (f"{capitalised(rung.verdict)}: {rung.takes.rstrip('.')}.", rung.met)
        for rung in finding.now.rungs
    ]


def rows_named(cited: Iterable[Cited]) -> dict[str, list[tuple[str, str]]]:
    """Return how a card names rows, and their keys, by table; many are ``32 rows``, without one."""
    tables: dict[str, list[str]] = {}
    for those in cited:
        tables.setdefault(those.table, []).extend(row.key for row in those.rows)
    named = {}
    for table, keys in tables.items():
        each = dict.fromkeys(keys)
        few = len(each) <= CITED
        named[table] = [(key, key) for key in each] if few else [(f"{len(each)} rows", "")]
    return named


def rests_on(cited: Iterable[Cited]) -> str:
    """Return tables and rows in words: ``states (32 rows)``."""
    parts = [
        f"{table} ({', '.join(words for words, _ in named)})"
        for table, named in rows_named(cited).items()
    ]
    return "; ".join(parts) or "nothing accepted here"


def _fenced(name: str, text: str, fence: str = "```") -> str:
    return f"{fence}{{container}} {name}\n{text}\n{fence}\n"


def claim_card(finding: Finding) -> Block:
    """Show all that the book says of one claim, at its permanent anchor.

    The site folds it below its first paragraph, and folds its evidence once more.
    """
    claim, now = finding.claim, finding.now
    phrase = inner_quotes(claim.key_phrase)
    labelled = [("The claim", f"{claim.paraphrase}."), ("Why", now.summary)]
    parts, rungs = _ruling_parts(finding), _rung_lines(finding)
    rows = f"{rests_on(now.rests_on)}."

    def told(pairs: Iterable[tuple[str, str]]) -> str:
        return "\n\n".join(f"**{label}.** {plain(text)}" for label, text in pairs)

    verdicts = " · ".join(
        f"{lead}{chip(verdict, sure, leads=not lead)}" for lead, verdict, sure in _verdicts(finding)
    )
    ladder = "\n".join(
        f"1. {f'**{plain(text)}** ← met' if met else plain(text)}" for text, met in rungs
    )
    sides = "".join(_fenced("claim-side", told([side])) for side in _sides(finding))
    rests = f"**Evidence.** {sources_line(now.rests_on)} **Rows:** [{plain(rows)}]{{.rests-on}}"
    markdown = (
        f"`````{{admonition}} {claim.id}: “{plain(phrase)}”\n"
        f":class: claim-card {verdict_class(now.verdict)}\n"
        f":name: {claim.anchor}\n\n"
        f"{verdicts} [· {_meta_line(finding)}]{{.claim-meta}}\n"
        f"[{plain(first_sentence(now.summary))}]{{.claim-short .screen-only}}\n\n"
        f"{told(labelled)}\n\n"
        f"{_fenced('claim-sides', sides, '````')}\n"
        f"**{_ASKED}.** {plain(finding.asks)}\n\n{ladder}\n\n"
        f"{told(parts)}\n\n"
        f"{_fenced('claim-evidence', rests)}`````\n"
    )
    verdicts = " ".join(f"{lead}{verdict}" for lead, verdict, _ in _verdicts(finding))
    below = [*_sides(finding), *parts, ("Rests on", rows)]
    return Block(
        markdown=markdown,
        html=f"<h4>{claim.id}: “{html.escape(phrase)}”</h4>"
        f"<p>{html.escape(verdicts)}{sureness(now.confidence)}<br>"
        f"<small>{html.escape(_meta_line(finding))}</small></p>"
        + _paragraphs(labelled)
        + f"<p><b>{_ASKED}.</b> {html.escape(finding.asks)}</p><ol>"
        + "".join(
            f"<li>{f'<b>{html.escape(text)}</b> ← met' if met else html.escape(text)}</li>"
            for text, met in rungs
        )
        + f"</ol>{_paragraphs(below)}",
    )


def _paragraphs(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f"<p><b>{label}.</b> {html.escape(text)}</p>" for label, text in pairs)


def claim_cards(findings: Mapping[str, Finding]) -> None:
    """Show the cards of several claims, one after another."""
    for finding in findings.values():
        put_out(claim_card(finding))


_ROW_COLUMNS = ("Claim", "In short", "When published", "Today")


def _verdict_row(finding: Finding) -> tuple[str, ...]:
    claim, now = finding.claim, finding.now
    today = f"{now.verdict}{sureness(now.confidence)}"
    return (claim.id, claim.paraphrase, str(finding.at_publication.verdict), today)


def _claim_link(finding: Finding) -> str:
    """Return the claim's number as a link to its card."""
    return f"[{finding.claim.id}](#{finding.claim.anchor})"


def linked_claims(text: str, findings: Mapping[str, Finding]) -> str:
    """Return Markdown with the number of each claim in it as a link to the claim's card."""
    return _WORD.sub(lambda m: _claim_link(findings[m[0]]) if m[0] in findings else m[0], text)


def verdict_table(findings: Mapping[str, Finding], name: str) -> Block:
    """Show claims with both verdicts and the confidence, each leading to its card."""
    chosen = list(findings.values())
    markdown = [
        [
            _claim_link(finding),
            plain(finding.claim.paraphrase),
            chip(finding.at_publication.verdict),
            chip(finding.now.verdict, finding.now.confidence),
        ]
        for finding in chosen
    ]
    return Block(
        markdown=markdown_table(
            "The claims and their verdicts", name, "verdicts", [list(_ROW_COLUMNS), *markdown]
        ),
        html=pd.DataFrame(map(_verdict_row, chosen), columns=list(_ROW_COLUMNS)).to_html(
            index=False
        ),
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
    rows, markdown = [], []
    for finding in findings.values():
        claim, then, now = finding.claim, finding.at_publication, finding.now
        middle = [t.replace("_", " ") for t in (claim.topic, claim.kind, claim.weight)]
        verdicts = then.verdict, now.verdict
        rows.append([claim.id, claim.paraphrase, *middle, *map(str, verdicts), now.confidence])
        markdown.append(
            [
                _claim_link(finding),
                *map(plain, (claim.paraphrase, *middle)),
                *map(chip, verdicts),
                f"[{sure}]{{.dots .confidence-{sure}}}" if (sure := now.confidence) else "",
            ]
        )
    return Block(
        markdown=markdown_table(
            "All claims and their verdicts",
            "scorecard",
            "scorecard wide",
            [[_for_screens(name) for name in columns], *markdown],
        ),
        html=pd.DataFrame(rows, columns=columns).to_html(index=False),
    )


def _for_screens(column: str) -> str:
    """Return a column's head, marked if paper, where nobody sorts or filters, does without it."""
    return f"[{column}]{{.screen-only}}" if column in ("Topic", "Kind", "Weight") else column


def _verdict_in_short(finding: Finding) -> str:
    """Return verdict and confidence in few words; the earlier verdict only where it differed."""
    then, now = finding.at_publication, finding.now
    before = f" (when published: {then.verdict})" if then.verdict != now.verdict else ""
    return f"{capitalised(now.verdict)}{before}{sureness(now.confidence)}"


def told_findings(findings: Iterable[Finding], said_by: str) -> Block:
    """Show what ``said_by`` says, and beside it the verdict and the reason in short."""
    markdown, pages = [], []
    for finding in findings:
        said, why = finding.claim.paraphrase, in_short(finding.now.summary)
        told = f"{plain(said_by)} says: *{plain(said)}* ({_claim_link(finding)})."
        markdown.append(side_by_side(finding, told, plain(why)))
        pages.append(
            f"<li>{html.escape(said_by)} says: <i>{html.escape(said)}</i>.<br>"
            f"<b>{html.escape(_verdict_in_short(finding))}.</b> {html.escape(why)}</li>"
        )
    return Block(markdown="\n".join(markdown), html=f"<ul>{''.join(pages)}</ul>")
