"""How steps stand, on a small made-up graph whose standings are worked out by hand."""

from types import SimpleNamespace

import pandas as pd
import pytest

from casebook.reasoning.argument import (
    TAKES,
    Carried,
    Link,
    Standing,
    Step,
    carried,
    read_argument,
)
from casebook.reasoning.claims import OUTCOMES

HOLDS, PART, FAILS, OPEN, VALUES = OUTCOMES
OUTCOME = {"B1": HOLDS, "B2": HOLDS, "B3": PART, "B4": FAILS, "B5": OPEN, "B6": VALUES}

STEPS = pd.DataFrame(
    [
        ("eat", "conclusion", "eat bread", "One should eat bread.", "values", None, None),
        ("fed", "step", "bread feeds", "Bread feeds people.", "factual", "needed", True),
        ("safe", "step", "bread is safe", "Bread harms nobody.", "causal", "needed", False),
        ("worth", "step", "it is worth it", "It is worth its price.", "values", "needed", True),
        ("gay", "step", "it gladdens", "Bread makes people glad.", "causal", "supports", False),
    ],
    columns=["id", "part", "in_short", "sentence", "kind", "role", "strongest"],
).assign(because="so we read it")
LINKS = pd.DataFrame(
    [
        ("fed", "B4", "supports"),
        ("fed", "B1", "needed"),
        ("safe", "B2", "needed"),
        ("safe", "B3", "needed"),
        ("worth", "B4", "needed"),
        ("gay", "B5", "needed"),
        ("gay", "B6", "answers_objection"),
    ],
    columns=["step", "claim", "how"],
)


def argument(steps: pd.DataFrame = STEPS, links: pd.DataFrame = LINKS):
    frames = {"argument": steps, "argument_claims": links}
    return read_argument(SimpleNamespace(package=SimpleNamespace(frames=frames)))


def step(*links: tuple[str, str], kind: str = "causal") -> Step:
    carrying = tuple(Link(claim, how) for claim, how in links)
    return Step("x", "x", "X.", kind, True, False, "so", carrying)


@pytest.mark.parametrize(
    ("needed", "stands", "weakest"),
    [
        ("B1 B2", Standing.HOLDS, ()),
        ("B1 B3", Standing.IN_PART, ("B3",)),
        ("B3 B5", Standing.UNTESTED, ("B5",)),
        ("B3 B5 B6", Standing.VALUES, ("B6",)),
        ("B1 B4 B5 B6", Standing.FAILS, ("B4",)),
    ],
)
def test_a_step_stands_as_the_claims_it_needs(needed, stands, weakest):
    made = step(*((claim, "needed") for claim in needed.split()))
    assert made.standing(OUTCOME) == stands
    assert made.weakest(OUTCOME) == weakest


@pytest.mark.parametrize("how", ["supports", "answers_objection"])
@pytest.mark.parametrize("claim", sorted(OUTCOME))
def test_what_only_supports_never_moves_a_step(how, claim):
    assert step(("B1", "needed"), (claim, how)).standing(OUTCOME) == Standing.HOLDS
    assert step(("B5", "needed"), (claim, how)).standing(OUTCOME) == Standing.UNTESTED


def test_a_step_of_values_stays_one_whatever_fails_under_it():
    made = step(("B4", "needed"), kind="values")
    assert made.standing(OUTCOME) == Standing.VALUES
    assert made.weakest(OUTCOME) == ("B4",)


def test_every_outcome_of_a_claim_gives_a_standing_and_every_standing_is_told():
    got = {step((claim, "needed")).standing(OUTCOME) for claim in OUTCOME}
    assert got == set(Standing) == set(TAKES)


def test_the_tables_are_read_in_order_needed_claims_first():
    made = argument()
    assert made.conclusion == "One should eat bread."
    assert [each.id for each in made.needed] == ["fed", "safe", "worth"]
    assert [each.id for each in made.supporting] == ["gay"]
    assert [each.id for each in made.strongest] == ["fed", "worth"]
    assert made.steps[0].links == (Link("B1", "needed"), Link("B4", "supports"))
    assert made.claims == set(OUTCOME)
    stands = {each.id: each.standing(OUTCOME) for each in made.steps}
    assert stands == {
        "fed": Standing.HOLDS,
        "safe": Standing.IN_PART,
        "worth": Standing.VALUES,
        "gay": Standing.UNTESTED,
    }


def test_how_far_facts_carry_the_conclusion():
    made = argument()
    assert carried(made.needed, OUTCOME) == Carried.OPEN  # "safe" holds in part
    assert carried(made.strongest, OUTCOME) == Carried.WHOLE  # "fed" holds, "worth" is of values
    assert carried(made.needed, {**OUTCOME, "B2": FAILS}) == Carried.NO
    assert carried(made.needed, {**OUTCOME, "B3": HOLDS}) == Carried.WHOLE
    assert carried(made.needed, {**OUTCOME, "B3": OPEN}) == Carried.OPEN


def test_a_graph_that_cannot_be_judged_is_refused():
    two = STEPS.assign(part=["conclusion", "conclusion", "step", "step", "step"])
    with pytest.raises(ValueError, match="one conclusion, not 2"):
        argument(two)
    with pytest.raises(ValueError, match="step gay needs a claim"):
        argument(links=LINKS[LINKS["claim"].ne("B5")])
    with pytest.raises(ValueError, match="step gay is in the strongest version"):
        argument(STEPS.assign(strongest=[None, True, False, True, True]))
