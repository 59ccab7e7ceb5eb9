import matplotlib as mpl
import pytest

from casebook import arsenals, arsenals_allies_charts, arsenals_charts
from casebook.arsenals_facts import (
    announced_transfers,
    before_bound,
    destroyed,
    fates,
    kept,
    making_now,
    months_without_order,
    reconciliation,
    transfers_to_ukraine,
)
from casebook.reasoning.claims import Verdict, examine
from casebook.reasoning.evidence import NotInEvidence
from casebook.reasoning.numbers import NOT_KNOWN
from casebook.telling.charts import style
from tests.narrowing import BODIES, check_chapter, narrow


def rule(evidence, claim_id):
    return examine(evidence, {"arsenals": arsenals.RULES})[claim_id]


def change_cells(column, value, **where):
    def change(frame):
        chosen = frame.index == frame.index
        for name, wanted in where.items():
            chosen &= frame[name].isin(wanted)
        assert chosen.any()
        frame.loc[chosen, column] = value
        return frame

    return change


def test_sums_reach_the_published_totals(evidence):
    # Sums by the evidence's README; published totals of Cluster Munition Monitor 2024.
    sums = reconciliation(evidence).set_index("measure")
    assert sums.loc["munitions", ["ours", "published"]].tolist() == [1_484_960, 1_490_000]
    assert round(sums.loc["submunitions", "ours"] / 1e6, 1) == 178.8
    assert sums.loc["submunitions", "published"] == 179e6
    # 1,247,135 on the README's NATO list, and Sweden's 370, a member since 2024.
    assert sums.loc["munitions", "allied"] == 1_247_135 + 370
    assert sums.loc["munitions", "allied"] / sums.loc["munitions", "ours"] == pytest.approx(
        0.84, abs=0.005
    )


def test_no_total_of_partial_destruction_stands_beside_finished_stocks(evidence):
    # The total of all declared stocks came in September 2024; before, the last rounded one was of
    # 2015 and counted what states had destroyed by then.
    with pytest.raises(NotInEvidence):
        reconciliation(evidence.at_publication())
    assert arsenals.numbers(evidence.at_publication())["munitions_published"] == NOT_KNOWN


def test_german_conflict_is_a_range(evidence):
    germany = destroyed(evidence).set_index("iso3").loc["DEU"]
    assert (germany["low"], germany["high"], germany["submunitions"]) == (58e6, 63e6, 63e6)


def test_statements_before_the_end_are_no_part_of_the_range(evidence):
    # The British figure of August 2013 counts what was destroyed by then, not the whole stock.
    britain = destroyed(evidence).set_index("iso3").loc["GBR"]
    assert britain["low"] == britain["high"] == 38.7e6


def test_every_ally_has_one_fate(evidence):
    frame = fates(evidence)
    tally = frame["stock"].value_counts().to_dict()
    assert tally == {"destroyed": 20, "held": 7, "none found": 5}  # counted by hand: 32 allies
    held = set(frame.loc[frame["stock"].eq("held"), "iso3"])
    assert held == {"USA", "TUR", "GRC", "POL", "ROU", "FIN", "EST"}
    assert not frame.loc[frame["stock"].eq("held"), "bound"].any()
    assert frame["making"].eq("stopped").sum() == 10
    assert making_now(evidence) == []


def test_makers_are_listed_by_name_with_articles(evidence):
    # In the order of the codes Germany (DEU) would stand second and Croatia (HRV) after it.
    assert arsenals.numbers(evidence)["makers_stopped_names"] == (
        "Belgium, Croatia, France, Germany, Italy, the Netherlands, Slovakia, Spain, Sweden and "
        "the United Kingdom"
    )


def test_canada_and_hungary_finished_before_they_were_bound(evidence):
    assert {"CAN", "HUN", "NOR"} <= set(before_bound(evidence)["iso3"])
    assert not {"DEU", "NLD", "GBR"} & set(before_bound(evidence)["iso3"])


def test_a_later_report_of_none_kept_replaces_an_earlier_stock(evidence):
    # Slovakia kept 3,220 by its profile of 2020 and none by the edition of 2021.
    last = kept(evidence).set_index("iso3")["submunitions"]
    assert last["SVK"] == 0
    assert last["DEU"] == 52_801


def test_transfers_are_told_apart_and_counts_left_out(evidence):
    frame = transfers_to_ukraine(evidence)
    by_supplier = frame.groupby("supplier")["status"].agg(set)
    assert by_supplier["Türkiye"] == {"reported", "denied"}
    assert set(frame.loc[frame["status"].eq("announced"), "supplier"]) == {"United States"}
    assert not {"TR25", "TR26", "TR27", "TR28"} & set(frame["id"])
    assert announced_transfers(evidence) == 7
    assert announced_transfers(evidence.at_publication()) == 5


def test_months_without_order(evidence):
    assert months_without_order(evidence) == 17  # as row O40 says in words


def test_verdicts(evidence):
    for claim_id, expected in {
        "C14": Verdict.UNTESTED,  # no study of deterrence is in the tables
        "C23": Verdict.EVIDENCE_FOR,  # stocks given up, and a ban in law
        "C27": Verdict.UNTESTED,
        "C46": Verdict.MIXED,
    }.items():
        finding = rule(evidence, claim_id)
        assert (finding.at_publication.verdict, finding.now.verdict) == (expected, expected)


def test_studies_put_c14_to_the_test_and_views_do_not(evidence, altered):
    def study(side, basis="study"):
        def change(frame):
            frame.loc[frame["claim_id"].eq("E05"), ["claim", "direction", "basis"]] = [
                "Fielded stocks deterred attacks",
                side,
                basis,
            ]
            return frame

        return altered(evidence, "effectiveness_claims", change)

    assert rule(study("supports"), "C14").now.verdict == Verdict.EVIDENCE_FOR
    assert rule(study("questions"), "C14").now.verdict == Verdict.EVIDENCE_AGAINST
    assert rule(study("supports", "official"), "C14").now.verdict == Verdict.UNTESTED


