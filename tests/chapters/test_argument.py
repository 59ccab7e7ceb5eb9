"""The page on the argument and the front page's answer: both follow the verdicts."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from casebook.reasoning.argument import Standing, read_argument
from casebook.reasoning.claims import Verdict, outcome
from casebook.reasoning.numbers import numbers_of
from casebook.telling.argdown import STRONGEST, WRITTEN, as_argdown
from casebook.telling.drawing.charts import render
from casebook.telling.findings import Finding, find_in
from casebook.telling.show import table
from chapters.argument import charts, tables
from chapters.argument.facts import STANDING_OF, standings, tiles, to_show
from chapters.argument.numbers import NUMBERS
from chapters.common.argument import leaning
from chapters.common.palette import STANDING_MARKS, STANDINGS
from chapters.common.verdicts import Examined, examine
from chapters.front import numbers as front
from chapters.front.charts import standing
from tests.chapters.alter import altered, put
from tests.chapters.reach.deterrence import REACH as DETERRENCE
from tests.chapters.reach.leaving import REACH as LEAVING
from tests.narrowing import BODIES, narrow

TABLES = (tables.table_steps, tables.table_rule, tables.table_versions, tables.table_to_show)
_ODD = re.compile(r"\bnan\b|NaT|<NA>|\bNone\b|\.\.|  | [,.;:]|\(that *\)")


@pytest.fixture(scope="module")
def examined(evidence):
    return examine(evidence)


def judged(examined: Examined, verdict: Callable[[Finding], Verdict]) -> Examined:
    """Return the findings with other verdicts, at both dates."""
    found = {}
    for claim, finding in examined.findings.items():
        told = replace(finding.now, ruling=replace(finding.now.ruling, verdict=verdict(finding)))
        found[claim] = replace(finding, now=told, at_publication=told)
    return Examined(examined.evidence, found)


def texts(examined: Examined) -> list[str]:
    """Return all that the page and the front page compute in words."""
    said = [str(value) for value in numbers_of(NUMBERS, examined).values()]
    said.append(str(front.NUMBERS["answer"](examined)))
    picture = charts.chart_argument(examined)
    said += [picture.title, picture.subtitle, picture.caption, picture.alt]
    for make in TABLES:
        said += [str(cell) for cell in make(examined).frame.to_numpy().ravel()]
    return said


def test_every_step_has_a_needed_claim_and_every_claim_exists(evidence):
    argument = read_argument(evidence)
    assert 6 <= len(argument.steps) <= 9
    assert all(step.needed for step in argument.steps)
    assert argument.claims <= set(evidence["claims"]["id"])
    assert set(argument.strongest) < set(argument.needed)


def test_steps_that_facts_settle_need_no_claim_of_values(evidence):
    kinds = evidence["claims"].set_index("id")["kind"]
    for step in read_argument(evidence).steps:
        assert {kinds[claim] == "normative" for claim in step.needed} == {step.kind == "values"}


def test_every_core_claim_but_quotations_carries_a_step(evidence):
    claims = evidence["claims"]
    rest = claims[claims["weight"].eq("core") & ~claims["id"].isin(read_argument(evidence).claims)]
    assert set(rest["kind"]) == {"quotation"}


def test_a_step_stands_as_the_weakest_claim_it_needs(examined):
    """By hand for two steps, from their claims' verdicts on the book's evidence."""
    frame = standings(examined).set_index("step")
    verdicts = {claim: str(finding.now.verdict) for claim, finding in examined.findings.items()}
    assert (verdicts["C83"], frame.loc["setting", "now"]) == ("supported", "holds")
    assert (verdicts["C04"], frame.loc["leadership", "now"]) == ("contradicted", "does not hold")


def test_a_step_that_leans_on_one_publisher_says_so(evidence, examined):
    """C46 by two papers of RUSI; with one of them from elsewhere no step leans on it."""
    told = leaning(examined)
    assert told == (
        "That NATO is weaker without the weapon rests, for C46, on two works of one publisher, "
        "Royal United Services Institute."
    )
    assert NUMBERS["leaning"](examined) == front.NUMBERS["leaning"](examined) == told
    elsewhere = altered(evidence, [put("effectiveness_claims", "E64", source="csis_2023_seize")])
    found = {**examined.findings, **find_in("arsenals", elsewhere)}
    assert leaning(Examined(elsewhere, found)).startswith("No step holds by a claim of low")


def test_each_standing_has_its_colour_and_its_mark():
    assert set(STANDINGS) == set(STANDING_MARKS) == {str(each) for each in Standing}
    assert len(set(STANDING_MARKS.values())) == len(Standing)


def test_a_changed_cell_moves_a_step_and_the_front_page(evidence, examined):
    """A delivery to a state that left; indicators that stand where they stood."""
    before = standings(examined).set_index("step")["now"]
    assert (before["fielding"], before["setting"]) == ("untested", "holds")

    def after(chapter, alterations):
        changed = altered(evidence, alterations)
        found = {**examined.findings, **find_in(chapter, changed)}
        return Examined(changed, found)

    delivered = after("leaving", LEAVING["C53"]["evidence for"])
    assert standings(delivered).set_index("step")["now"]["fielding"] == "holds"
    clause = "those who leave will have the weapon in time"
    assert "three hold" in NUMBERS["answer"](delivered)
    told = standing(delivered).html
    assert re.search(rf"Holds:</b>[^<]*{clause}", told)
    assert not re.search(rf"Untested:</b>[^<]*{clause}", told)
    assert "C53" not in set(to_show(delivered)["claim"])

    calm = after("deterrence", DETERRENCE["C83"]["contradicted"])
    told = front.NUMBERS["answer"](calm)
    assert told == "As a whole, no. The six steps that it needs, and what else fails:"
    assert "Does not hold:</b> the setting of 2008 is gone; " in standing(calm).html
    assert "It too rests on a step that does not hold" in NUMBERS["strongest"](calm)


@pytest.mark.parametrize("rank", range(5))
def test_every_sentence_reads_well_whatever_the_verdicts(examined, rank):
    """All claims at one end of their scale, at the other, and between."""
    told = judged(examined, lambda f: f.claim.scale[min(rank, len(f.claim.scale) - 1)])
    said = texts(told)
    assert [text for text in said if _ODD.search(text)] == []
    answer = NUMBERS["answer"](told)
    by_facts = {step["now"] for step in standings(told).query("is_needed").to_dict("records")}
    if by_facts <= {"holds", "turns on values"}:
        assert answer.startswith("As far as facts go, yes")
        assert NUMBERS["to_show"](told) == "Every needed step that facts can settle holds."
        assert "It is all that is left open." in NUMBERS["values"](told)
    elif "does not hold" in by_facts:
        assert answer.startswith("As a whole, no")
    else:
        assert answer.startswith("As a whole it is neither shown nor refuted")
    render(charts.chart_argument(told), "Assessment of this book")


@pytest.mark.parametrize(("as_of", "grades"), [BODIES[0], BODIES[2], BODIES[7], BODIES[8]])
def test_narrowed_evidence_reads_well(evidence, as_of, grades):
    told = examine(narrow(evidence, as_of, grades))
    assert [text for text in texts(told) if _ODD.search(text)] == []


def test_what_would_have_to_be_shown_comes_from_the_weakest_needed_claims(examined):
    frame = to_show(examined)
    for row in frame.itertuples():
        finding = examined.findings[row.claim]
        assert row.change == finding.now.would_change
        assert STANDING_OF[outcome(finding.now.verdict)] == row.standing
    assert set(frame["standing"]) <= {"does not hold", "untested", "holds in part"}


def test_the_picture_has_a_tile_for_each_claim_of_each_step(examined):
    frame, argument = tiles(examined), read_argument(examined.evidence)
    assert len(frame) == sum(len(step.links) for step in argument.steps)
    assert list(frame["is_needed"]) == sorted(frame["is_needed"], reverse=True)
    figure = render(charts.chart_argument(examined), "Assessment of this book")
    linked = [patch for patch in figure.axes[0].patches if patch.get_url()]
    assert [patch.get_url() for patch in linked] == list(frame["card"])
    written = {text.get_text() for text in figure.axes[0].texts}
    assert {str(each).capitalize() for each in frame["standing"]} <= written


def test_claim_numbers_in_its_tables_lead_to_the_cards(examined):
    assert "[C83](#claim-c83)" in table(tables.table_steps, examined).markdown


def test_its_map_is_argdown(examined):
    """The form of https://argdown.org: each statement told once, each reference told somewhere."""
    argument = read_argument(examined.evidence)
    text = as_argdown(argument, examined.findings, "Bread * and <butter>")
    assert text.startswith('===\ntitle: "The argument of: Bread * and <butter>"\n===\n')
    told = re.findall(r"^\[(\w+)\]: .+? #\(", text, re.MULTILINE)
    assert len(told) == len(set(told)) == 1 + len(argument.steps) + len(argument.claims)
    assert set(re.findall(r"\[(\w+)\]", text)) == set(told)
    lines = [line for line in text.splitlines() if line]
    forms = (
        *(r"===", r"title: .+", r"# .+", r"\[\w+\]: .+( #\([^()]+\))+", r"<[^<>]+>"),
        *(r"\(\d+\) \[\w+\]", r"-----", r"\[\w+\]", r"  \+ \[\w+\]"),
    )
    assert [line for line in lines if not any(re.fullmatch(f, line) for f in forms)] == []
    for name, steps in ((WRITTEN, argument.needed), (STRONGEST, argument.strongest)):
        block = text.split(f"<{name}>\n\n")[1].split("\n\n")[0].splitlines()
        assert len(block) == len(steps) + 2
        assert block[-2:] == ["-----", f"({len(steps) + 1}) [Conclusion]"]
    for step in argument.steps:
        line = next(line for line in lines if line.startswith(f"[{step.id.capitalize()}]: "))
        now = {claim: outcome(finding.now.verdict) for claim, finding in examined.findings.items()}
        assert f"#({step.standing(now)})" in line
