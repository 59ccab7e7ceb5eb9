"""The chapter on deterrence: its measures, its verdicts, its prose, its charts."""

import matplotlib as mpl
import pytest

from casebook import find_in
from casebook.reasoning.claims import Verdict
from casebook.reasoning.evidence import NotInEvidence
from casebook.reasoning.numbers import NOT_KNOWN, numbers_of
from casebook.telling.drawing.charts import style
from chapters.deterrence import WORDS, charts, facts
from chapters.deterrence.numbers import NUMBERS
from chapters.deterrence.rules import RULES, largest_war
from tests.chapters.alter import add, altered, defined, drop_where, put
from tests.narrowing import BODIES, check_chapter, narrow

USE = "cluster_munition_use"


def ruled(claim, evidence, *alterations):
    return RULES[claim](altered(evidence, alterations))


def test_battle_deaths_repeat_the_published_totals(evidence):
    # README of the claims folder: PRIO 154000 (24000 to 160000), UCDP 162420 (114908 to 307662).
    deaths = facts.battle_deaths(evidence).set_index("war")
    ends = ["low", "best", "high"]
    assert deaths.loc[facts.SUBJECT, ends].tolist() == [114908, 162420, 307662]
    assert deaths.loc["Greek Civil War", ends].tolist() == [24000, 154000, 160000]
    assert deaths["civil"].sum() == 1
    assert deaths["together"].sum() == 1


def test_battle_deaths_never_cross_the_two_data_sets(evidence):
    deaths = facts.battle_deaths(evidence)
    prio = deaths[deaths["document"].eq("prio")]
    assert prio["end"].max() < 1989 <= deaths[deaths["document"].eq("ucdp")]["start"].min()


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
    assert largest_war(then).verdict is verdict


def test_largest_war_today_holds_on_every_reading(evidence):
    # CSIS: at least 275000 Russian soldiers killed by the end of 2025, above 160000.
    told = find_in("deterrence", evidence)["C09"].now
    assert told.verdict is Verdict.SUPPORTED
    assert "275,000" in told.summary


def test_a_higher_greek_figure_makes_the_claim_misleading(evidence):
    higher = put("background_facts", "BG046", value=170000)
    assert ruled("C09", evidence.at_publication(), higher).verdict is Verdict.MISLEADING


def test_a_larger_interstate_war_contradicts(evidence):
    larger = put("background_facts", "BG052", value=170000)
    assert ruled("C09", evidence.at_publication(), larger).verdict is Verdict.CONTRADICTED


def test_an_unknown_reading_is_refused(evidence):
    with pytest.raises(KeyError, match="widest"):
        ruled("C09", evidence, defined(largest_war="widest"))


def test_the_readings_told_are_those_measured(evidence):
    told = set(WORDS.entry("definitions")["largest_war"])
    assert told == {"every", *facts.largest_by_reading(evidence)}


def test_a_war_without_figures_is_said_to_be_missing(evidence):
    silent = altered(evidence, [drop_where("background_facts", war=facts.SUBJECT)])
    with pytest.raises(NotInEvidence, match="war on Ukraine"):
        largest_war(silent)


def test_indicators_by_hand(evidence):
    # NATO: 26 members in December 2008, 32 in 2024. Border by the Factbook: EST 324, LVA 332,
    # LTU 261, NOR 191, POL 209 km; with FIN 1309 km from 2023. UCDP: 621 (2008), 70697 (2023).
    frame = facts.indicators(evidence).set_index("key")
    assert frame.loc["members", ["signing", "op_ed"]].tolist() == [26, 32]
    assert frame.loc["border", ["signing", "op_ed"]].tolist() == [1317, 2626]
    assert frame.loc["deaths", ["signing", "op_ed"]].tolist() == [621, 70697]
    # 18 of 26 allies signed (dpa, December 2008); 24 of 32 had joined (coalition, July 2024).
    assert frame.loc["outside"][["signing", "op_ed", "latest"]].tolist() == [8, 8, 9]


def test_verdicts_when_the_op_ed_appeared(evidence):
    then = {
        claim: str(each.at_publication.verdict)
        for claim, each in find_in("deterrence", evidence).items()
    }
    values = dict.fromkeys(("C01", "C11", "C19", "C50"), "a matter of values")
    untested = dict.fromkeys(("C12", "C18", "C20", "C32", "C76"), "untested")
    assert then == {
        "C09": "mostly supported",
        "C49": "mostly supported",
        "C83": "supported",
        **values,
        **untested,
    }


def test_ukraines_case_is_told_and_decides_nothing(evidence):
    # It is no ally (O15, NS21).
    finding = find_in("deterrence", evidence)["C12"]
    for told in (finding.at_publication, finding.now):
        assert "Ukraine held the weapon" in told.best_against


