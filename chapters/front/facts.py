"""What the board of the front page shows: every verdict under every choice, and three groupings."""

from __future__ import annotations

from casebook.data.dates import in_words
from casebook.reasoning import book
from casebook.reasoning.argument import Step
from casebook.reasoning.claims import Verdict, outcome
from casebook.reasoning.sturdiness import verdicts_by_choice
from casebook.telling.overview.board import Board, Group, columns
from casebook.telling.overview.marked_text import paragraph_anchor
from casebook.telling.wording import capitalised
from chapters.common.argument import weigh
from chapters.common.verdicts import Examined, topic_name
from chapters.front import WORDS

_OPED = "chapters/oped.html"


def board(examined: Examined) -> Board:
    """Return the board of all verdicts, grouped by step of the argument, topic or paragraph."""
    choices = verdicts_by_choice(examined.evidence)
    outcomes = [
        {claim: outcome(Verdict(verdict)) for claim, verdict in column.items()}
        for column in columns(choices, examined.findings)
    ]
    return Board(
        choices,
        examined.findings,
        {
            "step": _by_step(examined, outcomes),
            "topic": _by_topic(examined),
            "paragraph": _by_paragraph(examined),
        },
        WORDS.entry("board")["questions"],
        book.definitions(),
        in_words(examined.evidence.published),
    )


def _by_step(examined: Examined, outcomes: list[dict[str, str]]) -> list[Group]:
    argument = weigh(examined).argument

    def group(step: Step) -> Group:
        stands = tuple(str(step.standing(found)) for found in outcomes)
        claims = tuple(link.claim for link in step.links)
        return Group(capitalised(step.in_short), claims, stands, tuple(step.needed))

    rest = tuple(claim for claim in examined.findings if claim not in argument.claims)
    steps = [group(step) for step in (*argument.needed, *argument.supporting)]
    return [*steps, *([Group("Carries no step", rest)] if rest else [])]


def _by_topic(examined: Examined) -> list[Group]:
    """Return the topics, those with most claims first."""
    table = examined.verdicts
    sizes = table["topic"].value_counts()
    order = sorted(sizes.index, key=lambda topic: (-sizes[topic], topic))
    return [
        Group(topic_name(topic), tuple(table.loc[table["topic"].eq(topic), "id"]))
        for topic in order
    ]


def _by_paragraph(examined: Examined) -> list[Group]:
    return [
        Group(f"Paragraph {number}", tuple(those["id"]), page=f"{_OPED}#{paragraph_anchor(number)}")
        for number, those in examined.verdicts.groupby("paragraph")
    ]
