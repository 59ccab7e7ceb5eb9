"""The rules of the chapter on military value; those on transfers, Bakhmut and the delay."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence
from chapters.common.sides import by_side
from chapters.common.views import cited_views, month, sided, studies, views
from chapters.military_value import facts
from chapters.military_value import rules_effect as effect


def turkish_transfer(evidence: Evidence) -> Case:
    """Return whether Türkiye gave Ukraine such shells, by what governments and reports say."""
    reported, denied, announced = (
        facts.turkish(evidence, status) for status in ("reported", "denied", "announced")
    )
    tallies = evidence.pick("transfer_summaries", supplier_iso3="TUR")
    stock = evidence.pick("non_party_stockpilers", iso3="TUR")
    return Case(
        {
            "supported": len(announced) or tallies["status"].eq("confirmed").any(),
            "mostly supported": len(reported) and denied.empty,
            "contradicted": len(denied) and reported.empty,
            "unverifiable": True,
        },
        evidence.cites(
            ("transfers", pd.concat([reported, denied, announced])),
            ("transfer_summaries", tallies),
            ("non_party_stockpilers", stock),
        ),
        {"reported": len(reported), "denied": len(denied)},
        {
            "announced": len(announced),
            "one_article": int(reported["original_report"].eq("foreign_policy").sum()),
            "both_deny": facts.both_deny(evidence),
            "stock": stock["stockpile"].eq(True).any(),
        },
        at_most="medium",
    )


def pivotal_at_bakhmut(evidence: Evidence) -> Case:
    """Return whether the Turkish shells were decisive at Bakhmut (see ``facts.links``).

    What counts against is that the city fell and that the one dated report of use is later, not
    that no account was found: such an account may yet come, so confidence is medium at most.
    """
    met = {link for link, status in facts.links(evidence).items() if status == "met"}
    in_time, credited = "fired" in met, "credited" in met
    told = evidence["bakhmut"]
    told = told[told["topic"].isin(("dpicm", "control")) | told["id"].isin(("BK12", "BK24"))]
    dead = evidence.pick("bakhmut", "BK12")["value"]
    city = facts.fall(evidence)["date"]
    gap = facts.days_between(city, facts.approval(evidence)["date"])
    reports = [facts.turkish(evidence, status) for status in ("reported", "denied")]
    return Case(
        {
            "evidence for": in_time and credited,
            "mixed": in_time or credited,
            "evidence against": True,
        },
        evidence.cites(("bakhmut", told), ("transfers", pd.concat(reports))),
        {"links_met": len(met), "days_before_us_transfer": gap},
        {
            "in_time": in_time,
            "credited": credited,
            "fell": city,
            "dead": dead.max() if len(dead) else None,
            "late_uses": int((~facts.uses(evidence)["in_time"]).sum()),
            "intelligence": month(evidence.pick("bakhmut", "BK17")),
            "deliveries": len(evidence.pick("transfers", "TR01")),
            "commander": len(evidence.pick("bakhmut", "BK24")),
        },
        at_most="medium",
    )


def us_approval(evidence: Evidence) -> Case:
    """Return whether the United States approved transfers to Ukraine."""
    rows = evidence.rows("transfers", from_iso3="USA", to_iso3="UKR")
    announced = rows[rows["status"].eq("announced")]
    tally = evidence.pick("transfer_summaries", supplier_iso3="USA", status="confirmed")
    count = int(tally["announcements"].max()) if len(tally) else 0
    return Case(
        {"supported": len(announced), "unverifiable": True},
        evidence.cites(
            ("transfers", announced if len(announced) else rows), ("transfer_summaries", tally)
        ),
        {"transfers_counted": count},
        {
            "first": announced["date"].min() if len(announced) else None,
            "last": tally["last_date"].max() if count else None,
            "others": len(rows) - len(announced),
        },
    )


def cause_of_delay(evidence: Evidence) -> Case:
    """Return whether the US delay came from debates rooted in the treaty (see ``facts.causes``).

    Medium confidence at most: there is one account, and it speaks of allied unity, not of the
    treaty.
    """
    rows = facts.causes(evidence)
    at_work = rows[rows["account"] | rows["before"]]
    law, allies = (at_work[at_work["cause"].eq(cause)] for cause in ("US law", "allies"))
    stands = facts.positions(evidence)
    late = stands[~stands["before"].astype(bool)]
    return Case(
        by_side(len(allies), len(law)),
        evidence.cites(
            cited_views(views(evidence, "E12")),
            ("political_facts", ("P142", *stands["id"])),
            ("government_positions", stands["id"]),
            ("omissions", ("O26", "O27")),
            ("failure_rates", ("FR45",)),
        ),
        {"law": len(law), "allies": len(allies), "objected_later": len(late)},
        {
            "named": list(rows.loc[rows["account"].astype(bool), "cause"]),
            "rule": len(law[~law["account"].astype(bool)]),
            "early_allies": int(stands.loc[stands["before"].astype(bool), "iso3"].nunique()),
            "late_allies": int(late["iso3"].nunique()),
            "germany": stands["iso3"].eq("DEU").any(),
        },
        at_most="medium",
    )


def cost_of_delay(evidence: Evidence) -> Case:
    """Return whether the delay cost lives, by studies of what it cost or saved."""
    estimates = studies(evidence, "us_delay")
    for_, against = sided(estimates)
    start = evidence.rows("timeline", id="TL01")
    approved = facts.approval(evidence)["date"]
    return Case(
        by_side(len(for_), len(against)),
        evidence.cites(
            cited_views(views(evidence, "E02", "E13", "E25"), estimates),
            ("timeline", pd.concat([start, evidence.pick("timeline", "TL34")])),
            ("casualties_by_year", ("CY42",)),
        ),
        {
            "days_from_invasion": facts.days_between(start["date"].iloc[0], approved),
            "estimates": len(estimates),
        },
        {
            "for_it": len(for_),
            "against": len(against),
            "intelligence": month(views(evidence, "E02")),
            "soldiers": len(views(evidence, "E25")),
        },
        at_most="high" if len(estimates) else "low",
    )


RULES = {
    "C65": effect.strategic_value,
    "C66": turkish_transfer,
    "C67": pivotal_at_bakhmut,
    "C68": effect.lethal,
    "C69": effect.area_targets,
    "C70": effect.dual_purpose,
    "C71": us_approval,
    "C72": effect.shows_necessity,
    "C73": cause_of_delay,
    "C74": cost_of_delay,
    "C78": effect.compelling_case,
    "C82": effect.europe_requires_them,
}
