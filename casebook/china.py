"""Chapter "What does China change?": its numbers and all its rules.

The findings stand in ``china_tie`` and ``china_weapon``, what the tables record in
``china_record``, the charts in ``china_charts`` and ``china_timeline``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from casebook import china_tie, china_weapon
from casebook.china_record import (
    BILLION,
    TOOLS,
    shares,
    spending,
    trade,
    users_among_producers,
    votes,
)
from casebook.data.dates import in_words
from casebook.reasoning.claims import Rule
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.reasoning.numbers import known
from casebook.telling.wording import spelled
from chapters.common.treaty import allies, log_of, status_of

RULES: Mapping[str, Rule] = {**china_tie.RULES, **china_weapon.RULES}

_UNIT = "billion"


def _trade_numbers(evidence: Evidence, year: int) -> dict[str, object]:
    """Return the trade of one year as Chinese customs state it in dollars."""
    rows = trade(evidence).dropna()
    rows = rows[rows["basis"].eq("dollars") & rows["year"].eq(year)]
    value = some(rows, f"no figure in dollars for the trade of {year}")["value"].iloc[0]
    return {f"trade_{year}": f"{value:.1f} {_UNIT}"}


def _yuan_numbers(evidence: Evidence) -> dict[str, object]:
    """Return the trade of the year whose figure was also converted from yuan."""
    rows = trade(evidence)
    rows = some(rows[rows["basis"].eq("yuan converted")], "no figure converted from yuan")
    return {"trade_yuan": f"{rows['value'].iloc[0]:.0f} {_UNIT}"}


def _chip_numbers(evidence: Evidence) -> dict[str, object]:
    rows = shares(evidence)
    value = some(rows[rows["row"].eq("CR09")], "no Chinese share of microelectronics")["value"]
    return {"chips": f"{value.iloc[0]:.0f}"}


def _tool_numbers(evidence: Evidence) -> dict[str, object]:
    """Return the lowest and the highest Chinese share of machine tools that was published."""
    rows = shares(evidence)
    rows = rows[rows["goods"].isin(TOOLS)]
    values = some(rows, "no Chinese share of machine tools")["value"]
    return {"share_low": f"{values.min():.0f}", "share_high": f"{values.max():.0f}"}


def _tools_by_one_source(evidence: Evidence) -> dict[str, object]:
    """Return the two shares of machine tools that one source compares."""
    rows = shares(evidence)
    row = some(rows[rows["row"].eq("CR13")], "no source that compares two shares").iloc[0]
    return {"tools_before": f"{row['before']:.0f}", "tools_after": f"{row['value']:.0f}"}


def _vote_numbers(evidence: Evidence) -> dict[str, object]:
    cast = votes(evidence, ("CHN",))["vote"].value_counts()
    return {
        "china_yes": spelled(int(cast.get("yes", 0))),
        "china_abstain": spelled(int(cast.get("abstain", 0))),
        "china_not_found": spelled(int(cast.get("not found", 0))),
    }


def _producer_numbers(evidence: Evidence) -> dict[str, object]:
    made, used = users_among_producers(evidence)
    if not made:
        raise NotInEvidence("table producers has no accepted row with status = producing")
    return {"producers": spelled(len(made)), "producers_used": spelled(len(used))}


def _spending_numbers(evidence: Evidence) -> dict[str, object]:
    billions = spending(evidence).set_index("year")["usd_millions"] / BILLION
    return {
        "spending_first_year": str(billions.index[0]),
        "spending_first": f"{billions.iloc[0]:.0f} {_UNIT}",
        "spending_last_year": str(billions.index[-1]),
        "spending_last": f"{billions.iloc[-1]:.0f} {_UNIT}",
    }


def _standing_numbers(evidence: Evidence) -> dict[str, object]:
    nato = pd.Series(allies(evidence["nato_members"], evidence.as_of), dtype="string")
    status = status_of(nato, log_of(evidence, "ccm_status"), evidence.as_of)
    return {
        "data_date": in_words(evidence.as_of),
        "allies_not_bound": spelled(int(status.ne("state party").sum())),
    }


_TRADE_YEARS = (2021, 2024, 2025)
"""The years whose trade the prose names."""


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    groups = (
        _standing_numbers,
        *(partial(_trade_numbers, year=year) for year in _TRADE_YEARS),
        _yuan_numbers,
        _chip_numbers,
        _tool_numbers,
        _tools_by_one_source,
        _vote_numbers,
        _producer_numbers,
        _spending_numbers,
    )
    return known(groups, evidence)
