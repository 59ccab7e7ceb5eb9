"""The numbers of the prose of "A divided NATO?".

Names with ``latest_`` or ``chosen_`` move with the newest votes or the day of the evidence, and
with the readings of "threatened" and "eastern".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, some
from casebook.reasoning.statistics import TwoByTwo
from casebook.telling.wording import in_points, percent, points, spelled
from chapters.common.allies import border_allies, standing_of_allies
from chapters.common.exits import CLUSTER, MINES, exits
from chapters.common.known import known, told
from chapters.common.standings import bound_states, stands
from chapters.common.states import alphabetical, in_text
from chapters.nato_divide import WORDS
from chapters.nato_divide.facts import (
    NAMED,
    arrived_outside,
    bound_and_all,
    moved,
    shares_outside,
    signed_in_2008,
    supporters,
)
from chapters.nato_divide.facts_threat import compared, group, readings, specifications, western
from chapters.nato_divide.facts_votes import cohesion, votes, wholly_apart

Recipe = Callable[[Evidence], object]


def _then(recipe: Recipe) -> Recipe:
    """Return the recipe as of the day on which the op-ed appeared."""
    return lambda e: recipe(e.at_publication())


def _said(key: str, facts: Callable[[Evidence], Mapping[str, object]]) -> Recipe:
    """Return a recipe: a phrase of the prose, filled with facts."""
    return lambda e: WORDS.say("prose", key, facts(e))


def _outside(e: Evidence) -> pd.Index:
    return standing_of_allies(e).query("not bound").index


def _gap(e: Evidence) -> TwoByTwo:
    return compared(e, group(e, "threatened")[0])[0]


def _east(e: Evidence) -> pd.Index:
    eastern, _ = group(e, "eastern")
    return eastern.index[eastern]


def _named(e: Evidence) -> dict[str, object]:
    """Return which allies outside the op-ed does not name, and who is bound."""
    unnamed = alphabetical(e, _outside(e).difference(NAMED))
    return {"unnamed": unnamed, "bound_states": bound_states(e)}


def _eastern(e: Evidence) -> dict[str, object]:
    """Return how many eastern allies were bound, and how many saw a need."""
    east = _east(e)
    need = len(supporters(e).intersection(east))
    return {"bound": len(east.difference(_outside(e))), "need": need}


def _western(e: Evidence) -> dict[str, object]:
    """Return how many of the other European allies were bound, and who was not."""
    west = western(e)
    outside = alphabetical(e, west.query("not bound").index)
    return {"bound": int(west["bound"].sum()), "outside": outside}


def _where(e: Evidence) -> dict[str, object]:
    """Return where the allies stand, and how that has changed since the signing."""
    shares, (bound, allies), border = shares_outside(e), bound_and_all(e), border_allies(e)
    moves, curve = moved(e), specifications(e)
    came = moves["inside"].astype(bool)
    return {
        "bound": bound,
        "outside": allies - bound,
        "border": len(border),
        "border_out": len(_outside(e).intersection(border)),
        "came": alphabetical(e, moves.loc[came, "iso3"]),
        "left": alphabetical(e, moves.loc[~came, "iso3"]),
        "moved": len(moves),
        "arrivals": alphabetical(e, arrived_outside(e)),
        "first": shares.iloc[0],
        "last": shares.iloc[-1],
        "specs": len(curve),
        "positive": int((curve["difference"] > 0).sum()),
    }


def _votes(e: Evidence) -> dict[str, object]:
    """Return how the allies voted, and of which years between the votes by state are missing."""
    some(votes(e), "no vote of states in the General Assembly is accepted")
    years = sorted(set(votes(e)["year"]))
    missing = [str(year) for year in range(years[0], years[-1]) if year not in years]
    return {"wholly": wholly_apart(cohesion(e)), "missing": [*missing[:1], *missing[1:][-1:]]}


def _since(e: Evidence) -> dict[str, object]:
    """Return what has happened since the op-ed, as far as the evidence reaches."""
    gone, condemned = exits(e), e.pick("oslo_process", "OP38")
    gone = gone[gone["ally"]]
    out = gone[gone["treaty"].eq(CLUSTER)]
    mines = gone.loc[gone["treaty"].eq(MINES) & gone["left"].notna(), "iso3"]
    seen = {"aftermath": ("A03", "A12", "A14", "A32"), "political_facts": ("P099", "P109")}
    return {
        "known_to": e.reaches("ccm_status"),
        "bound_states": bound_states(e),
        "lithuania": out["iso3"].eq("LTU").any(),
        "exits": [
            {"state": in_text(e, row.iso3), "left": None if pd.isna(row.left) else row.left}
            for row in out.itertuples()
        ],
        "objectors": int(condemned["number"].iloc[0]) if len(condemned) else None,
        "left_mines": alphabetical(e, mines),
        "known": known(e, seen),
    }


NUMBERS: dict[str, Recipe] = {
    "latest_norway_stands": stands("NOR", "is_bound"),
    "data_date": lambda e: in_words(e.reaches("ccm_status")),
    "allies_then": _then(lambda e: bound_and_all(e)[1]),
    "bound_then": _then(lambda e: bound_and_all(e)[0]),
    "latest_bound": lambda e: bound_and_all(e)[0],
    "latest_allies": lambda e: bound_and_all(e)[1],
    "signed_2008": lambda e: signed_in_2008(e)[0],
    "allies_2008": lambda e: signed_in_2008(e)[1],
    "named": lambda e: spelled(len(NAMED)),
    "selection": _then(_said("selection", _named)),
    "chosen_east_label": lambda e: group(e, "eastern")[1],
    "chosen_east": _then(lambda e: spelled(len(_east(e)))),
    "chosen_east_acts": _then(_said("chosen_east", _eastern)),
    "chosen_west": _then(lambda e: len(western(e))),
    "chosen_west_acts": _then(_said("chosen_west", _western)),
    "chosen_threat_label": lambda e: group(e, "threatened")[1],
    "chosen_share_then": _then(lambda e: percent(_gap(e).first_share)),
    "chosen_rest_then": _then(lambda e: percent(_gap(e).second_share)),
    "chosen_points_then": _then(lambda e: in_points(_gap(e).difference)),
    "chosen_span_then": _then(lambda e: f"{points(_gap(e).low)} to {points(_gap(e).high)}"),
    "readings": lambda e: len(readings("threatened")),
    "seimas_for": lambda e: int(e.by_id("seimas_votes", "SV06")["votes_for"].iloc[0]),
    "seimas_members": lambda e: int(e.by_id("seimas_votes", "SV06")["members_total"].iloc[0]),
    "headline_threat": _said("headline_threat", _where),
    "latest_headline_answer": _said("headline_answer", _where),
    "latest_headline_border": _said("headline_border", _where),
    "latest_headline_camps": _said("headline_camps", _where),
    "latest_headline_since": _said("headline_since", _since),
    "latest_analysts": told(WORDS, "analysts", effectiveness_claims=("E58",)),
    "latest_minister": told(WORDS, "minister", political_facts=("P099", "P100")),
    "latest_growth": _said("growth", _where),
    "latest_moves": _said("moves", _where),
    "latest_arrivals": _said("arrivals", _where),
    "latest_apart": _said("apart", _votes),
    "latest_votes_known": _said("votes_known", _votes),
    "latest_exits": _said("exits", _since),
    "latest_towards": _said("towards", _since),
    "latest_away": _said("away", _since),
}
