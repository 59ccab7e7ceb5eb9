"""Chapter "What is the human cost?": its numbers and findings."""

from __future__ import annotations

from functools import partial

import pandas as pd

from casebook.claims import Ruling, Verdict
from casebook.dates import in_words
from casebook.evidence import Cited, Evidence, NotInEvidence, some
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
from casebook.numbers import known
from casebook.wording import listed, percent, spelled

_WEIGHTY = ("study", "official")
"""Bases of ``effectiveness_claims`` that count as evidence; commentary does not."""

_OTHER_WEAPONS = ("E30",)
"""Rows of ``effectiveness_claims`` about another weapon (land mines), which take no side here."""


# --- numbers -----------------------------------------------------------------------------------


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    groups = (
        _yearly_numbers,
        _revision_numbers,
        _bound_numbers,
        _estimate_numbers,
        _weak_numbers,
        _civilian_numbers,
        _remnant_numbers,
        partial(_child_numbers, year=2022),
        partial(_child_numbers, year=2023),
        _latest_child_numbers,
        _ukraine_2022_numbers,
        _ukraine_causes_numbers,
        _ukraine_2023_numbers,
        _ukraine_2024_numbers,
        _ukraine_since_numbers,
        _claimed_numbers,
        _strike_numbers,
        _civilians_killed_numbers,
        partial(_clearance_numbers, prefix="monitor", compiler="Cluster Munition Monitor"),
        partial(_clearance_numbers, prefix="review", compiler="Mine Action Review"),
        _own_troops_numbers,
        _ratio_numbers,
        _failure_numbers,
    )
    return {"data_date": in_words(evidence.as_of), **known(groups, evidence)}


def _cell(evidence: Evidence, table: str, row: str, column: str) -> float:
    return float(evidence.by_id(table, row)[column].iloc[0])


def _whole_years(evidence: Evidence) -> pd.DataFrame:
    """Return the years with a count of the whole world that is not weak (see ``yearly``)."""
    counts = yearly(evidence)
    whole = counts[~counts["part"] & counts["count"].notna() & ~counts["weak"]]
    return some(whole, "no yearly count of casualties is accepted")


def _count_of(evidence: Evidence, year: int) -> int:
    """Return the last count of a year that is not weak."""
    whole = _whole_years(evidence)
    found = some(whole[whole["year"].eq(year)], f"no count of casualties of {year} is accepted")
    return int(found["count"].iloc[0])


def _yearly_numbers(evidence: Evidence) -> dict[str, object]:
    counts, whole = yearly(evidence), _whole_years(evidence)
    top = whole.loc[whole["count"].idxmax()]
    return {
        "peak": int(top["count"]),
        "peak_year": int(top["year"]),
        "latest_year": int(whole["year"].iloc[-1]),
        "latest_count": int(whole["count"].iloc[-1]),
        "missing_years": listed(map(str, counts.loc[counts["count"].isna(), "year"])),
    }


def _revision_numbers(evidence: Evidence) -> dict[str, object]:
    changed = revised(evidence).set_index("year")
    some(changed[changed.index == 2018], "no revision of the count of 2018 is accepted")
    return {
        "revised_years": spelled(len(changed)),
        "revised_2018_first": int(changed.loc[2018, "first"]),
        "revised_2018": int(changed.loc[2018, "count"]),
    }


def _bound_numbers(evidence: Evidence) -> dict[str, object]:
    counts = yearly(evidence).set_index("year")
    return {
        "missing_bound": missing_years_bound(evidence),
        "highest_2012": highest_2012(evidence),
        "first_2012": int(counts.loc[2012, "first"]),
        "minimum_2013": int(counts.loc[2013, "count"]),
    }


def _estimate_numbers(evidence: Evidence) -> dict[str, object]:
    rows = evidence.by_id("casualties_by_country_year", "CC51", "CC60")
    return {
        "recorded_ever": int(rows.loc["CC51", "casualties"]),
        "estimate_low": int(rows.loc["CC60", "casualties"]),
        "estimate_high": int(rows.loc["CC60", "casualties_high"]),
    }


def _weak_numbers(evidence: Evidence) -> dict[str, object]:
    return {
        "weak_2025": int(_cell(evidence, "casualties_by_year", "CY34", "total")),
        "weak_2025_ukraine": int(_cell(evidence, "casualties_by_year", "CY34", "ukraine_total")),
    }


def _civilian_numbers(evidence: Evidence) -> dict[str, object]:
    shares = some(civilian_shares(evidence), "no share of civilians is accepted")["share"]
    return {"civilians_low": percent(shares.min()), "civilians_high": percent(shares.max())}


