"""``make check``: the data and the prose, in seconds, without building anything."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from casebook.binding.prose import check_prose
from casebook.binding.workspace import reasoning
from casebook.tables import data_folder


def check() -> int:
    """Check the data and the prose; print one line a fault and return the exit status."""
    root = Path(__file__).parents[2]
    faults = [*data_faults(root), *check_prose(root)]
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"data and prose: {len(faults)} faults" if faults else "data and prose: in order")
    return 1 if faults else 0


def data_faults(root: Path) -> list[object]:
    """Return every fault of the data.

    Data found in order are not checked again until they or the modules that check them change.
    """
    current = reasoning(root)
    record = root / "_build" / "data_in_order"
    if record.exists() and record.read_text(encoding="utf-8") == current:
        return []
    from casebook.contract import check_data  # brings Pandas
    from casebook.faults import DataFaultsError

    try:
        check_data(data_folder())
    except DataFaultsError as error:
        return list(error.faults)
    with suppress(OSError):  # data can be checked where nothing can be written
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(current, encoding="utf-8")
    return []
