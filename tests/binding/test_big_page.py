"""A page of more than ten million bytes in one text loses nothing, on screen or in print."""

import lxml.html

from casebook.binding.site.pages import finish

LONG = "0123456789" * 1_100_000
PAGE = f"""<!DOCTYPE html>
<html><head><title>Long</title></head><body><article class="bd-article"><h1>Long</h1>
<pre>{LONG}</pre><p id="after">After it.</p></article></body></html>"""


def test_what_follows_a_very_long_text_is_kept(tmp_path):
    tree = finish(
        PAGE,
        "long",
        figures=tmp_path,
        has_notebook=False,
        told=None,
        own={},
        labels={},
    )
    assert tree.xpath("//p[@id='after']/text()") == ["After it."]
    assert len(tree.findtext(".//pre")) == len(LONG)
    lost = lxml.html.document_fromstring(PAGE)  # what the parser does of itself
    assert not lost.xpath("//p[@id='after']")
