from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from casebook import Evidence, read_evidence


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    """All the evidence of the book."""
    return read_evidence()


@pytest.fixture(scope="session")
def altered() -> Callable[..., Evidence]:
    """Return a function that gives the evidence with one table changed."""

    def alter(
        evidence: Evidence, table: str, change: Callable[[pd.DataFrame], pd.DataFrame]
    ) -> Evidence:
        frames = {**evidence.package.frames, table: change(evidence.package.frames[table].copy())}
        return replace(evidence, package=replace(evidence.package, frames=frames))

    return alter
