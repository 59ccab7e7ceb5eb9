"""The rules of the chapter on military value; those on transfers, Bakhmut and the delay."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence
from chapters.common.standings import is_free
from chapters.common.states import names_in_text
from chapters.common.views import cited_views, month, tests
from chapters.military_value import facts
from chapters.military_value import rules_effect as effect


def turkish_transfer(evidence: Evidence) -> Case:
    """Return whether Türkiye gave Ukraine such shells, by governments, records and reports.

    Import records show shells with Turkish markings that arrived, not who gave them: they lift the
    claim above what is only said if they are not weak, and cannot prove it.
    """
    papers = facts.import_records(evidence)
    solid = papers[papers["confidence"].ne("weak")]
    reported, denied, announced = (
        facts.turkish(evidence, status) for status in ("reported", "denied", "announced")
    )
    tallies = evidence.pick("transfer_summaries", supplier_iso3="TUR")
    stock = evidence.pick("non_party_stockpilers", iso3="TUR")
    return Case(
        {
            "supported": len(announced) or tallies["status"].eq("confirmed").any(),
            "mostly supported": len(solid) or (len(reported) and denied.empty),
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
            "papers": len(solid),
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
        absent=evidence.nothing_in("transfers", unless=len(reported)),
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
    fall = facts.fall(evidence)
    city = fall["date"]
    papers = facts.import_records(evidence)
    late = papers[papers["date"] > city]
    late_papers = late[late["confidence"].ne("weak")]
    used = facts.uses(evidence)
    late_uses = used[~used["in_time"] & used["confidence"].ne("weak")]
    gap = facts.days_to_approval(evidence, fall.to_frame().T)
    reports = [facts.turkish(evidence, status) for status in ("reported", "denied")]
    return Case(
        {
            "evidence for": in_time and credited,
            "mixed": in_time or credited,
            "evidence against": len(late_papers) + len(late_uses),
            "untested": True,
        },
        evidence.cites(("bakhmut", told), ("transfers", pd.concat(reports))),
        {"links_met": len(met), "days_before_us_transfer": gap, "late_papers": len(late)},
        {
            "in_time": in_time,
            "credited": credited,
            "fell": city,
            "dead": dead.max() if len(dead) else None,
            "late_uses": len(late_uses),
            "arrived": late["date"].min() if len(late) else None,
            "intelligence": month(evidence.pick("bakhmut", "BK17")),
            "deliveries": len(evidence.pick("transfers", "TR01")),
            "commander": len(evidence.pick("bakhmut", "BK24")),
            "study": len(evidence.pick("bakhmut", "BK32")),
        },
        carried_by=evidence.cites(
            ("bakhmut", pd.concat([used, facts.credits(evidence)])), ("transfers", late_papers)
        ),
        mixed_by=(
            evidence.cites(
                ("bakhmut", pd.concat([used[used["in_time"]], facts.credits(evidence)]))
            ),
        ),
        absent=evidence.nothing_in("bakhmut", "transfers", unless=in_time and credited),
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
        absent=evidence.nothing_in("transfers", unless=len(announced)),
    )


def cause_of_delay(evidence: Evidence) -> Case:
    """Return whether the US delay came from debates rooted in the treaty.

    Accounts are those of the people who decided and of the press of the time; rules and refusals
    count where they were at work before the approval, and words alone carry neither side. Medium
    confidence at most: no account names the treaty.
    """
    testimony, later = facts.named_causes(evidence)
    stands = facts.positions(evidence)
    limit, refused = evidence.pick("political_facts", "P142"), facts.refusals(evidence)

    def names_cause(rows: pd.DataFrame, cause: str) -> int:
        return sum(cause in each.split() for each in rows["delayed_by"].fillna(""))

    named = [cause for cause in ("us_law", "allies") if names_cause(testimony, cause)]
    late = stands[~stands["before"]]
    critics = evidence.pick("political_facts", "P158")["number"]
    harm, press = names_cause(later, "civilian_harm"), names_cause(later, "us_law")
    law = ("us_law" in named) + len(limit) + press
    allies = ("allies" in named) + len(refused)
    by_table = [(table, rows["id"]) for table, rows in stands.groupby("table")]
    return Case(
        {
            "mixed": allies and law + harm,
            "evidence for": len(refused),
            "evidence against": len(limit) and not allies,
            "untested": True,
        },
        evidence.cites(
            cited_views(testimony, later),
            ("political_facts", ("P142", "P158")),
            *by_table,
            ("omissions", ("O26", "O27", "O43", "O45")),
            ("failure_rates", ("FR45",)),
        ),
        {"law": law, "allies": allies, "objected_later": int(late["iso3"].nunique())},
        {
            "named": named,
            "rule": len(limit),
            "since": len(evidence.pick("omissions", "O45")),
            "harm": harm,
            "refused": names_in_text(evidence, refused["denied_by_iso3"].unique()),
            "refused_to": names_in_text(evidence, refused["from_iso3"].unique()),
            "refused_on": refused["date"].min() if len(refused) else None,
            "political": len(tests(evidence, "C74")),
            "us_free": is_free(evidence, "USA"),
            "germany": stands["iso3"].eq("DEU").any(),
            "critics": int(critics.iloc[0]) if len(critics) else None,
        },
        carried_by=evidence.cites(
            ("transfers", refused), ("political_facts", limit), ("failure_rates", ("FR45",))
        ),
        mixed_by=(
            evidence.cites(("transfers", refused)),
            evidence.cites(("political_facts", limit), ("failure_rates", ("FR45",))),
        ),
        absent=evidence.nothing_in("effectiveness_claims", "transfers", unless=allies),
        at_most="medium",
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
    "C74": effect.cost_of_delay,
    "C78": effect.compelling_case,
    "C82": effect.europe_requires_them,
}
