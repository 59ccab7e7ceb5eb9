"""``make check``: the data and the prose, in seconds, without building anything."""

from __future__ import annotations

import sys
from pathlib import Path

from casebook.binding.prose import check_prose
from casebook.contract import check_data
from casebook.faults import DataFaultsError
from casebook.tables import data_folder


def check() -> int:
    """Check the data and the prose; print one line a fault and return the exit status."""
    faults: list[object] = []
    try:
        check_data(data_folder())
    except DataFaultsError as error:
        faults += error.faults
    faults += check_prose(Path(__file__).parents[2])
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"data and prose: {len(faults)} faults" if faults else "data and prose: in order")
    return 1 if faults else 0
