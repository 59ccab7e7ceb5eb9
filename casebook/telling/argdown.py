"""The argument as an argument map in Argdown, a notation for such maps (https://argdown.org).

The conclusion, the steps and the claims are statements, with how they stand as tags. What is needed
together is written as premises over a line with what follows under it; what only supports is
written below it with a plus.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from casebook.reasoning.argument import Argument, Step
from casebook.reasoning.claims import outcome
from casebook.telling.findings import Finding
from casebook.telling.wording import capitalised

END = "Conclusion"
WRITTEN, STRONGEST = "The argument as written", "Its strongest version"

_SPECIAL = re.compile(r"([\\*_#@<>\[\]{}|])")


def as_argdown(argument: Argument, findings: Mapping[str, Finding], about: str) -> str:
    """Return the argument as Argdown text; ``about`` is the title of the text under test."""
    now = {claim: outcome(finding.now.verdict) for claim, finding in findings.items()}
    told: set[str] = set()
    parts = [
        "\n".join(["===", f"title: {json.dumps(f'The argument of: {about}')}", "==="]),
        f"# {WRITTEN}",
        _statement(END, argument.conclusion, ("conclusion",)),
        *(_statement(_name(s), s.sentence, _tags(s, now)) for s in argument.steps),
        _inference(WRITTEN, [_name(step) for step in argument.needed]),
        _supported(f"[{END}]", [f"[{_name(step)}]" for step in argument.supporting]),
        f"# {STRONGEST}",
        _inference(STRONGEST, [_name(step) for step in argument.strongest]),
        "# The claims under each step",
    ]
    for step in argument.steps:
        parts += _under(step, findings, told)
    return "\n\n".join(part for part in parts if part) + "\n"


def _name(step: Step) -> str:
    """Return the title of a step's statement, by which the map refers to it."""
    return capitalised(step.id)


def _tags(step: Step, now: Mapping[str, str]) -> tuple[str, ...]:
    return (str(step.standing(now)), "needed" if step.is_needed else "supports", step.kind)


def _statement(name: str, text: str, tags: tuple[str, ...]) -> str:
    marks = " ".join(f"#({tag})" for tag in dict.fromkeys(tags))
    typed = _SPECIAL.sub(r"\\\1", text)
    return f"[{name}]: {typed} {marks}"


def _inference(name: str, premises: list[str], end: str = END) -> str:
    """Return premises that are needed together, and what follows from them under a line."""
    lines = [f"({place}) [{premise}]" for place, premise in enumerate(premises, 1)]
    return "\n".join([f"<{name}>", "", *lines, "-----", f"({len(premises) + 1}) [{end}]"])


def _supported(what: str, by: list[str]) -> str:
    """Return a statement with what only supports it below."""
    return "\n".join([what, *(f"  + {each}" for each in by)]) if by else ""


def _under(step: Step, findings: Mapping[str, Finding], told: set[str]) -> Iterator[str]:
    """Yield the claims that carry a step, each in full where it first stands (not in ``told``)."""
    for link in step.links:
        if link.claim not in told:
            found = findings[link.claim]
            tags = (str(found.now.verdict), found.claim.kind.replace("_", " "))
            yield _statement(link.claim, f"{found.claim.paraphrase}.", tags)
            told.add(link.claim)
    if step.needed:
        yield _inference(f"Grounds of {_name(step)}", list(step.needed), _name(step))
    supports = [f"[{link.claim}]" for link in step.links if link.how != "needed"]
    yield _supported(f"[{_name(step)}]", supports)
