"""Makes the environment of the book, ``.venv``, whole and for the folder that it stands in.

Run by ``make`` with the system's Python, so it needs the standard library alone. An environment
that is half made (Ctrl-C, no network), or that was made for another folder and copied or moved with
the book, is made anew: what it runs would be the other folder's book. Of two that are to be made at
once, the second waits.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
UNFINISHED = VENV / "unfinished"
"""There while something is installed: an environment that has it may lack anything."""

_PIP = ("bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
_MADE_FROM = {
    "book": ("tools/installer.lock", "requirements.lock", "pyproject.toml"),
    "test": ("tests/requirements.lock",),
}


def is_sound() -> bool:
    """Return whether the environment is whole as far as it goes, and made for this folder."""
    settings = VENV / "pyvenv.cfg"
    parts = (VENV / "book", settings, VENV / "bin" / "python")  # whose own Python may be gone
    if UNFINISHED.exists() or not all(part.exists() for part in parts):
        return False
    # Python notes the command that made it: `command = /usr/bin/python3 -m venv /the/folder/.venv`
    return f"-m venv {VENV}\n" in settings.read_text(encoding="utf-8")


def is_made(part: str) -> bool:
    """Return whether a part of the environment is there and newer than what it is made from."""
    stamp = VENV / part
    if not is_sound() or not stamp.exists():
        return False
    made = stamp.stat().st_mtime
    return all((ROOT / name).stat().st_mtime <= made for name in _MADE_FROM[part])


def _run(*command: str, **environment: str) -> None:
    """Run a command, which Ctrl-C does not reach: it is ended, with all it started, in silence."""
    given = {**os.environ, **environment}
    process = subprocess.Popen(command, cwd=ROOT, env=given, start_new_session=True)
    try:
        status = process.wait()
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    if status:
        raise subprocess.CalledProcessError(status, command)


def _do(*command: str, **environment: str) -> None:
    """Run a command of the environment."""
    first, *rest = command
    _run(str(VENV / first), *rest, **environment)


def _install(*what: str) -> None:
    """Install by uv, which takes a lock as it is and works in parallel.

    Where uv cannot run or reach what pip reaches, pip does the same, and says what it lacks.
    """
    python = str(VENV / "bin" / "python")
    try:
        _do("bin/python", "-m", "uv", "pip", "install", "--quiet", "--python", python, *what)
    except subprocess.CalledProcessError:
        print("uv could not install it: trying pip", flush=True)
        _do(*_PIP, *what)


def _install_book() -> None:
    """Make the environment from nothing."""
    print("Installing the book's environment into .venv (once)", flush=True)
    if VENV.is_symlink() or VENV.is_file():  # to another folder's, which stays
        VENV.unlink()
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir()
    UNFINISHED.touch()
    _run(sys.executable, "-m", "venv", str(VENV))
    _do(*_PIP, "--require-hashes", "-r", "tools/installer.lock")
    _install("--require-hashes", "-r", "requirements.lock")
    _install("--no-deps", "--no-build-isolation", "--editable", ".")
    # JupyterLab opens a chapter (.md) as a notebook on double click
    settings = str(VENV / "etc" / "jupyter")
    viewer = ("bin/python", "-m", "jupytext_config", "set-default-viewer", "markdown")
    _do(*viewer, JUPYTER_CONFIG_DIR=settings)


def _install_test() -> None:
    """Add what only the tests need."""
    UNFINISHED.touch()
    _install("--require-hashes", "-r", "tests/requirements.lock")


def make(part: str) -> None:
    """Make a part of the environment, ``book`` or ``test``, unless it stands."""
    with (ROOT / "pyproject.toml").open(encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the system frees it, however this process ends
        if part == "test" and not is_made("book"):
            _install_book()
            _finish("book")
        if not is_made(part):
            {"book": _install_book, "test": _install_test}[part]()
            _finish(part)


def _finish(part: str) -> None:
    (VENV / part).touch()
    UNFINISHED.unlink()


def main() -> int:
    """Run ``check`` (status 0 if the environment is sound) or make the named part."""
    (what,) = sys.argv[1:]
    if what == "check":
        return 0 if is_sound() else 1
    try:
        make(what)
    except KeyboardInterrupt:
        return 130
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
