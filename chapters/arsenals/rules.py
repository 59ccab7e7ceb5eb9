"""The rules of the chapter on arsenals.

A cause or a prediction is put to the test only by what happened, was measured or studied, or is
law. What governments say is quoted as the best point on either side and decides nothing.
"""

from __future__ import annotations

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence
from chapters.arsenals import facts
from chapters.common.allies import denials
from chapters.common.bearing import bearing
from chapters.common.sides import by_side
from chapters.common.states import alphabetical
from chapters.common.views import cited_views, sided, studies, views, year


def resume_production(evidence: Evidence) -> Case:
    """Return whether deterrence needs allies to make and field the weapon again, by studies.

    Confidence is low: no study found counts attacks with and without it.
    """
    found = studies(evidence, "deterrence")
    for_, against = sided(found)
    making, opinions = facts.fates(evidence)["making"], views(evidence, "E14", "E40", "E82")
    return Case(
        by_side(len(for_), len(against)),
        evidence.cites(
            cited_views(found, opinions),
            ("producers", facts.makers(evidence)),
            ("omissions", ("O13", "O15", "O25", "O38", "O40")),
            ("aftermath", ("A35", "A38")),
        ),
        {
            "makers_stopped": int(making.eq("stopped").sum()),
            "makers_not_given_up": int(making.eq("not given up").sum()),
            "studies": len(found),
        },
        {
            "for_it": len(for_),
            "against": len(against),
            "making": len(facts.making_now(evidence)),
            "ordered": len(evidence.pick("aftermath", "A35")),
            "months": facts.months_without_order(evidence),
            "gap": len(evidence.pick("omissions", "O25")),
            "no_substitute": "E14" in set(opinions["claim_id"]),
            "premise": year(opinions[opinions["claim_id"].eq("E82")]),
            "ukraines": len(evidence.pick("omissions", "O15")),
        },
        carried_by=evidence.cites(cited_views(found)),
        mixed_by=(evidence.cites(cited_views(for_)), evidence.cites(cited_views(against))),
        absent=evidence.nothing_in("effectiveness_claims", unless=len(found)),
        at_most="low",
    )


def limits_capabilities(evidence: Evidence) -> Case:
    """Return whether the treaty reduces what NATO forces can do, by three tests.

    They are the stocks destroyed, the ban on owning more (article 1), if it binds any ally, and
    studies of substitutes. The loss is not measured: confidence is at most medium.
    """
    gone, fate = facts.destroyed(evidence).query("allied"), facts.fates(evidence)
    substitutes = studies(evidence, "substitutes")
    for_, against = sided(substitutes)
    acts = evidence["ccm_articles"]["acts_banned"].fillna("").str.split()
    ban = evidence["ccm_articles"][["stockpiling" in banned for banned in acts]]
    bound, holding = int(fate["bound"].sum()), fate.index[fate["stock"].eq("held") & ~fate["bound"]]
    denied = denials(evidence, holding)
    tests = {
        "stocks given up": len(gone),
        "the treaty's ban on owning the weapon": bound and len(ban),
        "studies of substitutes": len(for_),
    }
    pro = [test for test, speaks in tests.items() if speaks]
    tested = (facts.rows_of(evidence, gone), ("ccm_articles", ban), cited_views(substitutes))
    return Case(
        by_side(len(pro), len(against)),
        evidence.cites(
            *tested,
            ("ccm_articles", ("AR27", "AR28")),
            ("omissions", ("O03", "O04", "O05", "O17", "O25", "O30", "O38", "O41")),
            ("political_facts", denied),
        ),
        {
            "allies_that_destroyed": len(gone),
            "submunitions_allied": float(gone["submunitions"].sum()),
            "allies_bound": bound,
            "allies_holding": len(holding),
        },
        {
            "denying": alphabetical(evidence, denied["iso3"]),
            "pro": pro,
            "studies_for": len(for_),
            "studies_against": len(against),
            "ban": len(ban),
            "lithuania": len(evidence.pick("omissions", "O41")),
            "britain": len(evidence.pick("omissions", "O05")),
            "beside_allies": len(evidence.pick("ccm_articles", "AR27")),
        },
        carried_by=evidence.cites(*tested),
        mixed_by=(
            evidence.cites(*tested[:2], cited_views(for_)),
            evidence.cites(cited_views(against)),
        ),
        absent=evidence.nothing_in(
            "stockpile_destruction",
            "ccm_articles",
            "effectiveness_claims",
            unless=pro or len(against),
        ),
        at_most="medium",
    )


def starting_late(evidence: Evidence) -> Case:
    """Return whether a late start in production could prove disastrous.

    A test needs two lengths of time: how long a start takes (the notice of leaving and the orders
    that makers of ordinary ammunition had ahead), and how much warning there would be.
    """
    lead = facts.lead_times(evidence)
    warning = evidence.pick("industrial_base", measure="warning_time").dropna(subset=["value"])
    years = warning["value"].astype(float)
    least, most = years.min(), years.max()
    backlog = evidence.rows("industrial_base", measure="order_backlog")
    timed = ("ccm_articles", ("AR23", "AR24")), ("industrial_base", backlog)
    return Case(
        {
            "untested": warning.empty,
            "evidence for": lead["low"] > most,
            "evidence against": lead["high"] < least,
            "mixed": True,
        },
        evidence.cites(
            *timed,
            ("industrial_base", warning),
            ("omissions", ("O02", "O14", "O39", "O40")),
            ("aftermath", ("A38",)),
        ),
        {
            "lead_years_low": lead["low"],
            "lead_years_high": lead["high"],
            "warning_times": len(warning),
        },
        {
            **lead,
            "least": least,
            "most": most,
            "months": facts.months_without_order(evidence),
            "war": len(evidence.pick("ccm_articles", "AR24")),
            "large": len(evidence.pick("omissions", "O14", "O39")),
        },
        carried_by=evidence.cites(*timed),
        mixed_by=(evidence.cites(*timed),) * 2,  # the shortest start is in time, the longest late
        absent=evidence.nothing_in("industrial_base", unless=len(warning)),
        at_most="low",
    )


def weakened_nato(evidence: Evidence) -> Case:
    """Return whether the treaty has weakened NATO, by studies and events.

    Stocks that allies destroyed and the largest stock outside are told beside them. No study
    compares NATO with a NATO without the treaty: confidence is low.
    """
    found = bearing(evidence, "C46")
    stocks, fate = facts.destroyed(evidence).query("allied"), facts.fates(evidence)
    holding = facts.largest_holding(evidence).iloc[[-1]]
    return Case(
        found.rungs,
        evidence.cites(
            *found.rows,
            facts.rows_of(evidence, stocks),
            ("non_party_stockpilers", holding),
            ("omissions", ("O04", "O05", "O06", "O13", "O34", "O41")),
        ),
        {
            **found.numbers,
            "destroyed_by_allies": float(stocks["submunitions"].sum()),
            "held_by_united_states": float(holding["stockpile_submunitions"].iloc[0]),
        },
        {
            **found.names(evidence),
            "most": 2 * len(stocks) > len(fate),
            "officials": len(evidence.pick("omissions", "O04")),
            "britain": len(evidence.pick("omissions", "O05")),
            "outside": not fate["bound"].get("USA", False),
            "held_in": holding["as_of"].iloc[0][:4],
        },
        carried_by=evidence.cites(*found.rows),
        mixed_by=found.sides(evidence),
        absent=found.absent(evidence),
        at_most="low",
    )


RULES = {
    "C14": resume_production,
    "C23": limits_capabilities,
    "C27": starting_late,
    "C46": weakened_nato,
}
