import pandas as pd
import pytest

from casebook.reasoning.claims import Verdict
from casebook.reasoning.evidence import NotInEvidence
from casebook.reasoning.numbers import numbers_of
from casebook.telling.findings import find_in
from chapters.common.failure_rates import own_troops
from chapters.failure_rates import WORDS, charts, facts
from chapters.failure_rates.numbers import NUMBERS
from chapters.failure_rates.rules import CIVILIAN_SHARE, LASTING_YEARS
from tests.chapters.alter import add, altered, as_of, graded, put, put_all
from tests.narrowing import BODIES, check_chapter, narrow

RATES = "failure_rates"


def told(evidence, *alterations):
    return find_in("failure_rates", altered(evidence, alterations))["C08"].now


def test_ban_reasons_are_supported_then_and_now(evidence):
    # Monitor: 95% (2022) to 100% civilian; remnants harmed people in every year with a split.
    finding = find_in("failure_rates", evidence)["C08"]
    for ruling in (finding.at_publication, finding.now):
        assert ruling.verdict is Verdict.SUPPORTED
        assert ruling.confidence == "high"
    assert "2024" not in finding.at_publication.summary


def test_harm_that_counts_do_not_bear_out_is_named(evidence):
    few = told(evidence, put("casualties_by_year", "CY20", civilian_share=0.4))
    none = told(evidence, put("casualties_by_year", "CY06", from_remnants=0))
    assert few.verdict == none.verdict == Verdict.MOSTLY_SUPPORTED
    assert "mostly on civilians" in few.best_against
    assert "harm lasts" in none.best_against
    neither = told(
        evidence,
        put("casualties_by_year", "CY20", civilian_share=0.4),
        put("casualties_by_year", "CY06", from_remnants=0),
    )
    assert neither.verdict is Verdict.MISLEADING


def test_reason_not_quoted_holds_confidence_down(evidence):
    unquoted = told(evidence, put("ccm_articles", "AR29", reason_quoted=False))
    assert (unquoted.verdict, unquoted.confidence) == (Verdict.SUPPORTED, "medium")
    assert "capped" in unquoted.summary


def test_thresholds_are_those_that_the_card_prints(evidence):
    takes = WORDS.entry("C08")["rungs"]["misleading"]
    assert f"{CIVILIAN_SHARE:.0%}" in takes
    assert f"{LASTING_YEARS} years" in takes


def test_duds_left_by_hand(evidence):
    # 72 submunitions (Washington Post) times a thousand shells times the published rate.
    duds = facts.duds_left(evidence).set_index("rate")
    assert duds.loc["up to 2.35%", "high"] == 1692
    assert duds.loc["6%", "low"] == duds.loc["6%", "high"] == 4320  # the article: four a shell
    assert duds.loc["14% or more", "low"] == 10080
    assert pd.isna(duds.loc["14% or more", "high"])
    assert (duds.loc["10–40%", "low"], duds.loc["10–40%", "high"]) == (7200, 28800)
    assert duds.loc["10–40%", "count"] == "7,200–28,800"


def test_duds_follow_the_count_in_the_row(evidence):
    fewer = altered(evidence, [put(RATES, "FR07", submunitions_per_munition=36)])
    assert facts.duds_left(fewer).set_index("rate").loc["6%", "high"] == 2160
    unknown = altered(evidence, [put_all(RATES, submunitions_per_munition=pd.NA)])
    with pytest.raises(NotInEvidence):
        facts.duds_left(unknown)


def test_field_against_claimed_by_hand(evidence):
    # 9.6 to 12.2 percent in Lebanon over 1 to 2.3 percent in tests; 11 to 12 over 5 to 6.
    pairs = facts.claimed_against_observed(evidence).set_index("family")
    m85, bl755 = pairs.loc["m85_self_destruct"], pairs.loc["bl755"]
    assert m85["times_low"] == pytest.approx(0.096 / 0.023)
    assert m85["times_high"] == pytest.approx(12.2)
    assert bl755["times_low"] == pytest.approx(11 / 6)
    assert "russian_in_ukraine" not in pairs.index  # its field figure is an upper bound


