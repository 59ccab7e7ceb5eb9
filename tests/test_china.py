import matplotlib as mpl
import pytest

from casebook import china, china_charts, china_record, china_tie, china_timeline, china_weapon
from casebook.reasoning.claims import Verdict
from casebook.telling.charts import style
from tests.narrowing import BODIES, check_chapter, narrow

CHARTS = {
    "phrase": china_timeline.chart_phrase,
    "trade": china_charts.chart_trade,
    "goods": china_charts.chart_goods,
    "votes": china_charts.chart_votes,
}


def without(*ids):
    return lambda frame: frame[~frame["id"].isin(ids)]


def with_cell(key, column, value):
    def change(frame):
        frame.loc[frame["id"].eq(key), column] = value
        return frame

    return change


def test_trade_as_published_with_gaps_and_yuan_apart(evidence):
    # Chinese customs, in millions: 146887, 190271, 240100, 244800, 228100; 234 from yuan.
    frame = china_record.trade(evidence)
    dollars = frame[frame["basis"].eq("dollars")].set_index("year")["value"]
    assert dollars.dropna().round(1).tolist() == [146.9, 190.3, 240.1, 244.8, 228.1]
    assert dollars[dollars.isna()].index.tolist() == [2019, 2020]
    yuan = frame[frame["basis"].eq("yuan converted")]
    assert yuan[["year", "value"]].to_numpy().tolist() == [[2025, 234.0]]


def test_shares_keep_products_and_earlier_figures_apart(evidence):
    frame = china_record.shares(evidence).set_index("row")
    assert frame.loc["CR13", ["before", "value"]].tolist() == [12, 57]
    assert frame.loc["CR10", ["before", "value"]].tolist() == [60, 90]
    assert frame.index[frame["known_then"]].tolist() == ["CR09", "CR14"]


def test_votes_agree_with_the_monitor_and_show_gaps(evidence):
    frame = china_record.votes(evidence, ("CHN",)).set_index("year")["vote"]
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


def test_phrase_is_near_and_turns_with_the_checks(evidence, altered):
    assert china_tie.phrase_and_threat(evidence).verdict is Verdict.MOSTLY_SUPPORTED
    exact = altered(evidence, "quote_checks", with_cell("Q09", "found", "exact"))
    assert china_tie.phrase_and_threat(exact).verdict is Verdict.SUPPORTED
    silent = altered(evidence, "china_russia", without("CR33", "CR34"))
    assert china_tie.phrase_and_threat(silent).verdict is Verdict.MISLEADING


def test_often_needs_sources_outside_the_two_governments(evidence, altered):
    ruling = china_tie.often_described(evidence)
    assert ruling.verdict is Verdict.MOSTLY_SUPPORTED
    assert ruling.numbers == {"outside_sources": 2}  # NATO's declaration and Reuters
    silent = altered(evidence, "china_russia", without("CR33"))
    assert china_tie.often_described(silent).verdict is Verdict.MISLEADING


def test_contribution_needs_independent_sources(evidence, altered):
    ruling = china_tie.contributes(evidence.at_publication())
    assert ruling.verdict is Verdict.SUPPORTED
    assert ruling.numbers["sources"] == 3  # AP, and the reports on EU and US sanctions
    alone = altered(evidence, "china_russia", without("CR22", "CR23")).at_publication()
    assert china_tie.contributes(alone).verdict is Verdict.MOSTLY_SUPPORTED
    none = altered(evidence, "china_russia", without("CR09", "CR14", "CR15", "CR22", "CR23"))
    assert china_tie.contributes(none.at_publication()).verdict is Verdict.CONTRADICTED


def test_refusal_ends_with_a_signature(evidence, altered):
    assert china_weapon.refused(evidence).verdict is Verdict.SUPPORTED

    def joins(frame):
        frame.loc[frame["iso3"].eq("VUT"), "iso3"] = "CHN"
        return frame

    assert (
        china_weapon.refused(altered(evidence, "ccm_status", joins)).verdict is Verdict.CONTRADICTED
    )


def test_motive_is_read_from_every_reason_given(evidence, altered):
    ruling = china_weapon.motive(evidence)
    assert ruling.verdict is Verdict.EVIDENCE_FOR
    assert ruling.numbers == {"reasons": 3, "military": 3}
    other = altered(evidence, "china_russia", with_cell("CR05", "reason_given", "other"))
    assert china_weapon.motive(other).verdict is Verdict.MIXED


def test_arsenal_lacks_only_the_number(evidence, altered):
    assert china_weapon.arsenal(evidence).verdict is Verdict.MOSTLY_SUPPORTED

    def counted(frame):
        frame.loc[frame["id"].eq("NS01"), "iso3"] = "CHN"
        return frame

    known = altered(evidence, "non_party_stockpilers", counted)
    assert china_weapon.arsenal(known).verdict is Verdict.SUPPORTED
    unseen = altered(evidence, "china_russia", without("CR19", "CR21"))
    assert china_weapon.arsenal(unseen).verdict is Verdict.UNVERIFIABLE


def test_use_by_china_would_settle_the_prediction(evidence, altered):
    assert china_weapon.might_use(evidence).verdict is Verdict.UNTESTED
    used = altered(evidence, "cluster_munition_use", with_cell("CU33", "user_iso3", "CHN"))
    assert china_weapon.might_use(used).verdict is Verdict.EVIDENCE_FOR


def test_disadvantage_waits_for_an_assessment_of_china(evidence, altered):
    assert china_weapon.disadvantage(evidence).verdict is Verdict.UNTESTED

    def assessed(frame):
        frame.loc[frame["claim_id"].eq("E29"), "subject"] = "conflict_with_china"
        return frame

    found = altered(evidence, "effectiveness_claims", assessed)
    assert china_weapon.disadvantage(found).verdict is Verdict.EVIDENCE_AGAINST


def test_accusation_and_complication_rest_on_nato(evidence, altered):
    assert china_tie.accused(evidence.at_publication()).numbers == {"accusers": 3}
    assert china_tie.complicates(evidence).verdict is Verdict.EVIDENCE_FOR
    silent = altered(evidence, "china_russia", without("CR34"))
    assert china_tie.complicates(silent).verdict is Verdict.UNTESTED


def test_at_publication_no_summary_mentions_what_came_later(evidence):
    then = evidence.at_publication()
    for rule in china.RULES.values():
        ruling = rule(then)
        for text in (ruling.summary, ruling.best_for, ruling.best_against):
            assert "2025" not in text
            assert "2026" not in text


def test_spending_comes_from_one_edition_in_constant_dollars(evidence):
    rows = china_record.spending(evidence)
    assert rows["edition"].nunique() == 1
    assert set(rows["usd_prices"]) == {"constant_2024"}
    assert rows["year"].is_unique


@pytest.mark.parametrize("name", CHARTS)
def test_alt_text_holds_the_main_point(evidence, name):
    picture = CHARTS[name](evidence)
    wanted = {
        "phrase": "nothing but rhetoric",
        "trade": "244.8",
        "goods": "earlier 12",
        "votes": "China: 2015 abstain",
    }
    assert wanted[name] in picture.alt


def test_trade_chart_draws_its_frame(evidence):
    picture = china_charts.chart_trade(evidence)
    with mpl.rc_context(style()):
        figure = picture.draw(picture.frame)
    bars = [patch.get_height() for patch in figure.axes[0].patches]
    dollars = picture.frame[picture.frame["basis"].eq("dollars")]["value"].dropna()
    assert bars == dollars.tolist()


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_leaves_sound_text(evidence, as_of, grades):
    check_chapter(narrow(evidence, as_of, grades), china, CHARTS.values())
