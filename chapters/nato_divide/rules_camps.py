"""The rules of "A divided NATO?" on its camps: who is bound, threatened, or needs the weapon."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence, NotInEvidence
from chapters.common.allies import border_allies, membership_rows, place_rows, standing_of_allies
from chapters.common.states import alphabetical
from chapters.nato_divide.facts import NAMED, acts_to_leave, favourable_words, supporters
from chapters.nato_divide.facts_threat import (
    bound_in,
    clear_gaps,
    compared,
    group,
    specifications,
    western,
)

_MOST, _HALF = 0.75, 0.5
"""Shares from which a statement about "the eastern states" holds, or mostly holds (claim C57)."""

_NEARLY_ALL = 0.8
"""Share of western states bound from which "Western Europe is bound" mostly holds (claim C58)."""


def more_direct_threat(evidence: Evidence) -> Case:
    """Return whether the named states are the more threatened, by the reading of "threatened".

    A place on the map stands in for threat and the numbers are small: medium at most.
    """
    members, label = group(evidence, "threatened")
    result, (out, total, rest_out, rest) = compared(evidence, members)
    named_in = [iso3 for iso3 in NAMED if members.get(iso3, default=False)]
    bound, all_named = bound_in(evidence, members), len(named_in) == len(NAMED)
    curve = specifications(evidence)
    outside = ~standing_of_allies(evidence)["bound"].reindex(members.index)
    return Case(
        {
            "contradicted": result.difference <= 0,
            "supported": all_named and not bound,
            "mostly supported": all_named and result.low > 0,
            "misleading": True,
        },
        evidence.cites(
            *membership_rows(evidence),
            place_rows(evidence),
            ("political_facts", ("P133", "P134", "P135")),
        ),
        {
            "difference": result.difference,
            "p_value": result.p_value,
            "specifications": len(curve),
            "positive": int((curve["difference"] > 0).sum()),
            "clear": int(clear_gaps(curve).sum()),
        },
        {
            "label": label,
            "named": len(NAMED),
            "named_in": len(named_in),
            "named_out": alphabetical(evidence, set(NAMED) - set(named_in)),
            "group": {"out": out, "total": total},
            "rest": {"out": rest_out, "total": rest},
            "low": result.low,
            "high": result.high,
            "in_and_bound": alphabetical(evidence, bound),
            "elsewhere": alphabetical(evidence, members.index[~members & outside]),
        },
        at_most="medium",
    )


def refused(evidence: Evidence) -> Case:
    """Return whether the named states declined to join, by the list and by their governments."""
    stays = evidence.rows("government_positions", stance="non_party_stay_out")
    stays = stays[stays["iso3"].isin(NAMED)]
    status = standing_of_allies(evidence)["status"]
    outside = set(status.index[status.eq("never joined")]) | (set(NAMED) - set(status.index))
    joined, speaking, others = set(NAMED) - outside, set(stays["iso3"]), outside - set(NAMED)
    words = evidence.pick("political_facts", category="ally_position", iso3=NAMED)
    return Case(
        {
            "contradicted": joined,
            "supported": len(speaking) == len(NAMED),
            "mostly supported": len(speaking) == len(NAMED) - 1,
            "misleading": True,
        },
        evidence.cites(
            *membership_rows(evidence), ("government_positions", stays), ("political_facts", words)
        ),
        {"governments_on_record": len(speaking), "others_outside": len(others)},
        {
            "named": alphabetical(evidence, NAMED),
            "stayed": alphabetical(evidence, set(NAMED) - joined),
            "latvia_stayed": "LVA" in set(NAMED) - joined,
            "joined": alphabetical(evidence, joined),
            "speaking": alphabetical(evidence, speaking),
            "unheard": alphabetical(evidence, set(NAMED) - speaking),
            "others": alphabetical(evidence, others),
            "complies": words["stance"].eq("does_without").any(),
        },
        absent=evidence.nothing_in("government_positions", unless=len(speaking) == len(NAMED)),
    )


def eastern_need(evidence: Evidence) -> Case:
    """Return what share of the eastern allies that acted or spoke hold the weapon or want it.

    On the other side stand those that destroyed their stocks, back the treaty at the United Nations
    or say that they keep none. The rest are silent, which is no position. What a state holds and
    says stands in for what it thinks: medium at most.
    """
    eastern, label = group(evidence, "eastern")
    states = tuple(eastern.index[eastern])
    need = supporters(evidence).intersection(states)
    bound = bound_in(evidence, eastern)
    acts, words = (
        rows[rows["iso3"].isin(states)]
        for rows in (acts_to_leave(evidence), favourable_words(evidence))
    )
    stances = ("supports_treaty", "does_without")
    against = evidence.pick("political_facts", stance=stances, iso3=states)
    gone = evidence.pick("stockpile_destruction", preferred=True, iso3=states)
    done = gone[gone["munitions_destroyed"].gt(0).fillna(False)]
    without = {*against["iso3"], *done["iso3"]} - {*need}
    heard = {*need} | without
    if not heard:
        raise NotInEvidence("no accepted row tells of an act or word of an eastern ally")
    share = len(need) / len(heard)
    return Case(
        {
            "supported": share >= _MOST,
            "mostly supported": share > _HALF,
            "misleading": len(need) > 1,
            "contradicted": True,
        },
        evidence.cites(
            place_rows(evidence),
            *membership_rows(evidence),
            ("non_party_stockpilers", evidence.pick("non_party_stockpilers", iso3=states)),
            ("government_positions", acts),
            ("political_facts", pd.concat([words, against])),
            ("stockpile_destruction", done),
        ),
        {"eastern": len(states), "heard": len(heard), "need": len(need), "bound": len(bound)},
        {
            "label": label,
            "needing": alphabetical(evidence, need),
            "without": alphabetical(evidence, without),
            "silent": alphabetical(evidence, set(states) - heard),
            "near": len(need.intersection(border_allies(evidence))),
            "effective": words["id"].eq("P116").any(),
            "bound_names": alphabetical(evidence, bound),
            "destroyed": alphabetical(evidence, done["iso3"].unique()),
            "destroyed_by": done["completion_date"].str[:4].max() if len(done) else None,
            **{
                stance: alphabetical(evidence, against.loc[against["stance"].eq(stance), "iso3"])
                for stance in stances
            },
        },
        carried_by=evidence.cites(
            *membership_rows(evidence),
            ("non_party_stockpilers", evidence.pick("non_party_stockpilers", iso3=states)),
            ("stockpile_destruction", done),
        ),
        absent=evidence.nothing_in(
            "political_facts", "government_positions", unless=len(heard) == len(states)
        ),
        at_most="medium",
    )


def western_bound(evidence: Evidence) -> Case:
    """Return whether the European allies outside the eastern group are bound."""
    west, (eastern, label) = western(evidence), group(evidence, "eastern")
    share, states = float(west["bound"].mean()), evidence["states"].set_index("iso3")
    core = west[states["m49_subregion"].reindex(west.index).eq("Western Europe")]
    elsewhere = states.index[states["m49_region"].ne("Europe")]
    east_bound = len(bound_in(evidence, eastern))
    return Case(
        {
            "supported": share == 1,
            "mostly supported": share >= _NEARLY_ALL,
            "misleading": share >= _HALF,
            "contradicted": True,
        },
        evidence.cites(*membership_rows(evidence), place_rows(evidence)),
        {"west": len(west), "bound": int(west["bound"].sum())},
        {
            "label": label,
            "share": share,
            "missing": alphabetical(evidence, west.index[~west["bound"]]),
            "core": {"bound": int(core["bound"].sum()), "total": len(core)},
            "not_europe": alphabetical(
                evidence, standing_of_allies(evidence).index.intersection(elsewhere)
            ),
            "east": {"bound": east_bound, "total": int(eastern.sum())},
            "half_of_east": east_bound >= _HALF * int(eastern.sum()),
        },
    )