def test_the_finnish_test_is_told_and_not_mixed_with_another_make(evidence):
    # Helsingin Sanomat: 0.2 per cent in Finnish firings; the type is ten years newer than the M85
    assert numbers_of(NUMBERS, evidence)["finnish_test"] == "0.2%"
    assert facts.by_basis(evidence)["low"].min() > 0.002


def test_ranges_keep_bases_and_limits_apart(evidence):
    spans = facts.by_basis(evidence).set_index(["family", "basis"])["text"]
    assert spans[facts.US_SHELLS, "claim"] == "up to 2.5%"
    assert spans[facts.US_SHELLS, "test"] == "5–14% or more"
    assert (facts.US_SHELLS, "field") not in spans.index
    assert spans["us_xm1208", "goal"] == "up to 1%"
    rows = evidence[RATES]
    stated = set(facts.statements(evidence)["id"])
    other_make = {"FR51"}  # the Finnish shell, which its army holds to be of another kind
    assert stated == set(rows.loc[rows["basis"].ne("policy_threshold"), "id"]) - other_make


def test_every_family_has_a_name(evidence):
    assert list(WORDS.entry("munitions")) == list(facts.FAMILIES)
    assert set(evidence[RATES]["family"].dropna()) == set(facts.FAMILIES)


def test_own_losses_are_the_published_ones(evidence):
    # GAO 1993: at least 25 killed, 16 of them by handling. GAO 2002 (81) is on land mines.
    assert own_troops(evidence) == {
        "killed_1991": 25,
        "handling_1991": 16,
        "wounded_1991": 30,
        "killed_2003": 2,
    }


def test_us_limits(evidence):
    shown = charts.table_limits(evidence).frame
    assert set(shown["At most"]) == {"1%"}
    covers = shown.set_index("What it covers")["Set in"]
    assert covers["Any use of existing stock after 2018"] == "2008"
    assert covers["Sale and transfer to other states, by law"] == "2009"  # PL 111-8, not 2017
    assert covers.filter(like="may exceed it").tolist() == ["2017"]


def test_alt_texts_hold_the_main_numbers(evidence):
    assert "claimed: up to 2.5%" in charts.chart_rates(evidence).alt
    assert "1,692" in charts.chart_duds(evidence).alt
    assert "an M483A1 holds 88" in charts.chart_duds(evidence).caption


@pytest.mark.parametrize(("day", "grades"), BODIES)
def test_nothing_breaks_on_narrowed_evidence(evidence, day, grades):
    check_chapter(narrow(evidence, day, grades), "failure_rates")


def test_title_on_rates_counts_what_is_known(evidence):
    # Both kinds of rate are known of the M85, the BL755 and the bombs on Kosovo.
    assert "in all three munitions" in charts.chart_rates(evidence).title
    # The tests of the BL755 are primary and a claim on Kosovo is weak: the M85 is left.
    few = altered(evidence, [graded("secondary")])
    assert "in the one munition" in charts.chart_rates(few).title


def test_the_newest_count_comes_with_its_year(evidence):
    now = numbers_of(NUMBERS, evidence)["latest_count"]
    assert now.startswith("In 2024, 314 casualties were recorded, 57 of them from remnants")
    assert "every recorded casualty was a civilian" in now
    newer = {"year": 2025, "edition_year": 2026, "total": 500, "from_remnants": 40}
    later = altered(evidence, [add("casualties_by_year", "CY29", id="CY99", **newer)])
    said = numbers_of(NUMBERS, later)["latest_count"]
    assert said == "In 2025, 500 casualties were recorded, 40 of them from remnants"


def test_nothing_later_is_told_on_the_day_of_the_op_ed(evidence):
    then = numbers_of(NUMBERS, altered(evidence, [as_of("2024-08-10")]))
    since = " ".join(str(then[name]) for name in NUMBERS if name.startswith("latest_"))
    assert "2024" not in since
    assert "2025" not in since


def test_the_exemption_is_told_with_all_its_tests(evidence):
    # Article 2(2)(c): "has all of the following characteristics", (i) to (v)
    told = find_in("failure_rates", evidence)["C08"].now.summary
    assert "all five tests of Article 2(2)(c)" in told
