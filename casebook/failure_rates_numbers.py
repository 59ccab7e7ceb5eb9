"""Chapter "How often do they fail?": the numbers of its prose."""

from __future__ import annotations

from functools import partial

import pandas as pd

from casebook.data.dates import in_words
from casebook.failure_rates_record import (
    GENERAL,
    SHELLS,
    US_SHELLS,
    by_basis,
    claimed_against_observed,
    duds_left,
    harm,
    own_troops,
    rate,
    submunitions_per_shell,
    world_counts,
)
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.reasoning.numbers import known
from casebook.telling.wording import percent, spelled


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    groups = (
        *(
            partial(_span_number, name=name, family=family, basis=basis)
            for name, (family, basis) in _SPANS.items()
        ),
        *(
            partial(_times_number, name=name, family=family)
            for name, family in {"m85_times": M85, "bl755_times": BL755}.items()
        ),
        _claim_numbers,
        _test_numbers,
        _shell_numbers,
        _limit_numbers,
        _british_and_norwegian_limits,
        _pair_numbers,
        _own_troops_numbers,
        _harm_numbers,
        _latest_year_numbers,
    )
    return {"data_date": in_words(evidence.as_of), "shells": SHELLS, **known(groups, evidence)}


M85, BL755 = "Shells with self-destruct M85", "British bomb BL755"

_SPANS = {
    "us_tests": (US_SHELLS, "test"),
    "new_shell": ("New US shell (XM1208)", "goal"),
    "m85_test": (M85, "test"),
    "m85_field": (M85, "field"),
    "kosovo_claim": ("NATO bombs, Kosovo 1999", "claim"),
    "kosovo_field": ("NATO bombs, Kosovo 1999", "field"),
    "blu97_field": ("US bombs with BLU-97", "field"),
    "lebanon_field": ("All types, Lebanon 2006", "field"),
    "laos_field": ("US bombs on Laos", "field"),
    "russian_claim": ("Russian munitions, Ukraine", "claim"),
}
"""The spans of rates that the prose names: family and basis."""


def _span_number(evidence: Evidence, name: str, family: str, basis: str) -> dict[str, object]:
    spans = by_basis(evidence)
    rows = spans[spans["family"].eq(family) & spans["basis"].eq(basis)]
    rows = some(rows, f"no {basis} rate is accepted for {family}")
    return {name: rows["text"].iloc[0]}


def _times_number(evidence: Evidence, name: str, family: str) -> dict[str, object]:
    pairs = claimed_against_observed(evidence)
    rows = some(pairs[pairs["family"].eq(family)], f"no pair of rates is accepted for {family}")
    return {name: f"{rows['times_low'].iloc[0]:.1f} to {rows['times_high'].iloc[0]:.1f}"}


def _duds(evidence: Evidence, basis: str) -> pd.DataFrame:
    """Return the rows of :func:`duds_left` of one basis, or raise ``NotInEvidence``."""
    duds = duds_left(evidence)
    return some(duds[duds["basis"].eq(basis)], f"no {basis} rate is accepted for US shells")


def _claim_numbers(evidence: Evidence) -> dict[str, object]:
    claimed = _duds(evidence, "claim")["high"]
    submunitions = SHELLS * submunitions_per_shell(evidence)
    return {
        "pentagon_claim": rate(float(claimed.min()) / submunitions),
        "white_house_claim": rate(float(claimed.max()) / submunitions),
        "duds_claim": f"{claimed.min():,.0f}",
    }


def _test_numbers(evidence: Evidence) -> dict[str, object]:
    tested = _duds(evidence, "test")["low"]
    stated = evidence.by_id("failure_rates", "FR07", "FR08")["rate_low"].astype(float)
    return {
        "duds_test_low": f"{tested.min():,.0f}",
        "duds_test_high": f"{tested.max():,.0f}",
        "m864_rate": rate(stated["FR07"]),
        "old_grenades": rate(stated["FR08"]),
    }


def _shell_numbers(evidence: Evidence) -> dict[str, object]:
    return {"per_shell": submunitions_per_shell(evidence)}


def _limit_numbers(evidence: Evidence) -> dict[str, object]:
    limits = evidence.by_id("failure_rates", "FR13", "FR45")["rate_high"].astype(float)
    return {
        "army_limit": rate(limits["FR13"]),
        "law_limit": rate(limits["FR45"]),
        "duds_limit": f"{_duds(evidence, 'limit')['high'].iloc[0]:,.0f}",
    }


def _british_and_norwegian_limits(evidence: Evidence) -> dict[str, object]:
    limits = evidence.by_id("failure_rates", "FR17", "FR21")["rate_high"].astype(float)
    return {"m85_uk_limit": rate(limits["FR17"]), "norway_limit": rate(limits["FR21"])}


def _pair_numbers(evidence: Evidence) -> dict[str, object]:
    pairs = claimed_against_observed(evidence)
    named = some(pairs[pairs["family"].ne(GENERAL)], "no munition has both kinds of rate")
    return {
        "pairs": spelled(len(named)),
        "pairs_higher": spelled(int((named["times_low"] > 1).sum())),
    }


def _own_troops_numbers(evidence: Evidence) -> dict[str, object]:
    own = own_troops(evidence)
    return {
        "killed_1991": own["killed_1991"],
        "handling_1991": own["handling_1991"],
        "wounded_1991": own["wounded_1991"],
        "killed_2003": spelled(own["killed_2003"]),
    }


def _harm_numbers(evidence: Evidence) -> dict[str, object]:
    measured = harm(evidence)
    if measured["contaminated_years"] is None:
        raise NotInEvidence("no statement on the land of Laos is accepted")
    return {
        "civilian_low": percent(measured["civilian_low"]),
        "civilian_high": percent(measured["civilian_high"]),
        "remnant_years": spelled(int(measured["remnant_years"])),
        "worst_year": str(measured["worst_year"]),
        "worst_share": percent(measured["worst_share"]),
        "laos_years": int(measured["contaminated_years"]),
    }


def _latest_year_numbers(evidence: Evidence) -> dict[str, object]:
    world = world_counts(evidence)
    year = world[world["year"].eq(2024)].dropna(subset=["total", "from_remnants"])
    year = some(year, "no count of the casualties of 2024 is accepted")
    return {
        "casualties_2024": int(year["total"].iloc[0]),
        "remnants_2024": int(year["from_remnants"].iloc[0]),
    }
