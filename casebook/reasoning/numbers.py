"""The numbers of a page's prose: a dictionary, one recipe a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from casebook.reasoning.evidence import NotInEvidence

NOT_KNOWN = "not in this evidence"


def numbers_of(recipes: Mapping[str, Callable[[Any], object]], given: Any) -> dict[str, object]:
    """Return the numbers of the recipes by name, each made of what is given.

    ``given`` is the evidence, or for a page about the whole book what that page is made of. A
    reader may narrow the evidence so far that a number has no rows left: it then reads
    :data:`NOT_KNOWN`.

    Raises
    ------
    NotInEvidence
        If the whole evidence lacks rows that a number needs.
    """
    values: dict[str, object] = {}
    for name, compute in recipes.items():
        try:
            values[name] = compute(given)
        except NotInEvidence:
            if getattr(given, "is_whole", True):
                raise
            values[name] = NOT_KNOWN
    return values
