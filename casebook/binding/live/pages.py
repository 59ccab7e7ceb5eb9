"""The pages of the live edition, and the links to it in the pages of the book."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

from casebook.binding.live import fetch
from casebook.data.grades import GRADES
from casebook.data.place import data_folder, read_yaml
from casebook.data.reach import data_date
from casebook.data.tables import read_descriptor
from casebook.reasoning import book
from casebook.telling.live.session import Request, Session

_STATIC = Path(__file__).with_name("static")
_NONCE = "grid"
"""By which the policy knows the styles that the grid writes into its page."""

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    f"style-src 'self' 'nonce-{_NONCE}'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""Nothing from elsewhere and no eval but that of WebAssembly, which Python is."""

_WAYS = re.compile(r'<div class="ways\b[^>]*>\s*<p>.*?(?=<a )', re.DOTALL)
"""The line of the first page that leads to the other forms of the book."""

_LINK = re.compile(r"<(li|a) data-live.*?</\1> ?", re.DOTALL)

_ROW = re.compile(r'href="[^"]*"(?= data-row="([^"]*)")')
"""The address of a row that a card names: what the book says of its table."""


class ExampleError(ValueError):
    """An example names a cell that is not there."""


def write_pages(root: Path, new: Path, python: str, edition: str) -> None:
    """Write the page and its service worker; ``python`` and ``edition`` name folders in ``new``."""
    config = read_yaml(root / "_config.yml")
    descriptor = read_descriptor(data_folder())
    core = sum((new / python / name).stat().st_size for name in fetch.CORE)
    archives = {"reading": python, "book": edition, "drawing": python}
    sizes = {name: (new / of / f"{name}.zip").stat().st_size for name, of in archives.items()}
    manifest = {
        "cache": "casebook-live",
        "pyodide": f"{python}/",
        "book": f"{edition}/",
        "worker": f"{edition}/worker.js",
        "archives": {name: {"name": f"{of}/{name}.zip"} for name, of in archives.items()},
        "core": core,
        "first": core + sizes["reading"] + sizes["book"],
    }
    examples = read_examples(root)
    definitions = book.definitions()
    day = data_date(Session().evidence(Request()).package).isoformat()
    about = {
        "manifest": manifest,
        "examples": examples,
        "definitions": definitions,
        "chapters": book.chapters(),
        "day": day,
        "nonce": _NONCE,
        "first": next(
            (c["table"] for e in examples for c in e["changes"] if "table" in c), "claims"
        ),
    }
    page = Template((_STATIC / "live.html").read_text(encoding="utf-8")).substitute(
        language=config["sphinx"]["config"].get("language", "en"),
        title=html.escape(config["title"]),
        policy=html.escape(POLICY),
        book=f"{edition}/",
        size=_megabytes(manifest["first"]),
        later=_megabytes(sizes["drawing"]),
        rerun="chapters/rerun.html",
        examples="".join(_examples(examples)),
        tables="".join(_tables(descriptor)),
        day=day,
        grades="".join(_grades()),
        definitions="".join(_definitions(definitions)),
        about=json.dumps(about, ensure_ascii=False).replace("<", "\\u003c"),
    )
    (new / "index.html").write_text(page, encoding="utf-8")
    kept = ["./", "index.html", *_first(new, edition, descriptor)]
    worker = Template((_STATIC / "sw.js").read_text(encoding="utf-8"))
    text = worker.safe_substitute(
        cache=manifest["cache"], first=json.dumps(kept), folders=json.dumps([python, edition])
    )
    (new / "sw.js").write_text(text, encoding="utf-8")


