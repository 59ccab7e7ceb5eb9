"""The list of sources as readers need it: whole addresses, languages of titles, who cites each."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from docutils import nodes
from pybtex.database import Entry
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from casebook.data.sources import plain


def _citing(env: BuildEnvironment) -> dict[str, list[str]]:
    """Return the pages that cite each source, by its key, in the order of the contents."""
    below = [page for pages in env.toctree_includes.values() for page in pages]
    order = {page: place for place, page in enumerate([env.config.root_doc, *below])}
    found: dict[str, set[str]] = {}
    for ref in env.get_domain("cite").citation_refs:
        for target in ref.targets:
            found.setdefault(target.key, set()).add(ref.docname)
    return {
        key: sorted(pages, key=lambda page: (order.get(page, len(order)), page))
        for key, pages in found.items()
    }


def _with_changed_citations(_: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the pages that list sources, if another page cites others than before."""
    now = sha256(repr(sorted(_citing(env).items())).encode()).hexdigest()
    before = getattr(env, "casebook_citing", None)
    env.casebook_citing = now
    listing = {key.docname for key in env.get_domain("cite").bibliographies}
    return [] if now == before else sorted(listing)


def _complete(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Complete each source on the list."""
    domain = app.env.get_domain("cite")
    listed = {each.citation_id: each for each in domain.citations}
    found = [node for node in doctree.findall(nodes.citation) if node["ids"][0] in listed]
    citing = _citing(app.env) if found else {}
    for node in found:
        source = listed[node["ids"][0]]
        for link in node.findall(nodes.reference):
            link.children = [nodes.Text(link["refuri"])]  # the theme shortens some to a name
        _mark_language(node, source.entry)
        if pages := citing.get(source.key):
            node += _cited_in(app, page, pages)


def _mark_language(node: nodes.citation, entry: Entry) -> None:
    """Say in which language a title is, for screen readers (WCAG 2, criterion 3.1.2)."""
    language = entry.fields.get("langid", "")
    title = plain(entry.fields.get("title", ""))
    if not language:
        return
    for text in list(node.findall(nodes.Text)):
        before, found, after = text.partition(title)
        if found:
            # docutils writes this class as the attribute `lang`
            marked = nodes.inline("", title, classes=[f"language-{language}"])
            text.parent.replace(text, [nodes.Text(before), marked, nodes.Text(after)])
            return


def _cited_in(app: Sphinx, page: str, pages: list[str]) -> nodes.paragraph:
    """Return the line that leads back to the pages that cite a source, chapters by number."""
    line = nodes.paragraph("", "Cited in: ", classes=["cited-in", "screen-only"])
    for place, name in enumerate(pages):
        address = app.builder.get_relative_uri(page, name)
        number = app.env.toc_secnumbers.get(name, {}).get("")
        shown = f"chapter {number[0]}" if number else app.env.titles[name].astext()
        link = nodes.reference("", shown, refuri=address, internal=True)
        line += [nodes.Text("; "), link][place == 0 :]
    return line


def setup(app: Sphinx) -> None:
    """Complete the list when its page is written, and write it when citations change."""
    app.connect("env-get-updated", _with_changed_citations, priority=950)
    app.connect("doctree-resolved", _complete)
