"""Findings on China's tie with Russia: the phrase, the help, what NATO makes of it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from casebook.china_record import GOODS, TOOLS, rows_of, shares
from casebook.reasoning.claims import Rule, Ruling, Verdict
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.telling.wording import capitalised, counted, listed


def _quote_rows(evidence: Evidence) -> pd.DataFrame:
    rows = evidence["quote_checks"]
    on_phrase = rows["claim_ids"].fillna("").str.split().map(lambda ids: "C10" in ids).astype(bool)
    rows = some(rows[on_phrase], "table quote_checks has no accepted check of the phrase")
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
            *evidence.cite_known("china_russia", "CR26", "CR27", "CR28", "CR30", "CR33", "CR34"),
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
        spoken["says"].eq("no_limits").fillna(False)
        & ~spoken["actor_iso3"].isin(("CHN", "RUS")).fillna(False)
        & spoken["confidence"].ne("weak")
    ]
    titled = checks[checks["found"].isin(("exact", "near")) & checks["in_title"]]
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
            *evidence.cite_known("china_russia", "CR30"),
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
    figures = figures[figures["goods"].isin((*TOOLS, GOODS["microelectronics"]))]
    ends = dict.fromkeys(
        f"{row.value:.0f} percent ({row.goods[0].lower()}{row.goods[1:]}, {row.by}, {row.period})"
        for row in figures.iloc[[0, -1] if len(figures) else []].itertuples()
    )
    return Ruling(
        verdict,
        summary=(
            f"{capitalised(counted(independent, 'source'))} report dual-use goods or sanctions "
            "for them."
            + (
                f" Chinese shares of Russian imports: from {' down to '.join(ends)}."
                if ends
                else ""
            )
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
    bodies = {"the European Union" if b == "EU" else b for b in rows["actor"].dropna()}
    who = sorted({*map(evidence.state_in_text, rows["actor_iso3"].dropna()), *bodies})
    names = listed(who)
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
    """C88: does this complicate NATO's strategy? Evidence for if NATO declares it; else untested.

    The act is a declaration agreed by all members that names the effect: of NATO's own calculations
    it is a record, not an outside opinion. What it changed is not measured, so confidence is low.
    """
    rows = evidence["china_russia"]
    said = rows[rows["actor"].eq("NATO") & rows["says"].eq("raises_threat")]
    return Ruling(
        Verdict.EVIDENCE_FOR if len(said) else Verdict.UNTESTED,
        summary=(
            "NATO's summit put into its declaration of July 2024 that China's support raises the "
            "threat that Russia poses. No measure of what that does to its plans was found, so "
            "confidence is low."
            if len(said)
            else "No NATO text that says so is accepted here."
        ),
        best_for="The allies said it together, in a text that all of them agreed.",
        best_against=(
            "“Complicates” can fit almost anything; no plan is known to have changed for it."
        ),
        would_change="A planning document that names the effect, or one that denies it.",
        rests_on=(
            evidence.cite("china_russia", said),
            *evidence.cite_known("china_russia", "CR33"),
        ),
        numbers={"statements": len(said)},
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
}
