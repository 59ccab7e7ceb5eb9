"""Which rung each claim on China reaches, and on which rows."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from chapters.china.facts import TOOLS, free_allies, makers, shares
from chapters.common.bearing import bearing
from chapters.common.sides import by_side
from chapters.common.standings import is_free
from chapters.common.states import in_text, names_in_text
from chapters.common.treaty import log_of
from chapters.common.views import month, year

_WEST = ("EU", "G7", "NATO")


def _checks(evidence: Evidence, claim: str) -> pd.DataFrame:
    """Return the checks of the phrase for a claim that are better than weak."""
    rows = evidence["quote_checks"]
    on_phrase = rows["claim_ids"].fillna("").str.split().map(lambda ids: claim in ids).astype(bool)
    rows = some(rows[on_phrase], "table quote_checks has no accepted check of the phrase")
    solid = rows[rows["confidence"].ne("weak")]
    return some(solid, "table quote_checks has only weak checks of the phrase")


def _own_words(evidence: Evidence) -> pd.DataFrame:
    """Return what China itself said of the convention, not what others say of its motives."""
    rows = evidence.pick("china_russia", solid=True, category="cluster_position", actor_iso3="CHN")
    return rows[rows["says"].notna() | rows["reason_given"].notna()]


def phrase_and_threat(evidence: Evidence) -> Case:
    """Return whether the two call their tie that, and whether NATO has called it a threat."""
    checks = _checks(evidence, "C10")
    threat = evidence.pick("china_russia", actor="NATO", says=("no_limits", "raises_threat"))
    context = evidence.pick("china_russia", category="statement", actor_2_iso3="RUS")
    found = set(checks["found"])
    elsewhere = int(checks["found"].eq("different_context").sum())
    return Case(
        {
            "supported": "exact" in found,
            "mostly supported": "near" in found and len(threat),
            "misleading": "near" in found,
            "contradicted": True,
        },
        evidence.cites(
            ("quote_checks", checks), ("china_russia", context), ("china_russia", threat)
        ),
        {"checks": len(checks), "different_context": elsewhere},
        {
            "stated": min(checks.loc[checks["found"].eq("near"), "found_date"], default=None),
            "threat": month(threat, "period_start"),
        },
        carried_by=evidence.cites(("quote_checks", checks)),
        absent=evidence.nothing_in("quote_checks", unless=found & {"exact", "near"}),
    )


def consider_china(evidence: Evidence) -> Case:
    """Return what NATO itself has said of China; no fact settles what it should consider."""
    declared = evidence.pick("china_russia", actor="NATO")
    treaty = evidence.by_id("background_facts", "BG144")
    return Case(
        {"a matter of values": True},
        evidence.cites(("china_russia", declared), ("background_facts", treaty)),
        {"nato_rows": len(declared)},
        {"declared": month(declared, "period_start")},
    )


def often_described(evidence: Evidence) -> Case:
    """Return how many sources outside the two governments use the phrase."""
    checks = _checks(evidence, "C85")
    spoken = evidence.pick("china_russia", solid=True, says="no_limits")
    spoken = spoken[~spoken["actor_iso3"].isin(("CHN", "RUS")).fillna(False)]
    titled = checks[checks["found"].isin(("exact", "near")) & checks["in_title"]]
    outside = {*spoken["source"], *titled["source"]}
    return Case(
        {
            "misleading": len(outside) < 2,
            "supported": checks["found"].eq("exact").any(),
            "mostly supported": True,
        },
        evidence.cites(
            ("quote_checks", checks), ("china_russia", spoken), ("china_russia", ("CR30",))
        ),
        {"outside_sources": len(outside)},
        {"nato": spoken["actor"].eq("NATO").any(), "headline": len(titled) > 0},
        carried_by=evidence.cites(("quote_checks", checks), ("china_russia", spoken)),
        absent=evidence.nothing_in("quote_checks", "china_russia", unless=len(outside) > 1),
        at_most="medium",  # how often was not counted
    )


def contributes(evidence: Evidence) -> Case:
    """Return how many independent sources report dual-use goods, or sanctions for them."""
    goods = evidence.pick("china_russia", solid=True, category=("dual_use", "sanctions"))
    denied = evidence.pick("china_russia", "CR31", "CR32")
    declared = evidence.pick("china_russia", actor="NATO")
    if goods.empty and denied.empty:
        raise NotInEvidence("table china_russia has no accepted row on dual-use goods")
    figures = shares(evidence)
    figures = figures[figures["good"].isin((*TOOLS, "microelectronics"))]
    ends = figures.iloc[[0, -1]] if len(figures) > 1 else figures
    independent = evidence.independent(goods)
    return Case(
        {"supported": independent >= 2, "mostly supported": independent, "unverifiable": True},
        evidence.cites(
            ("china_russia", goods), ("china_russia", declared), ("china_russia", denied)
        ),
        {"sources": independent, "figures": len(figures)},
        {
            "ends": ends.to_dict("records"),
            "unarmed": month(denied[denied["id"].eq("CR32")], "period_start"),
            "declared": len(declared),
        },
    )


def accused(evidence: Evidence) -> Case:
    """Return which states and bodies have said so, or imposed sanctions, on the record."""
    rows = evidence.pick("china_russia", solid=True)
    west = rows["actor_iso3"].eq("USA") | rows["actor"].isin(_WEST)
    acts = rows["category"].isin(("sanctions", "dual_use")) & west.fillna(False)
    rows = rows[acts | rows["actor"].eq("NATO").fillna(False)]
    states = {in_text(evidence, iso3) for iso3 in rows["actor_iso3"].dropna()}
    bodies = rows["actor"].dropna().replace({"EU": "the European Union", "G7": "the G7"})
    who = sorted(states | set(bodies))
    return Case(
        {"supported": who, "unverifiable": True},
        evidence.cites(("china_russia", rows), ("china_russia", ("CR31",))),
        {"accusers": len(who)},
        {"who": who},
    )


def complicates(evidence: Evidence) -> Case:
    """Return whether a study or an event shows an effect on NATO's strategy.

    That all members declared so is told, and is what they hold.
    """
    said = evidence.pick("china_russia", actor="NATO", says="raises_threat")
    found = bearing(evidence, "C88")
    return Case(
        found.rungs,
        evidence.cites(("china_russia", said), ("china_russia", ("CR33",)), *found.rows),
        {**found.numbers, "statements": len(said)},
        {"declared": month(said, "period_start")},
        carried_by=evidence.cites(*found.rows),
        mixed_by=found.sides(evidence),
        absent=found.absent(evidence),
        at_most="low",
    )


def refused(evidence: Evidence) -> Case:
    """Return whether China is on the depositary's list, and has said that it does not join."""
    status = evidence["ccm_status"]
    said = _own_words(evidence)
    said = said[said["says"].eq("does_not_join").fillna(False)]
    ballots = evidence.pick("unga_votes_by_state", solid=True, iso3="CHN")
    told = said.sort_values("id")["period_start"].str[:4]
    yes = sorted(ballots.loc[ballots["vote"].eq("yes"), "year"])
    listed = status["iso3"].eq("CHN").any()
    on_list = log_of(evidence, "ccm_status")["iso3"].nunique()
    return Case(
        {
            "contradicted": listed,
            "supported": len(said),
            "mostly supported": True,
        },
        evidence.cites(
            ("ccm_status", status),
            ("china_russia", said),
            ("china_russia", ("CR06", "CR07")),
            ("unga_votes_by_state", ballots),
        ),
        {"statements": len(said), "yes_votes": len(yes)},
        {"listed": on_list, "yes": [str(year) for year in yes], "said": list(told)},
        absent=evidence.nothing_in("ccm_status", unless=listed),
    )


