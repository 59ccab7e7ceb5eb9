"""The chapter "A divided NATO?": facts against published figures, verdicts, prose, charts."""

from datetime import date

import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from casebook import find_in, read_evidence
from casebook.reasoning.numbers import numbers_of
from casebook.telling.drawing.charts import render
from chapters.common.allies import border_allies, standing_of_allies
from chapters.common.palette import STATUS
from chapters.nato_divide import WORDS
from chapters.nato_divide.charts import chart_camps, chart_map, table_together
from chapters.nato_divide.charts_measures import chart_specifications, chart_votes
from chapters.nato_divide.facts import arrived_outside, moved, signed_in_2008
from chapters.nato_divide.facts_threat import (
    DEFAULTS,
    compared,
    group,
    groups,
    readings,
    specifications,
)
from chapters.nato_divide.facts_votes import cohesion
from chapters.nato_divide.numbers import NUMBERS
from tests.chapters.alter import altered, as_of, defined, drop, drop_where, put
from tests.narrowing import BODIES, check_chapter, narrow
from tests.narrowing import readings as every_reading

_TERMS = {term: readings(term) for term in DEFAULTS}


def verdict(claim_id, evidence, *alterations):
    return str(find_in("nato_divide", altered(evidence, alterations))[claim_id].now.verdict)


def prose(evidence, *alterations):
    values = numbers_of(NUMBERS, altered(evidence, alterations))
    return {key: str(value) for key, value in values.items()}


def test_allies_bound_agree_with_published_counts(evidence):
    # 24 of 32: Cluster Munition Coalition, 29 July 2024 (political_facts P049);
    # 18 of 26 in 2008: dpa (P023); 20 by May 2009: Norwegian government (P024).
    assert standing_of_allies(evidence.at_publication())["bound"].sum() == 24
    assert standing_of_allies(evidence)["bound"].sum() == 23
    assert signed_in_2008(evidence) == (18, 26)
    may_2009 = standing_of_allies(evidence, date(2009, 5, 23))["status"]
    assert may_2009.ne("never joined").sum() == 20


def test_refusers_left_out_by_the_op_ed(evidence):
    # Evidence README (treaty): the list leaves out Greece, Romania, Türkiye and the United States.
    names = prose(evidence)["selection"]
    assert "leaves out Greece, Romania, Türkiye and the United States, and" in names
    status = standing_of_allies(evidence)
    assert [a for a in border_allies(evidence) if status["bound"][a]] == ["NOR"]


def test_land_border_comparison_by_hand(evidence):
    # 4 of 6 against 4 of 26; p summed by hand over the hypergeometric tables of 8 outsiders and 6
    # border states: C(8,k) C(24,6-k) / C(32,6) for k = 4, 5, 6 gives 0.0228.
    members, _ = group(evidence.at_publication(), "threatened")
    result, counts = compared(evidence.at_publication(), members)
    assert counts == (4, 6, 4, 26)
    assert result.difference == pytest.approx(4 / 6 - 4 / 26)
    assert result.p_value == pytest.approx((70 * 276 + 56 * 24 + 28) / 906192)
    assert result.low > 0


def test_specifications_cover_every_combination(evidence):
    frame = specifications(evidence)
    assert list(groups(evidence)) == list(readings("threatened"))
    assert len(frame) == len(readings("threatened")) * 2 * 2
    assert not frame.duplicated(["day", "definition", "population"]).any()
    assert frame["difference"].is_monotonic_increasing
    # United Nations Eastern Europe: Poland and Romania of Bulgaria, Czechia, Hungary, Poland,
    # Romania and Slovakia, against the seven other outsiders of today.
    row = frame[
        frame["definition"].eq("un_eastern")
        & frame["population"].eq("all allies")
        & frame["day"].eq(evidence.reaches("ccm_status").isoformat())
    ].iloc[0]
    assert (row["group_outside"], row["group"], row["rest_outside"], row["rest"]) == (2, 6, 7, 26)


def test_specifications_know_no_hindsight(evidence):
    assert specifications(evidence.at_publication())["day"].unique().tolist() == ["2024-08-10"]


def test_a_term_is_read_as_one_of_its_readings(evidence):
    assert set(readings("eastern")) <= set(groups(evidence))
    with pytest.raises(ValueError, match="threatened: expected one of border"):
        read_evidence(threatened="nonsense")


