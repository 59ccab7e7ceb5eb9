"""The pages as text: valid, and every id once. CONTRIBUTING says how to ask the Nu checker."""

from collections import Counter

import lxml.html
import pytest
from tinyhtml5.parser import HTMLParser


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
