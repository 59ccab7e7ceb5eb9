import matplotlib as mpl
import pytest

from casebook import arsenals, arsenals_charts
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
from casebook.charts import style
from casebook.claims import Verdict, examine


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
    mixed = (Verdict.MIXED, Verdict.MIXED)
    for claim_id, expected in {
        "C14": mixed,
        "C23": mixed,
        "C27": (Verdict.UNTESTED, Verdict.UNTESTED),
        "C46": mixed,
    }.items():
        finding = rule(evidence, claim_id)
        assert (finding.at_publication.verdict, finding.now.verdict) == expected, claim_id


def test_without_stocks_outside_c23_has_evidence_for(evidence, altered):
    changed = altered(
        evidence, "non_party_stockpilers", change_cells("stockpile", False, stockpile=[True])
    )
    finding = rule(changed, "C23")
    assert finding.at_publication.verdict == Verdict.EVIDENCE_FOR
    assert finding.now.verdict == Verdict.EVIDENCE_FOR


def test_without_stocks_given_up_c23_and_c46_turn(evidence, altered):
    changed = altered(
        evidence,
        "stockpile_destruction",
        lambda frame: frame.assign(munitions_destroyed=0, submunitions_destroyed=0),
    )
    assert rule(changed, "C23").now.verdict == Verdict.EVIDENCE_AGAINST
    assert rule(changed, "C46").now.verdict == Verdict.EVIDENCE_AGAINST


def test_a_small_american_stock_gives_c46_evidence_for(evidence, altered):
    changed = altered(
        evidence, "non_party_stockpilers", change_cells("stockpile_submunitions", 1e6, id=["NS04"])
    )
    assert rule(changed, "C46").now.verdict == Verdict.EVIDENCE_FOR
    assert rule(changed, "C46").now.numbers["held_by_united_states"] == 1e6


def test_without_former_makers_c14_has_evidence_against(evidence, altered):
    changed = altered(
        evidence, "producers", change_cells("status", "never_or_unclear", status=["ceased"])
    )
    assert rule(changed, "C14").at_publication.verdict == Verdict.EVIDENCE_AGAINST


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
        frame.loc[frame["id"].eq("IB16"), ["indicator", "value"]] = ["warning time", years]
        return frame

    assert rule(altered(evidence, "industrial_base", add), "C27").now.verdict == expected


@pytest.mark.parametrize("grades", [{"primary"}, {"primary", "secondary"}])
def test_rules_survive_fewer_grades(evidence, grades):
    for claim_id in arsenals.RULES:
        now = rule(evidence.narrowed(grades=frozenset(grades)), claim_id).now
        assert now.verdict in (Verdict.MIXED, Verdict.UNTESTED)


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
    picture = arsenals_charts.chart_allies(evidence)
    assert len(picture.frame) == 32
    assert "20 of 32" in picture.title


def test_transfers_title_follows_the_dates(evidence, altered):
    assert "all after Bakhmut was lost" in arsenals_charts.chart_transfers(evidence).title
    changed = altered(evidence, "transfers", change_cells("date", "2023-01-01", id=["TR12"]))
    assert "some before Bakhmut was lost" in arsenals_charts.chart_transfers(changed).title
