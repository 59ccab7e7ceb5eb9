"""The numbers of the front page, and its answer."""

from __future__ import annotations

from chapters.common import verdicts
from chapters.common.argument import answer, leaning, weigh
from chapters.common.searches import compliance, conference
from chapters.common.verdicts import Examined


def _answer(examined: Examined) -> str:
    weighed = weigh(examined)
    return answer(weighed, named=False)


NUMBERS = {
    **verdicts.NUMBERS,
    "answer": _answer,
    "leaning": leaning,
    "latest_compliance": lambda examined: compliance(examined.evidence),
    "searched_conference": lambda examined: conference(examined.evidence),
}
