"""Which of some rows are accepted, for sentences that tell a fact only where there is evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casebook.reasoning.evidence import Evidence
from casebook.telling.words import Words

_DATED = {
    "aftermath": "date",
    "arms_control": "date",
    "political_facts": "date_start",
    "retention_transit": "year",
}
"""The column that says when what a row tells of took place; elsewhere ``known_from``."""

Ids = Mapping[str, tuple[str, ...]]
"""Ids of rows by table."""


def known(evidence: Evidence, *texts: Ids) -> dict[str, dict[str, str] | None]:
    """Return the ``year`` and ``month`` of rows (ids by table), none for those not accepted."""
    found: dict[str, dict[str, str] | None] = {}
    for table, ids in (each for tables in texts for each in tables.items()):
        found |= dict.fromkeys(ids)
        (key,) = evidence.package.primary_key(table)
        for row in evidence.pick(table, **{key: ids}).to_dict("records"):
            day = str(row[_DATED.get(table, "known_from")])
            found[row[key]] = {"year": day[:4], "month": day[: len("2024-08")]}
    return found


def told(words: Words, key: str, **rows: tuple[str, ...]) -> Callable[[Evidence], str]:
    """Return the recipe of a phrase of the prose that hangs on some rows (ids by table)."""
    return lambda evidence: words.say("prose", key, {"known": known(evidence, rows)})
