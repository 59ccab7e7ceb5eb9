"""Chapter "What is the human cost?": its findings."""

from __future__ import annotations

import pandas as pd

from casebook.human_cost_facts import by_cause, yearly
from casebook.human_cost_numbers import numbers
from casebook.reasoning.claims import Ruling, Verdict, balance
from casebook.reasoning.evidence import Cited, Evidence, NotInEvidence, some
from casebook.telling.wording import listed, percent, spelled

__all__ = ["RULES", "numbers"]

_OTHER_WEAPONS = ("E30",)
"""Rows of ``effectiveness_claims`` about another weapon (land mines), which take no side here."""


def _casualties(evidence: Evidence) -> tuple[pd.DataFrame, Cited]:
    """Return the rows that give civilian shares, weak ones left out, and a reference to them.

    Raises
    ------
    NotInEvidence
        If there is none.
    """
    rows = evidence["casualties_by_year"]
    rows = rows[rows["civilian_share"].notna() & rows["confidence"].ne("weak")]
    if rows.empty:
        raise NotInEvidence("table casualties_by_year has no accepted row with a civilian share")
    return rows, evidence.cite("casualties_by_year", rows)


def _range(shares: pd.Series) -> str:
    low, high = percent(float(shares.min())), percent(float(shares.max()))
    return low if low == high else f"{low} to {high}"


def moral_balance(evidence: Evidence) -> Ruling:
    """Rule on C15: a matter of values; what it turns on, with the facts that bear on it."""
    rows, cited = _casualties(evidence)
    counts = yearly(evidence).dropna(subset=["count"])
    counts = counts[~counts["weak"] & ~counts["part"]]
    last = some(counts, "no yearly count of casualties is accepted").iloc[-1]
    return Ruling(
        Verdict.VALUES,
        summary=(
            "It turns on whether a ban is a line that necessity cannot move, or a weight on a "
            "scale. The facts that bear on it: civilians were "
            f"{_range(rows['civilian_share'])} of recorded casualties where a share is given; "
            f"{int(last['count']):,} people are recorded killed or injured in {int(last['year'])}; "
            "Russia uses the weapon; what its absence would cost in a war is not measured."
        ),
        best_for=(
            "Governments do weigh both. Latvia and other allies outside the treaty speak "
            "of humanitarian aims and security needs, and the treaty itself lets parties fight "
            "beside allies who may use the weapon."
        ),
        best_against=(
            'Parties promised never to use it "under any circumstances": they weighed it in '
            "peace so as not to weigh it again in war. Norway's foreign minister says that such "
            "treaties matter most in war."
        ),
        would_change=(
            "No fact settles it. A reader may change sides over the harm expected, the "
            "lives a defence would save, or the worth of a rule that others break."
        ),
        rests_on=(
            cited,
            evidence.cite_ids("ccm_articles", "AR01", "AR27"),
            *evidence.cite_known("political_facts", "P119", "P127"),
            *evidence.cite_known("government_positions", "GP22"),
            *evidence.cite_known("omissions", "O31"),
        ),
        numbers={
            "civilian_share_low": float(rows["civilian_share"].min()),
            "civilian_share_high": float(rows["civilian_share"].max()),
            "latest_count": int(last["count"]),
        },
    )


