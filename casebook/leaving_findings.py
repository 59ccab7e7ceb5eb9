"""Findings of the chapter "Leaving": who left, how decisive the vote was, what it brought."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import earliest_day, in_words
from casebook.leaving_measures import (
    CLUSTER,
    acting_allies,
    allied_parties,
    border_allies,
    ever_bound,
    exits,
    one_or_range,
    purchases,
    reading_of,
    vote_reports,
)
from casebook.reasoning.claims import Ruling, Verdict
from casebook.reasoning.evidence import Evidence, NotInEvidence
from casebook.telling.wording import capitalised, counted, listed, percent, spelled

_TWO_THIRDS = 2 / 3
"""The share of all members from which a vote counts here as decisive."""


def some_members(evidence: Evidence) -> Ruling:
    """C52: were several members withdrawing? Judged by the number of allies that had acted.

    Criterion: two or more allies make the plural right (supported); one leaves something true with
    a wrong picture (misleading); none contradicts it. The evidence's date decides, so an ally that
    acted later would make the sentence right with hindsight. What counts as an act is the
    definition ``acts_counted``; the widest, a vote, is used unless another is asked for.
    """
    acting = acting_allies(evidence)
    verdict = (
        Verdict.SUPPORTED
        if len(acting) > 1
        else Verdict.MISLEADING
        if acting
        else Verdict.CONTRADICTED
    )
    reading = reading_of(evidence, "acts_counted")
    act = {
        "vote": "passed a law to leave or given notice",
        "notice": "given notice of leaving",
        "effect": "left",
    }[reading]
    names = [evidence.state_in_text(iso3) for iso3 in acting]
    parties = [s for s in allied_parties(evidence, CLUSTER, evidence.as_of) if s not in acting]
    border = border_allies(evidence)
    inside = ever_bound(evidence, border, CLUSTER)
    first = evidence["omissions"]
    first = first[first["id"].eq("O36")]
    laws = evidence["arms_control"]
    laws = laws[
        laws["agreement"].eq("Convention on Cluster Munitions")
        & laws["event"].isin(
            ("withdrawal_decreed", "withdrawal_law_adopted", "withdrawal_notified", "withdrawn")
        )
    ]
    listed_on = evidence["ccm_status"]["as_of"].max()
    return Ruling(
        verdict,
        summary=(
            f"By {in_words(evidence.as_of)} {counted(len(acting), 'NATO member')} had {act}"
            + (f": {listed(names)}. " if names else ". ")
            + f"{capitalised(counted(len(parties), 'other ally', 'other allies'))} in the treaty "
            "had not, as far as the records show"
            + (
                f" (the depositary's list is of {in_words(listed_on)})."
                if listed_on < evidence.as_of.isoformat()
                else "."
            )
            + " Two or more would make the plural right."
        ),
        best_for=(
            f"The case it names is real. Only {spelled(len(inside))} of the "
            f"{spelled(len(border))} members on Russia's border were ever in the treaty, so few of "
            "those most exposed had anything to leave."
        ),
        best_against=(
            f"“Some member states” is a plural. Of {len(parties) + len(acting)} allies in the "
            f"treaty, {spelled(len(acting))} had acted."
            + (
                " Campaigners called Lithuania the first country to leave a treaty of this kind."
                if len(first)
                else ""
            )
        ),
        would_change="A second ally's law to leave, or its notice on the depositary's list.",
        rests_on=(
            evidence.cite("ccm_status", evidence["ccm_status"]),
            *((evidence.cite("arms_control", laws),) if len(laws) else ()),
            *evidence.cite_known("omissions", "O36"),
            *evidence.cite_known("aftermath", "A01", "A08", "A49"),
        ),
        numbers={
            "acting_allies": len(acting),
            "other_parties": len(parties),
            "border_allies": len(border),
            "border_allies_ever_bound": len(inside),
        },
    )


def bolstered(evidence: Evidence) -> Ruling:
    """C53: did leaving strengthen the state that left? Judged by what it acquired.

    Criterion: for, if a report of the time after the exit says that cluster munitions were bought
    or ordered; untested until then. That none are reported is no evidence against: an order may
    still come. (The claims table had named none acquired by late 2025 as a refutation. As with C20,
    so short a time is not taken as a test.) Under ``gain_counted="permitted"`` the freedom to buy,
    train and host is the gain, so an exit in effect is evidence for.
    """
    gone = exits(evidence)
    gone = gone[gone["treaty"].eq(CLUSTER) & gone["iso3"].eq("LTU")]
    in_effect = bool(gone["left"].notna().any())
    bought = purchases(evidence)
    if in_effect:
        since = earliest_day(gone["left"].iloc[0])
        bought = bought[bought["date"].map(earliest_day) >= since]
    for_it = bought[bought["direction"].eq("supports")]
    permitted = reading_of(evidence, "gain_counted") == "permitted"
    gained = in_effect and (permitted or len(for_it) > 0)
    return Ruling(
        Verdict.EVIDENCE_FOR if gained else Verdict.UNTESTED,
        summary=_bolstered_summary(evidence, gone, bought),
        best_for=(
            "Officials named a concrete hindrance: a party can neither buy the weapon nor train "
            "with it, nor let allies bring it in. Leaving removes that, and Article 20 gives a "
            "reason to do it in peacetime."
        ),
        best_against=(
            "The freedom to buy is not the weapon. "
            + (
                f"Of {counted(len(bought), 'report')} on purchases after the exit, none tells of "
                "one bought or ordered."
                if len(bought) and for_it.empty
                else "Critics say that Ukraine's own large stock did not deter Russia."
            )
        ),
        would_change=(
            "A contract or delivery of cluster munitions to Lithuania, or an official account of "
            "allied weapons or training brought in since the exit."
        ),
        rests_on=(
            evidence.cite_rows("ccm_status", iso3="LTU"),
            *((evidence.cite("aftermath", bought),) if in_effect and len(bought) else ()),
            *evidence.cite_known("aftermath", "A08"),
            *evidence.cite_known("omissions", "O15", "O40", "O41"),
            *evidence.cite_known("political_facts", "P080", "P082", "P084"),
        ),
        numbers={
            "reports_on_purchases": len(bought),
            "reports_for": len(for_it),
        },
        at_most="low",
    )


def _bolstered_summary(evidence: Evidence, gone: pd.DataFrame, bought: pd.DataFrame) -> str:
    """Return why :func:`bolstered` rules as it does."""
    if gone["left"].isna().all():
        return (
            f"On {in_words(evidence.as_of)} Lithuania was still bound, so nothing could have been "
            "gained yet. There were officials' reasons and critics' doubts, and no outcome."
        )
    freed = f"Lithuania left on {in_words(gone['left'].iloc[0])} and may now buy, train and host. "
    if reading_of(evidence, "gain_counted") == "permitted":
        freed += "In the reading chosen here that freedom is the gain. "
    if bought.empty:
        return freed + "No report accepted here says what it has bought."
    last = in_words(bought["date"].iloc[-1])
    if bought["direction"].eq("supports").any():
        return (
            freed + f"The reports on its purchases since, the last of {last}, tell of cluster "
            "munitions bought or ordered. What they add to its defence is not measured."
        )
    return (
        freed + f"The reports on its purchases since, the last of {last}, name no cluster "
        "munitions bought or ordered. An order may still come, so this is no test, and nothing "
        "was found on what allies have brought in."
    )


def decisive_vote(evidence: Evidence) -> Ruling:
    """C55: did parliament vote decisively to leave? Judged by every report of the final vote.

    Criterion: the law passed if the votes in favour reach the number needed (half of all members
    where no report gives it). Supported if they also make up two thirds of all members on every
    report; mostly supported if they pass with less; contradicted if they fall short on every
    report; misleading if the reports differ on whether it passed. Two thirds is our mark: the op-ed
    does not say what it means by decisive.
    """
    votes = vote_reports(evidence)
    final = votes[votes["stage"].eq("final")]
    members = final["members"].iloc[0]
    if pd.isna(members):
        raise NotInEvidence("no accepted report says how many members the parliament has")
    needed = final["needed"].iloc[0]
    needed = int(members) // 2 + 1 if pd.isna(needed) else int(needed)
    ayes = final["votes_for"]
    if (ayes < needed).all():
        verdict = Verdict.CONTRADICTED
    elif (ayes < needed).any():
        verdict = Verdict.MISLEADING
    elif (ayes / members >= _TWO_THIRDS).all():
        verdict = Verdict.SUPPORTED
    else:
        verdict = Verdict.MOSTLY_SUPPORTED
    full = final.dropna(subset=["votes_against", "votes_abstaining"])
    rest = full[["votes_against", "votes_abstaining"]].sum(axis=1)
    silent = int(members - (full["votes_for"] + rest).max()) if len(full) else 0
    in_favour = one_or_range(ayes)
    return Ruling(
        verdict,
        summary=(
            f"{capitalised(counted(len(final), 'report'))} of the vote of "
            f"{in_words(final['date'].iloc[0])} "
            f"{'gives' if len(final) == 1 else 'give'} {in_favour} in favour, of {int(members)} "
            f"members; {needed} were needed. That is {percent(float(ayes.min() / members))} of all "
            f"members. On the rest the reports differ: {one_or_range(final['votes_against'])} "
            f"against, {one_or_range(final['votes_abstaining'])} abstaining."
        ),
        best_for=(
            f"No report counts more than {spelled(int(rest.max()))} members against or abstaining."
            if len(full)
            else "The number in favour is well above the number needed."
        ),
        best_against=(
            "The vote alone did not take Lithuania out: that needed a deposited notice and "
            "Article 20's waiting time."
            + (f" {silent} of {int(members)} members are in none of the counts." if silent else "")
        ),
        would_change="The parliament's own record of the vote, if it gave other numbers.",
        rests_on=(
            evidence.cite(
                "seimas_votes",
                evidence["seimas_votes"][
                    evidence["seimas_votes"]["stage"].eq("final").fillna(False)
                    | evidence["seimas_votes"]["votes_needed"].notna()
                ],
            ),
        ),
        numbers={
            "reports": len(final),
            "in_favour_least": int(ayes.min()),
            "members": int(members),
            "needed": needed,
        },
    )
