"""The numbers of the front page, and its answer."""

from __future__ import annotations

from chapters.common import verdicts
from chapters.common.argument import in_short, leaning, weigh
from chapters.common.searches import compliance, conference

NUMBERS = {
    **verdicts.NUMBERS,
    "answer": lambda examined: in_short(weigh(examined)),
    "leaning": leaning,
    "latest_compliance": lambda examined: compliance(examined.evidence),
    "searched_conference": lambda examined: conference(examined.evidence),
}
