"""Where a chart's files lie and how they come there: known without what draws them."""

import os
from pathlib import Path

PRINT = "print"
"""The subfolder of the charts for print."""


def write_whole(file: Path, content: bytes) -> None:
    """Write a file at once: whoever reads it meanwhile gets all of the old or all of the new.

    Two notebooks may draw the same chart at the same time, while a build takes its digest.
    """
    part = file.with_name(f".{file.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(file)
