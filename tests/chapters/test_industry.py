"""The chapter on shells and budgets: its measures, its verdicts, its prose, its charts."""

import matplotlib as mpl
import pandas as pd
import pytest

from casebook import find_in
from casebook.reasoning.claims import Verdict
from casebook.reasoning.numbers import NOT_KNOWN, numbers_of
from casebook.telling.drawing.charts import style
from chapters.industry import WORDS, charts
from chapters.industry.facts import free_makers, kept_share, like_for_like, limits
from chapters.industry.facts_money import burden, compare_burden, outlays
from chapters.industry.numbers import NUMBERS
from chapters.industry.rules import KEPT, RULES, WELL_AHEAD
from tests.chapters.alter import add, altered, drop, put
from tests.chapters.reach.industry import BUSY, NO_BUDGETS, SHELLS
from tests.narrowing import BODIES, check_chapter, narrow, readings

DEFINITIONS = WORDS.entry("definitions")


def prose(evidence, *alterations):
    return numbers_of(NUMBERS, altered(evidence, alterations))


def test_output_is_compared_within_one_calibre_class_and_year(evidence):
    years = like_for_like(evidence).set_index("year")
    # By hand: 2023 Russia 1 million against Europe 480000 to 700000 (Estonian ministry).
    assert years.loc[2023, "ratio_low"] == pytest.approx(1_000_000 / 700_000)
    assert years.loc[2023, "ratio_high"] == pytest.approx(1_000_000 / 480_000)
    # 2024: "just over 1.3 million" to 2 million, against 550000 and "less than 600000".
    assert years.loc[2024, "ratio_low"] == pytest.approx(1_300_000 / 600_000)
    # 2025 has no Russian 152 mm figure: no ratio may appear.
    assert 2025 not in years.index


def test_the_missed_pledge_is_the_published_share(evidence):
    # The High Representative's own figure on 31 January 2024: 524000, 52 percent.
    assert kept_share(evidence) == pytest.approx(0.52, abs=0.005)


def test_the_rungs_say_the_thresholds_of_the_rules():
    assert f"{WELL_AHEAD:g} times" in WORDS.entry("C25")["rungs"]["misleading"]
    assert f"{KEPT:.0%}" in WORDS.entry("C26")["rungs"]["misleading"]


def test_what_has_other_causes_is_told_and_decides_nothing(evidence):
    found = find_in("industry", evidence)["C24"].now
    assert found.verdict is Verdict.UNTESTED
    assert found.confidence == "low"
    # Two papers name the convention (RUSI, April and February 2025): a view, so it decides nothing.
    assert found.numbers["naming_the_convention"] == 2
    assert list(free_makers(evidence).query("active")["actor_iso3"]) == ["USA"]  # its order of 2025
    busy = RULES["C24"](altered(evidence, [BUSY]))
    assert busy.verdict is Verdict.UNTESTED
    assert busy.names["active"] == 5


def test_the_verdict_on_time_does_not_hang_on_russias_budgets(evidence):
    without = RULES["C24"](altered(evidence, NO_BUDGETS))
    assert without.verdict is Verdict.UNTESTED
    assert without.names["causes"] == []


def test_what_limits_europe_did_not_name_the_convention_when_published(evidence):
    then = limits(evidence.at_publication())
    assert len(then) == 6
    assert not then["limit"].eq("convention").any()
    assert limits(evidence)["limit"].eq("convention").sum() == 2


def test_no_verdict_at_publication_knows_later_things(evidence):
    for finding in find_in("industry", evidence).values():
        told = finding.at_publication
        text = " ".join((told.summary, told.best_for, told.best_against))
        assert "2025" not in text
        assert "2026" not in text


def test_sentences_tell_only_of_rows_accepted(evidence):
    then = find_in("industry", evidence)["C26"].at_publication
    assert then.summary.endswith("Other sources tell of order books full for years.")
    primary = find_in("industry", narrow(evidence, None, ("primary", "secondary")))["C24"].now
    assert "a workforce" not in primary.summary


def test_dollars_are_sipri_constant_and_of_the_same_members_each_year(evidence):
    money = outlays(evidence).set_index("year")
    # Sum of the 30 European members' rows in milex.csv (SIPRI, constant 2024 dollars), by hand.
    assert money.loc[2024, "European allies"] == pytest.approx(479.5, abs=0.1)
    assert money.loc[2024, "Russia"] == pytest.approx(149.4, abs=0.1)


