import numpy as np
import pandas as pd
import pytest
from scipy import stats

from casebook import (
    industry,
    industry_findings,
    industry_money_charts,
    industry_output_charts,
    industry_supply_charts,
)
from casebook.industry_measures import expectations, kept_share, like_for_like, limits
from casebook.industry_money import burden, compare_burden, outlays, rank_test
from casebook.reasoning.claims import Verdict
from casebook.telling.charts import style
from tests.narrowing import BODIES, check_chapter, narrow, readings

SETTABLE = {"artillery_production": "id", "industrial_base": "id", "aftermath": "id"}


def setting(table, row, **cells):
    """Return a change of one row of a table."""

    def change(frame):
        for column, value in cells.items():
            frame.loc[frame[SETTABLE[table]].eq(row), column] = value
        return frame

    return change


def test_output_is_compared_within_one_calibre_class_and_year(evidence):
    years = like_for_like(evidence).set_index("year")
    # By hand: 2023 Russia 1 million against Europe 480000 to 700000 (Estonian ministry).
    assert years.loc[2023, "ratio_low"] == pytest.approx(1_000_000 / 700_000)
    assert years.loc[2023, "ratio_high"] == pytest.approx(1_000_000 / 480_000)
    # 2024: "just over 1.3 million" to 2 million, against 550000 and "less than 600000".
    assert years.loc[2024, "ratio_low"] == pytest.approx(1_300_000 / 600_000)
    # 2025 has no Russian 152 mm figure: no ratio may appear.
    assert 2025 not in years.index


def test_well_ahead_is_mostly_supported_and_a_changed_cell_flips_it(evidence, altered):
    assert industry_findings.russia_ahead(evidence).verdict == Verdict.MOSTLY_SUPPORTED
    level = setting("artillery_production", "AP76", value=1_250_000)
    overlap = altered(evidence, "artillery_production", level)
    assert industry_findings.russia_ahead(overlap).verdict == Verdict.MISLEADING

    def europe_above(frame):
        europe = frame["id"].isin(("AP76", "AP78"))
        frame.loc[europe, ["value", "value_low", "value_high"]] = 3_000_000
        return frame

    behind = altered(evidence, "artillery_production", europe_above)
    assert industry_findings.russia_ahead(behind).verdict == Verdict.CONTRADICTED


def test_full_support_needs_spending_to_agree(evidence, altered):
    def russia_spends_most(frame):
        frame.loc[frame["iso3"].eq("RUS"), "usd_millions"] = 2e6
        return frame

    agreed = altered(evidence, "milex", russia_spends_most)
    assert industry_findings.russia_ahead(agreed).verdict == Verdict.SUPPORTED


def test_the_missed_pledge_is_the_published_share(evidence, altered):
    # The High Representative's own figure on 31 January 2024: 524000, 52 percent.
    assert kept_share(evidence) == pytest.approx(0.52, abs=0.005)
    assert industry_findings.has_struggled(evidence).verdict == Verdict.SUPPORTED
    kept = altered(
        evidence, "artillery_production", setting("artillery_production", "AP67", value=1_000_000)
    )
    assert industry_findings.has_struggled(kept).verdict == Verdict.CONTRADICTED
    nearly = altered(
        evidence, "artillery_production", setting("artillery_production", "AP67", value=950_000)
    )
    assert industry_findings.has_struggled(nearly).verdict == Verdict.MISLEADING


def test_without_trouble_in_production_the_pledge_alone_is_mostly_supported(evidence, altered):
    no_makers = altered(
        evidence, "artillery_production", lambda frame: frame[frame["id"].ne("AP75")]
    )
    bare = altered(
        no_makers, "industrial_base", lambda frame: frame[~frame["id"].isin(("IB11", "IB12"))]
    )
    assert industry_findings.has_struggled(bare).verdict == Verdict.MOSTLY_SUPPORTED


