"""A page of more than ten million bytes in one text loses nothing, on screen or in print."""

import lxml.html

from tests.site.finished import finished

LONG = "0123456789" * 1_100_000
PAGE = f"""<!DOCTYPE html>
<html><head><title>Long</title></head><body><article class="bd-article"><h1>Long</h1>
<pre>{LONG}</pre><p id="after">After it.</p></article></body></html>"""


def test_what_follows_a_very_long_text_is_kept(tmp_path):
    tree = finished(PAGE, "long", tmp_path)
    assert tree.xpath("//p[@id='after']/text()") == ["After it."]
    assert len(tree.findtext(".//pre")) == len(LONG)
    lost = lxml.html.document_fromstring(PAGE)  # what the parser does of itself
    assert not lost.xpath("//p[@id='after']")
