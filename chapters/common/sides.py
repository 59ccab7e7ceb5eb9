"""How tests on two sides of a cause or prediction settle it."""

from __future__ import annotations


def by_side(for_it: object, against: object) -> dict[str, object]:
    """Return the rungs of a cause or prediction with tests (or their number) on each side.

    Tests are events, measurements, studies and legal facts that bear on the claim itself, of like
    weight; views and plans are none.
    """
    return {
        "mixed": for_it and against,
        "evidence for": for_it,
        "evidence against": against,
        "untested": True,
    }
