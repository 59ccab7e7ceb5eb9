"""Which verdicts move under other evidence or other definitions, and what moves them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from casebook.reasoning import book
from casebook.reasoning.claims import Verdict
from casebook.reasoning.evidence import Evidence
from casebook.reasoning.sturdiness import (
    AS_BUILT,
    AT_PUBLICATION,
    FEWER,
    moved,
    verdicts_by_choice,
    verdicts_by_variant,
)

ANOTHER = "under another definition"
PRIMARY = "primary rows only"
GROUPS = (AT_PUBLICATION, *FEWER, ANOTHER)


@dataclass(frozen=True)
class Choices:
    """Every verdict under every choice that a reader has."""

    evidence: Evidence
    is_whole = True

    @cached_property
    def all(self) -> pd.DataFrame:
        """The table of ``reasoning.sturdiness.verdicts_by_choice``."""
        return verdicts_by_choice(self.evidence)

    @cached_property
    def variants(self) -> pd.DataFrame:
        """The table of ``reasoning.sturdiness.verdicts_by_variant``."""
        return verdicts_by_variant(self.all)

    @property
    def tested(self) -> int:
        """How many claims get a verdict at all."""
        return self.variants.loc[self.variants["verdict"].ne(Verdict.VALUES), "id"].nunique()

    @property
    def movers(self) -> set[str]:
        """The ids of the claims whose verdict is not the same under every variant."""
        return set(moved(self.variants)["id"])


def moves(choices: Choices) -> pd.DataFrame:
    """Return one row for each claim and verdict that it moves to, by what moves it.

    Columns: ``group`` (of :data:`GROUPS`), ``id``, ``in_the_book``, ``verdict``.
    """
    frame = moved(choices.variants)
    frame = frame.assign(group=frame["variant"].where(frame["variant"].isin(GROUPS), ANOTHER))
    frame = frame.drop_duplicates(["group", "id", "verdict"])
    return frame[["group", "id", "in_the_book", "verdict"]].reset_index(drop=True)


def moved_by(choices: Choices, variant: str) -> int:
    """Return how many claims move under one variant (:data:`ANOTHER`: any other definition)."""
    table = moved(choices.variants)
    plain = (AS_BUILT, AT_PUBLICATION, *FEWER)
    those = ~table["variant"].isin(plain) if variant == ANOTHER else table["variant"].eq(variant)
    return table.loc[those, "id"].nunique()


def readings() -> pd.DataFrame:
    """Return every definition that a reader can choose: ``term``, ``reading``, ``meaning``."""
    lines = [
        {"term": term, "reading": reading, "meaning": meaning}
        for term, those in book.definitions().items()
        for reading, meaning in those.items()
    ]
    return pd.DataFrame(lines, columns=["term", "reading", "meaning"])
