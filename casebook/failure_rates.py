"""Chapter "How often do they fail?": why the weapon was banned (C08)."""

from __future__ import annotations

import pandas as pd

from casebook.failure_rates_numbers import numbers
from casebook.failure_rates_record import harm, world_counts
from casebook.reasoning.claims import Ruling, Verdict
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import counted, percent, spelled

__all__ = ["RULES", "numbers"]

CIVILIAN_SHARE = 0.9
"""C08: the share of recorded casualties from which harm counts as falling mostly on civilians."""

LASTING_YEARS = 25
"""C08: the years after which land that is still contaminated counts as lasting harm."""


def reasons_for_the_ban(evidence: Evidence) -> Ruling:
    """C08, that the ban was made because the weapons are indiscriminate and harm for years.

    Two tests. *The record*: both reasons stand in the treaty's text (a test of target or a word on
    indiscriminate effect; lasting consequences, clearance or self-destruction of what is left).
    *The measure*: recorded
    casualties are civilians in at least :data:`CIVILIAN_SHARE`, every year with a figure; and
    remnants harmed people in every year with a split, with land (where the rows date it) still
    contaminated :data:`LASTING_YEARS` years on. Both reasons on record and measured: supported. One
    measured: mostly supported. Both on record and none measured, or one on record: misleading.
    None on record: contradicted. Confidence is medium at most while no row quotes the treaty's
    reason of indiscriminate effect itself.
    """
    text = evidence["ccm_articles"]
    reason = text["reason_for_ban"]
    target = text[reason.isin(("indiscriminate_effect", "both"))]
    lasting = text[reason.isin(("lasting_harm", "both"))]
    on_record = (not target.empty) + (not lasting.empty)
    measured = harm(evidence)
    years = measured["contaminated_years"]
    civilians = measured["civilian_low"] >= CIVILIAN_SHARE
    remains = measured["remnant_years"] == measured["split_years"] and (
        years is None or years >= LASTING_YEARS
    )
    if on_record == 0:
        verdict = Verdict.CONTRADICTED
    elif on_record == 1 or civilians + remains == 0:
        verdict = Verdict.MISLEADING
    else:
        verdict = Verdict.SUPPORTED if civilians and remains else Verdict.MOSTLY_SUPPORTED
    land, facts = evidence["contamination"], evidence["political_facts"]
    also = {
        "contamination": land[land["iso3"].eq("LAO") & land["contaminated"].eq("yes")],
        "political_facts": facts[facts["id"].isin(("P117", "P137"))],
    }
    quoted = bool(target["reason_quoted"].any())
    return Ruling(
        verdict,
        summary=(
            f"{('Neither reason', 'One reason of two', 'Both reasons')[on_record]} can be read in "
            "the treaty's text: weapons whose submunitions each seek one target and disarm "
            "themselves stay legal, and parties must clear what is left. In the years with a "
            f"figure, {percent(measured['civilian_low'])} to {percent(measured['civilian_high'])} "
            "of recorded casualties were civilians. Remnants harmed people in "
            f"{spelled(int(measured['remnant_years']))} of "
            f"{counted(int(measured['split_years']), 'year')} with a split by cause."
            + ("" if quoted else " No entry quotes the stated reason, so confidence is capped.")
        ),
        best_for=(
            f"In {measured['worst_year']} {percent(measured['worst_share'])} of casualties with a "
            "known cause came from remnants"
            + ("." if years is None else f", and Laos was still contaminated {years} years after")
            + ("" if years is None else " the bombing ended.")
        ),
        best_against=(
            "The United States, outside the treaty, called the weapons legitimate with clear "
            "military utility. A civilian share of recorded casualties says who was counted; by "
            "itself it does not prove that a weapon cannot be aimed."
        ),
        would_change=(
            f"A negotiating record with other reasons; or counts with under "
            f"{percent(CIVILIAN_SHARE)} civilians, or with years free of harm from remnants."
        ),
        rests_on=(
            evidence.cite("ccm_articles", pd.concat([target, lasting]).drop_duplicates("id")),
            evidence.cite(
                "casualties_by_year",
                world_counts(evidence).dropna(
                    subset=["civilian_share", "from_remnants"], how="all"
                ),
            ),
            *(evidence.cite(table, rows) for table, rows in also.items() if len(rows)),
        ),
        numbers={"reasons_on_record": on_record, **measured},
        at_most="high" if quoted else "medium",
    )


RULES = {"C08": reasons_for_the_ban}
