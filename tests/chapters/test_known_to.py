"""No sentence speaks of a day later than the evidence that it rests on."""

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from casebook import find_all, read_evidence
from casebook.data.dates import earliest_day
from casebook.reasoning import book
from casebook.reasoning.evidence import Evidence, NotInEvidence
from casebook.reasoning.numbers import numbers_of
from casebook.telling.drawing.pictures import Picture
from casebook.telling.findings import find_in, newest_day
from chapters.common.days import of_book
from tests.chapters.alter import altered, put
from tests.chapters.told import PAGES, functions_of

_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_DAY = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)}) (20\d\d)\b")


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return read_evidence()


def days_in(text: str) -> Iterator[str]:
    """Yield the days and months that a text names, as partial ISO dates."""
    for day, month, year in _DAY.findall(text):
        whole = f"{year}-{_MONTHS[month]:02}"
        yield f"{whole}-{int(day):02}" if day else whole


def reach(evidence: Evidence, tables: Iterable[str]) -> date:
    """Return the newest day that one of the tables reaches; of tables without days, of them all."""
    found = []
    for table in [*tables] or [*evidence.package.frames]:
        try:
            found.append(evidence.reaches(table))
        except NotInEvidence:
            continue
    return max(found) if found else reach(evidence, ())


def planned(evidence: Evidence) -> set[str]:
    """Return the days that rows give in advance: a text may name them before they come."""
    days: set[str] = set()
    for resource in evidence.package.descriptor["resources"]:
        rows = evidence.package.frames[resource["name"]]
        dated = (f for f in resource["schema"]["fields"] if "casebook:format" in f)
        for field in dated:
            told = rows[field["name"]].dropna().astype("string")
            if "casebook:plan" in field:
                days |= set(told)
            elif "known_from" in rows:
                days |= set(told[told.str[:7] > rows.loc[told.index, "known_from"].str[:7]])
    return days | {day[:7] for day in days}


def late(evidence: Evidence, text: str, tables: Iterable[str]) -> list[str]:
    """Return the days named in a text that its tables do not reach."""
    ahead, last = planned(evidence), reach(evidence, tables)
    return [day for day in days_in(text) if earliest_day(day) > last and day not in ahead]


def test_findings_name_no_later_day(evidence: Evidence) -> None:
    wrong = {}
    for claim, finding in find_all(evidence).items():
        told = finding.now
        text = " ".join((told.summary, told.best_for, told.best_against, told.would_change))
        if days := late(evidence, text, {cited.table for cited in told.rests_on}):
            wrong[claim] = days
    assert not wrong


@pytest.mark.parametrize("page", [*book.chapters(), *PAGES])
def test_pages_name_no_later_day(page: str, evidence: Evidence) -> None:
    """Charts, tables and numbers: none names a day after the newest that the book's rows reach."""
    texts = {}
    for function in functions_of(page):
        shown = function(evidence)
        words = [shown.caption]
        if isinstance(shown, Picture):
            words += [shown.title, shown.subtitle, shown.alt]
        texts[function.__name__] = " ".join(words)
    if page not in ("predictions", "data", "method"):  # of the verdicts; when sources were read
        recipes = book.module(f"{page}.numbers").NUMBERS
        texts |= {name: str(n) for name, n in numbers_of(recipes, evidence).items()}
    wrong = {name: days for name, text in texts.items() if (days := late(evidence, text, ()))}
    assert not wrong


def test_no_verdict_rests_on_a_day_after_the_one_that_the_book_names(evidence: Evidence) -> None:
    last = of_book(evidence)
    days = {c: newest_day(evidence, find_in(c, evidence).values()) for c in book.chapters()}
    assert {chapter: day for chapter, day in days.items() if not day or day > last} == {}
    fresh = altered(evidence, [put("aftermath", "A35", known_from="2026-06-01")])
    assert newest_day(fresh, find_in("arsenals", fresh).values()) == date(2026, 6, 1)


def test_the_day_of_reading_is_a_later_day(evidence: Evidence) -> None:
    """The test sees what it is for: the day on which the data was closed is such a day."""
    closed = evidence.package.descriptor["casebook:dataDate"]
    day, month, year = int(closed[8:]), calendar.month_name[int(closed[5:7])], closed[:4]
    assert late(evidence, f"On {day} {month} {year} all was well.", ("ccm_status",)) == [closed]


def test_one_fresh_row_does_not_vouch_for_a_list(evidence: Evidence) -> None:
    fresh = altered(evidence, [put("ccm_status", "VUT", as_of="2026-10-10")])
    assert fresh.reaches("ccm_status") == evidence.reaches("ccm_status") == date(2026, 2, 3)
