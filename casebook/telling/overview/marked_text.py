"""The text under test, paragraph by paragraph, with what was found of each claim beside it."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping

from casebook.telling.chips import chip, sureness, verdict_class
from casebook.telling.findings import Finding
from casebook.telling.markup import Block, plain
from casebook.telling.wording import first_sentence, inner_quotes


def paragraph_anchor(number: int) -> str:
    """Return the permanent address of a paragraph within its page."""
    return f"paragraph-{number}"


def marked_text(paragraphs: Mapping[int, str], findings: Iterable[Finding]) -> Block:
    """Show what each paragraph says, in the book's words, with its claims and their verdicts.

    ``paragraphs`` says by number what each says. A claim is told by its key phrase, marked in the
    colour of its verdict, and in full; beside it stand its verdict and the first sentence of the
    reason. Its number leads to its card. Above all stand links to each paragraph.
    """
    claims: dict[int, list[Finding]] = {number: [] for number in paragraphs}
    for finding in findings:
        claims[finding.claim.paragraph].append(finding)
    jumps = " ".join(f"[{number}](#{paragraph_anchor(number)})" for number in paragraphs)
    markdown = [f"```{{container}} paragraph-list screen-only\nParagraph {jumps}\n```\n"]
    pages = []
    for number, says in paragraphs.items():
        marks = [_mark(finding) for finding in claims[number]]
        markdown += [
            "`````{container} marked-paragraph",
            f":name: {paragraph_anchor(number)}\n",
            f"**{number}.** {plain(says)}\n",
            *(mark for mark, _ in marks),
            "`````\n",
        ]
        listed = "".join(f"<li>{page}</li>" for _, page in marks)
        pages.append(f"<p><b>{number}.</b> {html.escape(says)}</p><ul>{listed}</ul>")
    return Block(markdown="\n".join(markdown), html="".join(pages))


def _mark(finding: Finding) -> tuple[str, str]:
    """Return one claim as Markdown and as HTML."""
    claim, now = finding.claim, finding.now
    phrase, why = f"“{inner_quotes(claim.key_phrase)}”", first_sentence(now.summary)
    core = "Core claim" if claim.weight == "core" else "Claim"
    said = (
        f"[{plain(phrase)}]{{.marked-phrase .{verdict_class(now.verdict)}}}\\\n"
        f"[{core} [{claim.id}](#{claim.anchor}): {plain(claim.paraphrase)}.]{{.marked-says}}"
    )
    page = f"{phrase} ({claim.id}) {now.verdict}{sureness(now.confidence)}. {why}"
    on_screen = f"[{plain(why)}]{{.screen-only}}"  # on paper the card alone tells it
    return side_by_side(finding, said, on_screen), html.escape(page)


def side_by_side(finding: Finding, said: str, why: str) -> str:
    """Return what is said and beside it what was found and why, all of it Markdown."""
    then, now = finding.at_publication, finding.now
    before = f" When published: {then.verdict}." if then.verdict != now.verdict else ""
    return (
        f"````{{container}} marked-claim {verdict_class(now.verdict)}\n"
        f"```{{container}} marked-said\n{said}\n```\n"
        "```{container} marked-note\n"
        f"{chip(now.verdict, now.confidence, leads=True)}{before}\\\n{why}\n```\n````\n"
    )
