"""The commands behind the Makefile: ``python -m casebook.binding book``, ``check`` and so on."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import NoReturn


def _stop(number: int, _: FrameType | None) -> NoReturn:
    """End at once, in one line. What this process has started ends with it: see ``alongside``."""
    os.write(2, b"\nStopped. The last whole book stays.\n")
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)  # so that make, too, knows that it was stopped
    os._exit(128 + number)


if __name__ == "__main__":
    # Before all imports: an exception would have to pass through libraries that wait for their
    # threads, hide it or tell it as a fault of theirs.
    signal.signal(signal.SIGINT, _stop)

_USAGE = """\
usage: python -m casebook.binding COMMAND
    book | html | live | check | serve PORT | sources | diff OLD | compare A B
    verdicts [--data FOLDER] [--as-of DAY] [--grades G,G] [--define TERM=READING] [--unchecked]"""


_NO_BOOK = """\
{} holds no data package (datapackage.json is not there).
Run this in the folder of a book; CASEBOOK_ROOT, and CASEBOOK_DATA for its data, name another."""


def main() -> int:
    """Run the command named on the command line and return its exit status."""
    from casebook.data.checks.on_reading import CHECKED
    from casebook.data.place import ForeignEngineError, book_root, data_folder

    os.environ[CHECKED] = "by this command"  # each that must, does so before it reads anything
    try:
        root = book_root()
    except ForeignEngineError as error:
        print(error, file=sys.stderr)
        return 1
    if sys.argv[1:] and not (data_folder() / "datapackage.json").is_file():
        print(_NO_BOOK.format(data_folder()), file=sys.stderr)
        return 1
    # Each command imports its own: what a command does not need would cost it seconds.
    match sys.argv[1:]:
        case ["book"]:
            from casebook.binding.build import build_book
            from casebook.binding.guard import guarded

            return guarded(build_book, root)
        case ["html"]:
            from casebook.binding.build import build_pages
            from casebook.binding.guard import guarded

            return guarded(build_pages, root)
        case ["live"]:
            from casebook.binding.live.build import build_live

            return build_live(root)
        case ["check"]:
            from casebook.binding.checks.check import check

            return check()
        case ["compare", a, b]:
            from casebook.binding.checks.compare import compare

            return compare(a, b)
        case ["diff", old]:
            from casebook.binding.checks.diff import diff

            return diff(old, root)
        case ["verdicts", *words]:
            from casebook.binding.publish.verdicts import verdicts

            return verdicts(words)
        case ["serve", port]:
            from casebook.binding.serve import serve

            return serve(root, port)
        case ["sources"]:
            from casebook.data.place import data_folder
            from casebook.data.sources import write_sources_table

            write_sources_table(data_folder())
            return 0
        case _:
            print(_USAGE, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main())
