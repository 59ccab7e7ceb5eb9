"""A build alone in its folder, which leaves the last good book whole whatever befalls it."""

from __future__ import annotations

import ctypes
import errno
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

_KEPT = ("staging", "notebook_cache", "figures", "html.new")
"""What one build leaves for the next: of no use when it was cut short half-way."""

_LEAST = 2**20
"""Bytes that a disk has free unless it is full."""

_WHAT_TO_DO = {
    errno.ENOSPC: "The disk is full. Free some space, then run the command again.",
    errno.EDQUOT: "Your share of the disk is full. Free some space, then run the command again.",
    errno.EFBIG: "A file may not grow to the size it needs (see `ulimit -f`). Raise the limit.",
    errno.EROFS: "This folder cannot be written to. Copy the project to one that can.",
    errno.EACCES: "You may not write here. Copy the project to a folder of your own.",
    errno.EPERM: "You may not write here. Copy the project to a folder of your own.",
}


def guarded(build: Callable[[Path], int], root: Path) -> int:
    """Run a build of the book in ``root`` and return its exit status.

    Two builds never run in one folder at once. What a build that was cut short (killed, no space)
    left for the next is removed first, and a published book that it had set aside put back. If the
    disk fails, the published book stays and the message says what to do.
    """
    folder = root / "_build"
    unfinished = folder / "unfinished"
    try:
        folder.mkdir(exist_ok=True)
        with FileLock(folder / "building", timeout=0):  # the system frees it, however we end
            _tidy(folder, cut_short=unfinished.exists())
            unfinished.touch()
            status = build(root)
            unfinished.unlink()
        if status:
            raise_if_full(folder)
        return status
    except Timeout:
        print("Another build runs in this folder. Wait until it ends.", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in _WHAT_TO_DO:
            raise
        print(
            f"{error}\n{_WHAT_TO_DO[error.errno]}\nNothing was published; the last book stays.",
            file=sys.stderr,
        )
        return 1


def raise_if_full(folder: Path) -> None:
    """Look whether a build that failed, failed for want of room: to be asked before any is made.

    Raises
    ------
    OSError
        If the disk is full: a notebook or Sphinx may have met the end of it and told only that it
        failed.
    """
    if shutil.disk_usage(folder).free < _LEAST:
        raise OSError(errno.ENOSPC, "no space left on the disk")


def _tidy(folder: Path, cut_short: bool) -> None:
    """Put back a published book that was set aside; remove what a build cut short has left."""
    published, old = folder / "html", folder / "html.old"
    if old.exists() and not published.exists():
        old.rename(published)
    if cut_short:
        for name in _KEPT:
            shutil.rmtree(folder / name, ignore_errors=True)


def copy_folder(source: Path, target: Path, leave_out: str) -> None:
    """Copy a folder to where none is yet, without the files of one name.

    Raises
    ------
    OSError
        At the first file that cannot be copied, with its number: ``shutil.copytree`` tries all
        others too and loses the number, by which ``guarded`` knows a full disk.
    """
    target.mkdir()
    for entry in sorted(source.iterdir()):
        if entry.is_dir():
            copy_folder(entry, target / entry.name, leave_out)
        elif entry.name != leave_out:
            shutil.copy2(entry, target / entry.name)


def open_to_readers(folder: Path) -> None:
    """Let everyone read a folder that is published: who serves it is seldom who made it.

    Some systems make files that their owner alone may read, and copies keep that.
    """
    for entry in (folder, *folder.rglob("*")):
        mode = entry.stat().st_mode
        wanted = mode | (0o555 if entry.is_dir() else 0o444)
        if mode != wanted:
            entry.chmod(wanted)


def exchange(new: Path, published: Path) -> bool:
    """Let two folders change places in one step, and remove the old one; return whether it worked.

    Linux and macOS can do so on most file systems (``renameat2``, ``renamex_np``).
    """
    libc = ctypes.CDLL(None, use_errno=True)
    paths = bytes(new), bytes(published)
    if hasattr(libc, "renameat2"):
        here, swap = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of linux/fs.h
        failed = libc.renameat2(here, paths[0], here, paths[1], swap)
    elif hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(*paths, 2)  # RENAME_SWAP of macOS's sys/stdio.h
    else:
        return False
    if not failed:
        shutil.rmtree(new, ignore_errors=True)
    return not failed
