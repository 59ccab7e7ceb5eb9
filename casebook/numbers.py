"""The numbers of a chapter's prose: each by name, each with the function that computes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casebook.evidence import Evidence, NotInEvidence

Number = Callable[[Evidence], object]
"""Computes one number, or a few words, for the prose. Raises ``NotInEvidence`` for want of rows."""

NOT_KNOWN = "not in this evidence"


def known(numbers: Mapping[str, Number], evidence: Evidence) -> dict[str, object]:
    """Return the value of every number, in their order.

    A reader may narrow the evidence so far that some numbers have no row left: those read
    :data:`NOT_KNOWN`. The whole evidence must give them all.

    Raises
    ------
    NotInEvidence
        If the whole evidence lacks the rows of a number, which is then named.
    """
    values = {}
    for name, compute in numbers.items():
        try:
            values[name] = compute(evidence)
        except NotInEvidence as missing:
            if evidence.is_whole:
                raise NotInEvidence(f"number {name}: {missing.args[0]}") from missing
            values[name] = NOT_KNOWN
    return values
