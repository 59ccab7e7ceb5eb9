"""The dictionary of the data: grades, conflicts and departures are counted from the tables."""

import csv
from collections import Counter

import lxml.html

from casebook.data.place import data_folder
from casebook.telling.dictionary import entries


def entry(evidence, name):
    (found,) = [entry for entry in entries(evidence) if entry.name == name]
    return found


def test_grades_and_rows_are_those_of_the_file(evidence):
    with (data_folder() / "timeline.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = entry(evidence, "timeline")
    assert found.rows == len(rows)
    assert found.grades == Counter(row["confidence"] for row in rows)


def test_a_row_in_dispute_is_counted(evidence, altered):
    def dispute(frame):
        frame["disputed"] = False
        frame.loc[frame.index[3], "disputed"] = True
        return frame

    changed = altered(evidence, "producers", dispute)
    key = evidence["producers"]["id"].iloc[3]
    assert entry(changed, "producers").conflicts == (key,)


def test_departures_are_those_declared(evidence):
    declared = evidence["corrections"]
    for found in entries(evidence):
        assert set(found.departures) == set(declared.loc[declared["table"] == found.name, "id"])


def test_rows_beside_a_preferred_one_are_counted(evidence, altered):
    all_set_aside = altered(evidence, "casualties_by_year", lambda f: f.assign(preferred=False))
    found = entry(all_set_aside, "casualties_by_year")
    assert found.set_aside == found.rows


def test_every_entry_stands_on_the_page(site, evidence):
    tree = lxml.html.parse(site / "chapters" / "data.html").getroot()
    for found in entries(evidence):
        shown = tree.get_element_by_id(f"table-{found.name.replace('_', '-')}")
        text = " ".join(shown.text_content().split())
        assert shown.xpath(f".//a[@href='../data/{found.file}']"), found.name
        for grade, number in found.grades.items():
            assert f"{number} {grade}" in text, found.name
        for name in (*found.conflicts, *found.departures, *(field[0] for field in found.fields)):
            assert name in text, (found.name, name)
