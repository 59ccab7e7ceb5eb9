import pytest

from casebook import military_value as value
from casebook import military_value_charts as charts
from casebook import military_value_record as record
from casebook import military_value_transfers_charts as transfers_charts
from casebook.reasoning.claims import Verdict
from tests.narrowing import BODIES, check_chapter, narrow

VERDICTS = {
    "C65": Verdict.MIXED,
    "C66": Verdict.UNVERIFIABLE,  # reported by unnamed officials, denied by both governments
    "C67": Verdict.EVIDENCE_AGAINST,
    "C68": Verdict.MIXED,
    "C69": Verdict.EVIDENCE_FOR,
    "C70": Verdict.EVIDENCE_FOR,
    "C71": Verdict.SUPPORTED,
    "C72": Verdict.MIXED,  # useful, the Pentagon said; a bridge, the adviser said
    "C73": Verdict.MIXED,
    "C74": Verdict.UNTESTED,
    "C78": Verdict.VALUES,
    "C82": Verdict.UNTESTED,  # positions only, no war game
}


def put(key, column, new, name="id"):
    def change(frame):
        rows = frame[name].isin([key] if isinstance(key, str) else key)
        assert rows.any()
        frame.loc[rows, column] = new
        return frame

    return change


@pytest.mark.parametrize("claim", VERDICTS)
def test_verdicts_then_and_now(evidence, claim):
    rule = value.RULES[claim]
    assert rule(evidence).verdict is VERDICTS[claim]
    assert rule(evidence.at_publication()).verdict is VERDICTS[claim]


VIEWS, KEY = "effectiveness_claims", "claim_id"


@pytest.mark.parametrize(
    ("claim", "table", "change", "expected"),
    [
        (
            "C65",
            VIEWS,
            put(record.SEEN_IN_UKRAINE, "direction", "questions", KEY),
            "evidence against",
        ),
        ("C66", "transfers", put("TR01", "status", "announced"), "supported"),
        (
            "C66",
            "transfers",
            put(["TR03", "TR04", "TR05"], "status", "reported"),
            "mostly supported",
        ),
        ("C67", "bakhmut", put("BK22", "date", "2023-04"), "mixed"),
        ("C68", VIEWS, put("E25", "direction", "supports", KEY), "evidence for"),
        ("C68", VIEWS, put(["E01", "E02"], "figure_low", 0.5, KEY), "evidence against"),
        ("C69", VIEWS, put(["E25", "E26", "E28"], "confidence", "weak", KEY), "mixed"),
        (
            "C71",
            "transfers",
            lambda f: f[~(f["from_iso3"].eq("USA") & f["status"].eq("announced"))],
            None,
        ),
        ("C72", VIEWS, put("E12", "confidence", "weak", KEY), "evidence against"),
        ("C72", VIEWS, put("E11", "confidence", "secondary", KEY), "mixed"),
        ("C70", VIEWS, put(["E01", "E17"], "confidence", "weak", KEY), "untested"),
        (
            "C82",
            VIEWS,
            put("E34", "subject", "defence_of_europe", KEY),
            "evidence against",
        ),
        (
            "C82",
            VIEWS,
            put("E01", "subject", "defence_of_europe", KEY),
            "evidence for",
        ),
        (
            "C73",
            VIEWS,
            put("E12", "delayed_by", "us_law", KEY),
            "evidence against",
        ),
        ("C74", VIEWS, put("E01", "subject", "us_delay", KEY), "evidence for"),
        ("C74", VIEWS, put("E05", "subject", "us_delay", KEY), "untested"),
    ],
)
def test_a_changed_cell_moves_the_verdict(evidence, altered, claim, table, change, expected):
    changed = altered(evidence, table, change)
    if expected is None:
        with pytest.raises(LookupError):
            value.RULES[claim](changed)
    else:
        assert value.RULES[claim](changed).verdict == expected


def test_credit_and_timely_use_make_bakhmut_evidence_for(evidence, altered):
    timely = altered(evidence, "bakhmut", put("BK22", "date", "2023-04"))
    both = altered(timely, "bakhmut", put("BK24", "topic", "dpicm"))
    both = altered(both, "bakhmut", put("BK24", "says", "shells_decisive"))
    assert value.RULES["C67"](both).verdict is Verdict.EVIDENCE_FOR


def test_a_study_of_armour_too_raises_confidence(evidence, altered):
    assert value.RULES["C70"](evidence).confidence == "low"
    both = altered(evidence, VIEWS, put("E08", "basis", "study", KEY))
    assert value.RULES["C70"](both).confidence == "medium"


def test_only_a_stopgap_relayed_leaves_evidence_against(evidence, altered):
    silent = altered(evidence, VIEWS, put(["E11", "E12", "E40"], "confidence", "weak", KEY))
    assert value.RULES["C72"](silent).verdict is Verdict.EVIDENCE_AGAINST
    nothing = altered(silent, "political_facts", put("P039", "confidence", "weak"))
    assert value.RULES["C72"](nothing).verdict is Verdict.UNTESTED


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_nothing_breaks_on_narrowed_evidence(evidence, as_of, grades):
    drawn = (
        transfers_charts.chart_bakhmut,
        transfers_charts.chart_delay,
        charts.chart_lethality,
        charts.chart_map,
    )
    check_chapter(narrow(evidence, as_of, grades), value, drawn)


def test_vietnam_ratio_by_hand(evidence):
    # RUSI: 13.6 rounds of high explosive against 1.7 cluster rounds for each enemy killed.
    assert record.lethality(evidence).set_index("id").loc["E01", "low"] == 13.6 / 1.7
    assert value.numbers(evidence)["vietnam_he"] == "13.6"


def test_dates_of_bakhmut(evidence):
    # 22 May to 7 July 2023 is 46 days; 24 February 2022 to 7 July 2023 is 498.
    numbers = value.numbers(evidence)
    assert numbers["days_after_fall"] == 46
    assert numbers["days_of_war"] == 498
    assert numbers["links_met"] == "none"


def test_objections_came_on_the_day_of_approval_or_after(evidence):
    causes = record.causes(evidence)
    stands = causes[causes["cause"].eq("allies") & ~causes["account"]]
    assert set(stands["iso3"]) == {"DEU", "GBR", "CAN", "ESP", "NOR"}  # omission O27 names them
    assert not stands["before"].any()


def test_hindsight_stays_out_of_the_rulings_of_the_day(evidence):
    then = evidence.at_publication()
    assert "ordered" in value.RULES["C72"](evidence).summary
    assert "ordered" not in value.RULES["C72"](then).summary
    assert "United Kingdom" not in value.RULES["C82"](then).summary


def test_map_draws_one_mark_a_view(evidence):
    picture = charts.chart_map(evidence)
    axis = picture.draw(picture.frame).axes[0]
    marks = [line for line in axis.lines if line.get_marker() in ("o", "s")]
    assert len(marks) == len(picture.frame) == len(evidence["effectiveness_claims"])
    hollow = [mark for mark in marks if mark.get_markerfacecolor() == "white"]
    assert len(hollow) == picture.frame["weak"].sum()
    assert "search" in picture.caption


def test_alt_texts_hold_the_main_numbers(evidence):
    assert "against, study, before 2008: 4" in charts.chart_map(evidence).alt
    assert "Watling and Bronk: 8" in charts.chart_lethality(evidence).alt
    assert "7 July 2023" in transfers_charts.chart_bakhmut(evidence).alt
    assert "Germany" in transfers_charts.chart_delay(evidence).alt