def motive(evidence: Evidence) -> Case:
    """Return what China does for its capability, and what for the humanitarian side.

    For the claim stand rows by which it makes, keeps or exports the weapon; against it its votes
    for the convention's resolution. The reasons that it gives are told: they are what it says.
    """
    said = _own_words(evidence)
    reasons = said[said["reason_given"].notna()]
    need = reasons["reason_given"].eq("military_need")
    held = evidence.pick(
        "china_russia", solid=True, category="production_export", says="holds_stock"
    )
    ballots = evidence.pick("unga_votes_by_state", solid=True, iso3="CHN", vote="yes")
    acts = ("china_russia", held), ("unga_votes_by_state", ballots)
    return Case(
        by_side(len(held), len(ballots)),
        evidence.cites(("china_russia", said), ("china_russia", ("CR04", "CR07")), *acts),
        {"reasons": len(reasons), "military": int(need.sum()), "yes_votes": len(ballots)},
        {
            "years": list(reasons.loc[need, "period_start"].str[:4]),
            "voted": sorted(str(year) for year in ballots["year"]),
            "trade": year(evidence.pick("china_russia", "CR04"), "period_start"),
            "outside": is_free(evidence, "CHN"),
        },
        carried_by=evidence.cites(*acts),
        mixed_by=tuple(evidence.cites(act) for act in acts),
        absent=evidence.nothing_in(
            "china_russia", "unga_votes_by_state", unless=len(held) + len(ballots)
        ),
        at_most="medium",  # acts tell of a motive only indirectly
    )


