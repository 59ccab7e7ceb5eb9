"""Chapter "What was given up, and who still has it?": its findings.

A cause or a prediction is put to the test only by what happened, was measured or studied, or is
law. What governments say is quoted as the best point on either side and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from casebook.arsenals_facts import (
    destroyed,
    fates,
    largest_holding,
    lead_times,
    making_now,
    millions,
    months_without_order,
)
from casebook.arsenals_numbers import numbers
from casebook.military_value_record import sided, studies, views
from casebook.reasoning.claims import Ruling, Verdict, balance
from casebook.reasoning.evidence import Cited, Evidence
from casebook.telling.wording import capitalised, counted, how_many, listed, spelled
from chapters.common.treaty import allies

__all__ = ["RULES", "numbers"]

FOR, AGAINST = "for", "against"


def weigh(tests: Mapping[str, set[str]]) -> Verdict:
    """Return the verdict on a claim from its tests, each with the sides that it takes, if any.

    Evidence for (against) if every test that takes a side takes that of (against) the claim; mixed
    if both sides are taken; untested if none is.
    """
    sides = set().union(*tests.values())
    return balance(FOR in sides, AGAINST in sides)


def _tally(tests: Mapping[str, set[str]]) -> str:
    """Return which tests speak for the claim and which against it, in words."""
    words = []
    for side, name in ((FOR, "for the claim"), (AGAINST, "against it")):
        names = [test for test, sides in tests.items() if side in sides]
        if names:
            words.append(f"{name}: {listed(names)}")
    return f"{capitalised('; '.join(words))}." if words else "No test of it was found."


def _sides(rows: pd.DataFrame) -> set[str]:
    """Return the sides that published views take."""
    return {side for side, those in zip((FOR, AGAINST), sided(rows), strict=True) if len(those)}


def _cited(evidence: Evidence, table: str, rows: pd.DataFrame) -> tuple[Cited, ...]:
    """Return a reference to the rows, none if there are none."""
    return (evidence.cite(table, rows),) if len(rows) else ()


def _holds(evidence: Evidence, table: str, row_id: str) -> bool:
    return bool(evidence[table]["id"].eq(row_id).any())


def _given_up(evidence: Evidence) -> pd.DataFrame:
    """Return the preferred rows of the stocks that allies destroyed."""
    stocks = destroyed(evidence)
    rows = evidence["stockpile_destruction"]
    return rows[rows["preferred"] & rows["iso3"].isin(stocks.loc[stocks["allied"], "iso3"])]


def _makers(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of allies that make the weapon, may make it, or made it once."""
    rows = evidence["producers"]
    named = rows["status"].isin(("producing", "unclear", "ceased"))
    return rows[named & rows["iso3"].isin(allies(evidence["nato_members"], evidence.as_of))]


def resume_production(evidence: Evidence) -> Ruling:
    """Rule on C14: whether deterrence needs allies to make and field the weapon again.

    The claim is put to the test by studies, not weak, that name deterrence; their sides decide.
    Who made the weapon, who makes it and who orders it shows what can be done, not what deterrence
    needs; what officials say of its worth is no result. Confidence is low: no study found counts
    attacks with and without it.
    """
    found = studies(evidence, "deter")
    fate = fates(evidence)
    stopped = int(fate["making"].eq("stopped").sum())
    still = int(fate["making"].eq("not given up").sum())
    making = len(making_now(evidence))
    later = ""
    if _holds(evidence, "aftermath", "A35"):
        later += " The United States has since ordered new 155 mm cluster shells."
    if _holds(evidence, "aftermath", "A38"):
        later += (
            f" Lithuania, which left, had none on order {months_without_order(evidence)} months "
            "after its vote."
        )
    return Ruling(
        weigh({"studies of deterrence": _sides(found)}),
        summary=(
            "Studies found of deterrence with and without the weapon: "
            f"{how_many(len(found))}. {capitalised(counted(stopped, 'ally', 'allies'))} once "
            f"made it and stopped, {spelled(still)} keep the right to, and by the latest "
            f"statements {how_many(making)} of them is producing. That shows what could be "
            f"done, not what deterrence needs.{later}"
        ),
        best_for=(
            "The makers existed. The Pentagon called going without it a capability gap, and "
            "a US defence secretary said that nothing replaces it."
        ),
        best_against=(
            "Ukraine held a large stock of its own, and critics say that it did not deter Russia "
            "in 2014 or 2022. Leaving gives no weapon: it must first be bought or made."
        ),
        would_change=(
            "A study of deterrence with and without these weapons. An order would show that they "
            "can be had again, not that deterrence needs them."
        ),
        rests_on=(
            *_cited(evidence, "effectiveness_claims", found),
            *_cited(evidence, "producers", _makers(evidence)),
            *_cited(evidence, "effectiveness_claims", views(evidence, "E14", "E40")),
            *evidence.cite_known("omissions", "O13", "O15", "O25", "O38", "O40"),
            *evidence.cite_known("aftermath", "A35", "A38"),
        ),
        numbers={"makers_stopped": stopped, "makers_not_given_up": still, "studies": len(found)},
        at_most="low",
    )


