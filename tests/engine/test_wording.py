"""Counts in words: what is told of none, of one, of some and of all."""

import pytest

from casebook.telling.wording import in_points, part_of, span


@pytest.mark.parametrize(
    ("number", "total", "told"),
    [
        (0, 6, "none of the six"),
        (1, 6, "one of the six"),
        (6, 6, "all six"),
        (2, 2, "both"),
        (1, 1, "the one"),
        (12, 31, "twelve of the 31"),
    ],
)
def test_a_part_of_a_group(number, total, told):
    assert part_of(number, total) == told


@pytest.mark.parametrize(
    ("difference", "told"), [(0.51, "51 points"), (-0.012, "−1 point"), (0.0, "0 points")]
)
def test_a_difference_has_its_unit(difference, told):
    assert in_points(difference) == told


@pytest.mark.parametrize(
    ("low", "high", "digits", "told"),
    [(1.32, 3.08, 1, "1.3 to 3.1"), (2.36, 2.41, 1, "2.4"), (900, 1200, 0, "900 to 1,200")],
)
def test_a_range_of_one_number_is_that_number(low, high, digits, told):
    assert span(low, high, digits) == told
