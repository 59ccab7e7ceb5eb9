"""A new edition is a change of data: numbers, charts and verdicts follow without an edit."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import lxml.html
import pandas as pd
import pikepdf
import pytest
from lxml import etree

from casebook import Evidence, find_all, find_in
from casebook.binding.checks.diff import changed_findings, changed_rows
from casebook.binding.publish.findings import finding_record
from casebook.data.checks.contract import check_data
from casebook.data.faults import DataFaultsError
from casebook.data.place import data_folder
from casebook.data.tables import read_package
from casebook.reasoning import book
from casebook.reasoning.evidence import data_date
from casebook.reasoning.numbers import numbers_of
from casebook.telling.drawing.pictures import Picture
from chapters.membership import charts
from chapters.membership.facts import counts
from tests.narrowing import charts_of

Alter = Callable[..., Evidence]


def leave(evidence: Evidence, altered: Alter) -> Evidence:
    """Norway gives notice and leaves."""

    def change(status: pd.DataFrame) -> pd.DataFrame:
        days = ["2026-03-02", "2026-09-02"]
        status.loc[status["iso3"].eq("NOR"), ["withdrawal_notified", "withdrawal_effective"]] = days
        return status

    return altered(evidence, "ccm_status", change)


def ratify(evidence: Evidence, altered: Alter) -> Evidence:
    """Cyprus, so far a signatory only, ratifies."""

    def change(status: pd.DataFrame) -> pd.DataFrame:
        act = ["2026-03-02", "ratification"]
        status.loc[status["iso3"].eq("CYP"), ["consent_date", "consent_type"]] = act
        return status

    return altered(evidence, "ccm_status", change)


def new_monitor(evidence: Evidence, altered: Alter) -> Evidence:
    """The Monitor of 2026 counts the casualties of 2025."""

    def change(rows: pd.DataFrame) -> pd.DataFrame:
        last = rows[rows["coverage"].eq("world") & rows["year"].eq(2024)].iloc[:1]
        new = last.assign(
            id="CY99",
            year=2025,
            edition="Cluster Munition Monitor 2026",
            edition_year=2026,
            total=4321,
            killed=pd.NA,
            injured=pd.NA,
            preferred=True,
            confidence="secondary",
            known_from="2026-09-01",
        )
        rows.loc[rows["year"].eq(2025), "preferred"] = False
        return pd.concat([rows, new], ignore_index=True)

    return altered(evidence, "casualties_by_year", change)


EDITIONS = {"leave": leave, "ratify": ratify, "new_monitor": new_monitor}


def pictures(chapter: str, evidence: Evidence) -> Iterator[Picture]:
    """Yield every chart of a chapter."""
    return (chart(evidence) for chart in charts_of(chapter))


def chapter_numbers(chapter: str, evidence: Evidence) -> dict[str, object]:
    return numbers_of(book.module(f"{chapter}.numbers").NUMBERS, evidence)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("chapter", book.chapters())
def test_every_chapter_takes_a_new_edition(chapter, edition, evidence, altered):
    new = EDITIONS[edition](evidence, altered)
    assert chapter_numbers(chapter, new).keys() == chapter_numbers(chapter, evidence).keys()
    drawn = list(pictures(chapter, new))
    assert drawn
    assert all(chart.title and chart.alt and len(chart.frame) for chart in drawn)
    assert all(finding.now for finding in find_in(chapter, new).values())


def test_a_departure_is_counted_shown_and_told(evidence, altered):
    new = leave(evidence, altered)
    before, after = chapter_numbers("membership", evidence), chapter_numbers("membership", new)
    assert after["parties"] == before["parties"] - 1
    assert counts(new)["allied_parties"] == counts(evidence)["allied_parties"] - 1
    assert after["parties_then"] == before["parties_then"]
    old_map, new_map = charts.chart_world(evidence), charts.chart_world(new)
    assert new_map.frame.set_index("iso3").loc["NOR", "status"] == "left"
    assert (new_map.title, new_map.alt) != (old_map.title, old_map.alt)
    assert str(after["parties"]) in new_map.title
    told = finding_record(find_in("membership", new)["C06"])
    assert f"{after['parties']} states parties" in told["summary"]
    assert told["numbers"]["parties"] == after["parties"]
    # Lithuania is no longer the only one to leave: the chapter on leaving knows.
    assert chapter_numbers("leaving", new) != chapter_numbers("leaving", evidence)


def test_a_ratification_turns_a_verdict(evidence, altered):
    new = ratify(evidence, altered)
    before, after = chapter_numbers("membership", evidence), chapter_numbers("membership", new)
    assert after["parties"] == before["parties"] + 1
    assert counts(new)["signatories_only"] == counts(evidence)["signatories_only"] - 1
    assert "Cyprus" not in before["latest_since"]
    assert "Cyprus joined with its deposit of 2 March 2026" in after["latest_since"]
    assert after["only_signed"] == before["only_signed"]  # of the op-ed's day
    assert charts.chart_by_year(new).frame["parties"].iloc[-1] == after["parties"]
    assert charts.chart_by_year(new).alt != charts.chart_by_year(evidence).alt


def test_enough_ratifications_make_the_op_eds_number_right(evidence, altered):
    def all_ratify(status: pd.DataFrame) -> pd.DataFrame:
        waiting = status["consent_date"].isna()
        status.loc[waiting, ["consent_date", "consent_type"]] = ["2026-03-02", "ratification"]
        return status

    count = counts(evidence)
    assert count["committed"] == 124  # the op-ed's number, here still counting signatories
    found = find_in("membership", altered(evidence, "ccm_status", all_ratify))["C06"]
    record = finding_record(found)
    assert (record["verdict_at_publication"], record["verdict_now"]) == ("misleading", "supported")


def test_a_new_monitor_is_counted_shown_and_told(evidence, altered):
    new = new_monitor(evidence, altered)
    assert chapter_numbers("human_cost", new) != chapter_numbers("human_cost", evidence)
    drawn = [chart for chart in pictures("human_cost", new) if "4,321" in chart.title + chart.alt]
    assert any(2025 in set(chart.frame.get("year", ())) for chart in drawn)


def test_every_record_follows_or_stays_for_a_reason(evidence, altered):
    before = {i: finding_record(f) for i, f in find_all(evidence).items()}
    after = {i: finding_record(f) for i, f in find_all(leave(evidence, altered)).items()}
    moved = {i for i in before if before[i] != after[i]}
    assert {"C06", "C52"} <= moved
    # What was known when the op-ed appeared does not change with an act of 2026.
    then = "verdict_at_publication"
    assert [r[then] for r in before.values()] == [r[then] for r in after.values()]


def test_the_data_was_closed_after_the_made_up_acts(evidence):
    assert data_date(evidence.package).isoformat() > "2026-09-02"


# The same three events at once, typed into the tables of a copy of the book, and all forms built.


def retyped(table: Path, key: str, **cells: str) -> None:
    """Change cells of the row whose first column is the key."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (row,) = [row for row in rows if next(iter(row.values())) == key]
    row.update(cells)
    written(table, rows)


