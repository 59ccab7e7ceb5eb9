"""The numbers of the prose on what the op-ed leaves out."""

from __future__ import annotations

from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import doing, how_many


def _cutting(evidence: Evidence, direction: str) -> int:
    return int(evidence["omissions"]["direction"].eq(direction).sum())


def _late(evidence: Evidence) -> int:
    """Return how many of the omitted facts became known after the op-ed appeared."""
    return len(evidence["omissions"]) - len(evidence.at_publication()["omissions"])


NUMBERS = {
    "omissions": lambda e: len(e["omissions"]),
    "helping": lambda e: how_many(_cutting(e, "supports")),
    "hurting": lambda e: how_many(_cutting(e, "weakens")),
    "neither": lambda e: doing(_cutting(e, "neutral"), "does", "do"),
    "late": lambda e: f"{how_many(_late(e))} became",
}