def _first(new: Path, edition: str, descriptor: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a page without a network needs besides Python."""
    yield from (f"{edition}/{f.name}" for f in sorted((new / edition).glob("*.[jc]s*")))
    yield from ("../_static/site.css", "../_static/mode.js", "../data/datapackage.json")
    yield from (f"../data/{resource['path']}" for resource in descriptor["resources"])


def read_examples(root: Path) -> list[dict[str, Any]]:
    """Return the book's examples of changes (``chapters/examples.yml``), if it has any.

    Raises
    ------
    ExampleError
        If one names a table, row or column that there is not; says which.
    """
    file = root / "chapters" / "examples.yml"
    examples = read_yaml(file) if file.is_file() else []
    package = Session().evidence(Request()).package
    for example in examples:
        for change in example["changes"]:
            if "table" in change:
                _refuse_unknown(change, package)
    return examples


def _refuse_unknown(change: Mapping[str, Any], package: Any) -> None:
    frame = package.frames.get(change["table"])
    if frame is None:
        raise ExampleError(f"chapters/examples.yml: no table {change['table']}")
    columns = (
        change.get("like") or [change["column"]] if "column" in change or "like" in change else []
    )
    if unknown := [name for name in columns if name not in frame]:
        raise ExampleError(f"chapters/examples.yml: {change['table']} has no {unknown[0]}")
    if "like" not in change and change["row"] not in package.row_keys(change["table"], frame):
        raise ExampleError(f"chapters/examples.yml: {change['table']} has no row {change['row']}")


def _examples(examples: list[dict[str, Any]]) -> Iterator[str]:
    for place, example in enumerate(examples):
        says = html.escape(example["says"])
        yield f'<button type="button" data-example="{place}">{says}</button> '


def _tables(descriptor: Mapping[str, Any]) -> Iterator[str]:
    parts: dict[str, list[Mapping[str, Any]]] = {}
    for resource in descriptor["resources"]:
        parts.setdefault(resource["casebook:part"], []).append(resource)
    for part, resources in parts.items():
        yield f'<optgroup label="{html.escape(part)}">'
        for resource in sorted(resources, key=lambda r: r["casebook:order"]):
            name, title = resource["name"], html.escape(resource["title"])
            yield f'<option value="{name}">{title} ({name})</option>'
        yield "</optgroup>"


def _grades() -> Iterator[str]:
    for grade in GRADES:
        box = f'<input type="checkbox" name="grade" value="{grade}" checked>'
        yield f"<label>{box} {grade}</label> "


def _definitions(definitions: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for term, readings in definitions.items():
        options = "".join(
            f'<option value="{html.escape(name)}">{html.escape(says)}</option>'
            for name, says in readings.items()
        )
        label = html.escape(term.replace("_", " "))
        own = html.escape(next(iter(readings)))
        yield (
            f"<label><span>“{label}” means</span>"
            f'<select data-term="{term}" data-default="{own}">{options}</select></label>'
        )


def _megabytes(size: int) -> str:
    return f"{max(1, round(size / 1e6))} MB"


def link_pages(site: Path) -> None:
    """Add links to the live edition to the pages of the book: only now is it there."""
    for page in sorted(site.rglob("*.html")):
        place = page.relative_to(site)
        if place.parts[0] == "live":
            continue
        text = page.read_text(encoding="utf-8")
        notebook = page.with_suffix(".ipynb").name
        has_notebook = (site / "live" / "lab" / "files" / notebook).exists()
        up = "../" * (len(place.parts) - 1)
        new = _with_links(_LINK.sub("", text), up, notebook if has_notebook else "")
        if new != text:
            page.write_text(new, encoding="utf-8")


def _with_links(text: str, up: str, notebook: str) -> str:
    """Return a page with the live edition in its menu, at rows and under the first page's title."""
    text = _ROW.sub(lambda row: f'href="{up}live/index.html#row={row[1]}"', text)
    ways = [("live/index.html", "Change a cell")]
    if notebook:
        ways.insert(0, (f"live/lab/notebooks/index.html?path={notebook}", "Run in the browser"))
    items = "".join(
        f'<li data-live><a href="{up}{place}" class="dropdown-item">{says}</a></li>'
        for place, says in ways
    )
    launch = "launch" if "dropdown-launch-buttons" in text else "download"
    menu = re.compile(rf'(dropdown-{launch}-buttons.*?<ul class="dropdown-menu">)', re.DOTALL)
    text = menu.sub(lambda match: match[1] + items, text, count=1)
    first = f'<a data-live href="{up}live/index.html">Change a cell</a> '
    return _WAYS.sub(lambda line: line[0] + first, text, count=1)
