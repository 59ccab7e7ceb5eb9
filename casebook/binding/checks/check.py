"""``make check``: the data, the words and the prose, in seconds, without building anything."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from casebook.binding.checks.glued import unglued
from casebook.binding.checks.pages import page_faults
from casebook.binding.checks.prose import chapters, check_all_words, check_chapters
from casebook.binding.checks.readable import settings_faults, unreadable
from casebook.binding.checks.unused import stray_data
from casebook.binding.notebooks.workspace import REASONING, fingerprint, reasoning_names
from casebook.data.faults import Fault, told
from casebook.data.place import book_root, data_folder


def check() -> int:
    """Check data, words and prose; print one line a fault and return the exit status."""
    root = book_root()
    try:
        faults = [*foundation_faults(root), *check_chapters(root, data_folder())]
        faults += [*page_faults(root, _keys("sources"), _keys("claims")), *settings_faults(root)]
        faults += stray_data(data_folder())
        if not faults:  # with faults, what pages take their numbers from may not even be read
            faults += unglued(root, chapters(root), _state(root))
    except Exception as error:
        faults = unreadable(root, error)
        if not faults:
            raise
    for line in told(faults):
        print(line, file=sys.stderr)
    many = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    print(f"data and prose: {many}" if faults else "data and prose: in order")
    return 1 if faults else 0


def foundation_faults(root: Path) -> list[object]:
    """Return every fault of the data and of the words of claims, charts and tables.

    What was found in order is not checked again until the data, a module, this check or the list of
    chapters changes.
    """
    current = _state(root)
    record = root / "_build" / "in_order"
    if record.exists() and record.read_text(encoding="utf-8") == current:
        return []
    faults = [*_data_faults(), *check_all_words(root, data_folder())]
    if not faults:
        faults += _claim_faults(root)
    if not faults:
        with suppress(OSError):  # what is in order is so where nothing can be written, too
            record.parent.mkdir(parents=True, exist_ok=True)
            record.write_text(current, encoding="utf-8")
    return faults


def _state(root: Path) -> str:
    """Return what tells one state of data, modules and checks, and which pages there are."""
    checks = [f"casebook/binding/checks/{name}.py" for name in ("check", "prose")]
    current = fingerprint([*reasoning_names(root), *checks], REASONING, root)
    return current + " ".join(chapter.stem for chapter in chapters(root))


def _keys(table: str) -> frozenset[str]:
    """Return the keys of a table; none if it cannot be read, which the check of the data tells."""
    with suppress(OSError, UnicodeDecodeError):
        text = (data_folder() / f"{table}.csv").read_text(encoding="utf-8-sig")
        return frozenset(line.partition(",")[0].strip('"') for line in text.splitlines()[1:])
    return frozenset()


def _data_faults() -> list[Fault]:
    from casebook.data.checks.contract import check_data  # brings Pandas
    from casebook.data.faults import DataFaultsError
    from casebook.reasoning import book

    try:
        check_data(data_folder(), book.reconcile)
    except DataFaultsError as error:
        return error.faults
    return []


def _claim_faults(root: Path) -> Iterator[Fault]:
    """Yield what is wrong with the words, and each claim whose rule or words are not there."""
    from casebook.data.tables import read_package
    from casebook.reasoning import book
    from casebook.reasoning.argument import read_argument
    from casebook.reasoning.evidence import read_evidence
    from casebook.telling.word_faults import entries_of, word_faults

    package = read_package()
    claims = frozenset(package.frames["claims"]["id"])
    if "argument" in package.frames:
        try:
            read_argument(read_evidence())
        except ValueError as error:
            yield Fault(
                "argument.csv", None, None, None, f"an argument that can be judged ({error})"
            )
    for file in sorted((root / "chapters").rglob("words.yml")):
        yield from word_faults(file, claims)
    homes: dict[str, str] = {}
    for chapter in book.chapters():
        file = f"chapters/{chapter}/rules.py"
        ruled = list(book.rules(chapter))
        for claim in ruled:
            if claim not in claims:
                yield Fault(file, None, None, claim, "a claim of claims.csv")
            if claim in homes:
                expected = f"no rule, since chapters/{homes[claim]}/rules.py has one"
                yield Fault(file, None, None, claim, expected)
            homes[claim] = chapter
        told = [e for e in entries_of(book.words_file(chapter)) if e in claims]
        if told != ruled:
            expected = f"the claims of rules.py, in their order: {', '.join(ruled)}"
            yield Fault(f"{chapter}/words.yml", None, None, ", ".join(told), expected)
    for claim in sorted(claims - homes.keys()):
        yield Fault("claims.csv", None, "id", claim, "a rule in the rules.py of one chapter")
