"""A book that knows its address and its repository: launch buttons, canonical links, sitemap."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import lxml.html
import pytest
import yaml

from casebook.binding.site.cite import apa, bibtex

ROOT = Path(__file__).parents[1]
ADDRESS = "https://example.org/casebook/"
REPOSITORY = "https://github.com/example/casebook"
HEADER = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, name: python3}
---

"""
CELL = '# A page\n\n```{code-cell} ipython3\nprint("well")\n```\n\nText of the page.\n'
CITE = "# Cite\n\n```{cite-this}\n```\n"
TOC = (
    "format: jb-book\nroot: index\nchapters:\n  - file: chapters/china\n  - file: chapters/rerun\n"
)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The pages of a book of three, with both addresses set."""
    book = tmp_path_factory.mktemp("published") / "book"
    left_out = shutil.ignore_patterns("_build", ".*", "chapters", "tests", "__pycache__")
    shutil.copytree(ROOT, book, ignore=left_out)
    (book / "chapters").mkdir()
    (book / "index.md").write_text("# The book\n\nWhat it asks.\n", "utf-8")
    (book / "chapters" / "china.md").write_text(HEADER + CELL, "utf-8")
    (book / "chapters" / "rerun.md").write_text(CITE, "utf-8")
    (book / "_toc.yml").write_text(TOC, "utf-8")
    config = yaml.safe_load((book / "_config.yml").read_text("utf-8"))
    config["repository"] = {"url": REPOSITORY, "branch": "main"}
    config["html"]["baseurl"] = ADDRESS
    config["launch_buttons"]["jupyterhub_url"] = "https://hub.example.org"
    (book / "_config.yml").write_text(yaml.safe_dump(config), "utf-8")
    result = subprocess.run(
        (Path(sys.executable).with_name("jupyter-book"), "build", "--quiet", book),
        env={**os.environ, "PYTHONPATH": str(book)},
        capture_output=True,
        text=True,
    )
    site = book / "_build" / "html"
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return site


def tree(site, page):
    return lxml.html.parse(site / page).getroot()


def test_a_chapter_opens_in_binder_colab_and_a_hub(published):
    buttons = tree(published, "chapters/china.html").xpath(
        "//*[contains(@class, 'dropdown-launch-buttons')]//a"
    )
    assert {button.text_content().strip(): button.get("href") for button in buttons} == {
        "Binder": "https://mybinder.org/v2/gh/example/casebook/main"
        "?urlpath=lab/tree/chapters/china.md",
        "JupyterHub": "https://hub.example.org/hub/user-redirect/git-pull"
        "?repo=https%3A//github.com/example/casebook"
        "&urlpath=lab/tree/casebook/chapters/china.md&branch=main",
        "Colab": "https://colab.research.google.com/github/example/casebook/blob/gh-pages"
        "/notebooks/china.ipynb",
    }


def test_a_page_without_code_has_nothing_to_launch(published):
    assert not tree(published, "index.html").xpath(
        "//*[contains(@class, 'dropdown-launch-buttons')]"
    )


def test_pages_name_their_own_address(published):
    for page in ("index.html", "chapters/china.html"):
        head = tree(published, page).find("head")
        assert head.xpath("link[@rel='canonical']/@href") == [ADDRESS + page]
        assert head.xpath("meta[@property='og:url']/@content") == [ADDRESS + page]


def test_the_sitemap_lists_every_page(published):
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    places = ElementTree.parse(published / "sitemap.xml").getroot().iter(f"{space}loc")
    pages = ("chapters/china.html", "chapters/rerun.html", "index.html")
    assert [place.text for place in places] == [ADDRESS + page for page in pages]


def test_verdicts_carry_their_full_address(published):
    (script,) = tree(published, "chapters/china.html").xpath(
        "//script[@type='application/ld+json']/text()"
    )
    record = json.loads(script)
    assert record["@context"] == "https://schema.org"
    assert record["@graph"]
    start = f"{ADDRESS}chapters/china.html#claim-c"
    assert all(review["url"].startswith(start) for review in record["@graph"])


def test_the_page_says_how_to_cite_with_the_address(published):
    article = tree(published, "chapters/rerun.html").xpath("//article")[0].text_content()
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert "".join(apa(citation, ADDRESS)) in article
    assert bibtex(citation, ADDRESS) in article


def test_the_forms_of_a_citation():
    """By hand, after the APA's example of a data set and the BibTeX manual's of ``misc``."""
    citation = {
        "authors": [{"name": "The Authors"}],
        "title": "A Title",
        "version": "1.2",
        "date-released": "2026-11-24",
    }
    assert "".join(apa(citation)) == "The Authors. (2026). A Title (Version 1.2) [Data set]."
    assert bibtex(citation) == (
        "@misc{casebook2026,\n"
        "  author  = {{The Authors}},\n"
        "  title   = {{A Title}},\n"
        "  year    = {2026},\n"
        "  version = {1.2},\n"
        "}"
    )
