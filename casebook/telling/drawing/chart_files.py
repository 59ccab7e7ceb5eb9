"""Where a chart's files lie and how they come there: known without what draws them."""

import os
from pathlib import Path

SCREEN = "screen"
"""The subfolder of what pages are made of: it is not published."""

MARK = "mark-"
"""Before the number of a row: the id of its mark in a drawing."""


def write_whole(file: Path, content: bytes) -> None:
    """Write a file at once: whoever reads it meanwhile gets all of the old or all of the new.

    Two notebooks may draw the same chart at the same time, while a build takes its digest.
    """
    part = file.with_name(f".{file.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(file)