def arsenal(evidence: Evidence) -> Case:
    """Return whether a stock, and its number, are on record."""
    rows = evidence.pick("china_russia", solid=True, category="production_export")
    stock = rows[rows["says"].eq("holds_stock").fillna(False)]
    made = evidence.pick("producers", iso3="CHN", status="producing")
    profile = evidence.pick("non_party_stockpilers", iso3="CHN")
    number = profile["stockpile_munitions"].notna().any()
    return Case(
        {
            "contradicted": profile["stockpile"].eq(False).any(),
            "supported": len(stock) and number,
            "mostly supported": len(stock),
            "unverifiable": True,
        },
        evidence.cites(
            ("china_russia", rows), ("producers", made), ("non_party_stockpilers", profile)
        ),
        {"stock_rows": len(stock), "numbers_published": int(number)},
        {"made": len(made)},
        carried_by=evidence.cites(("china_russia", stock), ("non_party_stockpilers", profile)),
        absent=evidence.nothing_in("china_russia", "non_party_stockpilers", unless=number),
        at_most="medium",  # how large the stock is cannot be checked
    )


def might_use(evidence: Evidence) -> Case:
    """Return whether China's use is confirmed, with how many producers have used the weapon."""
    made, used = makers(evidence)
    own = evidence.pick("cluster_munition_use", user_iso3="CHN", status="confirmed")
    return Case(
        {"evidence for": len(own), "untested": True},
        evidence.cites(
            ("china_russia", ("CR21",)),
            ("producers", evidence.pick("producers", status="producing")),
            ("cluster_munition_use", evidence.pick("cluster_munition_use", user_iso3=tuple(used))),
        ),
        {"producers": len(made), "users": len(used)},
        {
            "used": names_in_text(evidence, used),
            "denied": len(evidence.pick("china_russia", "CR21")),
            "most_have_not": 2 * len(used) < len(made),
        },
        carried_by=evidence.cites(("cluster_munition_use", own)),
        absent=evidence.nothing_in("cluster_munition_use", unless=len(own)),
        at_most="low",  # the claim has no date and no condition
    )


def disadvantage(evidence: Evidence) -> Case:
    """Return what studies and events that weigh both rivals say of the treaty, by side.

    A study of Russia alone does not bear on it: the claim names China too.
    """
    found, free = bearing(evidence, "C93"), free_allies(evidence)
    return Case(
        found.rungs,
        evidence.cites(
            *found.rows,
            ("omissions", evidence.by_id("omissions", "O06")),
            ("background_facts", evidence.by_id("background_facts", "BG144")),
            ("ccm_status", evidence["ccm_status"]),
        ),
        {**found.numbers, "allies_not_bound": len(free)},
        {**found.names(evidence), "us_free": free.eq("USA").any()},
        carried_by=evidence.cites(*found.rows),
        mixed_by=found.sides(evidence),
        absent=found.absent(evidence),
        at_most="low",  # views and a legal limit stand where a study should
    )


RULES = {
    "C10": phrase_and_threat,
    "C84": consider_china,
    "C85": often_described,
    "C86": contributes,
    "C87": accused,
    "C88": complicates,
    "C89": refused,
    "C90": motive,
    "C91": arsenal,
    "C92": might_use,
    "C93": disadvantage,
}
