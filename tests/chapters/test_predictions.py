"""The chapter on predictions: what has come due, and the events drawn."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from casebook.reasoning.claims import Verdict
from casebook.reasoning.numbers import NOT_KNOWN, numbers_of
from casebook.telling.wording import spelled
from chapters.common.verdicts import Examined, examine
from chapters.predictions import WORDS, charts
from chapters.predictions.facts import (
    DUE,
    NOT_DUE,
    OPEN,
    PART,
    bearing,
    events,
    ids,
    leavers,
    makers,
    tally,
)
from chapters.predictions.numbers import NUMBERS
from tests.chapters.alter import add, altered, drop_where, put
from tests.narrowing import BODIES, narrow


@pytest.fixture(scope="module")
def findings(evidence):
    return examine(evidence).findings


def numbers(evidence, findings):
    return numbers_of(NUMBERS, Examined(evidence, findings))


def standings(evidence):
    return tally(evidence)["standing"].to_dict()


def test_every_prediction_says_what_it_waits_for(evidence):
    claims = evidence["claims"]
    assert list(claims["kind"].eq("predictive")) == list(claims["waits_for"].notna())
    assert set(claims["waits_for"].dropna()) == set(WORDS.entry("premises"))


def test_what_has_come_due(evidence):
    now = standings(evidence)
    assert {c for c, s in now.items() if s == DUE} == {"C22", "C61"}
    # One of 24 allied parties left.
    assert {c for c, s in now.items() if s == PART} == {"C20", "C75", "C76"}
    assert {c for c, s in now.items() if s == OPEN} == {"C27", "C92"}
    assert set(standings(evidence.at_publication()).values()) == {NOT_DUE, OPEN}


def test_what_never_ends_is_what_the_claims_call_untestable(evidence):
    claims = evidence["claims"].set_index("id").loc[ids(evidence)]
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


def test_tally_counts_days_and_leaves_weak_rows_out(evidence):
    counted = tally(evidence)
    # By hand from aftermath: A10, A11, A12 share 6 March 2025; A03 and A24 have their own day; A33
    # is weak. A25 to A28 come from one report; A02 is the other.
    assert counted.loc["C75", "weakens"] == 3
    assert counted.loc["C33", "weakens"] == 2
    assert counted.loc["C18", ["supports", "weakens", "neutral"]].sum() == 0


def test_direction_of_a_row_moves_the_tally(evidence):
    turned = altered(evidence, [put("aftermath", "A24", direction="supports")])
    assert tally(turned).loc["C22", "weakens"] == tally(evidence).loc["C22", "weakens"] - 1


def test_chart_draws_its_frame(evidence):
    picture = charts.chart_predictions(evidence)
    figure = picture.draw(picture.frame)
    marks = picture.frame.dropna(subset=["direction"])
    drawn = [line.get_marker() for line in figure.axes[0].lines if len(line.get_xdata()) == 1]
    shapes = {"supports": "^", "weakens": "v", "neutral": "o"}
    assert drawn == [shapes[d] for d in marks["direction"]]
    assert marks["events"].sum() == len(bearing(evidence).query("claim in @ids(@evidence)"))
    assert "C75: 2 for, 7 against and 1 neither" in picture.alt
    assert "C18: no event" in picture.alt


def test_causal_chart_holds_the_causal_claims_with_events(evidence):
    picture = charts.chart_causes(evidence)
    kinds = evidence["claims"].set_index("id")["kind"]
    assert set(kinds[picture.frame["claim"]]) == {"causal"}
    assert "C53" in set(picture.frame["claim"])
    assert "C93" not in set(picture.frame["claim"])


def test_nothing_is_drawn_before_the_op_ed(evidence):
    then = evidence.at_publication()
    for chart in (charts.chart_predictions, charts.chart_causes):
        picture = chart(then)
        assert picture.frame["direction"].isna().all()
        picture.draw(picture.frame)
    frame = charts.chart_predictions(evidence).frame
    assert frame["first"].dropna().min() >= "2024-08-10"


def test_predictions_without_a_test_are_counted_from_the_findings(evidence, findings):
    told = numbers(evidence, findings)
    found = {claim: findings[claim] for claim in ids(evidence)}
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
    assert {k: v for k, v in told.items() if "2025" in str(v) or "2026" in str(v)} == {}
    assert "none has come due" in told["latest_due"]
    assert "Not one of the 24 allies had left" in told["latest_unity"]


def test_sentences_on_the_newest_follow_newer_rows(evidence, findings):
    joined = add("aftermath", "A24", id="A98", date="2026-10-01", iso3="SUR")
    told = numbers(altered(evidence, [joined]), findings)
    assert "after 1 October 2026" in told["latest_lines"]
    assert "two days, two of them with the accession" in told["latest_new_parties"]
    gone = put(
        "ccm_status", "NOR", withdrawal_notified="2025-05-01", withdrawal_effective="2025-11-01"
    )
    left = numbers(altered(evidence, [gone]), findings)
    assert "two did, and of the other 23 one followed" in left["latest_unity"]
    assert left["latest_unity_untested"] == "so two exits do not test it"
    held = numbers(altered(evidence, [drop_where("aftermath", kind="accession")]), findings)
    assert held["latest_new_parties"] == "No event points the other way"


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_leaves_sound_text(evidence, findings, as_of, grades):
    narrowed = narrow(evidence, as_of, grades)
    words = [str(value) for value in numbers(narrowed, findings).values()]
    assert not (narrowed.is_whole and NOT_KNOWN in words)
    for chart in (charts.chart_predictions, charts.chart_causes):
        picture = chart(narrowed)
        words += [picture.title, picture.subtitle, picture.caption, picture.alt]
    for table in (charts.table_standing, charts.table_events):
        words += [str(cell) for cell in table(narrowed).frame.to_numpy().ravel()]
    assert [text for text in words if re.search(r"\bnan\b|NaT|<NA>|\bNone\b", text)] == []


def test_events_are_told_once_with_all_their_claims(evidence):
    shown = events(evidence)
    assert not shown["id"].duplicated().any()
    assert shown.set_index("id").loc["A38", "claims"] == "C14, C27"  # C53 is no prediction


def test_share_that_may_still_follow(evidence, findings):
    # Wilson's upper limit for 0 of 23 at 95%: z^2 / (n + z^2) = 3.8415 / 26.8415 = 14.3%.
    assert numbers(evidence, findings)["follow_ceiling"] == "14%"
