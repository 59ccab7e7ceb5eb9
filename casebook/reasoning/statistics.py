"""Statistics that fit small populations: exact tests, effect sizes with intervals.

They need the standard library alone, so that a reader's browser need not load SciPy for them; the
tests hold them to what SciPy computes.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, hypot, inf, nan, sqrt
from statistics import NormalDist

LEVEL = 0.95
"""The level of the intervals of the book."""


@dataclass(frozen=True)
class TwoByTwo:
    """An exact comparison of two shares.

    ``difference`` is the first group's share less the second's, in percentage points / 100, with
    Newcombe's interval; ``odds_ratio`` is the sample odds ratio (infinite if a cell of its divisor
    is empty, not a number if both shares are 0 or both are 1); ``p_value`` is Fisher's exact
    two-sided one.
    """

    first_share: float
    second_share: float
    difference: float
    low: float
    high: float
    odds_ratio: float
    p_value: float


def wilson_interval(successes: int, total: int, level: float = LEVEL) -> tuple[float, float]:
    """Return Wilson's score interval of a share (Wilson 1927).

    Raises
    ------
    ValueError
        If ``total`` is not positive or ``successes`` is outside 0 to ``total``.
    """
    if not 0 <= successes <= total or total == 0:
        raise ValueError(f"expected some of a group, not {successes} of {total}")
    z, p = NormalDist().inv_cdf((1 + level) / 2), successes / total
    middle = (p + z**2 / (2 * total)) / (1 + z**2 / total)
    half = z * sqrt(p * (1 - p) / total + z**2 / (4 * total**2)) / (1 + z**2 / total)
    return (middle - half if successes else 0.0), (middle + half if successes < total else 1.0)


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
    low = difference - hypot(p - low_1, high_2 - q)
    high = difference + hypot(high_1 - p, q - low_2)
    return TwoByTwo(p, q, difference, low, high, _odds_ratio(a, n, c, m), _fisher(a, n, c, m))


def _odds_ratio(a: int, n: int, c: int, m: int) -> float:
    if a + c in (0, n + m):
        return nan
    return a * (m - c) / divisor if (divisor := c * (n - a)) else inf


def _fisher(a: int, n: int, c: int, m: int) -> float:
    """Return the chance of a table as unlikely as this one or more, its margins given (1935)."""

    def ways(x: int) -> int:
        return comb(n, x) * comb(m, a + c - x)

    tables = range(max(0, a + c - m), min(n, a + c) + 1)
    return sum(found for x in tables if (found := ways(x)) <= ways(a)) / comb(n + m, a + c)