def test_threat_is_misleading_if_no_named_state_were_on_the_border(evidence):
    inland = put("geography", "FIN", "POL", "EST", "LVA", land_border_with_russia=False)
    assert verdict("C40", evidence, inland) == "misleading"


def test_alliance_decision_would_overturn_the_verdicts_on_nato(evidence):
    rejects = put("political_facts", "P027", stance="rejects_treaty")
    assert verdict("C02", evidence, rejects) == "supported"
    assert verdict("C04", evidence, rejects) == "contradicted"


def test_votes_by_hand(evidence):
    # 2019: 22 for, 7 abstained of 29; (22 - 7 / 2) / 29. 2025: 23, 8, 1 of 32; (23 - 9 / 2) / 32.
    roll = cohesion(evidence).set_index("year")
    assert list(roll.index) == [2015, 2016, 2017, 2018, 2019, 2025]
    assert roll.loc[2019, ["yes", "abstain", "no"]].tolist() == [22, 7, 0]
    assert roll.loc[2019, "agreement"] == pytest.approx(18.5 / 29)
    assert roll.loc[2025, ["yes", "abstain", "no"]].tolist() == [23, 8, 1]
    assert roll.loc[2025, "agreement"] == pytest.approx(18.5 / 32)
    assert roll["parties_yes"].eq(1).all()
    assert roll["outside_yes"].eq(0).all()


def test_growth_is_mixed_on_both_days(evidence):
    # Then: Lithuania's law and Finland's arrival (2023) against a share outside of 8 in 32, 8 in 26
    # at the signing.
    assert verdict("C56", evidence.at_publication()) == "mixed"
    assert verdict("C56", evidence) == "mixed"


def test_camp_changes(evidence):
    # Depositary: Slovakia acceded on 24 July 2015; Lithuania's exit took effect on 6 March 2025.
    assert moved(evidence)[["date", "iso3", "inside"]].to_numpy().tolist() == [
        ["2015-07-24", "SVK", True],
        ["2025-03-06", "LTU", False],
    ]
    assert arrived_outside(evidence) == ["FIN"]


def test_a_weak_row_puts_no_claim_on_harm_to_a_test(evidence):
    harm = put("aftermath", "A18", kind="monitor", direction="supports")
    studies = drop("effectiveness_claims", "E58", "E59", "E60", "E63", "E64")
    weak = put("aftermath", "A18", confidence="weak")
    assert verdict("C16", evidence, studies, harm) == "evidence for"
    assert verdict("C16", evidence, studies, harm, weak) == "untested"


def test_rift_follows_events_where_the_limit_is_missing(evidence):
    # Article 21(4) limits joint work (AR28); in 2023 Germany refused Estonia a transfer (TR08); in
    # 2025 American shells apparently crossed Germany (A32).
    changes = [drop("ccm_articles", "AR28")]
    for row in (("aftermath", "A32"), ("transfers", "TR08")):
        assert verdict("C59", evidence, *changes) == "mixed"
        changes.append(drop(*row))
    assert verdict("C59", evidence, *changes) == "evidence against"


def test_a_refusal_that_cites_the_treaty_is_told(evidence):
    told = find_in("nato_divide", evidence)
    assert "Estonia" in told["C59"].now.summary
    assert "Estonia" in told["C42"].now.best_for
    assert "Germany" in set(table_together(evidence).frame["Who"])


def test_unity_is_tested_once_more_than_half_have_left(evidence):
    then = standing_of_allies(evidence.at_publication())
    bound = list(then.index[then["bound"]])  # 24 allies
    stays = put("ccm_status", "LTU", withdrawal_effective=None)

    def gone(number):
        return put("ccm_status", *bound[:number], withdrawal_effective="2025-03-06")

    assert verdict("C75", evidence, stays, gone(12)) == "untested"
    # Agreement fell from 18.5 / 29 in 2019 to 18.5 / 32 in 2025 (see the votes by hand).
    assert verdict("C75", evidence, stays, gone(13)) == "evidence against"


def test_every_rule_stands_on_primary_rows_alone(evidence):
    findings = find_in("nato_divide", evidence.narrowed(grades=frozenset({"primary"})))
    verdicts = {claim_id: str(finding.now.verdict) for claim_id, finding in findings.items()}
    assert verdicts["C77"] == "unverifiable"
    assert verdicts["C42"] == "mixed"  # by the UN's own record of the vote of 2025
    assert verdicts["C04"] == "contradicted"


