"""Findings on the book's own evidence and verdicts under other choices, once a build for all."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from casebook.binding.notebooks.workspace import (
    REASONING,
    digests,
    fingerprint,
    reasoning,
    reasoning_names,
)
from casebook.data.place import data_folder
from casebook.data.tables import read_descriptor
from casebook.reasoning import sturdiness
from casebook.reasoning.evidence import read_evidence
from casebook.reasoning.kept_answers import KeptAnswers
from casebook.telling import findings
from casebook.telling.findings import Finding, find_all


def findings_file(root: Path) -> Path:
    """Return the file of the findings on the data and the reasoning as they are now."""
    return root / "_build" / "findings" / f"{reasoning(root)[:16]}.pickle"


def choices_file(root: Path) -> Path:
    """Return the file of the verdicts under every choice, beside that of the findings."""
    return findings_file(root).with_suffix(".choices")


def kept_files(root: Path) -> dict[str, str]:
    """Return where both lie, by the variable that tells a notebook of it."""
    files = {findings.KEPT: findings_file(root), sturdiness.KEPT: choices_file(root)}
    return {variable: str(file) for variable, file in files.items()}


def _answers(root: Path, kind: str) -> KeptAnswers:
    """Return the answers of a kind that earlier builds kept, claim by claim.

    They hang on the tables that each was read from, and all on code, words, the descriptor and the
    table of the claims: the file of another state of these is another file.
    """
    paths = {r["name"]: f"data/{r['path']}" for r in read_descriptor(data_folder())["resources"]}
    apart = {path for name, path in paths.items() if name != "claims"}
    common = fingerprint((n for n in reasoning_names(root) if n not in apart), REASONING, root)
    file = root / "_build" / "findings" / f"{common[:16]}.{kind}"
    for old in file.parent.glob(f"*.{kind}"):
        if old != file:
            old.unlink()
    named = digests(paths.values(), root)
    return KeptAnswers(file, {name: named[path] for name, path in paths.items()})


def book_findings(root: Path) -> dict[str, Finding]:
    """Return the finding of every claim, by claim id, on the whole evidence.

    They are kept in the build folder under the hash of the data and the modules that they were
    computed from, and used again only for the same hash. Of other data those claims are asked again
    that read a table which has changed.
    """

    def find() -> dict[str, Finding]:
        answers = _answers(root, "found")
        found = find_all(read_evidence(), answers.ask)
        answers.save()
        return found

    return _kept(findings_file(root), find)


def book_choices(root: Path) -> pd.DataFrame:
    """Return every verdict under every choice (``verdicts_by_choice``), kept likewise."""

    def choose() -> pd.DataFrame:
        answers = _answers(root, "chosen")
        found = sturdiness.verdicts_by_choice(read_evidence(), answers.ask)
        answers.save()
        return found

    return _kept(choices_file(root), choose)


def _kept(file: Path, compute: Callable[[], Any]) -> Any:
    """Return what a file keeps; where there is none, compute it and keep it instead of older."""
    if file.exists():  # only then are its classes those of today
        return pickle.loads(file.read_bytes())
    found = compute()
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")  # renamed when whole: a build may be cut short
    new.write_bytes(pickle.dumps(found))
    for old in file.parent.glob(f"*{file.suffix}"):
        old.unlink()
    new.replace(file)
    return found
