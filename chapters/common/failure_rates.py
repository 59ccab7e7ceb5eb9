"""What several chapters need of published failure rates and of losses to one's own submunitions."""

from __future__ import annotations

from casebook.reasoning.evidence import Evidence, NotInEvidence
from casebook.telling.wording import listed


def rate(share: float) -> str:
    """Return a failure rate between 0 and 1 as it was published: ``0.0235`` gives ``2.35%``."""
    return f"{100 * share:.3g}%"


_OWN = {"killed_1991": "E29", "wounded_1991": "E38", "killed_2003": "E39"}
"""Views (``effectiveness_claims``) that count US troops harmed by US submunitions."""


def own_troops(evidence: Evidence) -> dict[str, int]:
    """Return recorded losses of US troops to their own submunitions (persons).

    Keys: ``killed_1991`` (at least), ``handling_1991`` (of them, put down to improper handling),
    ``wounded_1991`` (one unit, hit by the shells themselves), ``killed_2003`` (two single cases).

    Raises
    ------
    NotInEvidence
        If a row is not accepted here.
    """
    rows = evidence["effectiveness_claims"].set_index("claim_id")
    if missing := [key for key in _OWN.values() if key not in rows.index]:
        raise NotInEvidence(f"table effectiveness_claims has no accepted row {listed(missing)}")
    counts = {name: int(rows.loc[key, "figure_low"]) for name, key in _OWN.items()}
    return {**counts, "handling_1991": int(rows.loc["E29", "killed_by_handling"])}
