"""The numbers and computed sentences of the prose on the argument."""

from __future__ import annotations

from casebook.reasoning.argument import Carried, Standing, carried
from casebook.telling.wording import spelled
from chapters.argument import WORDS
from chapters.argument.facts import idle, standings, to_show
from chapters.common.argument import answer, by_standing, leaning, tally, weigh
from chapters.common.verdicts import Examined, core


def _answer(examined: Examined) -> str:
    return answer(weigh(examined))


def _moved(examined: Examined) -> str:
    """Return which steps stood otherwise on what was known when the op-ed appeared."""
    frame = standings(examined)
    moved = frame[frame["then"].ne(frame["now"])]
    facts = {"moved": moved[["in_short", "then", "now"]].to_dict("records")}
    return WORDS.say("prose", "moved", facts | {"published": examined.evidence.published})


def _strongest(examined: Examined) -> str:
    """Return what the strongest version needs, what it does without, and how it stands."""
    weighed = weigh(examined)
    steps, now = weighed.argument.strongest, weighed.now
    named = {record["stands"]: record["steps"] for record in by_standing(steps, weighed)}
    facts = {
        "steps": len(steps),
        "written": len(weighed.argument.steps),
        "without": [s.in_short for s in weighed.argument.steps if not s.in_strongest],
        "stand": tally(steps, weighed, named=False),
        "carried": carried(steps, now).name.lower(),
        "untested": named.get(Standing.UNTESTED, []),
        "in_part": named.get(Standing.IN_PART, []),
        "failing": named.get(Standing.FAILS, []),
    }
    return WORDS.say("prose", "strongest", facts)


def _values(examined: Examined) -> str:
    """Return which needed steps turn on values, and the claims that they turn on."""
    weighed = weigh(examined)
    steps = [s for s in weighed.argument.needed if s.standing(weighed.now) == Standing.VALUES]
    facts = {
        "steps": [step.in_short for step in steps],
        "claims": [claim for step in steps for claim in step.weakest(weighed.now)],
        "rest_settled": carried(weighed.argument.needed, weighed.now) == Carried.WHOLE,
    }
    return WORDS.say("prose", "values", facts)


def _to_show(examined: Examined) -> str:
    frame = to_show(examined)
    facts = {"claims": list(frame["claim"].unique()), "steps": frame["in_short"].nunique()}
    return WORDS.say("prose", "to_show", facts)


def _unlinked(examined: Examined) -> str:
    """Return which core claims carry no step."""
    those = core(examined.verdicts)
    linked = weigh(examined).argument.claims
    rest = those[~those["id"].isin(linked)]
    facts = {
        "rest": list(rest["id"]),
        "quotations": bool(rest["kind"].eq("quotation").all()),
        "core": len(those),
    }
    return WORDS.say("prose", "unlinked", facts)


NUMBERS = {
    "answer": _answer,
    "moved": _moved,
    "leaning": leaning,
    "strongest": _strongest,
    "values": _values,
    "to_show": _to_show,
    "unlinked": _unlinked,
    "idle": lambda x: WORDS.say("prose", "idle", {"claims": idle(x)}),
    "conclusion": lambda x: weigh(x).argument.conclusion.removesuffix("."),
    "steps": lambda x: spelled(len(weigh(x).argument.steps)),
    "carrying": lambda x: len(weigh(x).argument.claims),
    "claims": lambda x: len(x.findings),
}
