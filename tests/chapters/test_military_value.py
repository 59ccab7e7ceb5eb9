import pytest

from casebook.reasoning.claims import Verdict
from casebook.reasoning.numbers import numbers_of
from casebook.telling.findings import find_in
from chapters.military_value import charts, facts
from chapters.military_value.numbers import NUMBERS
from chapters.military_value.rules import RULES
from tests.chapters.alter import add, altered, as_of, drop, put
from tests.narrowing import BODIES, check_chapter, narrow

VERDICTS = {
    "C65": Verdict.MIXED,  # RUSI: more lethal fire, and no breakthrough
    "C66": Verdict.UNVERIFIABLE,  # reported and denied; the import records are read at third hand
    "C67": Verdict.UNTESTED,  # what is dated came after the fall, by weak sources
    "C68": Verdict.EVIDENCE_FOR,
    "C69": Verdict.MIXED,
    "C70": Verdict.MIXED,  # on people; on light armour there are views only
    "C71": Verdict.SUPPORTED,
    "C72": Verdict.UNTESTED,  # useful, the Pentagon said; a bridge, the adviser said: views both
    "C73": Verdict.MIXED,
    "C74": Verdict.EVIDENCE_FOR,  # RUSI: approved late
    "C78": Verdict.VALUES,
    "C82": Verdict.EVIDENCE_FOR,  # RUSI on European fires
}
LATER = {"C82": Verdict.UNTESTED}
"""Verdicts that differ on the day of the op-ed: the studies of Europe's defence are of 2025."""


@pytest.fixture(scope="module")
def findings(evidence):
    return find_in("military_value", evidence)


@pytest.fixture(scope="module")
def numbers(evidence):
    return numbers_of(NUMBERS, evidence)


def test_verdicts_then_and_now(findings):
    assert {claim: found.now.verdict for claim, found in findings.items()} == VERDICTS
    then = {claim: found.at_publication.verdict for claim, found in findings.items()}
    assert then == {**VERDICTS, **LATER}


VIEWS = "effectiveness_claims"


@pytest.mark.parametrize(
    ("claim", "change", "expected"),
    [
        ("C65", drop(VIEWS, "E25", "E48", "E49"), "evidence for"),
        # A denial taken back leaves what is reported; records read at first hand outweigh a denial.
        ("C66", put("transfers", "TR03", "TR04", "TR05", status="reported"), "mostly supported"),
        ("C66", put("transfers", "TR37", confidence="secondary"), "mostly supported"),
        ("C68", put(VIEWS, "E25", confidence="secondary"), "mixed"),
        ("C69", put(VIEWS, "E36", confidence="weak"), "evidence for"),
        ("C72", put(VIEWS, "E58", bears_on="C72"), "evidence for"),
        # A view on lives lost is no study.
        ("C74", put(VIEWS, "E50", basis="commentary"), "untested"),
        # An account that credits the shells and was written by the authors is the op-ed again.
        ("C67", put("bakhmut", "BK24", topic="dpicm", says="shells_decisive"), "mixed"),
        (
            "C67",
            put("bakhmut", "BK24", topic="dpicm", says="shells_decisive", by_author=True),
            "untested",
        ),
        ("C67", put("transfers", "TR37", confidence="secondary"), "evidence against"),
        # That no account credits them decides nothing.
        ("C67", drop("bakhmut", "BK23"), "untested"),
    ],
)
def test_a_changed_cell_moves_the_verdict(evidence, claim, change, expected):
    assert RULES[claim](altered(evidence, [change])).verdict == expected


def test_no_reason_that_washington_gave_settles_necessity(evidence):
    scarce, need = ("E40", "E67", "E68", "E70"), ("E11", "E12")
    for silent in ((*scarce, *need), scarce, need):
        case = RULES["C72"](altered(evidence, [put(VIEWS, *silent, confidence="weak")]))
        assert case.verdict is Verdict.UNTESTED


def test_a_study_of_armour_too_shows_both_purposes(evidence):
    studied = put(VIEWS, "E57", basis="study", bears_on="C70", target="vehicles")
    concluded = put(VIEWS, "E57", conclusion_direction="supports")
    case = RULES["C70"](altered(evidence, [studied, concluded]))
    assert case.verdict is Verdict.EVIDENCE_FOR


def test_a_refusal_on_the_ground_of_the_treaty_counts_for_the_delay(evidence):
    allies = RULES["C73"](evidence).numbers["allies"]
    silent = altered(evidence, [put("transfers", "TR08", cites_convention=False)])
    assert RULES["C73"](silent).numbers["allies"] == allies - 1


