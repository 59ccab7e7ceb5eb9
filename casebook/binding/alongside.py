"""Work done in a process of its own while this one goes on: the PDF beside the pages."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from threading import Thread


class Alongside:
    """A piece of work that a process of its own does, once started.

    It ends with this process, however this one ends: no build of a killed command goes on.

    Parameters
    ----------
    work
        What to do: a function of a module, with its arguments; returns an exit status.
    """

    def __init__(self, work: Callable[[], int]) -> None:
        self._answer, given = multiprocessing.Pipe(duplex=False)
        context = multiprocessing.get_context("spawn")  # a fork would inherit a half-built book
        self._process = context.Process(target=_do, args=(work, given), daemon=True)
        self._given = given

    def start(self) -> None:
        """Start the work unless it has been started."""
        if self._process.pid is None:
            self._process.start()
            self._given.close()

    def result(self) -> int:
        """Wait for the work and return its exit status, 1 if its process was ended from outside.

        Raises
        ------
        OSError
            If the work raised it.
        """
        self.start()
        try:
            answer = self._answer.recv()
        except EOFError:
            answer = 1
        self._process.join()
        if isinstance(answer, OSError):
            raise answer
        return answer

    def stop(self) -> None:
        """End the work, if it goes on."""
        if self._process.pid is not None:
            self._process.kill()
            self._process.join()


def _do(work: Callable[[], int], answer: Connection) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        answer.send(work())
    except OSError as error:
        answer.send(error)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
