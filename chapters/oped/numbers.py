"""The numbers of the prose on what the op-ed claims."""

from __future__ import annotations

from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import listed, spelled
from chapters.common.allies import border_allies, standing_of_allies
from chapters.common.states import names_in_text
from chapters.common.treaty import applied_provisionally, laws_to_leave
from chapters.oped import WORDS


def _of_weight(evidence: Evidence, weight: str) -> int:
    return int(evidence["claims"]["weight"].eq(weight).sum())


def _border(evidence: Evidence) -> str:
    """Return how many allies on Russia's border never joined, and how many were leaving."""
    where, leaving = standing_of_allies(evidence), laws_to_leave(evidence["arms_control"])
    border = border_allies(evidence)
    never = int(where.loc[border, "status"].eq("never joined").sum())
    going = int(leaving["actor_iso3"].isin(border).sum())
    return WORDS.say("prose", "border_never", {"never": never, "going": going})


NUMBERS = {
    "months_to_force": lambda e: spelled(int(e.by_id("law", "LW04")["number"].iloc[0])),
    "provisional": lambda e: listed(names_in_text(e, applied_provisionally(e))),
    "border": lambda e: spelled(len(border_allies(e.at_publication()))),
    "border_never": lambda e: _border(e.at_publication()),
    "claims": lambda e: len(e["claims"]),
    "core": lambda e: _of_weight(e, "core"),
    "supporting": lambda e: _of_weight(e, "supporting"),
    "rhetorical": lambda e: _of_weight(e, "rhetorical"),
}
