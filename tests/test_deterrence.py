import matplotlib as mpl
import pytest

from casebook import (
    deterrence,
    deterrence_change,
    deterrence_charts,
    deterrence_effect,
    deterrence_exit,
    deterrence_record,
    deterrence_setting,
)
from casebook.reasoning.claims import Verdict
from casebook.telling.charts import style
from tests.narrowing import BODIES, check_chapter, narrow


def without(*ids):
    return lambda frame: frame[~frame.iloc[:, 0].isin(ids)]


def with_cell(key, column, value):
    def change(frame):
        frame.loc[frame.iloc[:, 0].eq(key), column] = value
        return frame

    return change


def test_battle_deaths_repeat_the_published_totals(evidence):
    # README of the claims folder: PRIO 154000 (24000 to 160000), UCDP 162420 (114908 to 307662).
    deaths = deterrence_change.battle_deaths(evidence).set_index("war")
    ends = ["low", "best", "high"]
    assert deaths.loc[deterrence_change.SUBJECT, ends].tolist() == [114908, 162420, 307662]
    assert deaths.loc["Greek Civil War", ends].tolist() == [24000, 154000, 160000]
    assert deaths["civil"].sum() == 1
    assert deaths["together"].sum() == 1


def test_battle_deaths_never_cross_the_two_data_sets(evidence):
    deaths = deterrence_change.battle_deaths(evidence)
    prio = deaths[deaths["source"].eq("prio_bd31")]
    assert prio["end"].max() < 1989 <= deaths[deaths["source"].eq("ucdp_brd241")]["start"].min()


@pytest.mark.parametrize(
    ("reading", "verdict"),
    [
        ("interstate_best", Verdict.SUPPORTED),
        ("interstate_strict", Verdict.SUPPORTED),
        ("any_best", Verdict.SUPPORTED),
        ("any_strict", Verdict.UNVERIFIABLE),  # 114908 against 160000: ranges overlap
        ("every", Verdict.MOSTLY_SUPPORTED),
    ],
)
def test_largest_war_by_reading_at_publication(evidence, reading, verdict):
    then = evidence.at_publication().narrowed(largest_war=reading)
    assert deterrence_setting.largest_war(then).verdict is verdict


def test_largest_war_today_holds_on_every_reading(evidence):
    # CSIS: at least 275000 Russian soldiers killed by the end of 2025, above 160000.
    ruling = deterrence_setting.largest_war(evidence)
    assert ruling.verdict is Verdict.SUPPORTED
    assert "275,000" in ruling.summary


def test_a_higher_greek_figure_makes_the_claim_misleading(evidence, altered):
    then = altered(evidence, "background_facts", with_cell("BG046", "value", 170000))
    assert deterrence_setting.largest_war(then.at_publication()).verdict is Verdict.MISLEADING


def test_a_larger_interstate_war_contradicts(evidence, altered):
    then = altered(evidence, "background_facts", with_cell("BG052", "value", 170000))
    assert deterrence_setting.largest_war(then.at_publication()).verdict is Verdict.CONTRADICTED


def test_an_unknown_reading_is_refused(evidence):
    with pytest.raises(KeyError, match="no reading 'widest'"):
        deterrence_setting.largest_war(evidence.narrowed(largest_war="widest"))


def test_indicators_by_hand(evidence):
    # NATO: 26 members in December 2008, 32 in 2024. Border by the Factbook: EST 324, LVA 332,
    # LTU 261, NOR 191, POL 209 km; with FIN 1309 km from 2023. UCDP: 621 (2008), 70697 (2023).
    frame = deterrence_change.indicators(evidence).set_index("key")
    assert frame.loc["members", ["signing", "op_ed"]].tolist() == [26, 32]
    assert frame.loc["border", ["signing", "op_ed"]].tolist() == [1317, 2626]
    assert frame.loc["deaths", ["signing", "op_ed"]].tolist() == [621, 70697]
    # 18 of 26 allies signed (dpa, December 2008); 24 of 32 had joined (coalition, July 2024).
    assert frame.loc["outside"][["signing", "op_ed", "latest"]].tolist() == [8, 8, 9]
    assert frame.loc["destroyed", "op_ed"] == pytest.approx(163.4, abs=0.1)


