"""Pages made fit for print, kept until something that they were made from changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from sphinx.application import Sphinx

from casebook.binding.notebooks.findings import findings_file
from casebook.binding.notebooks.workspace import digest


@dataclass(frozen=True)
class PrintedPage:
    """A page for print, as XML, and the pictures it shows: the file of each, and its new name."""

    text: str
    images: Mapping[str, str]


class KeptPages:
    """Pages for print of earlier builds, each under a hash of all that it was made from.

    That is the page as read, and besides, for all pages alike: what other pages are called and
    numbered, the sources, data and reasoning, the binding and the settings.
    """

    def __init__(self, app: Sphinx) -> None:
        env, root = app.env, Path(app.srcdir)
        self._read = Path(app.doctreedir)
        self._folder = self._read / "print"
        domain = env.get_domain("cite")
        common = (
            app.config.casebook_binding,
            findings_file(root).name,
            (env.casebook_neighbours, env.casebook_citing),
            sorted((c.key, c.citation_id, c.bibliography_key.docname) for c in domain.citations),
            sorted((file, name) for file, (_, name) in env.images.items()),
            (digest(root / "_config.yml"), app.config.html_baseurl),
        )
        self._common = hashlib.sha256(repr(common).encode()).hexdigest()

    def page(self, name: str, make: Callable[[], PrintedPage]) -> PrintedPage:
        """Return a page as kept; where what it was made from has changed, make and keep it."""
        made_from = f"{self._common} {digest(self._read / f'{name}.doctree')}"
        file = self._folder / f"{name}.json"
        if file.exists():
            kept = json.loads(file.read_text(encoding="utf-8"))
            if kept.pop("made_from") == made_from:
                return PrintedPage(**kept)
        page = make()
        file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"made_from": made_from, **asdict(page)})
        file.write_text(text, encoding="utf-8")
        return page
