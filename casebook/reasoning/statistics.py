"""Statistics that fit small populations: exact tests, effect sizes with intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
    from scipy.stats import binomtest  # large: only for those who ask for a test

    interval = binomtest(successes, total).proportion_ci(level, method="wilson")
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
    from scipy.stats import fisher_exact

    (a, n), (c, m) = first, second
    low_1, high_1 = wilson_interval(a, n)
    low_2, high_2 = wilson_interval(c, m)
    p, q = a / n, c / m
    difference = p - q
    low = difference - np.hypot(p - low_1, high_2 - q)
    high = difference + np.hypot(high_1 - p, q - low_2)
    result = fisher_exact([[a, n - a], [c, m - c]])
    return TwoByTwo(
        p, q, difference, float(low), float(high), float(result.statistic), float(result.pvalue)
    )
