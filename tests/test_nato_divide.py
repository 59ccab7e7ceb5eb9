from datetime import date

import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from casebook import Evidence, nato_divide, read_evidence
from casebook.nato_divide import DEFINITIONS, RULES
from casebook.nato_divide_camps_chart import chart_camps
from casebook.nato_divide_charts import chart_list, chart_map
from casebook.nato_divide_members import NAMED, allied_status, camp_changes, signed_in_2008
from casebook.nato_divide_record import outsiders
from casebook.nato_divide_threat import compared, group, specifications
from casebook.nato_divide_threat_chart import chart_specifications
from casebook.nato_divide_votes import cohesion
from casebook.nato_divide_votes_chart import chart_votes
from casebook.reasoning.claims import Verdict, read_claims, rule_on
from casebook.telling.charts import STATUS_COLOURS, render
from tests.narrowing import BODIES, check_chapter, narrow, readings


@pytest.fixture(scope="module")
def verdict(evidence):
    """Return a function that gives the verdict of a claim on a body of evidence."""
    claims = {claim.id: claim for claim in read_claims(evidence)}

    def ask(claim_id: str, those: Evidence) -> Verdict:
        return rule_on(claims[claim_id], RULES[claim_id], those).verdict

    return ask


def set_cells(column: str, value: object, **where: object):
    """Return a change of a table: the column of the rows that match gets the value."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        hit = pd.Series(data=True, index=frame.index)
        for name, wanted in where.items():
            wanted = wanted if isinstance(wanted, (list, tuple)) else [wanted]
            hit &= frame[name].isin(wanted).fillna(value=False)
        assert hit.any()
        frame.loc[hit, column] = value
        return frame

    return change


def without(**where: object):
    """Return a change of a table: the rows that match are dropped."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        hit = pd.Series(data=True, index=frame.index)
        for name, wanted in where.items():
            hit &= frame[name].isin(wanted if isinstance(wanted, (list, tuple)) else [wanted])
        assert hit.any()
        return frame[~hit]

    return change


def test_allies_bound_agree_with_published_counts(evidence):
    # 24 of 32: Cluster Munition Coalition, 29 July 2024 (political_facts P049);
    # 18 of 26 in 2008: dpa (P023); 20 by May 2009: Norwegian government (P024).
    assert allied_status(evidence.at_publication())["bound"].sum() == 24
    assert allied_status(evidence)["bound"].sum() == 23
    assert signed_in_2008(evidence) == (18, 26)
    may_2009 = allied_status(evidence, date(2009, 5, 23))["status"]
    assert may_2009.ne("never joined").sum() == 20


def test_refusers_left_out_by_the_op_ed(evidence):
    # Evidence README (treaty): the list leaves out Greece, Romania, Türkiye and the United States.
    frame = outsiders(evidence)
    unnamed = frame[frame["outside_then"] & ~frame["named"]]
    assert set(unnamed.index) == {"GRC", "ROU", "TUR", "USA"}
    assert set(frame.index[frame["border"] & ~frame["outside_now"]]) == {"NOR"}


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
    assert len(frame) == len(DEFINITIONS["threatened"]) * 2 * 2
    assert not frame.duplicated(["day", "definition", "population"]).any()
    assert frame["difference"].is_monotonic_increasing
    # United Nations Eastern Europe: Poland and Romania of Bulgaria, Czechia, Hungary, Poland,
    # Romania and Slovakia, against the seven other outsiders of today.
    row = frame[
        frame["definition"].eq("un_eastern")
        & frame["population"].eq("all allies")
        & frame["day"].eq(evidence.as_of.isoformat())
    ].iloc[0]
    assert (row["group_outside"], row["group"], row["rest_outside"], row["rest"]) == (2, 6, 7, 26)


def test_specifications_know_no_hindsight(evidence):
    assert specifications(evidence.at_publication())["day"].unique().tolist() == ["2024-08-10"]


def test_threat_follows_the_reading_chosen(evidence, verdict):
    assert verdict("C40", evidence) == Verdict.MOSTLY_SUPPORTED
    assert verdict("C40", read_evidence(threatened="since_1999")) == Verdict.MISLEADING
    with pytest.raises(ValueError, match="can be read as"):
        group(read_evidence(threatened="nonsense"), "threatened")


def test_threat_supported_if_no_border_state_were_bound(evidence, altered, verdict):
    norway_out = altered(evidence, "ccm_status", without(iso3="NOR"))
    assert verdict("C40", norway_out) == Verdict.SUPPORTED
    joined = altered(evidence, "geography", set_cells("land_border_with_russia", False, iso3=NAMED))
    assert verdict("C40", joined) == Verdict.MISLEADING


