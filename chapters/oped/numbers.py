"""The numbers of the prose on what the op-ed claims."""

from __future__ import annotations

from casebook.reasoning.evidence import Evidence


def _of_weight(evidence: Evidence, weight: str) -> int:
    return int(evidence["claims"]["weight"].eq(weight).sum())


NUMBERS = {
    "claims": lambda e: len(e["claims"]),
    "core": lambda e: _of_weight(e, "core"),
    "supporting": lambda e: _of_weight(e, "supporting"),
    "rhetorical": lambda e: _of_weight(e, "rhetorical"),
}
