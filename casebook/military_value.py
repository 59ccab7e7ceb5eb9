"""Chapter "Do they work, and what happened at Bakhmut?": military value and transfers."""

from __future__ import annotations

import pandas as pd

from casebook.claims import Ruling, Verdict
from casebook.dates import in_words, latest_day
from casebook.evidence import Evidence
from casebook.military_value_record import (
    GRANTED,
    ON_AREA,
    SEEN_IN_UKRAINE,
    approval,
    causes,
    cite_all,
    fall,
    lethality,
    links,
    numbers,
    picked,
    sided,
    solid,
    turkish,
    views,
)
from casebook.wording import capitalised, counted, listed, spelled

__all__ = ["RULES", "numbers"]

_ON_PEOPLE = ("E01", "E05", "E15", "E26")
_ON_ARMOUR = ("E08", "E15", "E26")
_ARMOUR_FACTS = ("P116",)
"""C70: rows that speak of an effect on people and on vehicles; E26 argues against the op-ed."""

_NEEDED = ("P102", "P107", "P141")
_NOT_NEEDED = ("P099", "P118")
"""C82: governments that say the weapon is needed for defence, and that it is not or do without."""


_RESTS_ON = {"E01": "the Vietnam war", "E02": "an intelligence estimate on grouped infantry"}
"""C68: what the comparisons by others than the authors rest on."""


def _none(number: int) -> str:
    """Return a number for "... of them": ``none``, ``two``."""
    return spelled(number) if number else "none"


def _two_sided(for_: pd.DataFrame, against: pd.DataFrame) -> Verdict:
    """Return mixed if both sides hold a row that is not weak, else the side that does."""
    if len(for_) and len(against):
        return Verdict.MIXED
    if len(for_):
        return Verdict.EVIDENCE_FOR
    return Verdict.EVIDENCE_AGAINST if len(against) else Verdict.UNTESTED


def strategic_value(evidence: Evidence) -> Ruling:
    """C65, that use in Ukraine has proved strategic value.

    Only what was seen in Ukraine counts (:data:`SEEN_IN_UKRAINE`), not forecasts. Mixed if reports
    that are not weak stand on both sides, or if none of those for it holds a measurement: good
    effect in an attack does not yet show strategic value. Confidence is low while nothing is
    measured.
    """
    seen = views(evidence, *SEEN_IN_UKRAINE)
    for_, against = sided(seen)
    measured = int(solid(seen)["figure_low"].notna().sum())
    verdict = _two_sided(for_, against)
    if verdict is Verdict.EVIDENCE_FOR and for_["figure_low"].isna().all():
        verdict = Verdict.MIXED
    return Ruling(
        verdict,
        summary=(
            f"Of the reports of what was seen in Ukraine, {spelled(len(for_))} tell of good effect "
            f"and {spelled(len(against))} of little effect on dug-in troops; {_none(measured)} of "
            "them holds a measurement. They speak of villages, attacks and pace, not of the "
            "outcome of the war. The rows reflect a search, not the balance of opinion."
        ),
        best_for=(
            "The White House said in July 2023 that early use affected Russian defence and "
            "manoeuvre, and press reports linked the recapture of Urozhaine to the shells."
        ),
        best_against=(
            "Ukrainian troops told reporters that the shells did little against dug-in positions, "
            "the main obstacle. Ukraine's own report of August 2023 to the Pentagon is unpublished."
        ),
        would_change="Publication of Ukraine's count of rounds fired and targets destroyed.",
        rests_on=cite_all(
            evidence,
            effectiveness_claims=seen,
            timeline=picked(evidence, "timeline", "TL34"),
        ),
        numbers={"reports_for": len(for_), "reports_against": len(against), "measured": measured},
        at_most="high" if measured else "low",
    )


