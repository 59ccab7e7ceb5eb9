"""Rules on what the weapon does and whether it is needed: C65, C68 to C70, C72, C74, C78, C82."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence, some
from chapters.common.by_tests import by_tests
from chapters.common.sides import by_side
from chapters.common.states import names_in_text
from chapters.common.views import cited_views, concluded, month, sided, tests, views, works, year
from chapters.military_value import facts

_PURPOSES = {"people": "people", "light armour": "vehicles"}
"""C70: the two purposes, and the target (column ``target``) that stands for each."""


def strategic_value(evidence: Evidence) -> Case:
    """Return whether use in Ukraine has proved strategic value, by studies and what was seen."""
    found = tests(evidence, "C65")
    unpublished, forecast = evidence.pick("timeline", "TL34"), views(evidence, "E24")
    strikes = found.loc[found["measure"].eq("targets_destroyed").fillna(False), "figure_low"]
    return by_tests(
        evidence,
        "C65",
        pd.concat([views(evidence, "E13", "E72", "E73", "E77"), forecast]),
        ("timeline", unpublished),
        names={
            "unpublished": month(unpublished),
            "forecast": year(forecast),
            "helicopters": int(strikes.max()) if strikes.notna().any() else None,
        },
        at_most="medium" if found["basis"].eq("study").any() else "low",
    )


def lethal(evidence: Evidence) -> Case:
    """Return whether the weapons showed high lethality, by studies and by what was seen."""
    ratios = facts.lethality(evidence)
    others = ratios[~ratios["own"] & ratios["grade"].ne("weak") & ratios["low"].gt(1)]
    return by_tests(
        evidence,
        "C68",
        views(evidence, *ratios["id"], "E33"),
        numbers={"independent_comparisons": len(others)},
        names={
            "low": others["low"].min() if len(others) else None,
            "high": others["high"].max() if len(others) else None,
        },
    )


def area_targets(evidence: Evidence) -> Case:
    """Return whether they cover area well and so suit dispersed or moving targets.

    The cost to one's own troops is weighed elsewhere; what officials, opponents and commentators
    hold is told as the best point on either side.
    """
    opponent, division = views(evidence, "E23"), views(evidence, "E31")
    scholar = views(evidence, "E15")
    return by_tests(
        evidence,
        "C69",
        pd.concat([views(evidence, "E08", "E32"), scholar, opponent, division]),
        ("omissions", ("O16",)),
        names={
            "scholar": len(scholar),
            "opponent": len(opponent),
            "division": year(division),
            "georgia": year(views(evidence, "E36")),
        },
    )


def cost_of_delay(evidence: Evidence) -> Case:
    """Return whether the delay cost lives, by studies of what it cost or saved.

    No study found counts lives, so confidence is low.
    """
    start = evidence.rows("timeline", id="TL01")
    forecast, urgent = views(evidence, "E02"), views(evidence, "E69")
    soldiers = views(evidence, "E25")
    return by_tests(
        evidence,
        "C74",
        pd.concat([forecast, views(evidence, "E13"), soldiers, urgent]),
        ("timeline", pd.concat([start, evidence.pick("timeline", "TL34")])),
        ("casualties_by_year", ("CY42",)),
        numbers={"days_from_invasion": facts.days_to_approval(evidence, start)},
        names={
            "intelligence": month(forecast),
            "urgent": len(urgent),
            "soldiers": len(soldiers),
        },
        at_most="low",
    )


def dual_purpose(evidence: Evidence) -> Case:
    """Return whether they work against light armour and people, each by studies or what was seen.

    Both purposes have to be shown for the claim to be; one of them alone makes it mixed.
    """
    found = tests(evidence, "C70")
    for_, against = sided(found)
    targets = for_["target"].fillna("").str.split()
    shown = [
        purpose for purpose, target in _PURPOSES.items() if any(target in each for each in targets)
    ]
    army, officials = views(evidence, "E57"), views(evidence, "E25", "E26")
    ministry = evidence.pick("political_facts", "P116", solid=True)
    cited = cited_views(found, army, officials)
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
        mixed_by=(evidence.cites(cited_views(for_)), evidence.cites(cited_views(against))),
        absent=evidence.nothing_in("effectiveness_claims", unless=len(shown) == len(_PURPOSES)),
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
    accounts = works(stopgap) + len(relayed)
    cited = cited_views(found, said, views(evidence, "E14", "E69"))
    return Case(
        by_side(len(for_), len(against)),
        evidence.cites(
            cited,
            ("political_facts", ("P039", "P137", "P141")),
            ("transfers", ("TR13",)),
            ("aftermath", later),
        ),
        {"stopgap": accounts, "military_use": works(need), "studies": works(found)},
        {
            "conclusions": concluded(cited[1]),
            "since": month(later[later["id"].eq("A31")]) if len(later) > 1 else None,
            "adviser": "E40" in set(stopgap["claim_id"]),
            "urgent": len(views(evidence, "E69")),
            "older": list(older["date_start"].str[:4]) if len(older) > 1 else [],
        },
        carried_by=evidence.cites(cited_views(found)),
        mixed_by=(evidence.cites(cited_views(for_)), evidence.cites(cited_views(against))),
        absent=evidence.nothing_in("effectiveness_claims", unless=len(found)),
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
            "own_land": len(own_land),
        },
    )


def europe_requires_them(evidence: Evidence) -> Case:
    """Return whether Europe cannot be defended without them, by studies such as war games.

    What governments hold, and orders of the weapon or of its substitutes, are positions: named,
    and without weight in the verdict.
    """
    official, army = views(evidence, "E14", "E79"), views(evidence, "E55", "E56", "E81")
    needing = evidence.pick("political_facts", solid=True, reason_given="military_need")
    without = evidence.pick("political_facts", "P099", "P118", solid=True)
    order = evidence.pick("aftermath", "A35", solid=True)
    precision = evidence.pick("omissions", "O38")
    cost = evidence.pick("political_facts", "P103")
    return by_tests(
        evidence,
        "C82",
        pd.concat([official, army]),
        ("political_facts", pd.concat([needing, without, cost])),
        ("omissions", ("O06", "O30", "O38")),
        ("aftermath", order),
        numbers={
            "needed": len(sided(official)[0]) + len(needing) + len(order),
            "not_needed": len(without) + len(precision),
        },
        names={
            "needing": names_in_text(evidence, needing["iso3"].unique()),
            "without": names_in_text(evidence, without["iso3"].unique()),
            "cost": cost["number"].max() / 1e9 if len(cost) else None,
            "official": len(official),
            "army": year(army),
            "gap": army["direction"].eq("supports").any(),
            "bound": len(evidence.pick("omissions", "O06")),
            "precision": year(precision, "known_from"),
        },
        at_most="low",
    )
