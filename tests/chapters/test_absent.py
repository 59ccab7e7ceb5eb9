"""A rule that concludes from what is not in the rows says so (``Case.absent``)."""

import ast
import inspect
import textwrap
from functools import partial

import pytest

from casebook.reasoning import book

ELSE = ("contradicted", "misleading", "evidence against", "evidence for")
"""Verdicts that take a side: as the last rung, "else", they hold because all others do not."""

MEASURED = {
    "C03": "who held the office on a day",
    "C06": "a number beside those of the depositary's whole list",
    "C09": "deaths of one war beside those of others",
    "C25": "one number beside another",
    "C63": "groups within a whole list of allies",
    "C40": "shares of a whole list of allies",
    "C58": "a share of a whole list of allies",
    "C76": "reactions that are in the rows",
    "C83": "indicators of two years",
}
"""Rules whose last rung is what remains of a measurement."""


def rule_of(claim):
    rules = {
        name: rule for chapter in book.chapters() for name, rule in book.rules(chapter).items()
    }
    rule = rules[claim]
    while isinstance(rule, partial):
        rule = rule.func
    return ast.parse(textwrap.dedent(inspect.getsource(rule)))


def concludes_from_nothing(rungs: ast.expr) -> bool:
    """Return whether a rung can hold because something is not there."""
    if not isinstance(rungs, ast.Dict):  # by_side and the like: untested if neither side has rows
        return not isinstance(rungs, ast.Name)  # _VALUES
    negated = any(
        isinstance(part, ast.Not)
        or (isinstance(part, ast.Attribute) and part.attr == "empty")
        or (isinstance(part, ast.Compare) and any(_zero(other) for other in part.comparators))
        for value in rungs.values
        for part in ast.walk(value)
    )
    last, rest = rungs.keys[-1].value, rungs.values[-1]
    return negated or (isinstance(rest, ast.Constant) and last in ELSE)


def _zero(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == 0


CLAIMS = [name for chapter in book.chapters() for name in book.rules(chapter)]


def cases(claim):
    return [
        call
        for call in ast.walk(rule_of(claim))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Case"
    ]


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_rule_that_concludes_from_nothing_declares_it(claim):
    for case in cases(claim):
        declared = any(word.arg == "absent" for word in case.keywords)
        if concludes_from_nothing(case.args[0]) and claim not in MEASURED:
            assert declared, f"{claim}: a rung can hold because rows are missing: say so in absent"


def test_the_excepted_rules_would_be_found():
    for claim in MEASURED:
        assert any(concludes_from_nothing(case.args[0]) for case in cases(claim)), claim


@pytest.mark.parametrize(
    ("rungs", "found"),
    [
        ("{'contradicted': len(said), 'unverifiable': True}", False),
        ("{'supported': others.empty, 'unverifiable': True}", True),
        ("{'supported': not calm, 'unverifiable': True}", True),
        ("{'supported': count == 0, 'unverifiable': True}", True),
        ("{'supported': said, 'contradicted': True}", True),
        ("by_side(len(for_), len(against))", True),
        ("_VALUES", False),
    ],
)
def test_the_kind_is_found(rungs, found):
    assert concludes_from_nothing(ast.parse(rungs, mode="eval").body) is found
