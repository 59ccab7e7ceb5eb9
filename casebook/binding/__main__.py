"""``python -m casebook.binding check``: the data and the prose, in seconds."""

from __future__ import annotations

import sys
from pathlib import Path

from casebook.binding.prose import check_prose
from casebook.contract import check_data
from casebook.faults import DataFaultsError
from casebook.sources import write_sources_table
from casebook.tables import data_folder

ROOT = Path(__file__).parents[2]


def check() -> int:
    """Check the data and the prose; print one line a fault and return the exit status."""
    faults: list[object] = []
    try:
        check_data(data_folder())
    except DataFaultsError as error:
        faults += error.faults
    faults += check_prose(ROOT)
    for fault in faults:
        print(fault, file=sys.stderr)
    print("data and prose: " + (f"{len(faults)} faults" if faults else "in order"))
    return 1 if faults else 0


def main() -> int:
    """Run the command named on the command line and return its exit status."""
    match sys.argv[1:]:
        case ["check"]:
            return check()
        case ["sources"]:
            write_sources_table(data_folder())
            return 0
        case _:
            print("usage: python -m casebook.binding check | sources", file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main())
