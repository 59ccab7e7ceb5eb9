"""Roles of the book: links to its own files and to its claims."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import ReferenceRole


class FileLink(nodes.reference):
    """A link to a file that the build publishes beside the pages."""


class BookFileRole(ReferenceRole):
    """``{book-file}`Data <figures/x.csv>``` links to a published file, from any page."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link; its address is resolved when the page is written."""
        node = FileLink(self.rawtext, self.title, internal=True, book_file=self.target)
        return [node], []


def _visit(translator: nodes.NodeVisitor, node: FileLink) -> None:
    builder = translator.builder
    if builder.name == "report":
        if isinstance(node.parent, nodes.caption):  # a chart's downloads: no use on paper
            raise nodes.SkipNode
        translator.body.append("<span>")
        return
    up = "../" * builder.current_docname.count("/")
    node["refuri"] = up + node["book_file"]
    translator.visit_reference(node)


def _depart(translator: nodes.NodeVisitor, node: FileLink) -> None:
    if translator.builder.name == "report":
        translator.body.append("</span>")
    else:
        translator.depart_reference(node)


def setup(app: Sphinx) -> None:
    """Register the roles."""
    app.add_node(FileLink, html=(_visit, _depart))
    app.add_role("book-file", BookFileRole())
