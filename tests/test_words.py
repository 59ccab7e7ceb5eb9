"""The chapter on Stoltenberg, Rutte and the quotations: verdicts, and what flips them."""

from datetime import date

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from casebook import words, words_charts, words_record, words_statements, words_timelines
from casebook.reasoning import chapters
from casebook.reasoning.claims import SCALES, Verdict, examine
from casebook.telling.charts import style
from tests.narrowing import BODIES, check_chapter, narrow

# By hand from the rows, and from "What surprised me" in the README of the claims tables.
NOW = {
    "C03": "contradicted",
    "C28": "misleading",
    "C30": "mostly supported",
    "C35": "supported",
    "C36": "misleading",
    "C37": "mostly supported",
    "C38": "supported",
    "C43": "misleading",
    "C44": "mostly supported",
    "C45": "unverifiable",
    "C51": "evidence against",
    "C54": "supported",
    "C60": "mostly supported",
    "C61": "untested",
    "C62": "misleading",
    "C80": "supported",
}
VALUES = {"C17", "C29", "C34", "C47", "C48", "C64", "C81"}


@pytest.fixture(scope="module")
def findings(evidence):
    return chapters.find_in("words", evidence)


def setting(column, value, *ids):
    """Return a change that sets a column of some rows."""

    def change(frame):
        frame.loc[frame["id"].isin(ids), column] = value
        return frame

    return change


def without(*ids):
    """Return a change that drops rows."""
    return lambda frame: frame[~frame["id"].isin(ids)]


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
    ("claim", "table", "change", "verdict"),
    [
        # Another name in the row on who led NATO at the signing.
        (
            "C03",
            "political_facts",
            setting("person", "Stoltenberg", "P005"),
            "supported",
        ),
        ("C28", "timeline", setting("date", "2023-02-24", "TL01"), "contradicted"),
        (
            "C28",
            "political_facts",
            setting("position_taken", "leave_treaty", "P031"),
            "contradicted",
        ),
        ("C30", "political_facts", without("P012", "P013"), "supported"),
        ("C30", "political_facts", without("P014", "P001"), "misleading"),
        ("C35", "quote_checks", setting("confidence", "weak", "Q03"), "mostly supported"),
        (
            "C36",
            "background_facts",
            setting("duty_to_deter", "secretary_general", "BG128"),
            "supported",
        ),
        (
            "C36",
            "background_facts",
            setting("duty_to_deter", pd.NA, "BG130", "BG131"),
            "contradicted",
        ),
        ("C37", "quote_checks", setting("found", "exact", "Q01"), "supported"),
        ("C37", "quote_checks", setting("confidence", "weak", "Q01"), "unverifiable"),
        ("C38", "quote_checks", setting("found", "near", "Q02"), "mostly supported"),
        (
            "C43",
            "political_facts",
            setting("position_taken", "against_weapon", "P030"),
            "supported",
        ),
        ("C44", "political_facts", setting("confidence", "weak", "P155"), "contradicted"),
        ("C45", "quote_checks", setting("confidence", "secondary", "Q04", "Q05"), "misleading"),
        ("C45", "quote_checks", setting("confidence", "secondary", "Q04"), "mostly supported"),
        ("C51", "political_facts", setting("reason_given", "nato_leader", "P079"), "mixed"),
        ("C54", "claims", setting("element", "body", "C54"), "mostly supported"),
        ("C54", "quote_checks", setting("found", "not_found", "Q15"), "unverifiable"),
        ("C60", "political_facts", setting("date_start", "2024-09-02", "P007"), "supported"),
        ("C51", "ccm_articles", without("AR22"), "untested"),
        # A policy adopted, one turned down; a text silent on the treaty counts for neither.
        ("C61", "aftermath", setting("direction", "supports", "A04"), "evidence for"),
        ("C61", "aftermath", setting("speaks_of", "convention", "A07"), "evidence against"),
        ("C62", "political_facts", setting("iso3", pd.NA, "P040"), "contradicted"),
        (
            "C62",
            "political_facts",
            without("P032", "P036", "P037", "P039", "P040"),
            "mostly supported",
        ),
        ("C80", "quote_checks", setting("found", "near", "Q07"), "mostly supported"),
    ],
)
def test_a_changed_cell_flips_the_verdict(evidence, altered, claim, table, change, verdict):
    changed = altered(evidence, table, change)
    ruling = examine(changed, {"words": {claim: words.RULES[claim]}})[claim].now
    assert str(ruling.verdict) == verdict
    assert str(ruling.verdict) != NOW[claim]


@pytest.mark.parametrize("grades", [{"primary"}, {"primary", "secondary"}])
def test_rules_survive_fewer_grades(evidence, grades):
    found = chapters.find_in("words", evidence.narrowed(grades=frozenset(grades)))
    for finding in found.values():
        assert finding.now.verdict in SCALES[finding.claim.kind]
    # de Hoop Scheffer's term is on NATO's own page, so C03 needs no other grade.
    assert found["C03"].now.verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_leaves_sound_text(evidence, as_of, grades):
    charts = [
        *(words_charts.chart_quotations, words_charts.chart_threat),
        *(words_timelines.chart_offices, words_timelines.chart_rutte),
    ]
    check_chapter(narrow(evidence, as_of, grades), words, charts)