def limits_capabilities(evidence: Evidence) -> Ruling:
    """Rule on C23: whether the treaty reduces what NATO forces can do.

    Three tests (see :func:`weigh`). Stocks given up: for if allies destroyed any. The ban: for if
    article 1 bars the weapon and allies are bound. Studies of substitutes, not weak: their sides; a
    study that permitted weapons do the same would speak against. How much is lost is not measured,
    so confidence is at most medium.
    """
    fate = fates(evidence)
    rows, substitutes = _given_up(evidence), studies(evidence, "substitut|alternativ|replac")
    ban = evidence["ccm_articles"]
    ban = ban[ban["acts_banned"].fillna("").str.split().map(lambda acts: "stockpiling" in acts)]
    bound, holding = int(fate["bound"].sum()), int(fate["stock"].eq("held").sum())
    tests = {
        "stocks given up": {FOR} if len(rows) else set(),
        "the treaty's ban on owning the weapon": {FOR} if bound and len(ban) else set(),
        "studies of substitutes": _sides(substitutes),
    }
    stocks = destroyed(evidence)
    gone = stocks[stocks["allied"]]
    return Ruling(
        weigh(tests),
        summary=(
            f"{_tally(tests)} {capitalised(counted(len(gone), 'ally', 'allies'))} destroyed "
            f"{millions(gone['submunitions'].sum())} submunitions, and {spelled(bound)} may own "
            "none. How much the alliance lost is in dispute and not measured: "
            f"{counted(holding, 'ally', 'allies')} outside the treaty hold a stock, and other "
            "weapons may fill the gap."
        ),
        best_for=(
            "A class of weapon that allies held in great numbers is gone. Lithuania said that "
            "as a party it could not buy it, train with it or let allies bring it."
        ),
        best_against=(
            "The United Kingdom, a party, says that going without constrains neither its "
            "capability nor its work with allies."
            if _holds(evidence, "omissions", "O05")
            else "Allies outside keep the weapon, and article 21 lets parties fight beside them."
        ),
        would_change=(
            "A test or study showing that permitted weapons do the same would make it mixed."
        ),
        rests_on=(
            *_cited(evidence, "stockpile_destruction", rows),
            *_cited(evidence, "ccm_articles", ban),
            *_cited(evidence, "effectiveness_claims", substitutes),
            *evidence.cite_known("ccm_articles", "AR27", "AR28"),
            *evidence.cite_known("omissions", "O03", "O04", "O05", "O17", "O25", "O30", "O38"),
            *evidence.cite_known("omissions", "O41"),
        ),
        numbers={
            "allies_that_destroyed": len(gone),
            "submunitions_allied": float(gone["submunitions"].sum()),
            "allies_bound": bound,
            "allies_holding": holding,
        },
        at_most="medium",
    )


