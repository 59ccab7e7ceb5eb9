"""Chapter "What is the human cost?": its numbers and findings."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from casebook.claims import Ruling, Verdict
from casebook.dates import in_words
from casebook.evidence import Cited, Evidence, NotInEvidence
from casebook.human_cost_facts import (
    by_cause,
    child_trap,
    civilian_shares,
    clearance,
    highest_2012,
    missing_years_bound,
    revised,
    ukraine,
    yearly,
)
from casebook.wording import listed, percent, spelled

_WEIGHTY = ("study", "official")
"""Bases of ``effectiveness_claims`` that count as evidence; commentary does not."""

_OTHER_WEAPONS = ("E30",)
"""Rows of ``effectiveness_claims`` about another weapon (land mines), which take no side here."""


# --- numbers -----------------------------------------------------------------------------------


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    return {
        "data_date": in_words(evidence.as_of),
        **_yearly_numbers(evidence),
        **_share_numbers(evidence),
        **_ukraine_numbers(evidence),
        **_land_numbers(evidence),
    }


def _or_unknown(value: Callable[[], object]) -> object:
    """Return the value, or ``not known`` if the evidence lacks a row that it needs."""
    try:
        return value()
    except (NotInEvidence, KeyError):
        return "not known"


def _cell(evidence: Evidence, table: str, row: str, column: str) -> float:
    return float(evidence.rows(table, id=row)[column].iloc[0])


def _yearly_numbers(evidence: Evidence) -> dict[str, object]:
    counts = yearly(evidence)
    whole = counts[~counts["part"] & counts["count"].notna() & ~counts["weak"]]
    top = whole.loc[whole["count"].idxmax()]
    changed = revised(evidence).set_index("year")
    recorded = evidence.rows("casualties_by_country_year", id="CC51")
    estimate = evidence.rows("casualties_by_country_year", id="CC60")
    return {
        "peak": int(top["count"]),
        "peak_year": int(top["year"]),
        "latest_year": int(whole["year"].iloc[-1]),
        "latest_count": int(whole["count"].iloc[-1]),
        "revised_years": spelled(len(changed)),
        "revised_2018_first": int(changed.loc[2018, "first"]),
        "revised_2018": int(changed.loc[2018, "count"]),
        "missing_years": listed(map(str, counts.loc[counts["count"].isna(), "year"])),
        "missing_bound": missing_years_bound(evidence),
        "first_2012": int(counts.set_index("year").loc[2012, "first"]),
        "highest_2012": highest_2012(evidence),
        "minimum_2013": int(counts.set_index("year").loc[2013, "count"]),
        "recorded_ever": int(recorded["casualties"].iloc[0]),
        "estimate_low": int(estimate["casualties"].iloc[0]),
        "estimate_high": int(estimate["casualties_high"].iloc[0]),
        "weak_2025": _or_unknown(
            lambda: int(_cell(evidence, "casualties_by_year", "CY34", "total"))
        ),
        "weak_2025_ukraine": _or_unknown(
            lambda: int(_cell(evidence, "casualties_by_year", "CY34", "ukraine_total"))
        ),
    }


def _share_numbers(evidence: Evidence) -> dict[str, object]:
    civilians = civilian_shares(evidence)
    causes, traps = by_cause(evidence).set_index("year"), child_trap(evidence).set_index("year")

    def of(year: int, column: str) -> Callable[[], object]:
        def value() -> object:
            cell = traps.loc[year, column]
            return percent(cell) if column in ("share", "of_all") else int(cell)

        return value

    return {
        "civilians_low": percent(civilians["share"].min()),
        "civilians_high": percent(civilians["share"].max()),
        "remnants_2021": int(causes.loc[2021, "remnants"]),
        "child_2022": _or_unknown(of(2022, "share")),
        "child_2022_remnants": _or_unknown(of(2022, "remnants")),
        "child_2022_children": _or_unknown(of(2022, "children")),
        "child_2022_of_all": _or_unknown(of(2022, "of_all")),
        "child_2023": _or_unknown(of(2023, "share")),
        "child_2023_remnants": _or_unknown(of(2023, "remnants")),
        "child_2023_children": _or_unknown(of(2023, "children")),
        "child_2023_of_all": _or_unknown(of(2023, "of_all")),
        "total_2023": _or_unknown(of(2023, "total")),
        "child_2024": _or_unknown(
            lambda: percent(_cell(evidence, "casualties_by_year", "CY32", "child_share"))
        ),
    }


def _ukraine_numbers(evidence: Evidence) -> dict[str, object]:
    found = ukraine(evidence)
    count_2022 = found["2022"][0]
    world = yearly(evidence).set_index("year")["count"]

    def use(row: str) -> Callable[[], object]:
        return lambda: int(_cell(evidence, "ukraine_use", row, "value"))

    return {
        "ukraine_2022": count_2022,
        "ukraine_2022_share": percent(count_2022 / world[2022]),
        "ukraine_2022_attacks": int(
            _cell(evidence, "casualties_by_country_year", "CC62", "casualties")
        ),
        "ukraine_2022_remnants": int(
            _cell(evidence, "casualties_by_country_year", "CC63", "casualties")
        ),
        "ukraine_2023_derived": _or_unknown(
            lambda: (
                int(_cell(evidence, "casualties_by_country_year", "CC04", "casualties"))
                - count_2022
            )
        ),
        "ukraine_2024_low": _or_unknown(lambda: found["2024"][0]),
        "ukraine_2024_high": _or_unknown(lambda: found["2024"][1]),
        "ukraine_since": _or_unknown(lambda: found["since"][0]),
        "unrecorded_2023": _or_unknown(use("UU19")),
        "claimed_2023": _or_unknown(use("UU20")),
        "kramatorsk_low": use("UU39")(),
        "kramatorsk_high": use("UU41")(),
        "izium": spelled(int(use("UU43")())),
        "civilians_killed": _or_unknown(
            lambda: int(_cell(evidence, "background_facts", "BG107", "value"))
        ),
    }


def _land_numbers(evidence: Evidence) -> dict[str, object]:
    frame = clearance(evidence).set_index(["compiler", "measure"])

    def latest(compiler: str, measure: str) -> str:
        rows = frame.loc[[(compiler, measure)]]
        value = rows["value"].iloc[-1]
        return f"{value:,.0f}" if measure == "states" else f"{value:,.1f}"

    own = evidence["effectiveness_claims"].set_index("claim_id")
    return {
        "monitor_states": latest("Cluster Munition Monitor", "states"),
        "monitor_km2": latest("Cluster Munition Monitor", "km2"),
        "review_states": latest("Mine Action Review", "states"),
        "review_km2": latest("Mine Action Review", "km2"),
        "own_killed_1991": int(own.loc["E29", "figure_low"]),
        "rounds_ratio": spelled(int(own.loc["E01", "figure_low"])),
        "leak_ratio": spelled(int(own.loc["E02", "figure_low"])),
        "russian_low": percent(_cell(evidence, "failure_rates", "FR05", "rate_low")),
        "russian_high": percent(_cell(evidence, "failure_rates", "FR05", "rate_high")),
        "american_claim": percent(_cell(evidence, "failure_rates", "FR02", "rate_high"), 2),
    }


# --- findings ----------------------------------------------------------------------------------


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


def balance(evidence: Evidence) -> Ruling:
    """Rule on C15: a matter of values; what it turns on, with the facts that bear on it."""
    rows, cited = _casualties(evidence)
    counts = yearly(evidence).dropna(subset=["count"])
    counts = counts[~counts["weak"] & ~counts["part"]]
    last = counts.iloc[-1]
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
            *_some(evidence, "political_facts", "P119", "P127"),
            *_some(evidence, "government_positions", "GP22"),
            *_some(evidence, "omissions", "O31"),
        ),
        numbers={
            "civilian_share_low": float(rows["civilian_share"].min()),
            "civilian_share_high": float(rows["civilian_share"].max()),
            "latest_count": int(last["count"]),
        },
    )


def _some(evidence: Evidence, table: str, *ids: str) -> tuple[Cited, ...]:
    """Return a reference to those of the rows that are accepted, which may be none."""
    rows = evidence[table]
    rows = rows[rows["id"].isin(ids)]
    return (evidence.cite(table, rows),) if len(rows) else ()


def greater_loss(evidence: Evidence) -> Ruling:
    """Rule on C33: whether the ban makes Europe more vulnerable and would cost more lives.

    Two sides. Gain: a study or an official, not weak, says that the weapon helps a defender. Cost:
    a study or an official, not weak, says that it hurts or fails its own side, or civilians are
    more than half of the recorded casualties. Evidence for if only a gain is shown, against if only
    a cost, mixed if both, untested if neither. How many rows there are plays no part. No row
    compares deaths with and without the weapon, so confidence is low.
    """
    claims = evidence["effectiveness_claims"]
    claims = claims[
        claims["basis"].isin(_WEIGHTY)
        & claims["confidence"].ne("weak")
        & ~claims["claim_id"].isin(_OTHER_WEAPONS)
    ]
    gains = claims[claims["direction"].eq("supports")]
    faults = claims[claims["direction"].eq("questions")]
    rows, casualties = _casualties(evidence)
    mostly_civilian = bool((rows["civilian_share"] > 0.5).all())
    cost = mostly_civilian or len(faults) > 0
    verdict = {
        (True, True): Verdict.MIXED,
        (True, False): Verdict.EVIDENCE_FOR,
        (False, True): Verdict.EVIDENCE_AGAINST,
        (False, False): Verdict.UNTESTED,
    }[len(gains) > 0, cost]
    said = [
        *(["that it helps a defender"] if len(gains) else []),
        *(["that it failed or hurt its own side"] if len(faults) else []),
    ]
    return Ruling(
        verdict,
        summary=(
            f"Studies and officials report {listed(said)}. Where it was used, civilians were "
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
            *_some(evidence, "omissions", "O10", "O11", "O12", "O17", "O32"),
            *_some(evidence, "aftermath", "A25", "A26", "A27"),
            *_some(evidence, "background_facts", "BG107"),
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


RULES = {"C15": balance, "C33": greater_loss}
