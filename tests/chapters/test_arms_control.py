from datetime import date

import matplotlib as mpl
import pandas as pd
import pytest

from casebook import find_in
from casebook.telling.charts import style
from chapters.arms_control import charts
from chapters.arms_control.facts import (
    BEFORE,
    CLUSTER_BAN,
    MINE_BAN,
    acts,
    agreed,
    bound,
    joins_and_exits,
    moves,
    record,
    votes,
)
from tests.chapters.alter import altered, put_all
from tests.narrowing import BODIES, PUBLICATION, check_chapter, narrow


def test_record_since_the_op_ed_is_the_published_one(evidence):
    # By hand: out LTU (cluster), EST LVA LTU FIN POL (mines); in VUT, MHL, TON, and to the ban on
    # nuclear weapons IDN, SLE, SLB (ICAN, 24 September 2024) and GHA (26 September 2025); ended New
    # START. The moratorium on INF-range missiles was Russia's own and no agreement.
    after = record(evidence, PUBLICATION, evidence.as_of)
    assert (after["new"], after["joined"], after["left"], after["ended"]) == (0, 7, 6, 1)


def test_a_promise_made_alone_is_no_agreement_and_joinings_are_a_minimum(evidence):
    told = find_in("arms_control", evidence)["C22"].now
    assert "at least seven acts of joining" in told.summary
    assert "Russia ended a promise made alone" in told.summary
    assert "INF-range missile moratorium" in charts.chart_lifelines(evidence).caption
    assert acts(evidence)["agreement"].nunique() == agreed(evidence)["agreement"].nunique() + 1


def test_parties_are_the_depositary_totals(evidence):
    # UNTC, 3 February 2026: 112 parties to the cluster ban after one exit; 162 to the mine ban with
    # Poland still in, so 161 after 20 February.
    assert bound(evidence) == {
        "ccm_parties": 112,
        "ccm_left": 1,
        "apmbc_parties": 161,
        "apmbc_left": 5,
    }
    years = joins_and_exits(evidence).groupby("treaty")["joined"].sum()
    assert years[CLUSTER_BAN] == 113


def test_forecast_is_held_at_medium(evidence):
    assert find_in("arms_control", evidence)["C22"].now.confidence == "medium"


def test_values_stay_values_but_their_facts_follow_the_cells(evidence):
    stayed = altered(evidence, [put_all("ccm_status", withdrawal_effective=pd.NA)])
    assert "112 of the 113" in find_in("arms_control", evidence)["C21"].now.summary
    assert "113 of the 113" in find_in("arms_control", stayed)["C21"].now.summary


def test_nothing_later_is_known_at_publication(evidence):
    then = evidence.at_publication()
    assert max(acts(then)["day"]) <= PUBLICATION
    assert max(moves(then)["day"]) <= PUBLICATION
    assert record(then, BEFORE, PUBLICATION)["left"] == 6
    for finding in find_in("arms_control", then).values():
        told = finding.now
        assert "2025" not in told.summary + told.best_for + told.best_against
        assert "2026" not in told.summary + told.best_for + told.best_against


def test_lebanon_is_not_counted_on_a_weak_source(evidence):
    made = moves(evidence)
    assert "LBN" not in set(made.loc[made["agreement"].eq(MINE_BAN), "iso3"])


def test_votes_keep_disagreement_and_gaps(evidence):
    frame = votes(evidence).set_index("year")
    assert tuple(frame.loc[2015, ["yes_low", "yes_high"]]) == (139, 140)
    assert frame.loc[[2022, 2024], "yes_high"].isna().all()
    assert frame.loc[2025, "yes_high"] == 138


def test_bars_are_the_frame(evidence):
    picture = charts.chart_moves(evidence)
    with mpl.rc_context(style()):
        axes = picture.draw(picture.frame).axes
    drawn = [sum(bar.get_height() for bar in ax.patches) for ax in axes]
    totals = picture.frame.groupby("treaty")[["joined", "left"]].sum()
    assert drawn == [*totals.loc[MINE_BAN], *totals.loc[CLUSTER_BAN]]
    # Equal scale in all panels: the same height of paper for one state.
    scale = [
        ax.get_ylim()[1] / ax.get_gridspec().get_height_ratios()[i] for i, ax in enumerate(axes)
    ]
    assert max(scale) - min(scale) < 1e-9


def test_lifelines_mark_every_act(evidence):
    picture = charts.chart_lifelines(evidence)
    with mpl.rc_context(style()):
        (ax,) = picture.draw(picture.frame).axes
    marked = sum(len(line.get_xdata()) for line in ax.lines if line.get_linestyle() == "None")
    assert marked == len(picture.frame)
    assert "six exits" in picture.title
    assert "ended 2026 (RUS, USA)" in picture.alt
    assert picture.frame["day"].max() <= date(2026, 11, 24)


def test_charts_say_their_main_numbers(evidence):
    assert "113 joined and 1 left" in charts.chart_moves(evidence).alt
    assert "2023: 148 yes" in charts.chart_votes(evidence).alt


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_leaves_sound_text(evidence, as_of, grades):
    check_chapter(narrow(evidence, as_of, grades), "arms_control")