def starting_late(evidence: Evidence) -> Ruling:
    """Rule on C27: whether a late start in production could prove disastrous.

    A test needs two lengths of time: how long a start takes, and how much warning there would be
    (rows of ``industrial_base`` that measure a warning time, in years). Evidence for if
    notice and the shortest backlog together are longer than the warning, against if the longest are
    shorter, mixed between; untested while no row gives a warning time.
    """
    lead = lead_times(evidence)
    low = lead["notice"] / 12 + lead["backlog_low"]
    high = lead["notice"] / 12 + lead["backlog_high"]
    base = evidence["industrial_base"]
    warning = base[base["measure"].eq("warning_time") & base["value"].notna()]
    if warning.empty:
        verdict = Verdict.UNTESTED
    elif low > warning["value"].max():
        verdict = Verdict.EVIDENCE_FOR
    elif high < warning["value"].min():
        verdict = Verdict.EVIDENCE_AGAINST
    else:
        verdict = Verdict.MIXED
    seen = (
        f" Lithuania had nothing on order {months_without_order(evidence)} months after its vote."
        if _holds(evidence, "aftermath", "A38")
        else ""
    )
    return Ruling(
        verdict,
        summary=(
            "Half of the claim can be looked at: a start takes long. Leaving takes "
            f"{spelled(lead['notice'])} months, and makers of ordinary ammunition had orders for "
            f"{spelled(int(lead['backlog_low']))} to {spelled(int(lead['backlog_high']))} years "
            f"ahead in 2023.{seen} "
            + (
                "No source found sets a warning time against this, and none shows what the lack of "
                "this one weapon would cost."
                if warning.empty
                else "Set against the warning times stated, that gives the verdict."
            )
        ),
        best_for=(
            "Article 20 holds a party that is at war to the treaty until the war ends, so a state "
            "cannot wait and see. The stocks given up were large; rebuilding them would take long."
        ),
        best_against=(
            "The statement has no date and says only what might be; it also takes for granted that "
            "this weapon is the one whose absence would decide."
        ),
        would_change=(
            "A stated time to first delivery of cluster shells, and an official estimate of the "
            "warning before an attack."
        ),
        rests_on=(
            evidence.cite_ids("ccm_articles", "AR23", "AR24"),
            evidence.cite_rows("industrial_base", measure="order_backlog"),
            *((evidence.cite("industrial_base", warning),) if len(warning) else ()),
            *evidence.cite_known("omissions", "O02", "O14", "O39", "O40"),
            *evidence.cite_known("aftermath", "A38"),
        ),
        numbers={"lead_years_low": low, "lead_years_high": high, "warning_times": len(warning)},
        at_most="low",
    )


def weakened_nato(evidence: Evidence) -> Ruling:
    """Rule on C46: whether the treaty has weakened NATO.

    Two tests (see :func:`weigh`). Means lost: for if allies destroyed stocks. Means kept: against
    if the largest ally outside holds at least as many submunitions as the others destroyed, by
    the latest number, for if fewer. A loss of strength would need a comparison with a NATO without
    the treaty, which no row gives: confidence is low.
    """
    rows, stocks = _given_up(evidence), destroyed(evidence)
    gone = float(stocks.loc[stocks["allied"], "submunitions"].sum())
    holding = largest_holding(evidence).iloc[[-1]]
    held = float(holding["stockpile_submunitions"].iloc[0])
    tests = {
        "stocks given up": {FOR} if len(rows) else set(),
        "the stock kept outside": {FOR if held < gone else AGAINST},
    }
    return Ruling(
        weigh(tests),
        summary=(
            f"{_tally(tests)} Allies destroyed {millions(gone)} submunitions; the United "
            f"States alone was last put at {millions(held, 0)}. Means were lost; whether the "
            "alliance became weaker needs a comparison with a NATO without the treaty, and none "
            "was found."
        ),
        best_for=(
            "Most allies no longer own a weapon they once had. Officials in Vilnius and Riga said "
            "that membership hinders allied use, training or transit on their soil."
        ),
        best_against=(
            "NATO as a whole never gave the weapon up: its largest holder never joined"
            + (
                ", and the United Kingdom, a party, says that it is not constrained."
                if _holds(evidence, "omissions", "O05")
                else "."
            )
        ),
        would_change=(
            "A measured loss, such as a war game with and without the weapon. Mixed while means "
            "lost and means kept point different ways."
        ),
        rests_on=(
            *_cited(evidence, "stockpile_destruction", rows),
            evidence.cite("non_party_stockpilers", holding),
            *evidence.cite_known("omissions", "O04", "O05", "O06", "O13", "O34", "O41"),
        ),
        numbers={"destroyed_by_allies": gone, "held_by_united_states": held},
        at_most="low",
    )


RULES = {
    "C14": resume_production,
    "C23": limits_capabilities,
    "C27": starting_late,
    "C46": weakened_nato,
}
