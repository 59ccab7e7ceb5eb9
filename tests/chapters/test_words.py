"""The chapter on Stoltenberg, Rutte and the quotations: verdicts, facts, charts."""

from datetime import date

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from casebook import find_in
from casebook.reasoning.claims import SCALES, Verdict
from casebook.reasoning.numbers import numbers_of
from casebook.telling.drawing.charts import style
from chapters.words import charts, facts, facts_statements
from chapters.words.numbers import NUMBERS
from chapters.words.rules import RULES
from tests.chapters.alter import add, altered, as_of, put
from tests.narrowing import BODIES, check_chapter, narrow

# By hand from the rows, and from "What surprised me" in the README of the claims tables.
NOW = {
    "C03": "contradicted",
    "C28": "misleading",
    "C30": "mostly supported",
    "C35": "supported",
    "C36": "misleading",
    "C37": "misleading",
    "C38": "supported",
    "C43": "mostly supported",
    "C44": "mostly supported",
    "C45": "unverifiable",
    "C51": "untested",
    "C54": "supported",
    "C60": "mostly supported",
    "C61": "untested",
    "C62": "misleading",
    "C80": "mostly supported",
}
VALUES = {"C17", "C29", "C34", "C47", "C48", "C64", "C81"}


@pytest.fixture(scope="module")
def findings(evidence):
    return find_in("words", evidence)


def test_verdicts_now(findings):
    assert {i: str(f.now.verdict) for i, f in findings.items() if i not in VALUES} == NOW
    assert {i for i, f in findings.items() if f.now.verdict is Verdict.VALUES} == VALUES


def test_no_verdict_here_needs_hindsight(findings):
    assert {i for i, f in findings.items() if f.now.verdict != f.at_publication.verdict} == set()


def test_no_hindsight_at_publication(findings):
    for finding in findings.values():
        then = finding.at_publication
        text = " ".join([then.summary, then.best_for, then.best_against])
        assert "2025" not in text
        assert "2026" not in text
        assert "1 October 2024" not in text


@pytest.mark.parametrize(
    ("claim", "change", "verdict"),
    [
        ("C28", put("timeline", "TL01", date="2023-02-24"), "contradicted"),
        # A text that is silent on the treaty tells of no policy, whichever way it points.
        ("C61", add("aftermath", "A07", id="A98", direction="supports"), "untested"),
        ("C61", put("aftermath", "A07", speaks_of="convention"), "evidence against"),
        ("C62", put("political_facts", "P042", speaks_of="weapon"), "misleading"),
    ],
)
def test_verdicts_beyond_the_rungs(evidence, claim, change, verdict):
    assert str(RULES[claim](altered(evidence, [change])).verdict) == verdict


@pytest.mark.parametrize("grades", [{"primary"}, {"primary", "secondary"}])
def test_rules_survive_fewer_grades(evidence, grades):
    found = find_in("words", evidence.narrowed(grades=frozenset(grades)))
    for finding in found.values():
        assert finding.now.verdict in SCALES[finding.claim.kind]
    # de Hoop Scheffer's term is on NATO's own page, so C03 needs no other grade.
    assert found["C03"].now.verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_leaves_sound_text(evidence, as_of, grades):
    check_chapter(narrow(evidence, as_of, grades), "words")


def test_unsettled_words_hold_confidence_down(findings):
    # AP and BBC differ on the same remarks; NATO's page was read in part.
    assert findings["C38"].now.confidence == "medium"
    assert findings["C80"].now.confidence == "medium"
    assert findings["C45"].now.confidence == "low"


def test_offices_on_the_day_of_signing(evidence):
    # nato_hoopscheffer: 5 January 2004 to 1 August 2009; Stoltenberg in Norway from 2005 to 2013.
    day = date(2008, 12, 3)
    assert facts.in_office(evidence, facts.SECRETARY_GENERAL, day) == ["Jaap de Hoop Scheffer"]
    assert facts.in_office(evidence, facts.NORWAY, day) == ["Stoltenberg"]
    assert facts.in_office(evidence, facts.NETHERLANDS, day) == []


