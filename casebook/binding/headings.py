"""Headings with a label: the address of a section is its label, which stays when its words move."""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import make_id
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform


class LabelIsAddress(SphinxTransform):
    """Give each section whose heading begins with a label (class ``eyebrow``) that label's id."""

    default_priority = 300

    def apply(self, **_: object) -> None:
        """Change the ids of the page's sections; the old ids stay beside the new ones."""
        for section in self.document.findall(nodes.section):
            label = section.next_node(nodes.inline)
            title = section.next_node(nodes.title)
            if label is None or label.parent is not title or "eyebrow" not in label["classes"]:
                continue
            address = make_id(label.astext())
            if address not in self.document.ids:
                self.document.ids[address] = section
                section["ids"].insert(0, address)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(LabelIsAddress)