def written(table: Path, rows: list[dict[str, str]]) -> None:
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def new_edition(data: Path) -> None:
    """Norway leaves, Cyprus and Jamaica ratify, and a Monitor counts the casualties of 2025."""
    status = data / "ccm_status.csv"
    read = {"as_of": "2026-10-01"}
    left = {"withdrawal_notified": "2026-03-02", "withdrawal_effective": "2026-09-02"}
    retyped(status, "NOR", **left, **read)
    joined = {"consent_date": "2026-03-02", "consent_type": "ratification"}
    for state in ("CYP", "JAM"):
        retyped(status, state, **joined, **read)
    for count in ("CC08", "CC09"):  # the counts published of that year must agree
        published = {"states_parties": "113", "signatories_not_parties": "10"}
        retyped(data / "ccm_counts.csv", count, **published)
    told = {"number": "113", "event": "Convention membership in 2026: 113 parties"}
    retyped(data / "aftermath.csv", "A49", **told)  # which tells the same count
    casualties = data / "casualties_by_year.csv"
    with casualties.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (row,) = [row for row in rows if row["id"] == "CY24"]
    for other in rows:  # one row a year is the one that is told
        if other["year"] == "2025":
            other["preferred"] = "false"
    counted = {"edition": "Cluster Munition Monitor 2026", "edition_year": "2026", "year": "2025"}
    written(
        casualties,
        [*rows, {**row, **counted, "id": "CY99", "total": "4321", "known_from": "2026-09-01"}],
    )


