"""The rule of the chapter on failure rates: why the weapon was banned."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence, some
from chapters.common.standings import is_free
from chapters.failure_rates.facts import contaminated_laos, harm, world_counts

CIVILIAN_SHARE = 0.9
"""The share of recorded casualties from which harm counts as falling mostly on civilians."""

LASTING_YEARS = 25
"""The years after which land that is still contaminated counts as lasting harm."""


def reasons_for_the_ban(evidence: Evidence) -> Case:
    """Return whether the weapons were banned as indiscriminate and harmful for years.

    Confidence is medium at most while no row quotes the reason of indiscriminate effect itself.
    """
    articles = some(evidence["ccm_articles"], "table ccm_articles has no accepted row")
    target, lasting = (
        evidence.pick("ccm_articles", reason_for_ban=(reason, "both"))
        for reason in ("indiscriminate_effect", "lasting_harm")
    )
    reasons = pd.concat([target, lasting]).drop_duplicates("id")
    tests = evidence.pick("law", "LW02")
    on_record = int(not target.empty) + int(not lasting.empty)
    measured = harm(evidence)
    years = measured["contaminated_years"]
    civilians = measured["civilian_low"] >= CIVILIAN_SHARE
    still = years is None or years >= LASTING_YEARS
    remains = measured["remnant_years"] == measured["split_years"] and still
    quoted = target["reason_quoted"].eq(True).any()
    counts = world_counts(evidence).dropna(subset=["civilian_share", "from_remnants"], how="all")
    return Case(
        {
            "contradicted": on_record == 0,
            "misleading": on_record == 1 or not (civilians or remains),
            "supported": civilians and remains,
            "mostly supported": True,
        },
        evidence.cites(
            ("ccm_articles", reasons),
            ("law", tests),
            ("casualties_by_year", counts),
            ("contamination", contaminated_laos(evidence)),
            ("political_facts", ("P117", "P137")),
        ),
        {"reasons_on_record": on_record, **measured},
        {
            "tests": int(tests["number"].iloc[0]) if len(tests) else None,
            "indiscriminate": len(target),
            "civilians": civilians,
            "remains": remains,
            "quoted": quoted,
            "us_view": len(evidence.pick("political_facts", "P137")),
            "us_free": is_free(evidence, "USA"),
            "threshold": CIVILIAN_SHARE,
        },
        carried_by=evidence.cites(("ccm_articles", reasons if len(reasons) else articles)),
        absent=evidence.nothing_in("ccm_articles", unless=on_record == 2),
        at_most="high" if quoted else "medium",
    )


RULES = {"C08": reasons_for_the_ban}
