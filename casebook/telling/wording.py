"""Numbers and lists as prose. Every figure that reaches a sentence passes through here."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SMALL = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)

_INNER_QUOTES = str.maketrans("“”", "‘’")
_SENTENCE = re.compile(r"(?:(?<=[a-z0-9%’”)][.?!])|(?<=[A-Z]{2}[.?!]))\s+(?=[A-Z“])")
"""Where a sentence ends: not after an initial."""


def spelled(number: int) -> str:
    """Return a whole number for running text: words up to twelve, digits above."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def how_many(number: int) -> str:
    """Return a count that stands without its noun: ``none``, ``two``, ``13``."""
    return spelled(number) if number else "none"


def doing(number: int, one: str, many: str) -> str:
    """Return a count with its verb: ``none is``, ``one is``, ``two are``."""
    return f"{how_many(number)} {one if number < 2 else many}"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun: ``one state``, ``112 states``."""
    return f"{spelled(number)} {singular if number == 1 else plural or singular + 's'}"


def part_of(number: int, total: int) -> str:
    """Return a part of a group: ``none of the six``, ``two of the six``, ``both``, ``all six``."""
    if number == total > 0:
        return {1: "the one", 2: "both"}.get(total, f"all {spelled(total)}")
    return f"{how_many(number)} of the {spelled(total)}"


def among(part: int, whole: int) -> str:
    """Return how many of a number: ``it``, ``both`` or ``all``, or as :func:`how_many`."""
    if part == whole > 0:
        return {1: "it", 2: "both"}.get(whole, "all")
    return how_many(part)


def times(number: int) -> str:
    """Return how often: ``once``, ``twice``, ``three times``."""
    return {1: "once", 2: "twice"}.get(number) or counted(number, "time")


def span(low: float, high: float, digits: int = 0) -> str:
    """Return the way from one number to another, or the one that both are when rounded."""
    return " to ".join(dict.fromkeys((rounded(low, digits), rounded(high, digits))))


def percent(share: float, digits: int = 0) -> str:
    """Return a share between 0 and 1 as a percentage: ``0.84`` gives ``84%``."""
    return f"{100 * share:.{digits}f}%"


def millions(number: float, digits: int = 0) -> str:
    """Return a number in millions: ``163.4 million``."""
    return f"{number / 1e6:,.{digits}f} million"


def points(difference: float) -> str:
    """Return a difference of two shares in whole percentage points: ``-0.09`` gives ``−9``."""
    return f"{round(100 * difference)}".replace("-", "−")


def in_points(difference: float) -> str:
    """Return a difference of two shares with its unit: ``0.51`` gives ``51 points``."""
    return f"{points(difference)} {'point' if abs(round(100 * difference)) == 1 else 'points'}"


def rounded(number: float, digits: int = 0) -> str:
    """Return a number with separators: ``1,172``."""
    return f"{number:,.{digits}f}"


def listed(items: Iterable[str]) -> str:
    """Return the items as a list in prose: ``Greece, Romania and Türkiye``; ``none`` if empty."""
    items = list(items)
    if not items:
        return "none"
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def capitalised(text: str) -> str:
    """Return the text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]


def inner_quotes(text: str) -> str:
    """Return a text to be quoted: quotation marks within it become the inner ones."""
    return text.translate(_INNER_QUOTES)


def first_sentence(text: str) -> str:
    """Return the first sentence of a reason, which a closed card shows."""
    return _SENTENCE.split(text, maxsplit=1)[0]


def in_short(text: str, words: int = 45) -> str:
    """Return the first sentences of a reason, as many as make no more than some words, or one."""
    first, *rest = _SENTENCE.split(text)
    for sentence in rest:
        if len(f"{first} {sentence}".split()) > words:
            break
        first = f"{first} {sentence}"
    return first


def what_differs(before: str, after: str) -> str:
    """Return what an earlier reason says otherwise than a later one, sentence by sentence.

    Where it says nothing else but only less, what it lacked is named instead; empty if they agree.
    """
    earlier, later = _SENTENCE.split(before), _SENTENCE.split(after)
    own = [sentence for sentence in earlier if sentence not in later]
    if not own:
        new = [sentence for sentence in later if sentence not in earlier]
        return f"The same, but not yet this: {' '.join(new)}" if new else ""
    return " ".join([*own, "The rest was the same."] if len(own) < len(earlier) else own)
