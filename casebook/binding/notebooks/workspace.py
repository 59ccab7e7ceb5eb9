"""What is kept between builds, and what tells whether it still holds.

An executed notebook is kept with the digest of every file that it was made from and of every
picture that it drew. It holds as long as all of them are as they were; nothing else is asked.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path

import casebook
from casebook.data.checks.on_reading import CHECKED
from casebook.data.place import data_folder

REASONING = (
    *("font-source-sans-pro", "ipykernel", "ipython", "matplotlib", "numpy"),
    *("pandas", "seaborn"),
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


def _folders(root: Path) -> dict[str, Path]:
    """Return the folder of each kind of input, by how the names of its files begin."""
    return {"data/": data_folder(), "casebook/": engine(root), "": root}


def names_of(files: Iterable[str], root: Path) -> set[str]:
    """Return the names of those files that a notebook was made from or has drawn.

    They are given as real paths. The name of an input is ``data/...``, ``casebook/...``, else its
    place below the root, as is that of a picture. All others have none: files elsewhere, hidden
    ones, and what builds leave.
    """
    folders = {lead: f"{folder.resolve()}{os.sep}" for lead, folder in _folders(root).items()}
    figures = f"{figures_folder(root).resolve()}{os.sep}"
    names = set()
    for file in files:
        for lead, folder in folders.items():
            if file.startswith(folder):
                place = file.removeprefix(folder).replace(os.sep, "/")
                if file.startswith(figures) or all(map(_is_input, place.split("/"))):
                    names.add(f"{lead}{place}")
                break
    return names


def digest(file: Path) -> str:
    """Return the SHA-256 of a file's content, empty if there is none."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return ""


def digests(names: Iterable[str], root: Path) -> dict[str, str]:
    """Return the digest of each named file."""
    folders = _folders(root)
    found = {}
    for name in sorted(names):
        lead = next(lead for lead in folders if name.startswith(lead))
        found[name] = digest(folders[lead] / name.removeprefix(lead))
    return found


def holds(record: Mapping[str, str], root: Path) -> bool:
    """Return whether all files of a record of :func:`digests` are as they were."""
    return digests(record, root) == record


def fingerprint(names: Iterable[str], libraries: Iterable[str], root: Path) -> str:
    """Return one hash of the named files and the versions of the libraries."""
    return hashlib.sha256(f"{digests(names, root)} {versions(libraries)}".encode()).hexdigest()


def _below(folder: Path, lead: str) -> Iterator[str]:
    """Yield the names of the inputs in a folder, at any depth: see :func:`name_of`."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if _is_input(name)]
        within = Path(place).relative_to(folder).as_posix()
        start = lead if within == "." else f"{lead}{within}/"
        yield from (f"{start}{name}" for name in files if _is_input(name))


def _is_input(name: str) -> bool:
    return name not in _LEFT_OUT and not name.startswith(_NO_FILES)


def reasoning_names(root: Path) -> list[str]:
    """Return the names of the data, and of the modules and words that reason on it."""
    folders = _folders(root)
    of_engine = _below(folders["casebook/"], "casebook/")
    return [
        *_below(folders["data/"], "data/"),
        *(name for name in of_engine if not name.startswith("casebook/binding/")),
        *(n for n in _below(root / "chapters", "chapters/") if n.endswith((".py", ".yml"))),
    ]


def inputs(root: Path) -> str:
    """Return a hash of everything that the book is made from: the same hash, the same book."""
    folders = _folders(root)
    names = [
        *(file.name for file in root.iterdir() if file.is_file() and _is_input(file.name)),
        *_below(root / "chapters", "chapters/"),
        *_below(folders["data/"], "data/"),
        *_below(folders["casebook/"], "casebook/"),
    ]
    return fingerprint(names, (*REASONING, *BINDING), root)


def reasoning(root: Path) -> str:
    """Return a hash of data and reasoning: the same hash, the same findings."""
    return fingerprint(reasoning_names(root), REASONING, root)


def binding(root: Path) -> str:
    """Return a hash of what every page is made with besides its text and its results."""
    names = _below(engine(root) / "binding", "casebook/binding/")
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
