"""The tables of the argument: its steps, the rule, both versions, what is still to be shown."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.argument import TAKES
from casebook.telling.drawing.pictures import Table, table
from casebook.telling.wording import capitalised
from chapters.argument import WORDS
from chapters.argument.facts import standings, to_show
from chapters.common.verdicts import Examined


def table_steps(examined: Examined) -> Table:
    """Return the table of the steps: how each stands, then and now, and the claims under it."""
    frame = standings(examined)
    carrying = frame[["needed", "supports", "answers_objection"]].to_dict("records")
    frame["claims"] = [WORDS.say("claims", "cell", links) for links in carrying]
    frame["kind"] = frame["kind"].map(WORDS.entry("kinds"))
    frame["now"] = _now(frame)
    return table(WORDS, "steps", frame)


def _now(frame: pd.DataFrame) -> pd.Series:
    """Return how each step stands, and that it does so with low confidence only."""
    unsure = WORDS.say("argument_map", "unsure", {})
    return frame["now"].where(~frame["is_unsure"], frame["now"] + " " + unsure)


def table_rule(_: Examined) -> Table:
    """Return the rule by which a step stands, in the order asked."""
    return table(WORDS, "rule", pd.DataFrame(TAKES.items(), columns=["standing", "takes"]))


def table_versions(examined: Examined) -> Table:
    """Return the argument as written beside its strongest version."""
    frame, roles = standings(examined), WORDS.entry("roles")
    frame["in_short"] = frame["in_short"].map(capitalised)
    frame["written"] = frame["is_needed"].map({True: roles["needed"], False: roles["supports"]})
    frame["strongest"] = frame["in_strongest"].map({True: roles["kept"], False: roles["dropped"]})
    frame["now"] = _now(frame)
    return table(WORDS, "versions", frame)


def table_to_show(examined: Examined) -> Table:
    """Return what would have to be shown, by the claims that keep a needed step from holding."""
    frame = to_show(examined)
    frame["in_short"] = frame["in_short"].map(capitalised)
    return table(WORDS, "to-show", frame)
