"""The commands behind the Makefile: ``python -m casebook.binding book``, ``check`` and so on."""

from __future__ import annotations

import sys
from pathlib import Path

from casebook.binding.check import check
from casebook.binding.compare import compare
from casebook.binding.diff import diff
from casebook.sources import write_sources_table
from casebook.tables import data_folder


def main() -> int:
    """Run the command named on the command line and return its exit status."""
    match sys.argv[1:]:
        case ["book"]:
            from casebook.binding.build import build_book  # Sphinx: `check` does without it
            from casebook.binding.guard import guarded

            return guarded(build_book, Path(__file__).parents[2])
        case ["check"]:
            return check()
        case ["compare", a, b]:
            return compare(a, b)
        case ["diff", old]:
            return diff(old, Path(__file__).parents[2])
        case ["sources"]:
            write_sources_table(data_folder())
            return 0
        case _:
            print(
                "usage: python -m casebook.binding book | check | sources | diff OLD | compare A B",
                file=sys.stderr,
            )
            return 2


if __name__ == "__main__":
    sys.exit(main())
