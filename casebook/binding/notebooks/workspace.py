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

import casebook
from casebook.data.checks.on_reading import CHECKED
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
_NO_FILES = (".", "__editable__")
"""How names begin of hidden files, and of a mark that pip leaves among the places of modules."""


def versions(libraries: Iterable[str]) -> str:
    """Return names and versions of libraries as one text."""
    return ", ".join(f"{library} {metadata.version(library)}" for library in libraries)


def engine(root: Path) -> Path:
    """Return the folder of the engine: beside the chapters, else the one that builds the book."""
    own = root / "casebook"
    return own if own.is_dir() else Path(casebook.__file__).parent


def name_of(path: Path, root: Path) -> str | None:
    """Return the name of an input: ``data/...``, ``casebook/...``, else its place below the root.

    None for what is no input: files elsewhere, hidden ones, and what builds leave.
    """
    leads = ((data_folder(), "data/"), (engine(root), "casebook/"), (root, ""))
    for folder, lead in ((folder.resolve(), lead) for folder, lead in leads):
        if path.is_relative_to(folder):
            place = path.relative_to(folder)
            if _LEFT_OUT & set(place.parts) or any(p.startswith(_NO_FILES) for p in place.parts):
                return None
            return f"{lead}{place.as_posix()}"
    return None


def path_of(name: str, root: Path) -> Path:
    """Return where the file of a name lies: the other way round of :func:`name_of`."""
    lead, _, place = name.partition("/")
    if lead == "data":
        return data_folder() / place
    return engine(root) / place if lead == "casebook" else root / name


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
    """Return the names of the data, and of the modules and words that reason on it."""
    code = [file for kind in ("*.py", "*.yml") for file in (root / "chapters").rglob(kind)]
    files = [*data_folder().rglob("*"), *engine(root).rglob("*"), *code]
    return [name for name in _names(files, root) if not name.startswith("casebook/binding/")]


def inputs(root: Path) -> str:
    """Return a hash of everything that the book is made from: the same hash, the same book."""
    folders = (root / "chapters", data_folder(), engine(root))
    below = [file for folder in folders for file in folder.rglob("*")]
    names = _names([*root.iterdir(), *below], root)
    return fingerprint(names, (*REASONING, *BINDING), root)


def reasoning(root: Path) -> str:
    """Return a hash of data and reasoning: the same hash, the same findings."""
    return fingerprint(reasoning_names(root), REASONING, root)


def binding(root: Path) -> str:
    """Return a hash of what every page is made with besides its text and its results."""
    names = _names((engine(root) / "binding").rglob("*"), root)
    return fingerprint(["data/sources.bib", *names], BINDING, root)


def cache_folder(root: Path) -> Path:
    """Return the folder of the executed notebooks."""
    return root / "_build" / "notebook_cache"


def figures_folder(root: Path) -> Path:
    """Return the folder to which notebooks draw, and tell the kernels of it."""
    folder = root / "_build" / "figures"
    os.environ["CASEBOOK_FIGURES"] = str(folder)
    return folder


def kernel_environment(root: Path) -> dict[str, str]:
    """Return the environment of a kernel: chapters and engine come from the book it stands in.

    It takes the data as checked, which a build does first: a notebook that looked through all
    tables would have to run again when any of them changes.
    """
    places = dict.fromkeys(map(str, (root.resolve(), engine(root).resolve().parent)))
    given = filter(None, [os.environ.get("PYTHONPATH")])
    path = os.pathsep.join([*places, *given])
    own = {"PYTHONPATH": path, "CASEBOOK_ROOT": str(root.resolve()), CHECKED: "by the build"}
    return {**os.environ, **own}
