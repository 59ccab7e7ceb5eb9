"""The numbers of a chapter's prose, in groups that stand or fall together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from casebook.reasoning.evidence import Evidence, NotInEvidence

NumberGroup = Callable[[Evidence], Mapping[str, object]]
"""Computes some numbers, or few words, by name. Raises ``NotInEvidence`` for want of rows."""

NOT_KNOWN = "not in this evidence"


def known(groups: Iterable[NumberGroup], evidence: Evidence) -> dict[str, object]:
    """Return the numbers of all groups by name.

    A reader may narrow the evidence so far that a group has no rows left: all its numbers then read
    :data:`NOT_KNOWN`. The whole evidence must give them all.

    Raises
    ------
    NotInEvidence
        If the whole evidence lacks rows that a group needs.
    """
    values: dict[str, object] = {}
    for compute in groups:
        try:
            values |= compute(evidence)
        except NotInEvidence:
            if evidence.is_whole:
                raise
            values |= dict.fromkeys(compute(evidence.whole()), NOT_KNOWN)
    return values
