"""How far a build is: one line that moves in a terminal, few plain lines in a pipe or a file."""

from __future__ import annotations

import re
import sys
import time

_BEGAN = time.monotonic()
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_CLEAR = "\r\x1b[K"


def step(text: str) -> None:
    """Say what is being done now, and how long the command has run."""
    told = f"{text} ({time.monotonic() - _BEGAN:.0f} s so far)"
    if sys.stdout.isatty():
        import shutil  # slow: until all is imported, Ctrl-C would be told with a traceback

        width = shutil.get_terminal_size().columns - 1
        print(f"{_CLEAR}{told[:width]}", end="", flush=True)
    else:
        print(told, flush=True)


def say(text: str) -> None:
    """Say what is to stay in sight."""
    print(f"{_CLEAR}{text}" if sys.stdout.isatty() else text, flush=True)


def fail(text: str) -> None:
    """Tell of something that failed, below the line that moves; in colours in a terminal alone."""
    say("")
    print(text if sys.stderr.isatty() else _COLOUR.sub("", text), file=sys.stderr)