@pytest.fixture(scope="module")
def edition(site: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A copy of the built book with the new edition's data, built again, and what that printed."""
    root = site.parents[1]
    left_out = shutil.ignore_patterns(".*", "tests", "__pycache__", "staging", "html")
    book = Path(shutil.copytree(root, tmp_path_factory.mktemp("edition") / "b", ignore=left_out))
    new_edition(book / "data")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CASEBOOK_")}
    result = subprocess.run(
        [sys.executable, "-m", "casebook.binding", "book"],
        cwd=book,
        env={**environment, "PYTHONPATH": str(book)},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return book, result.stdout


def read_json(site: Path) -> dict[str, dict[str, object]]:
    records = json.loads((site / "data" / "findings.json").read_text("utf-8"))
    return {record["id"]: record for record in records}


def drawn(site: Path, chart: str) -> list[dict[str, str]]:
    with (site / "figures" / f"{chart}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text_of(page: Path) -> str:
    """Return a page's text and the alternative texts of its pictures."""
    article = lxml.html.parse(page).find(".//article")
    return " ".join([article.text_content(), *article.xpath(".//img/@alt")])


def test_the_whole_book_follows_a_new_edition(site, edition):
    book, printed = edition
    new = book / "_build" / "html"
    before, after = read_json(site), read_json(new)
    parties = before["C06"]["numbers"]["parties"]
    assert after["C06"]["numbers"]["parties"] == parties + 2 - 1
    assert f"{parties + 1} states parties" in after["C06"]["summary"]

    assert drawn(new, "membership_by_year")[-1]["parties"] == str(parties + 1)
    world = {row["iso3"]: row["status"] for row in drawn(new, "world_map")}
    assert [world[state] for state in ("NOR", "CYP", "JAM")] == ["left", *["state party"] * 2]

    page = text_of(new / "chapters" / "membership.html")
    assert f"{parties + 1} states parties" in page
    assert f"{parties + 1} states parties" not in text_of(site / "chapters" / "membership.html")
    assert "4,321" in text_of(new / "chapters" / "human_cost.html")
    notebook = (new / "notebooks" / "human_cost.ipynb").read_text("utf-8")
    assert "4,321" in notebook

    # The PDF: what it was set from, and the texts that its pictures carry in it.
    document = book / "_build" / "staging" / "report" / "report.xml"
    printed_from = "".join(etree.parse(document).getroot().itertext())
    assert f"{parties + 1} states parties" in printed_from
    with pikepdf.open(new / "report.pdf") as pdf:
        alts = [
            str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o
        ]
    assert any("4,321" in alt for alt in alts)
    assert any(str(parties + 1) in alt for alt in alts)
    # A chapter that reads neither table was not run again.
    ran = set(re.findall(r"^  \d+ of \d+, (\w+): \d+ s ", printed, re.MULTILINE))
    assert {"index", "membership", "human_cost", "scorecard"} <= ran
    assert "omissions" not in ran


def test_the_log_of_changes_names_the_rows_and_what_moved(edition, site, capsys):
    book = edition[0]
    old, new = site / "data", book / "data"
    rows = list(changed_rows(read_package(old), read_package(new)))
    assert "casualties_by_year: one row added (CY99)." in rows
    assert "ccm_status NOR: withdrawal_effective was empty, is 2026-09-02." in rows
    assert any(line.startswith("C06 (now): parties was ") for line in changed_findings(old, new))


def test_what_a_human_must_settle_is_named_with_its_row(tmp_path):
    """A party too many for the depositary's published count: no page is built on it."""
    data = Path(shutil.copytree(data_folder(), tmp_path / "data"))
    retyped(data / "ccm_status.csv", "CYP", consent_date="2020-03-02", consent_type="ratification")
    with pytest.raises(DataFaultsError) as stopped:
        check_data(data, book.reconcile)
    assert any("ccm_counts" in fault.file for fault in stopped.value.faults)
