"""What a notebook's result depends on besides its own text, as one hash."""

from __future__ import annotations

import hashlib
import shutil
from importlib import metadata
from pathlib import Path

_LIBRARIES = ("matplotlib", "numpy", "pandas", "scipy", "seaborn")
"""The libraries whose version can change a number or a picture."""


def fingerprint(data: Path) -> str:
    """Return a hash of the data package, the reasoning modules and the libraries they use."""
    package = Path(__file__).parents[1]
    files = [*data.glob("*"), *package.glob("*.py"), *package.glob("*.mplstyle")]
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.name):
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    for library in _LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}".encode())
    return digest.hexdigest()


def forget_stale(work: Path, current: str) -> None:
    """Remove executed notebooks and figures that another fingerprint than ``current`` made."""
    record = work / "fingerprint"
    if record.exists() and record.read_text() == current:
        return
    for folder in ("notebook_cache", "figures"):
        shutil.rmtree(work / folder, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    record.write_text(current)
