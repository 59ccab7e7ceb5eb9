"""Damaged copies of the descriptor: each is refused with its place, none ends in a traceback."""

import copy
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casebook.data.checks.contract import check_data
from casebook.data.descriptor import descriptor_faults
from casebook.data.faults import DataFaultsError
from casebook.data.place import data_folder
from casebook.data.tables import read_descriptor

ROOT = Path(__file__).parents[2]
WHOLE = read_descriptor(data_folder())
# Four tables that stand for all, with keys to one another, constraints and rules of every kind; and
# the two that the table of sources refers to.
KEPT = ("sources", "states", "ccm_status", "unga_votes")
BEHIND = ("publishers", "publisher_grades")
SOUND = WHOLE | {
    "resources": sorted(
        (r for r in WHOLE["resources"] if r["name"] in (*KEPT, *BEHIND)),
        key=lambda resource: resource["name"] in BEHIND,
    ),
    "casebook:equalities": [
        equality
        for equality in WHOLE["casebook:equalities"]
        if {cell["table"] for cell in equality["cells"]} <= set(KEPT)
    ],
    "casebook:same_sets": [],
    "casebook:same_values": [],
}
JUNK = (None, 7, "§", True, [], {}, [None], [7], {"gossip": 7}, ["gossip"])
DROPPED = object()

Place = tuple[str | int, ...]


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    """Yield where every value stands; of items with the same properties the first one's only."""
    yield place
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*place, key))
    elif isinstance(value, list):
        seen = set()
        for number, inner in enumerate(value):
            shape = tuple(inner) if isinstance(inner, dict) else type(inner)
            if shape not in seen:
                seen.add(shape)
                yield from places(inner, (*place, number))


def changed(place: Place, value: object) -> Any:
    """Return the descriptor with one value in another's place, or without it."""
    if not place:
        return value
    descriptor = inner = copy.deepcopy(SOUND)
    for key in place[:-1]:
        inner = inner[key]
    if value is DROPPED:
        del inner[place[-1]]
    else:
        inner[place[-1]] = value
    return descriptor


def original(place: Place) -> Any:
    value: Any = SOUND
    for key in place:
        value = value[key]
    return value


MUTATIONS = [(place, value) for place in places(SOUND) for value in JUNK]
NEEDED = {"title", "description", "casebook:dataDate", "resources", "name", "path", "schema"}
NEEDED |= {"fields", "primaryKey", "type", "reference", "resource", "rule", "limit"}


def test_the_books_descriptor_is_sound():
    assert descriptor_faults(WHOLE) == []
    assert descriptor_faults(SOUND) == []


def test_a_value_of_another_kind_is_refused_where_it_stands():
    refused = 0
    for place, value in MUTATIONS:
        found = descriptor_faults(changed(place, value))
        for fault in found:
            assert fault.file == "datapackage.json"
            assert fault.column
            assert fault.expected
            assert len(str(fault)) < 600
        if type(value) is not type(original(place)):
            assert found, (place, value)
            refused += 1
    assert refused > 1000


def test_what_is_needed_is_missed():
    gone = [place for place in places(SOUND) if place and place[-1] in NEEDED and len(place) > 1]
    assert len(gone) > 50
    for place in gone:
        assert descriptor_faults(changed(place, DROPPED)), place


FIELD: Place = ("resources", 2, "schema", "fields", 0)


@pytest.mark.parametrize(
    ("place", "value", "named"),
    [
        ((*FIELD, "constraint"), {"required": True}, "constraint"),
        ((*FIELD, "constraints", "pattern"), "[A-Z", "regular expression"),
        ((*FIELD, "casebook:most_words"), 0, "minimum"),
        ((*FIELD, "constraints", "maxLength"), 3, "maxLength"),
        ((*FIELD, "casebook:not_before"), "2008-02-30", "a day that exists"),
        ((*FIELD, "name"), "signature_date", "a name used once"),
        (("casebook:dataDate",), "2026-13-01", "a day that exists"),
        (("resources", 0, "path"), "../sources.csv", "pattern"),
        (("resources", 0, "path"), "/etc/passwd", "pattern"),
        (("resources", 0, "path"), "states.csv", "sources.csv"),
        (("resources", 0, "name"), "states", "a name used once"),
        (("resources", 2, "schema", "primaryKey"), ["gossip"], "a field of table"),
        (("resources", 2, "casebook:checks", 0, "rule"), "gossip", "not_after"),
        (("resources", 2, "casebook:checks", 0, "fields"), ["iso3", "source"], "casebook:format"),
    ],
)
def test_a_promise_that_cannot_be_kept_is_named(place, value, named):
    found = descriptor_faults(changed(place, value))
    assert any(named in str(fault) for fault in found), found


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "[]", "7", "null", "{}", "\ufeff{}"])
def test_check_says_what_is_wrong_in_a_line_and_stops(tmp_path, text):
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataFaultsError) as raised:
        check_data(tmp_path)
    assert {fault.file for fault in raised.value.faults} == {"datapackage.json"}


def test_make_check_gives_a_fault_and_no_traceback(tmp_path):
    (tmp_path / "datapackage.json").write_text(json.dumps(changed(("resources",), {"a": 1})))
    result = subprocess.run(
        [sys.executable, "-m", "casebook.binding", "check"],
        cwd=ROOT,
        env={**os.environ, "CASEBOOK_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert "datapackage.json, column resources: " in result.stderr
    assert "Traceback" not in result.stderr
