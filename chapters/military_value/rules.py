"""The rules of the chapter on military value; those on transfers, Bakhmut and the delay."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence
from chapters.common.sides import by_side, missing
from chapters.common.states import names_in_text
from chapters.common.views import cited_views, concluded, month, sided, tests, views, works
from chapters.military_value import facts
from chapters.military_value import rules_effect as effect


def turkish_transfer(evidence: Evidence) -> Case:
    """Return whether Türkiye gave Ukraine such shells, by governments, records and reports.

    Import records show shells with Turkish markings that arrived, not who gave them: they lift the
    claim above what is only said, and cannot prove it.
    """
    papers = facts.import_records(evidence)
    reported, denied, announced = (
        facts.turkish(evidence, status) for status in ("reported", "denied", "announced")
    )
    tallies = evidence.pick("transfer_summaries", supplier_iso3="TUR")
    stock = evidence.pick("non_party_stockpilers", iso3="TUR")
    return Case(
        {
            "supported": len(announced) or tallies["status"].eq("confirmed").any(),
            "mostly supported": len(papers) or (len(reported) and denied.empty),
            "contradicted": len(denied) and reported.empty,
            "unverifiable": True,
        },
        evidence.cites(
            ("transfers", pd.concat([reported, denied, announced])),
            ("transfer_summaries", tallies),
            ("non_party_stockpilers", stock),
        ),
        {"reported": len(reported), "denied": len(denied), "on_paper": len(papers)},
        {
            "shells": int(papers["quantity"].max()) if len(papers) else None,
            "arrived": papers["date"].min() if len(papers) else None,
            "via": names_in_text(evidence, papers["via_iso3"].dropna().unique()),
            "announced": len(announced),
            "one_article": int(reported["original_report"].eq("foreign_policy").sum()),
            "both_deny": facts.both_deny(evidence),
            "stock": stock["stockpile"].eq(True).any(),
        },
        carried_by=evidence.cites(
            ("transfers", pd.concat([reported, denied, announced])), ("transfer_summaries", tallies)
        ),
        absent=missing(evidence, reported, "transfers"),
        at_most="medium",
    )


def pivotal_at_bakhmut(evidence: Evidence) -> Case:
    """Return whether the Turkish shells were decisive at Bakhmut (see ``facts.links``).

    What counts against is what is dated after the fall of the city: arrivals on paper and reports
    of use. That no account credits the shells is no test, and decides nothing.
    """
    met = {link for link, status in facts.links(evidence).items() if status == "met"}
    in_time, credited = "fired" in met, "credited" in met
    told = evidence["bakhmut"]
    kept = ("BK12", "BK24", "BK33", "BK34")
    told = told[told["topic"].isin(("dpicm", "control")) | told["id"].isin(kept)]
    dead = evidence.pick("bakhmut", "BK12", "BK34")["value"]
    city = facts.fall(evidence)["date"]
    papers = facts.import_records(evidence)
    late_papers = papers[papers["date"] > city]
    used = facts.uses(evidence)
    late_uses = used[~used["in_time"] & used["confidence"].ne("weak")]
    gap = facts.days_between(city, facts.approval(evidence)["date"])
    reports = [facts.turkish(evidence, status) for status in ("reported", "denied")]
    return Case(
        {
            "evidence for": in_time and credited,
            "mixed": in_time or credited,
            "evidence against": len(late_papers) + len(late_uses),
            "untested": True,
        },
        evidence.cites(("bakhmut", told), ("transfers", pd.concat(reports))),
        {"links_met": len(met), "days_before_us_transfer": gap, "late_papers": len(late_papers)},
        {
            "in_time": in_time,
            "credited": credited,
            "fell": city,
            "dead": dead.max() if len(dead) else None,
            "late_uses": len(late_uses),
            "arrived": late_papers["date"].min() if len(late_papers) else None,
            "intelligence": month(evidence.pick("bakhmut", "BK17")),
            "deliveries": len(evidence.pick("transfers", "TR01")),
            "commander": len(evidence.pick("bakhmut", "BK24")),
            "study": len(evidence.pick("bakhmut", "BK32")),
        },
        carried_by=evidence.cites(
            ("bakhmut", pd.concat([used, facts.credits(evidence)])), ("transfers", late_papers)
        ),
        absent=missing(evidence, pd.concat([late_papers, used]), "bakhmut", "transfers"),
        at_most="low",
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
        absent=missing(evidence, announced, "transfers"),
    )


def cause_of_delay(evidence: Evidence) -> Case:
    """Return whether the US delay came from debates rooted in the treaty (see ``facts.causes``).

    Accounts are those of the people who decided and of the press of the time; rules and acts of
    allies count where they were at work before the approval. Medium confidence at most: no account
    names the treaty.
    """
    rows = facts.causes(evidence)
    at_work = rows[rows["account"] | rows["before"]]
    law, allies = (at_work[at_work["cause"].eq(cause)] for cause in ("US law", "allies"))
    later = views(evidence, "E71", "E74", solid=True)
    names = later["delayed_by"].fillna("").str.split()
    harm, press = (
        later[[cause in each for each in names]] for cause in ("civilian_harm", "us_law")
    )
    refused = facts.refusals(evidence)
    stands = facts.positions(evidence)
    late = stands[~stands["before"].astype(bool)]
    critics = evidence.pick("political_facts", "P158")["number"]
    study = tests(evidence, "C74")
    return Case(
        by_side(len(allies), len(law) + len(harm) + len(press)),
        evidence.cites(
            cited_views(views(evidence, "E12"), later),
            ("transfers", refused),
            (
                "political_facts",
                ("P142", "P158", *stands.loc[stands["table"].eq("political_facts"), "id"]),
            ),
            ("government_positions", stands["id"]),
            ("omissions", ("O26", "O27", "O43", "O45")),
            ("failure_rates", ("FR45",)),
        ),
        {
            "law": len(law) + len(press),
            "allies": len(allies),
            "objected_later": len(late),
        },
        {
            "named": list(rows.loc[rows["account"].astype(bool), "cause"]),
            "rule": len(law[~law["account"].astype(bool)]),
            "since": len(evidence.pick("omissions", "O45")),
            "harm": len(harm),
            "press": len(press),
            "refused": names_in_text(evidence, refused["denied_by_iso3"].unique()),
            "refused_to": names_in_text(evidence, refused["from_iso3"].unique()),
            "refused_on": refused["date"].min() if len(refused) else None,
            "political": len(study),
            "early_allies": int(stands.loc[stands["before"].astype(bool), "iso3"].nunique()),
            "late_allies": int(late["iso3"].nunique()),
            "germany": stands["iso3"].eq("DEU").any(),
            "critics": int(critics.iloc[0]) if len(critics) else None,
        },
        carried_by=evidence.cites(
            ("transfers", refused), ("political_facts", ("P142",)), ("failure_rates", ("FR45",))
        ),
        at_most="medium",
    )


def cost_of_delay(evidence: Evidence) -> Case:
    """Return whether the delay cost lives, by studies of what it cost or saved.

    No study found counts lives, so confidence is low.
    """
    found = tests(evidence, "C74")
    for_, against = sided(found)
    start = evidence.rows("timeline", id="TL01")
    approved = facts.approval(evidence)["date"]
    return Case(
        by_side(len(for_), len(against)),
        evidence.cites(
            cited_views(views(evidence, "E02", "E13", "E25", "E69"), found),
            ("timeline", pd.concat([start, evidence.pick("timeline", "TL34")])),
            ("casualties_by_year", ("CY42",)),
        ),
        {
            "days_from_invasion": facts.days_between(start["date"].iloc[0], approved),
            "estimates": works(found),
        },
        {
            "for_it": works(for_),
            "against": works(against),
            "seen": list(found["claim_id"]),
            "intelligence": month(views(evidence, "E02")),
            "urgent": len(views(evidence, "E69")),
            "soldiers": len(views(evidence, "E25")),
            "conclusions": concluded(found),
        },
        carried_by=evidence.cites(cited_views(found)),
        absent=missing(evidence, found, "effectiveness_claims"),
        at_most="low",
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
