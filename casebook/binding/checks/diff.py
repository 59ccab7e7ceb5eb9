"""``make diff OLD=...``: what changed between two editions of the data, in words for a changelog.

Both editions are judged by the present rules, so that every change shown comes from the data.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from casebook.data.place import data_folder
from casebook.data.reach import data_date
from casebook.data.tables import Package, read_package
from casebook.reasoning.evidence import Evidence
from casebook.telling.findings import Told, find_all
from casebook.telling.wording import counted


def changed_rows(old: Package, new: Package) -> Iterator[str]:
    """Yield a sentence for each table that came, went or changed, with the keys of its rows."""
    for table in sorted(set(old.frames) | set(new.frames)):
        if table not in old.frames or table not in new.frames:
            yield f"Table {table} {'is new' if table in new.frames else 'is gone'}."
            continue
        before, after = (
            package.frames[table]
            .astype("string")
            .fillna("")
            .set_axis(package.row_keys(table, package.frames[table]))
            for package in (old, new)
        )
        added = sorted(set(after.index) - set(before.index))
        removed = sorted(set(before.index) - set(after.index))
        if added:
            yield f"{table}: {counted(len(added), 'row')} added ({', '.join(added)})."
        if removed:
            yield f"{table}: {counted(len(removed), 'row')} removed ({', '.join(removed)})."
        yield from _changed_cells(table, before, after)


def _changed_cells(table: str, before: pd.DataFrame, after: pd.DataFrame) -> Iterator[str]:
    for column in sorted(set(before) ^ set(after)):
        yield f"{table}: column {column} {'is new' if column in after else 'is gone'}."
    columns = [column for column in after if column in before]
    for key in before.index.intersection(after.index):
        for column in columns:
            was, now = before.at[key, column], after.at[key, column]
            if was != now:
                yield f"{table} {key}: {column} was {was or 'empty'}, is {now or 'empty'}."


def changed_findings(old: Path, new: Path) -> Iterator[str]:
    """Yield a sentence for each verdict, confidence or number of a claim that changed."""
    # An older edition kept the contract of its day, not this one: it is read as it is.
    packages = (read_package(folder) for folder in (old, new))
    then, now = (find_all(Evidence(each, data_date(each))) for each in packages)
    for claim_id in sorted(set(then) & set(now)):
        for moment in ("at_publication", "now"):
            name = f"{claim_id} ({moment.replace('_', ' ')})"
            before, after = (getattr(each[claim_id], moment) for each in (then, now))
            yield from _changed_ruling(name, before, after)


def _changed_ruling(name: str, before: Told, after: Told) -> Iterator[str]:
    if before.verdict != after.verdict:
        yield f"{name}: the verdict was {before.verdict}, is {after.verdict}."
    if before.confidence != after.confidence:
        yield f"{name}: confidence was {before.confidence}, is {after.confidence}."
    for key in sorted(set(before.numbers) | set(after.numbers)):
        was, now = before.numbers.get(key), after.numbers.get(key)
        if was != now:
            yield f"{name}: {key.replace('_', ' ')} was {was}, is {now}."


def _data_of(edition: str, root: Path, scratch: Path) -> Path:
    """Return the data folder of an edition: of a folder, or of a tag or commit of the repository.

    Raises
    ------
    SystemExit
        If it is neither.
    """
    for folder in (Path(edition), Path(edition) / "data"):
        if (folder / "datapackage.json").exists():
            return folder
    archive = subprocess.run(
        ["git", "archive", edition, "data"], cwd=root, capture_output=True, check=False
    )
    if archive.returncode:
        sys.exit(f"{edition!r} is neither a folder with a data package nor a tag or commit")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        tar.extractall(scratch, filter="data")
    return scratch / "data"


def diff(edition: str, root: Path) -> int:
    """Print what changed from an older edition to the present one; return the exit status."""
    with TemporaryDirectory() as scratch:
        old, new = _data_of(edition, root, Path(scratch)), data_folder()
        rows = list(changed_rows(read_package(old), read_package(new)))
        findings = list(changed_findings(old, new))
    for title, lines in (("Rows", rows), ("Verdicts and numbers", findings)):
        print(f"{title}\n" + "\n".join(f"- {line}" for line in lines or ["No change."]) + "\n")
    return 0
