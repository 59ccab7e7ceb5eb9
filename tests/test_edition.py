"""A new edition is a change of data: numbers, charts and verdicts follow without an edit."""

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

import pandas as pd
import pytest

import casebook
from casebook import Evidence, human_cost, human_cost_charts, leaving, membership
from casebook import membership_charts as charts
from casebook.binding.publish import finding_record
from casebook.chapters import CHAPTERS, find_all, find_in
from casebook.charts import Picture
from casebook.evidence import data_date

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
            known_from="2026-09-01",
        )
        return pd.concat([rows, new], ignore_index=True)

    return altered(evidence, "casualties_by_year", change)


EDITIONS = {"leave": leave, "ratify": ratify, "new_monitor": new_monitor}


def pictures(chapter: str, evidence: Evidence) -> Iterator[Picture]:
    """Yield every chart of a chapter that needs nothing but the evidence."""
    for found in iter_modules(casebook.__path__, "casebook."):
        if not found.name.startswith(f"casebook.{chapter}_"):
            continue
        for name, function in inspect.getmembers(import_module(found.name), inspect.isfunction):
            parameters = list(inspect.signature(function).parameters)
            if name.startswith("chart_") and parameters == ["evidence"]:
                yield function(evidence)


def chapter_numbers(chapter: str, evidence: Evidence) -> dict[str, object]:
    return import_module(f"casebook.{chapter}").numbers(evidence)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_takes_a_new_edition(chapter, edition, evidence, altered):
    new = EDITIONS[edition](evidence, altered)
    assert chapter_numbers(chapter, new).keys() == chapter_numbers(chapter, evidence).keys()
    drawn = list(pictures(chapter, new))
    assert len(drawn) >= 2
    assert all(chart.title and chart.alt and len(chart.frame) for chart in drawn)
    assert all(finding.now for finding in find_in(chapter, new).values())


def test_a_departure_is_counted_shown_and_told(evidence, altered):
    new = leave(evidence, altered)
    before, after = membership.numbers(evidence), membership.numbers(new)
    assert after["parties"] == before["parties"] - 1
    assert after["allied_parties"] == before["allied_parties"] - 1
    assert after["parties_then"] == before["parties_then"]
    old_map, new_map = charts.chart_world(evidence), charts.chart_world(new)
    assert new_map.frame.set_index("iso3").loc["NOR", "status"] == "left"
    assert (new_map.title, new_map.alt) != (old_map.title, old_map.alt)
    assert str(after["parties"]) in new_map.title
    told = finding_record(find_in("membership", new)["C06"])
    assert f"{after['parties']} states parties" in told["summary"]
    assert told["numbers"]["parties"] == after["parties"]
    # Lithuania is no longer the only one to leave: the chapter on leaving knows.
    assert leaving.numbers(new) != leaving.numbers(evidence)


def test_a_ratification_turns_a_verdict(evidence, altered):
    new = ratify(evidence, altered)
    before, after = membership.numbers(evidence), membership.numbers(new)
    assert after["parties"] == before["parties"] + 1
    assert after["signatories_only"] == before["signatories_only"] - 1
    assert "Cyprus" in before["only_names"]
    assert "Cyprus" not in after["only_names"]
    assert charts.chart_by_year(new).frame["parties"].iloc[-1] == after["parties"]
    assert charts.chart_by_year(new).alt != charts.chart_by_year(evidence).alt


def test_enough_ratifications_make_the_op_eds_number_right(evidence, altered):
    def all_ratify(status: pd.DataFrame) -> pd.DataFrame:
        waiting = status["consent_date"].isna()
        status.loc[waiting, ["consent_date", "consent_type"]] = ["2026-03-02", "ratification"]
        return status

    count = membership.counts(evidence)
    assert count["committed"] == 124  # the op-ed's number, here still counting signatories
    found = find_in("membership", altered(evidence, "ccm_status", all_ratify))["C06"]
    record = finding_record(found)
    assert (record["verdict_at_publication"], record["verdict_now"]) == ("misleading", "supported")


def test_a_new_monitor_is_counted_shown_and_told(evidence, altered):
    new = new_monitor(evidence, altered)
    assert human_cost.numbers(new) != human_cost.numbers(evidence)
    drawn = [chart for chart in pictures("human_cost", new) if "4,321" in chart.title + chart.alt]
    assert any(2025 in set(chart.frame.get("year", ())) for chart in drawn)
    assert human_cost_charts.__name__  # the module that the charts come from


def test_every_record_follows_or_stays_for_a_reason(evidence, altered):
    before = {i: finding_record(f) for i, f in find_all(evidence).items()}
    after = {i: finding_record(f) for i, f in find_all(leave(evidence, altered)).items()}
    moved = {i for i in before if before[i] != after[i]}
    assert {"C06", "C13"} <= moved
    # What was known when the op-ed appeared does not change with an act of 2026.
    then = "verdict_at_publication"
    assert [r[then] for r in before.values()] == [r[then] for r in after.values()]


def test_the_data_was_closed_after_the_made_up_acts(evidence):
    assert data_date(evidence.package).isoformat() > "2026-09-02"
