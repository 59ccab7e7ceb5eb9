from datetime import date

import matplotlib as mpl
import pandas as pd
import pytest

from casebook import find_in
from casebook.telling.drawing.charts import style
from chapters.arms_control import charts
from chapters.arms_control.facts import (
    BEFORE,
    CLUSTER_BAN,
    MINE_BAN,
    acts,
    agreed,
    moves,
    record,
)
from chapters.arms_control.numbers import NUMBERS
from tests.chapters.alter import altered, put_all
from tests.narrowing import BODIES, PUBLICATION, check_chapter, narrow


def test_record_since_the_op_ed_is_the_published_one(evidence):
    # By hand: out LTU (cluster), EST LVA LTU FIN POL (mines); in VUT, MHL, TON, to the ban on
    # nuclear weapons IDN, SLE, SLB (24 September 2024) and GHA (26 September 2025), to the Arms
    # Trade Treaty COL (15 October 2024) and VUT (5 September 2025); ended New START. The moratorium
    # on INF-range missiles was Russia's own and no agreement.
    after = record(evidence, PUBLICATION, evidence.as_of)
    assert (after["new"], after["joined"], after["left"], after["ended"]) == (0, 9, 6, 1)


def test_a_promise_made_alone_is_no_agreement_and_joinings_are_a_minimum(evidence):
    told = find_in("arms_control", evidence)["C22"].now
    assert "at least nine acts of joining" in told.summary
    assert "Russia ended a promise made alone" in told.summary
    assert "promise on such missiles, made alone" in charts.chart_lifelines(evidence).alt
    assert acts(evidence)["agreement"].nunique() == agreed(evidence)["agreement"].nunique() + 1


def test_moves_reach_the_depositary_totals(evidence):
    # UNTC, 3 February 2026: 112 parties to the cluster ban after one exit; 162 to the mine ban with
    # Poland still in, so 161 after 20 February.
    roles = moves(evidence).groupby(["agreement", "role"]).size()
    assert (roles[CLUSTER_BAN, "joined"], roles[CLUSTER_BAN, "left"]) == (113, 1)
    assert (roles[MINE_BAN, "joined"], roles[MINE_BAN, "left"]) == (166, 5)


def test_joinings_of_the_decade_are_those_of_the_depositary(evidence):
    # UNTC, 3 February 2026: the ban on nuclear weapons has 74 parties, all since 2017. Of the 117
    # of the Arms Trade Treaty 42 had joined by 10 August 2014; 17 ratified the test ban since.
    made = moves(evidence)
    joined = made[made["role"].eq("joined") & (made["day"] > BEFORE)].groupby("agreement").size()
    assert (joined["TPNW"], joined["Arms Trade Treaty"], joined["CTBT"]) == (74, 117 - 42, 17)


def test_forecast_is_held_at_medium(evidence):
    assert find_in("arms_control", evidence)["C22"].now.confidence == "medium"


def test_values_stay_values_but_their_facts_follow_the_cells(evidence):
    stayed = altered(evidence, [put_all("ccm_status", withdrawal_effective=pd.NA)])
    assert "112 of the 113" in find_in("arms_control", evidence)["C21"].now.summary
    assert "none of its 113 parties had left" in find_in("arms_control", stayed)["C21"].now.summary


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


def test_the_vote_told_is_the_newest_beside_the_best(evidence):
    told = str(NUMBERS["latest_vote"](evidence))
    assert "138 states voted for it in 2025, down from 148 in 2023" in told
    assert "Russia and the United States voted against" in told
    best = str(NUMBERS["latest_vote"](evidence.at_publication()))
    assert "148 states voted for it in 2023, the most of any year" in best


def test_lifelines_mark_every_act_since_2019(evidence):
    picture = charts.chart_lifelines(evidence)
    with mpl.rc_context(style()):
        (ax,) = picture.draw(picture.frame).axes
    marked = [line.get_gid() for line in ax.lines if line.get_gid()]
    assert len(marked) == len(set(marked)) == len(picture.frame) == len(picture.marks)
    assert picture.frame["day"].min() == date(2019, 1, 3)
    assert "six exits" in picture.title
    assert "ended 5 February 2026 (Russia and United States)" in picture.alt


def test_no_joining_since_the_op_ed_stands_before_it(evidence):
    frame = charts.chart_lifelines(evidence).frame
    for _, those in frame.groupby("name"):
        placed = charts._stacked(those, PUBLICATION)
        after = placed["day"] > PUBLICATION
        assert (placed["at"][after] > pd.Timestamp(PUBLICATION)).all()
        assert (placed["at"][~after] <= pd.Timestamp(PUBLICATION)).all()


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_leaves_sound_text(evidence, as_of, grades):
    check_chapter(narrow(evidence, as_of, grades), "arms_control")