def test_years_between_the_roles(evidence):
    # 3 December 2008 to 1 October 2014: five years and 302 days.
    assert facts.since_signing(evidence) == pytest.approx(5 + 302 / 365.25, abs=0.01)


def test_border_allies_on_publication_and_now(evidence):
    # LRT, 18 July 2024: of the allies on the border only Lithuania and Norway were parties.
    then = facts.border_positions(evidence.at_publication()).set_index("iso3")
    assert set(then.index[then["status"].eq("state party")]) == {"LTU", "NOR"}
    now = facts.border_positions(evidence).set_index("iso3")
    assert set(now.index[now["status"].eq("state party")]) == {"NOR"}
    assert set(now.index) == {"EST", "FIN", "LVA", "LTU", "NOR", "POL"}


def test_a_government_act_after_rutte_does_not_count(evidence):
    changed = altered(evidence, [put("political_facts", "P041", date_start="2024-07-03")])
    before, after = (set(facts.government_acts(e)["id"]) for e in (evidence, changed))
    assert before - after == {"P041"}


def test_prose_numbers(evidence):
    numbers = numbers_of(NUMBERS, evidence)
    assert numbers["quotations"] == "five"
    assert numbers["own_words"] == "no words of his own"
    assert "of five quotations" in numbers["headline_answer"]


def test_what_happened_since_is_told_only_where_the_evidence_reaches_it(evidence):
    now = numbers_of(NUMBERS, evidence)
    then = numbers_of(NUMBERS, altered(evidence, [as_of("2024-08-10")]))
    told = {key for key in NUMBERS if key.startswith("latest_")}
    assert "not in this evidence" not in then.values()
    assert not any("2025" in then[key] or "2026" in then[key] for key in told)
    assert "1 October 2024" in now["latest_office"]
    assert "March 2025" in now["latest_debate"]


def test_quotation_table_shows_every_check(evidence):
    # README of the claims tables: 17 checks.
    table = charts.table_quotations(evidence).frame
    assert len(table) == len(evidence.package.frames["quote_checks"])
    assert "imminent risk" in " ".join(table["Words found"].dropna())


def test_op_ed_is_quoted_in_at_most_twelve_words(evidence):
    assert facts_statements.quotations(evidence)["words"].str.split().str.len().max() <= 12


def drawn(picture):
    with mpl.rc_context(style()):
        figure = picture.draw(picture.frame)
    plt.close(figure)
    return figure


def test_chart_of_offices_draws_terms_to_scale(evidence):
    picture = charts.chart_offices(evidence)
    (ax,) = drawn(picture).axes
    spans = picture.frame[picture.frame["kind"].eq("term")]
    days = pd.to_datetime(spans["drawn_to"]) - pd.to_datetime(spans["start"])
    assert sorted(bar.get_width() for bar in ax.patches) == sorted(days.dt.days)
    assert "Jaap de Hoop Scheffer led NATO" in picture.title
    assert "3 December 2008" in picture.alt


def test_words_on_the_threat_stand_in_two_columns(evidence):
    table = charts.table_threat(evidence).frame
    warned, calmed = (table[column].ne("") for column in table.columns[1:3])
    assert (warned ^ calmed).all()
    assert "real risk" in " ".join(table.loc[warned, table.columns[1]])
    assert "imminent" in " ".join(table.loc[calmed, table.columns[2]])


def test_chart_of_rutte_shows_acts_within_his_term(evidence):
    picture = charts.chart_rutte(evidence)
    (ax,) = drawn(picture).axes
    marks = [line for line in ax.lines if line.get_marker() == "o"]
    assert len(marks) == len(picture.frame)
    assert "seven times" in picture.title
    assert "23 February 2011" in picture.alt
