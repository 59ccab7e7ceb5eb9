from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from casebook import Evidence, read_evidence

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    """All the evidence of the book."""
    return read_evidence()


@pytest.fixture(scope="session")
def site() -> Path:
    """The published book."""
    folder = ROOT / "_build" / "html"
    if not (folder / "report.pdf").exists():
        pytest.fail("the book is not built, or without its PDF: run `make book` first")
    return folder


@pytest.fixture(scope="session")
def altered() -> Callable[..., Evidence]:
    """Return a function that gives the evidence with one table changed."""

    def alter(
        evidence: Evidence, table: str, change: Callable[[pd.DataFrame], pd.DataFrame]
    ) -> Evidence:
        frames = {**evidence.package.frames, table: change(evidence.package.frames[table].copy())}
        return replace(evidence, package=replace(evidence.package, frames=frames))

    return alter
