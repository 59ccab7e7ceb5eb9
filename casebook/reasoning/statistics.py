"""Statistics that fit small populations: exact tests, effect sizes with intervals, survival."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

LEVEL = 0.95
"""The level of the intervals of the book."""


@dataclass(frozen=True)
class TwoByTwo:
    """An exact comparison of two shares.

    ``difference`` is the first group's share less the second's, in percentage points / 100, with
    Newcombe's interval; ``odds_ratio`` is the sample odds ratio (infinite if a cell is empty);
    ``p_value`` is Fisher's exact two-sided one.
    """

    first_share: float
    second_share: float
    difference: float
    low: float
    high: float
    odds_ratio: float
    p_value: float


def wilson_interval(successes: int, total: int, level: float = LEVEL) -> tuple[float, float]:
    """Return Wilson's score interval of a share (Wilson 1927), as SciPy computes it.

    Raises
    ------
    ValueError
        If ``total`` is not positive or ``successes`` is outside 0 to ``total``.
    """
    interval = stats.binomtest(successes, total).proportion_ci(level, method="wilson")
    return float(interval.low), float(interval.high)


def compare_shares(first: tuple[int, int], second: tuple[int, int]) -> TwoByTwo:
    """Compare two shares given as (successes, total).

    The interval of the difference is Newcombe's hybrid score one (Newcombe 1998, method 10), made
    from the two Wilson intervals; it holds for small groups, where the usual formula does not.

    Raises
    ------
    ValueError
        If a group is empty or has more successes than members.
    """
    (a, n), (c, m) = first, second
    low_1, high_1 = wilson_interval(a, n)
    low_2, high_2 = wilson_interval(c, m)
    p, q = a / n, c / m
    difference = p - q
    low = difference - np.hypot(p - low_1, high_2 - q)
    high = difference + np.hypot(high_1 - p, q - low_2)
    result = stats.fisher_exact([[a, n - a], [c, m - c]])
    return TwoByTwo(
        p, q, difference, float(low), float(high), float(result.statistic), float(result.pvalue)
    )


def survival(durations: Sequence[float], observed: Sequence[bool]) -> pd.DataFrame:
    """Return the Kaplan-Meier curve of times to an event, some of them censored.

    Columns: ``time`` (unit of the input), ``share`` still without the event just after it, and
    ``low``, ``high`` of its 95% interval (log-log, NaN where undefined), as SciPy computes them.
    The first row is time 0.
    """
    durations, observed = np.asarray(durations, float), np.asarray(observed, bool)
    data = stats.CensoredData(uncensored=durations[observed], right=durations[~observed])
    curve = stats.ecdf(data).sf
    with warnings.catch_warnings():
        # Where nobody is left the interval is undefined: NaN, which is what we want.
        warnings.filterwarnings("ignore", "The confidence interval is undefined")
        interval = curve.confidence_interval(method="log-log")
    frame = pd.DataFrame(
        {
            "time": curve.quantiles,
            "share": curve.probabilities,
            "low": interval.low.probabilities,
            "high": interval.high.probabilities,
        }
    )
    start = pd.DataFrame({"time": [0.0], "share": [1.0], "low": [1.0], "high": [1.0]})
    return pd.concat([start, frame], ignore_index=True)


def median_survival(curve: pd.DataFrame) -> float | None:
    """Return the time by which half have had the event, or ``None`` if the curve stays above."""
    reached = curve[curve["share"] <= 0.5]
    return None if reached.empty else float(reached["time"].iloc[0])
