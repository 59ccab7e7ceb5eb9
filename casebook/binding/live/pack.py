"""The archives that a browser unpacks: the book, and what Python needs to run it.

What is compiled comes from :mod:`fetch`. What is Python alone is taken from the environment of the
book itself, at the versions that it runs with here. Each archive is the same bytes for the same
input.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path

from casebook.binding.live import fetch
from casebook.binding.publish.downloads import zip_entry
from casebook.data.place import data_folder, read_yaml

_ENGINE = Path(__file__).parents[2]

_LEFT_OUT = re.compile(
    r"(^|/)(tests?|__pycache__|sample_data|include|docs?|examples)/"
    r"|\.(pyi|pyx|pxd|h|hpp|c|cpp|a|lib)$|\.dist-info/(?!METADATA)|(^|/)\.\."
)
"""Of packages: what no reader's Python imports."""

_COMPILED_HERE = re.compile(r"\.(so|pyd|dylib)$")

READING = ("jinja2", "markupsafe", "pyyaml", "python-dateutil", "six")
"""Of the book's environment, what verdicts need."""

DRAWING = ("seaborn", "font-source-sans-pro", "packaging", "cycler", "six")
"""Of the book's environment, what charts need."""

DRAWN_BY = ("matplotlib", "pillow", "contourpy", "kiwisolver", "pyparsing")
"""Of Pyodide's packages, what charts need."""


def book(root: Path) -> bytes:
    """Return the archive of the book: its code, its chapters and its data."""
    parts = {"casebook": _ENGINE, "chapters": root / "chapters", "data": data_folder()}
    files = {
        f"{lead}/{file.relative_to(folder).as_posix()}": file
        for lead, folder in parts.items()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not _is_foreign(file.relative_to(folder))
    }
    files |= {"_toc.yml": root / "_toc.yml", "index.md": root / "index.md"}
    return _archive((name, _content(file)) for name, file in files.items())


def _content(file: Path) -> bytes:
    """Return a file as it is; YAML as JSON, for PyYAML has no loader in C in a browser."""
    if file.suffix != ".yml":
        return file.read_bytes()
    return json.dumps(read_yaml(file), ensure_ascii=False).encode()


def _is_foreign(place: Path) -> bool:
    """Return whether a file is no part of what judges and tells: the binding, hidden files."""
    hidden = any(part.startswith((".", "__pycache__")) for part in place.parts)
    return hidden or place.parts[0] == "binding" or place.suffix in (".bib", ".typ")


def reading(root: Path) -> bytes:
    """Return the archive of what verdicts need."""
    _, numpy = fetch.package("numpy")
    wheels = (numpy, fetch.locked("pandas", root).read_bytes())
    return _archive([*_of_wheels(wheels), *_installed(READING)])


def drawing() -> bytes:
    """Return the archive of what charts need besides."""
    wheels = (fetch.package(name)[1] for name in DRAWN_BY)
    return _archive([*_of_wheels(wheels), *_installed(DRAWING)])


def _of_wheels(wheels: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    for wheel in wheels:
        with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
            for name in archive.namelist():
                if not name.endswith("/") and not _LEFT_OUT.search(name):
                    yield name, archive.read(name)


def _installed(projects: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the Python files of packages of this environment, without what is compiled for it."""
    for project in projects:
        for file in distribution(project).files or ():
            name = file.as_posix()
            place = Path(str(file.locate()))
            if place.is_file() and not _LEFT_OUT.search(name) and not _COMPILED_HERE.search(name):
                yield name, place.read_bytes()


def _archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in sorted(dict(files).items()):
            archive.writestr(zip_entry(name), content)
    return written.getvalue()
