"""What a reader may ask of the evidence, and words for what nobody can.

Each function takes what was given for one parameter, whatever it is, and returns what it means.
Anything else is a ``ValueError`` that names the parameter and says what is allowed: evidence that
stands on a slip of the pen would give verdicts that look like any other.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from casebook.data.grades import GRADES
from casebook.data.place import data_folder


def folder_asked(folder: object) -> Path:
    """Return the folder of a data package; the book's own for None."""
    if folder is None:
        place = data_folder()
    elif folder and isinstance(folder, str | os.PathLike):
        place = Path(folder)
    else:
        raise ValueError(f'folder: expected a folder such as "data", not {folder!r}')
    if not (place / "datapackage.json").is_file():
        raise ValueError(f"folder: expected a data package, but {place} holds no datapackage.json")
    return place


def day_asked(as_of: object, closed: date) -> date:
    """Return the last day from which facts count; the day of the data for None."""
    try:
        day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    except ValueError:
        day = as_of
    if day is None:
        return closed
    if type(day) is not date:  # a time of day is no day, and cannot be compared with one
        raise ValueError(f"as_of: expected a day such as 2024-08-10, not {as_of!r}")
    if day > closed:
        raise ValueError(
            f"as_of: expected a day not after {closed}, the day of the data, not {day}"
        )
    return day


def grades_asked(grades: object) -> frozenset[str]:
    """Return the grades of evidence accepted: one at least."""
    several = isinstance(grades, Iterable) and not isinstance(grades, str)
    accepted = list(grades) if several else []
    if not accepted or not all(isinstance(each, str) and each in GRADES for each in accepted):
        asked = accepted or grades  # what a generator gave has to be told, too
        known = ", ".join(GRADES)
        raise ValueError(f'grades: expected some of {known}, such as ("primary",), not {asked!r}')
    return frozenset(accepted)


def definitions_asked(definitions: Mapping[str, object]) -> Mapping[str, str]:
    """Return the readings of disputed terms by name."""
    if not definitions:
        return definitions
    from casebook.reasoning.book import definitions as known_terms  # which reads what is read here

    known = known_terms()
    for term, reading in definitions.items():
        if term not in known:
            raise ValueError(f"expected a term of {', '.join(sorted(known))}, not {term!r}")
        if not isinstance(reading, str) or reading not in known[term]:
            raise ValueError(f"{term}: expected one of {', '.join(known[term])}, not {reading!r}")
    return definitions
