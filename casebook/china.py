"""Chapter "What does China change?": its claims judged."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from casebook.china_record import (
    BILLION,
    rows_of,
    shares,
    spending,
    trade,
    users_among_producers,
    votes,
)
from casebook.claims import Rule, Ruling, Verdict
from casebook.dates import in_words
from casebook.evidence import Cited, Evidence, NotInEvidence, some
from casebook.numbers import known
from casebook.treaty import allies, events, status_of
from casebook.wording import capitalised, counted, listed, spelled

_UNIT = "billion"
_PHRASE = r"(?i)no limits|without limits"
_NEED = r"(?i)military|defence need|security"
_REASON = r"(?i)military|defence need|security|consensus|humanitarian concerns"


# --- numbers -----------------------------------------------------------------------------------


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    groups = (
        partial(_trade_number, year=2021),
        partial(_trade_number, year=2024),
        partial(_trade_number, year=2025),
        _yuan_numbers,
        _tool_numbers,
        _chip_numbers,
        _share_numbers,
        _vote_numbers,
        _producer_numbers,
        _spending_numbers,
        _ally_numbers,
    )
    return {"data_date": in_words(evidence.as_of), **known(groups, evidence)}


def _trade_number(evidence: Evidence, year: int) -> dict[str, object]:
    found = trade(evidence)
    found = found[found["basis"].eq("dollars") & found["year"].eq(year)].dropna(subset=["value"])
    found = some(found, f"no figure of the trade of {year} is accepted")
    return {f"trade_{year}": f"{found['value'].iloc[0]:.1f} {_UNIT}"}


def _yuan_numbers(evidence: Evidence) -> dict[str, object]:
    found = trade(evidence)
    yuan = some(
        found[found["basis"].eq("yuan converted")], "no figure of trade in yuan is accepted"
    )
    return {"trade_yuan": f"{yuan['value'].iloc[0]:.0f} {_UNIT}"}


def _share(evidence: Evidence, row: str) -> pd.Series:
    """Return one published share of Russian imports (see ``shares``), by its row."""
    found = shares(evidence)
    return some(found[found["row"].eq(row)], f"table china_russia has no accepted row {row}").iloc[
        0
    ]


def _tool_numbers(evidence: Evidence) -> dict[str, object]:
    tools = _share(evidence, "CR13")
    return {"tools_before": f"{tools['before']:.0f}", "tools_after": f"{tools['value']:.0f}"}


def _chip_numbers(evidence: Evidence) -> dict[str, object]:
    return {"chips": f"{_share(evidence, 'CR09')['value']:.0f}"}


def _share_numbers(evidence: Evidence) -> dict[str, object]:
    found = shares(evidence)
    tools = some(found[found["goods"].str.contains("tools")], "no share of tools is accepted")
    return {
        "share_low": f"{tools['value'].min():.0f}",
        "share_high": f"{tools['value'].max():.0f}",
    }


def _vote_numbers(evidence: Evidence) -> dict[str, object]:
    cast = votes(evidence, ("CHN",))["vote"].value_counts()
    return {
        "china_yes": spelled(int(cast.get("yes", 0))),
        "china_abstain": spelled(int(cast.get("abstain", 0))),
        "china_not_found": spelled(int(cast.get("not found", 0))),
    }


def _producer_numbers(evidence: Evidence) -> dict[str, object]:
    made, used = users_among_producers(evidence)
    return {"producers": len(made), "producers_used": spelled(len(used))}


def _spending_numbers(evidence: Evidence) -> dict[str, object]:
    rows = some(spending(evidence), "no figure of China's military spending is accepted")
    first, last = rows.iloc[0], rows.iloc[-1]
    return {
        "spending_first_year": f"{first['year']:.0f}",
        "spending_first": f"{first['usd_millions'] / BILLION:.0f} {_UNIT}",
        "spending_last_year": f"{last['year']:.0f}",
        "spending_last": f"{last['usd_millions'] / BILLION:.0f} {_UNIT}",
    }


def _ally_numbers(evidence: Evidence) -> dict[str, object]:
    nato = pd.Series(allies(evidence["nato_members"], evidence.as_of), dtype="string")
    status = status_of(nato, events(evidence["ccm_status"]), evidence.as_of)
    return {"allies_not_bound": spelled(int(status.ne("state party").sum()))}


# --- findings ----------------------------------------------------------------------------------


def _cite(evidence: Evidence, *ids: str) -> tuple[Cited, ...]:
    """Return the accepted rows of ``china_russia`` among these, as a reference, or nothing."""
    rows = evidence["china_russia"]
    rows = rows[rows["id"].isin(ids)]
    return (evidence.cite("china_russia", rows),) if len(rows) else ()


def _quote_rows(evidence: Evidence) -> pd.DataFrame:
    rows = evidence.rows("quote_checks", quoted_text="friendship without limits")
    rows = rows[rows["confidence"].ne("weak")]
    if rows.empty:
        raise NotInEvidence("table quote_checks has only weak checks of the phrase")
    return rows


def phrase_and_threat(evidence: Evidence) -> Ruling:
    """C10: do Russia and China call their tie that, and is it a looming threat? By the checks.

    Supported if the words are found exactly; mostly supported if a near form is found and NATO
    itself has called the tie a threat; misleading if near without that; contradicted if not found.
    """
    checks = _quote_rows(evidence)
    found = set(checks["found"])
    threat = evidence["china_russia"]
    threat = threat[threat["id"].isin(("CR33", "CR34")) & threat["actor"].eq("NATO")]
    if "exact" in found:
        verdict = Verdict.SUPPORTED
    elif "near" in found:
        verdict = Verdict.MOSTLY_SUPPORTED if len(threat) else Verdict.MISLEADING
    else:
        verdict = Verdict.CONTRADICTED
    other = int(checks["found"].eq("different_context").sum())
    return Ruling(
        verdict,
        summary=(
            "The joint statement of 4 February 2022 says that the friendship “has no limits”; the "
            "op-ed turns this into a noun in quotation marks. "
            + (
                "NATO said in July 2024 that Chinese support raises the threat from Russia. "
                if len(threat)
                else ""
            )
            + f"{capitalised(counted(other, 'check'))} found a context that the op-ed leaves out."
        ),
        best_for=(
            "The sense is right, the words are near, and NATO's leaders drew the same conclusion."
        ),
        best_against=(
            "The same sentence says that the cooperation is “neither aimed against third "
            "countries”, and a Chinese ambassador later called the phrase “nothing but rhetoric”."
        ),
        would_change="An official text with the op-ed's words, or one that takes the phrase back.",
        rests_on=(
            evidence.cite("quote_checks", checks),
            *_cite(evidence, "CR26", "CR27", "CR28", "CR30", "CR33", "CR34"),
        ),
        numbers={"checks": len(checks), "different_context": other},
    )


def often_described(evidence: Evidence) -> Ruling:
    """C85: is the tie often described in these words? By who else uses them.

    Wide use: two or more sources outside the two governments whose title or statement has the
    phrase. Supported if so and the words are exact; mostly supported if so and they are near;
    misleading if fewer. How often was not counted, so confidence is medium at most.
    """
    checks = _quote_rows(evidence)
    spoken = evidence["china_russia"]
    spoken = spoken[
        (spoken["fact"].str.contains(_PHRASE) | spoken["locator"].str.contains(_PHRASE))
        & ~spoken["actor_iso3"].isin(("CHN", "RUS")).fillna(False)
        & spoken["confidence"].ne("weak")
    ]
    titles = evidence["sources"].set_index("key")["title"]
    titled = checks[checks["found"].isin(("exact", "near"))]
    titled = titled[titled["source"].map(titles).str.contains(_PHRASE)]
    outside = sorted({*spoken["source"], *titled["source"]})
    if len(outside) < 2:
        verdict = Verdict.MISLEADING
    else:
        exact = checks["found"].eq("exact").any()
        verdict = Verdict.SUPPORTED if exact else Verdict.MOSTLY_SUPPORTED
    return Ruling(
        verdict,
        summary=(
            f"{capitalised(counted(len(outside), 'source'))} outside the two governments use the "
            "phrase in what was read, NATO's summit declaration and a news agency's headline "
            "among them. The usual form is “no limits”; the op-ed's quotation marks hold a "
            "paraphrase."
        ),
        best_for=(
            "“No limits” became a common label; NATO itself used it a month before the op-ed."
        ),
        best_against=(
            "NATO wrote “so-called”, the joint statement of 2023 is not seen to repeat the "
            "phrase, and a Chinese ambassador disowned it."
        ),
        would_change="A count of the phrase in a body of news texts.",
        rests_on=(
            evidence.cite("quote_checks", checks),
            evidence.cite("china_russia", spoken),
            *_cite(evidence, "CR30"),
        ),
        numbers={"outside_sources": len(outside)},
        at_most="medium",
    )


def contributes(evidence: Evidence) -> Ruling:
    """C86: does China contribute tangibly to Russia's war effort? By published findings on goods.

    Supported if two or more independent sources, not weak, report dual-use goods or sanctions for
    them; mostly supported if one; contradicted if none does and a row denies it.
    """
    goods = pd.concat([rows_of(evidence, "dual_use"), rows_of(evidence, "sanctions")])
    declared = evidence["china_russia"]
    declared = declared[declared["id"].isin(("CR33", "CR35"))]
    denied = evidence["china_russia"]
    denied = denied[denied["id"].isin(("CR31", "CR32"))]
    independent = goods["source"].nunique()
    if goods.empty and denied.empty:
        raise NotInEvidence("table china_russia has no accepted row on dual-use goods")
    unarmed = denied["id"].eq("CR32").any()
    if independent >= 2:
        verdict = Verdict.SUPPORTED
    else:
        verdict = Verdict.MOSTLY_SUPPORTED if independent else Verdict.CONTRADICTED
    figures = shares(evidence)
    known = listed(
        f"{row.goods[0].lower()}{row.goods[1:]} {row.value:.0f} percent ({row.by}, {row.period})"
        for row in figures[figures["goods"].str.contains("tools|Micro")].itertuples()
    )
    return Ruling(
        verdict,
        summary=(
            f"{capitalised(counted(independent, 'source'))} report dual-use goods or sanctions "
            f"for them. Chinese shares of Russian imports: {known}."
            + (
                " A US Secretary of State said in May 2024 that finished weapons had not been "
                "recorded."
                if unarmed
                else ""
            )
        ),
        best_for="Figures from several bodies and NATO's own declaration point the same way.",
        best_against=(
            "Most figures are assessments of governments that oppose Russia, their bases differ, "
            "and China denies that its firms supply military products."
        ),
        would_change="Customs data that show no such goods.",
        rests_on=(
            evidence.cite("china_russia", goods),
            evidence.cite("china_russia", declared),
            evidence.cite("china_russia", denied),
        ),
        numbers={"sources": independent, "figures": len(figures)},
    )


def accused(evidence: Evidence) -> Ruling:
    """C87: has China been accused of it? Supported if a state or body has done so on the record."""
    rows = evidence["china_russia"]
    rows = rows[
        rows["category"].isin(("sanctions", "dual_use"))
        & (rows["actor_iso3"].eq("USA") | rows["actor"].isin(("EU", "NATO"))).fillna(False)
        | rows["id"].isin(("CR33", "CR35"))
    ]
    rows = rows[rows["confidence"].ne("weak")]
    who = sorted(set(rows["actor"].dropna()) | set(rows["actor_iso3"].dropna()))
    spoken = {"USA": "the United States", "EU": "the European Union"}
    names = listed(spoken.get(name, name) for name in who)
    denial = evidence["china_russia"]
    denial = denial[denial["id"].eq("CR31")]
    return Ruling(
        Verdict.SUPPORTED if who else Verdict.CONTRADICTED,
        summary=f"Accusations or sanctions are on record from: {names}.",
        best_for="The op-ed says “accused” and “indirectly”, which is careful and right.",
        best_against="China denies it, which the op-ed does not say.",
        would_change="Nothing likely: the accusations are published.",
        rests_on=(evidence.cite("china_russia", rows), evidence.cite("china_russia", denial)),
        numbers={"accusers": len(who)},
    )


def complicates(evidence: Evidence) -> Ruling:
    """C88: does this complicate NATO's strategy? Evidence for if NATO says so; else untested.

    The effect is vague and the witness speaks of its own plans, so confidence is medium at most.
    """
    rows = evidence["china_russia"]
    said = rows[rows["actor"].eq("NATO") & rows["fact"].str.contains("threat")]
    return Ruling(
        Verdict.EVIDENCE_FOR if len(said) else Verdict.UNTESTED,
        summary=(
            "NATO's summit declared in July 2024 that China's support raises the threat that "
            "Russia poses. No measure of what that does to its plans was found."
            if len(said)
            else "No NATO text that says so is accepted here."
        ),
        best_for="The allies said it together, in a text that all of them agreed.",
        best_against=(
            "“Complicates” can fit almost anything; no plan is known to have changed for it."
        ),
        would_change="A planning document that names the effect, or one that denies it.",
        rests_on=(evidence.cite("china_russia", said), *_cite(evidence, "CR33")),
        numbers={"statements": len(said)},
        at_most="medium",
    )


def _chinese_statements(evidence: Evidence) -> pd.DataFrame:
    """Return what China itself said of the convention (not what others say of its motives)."""
    rows = rows_of(evidence, "cluster_position")
    return rows[rows["id"].isin(("CR01", "CR02", "CR03", "CR05"))]


def refused(evidence: Evidence) -> Ruling:
    """C89: has China declined to join? By the depositary's list and its own statements.

    Supported if it is not on the list and has said that it does not join; mostly supported if only
    the first; contradicted if it is a party or signatory.
    """
    status = evidence["ccm_status"]
    said = _chinese_statements(evidence)
    said = said[said["fact"].str.contains("not considering|cannot join")]
    if status["iso3"].eq("CHN").any():
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.SUPPORTED if len(said) else Verdict.MOSTLY_SUPPORTED
    ballots = evidence["unga_votes_by_state"]
    ballots = ballots[ballots["iso3"].eq("CHN") & ballots["confidence"].ne("weak")]
    yes = sorted(ballots.loc[ballots["vote"].eq("yes"), "year"])
    return Ruling(
        verdict,
        summary=(
            f"China is not among the {len(status)} states on the depositary's list. It told the "
            "parties in 2014 that it was not considering accession at this stage and in 2017 that "
            "it could not join at the moment."
        ),
        best_for="It has never signed, and has said why not.",
        best_against=(
            "“Refused” leaves out that it attends as an observer, says it shares the goals, and "
            f"voted for the resolution that promotes the convention in {listed(map(str, yes))}."
            if len(yes)
            else "“Refused” leaves out that it attends as an observer and says it shares the goals."
        ),
        would_change="A signature or accession.",
        rests_on=(
            evidence.cite("ccm_status", status),
            evidence.cite("china_russia", said),
            *_cite(evidence, "CR06", "CR07"),
            evidence.cite("unga_votes_by_state", ballots),
        ),
        numbers={"statements": len(said), "yes_votes": len(yes)},
    )


def motive(evidence: Evidence) -> Ruling:
    """C90: is the motive military capability over humanitarian concern? By China's own reasons.

    Evidence for if every Chinese statement that gives a reason names military or security needs, in
    two or more; mixed if some give only other reasons; evidence against if all do; untested if
    none gives a reason. Motives are read from statements, so confidence is medium at most.
    """
    said = _chinese_statements(evidence)
    reasons = said[said["fact"].str.contains(_REASON)]
    need = reasons["fact"].str.contains(_NEED)
    if reasons.empty:
        verdict = Verdict.UNTESTED
    elif need.all():
        verdict = Verdict.EVIDENCE_FOR if len(reasons) > 1 else Verdict.MIXED
    else:
        verdict = Verdict.MIXED if need.any() else Verdict.EVIDENCE_AGAINST
    years = listed(reasons.loc[need, "period_start"].str[:4])
    return Ruling(
        verdict,
        summary=(
            f"Chinese statements that give a reason: {spelled(len(reasons))}; those that name "
            f"military or security needs: {spelled(int(need.sum()))} ({years}). The first also "
            "speaks of balance with humanitarian concerns and of another forum."
        ),
        best_for="In 2017 China itself named national defence needs as what keeps it from joining.",
        best_against=(
            "“Over” is the op-ed's word: China says that it shares the goals and wants a balance, "
            "and it joined the Arms Trade Treaty in 2020."
        ),
        would_change="An explanation of vote that gives other grounds.",
        rests_on=(
            evidence.cite("china_russia", said),
            *_cite(evidence, "CR04", "CR07"),
        ),
        numbers={"reasons": len(reasons), "military": int(need.sum())},
        at_most="medium",
    )


def arsenal(evidence: Evidence) -> Ruling:
    """C91: does China keep a large arsenal with cluster munitions? By stock and published numbers.

    Supported if a stock and a number are on record; mostly supported if a stock is and no number;
    contradicted if a row says that it holds none; unverifiable if only production is on record.
    """
    rows = rows_of(evidence, "production_export")
    stock = rows[rows["fact"].str.contains("stockpiles")]
    made = evidence["producers"]
    made = made[made["iso3"].eq("CHN") & made["status"].eq("producing")]
    profile = evidence["non_party_stockpilers"]
    profile = profile[profile["iso3"].eq("CHN")]
    number = profile["stockpile_munitions"].notna().any()
    if profile["stockpile"].eq(False).any():
        verdict = Verdict.CONTRADICTED
    elif len(stock):
        verdict = Verdict.SUPPORTED if number else Verdict.MOSTLY_SUPPORTED
    else:
        verdict = Verdict.UNVERIFIABLE
    return Ruling(
        verdict,
        summary=(
            "China has told the Monitor that it produces, stocks and exports the weapon, and is "
            "on the coalition's list of producers. "
            + (
                "A number is on record."
                if number
                else "No number, type or age of its stock is published: “robust” cannot be checked."
            )
        ),
        best_for="Stock, production and export are admitted by China itself.",
        best_against=(
            "Nothing published says how large the stock is, or that the treaty is what allows it."
        ),
        would_change="A figure for the stock.",
        rests_on=(
            evidence.cite("china_russia", rows),
            evidence.cite("producers", made),
            *((evidence.cite("non_party_stockpilers", profile),) if len(profile) else ()),
        ),
        numbers={"stock_rows": len(stock), "numbers_published": int(number)},
    )


def might_use(evidence: Evidence) -> Ruling:
    """C92: could China use them? Evidence for once its use is confirmed; until then untested.

    The claim has no date and no condition. The base rate, for what it is worth: how many producing
    states have used the weapon since 2008.
    """
    use = evidence["cluster_munition_use"]
    own = use[use["user_iso3"].eq("CHN") & use["status"].eq("confirmed")]
    made, used = users_among_producers(evidence)
    producers = evidence["producers"]
    return Ruling(
        Verdict.EVIDENCE_FOR if len(own) else Verdict.UNTESTED,
        summary=(
            "China says that it has never used the weapon, and no use is on record. Of "
            f"{len(made)} states that produce or reserve the right to, {spelled(len(used))} have "
            f"confirmed use since 2008 ({listed(map(evidence.state_in_text, used))}). "
            "“Could potentially” sets no test."
        ),
        best_for="Who keeps a weapon may use it; some producers did.",
        best_against="Most producers have not, and China has not.",
        would_change="Use by China.",
        rests_on=(
            *_cite(evidence, "CR21"),
            evidence.cite("producers", producers[producers["status"].eq("producing")]),
            evidence.cite("cluster_munition_use", use[use["user_iso3"].isin(used)]),
        ),
        numbers={"producers": len(made), "users": len(used)},
        at_most="low",
    )


def disadvantage(evidence: Evidence) -> Ruling:
    """C93: does the treaty put NATO at a disadvantage against Russia and China? Both parts needed.

    A verdict needs an assessment of a conflict with China by an official or a study that weighs the
    weapon; without one, untested. With some, mixed if they disagree, else the side they take (the
    column ``direction`` of ``effectiveness_claims``).
    """
    claims = evidence["effectiveness_claims"]
    strong = claims[claims["basis"].isin(("study", "official")) & claims["confidence"].ne("weak")]
    on_china = strong[strong["claim"].str.contains("China|Chinese|Taiwan")]
    sides = set(on_china["direction"])
    if not sides:
        verdict = Verdict.UNTESTED
    elif len(sides) > 1:
        verdict = Verdict.MIXED
    else:
        verdict = Verdict.EVIDENCE_FOR if sides == {"supports"} else Verdict.EVIDENCE_AGAINST
    nato = pd.Series(allies(evidence["nato_members"], evidence.as_of), dtype="string")
    status = status_of(nato, events(evidence["ccm_status"]), evidence.as_of)
    free = nato[status.ne("state party")]
    return Ruling(
        verdict,
        summary=(
            "Assessments found that weigh the weapon in a conflict with China: "
            f"{spelled(len(on_china)) if len(on_china) else 'none'}. The United States "
            f"{'is not' if free.eq('USA').any() else 'is'} bound; allies not bound in all: "
            f"{spelled(len(free))}. For Russia alone the evidence is weighed in the chapters on "
            "deterrence and military value."
        ),
        best_for=(
            "If two rivals keep a weapon that most allies gave up, the allies have one means fewer."
        ),
        best_against=(
            "The treaty of the alliance covers attacks in Europe or North America, and no source "
            "says which allied force would need the weapon against China."
        ),
        would_change="A scenario study with and without the weapon.",
        rests_on=(
            *((evidence.cite("effectiveness_claims", on_china),) if len(on_china) else ()),
            evidence.cite_ids("omissions", "O06"),
            evidence.cite_ids("background_facts", "BG144"),
            evidence.cite("ccm_status", evidence["ccm_status"]),
        ),
        numbers={"assessments": len(on_china), "allies_not_bound": len(free)},
        at_most="low",
    )


def consider_china(evidence: Evidence) -> Ruling:
    """C84: must NATO take account of China? No verdict: what it turns on."""
    rows = evidence["china_russia"]
    declared = rows[rows["actor"].eq("NATO")]
    return Ruling(
        Verdict.VALUES,
        summary=(
            "It turns on how far an alliance for Europe and North America should look. On that: "
            + (
                "its declaration of July 2024 names China's part in the war. "
                if len(declared)
                else "no NATO text on it is accepted here. "
            )
            + "Whether cluster munitions "
            "belong in that answer is a further step."
        ),
        best_for=(
            "NATO's own leaders named China as an enabler of the war before the op-ed appeared."
        ),
        best_against=(
            "To take account of China does not by itself bear on a treaty about one weapon."
        ),
        would_change="Nothing in the data: a reader's view of NATO's reach.",
        rests_on=(
            evidence.cite("china_russia", declared),
            evidence.cite_ids("background_facts", "BG144"),
        ),
        numbers={"nato_rows": len(declared)},
    )


RULES: Mapping[str, Rule] = {
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
