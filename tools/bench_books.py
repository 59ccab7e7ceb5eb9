"""What ``make bench`` measures: copies of this book, as it is, as stock builds it, and grown."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path
from typing import Any

import yaml

_RESULTS = ("notebook_cache", ".jupyter_cache", "figures", "findings")
"""In the build folder, what running the notebooks leaves."""

_PLACE = ("casebook:part", "casebook:order")
"""Properties of a table that every table has."""

_OF_THE_TEXT = ("roles", "cite", "sources.bibliography")


def copied(root: Path, target: Path) -> Path:
    """Return a copy of the book without anything that was built."""
    left_out = shutil.ignore_patterns("_build", ".*", "tests", "__pycache__")
    return Path(shutil.copytree(root, target, ignore=left_out))


def as_stock_builds_it(root: Path, target: Path) -> Path:
    """Return a copy that stock Jupyter Book builds: the same text, code and settings.

    Of the binding it keeps what the text itself uses, roles, directive and style, and no more.
    """
    book = copied(root, target)
    config = yaml.safe_load((book / "_config.yml").read_text(encoding="utf-8"))
    config["sphinx"]["extra_extensions"] = [
        *(f"casebook.binding.site.{name}" for name in _OF_THE_TEXT),
        "sphinx.ext.imgconverter",
    ]
    for option in [name for name in config["sphinx"]["config"] if name.startswith("report_")]:
        del config["sphinx"]["config"][option]
    (book / "_config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return book


def cleared(book: Path, *, but_results: bool = False) -> None:
    """Remove what was built in a copy; on demand keep executed notebooks, pictures and findings."""
    for built in (book / "_build").glob("*"):
        if not (but_results and built.name in _RESULTS):
            shutil.rmtree(built) if built.is_dir() else built.unlink()


def with_more_rows(data: Path, times: int) -> None:
    """Give the package further tables, copies of its own, until it has as many times the rows."""
    file = data / "datapackage.json"
    descriptor: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    for resource in list(descriptor["resources"]):
        with (data / resource["path"]).open(encoding="utf-8-sig", newline="") as stream:
            header, *rows = csv.reader(stream)
        fields = resource["schema"]["fields"]
        more = {
            **{key: value for key, value in resource.items() if key in _PLACE or ":" not in key},
            "name": f"{resource['name']}_more",
            "path": f"{resource['name']}_more.csv",
        }
        columns = [("line", "integer"), *((f["name"], f["type"]) for f in fields)]
        more["schema"] = {
            "fields": [
                {"name": name, "type": kind, "title": name, "description": "-"}
                for name, kind in columns
            ]
        }
        more["schema"]["primaryKey"] = ["line"]
        descriptor["resources"].append(more)
        with (data / more["path"]).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(["line", *header])
            writer.writerows([n, *row] for n, row in enumerate(rows * (times - 1), start=1))
    file.write_text(json.dumps(descriptor), encoding="utf-8")


def with_more_chapters(book: Path, times: int) -> None:
    """Give the book copies of its chapters, each with code of its own, so that each must run."""
    toc = yaml.safe_load((book / "_toc.yml").read_text(encoding="utf-8"))
    for part in toc["parts"]:
        for entry in list(part["chapters"]):
            text = (book / f"{entry['file']}.md").read_text(encoding="utf-8")
            for number in range(2, times + 1):
                copy = re.sub(r"(```\{code-cell\}[^\n]*\n(?::[^\n]*\n)*)", rf"\1# {number}\n", text)
                name = f"{entry['file']}_{number}"
                (book / f"{name}.md").write_text(copy, encoding="utf-8")
                part["chapters"].append({"file": name})
    (book / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), encoding="utf-8")
