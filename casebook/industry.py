"""Chapter "Shells and budgets": whether Europe is behind, and whether the treaty is why.

The findings are in :mod:`casebook.industry_findings`, the measures behind them in
:mod:`casebook.industry_measures` (shells) and :mod:`casebook.industry_money`.
"""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import in_words
from casebook.industry_findings import (
    FOUR_TO_ONE,
    KEPT,
    WELL_AHEAD,
    gives_time,
    has_struggled,
    measured,
    russia_ahead,
)
from casebook.industry_measures import (
    OUTPUT,
    TREATY_REASON,
    capacity,
    due_targets,
    heavy_output,
    kept_share,
    like_for_like,
    limits,
    pledge,
    rounds,
    span,
)
from casebook.industry_money import (
    SPENDING,
    compare_burden,
    gdp_shares,
    outlays,
)
from casebook.reasoning.evidence import Evidence, some
from casebook.reasoning.numbers import known
from casebook.telling.wording import percent, spelled

DEFINITIONS: dict[str, dict[str, str]] = {"spending": SPENDING, "output": OUTPUT}
"""The readings of disputed terms that this chapter knows; the first of each is the default."""


def _figure(evidence: Evidence, row_id: str) -> pd.Series:
    """Return one row of ``artillery_production``."""
    return evidence.rows("artillery_production", id=row_id).iloc[0]


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    groups = (
        _ratio_numbers,
        _earlier_ratio_numbers,
        _russian_output_numbers,
        _all_calibre_numbers,
        _pledge_numbers,
        _capacity_numbers,
        _european_numbers,
        _american_numbers,
        _backlog_numbers,
        _nato_price_numbers,
        _russian_price_numbers,
        _factor_numbers,
        _statement_numbers,
        _spending_numbers,
        _share_numbers,
        _limit_numbers,
        _burden_numbers,
    )
    bars = {"well_ahead": f"{WELL_AHEAD:g}", "kept_bar": percent(KEPT)}
    return {"data_date": in_words(evidence.as_of), **bars, **known(groups, evidence)}


def _ratios(evidence: Evidence) -> pd.DataFrame:
    """Return the years with heavy gun output on both sides, or raise ``NotInEvidence``."""
    return some(like_for_like(evidence), "no year has accepted shell figures of both sides")


def _ratio_numbers(evidence: Evidence) -> dict[str, object]:
    years = _ratios(evidence)
    first, last = years.iloc[0], years.iloc[-1]
    return {
        "heavy_year": f"{last['year']:.0f}",
        "ratio_low": f"{last['ratio_low']:.1f}",
        "ratio_high": f"{last['ratio_high']:.1f}",
        "first_year": f"{first['year']:.0f}",
        "first_ratio_low": f"{first['ratio_low']:.1f}",
        "first_ratio_high": f"{first['ratio_high']:.1f}",
    }


def _earlier_ratio_numbers(evidence: Evidence) -> dict[str, object]:
    # By figures of actual output alone nothing could be compared when the op-ed appeared.
    then = _ratios(evidence.narrowed(output="stated").at_publication()).iloc[-1]
    return {
        "ratio_low_then": f"{then['ratio_low']:.1f}",
        "ratio_high_then": f"{then['ratio_high']:.1f}",
    }


def _russian_output_numbers(evidence: Evidence) -> dict[str, object]:
    heavy = heavy_output(evidence)
    heavy = heavy[heavy["who"].eq("Russia") & heavy["year"].eq(2022)]
    heavy = some(heavy, "no figure of Russia's heavy shells of 2022 is accepted")
    return {
        "russia_2022": span(heavy["low"].min(), heavy["high"].max()),
        "russia_2023": rounds(_figure(evidence, "AP05")["value"]),
    }


def _all_calibre_numbers(evidence: Evidence) -> dict[str, object]:
    return {
        "russia_all_low": rounds(_figure(evidence, "AP01")["value"]),
        "russia_all_high": rounds(_figure(evidence, "AP25")["value"]),
    }


def _pledge_numbers(evidence: Evidence) -> dict[str, object]:
    promised = pledge(evidence)
    promised = some(promised[promised["kind"].eq("target")], "the EU's pledge is not accepted")
    return {
        "pledged": rounds(promised["value"].iloc[0]),
        "kept": percent(kept_share(evidence)),
        "delivered_january": rounds(_figure(evidence, "AP66")["value"]),
    }


