"""The numbers of the prose on what the op-ed claims."""

from __future__ import annotations

from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import listed, spelled
from chapters.common.states import names_in_text
from chapters.common.treaty import applied_provisionally


def _of_weight(evidence: Evidence, weight: str) -> int:
    return int(evidence["claims"]["weight"].eq(weight).sum())


NUMBERS = {
    "months_to_force": lambda e: spelled(int(e.by_id("law", "LW04")["number"].iloc[0])),
    "provisional": lambda e: listed(names_in_text(e, applied_provisionally(e))),
    "claims": lambda e: len(e["claims"]),
    "core": lambda e: _of_weight(e, "core"),
    "supporting": lambda e: _of_weight(e, "supporting"),
    "rhetorical": lambda e: _of_weight(e, "rhetorical"),
}
