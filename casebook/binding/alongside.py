"""Work done in a process of its own while this one goes on: the PDF beside the pages."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from threading import Thread
from types import TracebackType


class Alongside:
    """A piece of work that a process of its own does, once started.

    The process begins at once, with what takes time to import. It ends with the ``with`` block and
    with this process, however that ends: no build of a killed command goes on.

    Parameters
    ----------
    work
        What to do: a function of a module, with its arguments; returns an exit status.
    modules
        The names of the modules that the work needs.
    """

    def __init__(self, work: Callable[[], int], modules: Iterable[str] = ()) -> None:
        self._connection, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")  # a fork would inherit a half-built book
        arguments = (work, tuple(modules), theirs)
        self._process = context.Process(target=_do, args=arguments, daemon=True)
        # Ctrl-C is for the process that asked: this one ends with it, and tells nothing of its own.
        # The tracker of resources, where it is started with the process, would lift the block.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        self._process.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        theirs.close()
        self._is_started = False

    def __enter__(self) -> Alongside:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()

    def start(self) -> None:
        """Start the work unless it has been started."""
        if not self._is_started:
            self._is_started = True
            with suppress(OSError):  # the process has ended, which its result will tell
                self._connection.send(None)

    def result(self) -> int:
        """Wait for the work and return its exit status; 1, and say so, if its process was ended.

        Raises
        ------
        OSError
            If the work raised it.
        """
        self.start()
        try:
            answer = self._connection.recv()
        except (EOFError, ConnectionError):
            answer = 1
            self._process.join()
            if self._process.exitcode < 0:  # by a signal: all else has told its reason itself
                print(
                    "A process was ended from outside, for want of memory perhaps.", file=sys.stderr
                )
        if isinstance(answer, OSError):
            raise answer
        return answer


def _do(work: Callable[[], int], modules: Iterable[str], connection: Connection) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    for module in modules:
        import_module(module)
    connection.recv()
    try:
        connection.send(work())
    except OSError as error:
        connection.send(error)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
