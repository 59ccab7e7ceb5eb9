"""Claims in a notebook: their cards, tables of their verdicts, and the panel to try them."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping

import pandas as pd
from IPython.display import display

from casebook.reasoning.claims import OUTCOMES, Finding, Ruling
from casebook.telling.markup import CITED, Block, citations, markdown_table, plain
from casebook.telling.wording import capitalised


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
        what = ", ".join(keys) if len(keys) <= CITED else f"{len(keys)} rows"
        parts.append(f"{table} ({what})")
    return "; ".join(parts) or "nothing accepted here"


def claim_card(finding: Finding) -> Block:
    """Show all that the book says of one claim, at its permanent anchor."""
    claim, now = finding.claim, finding.now
    parts = _ruling_parts(finding)
    verdict = now.verdict.replace(" ", "-") if now else "not-examined"
    keys = [key for rows in (now.rests_on if now else ()) for key in rows.sources]
    cited = citations(keys, " Sources: ", "t")
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


def verdict_table(findings: Mapping[str, Finding], ids: Iterable[str], name: str) -> Block:
    """Show claims with both verdicts and the confidence, each leading to its card."""
    chosen = [findings[claim_id] for claim_id in ids]
    rows = [_verdict_row(finding) for finding in chosen]
    markdown = [
        [_claim_link(finding), *map(plain, row[1:])]
        for finding, row in zip(chosen, rows, strict=True)
    ]
    return Block(
        markdown=markdown_table(
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
        markdown=markdown_table(
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
