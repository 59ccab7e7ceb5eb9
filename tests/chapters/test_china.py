import matplotlib as mpl
import pytest

from casebook.telling.charts import style
from chapters.china import charts, facts, rules
from tests.chapters.alter import altered, put
from tests.narrowing import BODIES, check_chapter, narrow

CHARTS = {
    "phrase": charts.chart_phrase,
    "trade": charts.chart_trade,
    "goods": charts.chart_goods,
    "votes": charts.chart_votes,
}


def test_trade_as_published_with_gaps_and_yuan_apart(evidence):
    # Chinese customs, in millions: 146887, 190271, 240100, 244800, 228100; 234 from yuan.
    frame = facts.trade(evidence)
    dollars = frame[frame["basis"].eq("dollars")].set_index("year")["value"]
    assert dollars.dropna().round(1).tolist() == [146.9, 190.3, 240.1, 244.8, 228.1]
    assert dollars[dollars.isna()].index.tolist() == [2019, 2020]
    yuan = frame[frame["basis"].eq("yuan converted")]
    assert yuan[["year", "value"]].to_numpy().tolist() == [[2025, 234.0]]


def test_shares_keep_products_and_earlier_figures_apart(evidence):
    frame = facts.shares(evidence).set_index("row")
    assert frame.loc["CR13", ["before", "value"]].tolist() == [12, 57]
    assert frame.loc["CR10", ["before", "value"]].tolist() == [60, 90]
    assert frame.index[frame["known_then"]].tolist() == ["CR09", "CR14"]


def test_votes_agree_with_the_monitor_and_show_gaps(evidence):
    frame = facts.votes(evidence, "CHN").set_index("year")["vote"]
    assert frame.to_dict() == {
        **dict.fromkeys(range(2015, 2020), "abstain"),
        2020: "not found",
        2021: "yes",
        2022: "yes",
        2023: "not found",
        2024: "not found",
        2025: "yes",
    }
    # The Monitor's profiles report the same votes independently (china_russia, unga_vote).
    told = evidence.rows("china_russia", category="unga_vote")
    words = {"abstain": "abstain", "in_favour": "yes"}
    for row in told.itertuples():
        assert frame[int(row.period_start[:4])] == words[row.vote]


def test_rules_count_what_they_say(evidence):
    then = evidence.at_publication()
    assert rules.often_described(evidence).numbers == {"outside_sources": 2}  # NATO's, Reuters
    assert rules.contributes(then).numbers["sources"] == 3  # AP; the reports on EU, US sanctions
    assert rules.accused(then).numbers == {"accusers": 3}
    assert rules.motive(evidence).numbers == {"reasons": 3, "military": 3, "yes_votes": 3}


def test_a_rewording_moves_nothing(evidence):
    other = altered(evidence, [put("china_russia", "CR05", fact="x", note="x")])
    assert rules.motive(other).verdict == rules.motive(evidence).verdict


def test_spending_comes_from_one_edition_in_constant_dollars(evidence):
    rows = evidence.rows("milex", definition="sipri_military_expenditure", iso3="CHN")
    rows = rows[rows["usd_millions"].notna()]
    assert rows["edition"].nunique() == 1
    assert set(rows["usd_prices"]) == {"constant_2024"}
    assert facts.spending(evidence).index.is_unique


@pytest.mark.parametrize("name", CHARTS)
def test_alt_text_holds_the_main_point(evidence, name):
    wanted = {
        "phrase": "nothing but rhetoric",
        "trade": "244.8",
        "goods": "earlier 12",
        "votes": "China: 2015 abstain",
    }
    assert wanted[name] in CHARTS[name](evidence).alt


def test_trade_chart_draws_its_frame(evidence):
    picture = charts.chart_trade(evidence)
    with mpl.rc_context(style()):
        figure = picture.draw(picture.frame)
    bars = [patch.get_height() for patch in figure.axes[0].patches]
    dollars = picture.frame[picture.frame["basis"].eq("dollars")]["value"].dropna()
    assert bars == dollars.tolist()


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_leaves_sound_text(evidence, as_of, grades):
    check_chapter(narrow(evidence, as_of, grades), "china")
