"""The steps of the argument and the claims under them, as tables."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.argument import Standing, Step
from chapters.common.argument import Weighed, weigh
from chapters.common.verdicts import Examined

STANDING_OF = {
    "holds": Standing.HOLDS,
    "right in part": Standing.IN_PART,
    "does not hold": Standing.FAILS,
    "cannot be told": Standing.UNTESTED,
    "a matter of values": Standing.VALUES,
}
"""How a step would stand that needs this claim alone, by what the claim comes to."""


def tiles(examined: Examined) -> pd.DataFrame:
    """Return one row a step and claim under it, in the order drawn, needed claims first.

    Columns: ``step``, ``in_short``, ``is_needed``, ``in_strongest``, ``standing`` (of the step,
    now), ``is_unsure`` (whether it holds with low confidence only), ``claim``, ``how`` (``needed``,
    ``supports`` or ``answers_objection``), ``comes_to`` (the standing that the claim alone would
    give) and ``card`` (its address, as seen from the folder of the drawing).
    """
    weighed = weigh(examined)
    ordered = [*weighed.argument.needed, *weighed.argument.supporting]
    return pd.DataFrame([row for step in ordered for row in _rows(step, weighed, examined)])


def _rows(step: Step, weighed: Weighed, examined: Examined) -> list[dict[str, object]]:
    return [
        {
            "step": step.id,
            "in_short": step.in_short,
            "is_needed": step.is_needed,
            "in_strongest": step.in_strongest,
            "standing": str(step.standing(weighed.now)),
            "is_unsure": weighed.is_unsure(step),
            "claim": link.claim,
            "how": link.how,
            "comes_to": str(STANDING_OF[weighed.now[link.claim]]),
            "card": _card(examined, link.claim),
        }
        for link in step.links
    ]


def _card(examined: Examined, claim: str) -> str:
    finding = examined.findings[claim]
    return f"../chapters/{finding.chapter}.html#{finding.claim.anchor}"


def standings(examined: Examined) -> pd.DataFrame:
    """Return one row a step, in the order of the table.

    Columns: ``step``, ``sentence``, ``in_short``, ``kind``, ``because``, ``is_needed``,
    ``in_strongest``, ``then`` and ``now`` (standings), ``is_unsure`` (whether it holds now with low
    confidence only), and the ids of the claims under it by how
    they carry it: ``needed``, ``supports``, ``answers_objection`` (lists).
    """
    weighed = weigh(examined)
    lines = [
        {
            "step": step.id,
            "sentence": step.sentence,
            "in_short": step.in_short,
            "kind": step.kind,
            "because": step.because,
            "is_needed": step.is_needed,
            "in_strongest": step.in_strongest,
            "then": str(step.standing(weighed.then)),
            "now": str(step.standing(weighed.now)),
            "is_unsure": weighed.is_unsure(step),
            **{
                how: [link.claim for link in step.links if link.how == how]
                for how in ("needed", "supports", "answers_objection")
            },
        }
        for step in weighed.argument.steps
    ]
    return pd.DataFrame(lines)


def to_show(examined: Examined) -> pd.DataFrame:
    """Return the claims that keep a needed step from holding, and what would change each verdict.

    Columns: ``in_short`` (of the step), ``standing``, ``claim``, ``paraphrase``, ``verdict`` and
    ``change``. Steps that turn on values are left out, since no row settles them.
    """
    weighed = weigh(examined)
    columns = ["in_short", "standing", "claim", "paraphrase", "verdict", "change"]
    lines = []
    for step in weighed.argument.needed:
        stands = step.standing(weighed.now)
        for claim in step.weakest(weighed.now) if stands != Standing.VALUES else ():
            found = examined.findings[claim]
            said = (found.claim.paraphrase, str(found.now.verdict), found.now.would_change)
            lines.append((step.in_short, str(stands), claim, *said))
    return pd.DataFrame(lines, columns=columns)


def idle(examined: Examined) -> list[str]:
    """Return the claims that do not hold and, since they only support a step, move none."""
    weighed = weigh(examined)
    links = [link for step in weighed.argument.steps for link in step.links]
    needed = {link.claim for link in links if link.how == "needed"}
    failed = {link.claim for link in links if weighed.now[link.claim] == "does not hold"}
    return sorted(failed - needed)