def test_treaty_as_cause_follows_the_signs(evidence, altered):
    assert industry_findings.gives_time(evidence).verdict == Verdict.EVIDENCE_AGAINST
    assert industry_findings.gives_time(evidence).confidence == "low"
    # Two papers name the convention (RUSI, April and February 2025): a view, so it decides nothing.
    signs = expectations(evidence)
    assert list(signs["seen"]) == [False, False, False, True]
    assert list(signs["measured"]) == [True, True, True, False]

    def makes(frame):
        allied = frame["actor_iso3"].isin(("GRC", "POL", "ROU", "TUR"))
        frame.loc[frame["measure"].eq("production_not_renounced") & allied, "production_active"] = (
            True
        )
        return frame

    busy = altered(evidence, "industrial_base", makes)
    assert industry_findings.gives_time(busy).verdict == Verdict.MIXED
    met = altered(
        busy,
        "artillery_production",
        lambda f: f.assign(value=f["value"].where(~f["id"].isin(("AP52", "AP53")), 2_000_000)),
    )
    assert industry_findings.gives_time(met).verdict == Verdict.MIXED
    no_budgets = altered(
        met,
        "industrial_base",
        lambda f: f[~f["measure"].isin(("military_spending", "defence_workforce"))],
    )
    assert industry_findings.gives_time(no_budgets).verdict == Verdict.EVIDENCE_FOR


def test_the_verdict_on_time_does_not_hang_on_russias_budgets(evidence, altered):
    # The chapter says so under "How sure we are".
    without = altered(
        evidence,
        "industrial_base",
        lambda f: f[~f["measure"].isin(("military_spending", "defence_workforce"))],
    )
    assert industry_findings.gives_time(without).verdict == Verdict.EVIDENCE_AGAINST
    assert industry_findings.gives_time(without).numbers["examined"] == 2


def test_what_limits_europe_did_not_name_the_convention_when_published(evidence):
    then = limits(evidence.at_publication())
    assert len(then) == 5
    assert not then["reason"].str.contains("convention").any()
    assert limits(evidence)["reason"].str.contains("convention").sum() == 2


def test_no_verdict_at_publication_knows_later_things(evidence):
    for rule in industry.RULES.values():
        ruling = rule(evidence.at_publication())
        text = " ".join((ruling.summary, ruling.best_for, ruling.best_against))
        assert "2025" not in text
        assert "2026" not in text


def test_dollars_are_sipri_constant_and_of_the_same_members_each_year(evidence):
    money = outlays(evidence).pivot_table(index="year", columns="who", values="usd")
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
    for spending in industry.DEFINITIONS["spending"]:
        assert compare_burden(evidence.narrowed(spending=spending))["difference"] > 0


def test_rank_test_agrees_with_scipy_and_is_right_with_ties():
    generator = np.random.default_rng(1)
    a, b = pd.Series(generator.normal(1, 1, 6)), pd.Series(generator.normal(0, 1, 9))
    expected = stats.mannwhitneyu(a, b, method="exact")
    assert rank_test(a, b) == pytest.approx((expected.statistic / 54, expected.pvalue))
    # Ties, by hand: of the three ways to deal {1, 1, 2} to groups of one and two, putting 2 alone
    # is the most extreme and the others are half as far off: p = 1/3.
    assert rank_test(pd.Series([2.0]), pd.Series([1.0, 1.0])) == pytest.approx((1.0, 1 / 3))


def test_strips_draw_every_ally_of_the_frame(evidence):
    import matplotlib as mpl

    picture = industry_money_charts.chart_burden(evidence)
    with mpl.rc_context(style()):
        (ax,) = picture.draw(picture.frame).axes
    drawn = sorted(
        x for line in ax.lines if line.get_marker() in ("o", "D") for x in line.get_xdata()
    )
    assert drawn == pytest.approx(sorted(picture.frame["pct"]))
    assert f"{compare_burden(evidence)['outside_median']:.1f}" in picture.alt


def test_charts_say_their_main_numbers(evidence):
    assert "2024 1.3 million to 2 million" in industry_output_charts.chart_heavy(evidence).alt
    assert "52%" in industry_supply_charts.chart_million(evidence).title
    assert "5.6 million" in industry_supply_charts.chart_need(evidence).alt
    spending = industry_money_charts.chart_spending(evidence)
    assert "European allies 293 to 554" in spending.alt
    assert not set(industry_output_charts.chart_output(evidence).frame["kind"]) & {
        "delivery",
        "requirement",
    }


CHARTS = (
    *(industry_output_charts.chart_heavy, industry_output_charts.chart_output),
    *(industry_supply_charts.chart_million, industry_supply_charts.chart_need),
    *(industry_money_charts.chart_spending, industry_money_charts.chart_burden),
)


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_leaves_sound_text(evidence, as_of, grades):
    check_chapter(narrow(evidence, as_of, grades), industry, CHARTS)


@pytest.mark.parametrize(
    ("term", "reading"),
    readings(industry.DEFINITIONS),
)
def test_every_reading_leaves_sound_text(evidence, term, reading):
    check_chapter(evidence.narrowed(**{term: reading}), industry, CHARTS)
