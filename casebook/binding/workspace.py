"""What is kept between builds, and the fingerprint that says whether it still holds."""

from __future__ import annotations

import hashlib
import os
import shutil
from importlib import metadata
from pathlib import Path

from casebook.tables import data_folder

_LIBRARIES = ("matplotlib", "numpy", "pandas", "scipy", "seaborn")
"""The libraries whose version can change a number or a picture."""


def fingerprint(data: Path) -> str:
    """Return a hash of the data package, the reasoning modules and the libraries they use.

    A notebook's result depends on these besides its own text.
    """
    package = Path(__file__).parents[1]
    files = [*data.glob("*"), *package.glob("*.py"), *package.glob("*.mplstyle")]
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.name):
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    for library in _LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}".encode())
    return digest.hexdigest()


def inputs(root: Path) -> str:
    """Return a hash of everything that the book is made from: the same hash, the same book."""
    names = ("_config.yml", "_toc.yml", "index.md", "CITATION.cff")
    names += ("requirements.txt", "requirements.lock")
    files = [(name, root / name) for name in names]
    for folder in (root / "chapters", data_folder(), root / "casebook"):
        found = (f for f in folder.rglob("*") if f.is_file() and f.suffix != ".pyc")
        files += [(f"{folder.name}/{f.relative_to(folder)}", f) for f in found]
    digest = hashlib.sha256()
    for name, file in sorted(files):
        digest.update(name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def prepare(build: Path, data: Path) -> tuple[str, Path]:
    """Make the build folder ready for this data and code.

    Executed notebooks and figures of another fingerprint are removed, and the notebooks are told
    where their figures go. Return the fingerprint and the folder of the execution cache.
    """
    current = fingerprint(data)
    record = build / "fingerprint"
    cache, figures = build / "notebook_cache", build / "figures"
    if not record.exists() or record.read_text() != current:
        for folder in (cache, figures):
            shutil.rmtree(folder, ignore_errors=True)
        build.mkdir(parents=True, exist_ok=True)
        record.write_text(current)
    os.environ["CASEBOOK_FIGURES"] = str(figures)
    return current, cache
