import pytest

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


def test_empty_group_is_refused():
    with pytest.raises(ValueError, match=r"n"):
        compare_shares((0, 0), (1, 2))