def turkish_transfer(evidence: Evidence) -> Ruling:
    """C66, that Türkiye gave Ukraine DPICM.

    Supported if either government announced or confirmed it; contradicted if it is only denied;
    unverifiable if it is reported and denied; mostly supported if reported and never denied.
    """
    reported, denied = turkish(evidence, "reported"), turkish(evidence, "denied")
    confirmed = turkish(evidence, "announced")
    summaries = evidence["transfer_summaries"]
    summaries = summaries[summaries["supplier_iso3"].eq("TUR")]
    article = reported["stated_by"].str.contains("Foreign Policy")
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
            f"{capitalised(counted(len(reported), 'row reports', 'rows report'))} the transfer, "
            f"{_none(int(article.sum()))} of them from one article that cites unnamed officials. "
            f"{capitalised(counted(len(denied), 'row holds', 'rows hold'))} the denials of both "
            "governments. No papers, no remnants and no confirmation were found, so it can be "
            "neither taken as fact nor ruled out."
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
    account credits them; evidence against if neither and the city fell; mixed otherwise. Medium
    confidence at most: that no account was found is no proof that there was no effect.
    """
    found = links(evidence).set_index("link")["status"]
    in_time = found["Fired before the city fell"] == "met"
    credited = found["Credited by another account"] == "met"
    if in_time and credited:
        verdict = Verdict.EVIDENCE_FOR
    else:
        verdict = Verdict.MIXED if in_time or credited else Verdict.EVIDENCE_AGAINST
    rows = evidence["bakhmut"]
    used = rows[rows["topic"].isin(("dpicm", "control")) | rows["id"].isin(("BK12", "BK24"))]
    dead = picked(evidence, "bakhmut", "BK12")["value"]
    city, approved = fall(evidence), approval(evidence)
    gap = (latest_day(approved["date"]) - latest_day(city["date"])).days
    return Ruling(
        verdict,
        summary=(
            "To be pivotal at Bakhmut, Turkish shells had to be delivered, fired in time, credited "
            f"and to turn the outcome: {_none(int(found.eq('met').sum()))} of these is "
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


def lethal(evidence: Evidence) -> Ruling:
    """C68, that the weapons showed high lethality in several key areas.

    For: comparisons above one with ordinary shells, not weak and not by the authors. Against: a
    report from Ukraine of little effect. Both: mixed.
    """
    ratios = lethality(evidence)
    others = ratios[~ratios["own"] & ~ratios["weak"] & ratios["low"].gt(1)]
    _, against = sided(views(evidence, "E25"))
    span = " and ".join(f"{low:g}" for low in others["low"])
    return Ruling(
        _two_sided(others, against),
        summary=(
            f"Besides the authors' own figures, {counted(len(others), 'comparison')} rate one "
            f"cluster shell above ordinary ones, at {span or 'no number of'} shells. They rest on "
            f"{listed(text for key, text in _RESTS_ON.items() if key in set(others['id']))}. "
            "Nothing was measured at Bakhmut"
            + (", and soldiers reported little effect on dug-in troops." if len(against) else ".")
        ),
        best_for=(
            "A study and an intelligence estimate, made independently of the authors, agree on a "
            "large advantage against infantry."
        ),
        best_against=(
            "The Vietnam figure is old, from jungle war and without a published method; the op-ed "
            "points to a battle for which there is no figure at all."
        ),
        would_change="Casualties per round, cluster against ordinary shells, measured in Ukraine.",
        rests_on=cite_all(
            evidence,
            effectiveness_claims=views(evidence, *ratios["id"], "E25", "E33"),
        ),
        numbers={"independent_comparisons": len(others)},
        at_most="medium",
    )


def area_targets(evidence: Evidence) -> Ruling:
    """C69, that they cover area well and so suit dispersed or moving targets.

    For: a study or official view that is not weak affirms it, and views against the op-ed grant it
    (:data:`GRANTED`). One of the two: mixed if others deny it, else evidence for. None: the other
    side. The cost to one's own troops is weighed elsewhere.
    """
    for_, against = sided(views(evidence, *ON_AREA))
    granted = solid(views(evidence, *GRANTED))
    granted = granted[granted["direction"].eq("questions")]
    firm = for_[for_["basis"].isin(("official", "study"))]
    if len(firm) and len(granted):
        verdict = Verdict.EVIDENCE_FOR
    else:
        verdict = _two_sided(pd.concat([for_, granted]), against)
    return Ruling(
        verdict,
        summary=(
            f"{capitalised(counted(len(for_), 'published view'))} affirm "
            "that the weapon covers wide areas and suits dispersed or moving targets. "
            f"{capitalised(counted(len(granted), 'view'))} against the op-ed grant an effect on "
            f"troops or vehicles in the open. {capitalised(counted(len(against), 'view'))} call it "
            "inaccurate or tell of strays. “Ideal” leaves out dug-in targets and duds in the path "
            "of one's own troops."
        ),
        best_for=(
            "Even Human Rights Watch, which opposes the weapon, has acknowledged the wider area "
            "covered and the help to an outnumbered force."
        ),
        best_against=(
            "A US division that used them in 2003 is cited as calling them losers, because its "
            "troops had to advance through duds."
        ),
        would_change="Trials or records that show no gain over ordinary shells on open targets.",
        rests_on=cite_all(
            evidence,
            effectiveness_claims=views(evidence, *ON_AREA, *GRANTED, "E31", "E37"),
            omissions=picked(evidence, "omissions", "O16"),
        ),
        numbers={"affirm": len(for_), "granted": len(granted), "deny": len(against)},
        at_most="medium",
    )


def dual_purpose(evidence: Evidence) -> Ruling:
    """C70, that dual-purpose submunitions work against light armour and people.

    Evidence for if rows that are not weak affirm an effect on people and on vehicles (views for the
    op-ed, or views against it that grant it); mixed if only one of the two is covered; untested if
    none. Medium confidence at most: the tables hold no test of penetration or fragments.
    """
    people, armour = (
        rows[rows["direction"].eq("supports") | rows["claim_id"].isin(GRANTED)]
        for rows in (solid(views(evidence, *ids)) for ids in (_ON_PEOPLE, _ON_ARMOUR))
    )
    facts = solid(picked(evidence, "political_facts", *_ARMOUR_FACTS))
    covered = bool(len(people)) + bool(len(armour) + len(facts))
    verdict = (Verdict.UNTESTED, Verdict.MIXED, Verdict.EVIDENCE_FOR)[covered]
    return Ruling(
        verdict,
        summary=(
            f"{capitalised(counted(len(people), 'view'))} speak of an effect on people and "
            f"{spelled(len(armour) + len(facts))} of one on vehicles; none found denies either. "
            "They are judgements, not tests: no test of penetration or fragments is in the data."
        ),
        best_for="An analyst at CSIS who calls them no game changer grants the effect on both.",
        best_against="Against dug-in troops, soldiers in Ukraine reported that they did little.",
        would_change="Published tests of effect on light armour and people.",
        rests_on=cite_all(
            evidence,
            effectiveness_claims=views(evidence, *_ON_PEOPLE, *_ON_ARMOUR, "E25"),
            political_facts=facts,
        ),
        numbers={"on_people": len(people), "on_vehicles": len(armour) + len(facts)},
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


def shows_necessity(evidence: Evidence) -> Ruling:
    """C72, that the US approval shows the weapons are necessary.

    What did Washington give as its reason for this decision? A stopgap for lack of ordinary shells
    speaks against, military need for; both: mixed; none known: untested. Older US policy on need in
    general does not bear on what this approval shows, and is named as the best point for it.
    """
    adviser = solid(views(evidence, "E40"))
    relayed = solid(picked(evidence, "political_facts", "P039"))
    stopgap = adviser[adviser["direction"].eq("questions")]
    relayed_stopgap = relayed[relayed["fact"].str.contains("temporary")]
    need = adviser[adviser["direction"].eq("supports")]
    later = solid(picked(evidence, "aftermath", "A31", "A35"))
    return Ruling(
        _two_sided(need, pd.concat([stopgap, relayed_stopgap])),
        summary=(
            f"{capitalised(counted(len(stopgap) + len(relayed_stopgap), 'account'))} of this "
            "decision give lack of ordinary shells as the reason: a bridge until more are made. "
            f"{capitalised(_none(len(need)))} gives military need. A stand-in for what ran out "
            "does not show that nothing else works."
            + (
                " A report of September 2025 knows of no transfers under the next US president; "
                "new US cluster shells have been ordered."
                if len(later) > 1
                else ""
            )
        ),
        best_for=(
            "US policy papers of 2008 and 2017 name a capability gap without the weapon, and in "
            "2023 it was what could be sent at once when other shells ran short."
        ),
        best_against="The US adviser said that the stock would not be replenished.",
        would_change="A US record that gives military need, not supply, as the reason in 2023.",
        rests_on=cite_all(
            evidence,
            effectiveness_claims=views(evidence, "E14", "E40"),
            political_facts=picked(evidence, "political_facts", "P039", "P137", "P141"),
            transfers=picked(evidence, "transfers", "TR13"),
            aftermath=later,
        ),
        numbers={"stopgap_rows": len(stopgap) + len(relayed_stopgap), "need_rows": len(need)},
        at_most="medium",
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
        "political_facts": picked(evidence, "political_facts", *rows["id"]),
    }
    return Ruling(
        _two_sided(allies, law),
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
                omissions=picked(evidence, "omissions", "O26", "O27"),
                failure_rates=picked(evidence, "failure_rates", "FR45"),
            ),
        ),
        numbers={"law": len(law), "allies": len(allies), "objected_later": len(late)},
        at_most="medium",
    )


def cost_of_delay(evidence: Evidence) -> Ruling:
    """C74, that the delay cost lives.

    Tested only by an estimate of what the delay cost or saved: a view, not weak, that speaks of
    delay or of lives. With none the claim is untested; with some, it follows their side.
    """
    estimates = views(evidence)
    estimates = estimates[estimates["claim"].str.contains(r"\bdelay|\blives\b|saved lives")]
    for_, against = sided(estimates)
    start = evidence.rows("timeline", id="TL01")
    days = (latest_day(approval(evidence)["date"]) - latest_day(start["date"].iloc[0])).days
    effect = views(evidence, "E02", "E13", "E25")
    return Ruling(
        _two_sided(for_, against),
        summary=(
            f"From the invasion to the approval it was {days} days. "
            f"{_none(len(for_) + len(against)).capitalize()} of the views estimates what earlier "
            "delivery would have saved or cost. The claim compares with what did not happen: it "
            "needs the effect of the shells, which is unmeasured, and the harm from their duds."
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
            timeline=pd.concat([start, picked(evidence, "timeline", "TL34")]),
            casualties_by_year=picked(evidence, "casualties_by_year", "CY42"),
        ),
        numbers={"days_from_invasion": days, "estimates": len(for_) + len(against)},
        at_most="high" if len(for_) + len(against) else "low",
    )


def compelling_case(evidence: Evidence) -> Ruling:
    """C78, normative: that success in Ukraine makes a compelling case."""
    seen = views(evidence, *SEEN_IN_UKRAINE)
    for_, against = sided(seen)
    toll = picked(evidence, "casualties_by_year", "CY42")
    counted_in = (
        f" ({toll['ukraine_total'].max():,} recorded in 2022, before the US shells)"
        if len(toll)
        else ""
    )
    own_land = picked(evidence, "political_facts", "P030")
    return Ruling(
        Verdict.VALUES,
        summary=(
            f"It turns on how reports of effect ({spelled(len(for_))} for, {spelled(len(against))} "
            f"against) weigh beside people killed and injured in Ukraine{counted_in}, by both "
            "sides' weapons, and beside duds on one's own land. How much proof makes a case "
            "compelling is a judgement."
        ),
        best_for=(
            "Those who fired the shells called them very effective, and Ukraine uses them on its "
            "own land to defend itself, as NATO's Secretary General put it."
        ),
        best_against=(
            "No result has been published that can be checked, and Ukraine's case, a shortage of "
            "ordinary shells, need not be that of the alliance."
        ),
        would_change="It is no matter of proof; published results would narrow the dispute.",
        rests_on=cite_all(
            evidence, effectiveness_claims=seen, casualties_by_year=toll, political_facts=own_land
        ),
        numbers={"reports_for": len(for_), "reports_against": len(against)},
    )


def europe_requires_them(evidence: Evidence) -> Ruling:
    """C82, that Europe cannot be defended without cluster munitions.

    A plan or war game would test it; none is in the tables. What is there are positions: those of
    governments and official or study views that are not weak. Both sides: mixed. Confidence is low,
    since a position is not a test.
    """
    official = views(evidence, "E14")
    needed, _ = sided(official)
    for_facts = solid(picked(evidence, "political_facts", *_NEEDED))
    against_facts = solid(picked(evidence, "political_facts", *_NOT_NEEDED))
    substitutes = solid(picked(evidence, "omissions", "O38"))
    drones = solid(views(evidence, "E45"))
    order = solid(picked(evidence, "aftermath", "A35"))
    cost = picked(evidence, "political_facts", "P103")["number"]
    price = f"{cost.max() / 1e9:.1f} billion"
    for_ = pd.concat([needed, for_facts, order])
    against = pd.concat([against_facts, substitutes, drones])
    states = [evidence.state_name(s) for s in against_facts["iso3"].dropna().unique()]
    return Ruling(
        _two_sided(for_, against),
        summary=(
            f"{capitalised(counted(len(for_), 'position'))} hold that defence needs them and "
            f"{spelled(len(against))} point the other way (states doing without among them: "
            f"{listed(states)}). No war game or plan that turns on them was found: this "
            "compares positions, not results."
        ),
        best_for=(
            "The United States, Finland and Poland each said that giving them up would leave a gap "
            "or weaken defence."
            + (f" Finland put replacing them above {price} dollars." if len(cost) else "")
            if len(for_facts) > 1
            else "Official US statements name a gap without them."
        ),
        best_against=(
            "Most allies had bound themselves to do without them. A report for the US Congress "
            "said that precision may erode the weapon's relevance."
        ),
        would_change="War games or plans with and without them, or with their substitutes.",
        rests_on=cite_all(
            evidence,
            effectiveness_claims=pd.concat([official, views(evidence, "E45")]),
            political_facts=pd.concat(
                [for_facts, against_facts, picked(evidence, "political_facts", "P103")]
            ),
            omissions=picked(evidence, "omissions", "O06", "O30", "O38"),
            aftermath=order,
        ),
        numbers={"needed": len(for_), "not_needed": len(against)},
        at_most="low",
    )


RULES = {
    "C65": strategic_value,
    "C66": turkish_transfer,
    "C67": pivotal_at_bakhmut,
    "C68": lethal,
    "C69": area_targets,
    "C70": dual_purpose,
    "C71": us_approval,
    "C72": shows_necessity,
    "C73": cause_of_delay,
    "C74": cost_of_delay,
    "C78": compelling_case,
    "C82": europe_requires_them,
}