def test_not_2008_needs_a_change_in_the_war(evidence, altered):
    assert deterrence_setting.not_2008(evidence.at_publication()).verdict is Verdict.SUPPORTED

    def calm(frame):
        frame.loc[frame["id"].isin(("BG001", "BG004", "BG034")), "value"] = 621
        return frame

    quiet = altered(evidence, "background_facts", calm)
    assert deterrence_setting.not_2008(quiet).verdict is Verdict.MOSTLY_SUPPORTED


def test_hinges_is_untested_until_an_ally_is_attacked(evidence, altered):
    # Ukraine's case (O15, NS21) is told but decides nothing: it is no ally.
    for seen in (evidence, evidence.at_publication()):
        assert deterrence_effect.hinges_on_leaving(seen).verdict is Verdict.UNTESTED
        assert "Ukraine held the weapon" in deterrence_effect.hinges_on_leaving(seen).best_against
    bound = altered(evidence, "cluster_munition_use", with_cell("CU14", "location_iso3", "NOR"))
    assert deterrence_effect.hinges_on_leaving(bound).verdict is Verdict.EVIDENCE_FOR
    outside = altered(evidence, "cluster_munition_use", with_cell("CU14", "location_iso3", "POL"))
    assert deterrence_effect.hinges_on_leaving(outside).verdict is Verdict.EVIDENCE_AGAINST
    both = altered(outside, "cluster_munition_use", with_cell("CU33", "location_iso3", "NOR"))
    assert deterrence_effect.hinges_on_leaving(both).verdict is Verdict.MIXED


def test_emboldens_is_untested_until_there_are_cases(evidence, altered):
    ruling = deterrence_effect.emboldens(evidence)
    assert ruling.verdict is Verdict.UNTESTED
    assert ruling.numbers == {"statements": 0, "struck": 1, "parties_struck": 0}
    cited = altered(evidence, "timeline", with_cell("TL31", "speaks_of", "convention"))
    assert deterrence_effect.emboldens(cited).verdict is Verdict.EVIDENCE_FOR
    # A strike on a party, Moldova, instead of one in Syria.
    party = altered(evidence, "cluster_munition_use", with_cell("CU14", "location_iso3", "MDA"))
    assert deterrence_effect.emboldens(party).verdict is Verdict.EVIDENCE_FOR

    def more(frame):
        frame.loc[frame["id"].isin(("CU05", "CU29")), "user_iso3"] = "RUS"
        return frame

    three = altered(evidence, "cluster_munition_use", more)
    assert deterrence_effect.emboldens(three).verdict is Verdict.EVIDENCE_AGAINST


def test_strengthens_is_tested_by_a_purchase_or_an_attack_not_by_time(evidence, altered):
    then = deterrence_exit.strengthens(evidence.at_publication())
    assert then.verdict is Verdict.UNTESTED
    assert then.numbers["left"] == 0
    assert deterrence_exit.strengthens(evidence).verdict is Verdict.UNTESTED
    assert deterrence_exit.months_out(evidence) == 20  # 6 March 2025 to 24 November 2026
    long_ago = altered(
        evidence, "ccm_status", with_cell("LTU", "withdrawal_effective", "2019-03-06")
    )
    assert deterrence_exit.strengthens(long_ago).verdict is Verdict.UNTESTED
    bought = altered(evidence, "aftermath", with_cell("A38", "direction", "supports"))
    assert deterrence_exit.strengthens(bought).verdict is Verdict.EVIDENCE_FOR
    attacked = altered(long_ago, "cluster_munition_use", with_cell("CU33", "location_iso3", "LTU"))
    assert deterrence_exit.strengthens(attacked).verdict is Verdict.EVIDENCE_AGAINST
    earlier = altered(evidence, "cluster_munition_use", with_cell("CU33", "location_iso3", "LTU"))
    assert deterrence_exit.strengthens(earlier).verdict is Verdict.UNTESTED


