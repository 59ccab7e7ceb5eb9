"""The numbers of the prose on predictions, made of the evidence and all findings."""

from __future__ import annotations

from functools import partial

from casebook.data.dates import in_words
from casebook.reasoning.claims import Verdict
from casebook.reasoning.evidence import Evidence
from casebook.reasoning.statistics import wilson_interval
from casebook.telling.findings import Finding
from casebook.telling.wording import how_many, percent, spelled
from chapters.common.exits import list_date, months_to_vote
from chapters.common.searches import searched
from chapters.common.verdicts import Examined
from chapters.predictions import WORDS
from chapters.predictions.facts import (
    DUE,
    NOT_DUE,
    OPEN,
    PART,
    SIDES,
    bearing,
    bound_then,
    ids,
    leavers,
    months_since,
    new_leaders,
    tally,
)

_KINDS = ("withdrawal", "accession")
"""Kinds of event that the prose names."""

_LEVEL = 0.95
"""Level of the interval of the share of allies that followed."""


def predicted(examined: Examined) -> dict[str, Finding]:
    """Return the findings of the predictive claims by id, in the op-ed's order."""
    return {claim: examined.findings[claim] for claim in ids(examined.evidence)}


def _tested(examined: Examined) -> list[str]:
    found = predicted(examined)
    return [claim for claim in found if found[claim].now.verdict != Verdict.UNTESTED]


def _events(evidence: Evidence, claim: str) -> dict[str, object]:
    """Return on how many days events bear on a claim, weak ones left out, and which they are."""
    rows = bearing(evidence)
    rows = rows[rows["claim"].eq(claim) & rows["confidence"].ne("weak")]
    days = {side: rows.loc[rows["direction"].eq(side), "date"].nunique() for side in SIDES}
    kinds = {kind: rows.loc[rows["kind"].eq(kind), "date"].nunique() for kind in _KINDS}
    return {**days, **kinds}


def _say(examined: Examined, key: str) -> str:
    """Return a sentence of the prose that hangs on the evidence's day or the verdicts."""
    evidence = examined.evidence
    standings = tally(evidence)["standing"]
    left, bound = len(leavers(evidence)), len(bound_then(evidence))
    facts = {
        name: list(standings.index[standings.eq(standing)])
        for name, standing in (("due", DUE), ("part", PART), ("not_due", NOT_DUE), ("open", OPEN))
    }
    facts |= {claim.lower(): _events(evidence, claim) for claim in ("C22", "C75")}
    facts |= {"left": left, "bound": bound, "others": bound - 1, "followed": max(left - 1, 0)}
    return WORDS.say(
        "prose",
        key,
        {
            **facts,
            "known_to": evidence.reaches("aftermath"),
            "months": months_since(evidence),
            "tested": _tested(examined),
            "forecast": str(examined.findings["C22"].now.verdict),
            "leaders": list(new_leaders(evidence)["date_start"]),
            "list_ends": list_date(evidence),
            "last": max(bearing(evidence)["date"], default=evidence.published.isoformat()),
        },
    )


def _followed(evidence: Evidence) -> tuple[int, int]:
    """Return how many allies followed the first that left, and how many could have."""
    return max(len(leavers(evidence)) - 1, 0), len(bound_then(evidence)) - 1


NUMBERS = {
    "predictions": lambda x: spelled(len(ids(x.evidence))),
    "untested": lambda x: spelled(len(ids(x.evidence)) - len(_tested(x))),
    "events": lambda x: len(x.evidence["aftermath"]),
    "events_held": lambda x: len(x.evidence.package.frames["aftermath"]),
    "followed": lambda x: how_many(_followed(x.evidence)[0]),
    "others": lambda x: _followed(x.evidence)[1],
    "follow_ceiling": lambda x: percent(wilson_interval(*_followed(x.evidence), _LEVEL)[1]),
    "level": lambda _: percent(_LEVEL),
    "searched_policy": lambda x: searched("S06")(x.evidence),
    "searched_contract": lambda x: searched("S04")(x.evidence),
    "lithuania_months": lambda x: spelled(months_to_vote(x.evidence)),
    "chosen_months": lambda x: months_since(x.evidence),
    "chosen_day": lambda x: in_words(x.evidence.reaches("aftermath")),
    **{key: partial(_say, key=key) for key in WORDS.entry("prose")},
}
