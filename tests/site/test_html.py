"""The pages as text: valid, and every id once. CONTRIBUTING says how to ask the Nu checker."""

from collections import Counter

import lxml.html
import pytest
from lxml import etree
from tinyhtml5.parser import HTMLParser

from casebook.binding.site.picture_links import address_from, lay_links, read_links

# Hand-made after what Matplotlib 3.11 writes for a patch with set_url.
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
     viewBox="0 0 100 50">
 <a xlink:href="../chapters/china.html#claim-c06" target="_blank">
  <path d="M 10 40 L 22.5 40 L 22.5 30 L 10 30 z" style="fill: #1f77b4"/>
 </a>
 <path d="M 0 0 L 1 1"/>
</svg>
"""
FIGURE = '<figure id="fig-x"><img src="x.svg"><figcaption>All.</figcaption></figure>'


@pytest.fixture(scope="module")
def files(site):
    return sorted([*site.glob("*.html"), *site.glob("chapters/*.html")])


def faults(text):
    """Return what the standard's parser finds wrong with a page."""
    parser = HTMLParser()
    parser.parse(text)
    return [(line, code) for (line, _), code, _ in parser.errors]


def test_pages_are_read_without_error(files):
    assert {file.name: found for file in files if (found := faults(file.read_text("utf-8")))} == {}


def test_an_error_would_be_found():
    assert faults("<!DOCTYPE html><title>x</title><p><b>a</p></i>")


def test_every_id_stands_once(files):
    for file in files:
        ids = lxml.html.parse(file).xpath("//@id")
        assert [name for name, times in Counter(ids).items() if times > 1] == [], file.name


def test_a_link_of_a_drawing_is_as_large_as_its_mark():
    (link,) = read_links(etree.fromstring(DRAWING))
    assert (link.left, link.top, link.width, link.height) == (10, 30, 12.5, 10)


def test_addresses_of_a_drawing_are_turned_for_the_page():
    address = "../chapters/china.html#claim-c06"
    assert address_from("index", address) == "chapters/china.html#claim-c06"
    assert address_from("chapters/scorecard", address) == "china.html#claim-c06"


def test_links_are_laid_over_the_picture_with_their_names(tmp_path):
    file = tmp_path / "x.svg"
    file.write_text(DRAWING, "utf-8")
    figure = lxml.html.fragment_fromstring(FIGURE)
    lay_links(figure.find("img"), file, "index", {"claim-c06": "C06: <so>. Mixed."})
    (link,) = figure.xpath(".//svg/a")
    assert link.get("aria-label") == "C06: <so>. Mixed."
    assert link.get("href") == "chapters/china.html#claim-c06"
    assert figure.xpath(".//svg/@viewBox | .//svg/@viewbox") == ["0 0 100 50"]
    assert figure.xpath("./div/a/@href") == ["#" + figure.find("figcaption").get("id")]
    with pytest.raises(KeyError):
        lay_links(lxml.html.fragment_fromstring(FIGURE).find("img"), file, "index", {})
