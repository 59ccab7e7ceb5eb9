import itertools

import pytest
from scipy.stats import binomtest, fisher_exact

from casebook.reasoning.statistics import compare_shares, wilson_interval


def test_fisher_on_the_lady_tasting_tea():
    # Fisher (1935): 3 of 4 cups right; the two-sided exact p of this table is 0.4857 (34/70).
    result = compare_shares((3, 4), (1, 4))
    assert result.p_value == pytest.approx(34 / 70)
    assert result.odds_ratio == pytest.approx(9)


def test_newcombe_interval_against_the_published_example():
    # Newcombe (1998), Statistics in Medicine 17:873, table II, method 10: 56/70 against 48/80
    # gives 0.0524 to 0.3339.
    result = compare_shares((56, 70), (48, 80))
    assert (result.low, result.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_wilson_interval_by_hand():
    # 0 of 10: upper bound z^2 / (n + z^2) with z = 1.959964.
    low, high = wilson_interval(0, 10)
    assert low == pytest.approx(0, abs=1e-12)
    assert high == pytest.approx(1.959964**2 / (10 + 1.959964**2), rel=1e-6)


def test_every_small_table_is_as_scipy_has_it():
    shares = [(some, of) for of in range(1, 9) for some in range(of + 1)]
    shares += [(0, 32), (3, 32), (31, 32), (7, 193), (112, 193)]
    for (a, n), (c, m) in itertools.product(shares, repeat=2):
        told, theirs = compare_shares((a, n), (c, m)), fisher_exact([[a, n - a], [c, m - c]])
        assert told.p_value == pytest.approx(theirs.pvalue, abs=1e-12)
        assert told.odds_ratio == pytest.approx(theirs.statistic, nan_ok=True)
    for (some, of), level in itertools.product(shares, (0.9, 0.95, 0.99)):
        theirs = binomtest(some, of).proportion_ci(level, method="wilson")
        assert wilson_interval(some, of, level) == pytest.approx((theirs.low, theirs.high))


@pytest.mark.parametrize("share", [(0, 0), (3, 2), (-1, 2)])
def test_what_is_no_share_is_refused(share):
    with pytest.raises(ValueError, match="expected some of a group"):
        compare_shares(share, (1, 2))
