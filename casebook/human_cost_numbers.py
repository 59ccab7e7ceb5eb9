"""Chapter "What is the human cost?": the numbers of its prose."""

from __future__ import annotations

from functools import partial

import pandas as pd

from casebook.data.dates import in_words
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
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.reasoning.numbers import known
from casebook.telling.wording import listed, percent, spelled


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
        "peak_year": str(top["year"]),
        "latest_year": str(whole["year"].iloc[-1]),
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
