"""The rows of the evidence that nothing in the book uses: ``python -m tests.chapters.unused``.

A row is used if a finding, a chart or a table cites it, or if a rule, a chart or a number picks it
by what it says. Where a table is read whole, ``unused_rows.yml`` says which chart or number tells
its rows; of all other rows it says why they are kept.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pandas as pd
import yaml

from casebook import read_evidence
from casebook.reasoning import book
from casebook.reasoning.evidence import Evidence, NotInEvidence
from casebook.reasoning.numbers import numbers_of
from chapters.common.allies import allies_on
from tests.chapters.told import PAGES, functions_of

FILE = Path(__file__).with_name("unused_rows.yml")

_NO_FACTS = ("claims", "corrections")
"""What is tested, and what was changed: no facts on which anything could rest."""

Used = set[tuple[str, str]]
"""Rows by table and key."""


@contextmanager
def _noting(used: Used) -> Iterator[None]:
    """Note meanwhile each row that is cited, or picked by an id or a value."""

    def watched(name: str) -> Any:
        ask = getattr(Evidence, name)

        def asked(self: Evidence, table: str, *ids: Any, **wanted: Any) -> Any:
            found = ask(self, table, *ids, **wanted)
            if ids or wanted.keys() - {"solid"}:
                rows = ids[0] if name == "cite" else found.reset_index(drop=True)
                used.update((table, key) for key in self.package.row_keys(table, rows))
            return found

        return patch.object(Evidence, name, asked)

    with watched("cite"), watched("rows"), watched("pick"), watched("by_id"):
        yield


def used(evidence: Evidence) -> Used:
    """Return the rows that anything told picks or cites."""
    found: Used = set()
    with _noting(found):
        for chapter in book.chapters():
            for rule in book.rules(chapter).values():
                rule(evidence)
                with suppress(NotInEvidence):
                    rule(evidence.at_publication())
        for page in (*book.chapters(), *PAGES):
            for function in functions_of(page):
                function(evidence)
            if page not in ("predictions", "method", "data"):  # verdicts, and files, in numbers
                numbers_of(book.module(f"{page}.numbers").NUMBERS, evidence)
    return found


def unused(evidence: Evidence) -> dict[str, pd.DataFrame]:
    """Return the unused rows by table, indexed by key, of tables whose rows have a source."""
    told, found = used(evidence), {}
    for table, frame in evidence.package.frames.items():
        if "confidence" in frame and table not in _NO_FACTS:
            keyed = frame.set_axis(evidence.package.row_keys(table, frame))
            rest = keyed[[(table, key) not in told for key in keyed.index]]
            if len(rest):
                found[table] = rest
    return found


Group = Mapping[str, Any]
"""Rows of a table with a reason: ``rows`` or ``where`` (else all), ``why``, perhaps ``told_by``."""


def reasons() -> dict[str, list[Group]]:
    """Return the groups of rows that have a reason, by table."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def keys_of(group: Group, rest: pd.DataFrame, evidence: Evidence) -> list[str]:
    """Return the keys of those of the unused rows of a table that a group is about."""
    if "where" in group:
        return list(rest.query(group["where"], local_dict={"allies": allies_on(evidence)}).index)
    return [key for key in group.get("rows", rest.index) if key in rest.index]


def unexplained(evidence: Evidence) -> list[str]:
    """Return, as ``table key``, the unused rows without a reason, and reasons without such rows."""
    groups, rows, found = reasons(), unused(evidence), []
    for table in rows.keys() | groups.keys():
        rest, those = rows.get(table, pd.DataFrame()), groups.get(table, [])
        meant = [(group, keys_of(group, rest, evidence)) for group in those]
        open_ = set(rest.index).difference(*(keys for _, keys in meant))
        stale = [set(group.get("rows", ())) - set(keys) for group, keys in meant]
        found += [f"{table} {key}: no reason" for key in open_]
        found += [f"{table} {key}: used, or no such row" for key in set().union(*stale)]
        found += [f"{table}: none left of “{group['why']}”" for group, keys in meant if not keys]
    return sorted(found)


if __name__ == "__main__":
    print(*unexplained(read_evidence()), sep="\n")
