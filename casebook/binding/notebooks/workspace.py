"""What is kept between builds, and what tells whether it still holds.

An executed notebook is kept with the digest of every file that it was made from and of every
picture that it drew. It holds as long as all of them are as they were; nothing else is asked.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

from casebook.data.place import data_folder

REASONING = (
    *("font-source-sans-pro", "ipykernel", "ipython", "matplotlib", "numpy"),
    *("pandas", "scipy", "seaborn"),
)
"""The libraries whose version can change a number or a picture."""

BINDING = (
    *("docutils", "font-source-serif-pro", "jupyter-book", "lxml", "myst-nb", "myst-parser"),
    *("pikepdf", "pybtex", "pydata-sphinx-theme", "sphinx", "sphinx-book-theme", "sphinx-design"),
    *("sphinxcontrib-bibtex", "tinycss2", "typst"),
)
"""The libraries whose version can change a page or the PDF."""

_LEFT_OUT = frozenset({"_build", "__pycache__"})


def versions(libraries: Iterable[str]) -> str:
    """Return names and versions of libraries as one text."""
    return ", ".join(f"{library} {metadata.version(library)}" for library in libraries)


def name_of(path: Path, root: Path) -> str | None:
    """Return the name of an input of the book: ``data/...``, else its place below the root.

    None for what is no input: files elsewhere, hidden ones, and what builds leave.
    """
    for folder, lead in ((data_folder().resolve(), "data/"), (root.resolve(), "")):
        if path.is_relative_to(folder):
            place = path.relative_to(folder)
            if _LEFT_OUT & set(place.parts) or any(part.startswith(".") for part in place.parts):
                return None
            return f"{lead}{place.as_posix()}"
    return None


def path_of(name: str, root: Path) -> Path:
    """Return where the file of a name lies: the other way round of :func:`name_of`."""
    lead, _, place = name.partition("/")
    return data_folder() / place if lead == "data" else root / name


def digest(file: Path) -> str:
    """Return the SHA-256 of a file's content, empty if there is none."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def digests(names: Iterable[str], root: Path) -> dict[str, str]:
    """Return the digest of each named file."""
    return {name: digest(path_of(name, root)) for name in sorted(names)}


def holds(record: Mapping[str, str], root: Path) -> bool:
    """Return whether all files of a record of :func:`digests` are as they were."""
    return all(digest(path_of(name, root)) == was for name, was in record.items())


def fingerprint(names: Iterable[str], libraries: Iterable[str], root: Path) -> str:
    """Return one hash of the named files and the versions of the libraries."""
    return hashlib.sha256(f"{digests(names, root)} {versions(libraries)}".encode()).hexdigest()


def _names(files: Iterable[Path], root: Path) -> list[str]:
    names = (name_of(file.resolve(), root) for file in files if file.is_file())
    return [name for name in names if name]


def reasoning_names(root: Path) -> list[str]:
    """Return the names of the data and of the modules that reason on it."""
    files = [*data_folder().rglob("*"), *(root / "casebook").rglob("*")]
    return [name for name in _names(files, root) if not name.startswith("casebook/binding/")]


def inputs(root: Path) -> str:
    """Return a hash of everything that the book is made from: the same hash, the same book."""
    folders = (root / "chapters", data_folder(), root / "casebook")
    below = [file for folder in folders for file in folder.rglob("*")]
    names = _names([*root.iterdir(), *below], root)
    return fingerprint(names, (*REASONING, *BINDING), root)


def reasoning(root: Path) -> str:
    """Return a hash of data and reasoning: the same hash, the same findings."""
    return fingerprint(reasoning_names(root), REASONING, root)


def binding(root: Path) -> str:
    """Return a hash of what every page is made with besides its text and its results."""
    names = _names((root / "casebook" / "binding").rglob("*"), root)
    return fingerprint(["data/sources.bib", *names], BINDING, root)


def cache_folder(root: Path) -> Path:
    """Return the folder of the executed notebooks."""
    return root / "_build" / "notebook_cache"


def figures_folder(root: Path) -> Path:
    """Return the folder to which notebooks draw, and tell the kernels of it."""
    folder = root / "_build" / "figures"
    os.environ["CASEBOOK_FIGURES"] = str(folder)
    return folder