def greater_loss(evidence: Evidence) -> Ruling:
    """Rule on C33: whether the ban makes Europe more vulnerable and would cost more lives.

    Two sides. Gain: a study, or an official estimate in figures, finds that the weapon helps the
    side that fires it. Cost: one finds that it hurts or fails that side, or civilians are more than
    half of the recorded casualties. Weak rows and statements without figures, which are positions,
    take no side. Evidence for if only a gain is shown, against if only a cost, mixed if both,
    untested if neither. How many rows there are plays no part. No row compares deaths with and
    without the weapon, so confidence is low.
    """
    claims = evidence["effectiveness_claims"]
    estimate = claims["basis"].eq("official") & claims["figure_low"].notna()
    claims = claims[
        (claims["basis"].eq("study") | estimate)
        & claims["confidence"].ne("weak")
        & ~claims["claim_id"].isin(_OTHER_WEAPONS)
    ]
    gains = claims[claims["direction"].eq("supports")]
    faults = claims[claims["direction"].eq("questions")]
    rows, casualties = _casualties(evidence)
    mostly_civilian = bool((rows["civilian_share"] > 0.5).all())
    cost = mostly_civilian or len(faults) > 0
    verdict = balance(len(gains), cost)
    said = [
        *(["that it multiplied the effect of a shell"] if len(gains) else []),
        *(["that it failed or hurt its own side"] if len(faults) else []),
    ]
    return Ruling(
        verdict,
        summary=(
            f"Studies and estimates report {listed(said) if said else 'nothing on either side'}. "
            "Where it was used, civilians were "
            f"{_range(rows['civilian_share'])} of recorded casualties, in a record that is "
            "incomplete and holds few soldiers. No source found counts the lives lost with and "
            "without the weapon, which the claim needs."
        ),
        best_for=_best_for(evidence),
        best_against=_best_against(evidence),
        would_change=(
            "A model or combat record that counts soldiers and civilians lost with and without the "
            "weapon. Mixed while both gains and costs are shown."
        ),
        rests_on=(
            *((evidence.cite("effectiveness_claims", claims),) if len(claims) else ()),
            casualties,
            *evidence.cite_known("omissions", "O10", "O11", "O12", "O17", "O32"),
            *evidence.cite_known("aftermath", "A25", "A26", "A27"),
            *evidence.cite_known("background_facts", "BG107"),
        ),
        numbers={
            "civilian_share_low": float(rows["civilian_share"].min()),
            "civilian_share_high": float(rows["civilian_share"].max()),
            "gain_reported": len(gains) > 0,
            "fault_reported": len(faults) > 0,
        },
        at_most="low",
    )


def _best_for(evidence: Evidence) -> str:
    """Return the strongest point for C33 that the evidence holds."""
    claims = evidence["effectiveness_claims"].set_index("claim_id")
    points = []
    if "E02" in claims.index:
        rounds = spelled(int(claims.loc["E02", "figure_low"]))
        points.append(
            f"A leaked US assessment put one cluster round on a par with {rounds} ordinary shells "
            "against grouped infantry; what stops an attack sooner may save lives."
        )
    else:
        points.append("Officials say that nothing else gives a defender the same effect.")
    toll = evidence["background_facts"]
    toll = toll[toll["id"].eq("BG107")]
    cluster = evidence["casualties_by_country_year"]
    cluster = cluster[cluster["id"].eq("CC04")]
    if len(toll) and len(cluster):
        points.append(
            f"The {int(cluster['casualties'].iloc[0]):,} cluster casualties recorded in Ukraine to "
            f"the end of 2023 stand against {int(toll['value'].iloc[0]):,} civilians whom the "
            "United Nations found killed by all means to August 2024: war costs lives by other "
            "means too."
        )
    return " ".join(points)


def _best_against(evidence: Evidence) -> str:
    """Return the strongest point against C33 that the evidence holds."""
    causes = by_cause(evidence).set_index("year")
    points = []
    if 2021 in causes.index and causes.loc[2021, "attacks"] == 0:
        points.append(
            f"In 2021, with no attack recorded, remnants alone killed or injured "
            f"{int(causes.loc[2021, 'remnants'])} people, and they stay on the defender's own land."
        )
    claims = evidence["effectiveness_claims"].set_index("claim_id")
    if "E29" in claims.index:
        points.append(
            f"At least {int(claims.loc['E29', 'figure_low'])} US soldiers were killed by US "
            "submunitions in the war of 1991."
        )
    return " ".join(points) or "The harm recorded fell mostly on civilians."


RULES = {"C15": moral_balance, "C33": greater_loss}
