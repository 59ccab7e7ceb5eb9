"""The comparison of two checkouts can dump what this one says: charts with their pictures too."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from casebook import read_evidence
from casebook.reasoning import book
from tools import sameness

DUMP = Path(sameness.__file__).with_name("sameness_dump.py")


def _dump():
    """Return the module that the comparison runs in each checkout."""
    spec = importlib.util.spec_from_file_location("sameness_dump", DUMP)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_chart_is_told_with_its_picture():
    dump, evidence = _dump(), read_evidence()
    rooms = dump.Rooms()
    assert rooms.chapters == book.chapters()
    chart = dump._charts(rooms.modules("china"))["chart_trade"]
    pictures = {dump._chart(chart, evidence, rooms.drawing(), rooms.credit)[1]["picture"]} | {
        dump._chart(chart, evidence, rooms.drawing(), credit)[1]["picture"]
        for credit in (rooms.credit, "another")
    }
    assert len(pictures) == 2


def test_what_differs_is_named_by_its_place():
    old, new = {"C01": {"verdict": "mixed", "rows": 1}}, {"C01": {"verdict": "mixed", "rows": 2}}
    assert list(sameness.differences(old, new)) == [("C01", "rows", "1", "2")]
