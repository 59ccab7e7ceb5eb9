"""What limits Europe's output, and the signs that the treaty gave Russia time."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from casebook.reasoning.evidence import Evidence
from chapters.industry.facts import SHELLS, due_targets

BASE = "industrial_base"


class Sign(NamedTuple):
    """What one should see if the treaty gave Russia time.

    ``part`` of ``whole`` cases show it; ``measured`` is false where only views speak to it;
    ``seen`` is none where it cannot be examined; ``rows`` are those behind it, by table.
    """

    key: str
    part: int
    whole: int
    measured: bool
    seen: bool | None
    rows: tuple[tuple[str, pd.DataFrame], ...]


def measured(evidence: Evidence, *names: str) -> pd.DataFrame:
    """Return the rows of ``industrial_base`` that measure one of these, none if none."""
    return evidence.pick(BASE, measure=names)


def limits(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of ``industrial_base`` on what held European output back (``limit``)."""
    return evidence[BASE].dropna(subset=["limit"])


def russian_causes(evidence: Evidence) -> pd.DataFrame:
    """Return the rows on what Russia itself put into its arms industry."""
    return evidence.pick(BASE, actor_iso3="RUS", measure=("military_spending", "defence_workforce"))


def signs(evidence: Evidence) -> list[Sign]:
    """Return the signs to look for, each with whether it is seen."""
    own, found, due = russian_causes(evidence), limits(evidence), due_targets(evidence)
    bound = evidence["ccm_status"].dropna(subset=["consent_date"])["iso3"]
    makers = measured(evidence, "production_not_renounced")
    makers = makers[~makers["actor_iso3"].isin(bound)]
    bought = evidence.pick(
        "aftermath", kind="procurement", direction="supports", iso3=tuple(makers["actor_iso3"])
    )
    idle = makers["production_active"].eq(False).fillna(False)
    active = len({*makers.loc[~idle, "actor_iso3"], *bought["iso3"]})
    met = int((due["made"] >= due["target"]).sum())
    named = int(found["limit"].eq("convention").sum())
    targets = evidence.pick(SHELLS, id=tuple(due["id"]))
    most = {"makers": 2 * active > len(makers), "targets": 2 * met > len(due)}
    return [
        Sign("no_cause", 0, len(own), True, False if len(own) else None, ((BASE, own),)),
        Sign(
            "allies_outside",
            active,
            len(makers),
            True,
            most["makers"] if len(makers) else None,
            ((BASE, makers), ("aftermath", bought)),
        ),
        Sign(
            "us_targets",
            met,
            len(due),
            True,
            most["targets"] if len(due) else None,
            ((SHELLS, targets),),
        ),
        Sign(
            "experts", named, len(found), False, named > 0 if len(found) else None, ((BASE, found),)
        ),
    ]