def test_alliance_decision_would_overturn_the_verdicts_on_nato(evidence, altered, verdict):
    assert verdict("C02", evidence) == verdict("C04", evidence) == Verdict.CONTRADICTED
    decided = altered(evidence, "political_facts", set_cells("stance", "adopts_treaty", id="P027"))
    assert verdict("C02", decided) == Verdict.MISLEADING
    assert verdict("C04", decided) == Verdict.SUPPORTED


def test_refusal_is_contradicted_by_one_signature(evidence, altered, verdict):
    assert verdict("C41", evidence) == Verdict.SUPPORTED
    silent = altered(
        evidence, "government_positions", without(iso3="LVA", stance="non_party_stay_out")
    )
    assert verdict("C41", silent) == Verdict.MOSTLY_SUPPORTED
    signed = altered(
        evidence, "ccm_status", set_cells("iso3", "LVA", iso3="VUT")
    )  # gives Vanuatu's accession to Latvia
    assert verdict("C41", signed) == Verdict.CONTRADICTED


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


def test_split_needs_votes_apart(evidence, altered, verdict):
    assert verdict("C42", evidence) == Verdict.MIXED
    alike = altered(evidence, "unga_votes_by_state", set_cells("vote", "yes", year=2025))
    assert verdict("C42", alike) == Verdict.EVIDENCE_AGAINST


def test_growth_follows_exits_and_votes(evidence, altered, verdict):
    # Then: Lithuania's law and Finland's arrival (2023) against a share outside of 8 in 32, 8 in 26
    # at the signing. Norway's exit would make it 10 in 32.
    assert verdict("C56", evidence.at_publication()) == Verdict.MIXED
    assert verdict("C56", evidence) == Verdict.MIXED
    calm = altered(evidence, "arms_control", without(event="withdrawal_law_adopted"))
    calm = altered(calm, "nato_members", without(iso3="FIN"))
    assert verdict("C56", calm.at_publication()) == Verdict.EVIDENCE_AGAINST
    second = altered(
        evidence, "ccm_status", set_cells("withdrawal_effective", "2026-01-01", iso3="NOR")
    )
    assert verdict("C56", second) == Verdict.EVIDENCE_FOR


def test_camp_changes(evidence):
    # Depositary: Slovakia acceded on 24 July 2015; Lithuania's exit took effect on 6 March 2025.
    moved = camp_changes(evidence)
    moved = moved[moved["act"].eq("changed camp")]
    assert moved[["date", "iso3", "inside"]].to_numpy().tolist() == [
        ["2015-07-24", "SVK", True],
        ["2025-03-06", "LTU", False],
    ]


def test_eastern_need_counts_states_not_rows(evidence, altered, verdict):
    assert verdict("C57", evidence) == Verdict.MISLEADING
    assert verdict("C57", read_evidence(eastern="border")) == Verdict.MOSTLY_SUPPORTED
    fewer = altered(
        evidence,
        "non_party_stockpilers",
        set_cells("stockpile", False, iso3=["EST", "POL", "ROU"]),
    )
    fewer = altered(
        fewer, "political_facts", without(category="ally_position", iso3=["EST", "POL"])
    )
    assert verdict("C57", fewer) == Verdict.CONTRADICTED


def test_western_bloc_needs_every_western_ally(evidence, altered, verdict):
    assert verdict("C58", evidence) == Verdict.MOSTLY_SUPPORTED
    # Vanuatu's and Niue's instruments given to Greece and Finland.
    joined = altered(evidence, "ccm_status", set_cells("iso3", "GRC", iso3="VUT"))
    joined = altered(joined, "ccm_status", set_cells("iso3", "FIN", iso3="NIU"))
    assert verdict("C58", joined) == Verdict.SUPPORTED


def test_words_alone_put_no_claim_on_harm_to_a_test(evidence, altered, verdict):
    assert verdict("C16", evidence) == Verdict.UNTESTED
    review = altered(evidence, "aftermath", set_cells("kind", "monitor", id="A18"))
    assert verdict("C16", review) == Verdict.EVIDENCE_AGAINST
    harm = altered(review, "aftermath", set_cells("direction", "supports", id="A18"))
    assert verdict("C16", harm) == Verdict.EVIDENCE_FOR
    weak = altered(harm, "aftermath", set_cells("confidence", "weak", id="A18"))
    assert verdict("C16", weak) == Verdict.UNTESTED


def test_rift_follows_the_rules_of_the_treaty_and_events(evidence, altered, verdict):
    # Article 21(3) allows joint operations (AR27), 21(4) limits them (AR28); in 2025 American
    # shells apparently crossed Germany (A32).
    assert verdict("C59", evidence) == Verdict.MIXED
    no_leave = altered(evidence, "ccm_articles", without(id="AR27"))
    assert verdict("C59", no_leave) == Verdict.EVIDENCE_FOR
    no_limit = altered(evidence, "ccm_articles", without(id="AR28"))
    assert verdict("C59", no_limit) == Verdict.MIXED
    assert verdict("C59", no_limit.at_publication()) == Verdict.EVIDENCE_AGAINST


