"""What differs between two checkouts of the book: verdicts, texts, numbers, charts.

``python tools/sameness.py OLD NEW [CHAPTER ...]`` asks each checkout, with its own environment, for
everything that it says over the whole evidence and over every narrowed body: verdict, confidence,
texts, numbers and cited rows of each claim, the numbers of each chapter's prose, and of each chart
the words, the frame and the picture. Each difference is a line; the end counts them by kind.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

_DUMP = Path(__file__).with_name("sameness_dump.py")
_LONGEST = 300


def said_by(checkout: Path, chapters: Sequence[str], target: Path) -> dict[str, object]:
    """Return everything that a checkout says, by a path of names."""
    python = checkout / ".venv" / "bin" / "python"
    command = [python, _DUMP, checkout, target, *chapters]
    subprocess.run(command, cwd=checkout, check=True)
    return json.loads(target.read_text(encoding="utf-8"))


def differences(old: object, new: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of each value that differs, with both values as text."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from differences(old.get(key), new.get(key), (*path, key))
    elif old != new:
        yield (*path, str(old), str(new))


def main(old: str, new: str, *chapters: str) -> int:
    """Print the differences and how many there are of each kind; return the exit status."""
    with TemporaryDirectory() as folder:
        before, after = (
            said_by(Path(checkout).resolve(), chapters, Path(folder) / f"{name}.json")
            for name, checkout in (("old", old), ("new", new))
        )
    kinds: Counter[str] = Counter()
    seen: set[tuple[str, ...]] = set()
    for *path, was, now in differences(before, after):
        body, *place = path
        kinds[" ".join((place[0], place[-1]))] += 1
        if (*place, was, now) not in seen:  # the same in several bodies of evidence: told once
            seen.add((*place, was, now))
            print(f"{body} {' '.join(place)}\n  OLD {was[:_LONGEST]}\n  NEW {now[:_LONGEST]}")
    print(
        f"{sum(kinds.values())} differences",
        *(f"{n} {kind}" for kind, n in kinds.items()),
        sep="\n  ",
    )
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
