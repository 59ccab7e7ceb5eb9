import pytest

from casebook import military_value as value
from casebook import military_value_charts as charts
from casebook import military_value_record as record
from casebook.claims import Verdict

VERDICTS = {
    "C65": Verdict.MIXED,
    "C66": Verdict.UNVERIFIABLE,  # reported by unnamed officials, denied by both governments
    "C67": Verdict.EVIDENCE_AGAINST,
    "C68": Verdict.MIXED,
    "C69": Verdict.EVIDENCE_FOR,
    "C70": Verdict.EVIDENCE_FOR,
    "C71": Verdict.SUPPORTED,
    "C72": Verdict.EVIDENCE_AGAINST,
    "C73": Verdict.MIXED,
    "C74": Verdict.UNTESTED,
    "C78": Verdict.VALUES,
    "C82": Verdict.MIXED,
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
        ("C72", VIEWS, put("E40", "direction", "supports", KEY), "mixed"),
        (
            "C73",
            VIEWS,
            put("E12", "claim", "Useful, but held back by US law", KEY),
            "evidence against",
        ),
        ("C74", VIEWS, put("E05", "claim", "The delay cost many men", KEY), "evidence for"),
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
    both = altered(both, "bakhmut", put("BK24", "statement", "Turkish shells were decisive"))
    assert value.pivotal_at_bakhmut(both).verdict is Verdict.EVIDENCE_FOR


def test_covering_one_target_only_makes_dual_purpose_mixed(evidence, altered):
    views = altered(evidence, VIEWS, put(["E08", "E15", "E26"], "confidence", "weak", KEY))
    facts = altered(views, "political_facts", put("P116", "confidence", "weak"))
    assert value.dual_purpose(facts).verdict is Verdict.MIXED


def test_no_needed_position_leaves_evidence_against(evidence, altered):
    facts = altered(
        evidence.at_publication(),
        "political_facts",
        put(["P102", "P107", "P141"], "confidence", "weak"),
    )
    bare = altered(facts, VIEWS, put("E14", "confidence", "weak", KEY))
    assert value.europe_requires_them(bare).verdict is Verdict.EVIDENCE_AGAINST


def test_vietnam_ratio_by_hand(evidence):
    # RUSI: 13.6 rounds of high explosive against 1.7 cluster rounds for each enemy killed.
    assert record.lethality(evidence).set_index("id").loc["E01", "low"] == 13.6 / 1.7
    assert record.numbers(evidence)["vietnam_he"] == "13.6"


def test_dates_of_bakhmut(evidence):
    # 22 May to 7 July 2023 is 46 days; 24 February 2022 to 7 July 2023 is 498.
    numbers = record.numbers(evidence)
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
    assert "ordered" in value.shows_necessity(evidence).summary
    assert "ordered" not in value.shows_necessity(then).summary
    assert "United Kingdom" not in value.europe_requires_them(then).summary


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
    assert "7 July 2023" in charts.chart_bakhmut(evidence).alt
    assert "Germany" in charts.chart_delay(evidence).alt
