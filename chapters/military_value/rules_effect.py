"""Rules on what the weapon does and whether it is needed: C65, C68 to C70, C72, C78, C82."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence
from chapters.common.sides import by_side
from chapters.common.states import names_in_text
from chapters.common.views import cited_views, month, sided, studies, views
from chapters.military_value import facts

_ON_AREA = ("E02", "E05", "E08", "E09", "E15", "E17", "E23", "E32", "E36")
"""Views on whether the weapon suits spread-out or moving targets (C69)."""

_GRANTED = ("E25", "E26", "E28")
"""Views against the op-ed that nevertheless grant an effect on troops or vehicles in the open."""

_ON_PEOPLE = ("E01", "E05", "E15", "E17", "E26")
_ON_ARMOUR = ("E08", "E15", "E26")
"""C70: views that speak of an effect on people and on vehicles; E26 argues against the op-ed."""

_NEEDED = ("P141", "P102", "P107")
_NOT_NEEDED = ("P099", "P118")
"""C82: governments that say the weapon is needed for defence, and that it is not or do without."""


def strategic_value(evidence: Evidence) -> Case:
    """Return whether use in Ukraine has proved strategic value, by what was seen there."""
    seen = views(evidence, *facts.SEEN_IN_UKRAINE)
    for_, against = sided(seen)
    measured = int(views(evidence, *facts.SEEN_IN_UKRAINE, solid=True)["figure_low"].notna().sum())
    unpublished = evidence.pick("timeline", "TL34")
    return Case(
        {
            "untested": not len(for_) + len(against),
            "evidence against": not len(for_),
            "evidence for": not len(against) and for_["figure_low"].notna().any(),
            "mixed": True,
        },
        evidence.cites(("effectiveness_claims", seen), ("timeline", unpublished)),
        {"reports_for": len(for_), "reports_against": len(against), "measured": measured},
        {
            "unpublished": month(unpublished),
            "white_house": month(views(evidence, "E13")),
            "seen": [*for_["claim_id"], *against["claim_id"]],
        },
        at_most="high" if measured else "low",
    )


def lethal(evidence: Evidence) -> Case:
    """Return whether the weapons showed high lethality, by comparisons not made by the authors."""
    ratios = facts.lethality(evidence)
    others = ratios[~ratios["own"] & ~ratios["weak"] & ratios["low"].gt(1)]
    _, against = sided(views(evidence, "E25"))
    return Case(
        by_side(len(others), len(against)),
        evidence.cites(cited_views(views(evidence, *ratios["id"], "E25", "E33"))),
        {"independent_comparisons": len(others)},
        {
            "span": " and ".join(f"{low:g}" for low in others["low"]),
            "vietnam": "E01" in set(others["id"]),
            "leaked": "E02" in set(others["id"]),
            "soldiers": len(against),
        },
        at_most="medium",
    )


def area_targets(evidence: Evidence) -> Case:
    """Return whether they cover area well and so suit dispersed or moving targets.

    The cost to one's own troops is weighed elsewhere.
    """
    for_, against = sided(views(evidence, *_ON_AREA))
    _, granted = sided(views(evidence, *_GRANTED))
    official = for_["basis"].isin(("official", "study")).any()
    affirmed = len(for_) + len(granted)
    return Case(
        {
            "evidence for": (official and len(granted)) or (affirmed and against.empty),
            "mixed": affirmed,
            "evidence against": len(against),
            "untested": True,
        },
        evidence.cites(
            cited_views(views(evidence, *_ON_AREA, *_GRANTED, "E31", "E37")),
            ("omissions", ("O16",)),
        ),
        {"affirm": len(for_), "granted": len(granted), "deny": len(against)},
        {
            "opponent": "E23" in set(for_["claim_id"]),
            "division": len(views(evidence, "E31")),
        },
        at_most="medium",
    )


def dual_purpose(evidence: Evidence) -> Case:
    """Return whether they work against light armour and people, by studies and what was seen."""
    people, armour = (
        rows[rows["direction"].eq("supports") | rows["claim_id"].isin(_GRANTED)]
        for rows in (views(evidence, *ids, solid=True) for ids in (_ON_PEOPLE, _ON_ARMOUR))
    )
    ministry = evidence.pick("political_facts", "P116", solid=True)
    tested = [
        int((rows["basis"].eq("study") | rows["claim_id"].isin(facts.SEEN_IN_UKRAINE)).sum())
        for rows in (people, armour)
    ]
    return Case(
        {"evidence for": any(tested), "untested": True},
        evidence.cites(
            cited_views(views(evidence, *_ON_PEOPLE, *_ON_ARMOUR, "E25")),
            ("political_facts", ministry),
        ),
        {"on_people": len(people), "on_vehicles": len(armour) + len(ministry)},
        {
            "people_tested": tested[0],
            "vehicles_tested": tested[1],
            "analyst": "E26" in set(people["claim_id"]),
            "soldiers": len(views(evidence, "E25")),
        },
        at_most="medium" if all(tested) else "low",
    )


def shows_necessity(evidence: Evidence) -> Case:
    """Return whether the US approval shows the weapons are necessary, by the reasons given in 2023.

    The rows are the Pentagon's testimony (E11, E12), the adviser's word on the decision (E40) and
    what an ally relayed (P039). Older US policy on need in general does not bear on what this
    approval shows, and is named as the best point for it.
    """
    said = views(evidence, "E11", "E12", "E40")
    need, stopgap = sided(said)
    relayed = evidence.pick("political_facts", "P039", solid=True, reason_given="stopgap")
    later = evidence.pick("aftermath", "A31", "A35", solid=True)
    older = evidence.pick("political_facts", "P137", "P141")
    accounts = len(stopgap) + len(relayed)
    return Case(
        by_side(len(need), accounts),
        evidence.cites(
            cited_views(said, views(evidence, "E14")),
            ("political_facts", ("P039", "P137", "P141")),
            ("transfers", ("TR13",)),
            ("aftermath", later),
        ),
        {"stopgap": accounts, "military_use": len(need)},
        {
            "since": month(later[later["id"].eq("A31")]) if len(later) > 1 else None,
            "adviser": "E40" in set(stopgap["claim_id"]),
            "older": list(older["date_start"].str[:4]) if len(older) > 1 else [],
        },
        at_most="medium",
    )


def compelling_case(evidence: Evidence) -> Case:
    """Return what it turns on whether success in Ukraine makes a compelling case."""
    seen = views(evidence, *facts.SEEN_IN_UKRAINE)
    for_, against = sided(seen)
    toll = evidence.pick("casualties_by_year", "CY42")
    own_land = evidence.pick("political_facts", "P030")
    return Case(
        {"a matter of values": True},
        evidence.cites(
            ("effectiveness_claims", seen),
            ("casualties_by_year", toll),
            ("political_facts", own_land),
        ),
        {"reports_for": len(for_), "reports_against": len(against)},
        {
            "toll": int(toll["ukraine_total"].max()) if len(toll) else None,
            "marine": "E18" in set(for_["claim_id"]),
            "own_land": len(own_land),
        },
    )


def europe_requires_them(evidence: Evidence) -> Case:
    """Return whether Europe cannot be defended without them, by studies such as war games.

    What governments hold, and orders of the weapon or of its substitutes, are positions: named,
    and without weight in the verdict.
    """
    games = studies(evidence, "defence_of_europe")
    for_, against = sided(games)
    official = views(evidence, "E14")
    needing = evidence.pick("political_facts", *_NEEDED, solid=True)
    doing_without = evidence.pick("political_facts", *_NOT_NEEDED, solid=True)
    order = evidence.pick("aftermath", "A35", solid=True)
    cost = evidence.pick("political_facts", "P103")
    needed = len(sided(official)[0]) + len(needing) + len(order)
    not_needed = len(doing_without) + len(evidence.pick("omissions", "O38", solid=True))
    not_needed += len(views(evidence, "E45", solid=True))
    by_id = needing.set_index("id")["iso3"]
    return Case(
        by_side(len(for_), len(against)),
        evidence.cites(
            cited_views(games, official, views(evidence, "E45")),
            ("political_facts", pd.concat([needing, doing_without, cost])),
            ("omissions", ("O06", "O30", "O38")),
            ("aftermath", order),
        ),
        {"needed": needed, "not_needed": not_needed, "studies": len(games)},
        {
            "for_it": len(for_),
            "against": len(against),
            "needing": names_in_text(evidence, [by_id[i] for i in _NEEDED if i in by_id]),
            "without": names_in_text(evidence, doing_without["iso3"].dropna().unique()),
            "cost": cost["number"].max() / 1e9 if len(cost) else None,
            "official": len(official),
            "bound": len(evidence.pick("omissions", "O06")),
            "precision": len(evidence.pick("omissions", "O38")),
        },
        at_most="low",
    )
