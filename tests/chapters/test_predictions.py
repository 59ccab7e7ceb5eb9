"""The chapter on predictions: what has come due, and the events drawn."""

import re
from dataclasses import replace

import matplotlib as mpl
import pandas as pd
import pytest

from casebook.reasoning.claims import Verdict
from casebook.reasoning.numbers import NOT_KNOWN, numbers_of
from casebook.telling.drawing.charts import style
from casebook.telling.wording import spelled
from chapters.common.verdicts import Examined, examine
from chapters.predictions import charts
from chapters.predictions.facts import (
    DUE,
    GROUPS,
    NOT_DUE,
    OPEN,
    PART,
    bearing,
    by_claim,
    leavers,
    makers,
    standing_of,
    standings,
)
from chapters.predictions.numbers import NUMBERS
from tests.chapters.alter import altered, put
from tests.narrowing import BODIES, narrow


@pytest.fixture(scope="module")
def findings(evidence):
    return examine(evidence).findings


def numbers(evidence, findings):
    return numbers_of(NUMBERS, Examined(evidence, findings))


def test_every_prediction_says_what_it_waits_for(evidence):
    claims = evidence["claims"]
    assert list(claims["kind"].eq("predictive")) == list(claims["waits_for"].notna())
    for premise in claims["waits_for"].dropna().unique():
        assert standing_of(evidence, premise) in GROUPS.values()


def test_what_has_come_due(evidence):
    now = standings(evidence)
    assert {c for c, s in now.items() if s == DUE} == {"C22", "C61"}
    # One of 24 allied parties left.
    assert {c for c, s in now.items() if s == PART} == {"C20", "C75", "C76"}
    assert {c for c, s in now.items() if s == OPEN} == {"C27", "C92"}
    assert set(standings(evidence.at_publication())) == {NOT_DUE, OPEN}


def test_what_never_ends_is_what_the_claims_call_untestable(evidence):
    claims = evidence["claims"].set_index("id").loc[standings(evidence).index]
    untestable = set(claims.index[claims["testable"].eq("no")])
    assert untestable == {c for c, s in standings(evidence).items() if s == OPEN}


def test_an_exit_undone_is_not_due(evidence):
    stayed = put("ccm_status", "LTU", withdrawal_notified=pd.NA, withdrawal_effective=pd.NA)
    assert standings(altered(evidence, [stayed]))["C75"] == NOT_DUE
    assert leavers(evidence) == ["LTU"]


def test_a_new_leader_is_read_from_the_offices(evidence):
    start = put("political_facts", "P009", term_mark="held")
    assert standings(altered(evidence, [start]))["C61"] == NOT_DUE
    early = put("political_facts", "P009", date_start="2024-08-01")
    assert standings(altered(evidence, [early]))["C61"] == NOT_DUE


def test_an_order_by_a_party_brings_production_due(evidence):
    ordered = altered(evidence, [put("aftermath", "A35", iso3="DEU")])
    assert (standings(evidence)["C14"], standings(ordered)["C14"]) == (NOT_DUE, DUE)
    assert makers(ordered) == ["DEU"]


def test_chart_draws_a_mark_an_event(evidence):
    picture = charts.chart_predictions(evidence)
    with mpl.rc_context(style()):
        figure = picture.draw(picture.frame)
    rows = picture.frame.dropna(subset=["direction"])
    shapes = {"supports": "^", "weakens": "v", "neutral": "o"}
    drawn = {line.get_gid(): line.get_marker() for line in figure.axes[0].lines}
    assert list(drawn.values()) == [shapes[side] for side in rows["direction"]]
    assert len(drawn) == len(rows)
    assert "C75 (come due in part): 2 for, 7 against and 1 neither" in picture.alt
    assert "C18 (not come due): no event" in picture.alt
    turned = altered(evidence, [put("aftermath", "A24", direction="supports")])
    assert "C75 (come due in part): 3 for, 6 against" in charts.chart_predictions(turned).alt


def test_chart_holds_every_prediction_and_the_causes_with_events(evidence):
    frame, kinds = by_claim(evidence), evidence["claims"].set_index("id")["kind"]
    assert set(standings(evidence).index) <= set(frame["claim"])
    causes = set(frame.loc[frame["group"].eq("claims about causes"), "claim"])
    assert set(kinds[list(causes)]) == {"causal"}
    assert "C53" in causes
    assert "C93" not in causes
    assert len(frame.dropna(subset=["event"])) == len(
        bearing(evidence).query("claim in @frame.claim")
    )


def test_nothing_is_drawn_before_the_op_ed(evidence):
    picture = charts.chart_predictions(evidence.at_publication())
    assert picture.frame["direction"].isna().all()
    with mpl.rc_context(style()):
        picture.draw(picture.frame)
    assert charts.chart_predictions(evidence).frame["date"].dropna().min() >= "2024"


def test_predictions_without_a_test_are_counted_from_the_findings(evidence, findings):
    told = numbers(evidence, findings)
    found = {claim: findings[claim] for claim in standings(evidence).index}
    untested = [c for c in found if found[c].now.verdict == Verdict.UNTESTED]
    assert told["untested"] == spelled(len(untested))
    # Positions alone, or a condition not met: the policy of "How do we test?".
    assert {"C20", "C76"} <= set(untested)
    assert set(re.findall(r"C\d+", told["latest_tested"])) == set(found) - set(untested)
    mixed = replace(found["C22"].now.ruling, verdict=Verdict.MIXED)
    turned = {c: replace(f, now=replace(f.now, ruling=mixed)) for c, f in found.items()}
    assert numbers(evidence, turned)["untested"] == "no"


def test_the_prose_of_the_day_of_the_op_ed_tells_nothing_later(evidence, findings):
    told = numbers(evidence.at_publication(), findings)
    assert NOT_KNOWN not in told.values()
    later = {k for k, v in told.items() if "2025" in str(v) or "2026" in str(v)}
    assert {key for key in later if not key.startswith("searched_")} == set()  # days of search
    assert "none has come due" in told["latest_due"]
    assert "Of 24 allies that were bound none had left" in told["latest_unity"]


def test_phrases_follow_who_left(evidence, findings):
    gone = put(
        "ccm_status", "NOR", withdrawal_notified="2025-05-01", withdrawal_effective="2025-11-01"
    )
    left = numbers(altered(evidence, [gone]), findings)
    assert "two left, and of the other 23 one followed" in left["latest_unity"]
    assert left["headline_came"] == "A new leader and two exits"
    assert numbers(evidence, findings)["headline_came"] == "A new leader and one exit"


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_leaves_sound_text(evidence, findings, as_of, grades):
    narrowed = narrow(evidence, as_of, grades)
    words = [str(value) for value in numbers(narrowed, findings).values()]
    assert not (narrowed.is_whole and NOT_KNOWN in words)
    picture = charts.chart_predictions(narrowed)
    words += [picture.title, picture.subtitle, picture.caption, picture.alt, *picture.marks]
    assert [text for text in words if re.search(r"\bnan\b|NaT|<NA>|\bNone\b", text)] == []
