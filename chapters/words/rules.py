"""All rules of the chapter, in the order of the claims."""

from __future__ import annotations

from casebook.reasoning.cases import Rule
from chapters.words import rules_quotations, rules_rutte, rules_stoltenberg

RULES: dict[str, Rule] = dict(
    sorted({**rules_quotations.RULES, **rules_rutte.RULES, **rules_stoltenberg.RULES}.items())
)
