"""The argument as a graph: steps towards a conclusion, the claims that carry each, how each stands.

Two tables hold it: ``argument`` (the conclusion and its steps) and ``argument_claims`` (which claim
carries which step, and how). They are a reading of the text under test; what follows is computed.

The rule. A *step* stands as its needed claims do; the first that applies is given.

1. A step whose kind is ``values`` *turns on values*, whatever the claims under it.
2. It *does not hold* if a needed claim does not hold.
3. It *turns on values* if a needed claim does.
4. It is *untested* if a needed claim cannot be told.
5. It holds *in part* if a needed claim is right in part.
6. It *holds* otherwise: all its needed claims hold.

Claims that only support a step, or answer an objection to it, make it stronger and never move it.

The *conclusion* gets no standing, since whether to do something turns on values. Said is how far
the facts carry it: see :class:`Carried`. No verdict on a claim is changed by any of this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import pandas as pd

from casebook.reasoning.evidence import Evidence

VALUES_KIND = "values"
"""The kind of a step that no fact settles."""

HOWS = ("needed", "supports", "answers_objection")
"""How a claim carries a step, in the order in which they are shown."""


class Standing(StrEnum):
    """How a step stands."""

    HOLDS = "holds"
    IN_PART = "holds in part"
    FAILS = "does not hold"
    UNTESTED = "untested"
    VALUES = "turns on values"


_FIRST = (
    ("does not hold", Standing.FAILS),
    ("a matter of values", Standing.VALUES),
    ("cannot be told", Standing.UNTESTED),
    ("right in part", Standing.IN_PART),
)
"""What a needed claim may come to, in the order asked, and how its step then stands."""

TAKES: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.FAILS: "a claim that it needs does not hold",
        Standing.VALUES: "it asks what outweighs what, or a claim that it needs is one of values",
        Standing.UNTESTED: "a claim that it needs cannot be told, and none fails",
        Standing.IN_PART: "a claim that it needs is right in part, and the others hold",
        Standing.HOLDS: "all claims that it needs hold",
    }
)
"""The rule in words, for the page."""


class Carried(StrEnum):
    """How far facts carry a conclusion, by the steps that it needs and that facts can settle."""

    NO = "a needed step does not hold"
    OPEN = "a needed step is untested, or holds in part only"
    WHOLE = "every needed step that facts can settle holds"


@dataclass(frozen=True)
class Link:
    """A claim that carries a step, and how (one of :data:`HOWS`)."""

    claim: str
    how: str


@dataclass(frozen=True)
class Step:
    """A step of the argument: a row of ``argument`` with the claims that carry it.

    ``kind`` is ``factual``, ``causal``, ``predictive`` or ``values``. ``is_needed`` says whether
    the argument as written needs it, ``in_strongest`` whether the strongest version does: the
    fewest steps that could still carry the conclusion. ``in_short`` is a clause after "that".
    """

    id: str
    in_short: str
    sentence: str
    kind: str
    is_needed: bool
    in_strongest: bool
    because: str
    links: tuple[Link, ...]

    @property
    def needed(self) -> tuple[str, ...]:
        """The ids of the claims without which the step fails."""
        return tuple(link.claim for link in self.links if link.how == "needed")

    def standing(self, outcomes: Mapping[str, str]) -> Standing:
        """Return how the step stands, given what each claim comes to (``claims.OUTCOMES``)."""
        if self.kind == VALUES_KIND:
            return Standing.VALUES
        found = {outcomes[claim] for claim in self.needed}
        return next((stands for what, stands in _FIRST if what in found), Standing.HOLDS)

    def is_unsure(self, outcomes: Mapping[str, str], confidences: Mapping[str, str]) -> bool:
        """Return whether it holds, wholly or in part, by a needed claim of low confidence."""
        holds = self.standing(outcomes) in (Standing.HOLDS, Standing.IN_PART)
        return holds and any(confidences[claim] == "low" for claim in self.needed)

    def weakest(self, outcomes: Mapping[str, str]) -> tuple[str, ...]:
        """Return the needed claims that give the step its standing, none where it holds."""
        stands = self.standing(outcomes)
        if self.kind == VALUES_KIND:
            return self.needed
        short = [what for what, standing in _FIRST if standing == stands]
        return tuple(claim for claim in self.needed if outcomes[claim] in short)


@dataclass(frozen=True)
class Argument:
    """A conclusion, in a sentence and in short, and the steps towards it in the order shown."""

    conclusion: str
    in_short: str
    steps: tuple[Step, ...]

    @property
    def needed(self) -> tuple[Step, ...]:
        """The steps that the conclusion as written cannot do without."""
        return tuple(step for step in self.steps if step.is_needed)

    @property
    def supporting(self) -> tuple[Step, ...]:
        """The steps that only support it."""
        return tuple(step for step in self.steps if not step.is_needed)

    @property
    def strongest(self) -> tuple[Step, ...]:
        """The steps of the strongest version."""
        return tuple(step for step in self.steps if step.in_strongest)

    @property
    def claims(self) -> frozenset[str]:
        """The ids of the claims that carry some step."""
        return frozenset(link.claim for step in self.steps for link in step.links)


def carried(steps: Iterable[Step], outcomes: Mapping[str, str]) -> Carried:
    """Return how far facts carry the conclusion of these steps, all of them being needed."""
    stand = {step.standing(outcomes) for step in steps}
    if Standing.FAILS in stand:
        return Carried.NO
    return Carried.OPEN if stand & {Standing.UNTESTED, Standing.IN_PART} else Carried.WHOLE


def read_argument(evidence: Evidence) -> Argument:
    """Return the argument as the tables state it.

    Raises
    ------
    ValueError
        If there is not one conclusion, a step that facts should settle has no claim that it needs,
        or the strongest version rests on a step that the argument as written does not need.
    """
    rows, links = (evidence.package.frames[name] for name in ("argument", "argument_claims"))
    ends = rows[rows["part"].eq("conclusion")]
    if len(ends) != 1:
        raise ValueError(f"argument: expected one conclusion, not {len(ends)}")
    steps = tuple(_step(row, links) for _, row in rows[rows["part"].eq("step")].iterrows())
    for step in steps:
        if step.kind != VALUES_KIND and not step.needed:
            raise ValueError(f"argument: step {step.id} needs a claim, or turns on values")
        if step.in_strongest and not step.is_needed:
            raise ValueError(f"argument: step {step.id} is in the strongest version, so needed")
    end = ends.iloc[0]
    return Argument(str(end["sentence"]), str(end["in_short"]), steps)


def _step(row: pd.Series, links: pd.DataFrame) -> Step:
    own = links[links["step"].eq(row["id"])]
    carrying = [
        Link(str(claim), str(how)) for claim, how in zip(own["claim"], own["how"], strict=True)
    ]
    return Step(
        id=str(row["id"]),
        in_short=str(row["in_short"]),
        sentence=str(row["sentence"]),
        kind=str(row["kind"]),
        is_needed=row["role"] == "needed",
        in_strongest=bool(row["strongest"]),
        because=str(row["because"]),
        links=tuple(sorted(carrying, key=lambda link: HOWS.index(link.how))),
    )
