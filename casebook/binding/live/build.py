"""``make live``: the live edition added to the published site, whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sys
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

from casebook.binding.build import renew_record, swap
from casebook.binding.guard import open_to_readers
from casebook.binding.live import fetch, lab, pack, pages
from casebook.binding.live.answers import all_answers
from casebook.binding.publish.downloads import zip_entry

_STATIC = Path(__file__).with_name("static")
_TEMPLATES = frozenset({"live.html", "sw.js"})
"""What ``pages.py`` fills; all other files there are published as they are."""


def build_live(root: Path) -> int:
    """Add the live edition to the built book and return the exit status."""
    started = time.monotonic()
    site = root / "_build" / "html"
    if not (site / "index.html").exists():
        print("The live edition is added to a built book: run `make book` first.", file=sys.stderr)
        return 1
    try:
        parts = _python(root), _book(root)
    except fetch.NotFetchedError as error:
        print(f"The live edition cannot be made here: {error}", file=sys.stderr)
        return 1
    new = root / "_build" / "live.new"
    shutil.rmtree(new, ignore_errors=True)
    folders = [
        _written(new, name, files) for name, files in zip(("python", "book"), parts, strict=True)
    ]
    pages.write_pages(root, new, *folders)
    lab.write_lab(root, site, new, *folders)
    swap(new, site / "live")
    pages.link_pages(site)
    open_to_readers(site)
    renew_record(root)
    size = sum(file.stat().st_size for file in (site / "live").rglob("*") if file.is_file())
    print(
        f"\nThe live edition is added ({time.monotonic() - started:.1f} s, {size / 1e6:.0f} MB):\n"
        f"  {site / 'live' / 'index.html'}"
    )
    return 0


def _python(root: Path) -> dict[str, bytes]:
    """Return the files of the interpreter and of its packages by name."""
    files = {name: fetch.core(name) for name in (*fetch.CORE, "pyodide.mjs")}
    needed = fetch.with_dependencies(lab.PACKAGES)
    files |= dict(fetch.package(name) for name in sorted(needed))
    return files | {
        "pyodide-lock.json": json.dumps(fetch.pins()["lock"], sort_keys=True).encode(),
        "reading.zip": pack.reading(root),
        "drawing.zip": pack.drawing(),
    }


def _book(root: Path) -> dict[str, bytes]:
    """Return the files of the book by name: what it says, what it is made of, and the page."""
    archive = pack.book(root)
    answers = _answers(root, archive)
    written = io.BytesIO(archive)
    with zipfile.ZipFile(written, "a") as book:
        book.writestr(zip_entry("answers.json"), answers)
    files = {f.name: f.read_bytes() for f in sorted(_STATIC.iterdir()) if f.name not in _TEMPLATES}
    return files | {
        "book.zip": written.getvalue(),
        "answers.json": answers,
        "ag-grid.js": fetch.grid(),
    }


def _answers(root: Path, archive: bytes) -> bytes:
    """Return the answers on unchanged evidence, made anew only for another book."""
    kept = root / "_build" / "live.answers.json"
    made_from = root / "_build" / "live.answers.of"
    digest = hashlib.sha256(archive).hexdigest()
    if kept.exists() and made_from.exists() and made_from.read_text() == digest:
        return kept.read_bytes()
    found = all_answers(root)
    text = json.dumps(found, ensure_ascii=False, sort_keys=False, default=lambda n: n.item())
    made_from.unlink(missing_ok=True)
    kept.write_text(text, encoding="utf-8")
    made_from.write_text(digest)
    return text.encode()


def _written(new: Path, lead: str, files: Mapping[str, bytes]) -> str:
    """Write files into a folder that has their digest in its name, and return the name."""
    whole = hashlib.sha256()
    for name, content in sorted(files.items()):
        whole.update(f"{name} {len(content)}\n".encode())
        whole.update(content)
    folder = f"{lead}-{whole.hexdigest()[:12]}"
    (new / folder).mkdir(parents=True)
    for name, content in files.items():
        (new / folder / name).write_bytes(content)
    return folder
