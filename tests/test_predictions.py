"""The chapter on predictions: what has come due, and the events drawn."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from casebook import predictions, predictions_charts
from casebook.predictions import DUE, NOT_DUE, OPEN, PART
from casebook.reasoning import chapters
from casebook.reasoning.claims import Verdict
from casebook.reasoning.numbers import NOT_KNOWN
from casebook.telling.wording import spelled
from tests.narrowing import BODIES, narrow


@pytest.fixture(scope="module")
def findings(evidence):
    return chapters.find_all(evidence)


def standings(evidence):
    return predictions.tally(evidence)["standing"].to_dict()


def test_every_prediction_has_a_premise(evidence):
    assert set(predictions.ids(evidence)) == set(predictions.PREMISES)


def test_what_has_come_due(evidence):
    now = standings(evidence)
    assert {c for c, s in now.items() if s == DUE} == {"C22", "C61"}
    # One of 24 allied parties left.
    assert {c for c, s in now.items() if s == PART} == {"C20", "C75", "C76"}
    assert {c for c, s in now.items() if s == OPEN} == {"C27", "C92"}
    assert set(standings(evidence.at_publication()).values()) == {NOT_DUE, OPEN}


def test_what_never_ends_is_what_the_claims_call_untestable(evidence):
    claims = evidence["claims"].set_index("id").loc[predictions.ids(evidence)]
    untestable = set(claims.index[claims["testable"].eq("no")])
    assert untestable == {c for c, s in standings(evidence).items() if s == OPEN}


def test_an_exit_undone_is_not_due(evidence, altered):
    def stayed(status):
        status.loc[status["iso3"].eq("LTU"), ["withdrawal_notified", "withdrawal_effective"]] = (
            pd.NA
        )
        return status

    assert standings(altered(evidence, "ccm_status", stayed))["C75"] == NOT_DUE


def test_an_order_by_a_party_brings_production_due(evidence, altered):
    def german_order(events):
        events.loc[events["id"].eq("A35"), "iso3"] = "DEU"
        return events

    assert standings(evidence)["C14"] == NOT_DUE
    assert standings(altered(evidence, "aftermath", german_order))["C14"] == DUE


def test_tally_counts_days_and_leaves_weak_rows_out(evidence):
    tally = predictions.tally(evidence)
    # By hand from aftermath: A10, A11, A12 share 6 March 2025; A03 and A24 have their own day; A33
    # is weak. A25 to A28 come from one report; A02 is the other.
    assert tally.loc["C75", "weakens"] == 3
    assert tally.loc["C33", "weakens"] == 2
    assert tally.loc["C18", ["supports", "weakens", "neutral"]].sum() == 0


def test_direction_of_a_row_moves_the_tally(evidence, altered):
    def turned(events):
        events.loc[events["id"].eq("A24"), "direction"] = "supports"
        return events

    before, after = (
        predictions.tally(evidence),
        predictions.tally(altered(evidence, "aftermath", turned)),
    )
    assert after.loc["C22", "weakens"] == before.loc["C22", "weakens"] - 1


def test_chart_draws_its_frame(evidence):
    picture = predictions_charts.chart_predictions(evidence)
    figure = picture.draw(picture.frame)
    marks = picture.frame.dropna(subset=["direction"])
    drawn = [line.get_marker() for line in figure.axes[0].lines if len(line.get_xdata()) == 1]
    shapes = {"supports": "^", "weakens": "v", "neutral": "o"}
    assert drawn == [shapes[d] for d in marks["direction"]]
    assert marks["events"].sum() == len(
        predictions.bearing(evidence).query("claim in @predictions.PREMISES")
    )
    assert "C75: 2 for, 7 against and 1 neither" in picture.alt
    assert "C18: no event" in picture.alt


def test_causal_chart_holds_the_causal_claims_with_events(evidence):
    picture = predictions_charts.chart_causes(evidence)
    kinds = evidence["claims"].set_index("id")["kind"]
    assert set(kinds[picture.frame["claim"]]) == {"causal"}
    assert "C53" in set(picture.frame["claim"])
    assert "C93" not in set(picture.frame["claim"])


def test_nothing_is_drawn_before_the_op_ed(evidence):
    then = evidence.at_publication()
    for chart in (predictions_charts.chart_predictions, predictions_charts.chart_causes):
        picture = chart(then)
        assert picture.frame["direction"].isna().all()
        picture.draw(picture.frame)
    frame = predictions_charts.chart_predictions(evidence).frame
    assert frame["first"].dropna().min() >= "2024-08-10"


def test_predictions_without_a_test_are_counted_from_the_findings(evidence, findings):
    numbers = predictions.numbers(evidence, findings)
    tested = numbers["tested_ids"].replace(" and ", ", ").split(", ")
    assert numbers["untested"] == spelled(len(predictions.ids(evidence)) - len(tested))
    # Positions alone, or a condition not met: the policy of "How do we test?".
    assert not {"C18", "C20", "C76"} & set(tested)
    turned = {
        claim_id: replace(found, now=replace(found.now, verdict=Verdict.MIXED))
        for claim_id, found in findings.items()
    }
    assert predictions.numbers(evidence, turned)["untested"] == "no"


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_leaves_sound_text(evidence, findings, as_of, grades):
    narrowed = narrow(evidence, as_of, grades)
    words = [str(value) for value in predictions.numbers(narrowed, findings).values()]
    assert not (narrowed.is_whole and NOT_KNOWN in words)
    for chart in (predictions_charts.chart_predictions, predictions_charts.chart_causes):
        picture = chart(narrowed)
        words += [picture.title, picture.subtitle, picture.caption, picture.alt]
    for frame in (predictions.table(narrowed), predictions.events_table(narrowed)):
        words += [str(cell) for cell in frame.to_numpy().ravel()]
    assert [text for text in words if re.search(r"\bnan\b|NaT|<NA>|\bNone\b", text)] == []


def test_share_that_may_still_follow(evidence, findings):
    # Wilson's upper limit for 0 of 23 at 95%: z^2 / (n + z^2) = 3.8415 / 26.8415 = 14.3%.
    assert predictions.numbers(evidence, findings)["follow_ceiling"] == "14%"
