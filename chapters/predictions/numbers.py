"""The numbers of the prose on predictions, made of the evidence and all findings."""

from __future__ import annotations

from casebook.data.dates import in_words
from casebook.reasoning.claims import Verdict
from casebook.reasoning.evidence import Evidence
from casebook.telling.findings import Finding
from casebook.telling.wording import spelled
from chapters.common.days import of_book
from chapters.common.exits import (
    CLUSTER,
    acts_since,
    exits,
    list_date,
    months_to_vote,
)
from chapters.common.known import known
from chapters.common.searches import searched
from chapters.common.standings import stands
from chapters.common.states import in_text
from chapters.common.verdicts import Examined
from chapters.predictions import WORDS
from chapters.predictions.facts import (
    GROUPS,
    bound_then,
    by_claim,
    leavers,
    months_since,
    new_leaders,
    standings,
)


def predicted(examined: Examined) -> dict[str, Finding]:
    """Return the findings of the predictive claims by id, in the op-ed's order."""
    return {claim: examined.findings[claim] for claim in standings(examined.evidence).index}


def _first_exit(evidence: Evidence) -> dict[str, str] | None:
    """Return the first state that left the cluster convention and its day, if any has."""
    gone = exits(evidence).dropna(subset=["left"])
    gone = gone[gone["treaty"].eq(CLUSTER)].sort_values("left")
    if gone.empty:
        return None
    return {"state": in_text(evidence, gone["iso3"].iloc[0]), "left": gone["left"].iloc[0]}


def _facts(examined: Examined) -> dict[str, object]:
    """Return what the phrases of the prose are told: they hang on the day and the verdicts."""
    evidence, groups = examined.evidence, standings(examined.evidence)
    left, bound = len(leavers(evidence)), len(bound_then(evidence))
    found = predicted(examined)
    return {
        **acts_since(evidence),
        "known": known(evidence, {"aftermath": ("A05", "A07", "A09", "A17", "A38")}),
        **{name: list(groups.index[groups.eq(group)]) for name, group in GROUPS.items()},
        "total": len(groups),
        "tested": [c for c in found if found[c].now.verdict != Verdict.UNTESTED],
        "first": _first_exit(evidence),
        "left": left,
        "bound": bound,
        "others": bound - 1,
        "followed": max(left - 1, 0),
        "known_to": of_book(evidence),
        "months": months_since(evidence),
        "forecast": str(found["C22"].now.verdict),
        "leaders": list(new_leaders(evidence)["date_start"]),
        "list_ends": list_date(evidence),
    }


NUMBERS = {
    "predictions": lambda x: spelled(len(predicted(x))),
    "untested": lambda x: spelled(len(predicted(x)) - len(_facts(x)["tested"])),
    "events": lambda x: by_claim(x.evidence)["event"].nunique(),
    "searched_policy": lambda x: searched("S06")(x.evidence),
    "searched_reaction": lambda x: searched("S03")(x.evidence),
    "searched_contract": lambda x: searched("S04")(x.evidence),
    "lithuania_months": lambda x: spelled(months_to_vote(x.evidence)),
    "latest_poland_stands": lambda x: stands("POL", "has_joined")(x.evidence),
    "latest_norway_stayed": lambda x: stands("NOR", "stayed")(x.evidence),
    "chosen_months": lambda x: months_since(x.evidence),
    "data_date": lambda x: in_words(of_book(x.evidence)),
    **{key: lambda x, key=key: WORDS.say("prose", key, _facts(x)) for key in WORDS.entry("prose")},
}
