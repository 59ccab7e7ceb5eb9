"""Pages made fit for print, kept until something that they were made from changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from sphinx.application import Sphinx

from casebook.binding.notebooks.workspace import digest
from casebook.telling.findings import Finding


@dataclass(frozen=True)
class PrintedPage:
    """A page for print, as XML, and the pictures it shows: the file of each, and its new name."""

    text: str
    images: Mapping[str, str]


class KeptPages:
    """Pages for print of earlier builds, each under a hash of all that it was made from.

    That is the page as read with the cards that it names, and besides, for all pages alike: what
    other pages are called and numbered, the verdicts, the sources, the binding and the settings.
    """

    def __init__(self, app: Sphinx, findings: Iterable[Finding], cards: Mapping[str, str]) -> None:
        """``cards`` are the cards as they would be printed, by their anchors."""
        env, root = app.env, Path(app.srcdir)
        self._cards = cards
        self._read = Path(app.doctreedir)
        self._folder = self._read / "print"
        domain = env.get_domain("cite")
        common = (
            app.config.casebook_binding,
            [(f.claim.anchor, f.now.verdict, f.now.confidence) for f in findings],
            (env.casebook_neighbours, env.casebook_citing),
            sorted((c.key, c.citation_id, c.bibliography_key.docname) for c in domain.citations),
            sorted((file, name) for file, (_, name) in env.images.items()),
            (digest(root / "_config.yml"), app.config.html_baseurl),
        )
        self._common = hashlib.sha256(repr(common).encode()).hexdigest()

    def page(self, name: str, make: Callable[[], PrintedPage]) -> PrintedPage:
        """Return a page as kept; where what it was made from has changed, make and keep it."""
        read = (self._read / f"{name}.doctree").read_bytes()
        named = [card for anchor, card in self._cards.items() if anchor.encode() in read]
        made_from = hashlib.sha256(f"{self._common} {named} ".encode() + read).hexdigest()
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