def test_prose_lets_go_of_the_newest_votes_when_they_are_not_there(evidence):
    values = prose(evidence, drop_where("unga_votes_by_state", year=2025))
    assert values["latest_votes_known"] == "votes by state are few"
    assert "2020 to 2024" in prose(evidence)["latest_votes_known"]


def test_prose_tells_the_readings_with_their_numbers(evidence):
    values = prose(evidence, defined(threatened="bloc", eastern="border"))
    assert values["chosen_threat_label"] == "once in the Warsaw Pact or Soviet Union"
    assert values["chosen_share_then"] == "40%"
    assert values["chosen_east_label"] == "land border with Russia"
    assert values["chosen_east"] == "six"
    assert values["chosen_east_acts"].startswith("two were bound when the op-ed appeared")


def test_prose_of_the_op_eds_day_tells_of_no_later_exit(evidence):
    values = prose(evidence, as_of("2024-08-10"))
    assert values["latest_exits"] == "By 10 August 2024 no ally had given notice."
    assert values["latest_towards"] == "Nothing else had moved the op-ed's way."
    assert values["latest_away"] == "Nothing in this evidence moved away from it."
    assert "not in this evidence" not in values.values()
    assert "2025" not in " ".join(values.values())


def test_prose_names_a_second_exit(evidence):
    second = put(
        "ccm_status", "NOR", withdrawal_notified="2025-05-05", withdrawal_effective="2025-11-05"
    )
    told = prose(evidence, second)["latest_exits"]
    assert "Norway left the treaty on 5 November 2025." in told
    assert "Two allies gave notice" in prose(evidence, second)["latest_headline_since"]


def test_prose_tells_when_the_camps_no_longer_vote_apart(evidence):
    assert "In every year" in prose(evidence)["latest_apart"]
    together = put("unga_votes_by_state", "USA/2025", vote="yes")
    assert "In every year" not in prose(evidence, together)["latest_apart"]


def test_map_draws_every_tile_in_its_colour(evidence):
    tiles = chart_map(evidence)
    (ax,) = render(tiles, "test").axes
    drawn = [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_fill()]
    corners = {(p.get_x(), p.get_y()): p.get_facecolor() for p in drawn if p.get_width() == 0.92}
    assert len(corners) == len(tiles.frame) == 32
    for tile in tiles.frame.itertuples():
        wanted = pd.Series(STATUS)[tile.status]
        red = corners[tile.tile_column, tile.tile_row][0]
        assert round(255 * red) == int(wanted[1:3], 16)


def test_gaps_are_drawn_for_every_reading(evidence):
    gaps = chart_specifications(evidence)
    (ax,) = render(gaps, "test").axes
    drawn = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert drawn == pytest.approx(list(100 * gaps.frame["difference"]))
    assert set(gaps.frame["definition"]) == set(readings("threatened"))


def test_votes_draw_every_ally_once_a_year(evidence):
    counts = chart_votes(evidence).frame
    assert counts.groupby("year")["allies"].sum().to_dict()[2025] == 32
    (ax,) = render(chart_votes(evidence), "test").axes
    assert sum(abs(bar.get_width()) for bar in ax.patches) == counts["allies"].sum()


@pytest.mark.parametrize(
    ("chart", "words"),
    [
        (chart_map, "23 of 32"),
        (chart_specifications, "51 points (10 to 77"),
        (chart_votes, "2025: 23 for, 8 abstained, 1 against"),
        (chart_camps, "never joined: 8, left: 1, of 32"),
    ],
)
def test_alt_text_holds_the_main_number(evidence, chart, words):
    assert words in chart(evidence).alt


def test_the_table_lists_texts_on_both_sides_oldest_first(evidence):
    frame = table_together(evidence).frame
    assert list(frame.columns) == list(WORDS.entry("together")["columns"].values())
    assert frame["Known from"].is_monotonic_increasing
    assert {"Article 21(3)", "Article 21(4)"} <= set(frame["Who"])


@pytest.mark.parametrize(("day", "grades"), BODIES)
def test_narrowed_evidence_gives_what_it_can(evidence, day, grades):
    check_chapter(narrow(evidence, day, grades), "nato_divide")


@pytest.mark.parametrize(("term", "reading"), every_reading(_TERMS))
def test_every_reading_gives_every_number(evidence, term, reading):
    check_chapter(evidence.narrowed(**{term: reading}), "nato_divide")
