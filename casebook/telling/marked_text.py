"""The text under test, paragraph by paragraph, with what was found of each claim beside it."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping

from casebook.telling.chips import chip
from casebook.telling.findings import Finding
from casebook.telling.markup import Block, plain
from casebook.telling.wording import first_sentence


def marked_text(paragraphs: Mapping[int, str], findings: Iterable[Finding]) -> Block:
    """Show what each paragraph says, in the book's words, with its claims and their verdicts.

    ``paragraphs`` says by number what each says. A claim is told by its key phrase, its verdict and
    the first sentence of the reason, and leads to its card.
    """
    claims: dict[int, list[Finding]] = {number: [] for number in paragraphs}
    for finding in findings:
        claims[finding.claim.paragraph].append(finding)
    markdown, pages = [], []
    for number, says in paragraphs.items():
        marks = [_mark(finding) for finding in claims[number]]
        markdown += [
            "````{container} marked-paragraph",
            f"**{number}.** {plain(says)}\n",
            *(f"- {mark}" for mark, _ in marks),
            "````\n",
        ]
        listed = "".join(f"<li>{page}</li>" for _, page in marks)
        pages.append(f"<p><b>{number}.</b> {html.escape(says)}</p><ul>{listed}</ul>")
    return Block(markdown="\n".join(markdown), html="".join(pages))


def _mark(finding: Finding) -> tuple[str, str]:
    """Return one claim as Markdown and as HTML."""
    claim, now = finding.claim, finding.now
    phrase, why = f"“{claim.key_phrase}”", first_sentence(now.summary)
    link = f"[{claim.id}](#{claim.anchor})"
    told = f"{plain(phrase)} ({link}) {chip(now.verdict, now.confidence, leads=True)}"
    told += f" [{plain(why)}]{{.screen-only}}"  # on paper the card alone tells it
    said = html.escape(f"{phrase} ({claim.id}) {now.verdict}, confidence {now.confidence}. {why}")
    return told, said
