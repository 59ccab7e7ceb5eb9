"""The numbers of the prose of "What does China change?"."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.telling.wording import listed, spelled
from chapters.china.facts import TOOLS, free_allies, makers, shares, spending, trade, votes


def _dollars(evidence: Evidence) -> pd.Series:
    """Return the trade by year as Chinese customs state it in dollars, in billions."""
    rows = trade(evidence).dropna()
    rows = rows[rows["basis"].eq("dollars")]
    return some(rows, "no figure in dollars for the trade").set_index("year")["value"]


def _yuan(evidence: Evidence) -> float:
    """Return the trade of the newest year whose figure was converted from yuan, in billions."""
    rows = trade(evidence)
    rows = some(rows[rows["basis"].eq("yuan converted")], "no figure converted from yuan")
    return rows["value"].iloc[-1]


def _course(evidence: Evidence) -> str:
    """Return how trade went from its highest year on: ``244.8 in 2024 and 228.1 in 2025``."""
    since = _dollars(evidence)
    since = since[since.index >= since.idxmax()]
    return listed(f"{_billions(value, 1)} dollars in {year}" for year, value in since.items())


def _share(evidence: Evidence, row: str, column: str = "value") -> str:
    rows = shares(evidence)
    return f"{some(rows[rows['row'].eq(row)], f'no share {row}')[column].iloc[0]:.0f}"


def _tools(evidence: Evidence, end: str) -> str:
    """Return the lowest (``min``) or highest (``max``) published share of machine tools."""
    rows = shares(evidence)
    rows = some(rows[rows["good"].isin(TOOLS)], "no Chinese share of machine tools")
    return f"{rows['value'].agg(end):.0f}"


def _cast(evidence: Evidence, vote: str) -> pd.Series:
    """Return the years in which China voted so."""
    rows = votes(evidence, "CHN")
    return rows.loc[rows["vote"].eq(vote), "year"]


def _when(evidence: Evidence, vote: str) -> str:
    """Return how often China voted so and when: ``three times, in 2021, 2022 and 2025``."""
    years = [str(year) for year in _cast(evidence, vote)]
    times = {1: "once", 2: "twice"}.get(len(years), f"{spelled(len(years))} times")
    return f"{times}, in {listed(years)}" if years else "never"


def _makers(evidence: Evidence, which: int) -> str:
    """Return how many states make the weapon (0), or make it and have used it (1)."""
    if not makers(evidence)[0]:
        raise NotInEvidence("table producers has no accepted row with status = producing")
    return spelled(len(makers(evidence)[which]))


def _billions(value: float, digits: int = 0) -> str:
    return f"{value:.{digits}f} billion"


NUMBERS = {
    "data_date": lambda e: in_words(e.as_of),
    "chosen_allies_not_bound": lambda e: spelled(len(free_allies(e))),
    "trade_first": lambda e: _billions(_dollars(e).iloc[0], 1),
    "trade_first_year": lambda e: str(_dollars(e).index[0]),
    "latest_trade": _course,
    "latest_trade_last": lambda e: _billions(_dollars(e).iloc[-1], 1),
    "latest_trade_year": lambda e: str(_dollars(e).index[-1]),
    "latest_trade_yuan": lambda e: _billions(_yuan(e)),
    "chips": lambda e: _share(e, "CR09"),
    "share_low": lambda e: _tools(e, "min"),
    "share_high": lambda e: _tools(e, "max"),
    "tools_before": lambda e: _share(e, "CR13", "before"),
    "tools_after": lambda e: _share(e, "CR13"),
    "latest_yes": lambda e: _when(e, "yes"),
    "latest_abstained": lambda e: _when(e, "abstain"),
    "latest_not_found": lambda e: spelled(len(_cast(e, "not found"))),
    "producers": lambda e: _makers(e, 0),
    "producers_used": lambda e: _makers(e, 1),
    "spending_first_year": lambda e: str(spending(e).index[0]),
    "spending_first": lambda e: _billions(spending(e).iloc[0]),
    "latest_spending_year": lambda e: str(spending(e).index[-1]),
    "latest_spending": lambda e: _billions(spending(e).iloc[-1]),
}
