"""A command of ``make bench``, its time taken and its memory weighed."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

import psutil

_EVERY = 0.2  # seconds


class Took(NamedTuple):
    """What a command took, in seconds, and what it printed."""

    seconds: float
    printed: str


def run(book: Path, *command: str, may_fail: bool = False) -> Took:
    """Run a command on a copy of the book.

    Raises
    ------
    RuntimeError
        If it fails and may not; with the end of what it printed.
    """
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CASEBOOK_")}
    environment |= {"PYTHONPATH": str(book), "CASEBOOK_FIGURES": str(book / "_build" / "figures")}
    # LaTeX stops at a caption of two paragraphs, which the book has; told to go on, it makes a PDF.
    environment["LATEXMKOPTS"] = "-f -interaction=nonstopmode"
    print(f"  {book.name}: {' '.join(Path(part).name for part in command)}", end="", flush=True)
    started = time.monotonic()
    with (book.parent / "printed").open("w+") as file:
        process = subprocess.Popen(
            command, cwd=book, env=environment, stdout=file, stderr=subprocess.STDOUT
        )
        process.wait()
        seconds = time.monotonic() - started
        file.seek(0)
        printed = file.read()
    print(f" {seconds:.1f} s", flush=True)
    if process.returncode and not may_fail:
        raise RuntimeError(f"{' '.join(command)} failed:\n{printed[-3000:]}")
    return Took(seconds, printed)


def weighed(work: Callable[[], Took]) -> tuple[Took, float]:
    """Return what the work gave, and how much its processes held at most, all together, in GiB.

    The work's processes are those that this one starts, and all below them. They are looked at five
    times a second. On Linux what several of them share counts once, elsewhere not at all.
    """
    most, done = 0, Event()

    def look() -> None:
        nonlocal most
        while not done.wait(_EVERY):
            most = max(most, _held())

    looking = Thread(target=look)
    looking.start()
    try:
        took = work()
    finally:
        done.set()
        looking.join()
    return took, most / 2**30


def _held() -> int:
    """Return how many bytes the processes below this one hold now."""
    held = 0
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # it has ended meanwhile
            memory = process.memory_full_info()
            held += memory.pss if psutil.LINUX else memory.uss
    return held
