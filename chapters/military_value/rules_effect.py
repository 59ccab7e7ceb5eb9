"""Rules on what the weapon does and whether it is needed: C65, C68 to C70, C72, C78, C82."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence, some
from chapters.common.sides import by_side, missing
from chapters.common.states import names_in_text
from chapters.common.views import (
    cited_views,
    concluded,
    month,
    sided,
    tests,
    views,
    works,
    year,
)
from chapters.military_value import facts

_PURPOSES = {"people": ("people",), "light armour": ("vehicles",)}
"""C70: the two purposes, and the targets (column ``target``) that stand for each."""

_NEEDED = ("P141", "P102", "P107")
_NOT_NEEDED = ("P099", "P118")
"""C82: governments that say the weapon is needed for defence, and that it is not or do without."""


def strategic_value(evidence: Evidence) -> Case:
    """Return whether use in Ukraine has proved strategic value, by studies and what was seen."""
    found = tests(evidence, "C65")
    for_, against = sided(found)
    measured = int(for_["figure_low"].notna().sum())
    unpublished = evidence.pick("timeline", "TL34")
    officials = views(evidence, "E13", "E72", "E73", "E77")
    strike = found[found["measure"].eq("targets_destroyed").fillna(False)]
    return Case(
        by_side(len(for_), len(against)),
        evidence.cites(cited_views(found, officials), ("timeline", unpublished)),
        {"reports_for": works(for_), "reports_against": works(against), "measured": measured},
        {
            "unpublished": month(unpublished),
            "seen": list(found["claim_id"]),
            "helicopters": (
                int(strike["figure_low"].max()) if len(strike["figure_low"].dropna()) else None
            ),
            "both": len(set(for_["source"]) & set(against["source"])),
            "conclusions": concluded(found),
        },
        carried_by=evidence.cites(cited_views(found)),
        absent=missing(evidence, found, "effectiveness_claims"),
        at_most="medium" if found["basis"].eq("study").any() else "low",
    )


def lethal(evidence: Evidence) -> Case:
    """Return whether the weapons showed high lethality, by studies and by what was seen."""
    found = tests(evidence, "C68")
    for_, against = sided(found)
    ratios = facts.lethality(evidence)
    others = ratios[~ratios["own"] & ~ratios["weak"] & ratios["low"].gt(1)]
    cited = cited_views(found, views(evidence, *ratios["id"], "E33"))
    return Case(
        by_side(len(for_), len(against)),
        evidence.cites(cited),
        {
            "independent_comparisons": len(others),
            "tests_for": works(for_),
            "tests_against": works(against),
        },
        {
            "low": others["low"].min() if len(others) else None,
            "high": others["high"].max() if len(others) else None,
            "seen": list(found["claim_id"]),
            "conclusions": concluded(cited[1]),
        },
        carried_by=evidence.cites(cited_views(found)),
        absent=missing(evidence, found, "effectiveness_claims"),
        at_most="medium",
    )


def area_targets(evidence: Evidence) -> Case:
    """Return whether they cover area well and so suit dispersed or moving targets.

    The cost to one's own troops is weighed elsewhere; what officials, opponents and commentators
    hold is told as the best point on either side.
    """
    found = tests(evidence, "C69")
    for_, against = sided(found)
    held = views(evidence, "E08", "E23", "E31", "E32")
    return Case(
        by_side(len(for_), len(against)),
        evidence.cites(cited_views(found, held), ("omissions", ("O16",))),
        {"affirm": works(for_), "deny": works(against)},
        {
            "seen": list(found["claim_id"]),
            "opponent": "E23" in set(held["claim_id"]),
            "division": year(held[held["claim_id"].eq("E31")]),
            "georgia": year(found[found["claim_id"].eq("E36")]),
            "conclusions": concluded(found),
        },
        carried_by=evidence.cites(cited_views(found)),
        absent=missing(evidence, found, "effectiveness_claims"),
        at_most="medium",
    )


def dual_purpose(evidence: Evidence) -> Case:
    """Return whether they work against light armour and people, each by studies or what was seen.

    Both purposes have to be shown for the claim to be; one of them alone makes it mixed.
    """
    found = tests(evidence, "C70")
    for_, against = sided(found)
    targets = for_["target"].fillna("").str.split()
    shown = [
        purpose
        for purpose, names in _PURPOSES.items()
        if any(set(names) & set(each) for each in targets)
    ]
    officials = views(evidence, "E57", "E25", "E26")
    army = views(evidence, "E57")
    ministry = evidence.pick("political_facts", "P116", solid=True)
    cited = cited_views(found, officials)
    return Case(
        {
            "evidence for": len(shown) == len(_PURPOSES) and against.empty,
            "mixed": len(shown),
            "evidence against": len(against),
            "untested": True,
        },
        evidence.cites(cited, ("political_facts", ministry)),
        {"purposes_shown": len(shown), "tests": works(found)},
        {
            "shown": shown,
            "missing": [each for each in _PURPOSES if each not in shown],
            "denied": works(against),
            "analyst": "E26" in set(officials["claim_id"]),
            "army": len(army),
            "hits": int(army["figure_low"].max()) if len(army) else None,
            "soldiers": "E25" in set(officials["claim_id"]),
            "conclusions": concluded(cited[1]),
        },
        carried_by=evidence.cites(cited_views(found)),
        absent=missing(evidence, found, "effectiveness_claims"),
        at_most="medium",
    )


def shows_necessity(evidence: Evidence) -> Case:
    """Return whether the US approval shows the weapons are necessary, by studies.

    Reasons given in 2023 are words: told on both sides, they decide nothing. They are the
    Pentagon's testimony (E11, E12), the word of the adviser and the secretary of state on the
    decision (E40, E67, E68, E70) and what an ally relayed (P039). Older US policy on need in
    general is named as the best point for it. Without the approval nothing shows anything.
    """
    some(
        evidence.pick("transfers", from_iso3="USA", to_iso3="UKR", status="announced"),
        "table transfers has no accepted announcement of a US transfer",
    )
    found = tests(evidence, "C72")
    for_, against = sided(found)
    said = views(evidence, "E11", "E12", "E40", "E67", "E68", "E70")
    need, stopgap = sided(said)
    relayed = evidence.pick("political_facts", "P039", solid=True, reason_given="stopgap")
    later = evidence.pick("aftermath", "A31", "A35", solid=True)
    older = evidence.pick("political_facts", "P137", "P141")
    accounts = len(stopgap) + len(relayed)
    return Case(
        by_side(len(for_), len(against)),
        evidence.cites(
            cited_views(found, said, views(evidence, "E14", "E69")),
            ("political_facts", ("P039", "P137", "P141")),
            ("transfers", ("TR13",)),
            ("aftermath", later),
        ),
        {"stopgap": accounts, "military_use": len(need), "studies": works(found)},
        {
            "since": month(later[later["id"].eq("A31")]) if len(later) > 1 else None,
            "adviser": "E40" in set(stopgap["claim_id"]),
            "urgent": len(views(evidence, "E69")),
            "older": list(older["date_start"].str[:4]) if len(older) > 1 else [],
        },
        carried_by=evidence.cites(cited_views(found)),
        absent=missing(evidence, found, "effectiveness_claims"),
        at_most="medium",
    )


def compelling_case(evidence: Evidence) -> Case:
    """Return what it turns on whether success in Ukraine makes a compelling case."""
    seen = tests(evidence, "C65")
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
        {"reports_for": works(for_), "reports_against": works(against)},
        {
            "conclusions": concluded(seen),
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
    found = tests(evidence, "C82")
    for_, against = sided(found)
    official = views(evidence, "E14", "E79")
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
            cited_views(found, official, views(evidence, "E45", "E55", "E56")),
            ("political_facts", pd.concat([needing, doing_without, cost])),
            ("omissions", ("O06", "O30", "O38")),
            ("aftermath", order),
        ),
        {"needed": needed, "not_needed": not_needed, "studies": works(found)},
        {
            "for_it": works(for_),
            "against": works(against),
            "conclusions": concluded(pd.concat([found, official, views(evidence, "E55", "E56")])),
            "needing": names_in_text(evidence, [by_id[i] for i in _NEEDED if i in by_id]),
            "without": names_in_text(evidence, doing_without["iso3"].dropna().unique()),
            "cost": cost["number"].max() / 1e9 if len(cost) else None,
            "official": len(official),
            "fires": "E58" in set(for_["claim_id"]),
            "army": year(views(evidence, "E55")),
            "bound": len(evidence.pick("omissions", "O06")),
            "precision": len(evidence.pick("omissions", "O38")),
        },
        carried_by=evidence.cites(cited_views(found)),
        absent=missing(evidence, found, "effectiveness_claims"),
        at_most="low",
    )
