"""The numbers of the front page, and its answer."""

from __future__ import annotations

from chapters.common import verdicts
from chapters.common.argument import answer, weigh
from chapters.common.searches import searched
from chapters.common.verdicts import Examined


def _answer(examined: Examined) -> str:
    weighed = weigh(examined)
    return answer(weighed, weighed.now, named=False)


def _searched_conference(examined: Examined) -> str:
    return searched("S11")(examined.evidence)


NUMBERS = {
    **verdicts.NUMBERS,
    "answer": _answer,
    "searched_conference": _searched_conference,
}