def test_unsettled_words_hold_confidence_down(findings):
    # AP and BBC differ on the same remarks; NATO's page was read in part.
    assert findings["C38"].now.confidence == "medium"
    assert findings["C80"].now.confidence == "medium"
    assert findings["C45"].now.confidence == "low"


def test_offices_on_the_day_of_signing(evidence):
    # nato_hoopscheffer: 5 January 2004 to 1 August 2009; Stoltenberg in Norway from 2005 to 2013.
    day = date(2008, 12, 3)
    assert words_record.in_office(evidence, words_record.SECRETARY_GENERAL, day) == [
        "Jaap de Hoop Scheffer"
    ]
    assert words_record.in_office(evidence, words_record.NORWAY, day) == ["Stoltenberg"]
    assert words_record.in_office(evidence, words_record.NETHERLANDS, day) == []


def test_years_between_the_roles(evidence):
    # 3 December 2008 to 1 October 2014: five years and 302 days.
    assert words_record.since_signing(evidence) == pytest.approx(5 + 302 / 365.25, abs=0.01)


def test_border_allies_on_publication_and_now(evidence):
    # LRT, 18 July 2024: of the allies on the border only Lithuania and Norway were parties.
    then = words_record.border_allies(evidence.at_publication()).set_index("iso3")
    assert set(then.index[then["status"].eq("state party")]) == {"LTU", "NOR"}
    now = words_record.border_allies(evidence).set_index("iso3")
    assert set(now.index[now["status"].eq("state party")]) == {"NOR"}
    assert set(now.index) == {"EST", "FIN", "LVA", "LTU", "NOR", "POL"}


def test_a_government_act_after_rutte_does_not_count(evidence, altered):
    changed = altered(evidence, "political_facts", setting("date_start", "2024-07-03", "P041"))
    before, after = (set(words_record.government_acts(e)["id"]) for e in (evidence, changed))
    assert before - after == {"P041"}


def test_prose_numbers(evidence):
    numbers = words.numbers(evidence)
    # README of the claims tables: 17 checks; 24 of 32 allies joined by 2024.
    assert numbers["checks"] == "17 checks"
    assert (numbers["allied_parties_then"], numbers["allies_then"]) == (24, 32)
    assert numbers["quotations"] == "five"


def test_quotation_table_shows_every_check(evidence):
    table = words.quotation_table(evidence)
    assert len(table) == len(evidence.package.frames["quote_checks"])
    assert "denies an imminent risk to NATO" in " ".join(table["What the record adds"])


def test_op_ed_is_quoted_in_at_most_twelve_words(evidence):
    assert words_statements.quotations(evidence)["words"].str.split().str.len().max() <= 12


def drawn(picture):
    with mpl.rc_context(style()):
        figure = picture.draw(picture.frame)
    plt.close(figure)
    return figure


def test_chart_of_quotations_draws_every_check(evidence):
    picture = words_charts.chart_quotations(evidence)
    (ax,) = drawn(picture).axes
    marks = [line for line in ax.lines if line.get_marker() in ("o", "s")]
    assert len(marks) == len(picture.frame)
    hollow = [line for line in marks if line.get_markerfacecolor() == "white"]
    assert len(hollow) == picture.frame["grade"].eq("weak").sum()
    at = pd.Series([int(line.get_xdata()[0]) for line in marks]).value_counts()
    order = ["exact", "near", "different_context", "not_found"]
    assert [at[i] for i in range(4)] == [picture.frame["found"].eq(f).sum() for f in order]
    assert "17 checks" in picture.alt


def test_chart_of_offices_draws_terms_to_scale(evidence):
    picture = words_timelines.chart_offices(evidence)
    (ax,) = drawn(picture).axes
    spans = picture.frame[picture.frame["kind"].eq("term")]
    days = pd.to_datetime(spans["drawn_to"]) - pd.to_datetime(spans["start"])
    assert sorted(bar.get_width() for bar in ax.patches) == sorted(days.dt.days)
    assert "Jaap de Hoop Scheffer led NATO" in picture.title
    assert "3 December 2008" in picture.alt


def test_chart_of_threat_has_both_kinds(evidence):
    picture = words_charts.chart_threat(evidence)
    (ax,) = drawn(picture).axes
    marks = [line for line in ax.lines if line.get_marker() == "o"]
    assert len(marks) == len(picture.frame)
    assert {line.get_xdata()[0] for line in marks} == {0.0, 1.0}
    assert "real risk" in picture.alt
    assert "imminent" in picture.alt


def test_chart_of_rutte_shows_acts_within_his_term(evidence):
    picture = words_timelines.chart_rutte(evidence)
    (ax,) = drawn(picture).axes
    marks = [line for line in ax.lines if line.get_marker() == "o"]
    assert len(marks) == len(picture.frame)
    assert "six times" in picture.title
    assert "23 February 2011" in picture.alt
