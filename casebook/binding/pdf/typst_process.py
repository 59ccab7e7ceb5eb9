"""A process of Typst for one volume, asked to set it as often as its page numbers change."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any

from sphinx.errors import ExtensionError

_WORKER = (sys.executable, "-m", "casebook.binding.pdf.typst_worker")

Place = dict[str, Any]
"""What a link leads to: ``id`` and ``title``, ``page`` (from 1), ``x`` and ``y`` (points)."""


class TypstProcess(AbstractContextManager):
    """A process that sets one document by a stylesheet, both in the same folder.

    It ends with the ``with`` block, and with this process, however that ends.
    """

    def __init__(self, stylesheet: Path, document: Path, when: int) -> None:
        command = [*_WORKER, str(stylesheet), document.name, str(when)]
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        self._process = subprocess.Popen(command, **pipes)

    def __exit__(self, *_: object) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.communicate()

    def set(self) -> tuple[bytes, int, list[Place]]:
        """Set the document as it now is; return the PDF, how many pages it has, and its places.

        Raises
        ------
        ExtensionError
            If Typst finds a fault, lacks a font or was ended (says which).
        """
        with suppress(BrokenPipeError):  # it has ended, which is told below
            self._process.stdin.write(b"\n")
            self._process.stdin.flush()
        line = self._process.stdout.readline()
        if line.endswith(b"\n"):
            size, pages, places = json.loads(line)
            pdf = self._process.stdout.read(size)
            if len(pdf) == size:
                return pdf, pages, places
        complaint = self._process.stderr.read().decode("utf-8").strip()
        if self._process.wait() < 0:
            complaint = "Typst was ended from outside, for want of memory perhaps"
        raise ExtensionError(f"report: {complaint}")
