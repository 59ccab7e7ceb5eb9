"""The argument with its verdicts, for the pages that ask whether it holds as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casebook.reasoning.argument import Argument, Carried, Standing, Step, carried, read_argument
from casebook.reasoning.claims import outcome
from chapters.common import WORDS
from chapters.common.verdicts import Examined

ORDER = (
    Standing.HOLDS,
    Standing.IN_PART,
    Standing.FAILS,
    Standing.UNTESTED,
    Standing.VALUES,
)
"""The standings in the order in which sentences and charts name them."""


@dataclass(frozen=True)
class Weighed:
    """The argument with what each claim comes to (``claims.OUTCOMES``): at publication and now.

    ``confidences`` say how sure each verdict is now.
    """

    argument: Argument
    then: Mapping[str, str]
    now: Mapping[str, str]
    confidences: Mapping[str, str]

    def is_unsure(self, step: Step) -> bool:
        """Return whether a step holds now, wholly or in part, with low confidence only."""
        return step.is_unsure(self.now, self.confidences)


def weigh(examined: Examined) -> Weighed:
    """Return the argument weighed by the findings."""
    return Weighed(
        read_argument(examined.evidence),
        {c: outcome(f.at_publication.verdict) for c, f in examined.findings.items()},
        {c: outcome(f.now.verdict) for c, f in examined.findings.items()},
        {c: f.now.confidence for c, f in examined.findings.items()},
    )


def by_standing(steps: Iterable[Step], weighed: Weighed) -> list[dict[str, Standing | list[str]]]:
    """Return which steps stand how, in short, in :data:`ORDER`; standings without a step left out.

    Each record has ``stands``, ``steps`` and ``unsure`` (those of them with low confidence only).
    """
    found = []
    for stands in ORDER:
        those = [step for step in steps if step.standing(weighed.now) == stands]
        named = [step.in_short for step in those]
        unsure = [step.in_short for step in those if weighed.is_unsure(step)]
        if named:
            found.append({"stands": stands, "steps": named, "unsure": unsure})
    return found


def tally(steps: Iterable[Step], weighed: Weighed, *, named: bool = True) -> str:
    """Return how the steps stand as part of a sentence: ``two hold (that …) and one is untested``.

    ``named`` says which they are.
    """
    return WORDS.say("argument", "tally", {"parts": by_standing(steps, weighed), "named": named})


def answer(weighed: Weighed) -> str:
    """Return whether the argument holds, in two sentences that name its steps."""
    argument = weighed.argument
    facts = {
        **_carried(weighed),
        "needed_stand": tally(argument.needed, weighed),
        "supporting": len(argument.supporting),
        "supporting_stand": tally(argument.supporting, weighed),
    }
    return WORDS.say("argument", "answer", facts)


def in_short(weighed: Weighed) -> str:
    """Return whether the argument holds, in a line that leads to the list of its steps."""
    fails = [step.standing(weighed.now) == Standing.FAILS for step in weighed.argument.supporting]
    return WORDS.say("argument", "in_short", {**_carried(weighed), "beside": any(fails)})


def _carried(weighed: Weighed) -> dict[str, object]:
    """Return how far the facts carry the conclusion, and over how many steps."""
    needed = weighed.argument.needed
    far = carried(needed, weighed.now)
    return {"refuted": far == Carried.NO, "whole": far == Carried.WHOLE, "needed": len(needed)}


def leaning(examined: Examined) -> str:
    """Return which steps hold by a claim of low confidence that rests on one publisher's works."""
    weighed = weigh(examined)
    found = [
        {"step": step.in_short, "claim": claim, **leans}
        for step in weighed.argument.steps
        if weighed.is_unsure(step)
        for claim in step.needed
        if weighed.confidences[claim] == "low" and (leans := _one_publisher(examined, claim))
    ]
    return WORDS.say("argument", "leaning", {"leaning": found})


def _one_publisher(examined: Examined, claim: str) -> dict[str, object]:
    """Return by how many works of which publisher a verdict holds; empty if by several's."""
    case = examined.findings[claim].now.ruling.case
    rows = [row for cited in (case.carried_by if case else ()) for row in cited.rows]
    origins = {row.origin for row in rows}
    if len(origins) != 1:
        return {}
    names = examined.evidence["publishers"].set_index("id")["name"]
    works = {source for row in rows for source in row.sources}
    return {"works": len(works), "publisher": names[origins.pop()]}
