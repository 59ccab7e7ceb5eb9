"""Findings on the shells that Ukraine got, on Bakhmut and on the delay: C66, C67, C71, C73, C74."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import in_words, latest_day
from casebook.military_value_record import (
    approval,
    causes,
    cite_all,
    fall,
    links,
    sided,
    studies,
    turkish,
    views,
)
from casebook.reasoning.claims import Ruling, Verdict, balance
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import capitalised, counted, how_many, spelled


def turkish_transfer(evidence: Evidence) -> Ruling:
    """C66, that Türkiye gave Ukraine DPICM.

    Supported if either government announced or confirmed it; contradicted if it is only denied;
    unverifiable if it is reported and denied; mostly supported if reported and never denied.
    """
    reported, denied = turkish(evidence, "reported"), turkish(evidence, "denied")
    confirmed = turkish(evidence, "announced")
    summaries = evidence["transfer_summaries"]
    summaries = summaries[summaries["supplier_iso3"].eq("TUR")]
    article = reported["original_report"].eq("foreign_policy").fillna(False)
    stock = evidence["non_party_stockpilers"]
    stock = stock[stock["iso3"].eq("TUR")]
    if len(confirmed) or summaries["status"].eq("confirmed").any():
        verdict = Verdict.SUPPORTED
    elif len(reported) and len(denied):
        verdict = Verdict.UNVERIFIABLE
    elif len(reported):
        verdict = Verdict.MOSTLY_SUPPORTED
    else:
        verdict = Verdict.CONTRADICTED if len(denied) else Verdict.UNVERIFIABLE
    return Ruling(
        verdict,
        summary=(
            f"{capitalised(counted(len(reported), 'entry tells', 'entries tell'))} of the "
            f"transfer, {how_many(int(article.sum()))} of them from one article that cites "
            f"unnamed officials. {capitalised(counted(len(denied), 'entry', 'entries'))} "
            f"{'holds' if len(denied) == 1 else 'hold'} the denials of both governments. No "
            "papers, no remnants and no confirmation were found, so it can be neither taken as "
            "fact nor ruled out."
        ),
        best_for=(
            "Foreign Policy cited current and former officials. The denial says Türkiye holds no "
            "such weapons, while the Monitor's profile says that it has a stock."
        ),
        best_against=(
            "Both governments deny it, and the op-ed states it as fact without saying so."
        ),
        would_change="A confirmation by either government, delivery papers or traced remnants.",
        rests_on=cite_all(
            evidence,
            transfers=pd.concat([reported, denied, confirmed]),
            transfer_summaries=summaries,
            non_party_stockpilers=stock,
        ),
        numbers={"reported": len(reported), "denied": len(denied)},
        at_most="medium",
    )


def pivotal_at_bakhmut(evidence: Evidence) -> Ruling:
    """C67, that the Turkish shells were decisive at Bakhmut.

    Four links (see :func:`links`). Evidence for if the shells were fired in time and another
    account credits them; mixed if one of the two holds. Evidence against if neither: what counts
    there is that the city fell and that the one dated report of use is later, not that no account
    was found. Medium confidence at most, since such an account may yet come.
    """
    found = links(evidence).set_index("link")["status"]
    in_time = found["Fired before the city fell"] == "met"
    credited = found["Credited by others"] == "met"
    if in_time and credited:
        verdict = Verdict.EVIDENCE_FOR
    else:
        verdict = Verdict.MIXED if in_time or credited else Verdict.EVIDENCE_AGAINST
    rows = evidence["bakhmut"]
    used = rows[rows["topic"].isin(("dpicm", "control")) | rows["id"].isin(("BK12", "BK24"))]
    dead = evidence.known("bakhmut", "BK12")["value"]
    city, approved = fall(evidence), approval(evidence)
    gap = (latest_day(approved["date"]) - latest_day(city["date"])).days
    return Ruling(
        verdict,
        summary=(
            "To be pivotal at Bakhmut, Turkish shells had to be delivered, fired in time, credited "
            f"and to turn the outcome: {how_many(int(found.eq('met').sum()))} of these is "
            "established. "
            + ("" if credited else "The op-ed is the only source found that credits them. ")
            + f"The city was under Russian control by {in_words(city['date'])}, {gap} days before "
            "the first US transfer was announced."
        ),
        best_for=(
            "US intelligence judged in January 2023 that such shells would likely help against the "
            "assault waves there. The reported deliveries began months before the city fell."
            + (f" Wagner's leader put his dead at {dead.max():,.0f}." if len(dead) else "")
        ),
        best_against=(
            "A Ukrainian brigade commander at Bakhmut credited jamming, urban fighting and drones "
            "that saved scarce shells. The one dated report of use came after the battle."
        ),
        would_change="A unit's account, remnants or records of such rounds fired before May 2023.",
        rests_on=cite_all(
            evidence,
            bakhmut=used,
            transfers=pd.concat([turkish(evidence, "reported"), turkish(evidence, "denied")]),
        ),
        numbers={"links_met": int(found.eq("met").sum()), "days_before_us_transfer": gap},
        at_most="medium",
    )


def us_approval(evidence: Evidence) -> Ruling:
    """C71, that the United States approved transfers to Ukraine. Supported if one was announced."""
    rows = evidence.rows("transfers", from_iso3="USA", to_iso3="UKR")
    first = approval(evidence)
    tally = evidence["transfer_summaries"]
    tally = tally[tally["supplier_iso3"].eq("USA") & tally["status"].eq("confirmed")]
    count = int(tally["announcements"].max()) if len(tally) else 0
    return Ruling(
        Verdict.SUPPORTED if rows["status"].eq("announced").any() else Verdict.UNVERIFIABLE,
        summary=(
            f"The first transfer was announced on {in_words(first['date'])}"
            + (f", and {spelled(count)} had been counted" if count else "")
            + (f" by {in_words(tally['last_date'].max())}." if count else ".")
        ),
        best_for="The Pentagon announced it and later confirmed delivery.",
        best_against="The number of shells sent was not published.",
        would_change="Nothing likely.",
        rests_on=cite_all(
            evidence,
            transfers=rows[rows["status"].eq("announced")],
            transfer_summaries=tally,
        ),
        numbers={"transfers_counted": count},
    )


def cause_of_delay(evidence: Evidence) -> Ruling:
    """C73, that the US delay came from debates rooted in the treaty.

    Which causes do accounts, or rules and positions dated before the approval, give? Allies and
    their treaty only: evidence for. US law only: evidence against. Both: mixed. None: untested.
    Medium confidence at most: one account, and it speaks of allied unity, not of the treaty.
    """
    rows = causes(evidence)
    counted_in = rows[rows["account"] | rows["before"]]
    law, allies = (counted_in[counted_in["cause"].eq(name)] for name in ("US law", "allies"))
    stands = rows[rows["cause"].eq("allies") & ~rows["account"]]
    late = stands[~stands["before"]]
    by_table = {
        "effectiveness_claims": views(evidence, "E12"),
        "political_facts": evidence.known("political_facts", *rows["id"]),
    }
    return Ruling(
        balance(len(allies), len(law)),
        summary=(
            "Pentagon testimony before the approval names both: US law, and worries over allied "
            "unity. The law, with its limit on duds, came from Congress; the United States never "
            "joined the treaty. "
            f"{capitalised(counted(int(late['iso3'].nunique()), 'ally', 'allies'))} stated their "
            "objections on the day of the approval or after, too late to have caused the delay."
        ),
        best_for=(
            "A Pentagon official named allied unity as holding the decision back, and Germany "
            "grounded its objection in the treaty."
        ),
        best_against=(
            "The United States was bound by its own law and policy, not by the treaty. The limit "
            "could be waived, as in the end it was."
        ),
        would_change="Records of the 2022 and 2023 deliberations that weigh the causes.",
        rests_on=(
            *cite_all(evidence, **by_table),
            *cite_all(
                evidence,
                omissions=evidence.known("omissions", "O26", "O27"),
                failure_rates=evidence.known("failure_rates", "FR45"),
            ),
        ),
        numbers={"law": len(law), "allies": len(allies), "objected_later": len(late)},
        at_most="medium",
    )


def cost_of_delay(evidence: Evidence) -> Ruling:
    """C74, that the delay cost lives.

    Tested only by a study, not weak, of what the delay cost or saved. With none the claim is
    untested; with some, it follows their side.
    """
    estimates = studies(evidence, "us_delay")
    for_, against = sided(estimates)
    start = evidence.rows("timeline", id="TL01")
    days = (latest_day(approval(evidence)["date"]) - latest_day(start["date"].iloc[0])).days
    effect = views(evidence, "E02", "E13", "E25")
    return Ruling(
        balance(len(for_), len(against)),
        summary=(
            f"From the invasion to the approval it was {days} days. "
            "Studies found of what earlier delivery would have saved or cost: "
            f"{how_many(len(for_) + len(against))}. The claim compares with what did not "
            "happen: it needs the effect of the shells, which is unmeasured, and the harm from "
            "their duds."
        ),
        best_for=(
            "US intelligence judged in January 2023 that such shells would likely help against "
            "assault waves; if so, each month without them had a price."
        ),
        best_against=(
            "Soldiers reported little effect on dug-in troops once the shells had come, and "
            "remnants of both sides' weapons harm people on Ukraine's own land."
        ),
        would_change="A model or an expert estimate of losses with and without earlier delivery.",
        rests_on=cite_all(
            evidence,
            effectiveness_claims=pd.concat([effect, estimates]).drop_duplicates("claim_id"),
            timeline=pd.concat([start, evidence.known("timeline", "TL34")]),
            casualties_by_year=evidence.known("casualties_by_year", "CY42"),
        ),
        numbers={"days_from_invasion": days, "estimates": len(for_) + len(against)},
        at_most="high" if len(for_) + len(against) else "low",
    )
