"""The sources: ``data/sources.bib`` read as a table and as short names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from casebook.data.tables import Package

if TYPE_CHECKING:
    from pybtex.database import Entry

_OF_PUBLISHER = ("publisher", "reprints", "same_text", "own_words", "read_in_part")
COLUMNS = ("key", "type", "title", "author", "year", "url", "accessed", "note", *_OF_PUBLISHER)


def plain(text: str) -> str:
    """Return the text of a BibTeX field without its braces and escapes."""
    from pybtex.richtext import Text

    return str(Text.from_latex(text)) if "\\" in text else text.replace("{", "").replace("}", "")


def author(entry: Entry) -> str:
    """Return the family names, or the names of bodies, that an entry gives as its authors."""
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [plain(" ".join([*p.prelast_names, *p.last_names])) for p in people]
    return "; ".join(names)


def sources_table(bibliography: Path) -> pd.DataFrame:
    """Return the table of sources made from a BibTeX file: one row an entry, sorted by key."""
    from pybtex.database import parse_file  # only for those who make or check the table

    entries = parse_file(str(bibliography), bib_format="bibtex").entries
    rows = [
        (
            key,
            entry.type,
            plain(entry.fields.get("title", "")),
            author(entry),
            entry.fields.get("year", ""),
            entry.fields.get("url", ""),
            entry.fields.get("urldate", ""),
            plain(entry.fields.get("note", "")),
            *(entry.fields.get(name, "") for name in _OF_PUBLISHER),
        )
        for key, entry in entries.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).sort_values("key", ignore_index=True)


def write_sources_table(folder: Path) -> None:
    """Write ``sources.csv`` of a data package from its ``sources.bib``."""
    sources_table(folder / "sources.bib").to_csv(
        folder / "sources.csv", index=False, lineterminator="\n"
    )


def short_names(package: Package, keys: Iterable[str], most: int = 3) -> str:
    """Return a source line for a chart: up to ``most`` authors with year, then how many more."""
    names = []
    for key in dict.fromkeys(keys):
        row = package.sources.loc[key]
        year = f" {row['year']}" if pd.notna(row["year"]) else ""
        author = row["author"] if pd.notna(row["author"]) else row["title"]
        names.append(f"{author}{year}")
    names = list(dict.fromkeys(names))
    rest = len(names) - most
    return "; ".join(names[:most]) + (f"; and {rest} more" if rest > 0 else "")
