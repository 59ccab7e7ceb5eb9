import pandas as pd
import pytest

from casebook import failure_rates as rates
from casebook import failure_rates_charts as charts
from casebook import failure_rates_record as record
from casebook.failure_rates_limits_chart import chart_limits
from casebook.reasoning.claims import Verdict
from casebook.reasoning.evidence import NotInEvidence
from tests.narrowing import BODIES, check_chapter, narrow


def test_ban_reasons_are_supported_then_and_now(evidence):
    # Monitor: 95% (2022) to 100% civilian; remnants harmed people in every year with a split.
    for known in (evidence.at_publication(), evidence):
        ruling = rates.reasons_for_the_ban(known)
        assert ruling.verdict is Verdict.SUPPORTED
        assert ruling.confidence == "high"
    assert "2024" not in rates.reasons_for_the_ban(evidence.at_publication()).summary


@pytest.mark.parametrize(
    ("table", "column", "value", "row", "expected"),
    [
        ("casualties_by_year", "civilian_share", 0.4, "CY20", Verdict.MOSTLY_SUPPORTED),
        ("casualties_by_year", "from_remnants", 0, "CY06", Verdict.MOSTLY_SUPPORTED),
        ("ccm_articles", "reason_quoted", False, "AR29", "medium"),
    ],
)
def test_a_changed_cell_flips_the_ban_reasons(
    evidence, altered, table, column, value, row, expected
):
    def change(frame):
        frame.loc[frame["id"].eq(row), column] = value
        return frame

    ruling = rates.reasons_for_the_ban(altered(evidence, table, change))
    assert expected in (ruling.verdict, ruling.confidence)


def test_ban_reasons_without_the_treaty_record(evidence, altered):
    def without(frame, *reasons):
        return frame[~frame["reason_for_ban"].isin(reasons)]

    half = altered(evidence, "ccm_articles", lambda frame: without(frame, "lasting_harm", "both"))
    none = altered(
        evidence,
        "ccm_articles",
        lambda frame: without(frame, "lasting_harm", "both", "indiscriminate_effect"),
    )
    assert rates.reasons_for_the_ban(half).verdict is Verdict.MISLEADING
    assert rates.reasons_for_the_ban(none).verdict is Verdict.CONTRADICTED


def test_duds_left_by_hand(evidence):
    # 72 submunitions (Washington Post) times a thousand shells times the published rate.
    duds = record.duds_left(evidence).set_index("rate")
    assert duds.loc["up to 2.35%", "high"] == 1692
    assert duds.loc["6%", "low"] == duds.loc["6%", "high"] == 4320  # the article: four a shell
    assert duds.loc["14% or more", "low"] == 10080
    assert pd.isna(duds.loc["14% or more", "high"])
    assert (duds.loc["10–40%", "low"], duds.loc["10–40%", "high"]) == (7200, 28800)


def test_duds_follow_the_count_in_the_row(evidence, altered):
    def fewer(frame):
        frame["submunitions_per_munition"] = frame["submunitions_per_munition"] // 2
        return frame

    def unknown(frame):
        frame["submunitions_per_munition"] = pd.NA
        return frame

    duds = record.duds_left(altered(evidence, "failure_rates", fewer)).set_index("rate")
    assert duds.loc["6%", "high"] == 2160
    with pytest.raises(NotInEvidence):
        record.duds_left(altered(evidence, "failure_rates", unknown))


def test_field_against_claimed_by_hand(evidence):
    # 9.6 to 12.2 percent in Lebanon over 2 to 2.3 percent in tests; 11 to 12 over 5 to 6.
    pairs = record.claimed_against_observed(evidence).set_index("family")
    m85, bl755 = pairs.loc["Shells with self-destruct M85"], pairs.loc["British bomb BL755"]
    assert m85["times_low"] == pytest.approx(0.096 / 0.023)
    assert m85["times_high"] == pytest.approx(6.1)
    assert m85["weak"]
    assert not bl755["weak"]
    assert bl755["times_low"] == pytest.approx(11 / 6)
    assert "Russian munitions, Ukraine" not in pairs.index  # its field figure is an upper bound


def test_ranges_keep_bases_and_limits_apart(evidence):
    spans = record.by_basis(evidence).set_index(["family", "basis"])["text"]
    assert spans[record.US_SHELLS, "claim"] == "up to 2.5%"
    assert spans[record.US_SHELLS, "test"] == "5–14% or more"
    assert (record.US_SHELLS, "field") not in spans.index
    assert spans["New US shell (XM1208)", "goal"] == "up to 1%"
    limits = evidence.rows("failure_rates", basis="policy_threshold")["id"]
    assert not record.statements(evidence)["id"].isin(limits).any()
    measured = evidence["failure_rates"]["basis"].isin(record.BASES)
    assert len(record.statements(evidence)) == measured.sum()  # every row has a family


def test_own_losses_are_the_published_ones(evidence):
    # GAO 1993: at least 25 killed, 16 of them by handling. GAO 2002 (81) is on land mines.
    assert record.own_troops(evidence) == {
        "killed_1991": 25,
        "handling_1991": 16,
        "wounded_1991": 30,
        "killed_2003": 2,
    }


def test_us_limits(evidence):
    limits = record.us_limits(evidence)
    assert set(limits["limit"]) == {0.01}
    stock = limits[limits["lane"].eq("Existing stock")].set_index("state")
    assert stock.loc["set for later", "start"] == 2008
    assert stock.loc["may be passed over", "start"] == 2017


def test_chart_of_ratios_draws_its_frame(evidence):
    picture = charts.chart_ratio(evidence)
    axis = picture.draw(picture.frame).axes[0]
    drawn = [line.get_xdata() for line in axis.lines if len(line.get_xdata()) == 2]
    assert len(drawn) == len(picture.frame) + 1  # and the line of equal rates
    for row, ends in zip(picture.frame.itertuples(), drawn, strict=False):
        assert list(ends) == pytest.approx([row.times_low, row.times_high])


def test_alt_texts_hold_the_main_numbers(evidence):
    assert "claimed: up to 2.5%" in charts.chart_rates(evidence).alt
    assert "1,692" in charts.chart_duds(evidence).alt
    assert "4.2 to 6.1 times" in charts.chart_ratio(evidence).alt
    assert "2017 to 2026: 1% may be passed over" in chart_limits(evidence).alt


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_nothing_breaks_on_narrowed_evidence(evidence, as_of, grades):
    drawn = (charts.chart_duds, chart_limits, charts.chart_rates, charts.chart_ratio)
    check_chapter(narrow(evidence, as_of, grades), rates, drawn)


def test_title_on_rates_counts_what_is_known(evidence):
    # Both kinds of rate are known of the M85, the BL755 and the bombs on Kosovo.
    assert "in all three munitions" in charts.chart_rates(evidence).title
    # The field figures of the M85 are weak and those of the BL755 primary: one pair is left.
    few = evidence.narrowed(grades=frozenset({"secondary"}))
    assert "in the one munition" in charts.chart_rates(few).title