def test_only_a_strike_on_an_ally_tells_of_boldness(evidence):
    assert ruled("C32", evidence).numbers == {
        "bound_allies_struck": 0,
        "other_allies_struck": 0,
        "statements": 0,
        "struck": 1,
        "parties_struck": 0,
    }
    # A strike on a party outside NATO, Moldova, instead of one in Syria; a word on the ban.
    party = put(USE, "CU14", location_iso3="MDA")
    word = put("timeline", "TL31", speaks_of="convention")
    found = ruled("C32", evidence, party, word)
    assert found.verdict is Verdict.UNTESTED
    assert (found.numbers["parties_struck"], found.numbers["statements"]) == (1, 1)
    ally = ruled("C32", evidence, put(USE, "CU14", location_iso3="NOR"))
    assert ally.verdict is Verdict.EVIDENCE_FOR


def test_time_and_earlier_attacks_do_not_test_an_exit(evidence):
    then = ruled("C20", evidence.at_publication())
    assert then.verdict is Verdict.UNTESTED
    assert then.numbers["left"] == 0
    assert ruled("C20", evidence).names["months"] == 12  # 6 March 2025 to 11 March 2026
    long_ago = put("ccm_status", "LTU", withdrawal_effective="2019-03-06")
    assert ruled("C20", evidence, long_ago).verdict is Verdict.UNTESTED
    earlier = put(USE, "CU33", location_iso3="LTU")
    assert ruled("C20", evidence, earlier).verdict is Verdict.UNTESTED


def test_able_to_defend_needs_a_study_not_a_position(evidence):
    # The studies of Europe's defence are of 2025: on the day of the op-ed there were views only.
    then, now = ruled("C18", evidence.at_publication()), ruled("C18", evidence)
    assert (then.verdict, now.verdict) == (Verdict.UNTESTED, Verdict.EVIDENCE_FOR)
    for case in (then, now):
        assert min(case.numbers["for"], case.numbers["against"]) > 0


def test_at_publication_no_sentence_mentions_what_came_later(evidence):
    for finding in find_in("deterrence", evidence).values():
        told = finding.at_publication
        for text in (told.summary, told.best_for, told.best_against):
            assert "2025" not in text
            assert "2026" not in text


def test_states_that_russia_struck_are_told_with_their_stocks(evidence):
    frame = facts.targets(evidence).set_index("iso3")
    assert frame.loc["UKR", "stock"]
    assert not frame.loc["UKR", "party"]
    assert "SYR" not in frame.index  # Russia fought beside its government


def test_the_studies_are_told_both_ways(evidence):
    told = charts.table_studies(evidence).frame.set_index("By")
    assert "comparable lethality" in told.loc["Bronk and Watling (RUSI), 2025", "Also says"]
    assert told.loc["Bronk and Watling (RUSI), 2025", "Concludes"].endswith("(for)")
    then = charts.table_studies(evidence.at_publication()).frame
    assert not then["By"].str.contains("2025").any()


def test_the_prose_tells_what_has_happened_by_the_day(evidence):
    now, then = (numbers_of(NUMBERS, seen) for seen in (evidence, evidence.at_publication()))
    assert NOT_KNOWN not in then.values()
    assert now["latest_exit"].startswith("Lithuania had left on 6 March 2025")
    assert then["latest_exit"] == "no state had left"
    assert {k: v for k, v in then.items() if "2025" in str(v) or "2026" in str(v)} == {}
    assert "106,000 or more by 21 June 2024" in then["latest_floor"]
    assert then["latest_floor"].endswith("so the strict reading stays open")


def test_the_prose_follows_newer_rows(evidence):
    floor = add("background_facts", "BG108", id="BG999", date_end="2026-06", value=300_000)
    told = numbers_of(NUMBERS, altered(evidence, [floor]))
    assert "300,000 or more by June 2026" in told["latest_floor"]
    answered = put("timeline", "TL31", date="2025-03-07")
    told = numbers_of(NUMBERS, altered(evidence, [answered]))
    assert told["latest_left"].endswith("one Russian reaction since is in the rows of this book.")
    assert "drawn a Russian reaction" in charts.chart_steps(altered(evidence, [answered])).title
    bought = put("aftermath", "A38", direction="supports")
    told = numbers_of(NUMBERS, altered(evidence, [bought]))
    assert told["latest_purchases"].startswith(
        "One purchase is in the rows of this book twelve months later"
    )


def test_chart_of_wars_draws_its_frame(evidence):
    picture = charts.chart_wars(evidence)
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


def test_what_changed_is_told_as_it_stood_when_the_op_ed_appeared(evidence):
    numbers = numbers_of(NUMBERS, evidence)
    assert (numbers["border_signing"], numbers["border_op_ed"]) == ("1,317", "2,626")


def test_chart_of_steps_says_how_far_a_state_has_come(evidence):
    assert "Bought the weapon since: none" in charts.chart_steps(evidence).alt
    assert charts.chart_steps(evidence.at_publication()).title == "No state had left the convention"


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_leaves_sound_text(evidence, as_of, grades):
    check_chapter(narrow(evidence, as_of, grades), "deterrence")


@pytest.mark.parametrize("reading", WORDS.entry("definitions")["largest_war"])
def test_every_reading_leaves_sound_text(evidence, reading):
    check_chapter(evidence.narrowed(largest_war=reading), "deterrence")
