"""The chapter on shells and budgets: its measures, its verdicts, its prose, its charts."""

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from casebook import find_in
from casebook.reasoning.claims import Verdict
from casebook.reasoning.numbers import NOT_KNOWN, numbers_of
from casebook.telling.charts import style
from chapters.industry import WORDS, charts, charts_supply
from chapters.industry.facts import kept_share, like_for_like, limits, signs
from chapters.industry.facts_money import READINGS, burden, compare_burden, outlays, rank_test
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


def test_treaty_as_cause_follows_the_signs(evidence):
    found = find_in("industry", evidence)["C24"].now
    assert found.verdict is Verdict.UNTESTED
    assert found.confidence == "low"
    # Two papers name the convention (RUSI, April and February 2025): a view, so it decides nothing.
    assert [sign.seen for sign in signs(evidence)] == [False, False, False, True]
    assert [sign.measured for sign in signs(evidence)] == [True, True, True, False]
    busy = RULES["C24"](altered(evidence, [BUSY]))  # a sign seen is told and decides nothing
    assert busy.verdict is Verdict.UNTESTED
    assert busy.numbers["seen"] == 1


def test_the_verdict_on_time_does_not_hang_on_russias_budgets(evidence):
    without = RULES["C24"](altered(evidence, NO_BUDGETS))
    assert without.verdict is Verdict.UNTESTED
    assert without.numbers["examined"] == 2


def test_what_limits_europe_did_not_name_the_convention_when_published(evidence):
    then = limits(evidence.at_publication())
    assert len(then) == 5
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
    primary = find_in("industry", narrow(evidence, None, ("primary", "weak")))["C24"].now
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
    assert set(READINGS) == set(DEFINITIONS["spending"])
    for spending in READINGS:
        assert compare_burden(evidence.narrowed(spending=spending))["difference"] > 0


def test_rank_test_agrees_with_scipy_and_is_right_with_ties():
    generator = np.random.default_rng(1)
    a, b = pd.Series(generator.normal(1, 1, 6)), pd.Series(generator.normal(0, 1, 9))
    expected = stats.mannwhitneyu(a, b, method="exact")
    assert rank_test(a, b) == pytest.approx((expected.statistic / 54, expected.pvalue))
    # Ties, by hand: of the three ways to deal {1, 1, 2} to groups of one and two, putting 2 alone
    # is the most extreme and the others are half as far off: p = 1/3.
    assert rank_test(pd.Series([2.0]), pd.Series([1.0, 1.0])) == pytest.approx((1.0, 1 / 3))


def test_the_prose_tells_what_has_happened_by_the_day(evidence):
    now, then = prose(evidence), prose(evidence.at_publication())
    assert NOT_KNOWN not in then.values()
    assert {k: v for k, v in then.items() if "2025" in str(v) or "2026" in str(v)} == {}
    assert now["latest_lithuania"].startswith("Lithuania left the treaty")
    assert then["latest_lithuania"] == "Lithuania was still a party on 10 August 2024"
    assert then["latest_limits"] == "none of five entries names the convention"


def test_the_prose_follows_newer_rows_and_readings(evidence):
    russia = add(SHELLS, "AP19", id="AP999", value=900_000, value_low=pd.NA, period_end="2025")
    newer = prose(evidence, russia, put(SHELLS, "AP999", period_start="2025"))
    assert newer["latest_year"] == "2025"
    assert newer["latest_gap"].startswith("Where both sides have figures, Russia's do not always")
    assert "For 2025 no Russian figure" not in newer["latest_gap"]
    again = prose(evidence, add(SHELLS, "AP30", id="AP999", period_end="2026"))
    assert again["latest_said"].startswith("In 2025 and 2026 NATO's Secretary General said four")
    assert prose(evidence, drop("aftermath", "A35"))["latest_ordered"].startswith("No order")
    actual = prose(evidence.narrowed(output="actual"))
    assert actual["latest_bar"] == "No second year has figures on both sides"


def test_strips_draw_every_ally_of_the_frame(evidence):
    picture = charts_supply.chart_burden(evidence)
    with mpl.rc_context(style()):
        (ax,) = picture.draw(picture.frame).axes
    drawn = sorted(
        x for line in ax.lines if line.get_marker() in ("o", "D") for x in line.get_xdata()
    )
    assert drawn == pytest.approx(sorted(picture.frame["pct"]))
    assert f"{compare_burden(evidence)['outside_median']:.1f}" in picture.alt


def test_charts_say_their_main_numbers(evidence):
    assert "2024 1.3 million to 2 million" in charts.chart_heavy(evidence).alt
    assert "52%" in charts_supply.chart_million(evidence).title
    assert "5.6 million" in charts_supply.chart_need(evidence).alt
    spending = charts_supply.chart_spending(evidence)
    assert "European allies 293 to 554" in spending.alt
    assert not set(charts.chart_output(evidence).frame["kind"]) & {"delivery", "requirement"}


def test_tables_name_what_they_count(evidence):
    found = charts.table_limits(evidence).frame
    assert len(found) == len(limits(evidence))
    assert (
        found["On record"].str.startswith("order backlog of ammunition makers: 2 to 3 years").any()
    )
    looked_for = charts.table_signs(evidence).frame
    assert list(looked_for["Today"]) == ["not seen", "not seen", "not seen", "seen"]
    assert looked_for["August 2024"].iloc[2] == "cannot be told"


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_leaves_sound_text(evidence, as_of, grades):
    check_chapter(narrow(evidence, as_of, grades), "industry")


@pytest.mark.parametrize(("term", "reading"), readings(DEFINITIONS))
def test_every_reading_leaves_sound_text(evidence, term, reading):
    check_chapter(evidence.narrowed(**{term: reading}), "industry")
