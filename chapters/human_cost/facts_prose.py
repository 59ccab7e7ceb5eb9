"""What the phrases of the prose are filled with: what may move, or not be known on a day."""

from __future__ import annotations

from collections.abc import Mapping

from casebook.reasoning.evidence import Evidence, NotInEvidence
from chapters.human_cost.facts import (
    child_shares,
    child_trap,
    civilian_shares,
    clearance,
    peak,
    revised,
    world_counts,
    yearly,
)
from chapters.human_cost.facts_bounds import ukraine
from chapters.human_cost.rules import greater_loss

Facts = Mapping[str, object]


def _cell(evidence: Evidence, table: str, row: str, column: str) -> object:
    """Return a cell, or none where its row is not accepted."""
    rows = evidence.pick(table, row)[column].dropna()
    return rows.iloc[0] if len(rows) else None


def peak_in_ukraine(evidence: Evidence) -> Facts:
    """Return the recorded casualties in Ukraine in the year of the most casualties, if known."""
    return {"count": ukraine(evidence).get(str(peak(evidence)["year"]), [None])[0]}


def latest(evidence: Evidence) -> Facts:
    """Return the last year with a count, its count, and the year with the most (``top``)."""
    last = world_counts(evidence).iloc[-1]
    return {"year": last["year"], "count": last["count"], "top": peak(evidence)["year"]}


def verdict_c33(evidence: Evidence) -> Facts:
    """Return the verdict on the claim of greater loss."""
    return {"verdict": str(greater_loss(evidence).verdict)}


def revisions(evidence: Evidence) -> Facts:
    """Return how many years were revised, and whether each upward."""
    rows = revised(evidence)
    return {"years": len(rows), "upward": bool((rows["count"] > rows["first"]).all())}


def fall(evidence: Evidence) -> Facts:
    """Return the year of the most casualties and the next one with a count, if there is one."""
    years, top = world_counts(evidence)["year"], int(peak(evidence)["year"])
    return {"top": top, "next": min(years[years > top], default=None)}


def unrecorded(evidence: Evidence) -> Facts:
    """Return how many attacks in Ukraine have no casualty figure, and of which year."""
    start = _cell(evidence, "ukraine_use", "UU19", "period_start")
    return {
        "attacks": _cell(evidence, "ukraine_use", "UU19", "value"),
        "year": start[:4] if start else None,
    }


def child_2023(evidence: Evidence) -> Facts:
    """Return what the share of children of 2023 stands for, if it is known (``row``)."""
    rows = child_trap(evidence)
    return {"row": next(rows[rows["year"].eq(2023)].itertuples(), None)}


def ukraine_later(evidence: Evidence) -> Facts:
    """Return Ukraine's casualties of 2023, a difference, and of later years as low and high."""
    counts = ukraine(evidence)
    both = _cell(evidence, "casualties_by_country_year", "CC04", "casualties")
    known = both is not None and "2022" in counts and "2023" not in counts
    later = [(key, bounds) for key, bounds in counts.items() if "2022" < key < "since"]
    return {"derived": both - counts["2022"][0] if known else None, "later": later}


def claimed(evidence: Evidence) -> Facts:
    """Return what the count of 2023 would be with all claims verified (``people``), if known."""
    return {"people": _cell(evidence, "ukraine_use", "UU20", "value")}


def civilians_killed(evidence: Evidence) -> Facts:
    """Return the civilians found killed in Ukraine by all means, if known."""
    return {"killed": _cell(evidence, "background_facts", "BG107", "value")}


def land(evidence: Evidence, compiler: str) -> Facts:
    """Return the latest counts of a compiler: ``states``, ``km2`` and the ``year`` of clearance.

    Raises
    ------
    NotInEvidence
        If there are not both.
    """
    frame = clearance(evidence)
    last = frame[frame["compiler"].eq(compiler)].drop_duplicates("measure", keep="last")
    if len(last) < 2:
        raise NotInEvidence(f"no count of land cleared by {compiler} is accepted")
    values, years = (last.set_index("measure")[column] for column in ("value", "year"))
    return {"states": values["states"], "km2": values["km2"], "year": str(years["km2"])}


def contamination(evidence: Evidence) -> Facts:
    """Return the latest counts of both compilers (see :func:`land`)."""
    return {"monitor": land(evidence, "monitor"), "review": land(evidence, "mine_action_review")}


def since(evidence: Evidence) -> Facts:
    """Return what was counted after the op-ed appeared.

    Keys: ``counts``, the years whose count was not known then (each with ``year``, ``edition``,
    ``count``, ``weak``, ``before``, the count of the year before, ``civilians`` and ``children``,
    shares of all casualties, and ``ukraine``, persons as the same row says); ``ukraine`` since the
    invasion; ``farmland``, whether it was told to be polluted.
    """
    counts = yearly(evidence).dropna(subset=["count"])
    totals, civilians = counts.set_index("year")["count"], civilian_shares(evidence)
    shares = child_shares(evidence)
    children = shares[shares["base"].isin(("all", "unstated"))].set_index("year")["share"]
    stated = evidence["casualties_by_year"].set_index("id")["ukraine_total"].dropna()
    then = evidence.at_publication()
    known = yearly(then).dropna(subset=["count"])["year"]
    total = ukraine(evidence).get("since")
    return {
        "counts": [
            {
                "year": row.year,
                "edition": int(row.edition_year),
                "count": row.count,
                "weak": row.weak,
                "before": totals.get(row.year - 1),
                "civilians": civilians.get(row.year),
                "children": children.get(row.year),
                "ukraine": stated.get(row.row),
            }
            for row in counts[~counts["year"].isin(known)].itertuples()
        ],
        "ukraine": total[0] if total and total != ukraine(then).get("since") else None,
        "farmland": len(evidence.pick("omissions", "O32")) > len(then.pick("omissions", "O32")),
    }
