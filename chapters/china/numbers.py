"""The numbers of the prose of "What does China change?"."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.telling.wording import listed, spelled
from chapters.china import WORDS
from chapters.china.facts import TOOLS, free_allies, makers, shares, spending, trade, votes


def _dollars(evidence: Evidence) -> pd.Series:
    """Return the trade by year as Chinese customs state it in dollars, in billions."""
    rows = trade(evidence).dropna()
    rows = rows[rows["basis"].eq("dollars")]
    return some(rows, "no figure in dollars for the trade").set_index("year")["value"]


def _yuan(evidence: Evidence) -> str:
    """Tell the trade of the newest year whose figure was converted from yuan, if there is one."""
    rows = trade(evidence)
    values = [_billions(value) for value in rows.loc[rows["basis"].eq("yuan converted"), "value"]]
    return WORDS.say("prose", "yuan", {"value": values[-1] if values else None})


def _one_source_on_tools(evidence: Evidence) -> str:
    """Tell the shares of machine tools that one source gives for two times, if it is accepted."""
    rows = shares(evidence)
    rows = [row for row in rows.itertuples() if row.row == "CR13"]
    return WORDS.say("prose", "tools", {"share": rows[0] if rows else None})


def _spending(evidence: Evidence) -> str:
    """Tell how military spending went from the first to the newest year, if any is accepted."""
    try:
        years = spending(evidence)
    except NotInEvidence:
        years = pd.Series(dtype=float)
    told = [(year, _billions(value)) for year, value in years.items()] or [None]
    return WORDS.say("prose", "spending", {"first": told[0], "last": told[-1]})


def _course(evidence: Evidence) -> str:
    """Return how trade went from its highest year on: ``244.8 in 2024 and 228.1 in 2025``."""
    since = _dollars(evidence)
    since = since[since.index >= since.idxmax()]
    return listed(f"{_billions(value, 1)} dollars in {year}" for year, value in since.items())


def _share(evidence: Evidence, row: str) -> str:
    rows = shares(evidence)
    return f"{some(rows[rows['row'].eq(row)], f'no share {row}')['value'].iloc[0]:.0f}"


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
    "data_date": lambda e: in_words(e.reaches("ccm_status")),
    "chosen_allies_not_bound": lambda e: spelled(len(free_allies(e))),
    "trade_first": lambda e: _billions(_dollars(e).iloc[0], 1),
    "trade_first_year": lambda e: str(_dollars(e).index[0]),
    "latest_trade": _course,
    "latest_trade_last": lambda e: _billions(_dollars(e).iloc[-1], 1),
    "latest_trade_year": lambda e: str(_dollars(e).index[-1]),
    "latest_trade_yuan": _yuan,
    "chips": lambda e: _share(e, "CR09"),
    "share_low": lambda e: _tools(e, "min"),
    "share_high": lambda e: _tools(e, "max"),
    "one_source_on_tools": _one_source_on_tools,
    "latest_yes": lambda e: _when(e, "yes"),
    "latest_abstained": lambda e: _when(e, "abstain"),
    "latest_not_found": lambda e: spelled(len(_cast(e, "not found"))),
    "producers": lambda e: _makers(e, 0),
    "producers_used": lambda e: _makers(e, 1),
    "latest_spending": _spending,
}