@pytest.mark.parametrize(("day", "grades"), BODIES)
def test_nothing_breaks_on_narrowed_evidence(evidence, day, grades):
    check_chapter(narrow(evidence, day, grades), "military_value")


def test_vietnam_ratio_by_hand(evidence, numbers):
    # RUSI: 13.6 rounds of high explosive against 1.7 cluster rounds for each enemy killed.
    assert facts.lethality(evidence).set_index("id").loc["E01", "low"] == 13.6 / 1.7
    assert (numbers["vietnam_he"], numbers["vietnam_cluster"]) == ("13.6", "1.7")


def test_dates_of_bakhmut(numbers):
    # 22 May to 7 July 2023 is 46 days; 24 February 2022 to 7 July 2023 is 498.
    assert numbers["days_after_fall"] == 46
    assert numbers["days_of_war"] == 498


def test_what_has_happened_since_is_told_as_far_as_the_evidence_reaches(evidence, numbers):
    assert "from 5 to 7, the last in October 2024" in numbers["latest_transfers"]
    assert "by September 2025 none had followed" in numbers["latest_transfers"]
    assert "210,000,000 dollars" in numbers["latest_order"]
    then = numbers_of(NUMBERS, altered(evidence, [as_of("2024-08-10")]))
    since = " ".join(str(then[name]) for name in NUMBERS if name.startswith("latest_"))
    assert "stood at 5" in since
    assert "2024" not in since
    assert "2025" not in since


def test_a_newer_count_of_transfers_takes_its_month_along(evidence):
    newer = add("transfer_summaries", "TS02", id="TS99", announcements=9, last_date="2026-03")
    said = numbers_of(NUMBERS, altered(evidence, [newer]))["latest_transfers"]
    assert said.endswith("had risen from 5 to 9, the last in March 2026")


def test_objections_came_on_the_day_of_approval_or_after(evidence):
    stands = facts.positions(evidence)
    # Omission O27 names five; France and Italy spoke for the ban (GP07, GP11). At least these.
    assert {"DEU", "GBR", "CAN", "ESP", "NOR", "FRA", "ITA"} == set(stands["iso3"])
    assert list(stands.loc[stands["before"], "id"]) == ["TR08"]  # Germany's refusal, a deed


def test_hindsight_stays_out_of_the_rulings_of_the_day(findings):
    assert "ordered" in findings["C72"].now.summary
    assert "ordered" not in findings["C72"].at_publication.summary
    assert "United Kingdom" not in findings["C82"].at_publication.summary


def test_only_one_government_denying_is_not_told_as_both(evidence):
    alone = altered(evidence, [drop("transfers", "TR05")])
    assert "both governments" not in find_in("military_value", alone)["C66"].now.summary
    assert "both governments" not in charts.chart_bakhmut(alone).alt


def test_each_study_is_told_with_its_conclusion_first(evidence):
    told = charts.table_studies(evidence).frame.set_index("By")
    fires = told.loc["Bronk and Watling (RUSI), 2025"]
    assert fires["Concludes"].endswith("would have to leave the convention (for)")
    assert "(for); Against troops moving in the open, air burst" in fires["Also says"]
    assert (
        len(told)
        == evidence["effectiveness_claims"].dropna(subset=["main_conclusion"])["source"].nunique()
    )


def test_substitutes_stand_beside_the_two_shells(evidence):
    told = charts.table_substitutes(evidence).frame.set_index("Weapon")
    assert told.iloc[0, 0].endswith(": 2,972 dollars (weak source)")
    assert "9,000 shells" in told.loc["BONUS, shell that seeks vehicles", "Stock or order"]
    assert "concludes for the weapon" in told.loc["BONUS, shell that seeks vehicles", "Effect"]


def test_chart_of_bakhmut_puts_the_requirements_first(evidence):
    picture = charts.chart_bakhmut(evidence)
    assert picture.title.endswith("none is established")
    dated = picture.frame[picture.frame["part"].eq("dated")].set_index("lane")
    assert dated.loc["battle", "end"].isoformat() == "2023-05-22"
    assert dated.loc["sent", "start"].isoformat() == "2022-11-01"
    assert dated.loc["us", "start"].isoformat() == "2023-07-07"
    assert len(picture.marks) == len(picture.frame)


def test_alt_texts_hold_the_main_numbers(evidence):
    assert "Watling and Bronk: 8" in charts.chart_lethality(evidence).alt
    assert "7 July 2023" in charts.chart_bakhmut(evidence).alt


def test_sources_come_from_the_rows_drawn(evidence):
    fewer = altered(evidence, [drop("transfers", "TR05")])
    before, after = (set(charts.chart_bakhmut(e).sources) for e in (evidence, fewer))
    assert before - after == {"dailysabah_2023"}
