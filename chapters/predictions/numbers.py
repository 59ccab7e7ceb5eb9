"""The numbers of the prose on predictions, made of the evidence and all findings."""

from __future__ import annotations

from casebook.data.dates import in_words
from casebook.reasoning.claims import Verdict
from casebook.reasoning.evidence import Evidence
from casebook.reasoning.statistics import wilson_interval
from casebook.telling.findings import Finding
from casebook.telling.wording import how_many, percent, spelled
from chapters.common.exits import list_date, months_to_vote
from chapters.common.verdicts import Examined
from chapters.predictions import WORDS
from chapters.predictions.facts import (
    DUE,
    NOT_DUE,
    OPEN,
    PART,
    bearing,
    bound_then,
    ids,
    leavers,
    months_since,
    new_leaders,
    tally,
)

_LEVEL = 0.95
"""Level of the interval of the share of allies that followed."""


def predicted(examined: Examined) -> dict[str, Finding]:
    """Return the findings of the predictive claims by id, in the op-ed's order."""
    return {claim: examined.findings[claim] for claim in ids(examined.evidence)}


def _tested(examined: Examined) -> list[str]:
    found = predicted(examined)
    return [claim for claim in found if found[claim].now.verdict != Verdict.UNTESTED]


def _due(evidence: Evidence) -> str:
    standings = tally(evidence)["standing"]
    groups = {"due": DUE, "part": PART, "not_due": NOT_DUE, "open": OPEN}
    return WORDS.say(
        "prose",
        "due",
        {
            **{key: list(standings.index[standings.eq(name)]) for key, name in groups.items()},
            "months": months_since(evidence),
            "left": len(leavers(evidence)),
            "bound": len(bound_then(evidence)),
        },
    )


def _events(evidence: Evidence, claim: str, key: str) -> str:
    """Return a sentence on the days with events that bear on a claim, weak ones left out."""
    rows = bearing(evidence)
    rows = rows[rows["claim"].eq(claim)]
    solid = rows[rows["confidence"].ne("weak")]
    exits = rows[rows["kind"].eq("withdrawal")]
    days = {side: int(tally(evidence).loc[claim, side]) for side in ("supports", "weakens")}
    joined = solid[solid["kind"].eq("accession") & solid["direction"].eq("weakens")]
    facts = {
        "exits": exits["date"].nunique(),
        "exit_counts": exits["direction"].eq("supports").any(),
        "accessions": joined["date"].nunique(),
    }
    return WORDS.say("prose", key, {**days, **facts})


def _unity(evidence: Evidence, key: str) -> str:
    left, bound = len(leavers(evidence)), len(bound_then(evidence))
    facts = {"left": left, "bound": bound, "others": bound - 1, "followed": left - 1}
    return WORDS.say("prose", key, {**facts, "list_ends": list_date(evidence)})


def _leader(evidence: Evidence) -> str:
    starts = list(new_leaders(evidence)["date_start"])
    started = starts[0] if starts else None
    return WORDS.say("prose", "leader", {"started": started, "as_of": evidence.as_of})


def _last_event(evidence: Evidence) -> str:
    last = max(bearing(evidence)["date"], default=evidence.published.isoformat())
    return WORDS.say("prose", "lines", {"last": last})


def _others(evidence: Evidence) -> int:
    """Return how many allies could have followed the first one that left."""
    return len(bound_then(evidence)) - 1


def _followed(evidence: Evidence) -> int:
    return max(len(leavers(evidence)) - 1, 0)


NUMBERS = {
    "predictions": lambda x: spelled(len(ids(x.evidence))),
    "untested": lambda x: spelled(len(ids(x.evidence)) - len(_tested(x))),
    "latest_tested": lambda x: WORDS.say("prose", "tested", {"tested": _tested(x)}),
    "events": lambda x: len(x.evidence["aftermath"]),
    "events_held": lambda x: len(x.evidence.package.frames["aftermath"]),
    "latest_due": lambda x: _due(x.evidence),
    "latest_scarce": lambda x: _events(x.evidence, "C22", "scarce"),
    "latest_exits": lambda x: _events(x.evidence, "C22", "exits_of_arms_control"),
    "latest_new_parties": lambda x: _events(x.evidence, "C22", "new_parties"),
    "latest_leader": lambda x: _leader(x.evidence),
    "latest_unity": lambda x: _unity(x.evidence, "unity"),
    "latest_unity_untested": lambda x: _unity(x.evidence, "unity_untested"),
    "latest_unity_events": lambda x: _events(x.evidence, "C75", "unity_events"),
    "latest_lines": lambda x: _last_event(x.evidence),
    "followed": lambda x: how_many(_followed(x.evidence)),
    "others": lambda x: _others(x.evidence),
    "follow_ceiling": lambda x: percent(
        wilson_interval(_followed(x.evidence), _others(x.evidence), _LEVEL)[1]
    ),
    "level": lambda _: percent(_LEVEL),
    "lithuania_months": lambda x: spelled(months_to_vote(x.evidence)),
    "chosen_months": lambda x: months_since(x.evidence),
    "chosen_day": lambda x: in_words(x.evidence.as_of),
}