def without_stocks(frame):
    return frame.assign(munitions_destroyed=0, submunitions_destroyed=0)


def test_a_study_of_substitutes_makes_c23_mixed(evidence, altered):
    def change(frame):
        # E34, a study that is not weak and speaks against
        frame.loc[frame["claim_id"].eq("E34"), "claim"] = "Guided rounds replace them in full"
        return frame

    changed = altered(evidence, "effectiveness_claims", change)
    assert rule(changed, "C23").now.verdict == Verdict.MIXED
    bare = altered(changed, "stockpile_destruction", without_stocks)
    bare = altered(bare, "ccm_articles", lambda f: f[f["id"].ne("AR02")])
    assert rule(bare, "C23").now.verdict == Verdict.EVIDENCE_AGAINST


def test_without_stocks_given_up_c46_has_evidence_against(evidence, altered):
    changed = altered(evidence, "stockpile_destruction", without_stocks)
    assert rule(changed, "C46").now.verdict == Verdict.EVIDENCE_AGAINST


def test_without_stocks_and_ban_c23_is_untested(evidence, altered):
    bare = altered(evidence, "stockpile_destruction", without_stocks)
    assert rule(bare, "C23").now.verdict == Verdict.EVIDENCE_FOR  # the ban in law still binds
    bare = altered(bare, "ccm_articles", lambda f: f[f["id"].ne("AR02")])
    assert rule(bare, "C23").now.verdict == Verdict.UNTESTED


def test_a_small_american_stock_gives_c46_evidence_for(evidence, altered):
    changed = altered(
        evidence, "non_party_stockpilers", change_cells("stockpile_submunitions", 1e6, id=["NS04"])
    )
    assert rule(changed, "C46").now.verdict == Verdict.EVIDENCE_FOR
    assert rule(changed, "C46").now.numbers["held_by_united_states"] == 1e6


def test_c14_keeps_hindsight_out_of_the_ruling_at_publication(evidence):
    finding = rule(evidence, "C14")
    assert "Lithuania" not in finding.at_publication.summary
    assert "17 months" in finding.now.summary


@pytest.mark.parametrize(
    ("years", "expected"),
    [(1.0, Verdict.EVIDENCE_FOR), (3.0, Verdict.MIXED), (9.0, Verdict.EVIDENCE_AGAINST)],
)
def test_a_warning_time_would_test_c27(evidence, altered, years, expected):
    # Half a year of notice and two to three years of backlog: 2.5 to 3.5 years.
    def add(frame):
        frame.loc[frame["id"].eq("IB16"), ["measure", "value"]] = ["warning_time", years]
        return frame

    assert rule(altered(evidence, "industrial_base", add), "C27").now.verdict == expected


@pytest.mark.parametrize("grades", [{"primary"}, {"primary", "secondary"}])
def test_rules_survive_fewer_grades(evidence, grades):
    for claim_id in arsenals.RULES:
        now = rule(evidence.narrowed(grades=frozenset(grades)), claim_id).now
        assert now.verdict == rule(evidence, claim_id).now.verdict


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_nothing_breaks_on_narrowed_evidence(evidence, as_of, grades):
    charts = (
        arsenals_allies_charts.chart_allies,
        arsenals_charts.chart_holdings,
        arsenals_charts.chart_running_total,
        arsenals_charts.chart_stocks,
        arsenals_allies_charts.chart_transfers,
    )
    check_chapter(narrow(evidence, as_of, grades), arsenals, charts)


def test_no_stock_read_is_not_said_to_be_no_stock_destroyed(evidence):
    # The stocks destroyed stand in primary rows only.
    few = evidence.narrowed(grades=frozenset({"secondary"}))
    with pytest.raises(NotInEvidence):
        arsenals_allies_charts.chart_allies(few)
    assert arsenals.numbers(few)["makers_stopped_names"] == NOT_KNOWN


def test_holdings_in_words_have_no_needless_decimals(evidence):
    alt = arsenals_charts.chart_holdings(evidence).alt
    assert "(Human Rights Watch): 1,000 million" in alt
    assert "Destroyed by NATO members: 163.4 million" in alt


def test_stocks_chart_draws_its_frame(evidence):
    picture = arsenals_charts.chart_stocks(evidence)
    with mpl.rc_context(style()):
        left, right = picture.draw(picture.frame).axes
    drawn = [bar.get_width() for bar in left.patches][::-1]
    assert drawn == pytest.approx((picture.frame["submunitions"] / 1e6).tolist())
    drawn = [bar.get_width() for bar in right.patches][::-1]
    assert drawn == pytest.approx((picture.frame["munitions"] / 1e3).tolist())
    assert "573,000 munitions with 58 million to 63 million" in picture.alt
    # One bar a state or one for the rest: nothing is lost.
    assert picture.frame["submunitions"].sum() == destroyed(evidence)["submunitions"].sum()


def test_tiles_show_all_allies(evidence):
    picture = arsenals_allies_charts.chart_allies(evidence)
    assert len(picture.frame) == 32
    assert "20 of 32" in picture.title


def test_transfers_title_follows_the_dates(evidence, altered):
    assert "all after Bakhmut was lost" in arsenals_allies_charts.chart_transfers(evidence).title
    changed = altered(evidence, "transfers", change_cells("date", "2023-01-01", id=["TR12"]))
    assert "some before Bakhmut was lost" in arsenals_allies_charts.chart_transfers(changed).title