def test_policy_is_one_if_all_are_bound(evidence, altered, verdict):
    assert verdict("C63", evidence) == Verdict.SUPPORTED
    norway = altered(evidence, "nato_members", lambda frame: frame[frame["iso3"].eq("NOR")])
    assert verdict("C63", norway) == Verdict.CONTRADICTED


def test_unity_is_tested_by_votes_once_most_have_left(evidence, altered, verdict):
    assert verdict("C75", evidence.at_publication()) == Verdict.UNTESTED
    assert verdict("C75", evidence) == Verdict.UNTESTED
    then = allied_status(evidence.at_publication())
    bound = list(then.index[then["bound"]])  # 24 allies

    def gone(number: int) -> Evidence:
        exits = set_cells("withdrawal_effective", "2025-03-06", iso3=bound[:number])
        stay = altered(evidence, "ccm_status", set_cells("withdrawal_effective", None, iso3="LTU"))
        return altered(stay, "ccm_status", exits)

    assert verdict("C75", gone(12)) == Verdict.UNTESTED
    # Agreement fell from 18.5 / 29 in 2019 to 18.5 / 32 in 2025 (see the votes by hand).
    assert verdict("C75", gone(13)) == Verdict.EVIDENCE_AGAINST
    alike = altered(gone(13), "unga_votes_by_state", set_cells("vote", "abstain", year=2025))
    assert verdict("C75", alike) == Verdict.EVIDENCE_FOR


def test_recent_support_counts_new_voices(evidence, altered, verdict):
    assert verdict("C77", evidence) == Verdict.MOSTLY_SUPPORTED
    third = altered(
        evidence,
        "government_positions",
        set_cells("stance", "leave", id="GP16"),
    )
    assert verdict("C77", third) == Verdict.SUPPORTED
    old = altered(evidence, "political_facts", set_cells("date_start", "2015", id=["P115", "P116"]))
    assert verdict("C77", old) == Verdict.MISLEADING


def test_every_rule_stands_on_primary_rows_alone(evidence, verdict):
    primary = evidence.narrowed(grades=frozenset({"primary"}))
    verdicts = {claim_id: verdict(claim_id, primary) for claim_id in RULES}
    assert verdicts["C77"] == Verdict.UNVERIFIABLE
    assert verdicts["C42"] == Verdict.UNTESTED
    assert verdicts["C04"] == Verdict.CONTRADICTED


def test_map_draws_every_tile_in_its_colour(evidence):
    picture = chart_map(evidence)
    figure = render(picture, "test")
    for ax, day in zip(figure.axes, picture.frame["day"].unique(), strict=True):
        tiles = picture.frame[picture.frame["day"].eq(day)]
        drawn = [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_fill()]
        corners = {
            (p.get_x(), p.get_y()): p.get_facecolor() for p in drawn if p.get_width() == 0.92
        }
        assert len(corners) == len(tiles) == 32
        for tile in tiles.itertuples():
            wanted = pd.Series(STATUS_COLOURS)[tile.status]
            red = corners[tile.tile_column, tile.tile_row][0]
            assert round(255 * red) == int(wanted[1:3], 16)


def test_curve_draws_every_specification(evidence):
    picture = chart_specifications(evidence)
    top = render(picture, "test").axes[0]
    drawn = sorted(
        float(y)
        for points in top.collections
        for _, y in points.get_offsets()
        if type(points).__name__ == "PathCollection"
    )
    assert drawn == pytest.approx(sorted(100 * picture.frame["difference"]))


@pytest.mark.parametrize(
    ("chart", "words"),
    [
        (chart_map, "23 of 32"),
        (chart_list, "Greece, Lithuania, Romania, Türkiye and the United States"),
        (chart_specifications, "51 points (10 to 77"),
        (chart_votes, "2025: 23 for, 8 abstained, 1 against"),
        (chart_camps, "never joined and 1 left, of 32"),
    ],
)
def test_alt_text_holds_the_main_number(evidence, chart, words):
    assert words in chart(evidence).alt


CHARTS = (chart_map, chart_list, chart_specifications, chart_votes, chart_camps)


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_gives_what_it_can(evidence, as_of, grades):
    check_chapter(narrow(evidence, as_of, grades), nato_divide, CHARTS)


@pytest.mark.parametrize(("term", "reading"), readings(DEFINITIONS))
def test_every_reading_gives_every_number(evidence, term, reading):
    check_chapter(evidence.narrowed(**{term: reading}), nato_divide, CHARTS)
