"""The scorecard and the front page: every claim counted once, each finding told in full."""

import html
import re
from dataclasses import replace

import pytest

from casebook.reasoning.claims import OUTCOMES
from casebook.reasoning.numbers import numbers_of
from casebook.telling.families import DIFFERING, by_family
from casebook.telling.markup import plain
from casebook.telling.wording import capitalised, in_short, spelled
from chapters.common.argument import weigh
from chapters.common.verdicts import NUMBERS, examine
from chapters.front import WORDS, charts
from chapters.front.charts import chart_verdicts
from chapters.scorecard.charts import chart_topics


@pytest.fixture(scope="module")
def examined(evidence):
    return examine(evidence)


def test_every_claim_is_counted_once(examined):
    told = numbers_of(NUMBERS, examined)
    number = {spelled(n): n for n in range(len(examined.findings) + 1)}
    keys = [name.replace(" ", "_") for name in OUTCOMES]
    assert sum(number[told[key]] for key in keys) == told["claims"] == 93  # claims.csv has 93 rows
    assert sum(number[told[f"core_{key}"]] for key in keys) == told["core"]
    # By hand: C16, C18, C46, C74 and C82, of which C18 is no core claim.
    assert (told["unsure"], told["core_unsure"]) == ("five", "four")


def test_a_family_counts_once(examined):
    table = by_family(examined.findings)
    told = numbers_of(NUMBERS, examined)
    number = {spelled(n): n for n in range(100)}
    counted = [key for key in told if key.startswith("once_") and key != "once_all"]
    assert sum(number[told[key]] for key in counted) == told["once_all"] == len(table)
    families = set(examined.evidence["families"]["id"])
    assert set(examined.evidence["claims"]["family"].dropna()) == families
    tested = {i for i, f in examined.findings.items() if f.now.verdict != "a matter of values"}
    assert {claim for claims in table["claims"] for claim in claims} == tested
    joined = table[table["family"].ne("")]
    assert joined["family"].is_unique
    assert joined.set_index("family").loc["nato_itself", "outcome"] == DIFFERING


def test_chart_of_topics_has_each_claim(examined):
    picture = chart_topics(examined)
    assert sorted(picture.frame["id"]) == sorted(examined.findings)
    assert picture.marks == ()  # each tile is a link that says its claim
    assert "NATO split" in set(picture.frame["topic"])
    china = picture.frame[picture.frame["topic"].eq("China")]
    assert f"China: {china['outcome'].eq('holds').sum()} holds" in picture.alt
    verdicts = {claim: str(finding.now.verdict) for claim, finding in examined.findings.items()}
    assert picture.frame.set_index("id")["verdict"].to_dict() == verdicts


def test_front_page_tells_each_finding(examined):
    joined = WORDS.entry("findings")["joined"]
    assert len(joined) == 5
    for name, ids in joined.items():
        text = charts.finding(name, examined).html
        for claim_id in ids:
            now = examined.findings[claim_id].now
            assert f"{str(now.verdict).capitalize()}, confidence {now.confidence}" in text
            assert html.escape(in_short(now.summary)) in text
        assert text.count("The op-ed says:") == len(ids)


def test_the_front_page_names_how_each_needed_step_stands(examined):
    weighed = weigh(examined)
    told = charts.standing(examined).html
    for step in weighed.argument.needed:
        line = next(part for part in told.split("<p>") if step.in_short in part)
        assert line.startswith(f"<b>{capitalised(step.standing(weighed.now))}:</b>")
        unsure = f"{step.in_short} (with low confidence)" in line
        holds = step.standing(weighed.now) in ("holds", "holds in part")
        lows = [examined.findings[claim].now.confidence == "low" for claim in step.needed]
        assert unsure == (holds and any(lows))


def test_the_front_page_says_what_fails_even_where_nothing_does(examined):
    weighed = weigh(examined)

    def fails(findings):
        told = charts.standing(replace(examined, findings=findings)).html
        return re.search(r"<p><b>Does not hold:</b> (.*?)\.</p>", told)[1]

    failing = [s for s in weighed.argument.supporting if s.standing(weighed.now) == "does not hold"]
    told = [f"{step.in_short} (only a supporting step)" for step in failing]
    assert fails(examined.findings) == "; ".join(told)
    kept = next(f for f in examined.findings.values() if f.now.verdict == "supported")
    mended = {step.needed for step in failing}
    found = {
        c: replace(f, now=kept.now) if c in set().union(*mended) else f
        for c, f in examined.findings.items()
    }
    assert fails(found) == "none of its steps"


def test_the_walk_shows_each_step_with_the_claims_that_it_needs(examined):
    weighed = weigh(examined)
    told = charts.argument(examined).markdown
    assert weighed.argument.conclusion.removesuffix(".") in told
    steps = told.split("walk-step")[1:]
    ordered = [*weighed.argument.needed, *weighed.argument.supporting]
    for step, part in zip(ordered, steps, strict=True):
        assert plain(capitalised(step.in_short)) in part
        unsure = " with low confidence" if weighed.is_unsure(step) else ""
        assert f"[{capitalised(step.standing(weighed.now))}{unsure}]" in part
        assert tuple(re.findall(r"Needs \[(C\d+)\]", part)) == step.needed
        assert all(f"(#claim-{link.claim.lower()})" in part for link in step.links)


def test_verdicts_of_a_block_are_told_apart_by_an_empty_place(examined):
    frame = chart_verdicts(examined).frame
    assert len(frame) == 93
    for _, block in frame.groupby("outcome"):
        steps = block["place"].diff().dropna()
        changes = block["verdict"].ne(block["verdict"].shift()).iloc[1:]
        assert list(steps) == [2 if change else 1 for change in changes]
        assert changes.sum() == block["verdict"].nunique() - 1


def test_every_tile_leads_to_the_card_of_its_claim(examined):
    cards = chart_verdicts(examined).frame.set_index("id")["card"]
    assert cards.to_dict() == {
        claim_id: f"../chapters/{finding.chapter}.html#claim-{claim_id.lower()}"
        for claim_id, finding in examined.findings.items()
    }