def _remnant_numbers(evidence: Evidence) -> dict[str, object]:
    causes = by_cause(evidence)
    quiet = some(causes[causes["year"].eq(2021)], "no causes of 2021 are accepted")
    return {"remnants_2021": int(quiet["remnants"].iloc[0])}


def _child_numbers(evidence: Evidence, year: int) -> dict[str, object]:
    traps = child_trap(evidence)
    rows = some(traps[traps["year"].eq(year)], f"no share of children in {year} is accepted")
    row = rows.iloc[0]
    return {
        f"child_{year}": percent(row["share"]),
        f"child_{year}_remnants": int(row["remnants"]),
        f"child_{year}_children": int(row["children"]),
        f"child_{year}_of_all": percent(row["of_all"]),
        f"total_{year}": int(row["total"]),
    }


def _latest_child_numbers(evidence: Evidence) -> dict[str, object]:
    return {"child_2024": percent(_cell(evidence, "casualties_by_year", "CY32", "child_share"))}


def _ukraine(evidence: Evidence, period: str) -> tuple[int, int]:
    """Return the recorded casualties in Ukraine, low and high, of a key of ``ukraine``."""
    found = ukraine(evidence)
    if period not in found:
        raise NotInEvidence(f"no count of casualties in Ukraine is accepted: {period}")
    return found[period]


def _ukraine_2022_numbers(evidence: Evidence) -> dict[str, object]:
    count, _ = _ukraine(evidence, "2022")
    return {
        "ukraine_2022": count,
        "ukraine_2022_share": percent(count / _count_of(evidence, 2022)),
    }


def _ukraine_causes_numbers(evidence: Evidence) -> dict[str, object]:
    rows = evidence.by_id("casualties_by_country_year", "CC62", "CC63")["casualties"]
    return {
        "ukraine_2022_attacks": int(rows["CC62"]),
        "ukraine_2022_remnants": int(rows["CC63"]),
    }


def _ukraine_2023_numbers(evidence: Evidence) -> dict[str, object]:
    both = int(_cell(evidence, "casualties_by_country_year", "CC04", "casualties"))
    return {"ukraine_2023_derived": both - _ukraine(evidence, "2022")[0]}


def _ukraine_2024_numbers(evidence: Evidence) -> dict[str, object]:
    low, high = _ukraine(evidence, "2024")
    return {"ukraine_2024_low": low, "ukraine_2024_high": high}


def _ukraine_since_numbers(evidence: Evidence) -> dict[str, object]:
    return {"ukraine_since": _ukraine(evidence, "since")[0]}


def _claimed_numbers(evidence: Evidence) -> dict[str, object]:
    values = evidence.by_id("ukraine_use", "UU19", "UU20")["value"]
    return {"unrecorded_2023": int(values["UU19"]), "claimed_2023": int(values["UU20"])}


def _strike_numbers(evidence: Evidence) -> dict[str, object]:
    values = evidence.by_id("ukraine_use", "UU39", "UU41", "UU43")["value"]
    return {
        "kramatorsk_low": int(values["UU39"]),
        "kramatorsk_high": int(values["UU41"]),
        "izium": spelled(int(values["UU43"])),
    }


def _civilians_killed_numbers(evidence: Evidence) -> dict[str, object]:
    return {"civilians_killed": int(_cell(evidence, "background_facts", "BG107", "value"))}


def _clearance_numbers(evidence: Evidence, prefix: str, compiler: str) -> dict[str, object]:
    frame = clearance(evidence)
    values = frame[frame["compiler"].eq(compiler)].groupby("measure")["value"].last()
    if len(values) < 2:
        raise NotInEvidence(f"no count of land cleared by {compiler} is accepted")
    return {
        f"{prefix}_states": f"{values['states']:,.0f}",
        f"{prefix}_km2": f"{values['km2']:,.1f}",
    }


def _own_troops_numbers(evidence: Evidence) -> dict[str, object]:
    row = evidence.rows("effectiveness_claims", claim_id="E29").iloc[0]
    return {"own_killed_1991": int(row["figure_low"])}


def _ratio_numbers(evidence: Evidence) -> dict[str, object]:
    rounds = evidence.rows("effectiveness_claims", claim_id="E01")["figure_low"].iloc[0]
    leaked = evidence.rows("effectiveness_claims", claim_id="E02")["figure_low"].iloc[0]
    return {"rounds_ratio": spelled(int(rounds)), "leak_ratio": spelled(int(leaked))}


def _failure_numbers(evidence: Evidence) -> dict[str, object]:
    rates = evidence.by_id("failure_rates", "FR05", "FR02")
    return {
        "russian_low": percent(rates.loc["FR05", "rate_low"]),
        "russian_high": percent(rates.loc["FR05", "rate_high"]),
        "american_claim": percent(rates.loc["FR02", "rate_high"], 2),
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
