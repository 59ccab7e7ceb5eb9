"""Findings on China and the weapon: its stance on the treaty, its stock, what follows for NATO."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from casebook.china_record import rows_of, users_among_producers
from casebook.reasoning.claims import Rule, Ruling, Verdict, balance
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import listed, spelled
from chapters.common.treaty import allies, log_of, status_of


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
    said = said[said["says"].eq("does_not_join").fillna(False)]
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
            *evidence.cite_known("china_russia", "CR06", "CR07"),
            evidence.cite("unga_votes_by_state", ballots),
        ),
        numbers={"statements": len(said), "yes_votes": len(yes)},
    )


def motive(evidence: Evidence) -> Ruling:
    """C90: is the motive military capability over humanitarian concern? By China's own reasons.

    Evidence for if every Chinese statement that gives a reason names military or security needs, in
    two or more; mixed if some give only other reasons; evidence against if all do; untested if
    none gives a reason. What moves a state is tested by the reasons it gives on record, year after
    year; they need not be the whole of it, so confidence is medium at most.
    """
    said = _chinese_statements(evidence)
    reasons = said[said["reason_given"].notna()]
    need = reasons["reason_given"].eq("military_need")
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
            *evidence.cite_known("china_russia", "CR04", "CR07"),
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
    stock = rows[rows["says"].eq("holds_stock").fillna(False)]
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
            *evidence.cite_known("china_russia", "CR21"),
            evidence.cite("producers", producers[producers["status"].eq("producing")]),
            evidence.cite("cluster_munition_use", use[use["user_iso3"].isin(used)]),
        ),
        numbers={"producers": len(made), "users": len(used)},
        at_most="low",
    )


def disadvantage(evidence: Evidence) -> Ruling:
    """C93: does the treaty put NATO at a disadvantage against Russia and China? Both parts needed.

    A verdict needs a study of a conflict with China that weighs the weapon; without one, untested,
    for what officials hold is a position and no test. With some, mixed if they disagree, else the
    side they take (the column ``direction`` of ``effectiveness_claims``).
    """
    claims = evidence["effectiveness_claims"]
    studies = claims[claims["basis"].eq("study") & claims["confidence"].ne("weak")]
    on_china = studies[studies["subject"].eq("conflict_with_china")]
    supports = on_china["direction"].eq("supports")
    verdict = balance(int(supports.sum()), int((~supports).sum()))
    nato = pd.Series(allies(evidence["nato_members"], evidence.as_of), dtype="string")
    status = status_of(nato, log_of(evidence, "ccm_status"), evidence.as_of)
    free = nato[status.ne("state party")]
    return Ruling(
        verdict,
        summary=(
            "Studies found that weigh the weapon in a conflict with China: "
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
        numbers={"studies": len(on_china), "allies_not_bound": len(free)},
        at_most="low",
    )


RULES: Mapping[str, Rule] = {
    "C89": refused,
    "C90": motive,
    "C91": arsenal,
    "C92": might_use,
    "C93": disadvantage,
}
