"""The argument with its verdicts, for the pages that ask whether it holds as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.reasoning.argument import Argument, Carried, Standing, Step, carried, read_argument
from casebook.reasoning.claims import outcome
from casebook.telling.words import Words
from chapters.common.verdicts import Examined

WORDS = Words(Path(__file__).parent / "words.yml")

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
    """The argument with what each claim comes to (``claims.OUTCOMES``): at publication and now."""

    argument: Argument
    then: Mapping[str, str]
    now: Mapping[str, str]


def weigh(examined: Examined) -> Weighed:
    """Return the argument weighed by the findings."""
    return Weighed(
        read_argument(examined.evidence),
        {c: outcome(f.at_publication.verdict) for c, f in examined.findings.items()},
        {c: outcome(f.now.verdict) for c, f in examined.findings.items()},
    )


def by_standing(
    steps: Iterable[Step], outcomes: Mapping[str, str]
) -> list[dict[str, Standing | list[str]]]:
    """Return which steps stand how, in short, in :data:`ORDER`; standings without a step left out.

    Each record has ``stands`` and ``steps``.
    """
    steps = list(steps)
    found = (
        {"stands": each, "steps": [s.in_short for s in steps if s.standing(outcomes) == each]}
        for each in ORDER
    )
    return [record for record in found if record["steps"]]


def tally(steps: Iterable[Step], outcomes: Mapping[str, str], *, named: bool = True) -> str:
    """Return how the steps stand as part of a sentence: ``two hold (that …) and one is untested``.

    ``named`` says which they are.
    """
    return WORDS.say("argument", "tally", {"parts": by_standing(steps, outcomes), "named": named})


def answer(weighed: Weighed, outcomes: Mapping[str, str], *, named: bool = True) -> str:
    """Return whether the argument holds: in two sentences that name its steps, or in one."""
    argument = weighed.argument
    far = carried(argument.needed, outcomes)
    facts = {
        "refuted": far == Carried.NO,
        "whole": far == Carried.WHOLE,
        "needed": len(argument.needed),
        "needed_stand": tally(argument.needed, outcomes, named=named),
        "supporting": len(argument.supporting) if named else 0,
        "supporting_stand": tally(argument.supporting, outcomes),
    }
    return WORDS.say("argument", "answer", facts)
