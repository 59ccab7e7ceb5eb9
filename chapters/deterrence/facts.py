"""Who used cluster munitions on whose land, who left, and who said what on either side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from casebook.reasoning.evidence import Evidence, some
from chapters.common.allies import standing_of_allies
from chapters.common.treaty import log_of, status_of

NO_SUBSTITUTE = {
    "effectiveness_claims": ("E14", "E54", "E58"),
    "political_facts": ("P141",),
}
SUBSTITUTE = {
    "omissions": ("O38",),
    "political_facts": ("P099",),
    "effectiveness_claims": ("E55", "E59", "E62"),
}
"""What speaks for a substitute of the weapon, and so for defence without it."""

CANNOT_DO_WITHOUT = {
    "political_facts": ("P102", "P107", "P080", "P141"),
}
"""Those who say that defence is hard without it; three of them are states near Russia."""


def heard(
    evidence: Evidence, for_it: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, list[dict[str, str]]], list[tuple[str, pd.DataFrame]]]:
    """Return who spoke ``for_it`` and ``against_it`` (``row``, ``year``; not weak), and the rows.

    What officials and experts say is told on both sides and decides nothing: the rows show what a
    search for both sides found, not the balance of opinion.
    """
    told: dict[str, list[dict[str, str]]] = {"for_it": [], "against_it": []}
    found = []
    for named, side in zip((for_it, SUBSTITUTE), told.values(), strict=True):
        for table, ids in named.items():
            key = "claim_id" if table == "effectiveness_claims" else "id"
            rows = evidence.pick(table, solid=True, **{key: ids})
            dated = next(name for name in ("date", "date_start", "known_from") if name in rows)
            years = dict(zip(rows[key], rows[dated].str[:4], strict=True))
            side += [{"row": each, "year": years[each]} for each in ids if each in years]
            found.append((table, rows))
    return told, found


def among(evidence: Evidence, table: str, *ids: str) -> pd.DataFrame:
    """Return those of the rows that are accepted here, or raise ``NotInEvidence`` if none is."""
    lacking = f"table {table} has no accepted row among {', '.join(ids)}"
    return some(evidence.pick(table, *ids), lacking)


def signing_day(evidence: Evidence) -> date:
    """Return the day on which the convention was opened for signature."""
    return date.fromisoformat(evidence.rows("ccm_status")["signature_date"].dropna().min())


def stock_on_record(evidence: Evidence) -> set[str]:
    """Return the states (iso3) that by some row hold a stock, produce, or have used the weapon."""
    return {
        *evidence.pick("non_party_stockpilers", stockpile=True)["iso3"],
        *evidence.pick("producers", status="producing")["iso3"],
        *evidence.pick("cluster_munition_use", user_type="state", status="confirmed")["user_iso3"],
    }


def strikes(evidence: Evidence, user: str | None = None) -> pd.DataFrame:
    """Return the use of cluster munitions by one state on another's land since the signing.

    Rows of ``cluster_munition_use`` with a state or coalition as user, confirmed or alleged, that
    are not weak; with ``user`` (iso3) those of this state alone.
    """
    use = evidence.pick("cluster_munition_use", solid=True, user_type=("state", "coalition"))
    by = use["user_iso3"].eq(user).fillna(False) if user else True
    return use[
        use["location_iso3"].ne(use["user_iso3"]).fillna(False)
        & use["status"].isin(("confirmed", "alleged"))
        & use["first_year"].ge(signing_day(evidence).year)
        & by
    ]


def confirmed_strikes(evidence: Evidence) -> pd.DataFrame:
    """Return the :func:`strikes` by Russia that the record of use has as confirmed."""
    hit = strikes(evidence, "RUS")
    return hit[hit["status"].eq("confirmed")]


def allies_struck(evidence: Evidence) -> dict[str, int]:
    """Return how many allies Russia struck with the weapon, bound ones and others, in this order.

    Keys: ``bound_allies_struck`` and ``other_allies_struck``.
    """
    status = standing_of_allies(evidence)
    struck = status.index.isin(confirmed_strikes(evidence)["location_iso3"])
    return {
        "bound_allies_struck": int((status["bound"] & struck).sum()),
        "other_allies_struck": int((~status["bound"] & struck).sum()),
    }


def standing_then(evidence: Evidence, iso3: str, day: date) -> str:
    """Return where any state stood to the convention on a day."""
    return status_of(pd.Series([iso3]), log_of(evidence, "ccm_status"), day).iloc[0]


def _spells(rows: pd.DataFrame) -> list[tuple[int, int]]:
    """Return the first and last years of use in order, touching spells joined."""
    spells: list[tuple[int, int]] = []
    for first, last in sorted(zip(rows["first_year"], rows["last_year"], strict=True)):
        if spells and first <= spells[-1][1] + 1:
            spells[-1] = (spells[-1][0], max(spells[-1][1], last))
        else:
            spells.append((first, last))
    return spells


def targets(evidence: Evidence) -> pd.DataFrame:
    """Return the states struck with cluster munitions by another state, one row a pair.

    Columns: ``target``, ``user`` (iso3), ``start`` (first year), ``spells`` (see :func:`_spells`),
    ``confirmed``, ``coalition`` (the user led one), ``status`` (the target's treaty status at the
    end of the first year), ``stock`` (on record or not), ``beside`` (a row has the target's own
    government use the weapon together with allied forces, so that the strikes were no attack on the
    state).

    Raises
    ------
    NotInEvidence
        If no such use is accepted.
    """
    lacking = "table cluster_munition_use has no accepted use across a border"
    found = some(strikes(evidence), lacking)
    joint = evidence.pick("cluster_munition_use", beside_government=True)["location_iso3"]
    stock, rows = stock_on_record(evidence), []
    for (target, user), use in found.groupby(["location_iso3", "user_iso3"]):
        start = int(use["first_year"].min())
        rows.append(
            {
                "target": target,
                "user": user,
                "start": start,
                "spells": _spells(use),
                "confirmed": bool(use["status"].eq("confirmed").any()),
                "coalition": bool(use["user_type"].eq("coalition").any()),
                "status": standing_then(evidence, target, date(start, 12, 31)),
                "stock": target in stock,
                "beside": target in set(joint.dropna()),
            }
        )
    return pd.DataFrame(rows).sort_values(["start", "target"], ignore_index=True)


def allied_groups(evidence: Evidence) -> pd.DataFrame:
    """Return the allies by treaty status and stock on record, the largest group first.

    Columns: ``group`` (``bound``, ``outside`` or ``outside_with_stock``), ``states``, ``struck``
    (how many of them another state is confirmed to have struck).
    """
    stock, hit = stock_on_record(evidence), targets(evidence)
    status = standing_of_allies(evidence)
    group = pd.Series("outside", index=status.index)
    group[status.index.isin(stock)] = "outside_with_stock"
    group[status["bound"]] = "bound"
    struck = status.index.isin(hit.loc[hit["confirmed"], "target"])
    frame = pd.DataFrame({"group": group, "struck": struck})
    counted = frame.groupby("group").agg(states=("struck", "size"), struck=("struck", "sum"))
    return counted.sort_values("states", ascending=False).reset_index()


def leavers(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of ``ccm_status`` of the states that have left by the evidence's date."""
    status = evidence["ccm_status"].dropna(subset=["withdrawal_effective"])
    return status[status["withdrawal_effective"] <= evidence.reaches("ccm_status").isoformat()]


def russian_words(evidence: Evidence) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return Russian positions, not weak, before Lithuania's government decided and since.

    Raises
    ------
    NotInEvidence
        If the decision is not accepted here.
    """
    said = evidence.pick("timeline", solid=True, category="position", actor_iso3="RUS")
    decided = evidence.rows("timeline", category="treaty", actor_iso3="LTU")["date"].min()
    since = said["date"].ge(decided)
    return said[~since], said[since]