def _capacity_numbers(evidence: Evidence) -> dict[str, object]:
    stated = capacity(evidence)
    officials = stated[stated["by"].eq("officials") & stated["period_start"].str[:4].eq("2024")]
    officials = some(officials, "no official's figure of the capacity of 2024 is accepted")
    return {
        "makers_capacity": rounds(_figure(evidence, "AP75")["value"]),
        "officials_capacity": span(officials["value"].min(), officials["value"].max()),
    }


def _european_numbers(evidence: Evidence) -> dict[str, object]:
    return {
        "europe_before": rounds(_figure(evidence, "AP59")["value"]),
        "europe_2025": rounds(_figure(evidence, "AP81")["value"]),
        "capacity_2025": rounds(_figure(evidence, "AP80")["value"]),
    }


def _american_numbers(evidence: Evidence) -> dict[str, object]:
    due = some(due_targets(evidence), "no US target that has come due is accepted")
    return {
        "us_due": spelled(len(due)),
        "us_missed": spelled(int((due["made"] < due["target"]).sum())),
    }


def _backlog_numbers(evidence: Evidence) -> dict[str, object]:
    backlog = evidence.by_id("industrial_base", "IB11").iloc[0]
    low, high = (spelled(int(backlog[end])) for end in ("value_low", "value_high"))
    return {"backlog": f"{low} to {high} years"}


def _nato_price_numbers(evidence: Evidence) -> dict[str, object]:
    price = evidence.by_id("industrial_base", "IB17").iloc[0]
    return {"nato_price": f"{price['value_low']:,.0f} to {price['value_high']:,.0f} dollars"}


def _russian_price_numbers(evidence: Evidence) -> dict[str, object]:
    price = evidence.by_id("industrial_base", "IB18")["value"].iloc[0]
    return {"russian_price": f"{price:,.0f}"}


def _factor_numbers(evidence: Evidence) -> dict[str, object]:
    return {"factor": f"{evidence.by_id('industrial_base', 'IB13')['value'].iloc[0]:g}"}


def _statement_numbers(evidence: Evidence) -> dict[str, object]:
    rows = evidence.rows("artillery_production", times_nato=FOUR_TO_ONE)
    return {"rutte_count": spelled(len(rows))}


def _spending_numbers(evidence: Evidence) -> dict[str, object]:
    money = some(outlays(evidence), "no expenditure in SIPRI's constant dollars is accepted")
    by_year = money.pivot_table(index="year", columns="who", values="usd")
    last = by_year.iloc[-1]
    return {
        "spending_year": str(by_year.index[-1]),
        "spending_ratio": f"{last['European allies'] / last['Russia']:.1f}",
    }


def _share_numbers(evidence: Evidence) -> dict[str, object]:
    last = some(gdp_shares(evidence), "no share of GDP by SIPRI is accepted").iloc[-1]
    return {
        "gdp_year": f"{last['year']:.0f}",
        "russia_gdp": f"{last['russia']:.1f}%",
        "median_gdp": f"{last['median']:.1f}%",
    }


def _limit_numbers(evidence: Evidence) -> dict[str, object]:
    found = some(limits(evidence), "no reason for the limits of output is accepted")
    return {
        "limit_rows": spelled(len(found)),
        "treaty_rows": spelled(int(found["reason"].eq(TREATY_REASON).sum())),
        "former_producers": spelled(len(measured(evidence, "production_ended"))),
    }


def _burden_numbers(evidence: Evidence) -> dict[str, object]:
    frames = [compare_burden(evidence.narrowed(spending=d)) for d in DEFINITIONS["spending"]]
    chosen = compare_burden(evidence)
    chances, differences = ([f[key] for f in frames] for key in ("chance", "difference"))
    return {
        "outside": spelled(int(chosen["outside"])),
        "inside": int(chosen["inside"]),
        "chance_low": percent(min(chances)),
        "chance_high": percent(max(chances)),
        "difference_low": f"{min(differences):.1f}",
        "difference_high": f"{max(differences):.1f}",
        "p_highest": f"{max(f['p'] for f in frames):.4f}",
    }


RULES = {"C24": gives_time, "C25": russia_ahead, "C26": has_struggled}
