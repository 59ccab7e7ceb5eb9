"""The rules of "What is the human cost?": which rung the evidence reaches for each claim."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence, some
from chapters.common.bearing import bearing
from chapters.common.views import concluded, year
from chapters.human_cost.facts import by_cause, with_civilian_share, world_counts


def _range(shares: pd.Series) -> dict[str, float]:
    return {"civilian_share_low": float(shares.min()), "civilian_share_high": float(shares.max())}


def moral_balance(evidence: Evidence) -> Case:
    """Return the facts that bear on weighing a ban against a need: a matter of values."""
    rows = with_civilian_share(evidence)
    last = world_counts(evidence).iloc[-1]
    treaty = evidence.pick("ccm_articles", "AR01", "AR27")
    some(treaty, "table ccm_articles has no accepted row among AR01, AR27")
    weighed = evidence.pick("political_facts", "P119", "P127")
    norway = evidence.pick("government_positions", "GP22")
    russia = evidence.pick("omissions", "O31")
    return Case(
        {"a matter of values": True},
        evidence.cites(
            ("casualties_by_year", rows),
            ("ccm_articles", treaty),
            ("political_facts", weighed),
            ("government_positions", norway),
            ("omissions", russia),
        ),
        {**_range(rows["civilian_share"]), "latest_count": int(last["count"])},
        {
            "latest_year": int(last["year"]),
            "russia_uses_it": len(russia) > 0,
            "allies_weigh": len(weighed) > 0,
            "norway_speaks": len(norway) > 0,
            "articles": set(treaty["rule"]),
        },
    )


def measured_effects(evidence: Evidence) -> pd.DataFrame:
    """Return what studies and official papers measured or estimated of the weapon's effect.

    Weak rows, statements that measure nothing, which are positions, and what is measured of other
    weapons are left out.
    """
    views = evidence.pick(
        "effectiveness_claims",
        basis=("study", "official"),
        measure=("lethality", "own_troops_harmed", "dud_share"),
        solid=True,
    )
    measured = views["basis"].eq("study") | views["figure_low"].notna()
    return views[measured]


def greater_loss(evidence: Evidence) -> Case:
    """Return whether the ban costs lives, by studies of lives lost with and without the weapon.

    What it gains for the side that fires it, and what it costs, is told on both sides: neither
    compares deaths. Confidence is low.
    """
    found = bearing(evidence, "C33", events=False)
    views, rows = measured_effects(evidence), with_civilian_share(evidence)
    small_part = evidence.pick("effectiveness_claims", claim_id="E80")
    gains = views[views["direction"].eq("supports")].set_index("claim_id")
    faults = views[views["direction"].eq("questions")].set_index("claim_id")
    mostly_civilian = bool((rows["civilian_share"] > 0.5).all())
    return Case(
        found.rungs,
        evidence.cites(
            *found.rows,
            ("effectiveness_claims", pd.concat([views, small_part])),
            ("casualties_by_year", rows),
            ("omissions", ("O10", "O11", "O12", "O17", "O32")),
            ("aftermath", ("A25", "A26", "A27")),
            ("background_facts", ("BG107",)),
        ),
        {
            **_range(rows["civilian_share"]),
            **found.numbers,
            "gain_reported": len(gains) > 0,
            "fault_reported": len(faults) > 0,
        },
        {
            "mostly_civilian": mostly_civilian,
            "conclusions": concluded(views),
            "ratio": int(gains.loc["E02", "figure_low"]) if "E02" in gains.index else None,
            "own_killed": int(faults.loc["E29", "figure_low"]) if "E29" in faults.index else None,
            "no_substitute": len(evidence.pick("effectiveness_claims", claim_id="E14")) > 0,
            "small_part": year(small_part),
            "toll": _toll(evidence),
            "quiet": _quiet(evidence),
        },
        carried_by=evidence.cites(*found.rows),
        mixed_by=found.sides(evidence),
        absent=found.absent(evidence),
        at_most="low",
    )


def _toll(evidence: Evidence) -> dict[str, object]:
    """Return the deaths of civilians in Ukraine by all means beside the casualties of this weapon.

    Keys: ``killed`` and ``counted_to`` (month), ``cluster`` and ``recorded_to`` (year); nothing if
    one of the two is not known.
    """
    killed = evidence.pick("background_facts", "BG107")
    cluster = evidence.pick("casualties_by_country_year", "CC04")
    if killed.empty or cluster.empty:
        return {}
    return {
        "killed": int(killed["value"].iloc[0]),
        "counted_to": killed["date_end"].iloc[0][:7],
        "cluster": int(cluster["casualties"].iloc[0]),
        "recorded_to": cluster["period_end"].iloc[0][:4],
    }


def _quiet(evidence: Evidence) -> dict[str, int]:
    """Return ``year`` and ``remnants`` (persons) of the last year without attacks, if any."""
    causes = by_cause(evidence)
    last = causes.loc[causes["attacks"].eq(0) & ~causes["weak"], ["year", "remnants"]].tail(1)
    return last.iloc[0].to_dict() if len(last) else {}


RULES = {"C15": moral_balance, "C33": greater_loss}
