"""``make check``: the data and the prose, in seconds, without building anything."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from casebook.binding.checks.prose import chapters, check_chapters, check_modules
from casebook.binding.notebooks.workspace import REASONING, fingerprint, reasoning_names
from casebook.data.place import book_root, data_folder


def check() -> int:
    """Check the data and the prose; print one line a fault and return the exit status."""
    root = book_root()
    faults = [*foundation_faults(root), *check_chapters(root)]
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"data and prose: {len(faults)} faults" if faults else "data and prose: in order")
    return 1 if faults else 0


def foundation_faults(root: Path) -> list[object]:
    """Return every fault of the data and every number typed into a module.

    What was found in order is not checked again until the data, a module, this check or the list of
    chapters changes.
    """
    checks = [f"casebook/binding/checks/{name}.py" for name in ("check", "prose")]
    current = fingerprint([*reasoning_names(root), *checks], REASONING, root)
    current += " ".join(chapter.stem for chapter in chapters(root))
    record = root / "_build" / "in_order"
    if record.exists() and record.read_text(encoding="utf-8") == current:
        return []
    from casebook.data.contract import check_data  # brings Pandas
    from casebook.data.faults import DataFaultsError

    faults: list[object] = []
    try:
        check_data(data_folder())
    except DataFaultsError as error:
        faults += error.faults
    faults += check_modules(root)
    if not faults:
        with suppress(OSError):  # what is in order is so where nothing can be written, too
            record.parent.mkdir(parents=True, exist_ok=True)
            record.write_text(current, encoding="utf-8")
    return faults
