"""The numbers of the prose on how sturdy the verdicts are."""

from __future__ import annotations

from casebook.reasoning.sturdiness import AS_BUILT, AT_PUBLICATION
from casebook.telling.wording import how_many
from chapters.sturdiness.facts import ANOTHER, PRIMARY, Choices, moved_by


def _variants(choices: Choices) -> int:
    """Return how many variants there are besides the book's own choices."""
    table = choices.variants
    return len(table.loc[table["variant"].ne(AS_BUILT), ["variant", "reading"]].drop_duplicates())


NUMBERS = {
    "tested": lambda c: c.tested,
    "variants": _variants,
    "moved": lambda c: len(c.movers),
    "steady": lambda c: c.tested - len(c.movers),
    "moved_at_publication": lambda c: moved_by(c, AT_PUBLICATION),
    "moved_without_weak": lambda c: how_many(moved_by(c, "without weak rows")),
    "moved_primary_only": lambda c: moved_by(c, PRIMARY),
    "moved_by_definition": lambda c: moved_by(c, ANOTHER),
}
