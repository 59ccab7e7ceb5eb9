"""``compare A B``: whether two builds gave the same bytes, and where they first part."""

from __future__ import annotations

from pathlib import Path

_AROUND = 40
"""Bytes shown before and after the first that differs."""


def _files(folder: Path) -> dict[str, Path]:
    """Return the files below a folder by their place in it."""
    return {
        file.relative_to(folder).as_posix(): file
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def _first_byte(one: bytes, other: bytes) -> str:
    """Say at which byte two contents part, with what stands around it in each."""
    shorter = min(len(one), len(other))
    at = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    around = slice(max(0, at - _AROUND), at + _AROUND)
    return f"at byte {at}:\n  A {one[around]!r}\n  B {other[around]!r}"


def differences(a: Path, b: Path) -> list[str]:
    """Return one line for each file that only one folder has or whose bytes differ."""
    in_a, in_b = _files(a), _files(b)
    found = []
    for name in sorted(in_a.keys() | in_b.keys()):
        if name not in in_b:
            found.append(f"{name}: only in A")
        elif name not in in_a:
            found.append(f"{name}: only in B")
        else:
            one, other = in_a[name].read_bytes(), in_b[name].read_bytes()
            if one != other:
                found.append(f"{name}: {_first_byte(one, other)}")
    return found


def compare(a: str, b: str) -> int:
    """Print the first difference of two built folders and return the exit status."""
    folders = [Path(a), Path(b)]
    for folder in folders:
        if not folder.is_dir():
            print(f"{folder}: no such folder")
            return 2
    found = differences(*folders)
    if found:
        print(f"{len(found)} files differ; the first is {found[0]}")
        return 1
    print(f"the same bytes: {len(_files(folders[0]))} files")
    return 0