def test_signal_needs_a_russian_reaction(evidence, altered):
    assert deterrence_exit.sends_signal(evidence).verdict is Verdict.UNTESTED
    answered = altered(evidence, "timeline", with_cell("TL31", "date", "2025-03-07"))
    assert deterrence_exit.sends_signal(answered).verdict is Verdict.EVIDENCE_FOR
    dismissed = altered(answered, "timeline", with_cell("TL31", "reaction", "dismisses"))
    assert deterrence_exit.sends_signal(dismissed).verdict is Verdict.EVIDENCE_AGAINST


def test_made_to_deter_has_other_purposes_beside_it(evidence, altered):
    assert deterrence_setting.made_to_deter(evidence).verdict is Verdict.MOSTLY_SUPPORTED
    alone = altered(
        evidence,
        "background_facts",
        without("BG140", "BG142", "BG147", "BG148", "BG149", "BG150"),
    )
    assert deterrence_setting.made_to_deter(alone).verdict is Verdict.SUPPORTED


def test_able_to_defend_needs_a_study_not_a_position(evidence, altered):
    for seen in (evidence, evidence.at_publication()):
        ruling = deterrence_effect.able_to_defend(seen)
        assert ruling.verdict is Verdict.UNTESTED
        assert min(ruling.numbers["for"], ruling.numbers["against"]) > 0
    subject = "defence_of_europe"
    held = altered(evidence, "effectiveness_claims", with_cell("E01", "subject", subject))
    assert deterrence_effect.able_to_defend(held).verdict is Verdict.EVIDENCE_FOR
    lost = altered(held, "effectiveness_claims", with_cell("E29", "subject", subject))
    assert deterrence_effect.able_to_defend(lost).verdict is Verdict.MIXED


def test_at_publication_no_summary_mentions_what_came_later(evidence):
    then = evidence.at_publication()
    for rule in deterrence.RULES.values():
        ruling = rule(then)
        for text in (ruling.summary, ruling.best_for, ruling.best_against):
            assert "2025" not in text
            assert "2026" not in text


def test_attack_record_keeps_the_case_against_the_pattern(evidence):
    frame = deterrence_record.targets(evidence).set_index(["target", "user"])
    assert frame.loc[("UKR", "RUS"), "stock"]
    assert frame.loc[("SYR", "RUS"), "beside"]
    assert frame.loc[("LBN", "ISR"), "status"] == "state party"
    assert not frame.loc[("LBN", "ISR"), "confirmed"]
    assert deterrence_record.allied_groups(evidence)["states"].sum() == 32


def test_chart_of_wars_draws_its_frame(evidence):
    picture = deterrence_charts.chart_wars(evidence)
    with mpl.rc_context(style()):
        figure = picture.draw(picture.frame)
    drawn = [
        tuple(line.get_xdata())
        for ax in figure.axes
        for line in ax.get_lines()
        if len(line.get_xdata()) == 2
    ]
    assert drawn == list(zip(picture.frame["low"], picture.frame["high"], strict=True))
    assert "162,420" in picture.alt
    assert "154,000" in picture.alt


def test_chart_of_change_says_what_it_shows(evidence):
    picture = deterrence_charts.chart_change(evidence)
    assert picture.title.startswith("Five of six")
    assert "1,317 in 2008, 2,626 in 2024" in picture.alt


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_leaves_sound_text(evidence, as_of, grades):
    charts = (deterrence_charts.chart_wars, deterrence_charts.chart_change)
    check_chapter(narrow(evidence, as_of, grades), deterrence, charts)


@pytest.mark.parametrize("reading", deterrence.DEFINITIONS["largest_war"])
def test_every_reading_leaves_sound_text(evidence, reading):
    check_chapter(evidence.narrowed(largest_war=reading), deterrence, ())
