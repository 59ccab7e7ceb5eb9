"""The argument to walk through: each step with the claims that it needs, and the way to the end."""

from __future__ import annotations

import html
from collections.abc import Mapping

from casebook.reasoning.argument import Argument, Standing, Step
from casebook.reasoning.claims import outcome
from casebook.telling.chips import chip, standing_class, sureness
from casebook.telling.findings import Finding
from casebook.telling.markup import Block, plain
from casebook.telling.overview.board import COMES_TO
from casebook.telling.wording import capitalised

_HEADS = {True: "The conclusion cannot do without", False: "These only support it"}
_END = "So the conclusion, which no step settles by itself"


_UNSURE = "with low confidence"
_BESIDE = "only a supporting step"
_NONE = "none of its steps"
_ASKS = {
    Standing.UNTESTED: ("nobody knows whether ", "; whether "),
    Standing.VALUES: ("whether ", "; whether "),
}
"""What leads in the steps of a standing that leaves them open, and what parts them."""


def standing_list(
    argument: Argument, outcomes: Mapping[str, str], confidences: Mapping[str, str]
) -> Block:
    """Show how the steps stand that the conclusion needs, a line for each standing that there is.

    What fails always has its line: the steps that only support the conclusion are named there too.
    """
    found: dict[Standing, list[str]] = {standing: [] for standing in Standing}
    for step in argument.needed:
        unsure = f" ({_UNSURE})" if step.is_unsure(outcomes, confidences) else ""
        found[step.standing(outcomes)].append(f"{step.in_short}{unsure}")
    failing = [step for step in argument.supporting if step.standing(outcomes) == Standing.FAILS]
    found[Standing.FAILS] += [f"{step.in_short} ({_BESIDE})" for step in failing]
    found[Standing.FAILS] = found[Standing.FAILS] or [_NONE]
    lines = []
    for standing, those in found.items():
        lead, between = _ASKS.get(standing, ("", "; "))
        if those:
            lines.append((standing, f"{lead}{between.join(those)}"))
    listed = "\n".join(
        f"- [{capitalised(standing)}:]{{.stands .{standing_class(standing)}}} {plain(told)}."
        for standing, told in lines
    )
    return Block(
        markdown=f"```{{container}} standings\n{listed}\n```\n",
        html="".join(
            f"<p><b>{capitalised(standing)}:</b> {html.escape(told)}.</p>"
            for standing, told in lines
        ),
    )


def walk(argument: Argument, findings: Mapping[str, Finding]) -> Block:
    """Show the steps in the order of the argument, then the conclusion to which they lead."""
    outcomes = {claim: outcome(finding.now.verdict) for claim, finding in findings.items()}
    confidences = {claim: finding.now.confidence for claim, finding in findings.items()}
    steps = [*argument.needed, *argument.supporting]
    markdown, pages, head = [], [], ""
    for number, step in enumerate(steps, start=1):
        if head != (head := _HEADS[step.is_needed]):
            markdown.append(f"[{head}]{{.walk-head}}\n")
            pages.append(f"<p><b>{head}</b></p>")
        unsure = f" {_UNSURE}" if step.is_unsure(outcomes, confidences) else ""
        told, page = _step(number, step, outcomes, findings, unsure)
        markdown.append(told)
        pages.append(page)
    end = argument.conclusion
    markdown.append(f"```{{container}} walk-end\n{_END}: **{plain(end)}**\n```\n")
    pages.append(f"<p>{_END}: <b>{html.escape(end)}</b></p>")
    body = "\n".join(markdown)
    return Block(markdown=f"`````{{container}} walk\n{body}`````\n", html="".join(pages))


def _step(
    number: int,
    step: Step,
    outcomes: Mapping[str, str],
    findings: Mapping[str, Finding],
    unsure: str,
) -> tuple[str, str]:
    """Return a step with the claims that it needs as Markdown and as HTML."""
    stands, says = step.standing(outcomes), f"{number}. {capitalised(step.in_short)}"
    needed = [_told(findings[claim]) for claim in step.needed]
    lines = "\n".join(f"- {line}" for line, _ in needed)
    kind = "needed" if step.is_needed else "support"
    markdown = (
        f"````{{container}} walk-step walk-{kind} {standing_class(stands)}\n"
        f"**{plain(says)}** "
        f"[{capitalised(stands)}{unsure}]{{.stands .{standing_class(stands)}}}\n\n{lines}\n\n"
        f"[{_more(step, outcomes, linked=True)}]{{.walk-more}}\n````\n"
    )
    page = (
        f"<p><b>{html.escape(says)}: {stands}{unsure}</b></p>"
        f"<ul>{''.join(f'<li>{line}</li>' for _, line in needed)}</ul>"
        f"<p>{_more(step, outcomes, linked=False)}</p>"
    )
    return markdown, page


def _told(finding: Finding) -> tuple[str, str]:
    """Return a claim that a step needs, with its verdict, as Markdown and as HTML."""
    claim, now = finding.claim, finding.now
    link = f"[{claim.id}](#{claim.anchor})"
    verdict = chip(now.verdict, now.confidence, leads=True)
    told = f"Needs {link}: {plain(claim.paraphrase)}. {verdict}"
    said = f"Needs {claim.id}: {claim.paraphrase}. {now.verdict}{sureness(now.confidence)}"
    return told, html.escape(said)


def _more(step: Step, outcomes: Mapping[str, str], *, linked: bool) -> str:
    """Return which claims besides the needed ones speak for a step, by what they come to."""
    rest = [link.claim for link in step.links if link.how != "needed"]
    if not rest:
        return "Nothing else is said for it."
    parts = []
    for name, (one, more) in COMES_TO.items():
        those = [claim for claim in rest if outcomes[claim] == name]
        codes = [f"[{c}](#claim-{c.lower()})" if linked else c for c in those]
        if codes:
            parts.append(f"{', '.join(codes)} {one if len(codes) == 1 else more}")
    return f"Also said for it, though not needed: {'; '.join(parts)}."