def test_allies_by_status_in_one_edition(evidence):
    frame, test = burden(evidence), compare_burden(evidence)
    assert frame["edition"].nunique() == 1
    assert set(frame.loc[~frame["party"], "iso3"]) == {
        *("EST", "FIN", "GRC", "LVA", "POL", "ROU", "TUR", "USA")
    }
    # Mid-pair by hand: Greece 2.7401 and the United States 3.2054.
    assert test["outside_median"] == pytest.approx((2.7401 + 3.2054) / 2)
    for spending in DEFINITIONS["spending"]:
        seen = compare_burden(evidence.narrowed(spending=spending))
        assert seen["outside_median"] > seen["inside_median"]


def test_the_chance_counts_pairs(evidence):
    frame = burden(evidence)
    inside, outside = (frame.loc[frame["party"].eq(side), "pct"] for side in (True, False))
    pairs = [one > other for one in outside for other in inside]
    assert compare_burden(evidence)["chance"] == pytest.approx(sum(pairs) / len(pairs))


def test_the_prose_tells_what_has_happened_by_the_day(evidence):
    now, then = prose(evidence), prose(evidence.at_publication())
    assert NOT_KNOWN not in then.values()
    assert {k: v for k, v in then.items() if "2025" in str(v) or "2026" in str(v)} == {}
    assert now["latest_lithuania"].startswith("Lithuania left the treaty")
    assert then["latest_lithuania"] == "Lithuania had not left the treaty by 10 August 2024"
    assert then["latest_limits"].startswith("Of six entries")
    assert then["latest_limits"].endswith("none names the convention")


def test_the_prose_follows_newer_rows_and_readings(evidence):
    russia = add(SHELLS, "AP19", id="AP999", value=900_000, value_low=pd.NA, period_end="2025")
    newer = prose(evidence, russia, put(SHELLS, "AP999", period_start="2025"))
    assert newer["latest_headline"].endswith("times as many heavy shells in 2025")
    assert "For 2025 no source" not in newer["latest_gap"]
    again = prose(evidence, add(SHELLS, "AP30", id="AP999", period_end="2026"))
    assert again["latest_said"].startswith("In 2025 and 2026 NATO's Secretary General said four")
    assert prose(evidence, drop("aftermath", "A35"))["latest_ordered"].startswith("No order")
    actual = prose(evidence.narrowed(output="actual"))
    assert actual["latest_bar"] == "No second year has figures on both sides"


def test_strips_draw_every_ally_of_the_frame(evidence):
    picture = charts.chart_burden(evidence)
    with mpl.rc_context(style()):
        (ax,) = picture.draw(picture.frame).axes
    drawn = sorted(
        x for line in ax.lines if line.get_marker() in ("o", "D") for x in line.get_xdata()
    )
    assert drawn == pytest.approx(sorted(picture.frame["pct"]))
    assert f"{compare_burden(evidence)['outside_median']:.1f}" in picture.alt


def test_charts_say_their_main_numbers(evidence):
    assert "Russia 2024: 1.3 million to 2 million" in charts.chart_heavy(evidence).alt
    assert "800,000 to 4.5 million" in charts.chart_output(evidence).title
    assert set(charts.chart_output(evidence).frame["counts"]) == {"output", "capacity", "target"}
    assert "93%" in charts.chart_burden(evidence).caption


def test_tables_name_what_they_count(evidence):
    found = charts.table_limits(evidence).frame
    assert len(found) == len(limits(evidence))
    said = found["What the source says"]
    assert said.str.startswith("order backlog of ammunition makers: 2 to 3 years").any()
    assert said.str.endswith("for their first year: 40,000 rounds (first year)").any()


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_leaves_sound_text(evidence, as_of, grades):
    check_chapter(narrow(evidence, as_of, grades), "industry")


@pytest.mark.parametrize(("term", "reading"), readings(DEFINITIONS))
def test_every_reading_leaves_sound_text(evidence, term, reading):
    check_chapter(evidence.narrowed(**{term: reading}), "industry")
