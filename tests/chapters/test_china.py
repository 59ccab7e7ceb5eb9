import matplotlib as mpl
import pytest

from casebook.reasoning.numbers import numbers_of
from casebook.telling.drawing.charts import style
from chapters.china import charts, facts, rules
from chapters.china.numbers import NUMBERS
from tests.chapters.alter import altered, put
from tests.narrowing import BODIES, check_chapter, narrow

CHARTS = {
    "trade": charts.chart_trade,
    "goods": charts.chart_goods,
}


def test_trade_as_published(evidence):
    # Chinese customs, in millions: 146887, 190271, 240100, 244800, 228100; not 234 from yuan.
    frame = facts.trade(evidence).set_index("year")["value"]
    assert frame.round(1).tolist() == [146.9, 190.3, 240.1, 244.8, 228.1]
    assert frame.index.tolist() == [2021, 2022, 2023, 2024, 2025]


def test_shares_keep_products_and_earlier_figures_apart(evidence):
    frame = facts.shares(evidence).set_index("row")
    assert frame.loc["CR13", ["before", "value"]].tolist() == [12, 57]
    assert frame.loc["CR10", ["before", "value"]].tolist() == [60, 90]
    assert frame.index[frame["known_then"]].tolist() == ["CR75", "CR76"]


def test_votes_agree_with_the_monitor(evidence):
    numbers = numbers_of(NUMBERS, evidence)
    # It abstained from 2015 to 2019.
    assert numbers["latest_votes"].startswith("After five abstentions it voted for ")
    assert numbers["latest_votes"].endswith(" in 2021, 2022 and 2025")
    # The Monitor's profiles report the same votes independently (china_russia, unga_vote).
    cast = evidence.pick("unga_votes_by_state", iso3="CHN").set_index("year")["vote"]
    words = {"abstain": "abstain", "in_favour": "yes"}
    for row in evidence.rows("china_russia", category="unga_vote").itertuples():
        assert cast[int(row.period_start[:4])] == words[row.vote]


def test_what_was_said_is_told_by_date_with_its_side(evidence):
    frame = charts.table_phrase(evidence).frame
    assert list(frame["What it does"]).count("uses the phrase") == 3  # statement, Blinken, NATO
    assert frame["When"].iloc[0] == "4 February 2022"
    assert "faded" in " ".join(frame["Words"])  # RUSI, May 2023
    then = charts.table_phrase(evidence.at_publication()).frame
    assert len(then) == len(frame)  # all of it was public


def test_later_sanctions_are_told_where_the_evidence_reaches_them(evidence):
    assert "complete weapons" in numbers_of(NUMBERS, evidence)["latest_news"]
    then = numbers_of(NUMBERS, evidence.at_publication())["latest_news"]
    assert then == "By 10 August 2024 nothing newer had been published."


def test_rules_count_what_they_say(evidence):
    then = evidence.at_publication()
    assert rules.often_described(evidence).numbers == {
        "outside_sources": 5
    }  # NATO's, Blinken, Reuters, CSIS, RUSI
    assert rules.contributes(then).numbers["sources"] == 3  # G7, Blinken in RFE/RL, US sanctions
    assert rules.accused(then).numbers == {"accusers": 3}
    assert rules.motive(evidence).numbers == {"reasons": 3, "military": 3, "yes_votes": 3}


def test_a_rewording_moves_nothing(evidence):
    other = altered(evidence, [put("china_russia", "CR05", fact="x", note="x")])
    assert rules.motive(other).verdict == rules.motive(evidence).verdict


@pytest.mark.parametrize("name", CHARTS)
def test_alt_text_holds_the_main_point(evidence, name):
    wanted = {
        "trade": "244.8",
        "goods": "earlier 12",
    }
    assert wanted[name] in CHARTS[name](evidence).alt


def test_trade_chart_draws_its_frame(evidence):
    picture = charts.chart_trade(evidence)
    with mpl.rc_context(style()):
        figure = picture.draw(picture.frame)
    bars = [patch.get_height() for patch in figure.axes[0].patches]
    assert bars == picture.frame["value"].tolist()


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_leaves_sound_text(evidence, as_of, grades):
    check_chapter(narrow(evidence, as_of, grades), "china")
