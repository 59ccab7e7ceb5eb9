"""A book that knows its address and its repository: launch buttons, canonical links, sitemap."""

import hashlib
import json
import shutil
import struct
import sys
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import lxml.html
import pytest
import yaml
from sphinx.errors import ExtensionError

from casebook.binding.site.cite import apa, bibtex
from casebook.binding.site.hosts import book_address, repository_address
from casebook.binding.site.launch import _fit_to_repository
from casebook.data.tables import read_package
from casebook.reasoning.book import chapters
from tests.small_book import run, small_book

ROOT = Path(__file__).parents[2]
ADDRESS = "https://example.org/casebook/"
REPOSITORY = "https://github.com/example/casebook"
INDEX = "# The book\n\nWhat it asks.\n"
CITE = "# Cite\n\n```{cite-this}\n```\n\n```{bibliography}\n```\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The pages of a small book, set up as this one is, with both addresses set."""
    book = small_book(tmp_path_factory.mktemp("published") / "casebook", INDEX, CITE)
    shutil.copy(ROOT / "CITATION.cff", book)
    chart = "show.picture(charts.chart_sales, evidence)"  # by its chart the page is shown
    page = book / "chapters" / "bread.md"
    page.write_text(
        f"{page.read_text('utf-8')}\n```{{code-cell}} ipython3\n{chart}\n```\n", "utf-8"
    )
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    config["repository"] = {"url": REPOSITORY, "branch": "main"}
    config["html"]["baseurl"] = ADDRESS.rstrip("/")
    config["launch_buttons"]["jupyterhub_url"] = "https://hub.example.org"
    (book / "_config.yml").write_text(yaml.safe_dump(config), "utf-8")
    stock = "from jupyter_book.cli.main import main; main()"  # with the engine beside the book
    result = run(book, sys.executable, "-c", stock, "build", "-q", ".")
    site = book / "_build" / "html"
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return site


FIVE_MEGABYTES = 5 * 2**20
"""The largest picture that is shown where a page is shared, by the hosts that show one."""


def pixels(png: bytes) -> tuple[int, int]:
    """Return width and height of a picture, from the head of a PNG."""
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


def tree(site, page):
    return lxml.html.parse(site / page).getroot()


def test_a_chapter_opens_in_binder_and_a_hub_and_not_where_it_would_not_run(published):
    buttons = tree(published, "chapters/bread.html").xpath(
        "//*[contains(@class, 'dropdown-launch-buttons')]//a"
    )
    assert {button.text_content().strip(): button.get("href") for button in buttons} == {
        "Binder": "https://mybinder.org/v2/gh/example/casebook/main"
        "?urlpath=lab/tree/chapters/bread.md",
        "JupyterHub": "https://hub.example.org/hub/user-redirect/git-pull"
        "?repo=https%3A//github.com/example/casebook"
        "&urlpath=lab/tree/casebook/chapters/bread.md&branch=main",
    }


def test_a_page_without_code_has_nothing_to_launch(published):
    assert not tree(published, "index.html").xpath(
        "//*[contains(@class, 'dropdown-launch-buttons')]"
    )


def test_pages_name_their_own_address(published):
    for page in ("index.html", "chapters/bread.html"):
        head = tree(published, page).find("head")
        assert head.xpath("link[@rel='canonical']/@href") == [ADDRESS + page]
        assert head.xpath("meta[@property='og:url']/@content") == [ADDRESS + page]
        (on_paper,) = tree(published, page).find_class("on-paper")
        assert on_paper.text.endswith(ADDRESS + page)


def test_the_sitemap_lists_every_page(published):
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    places = ElementTree.parse(published / "sitemap.xml").getroot().iter(f"{space}loc")
    pages = ("chapters/bread.html", "chapters/sources.html", "index.html")
    assert [place.text for place in places] == [ADDRESS + page for page in pages]


def test_verdicts_carry_their_full_address(published):
    (script,) = tree(published, "chapters/bread.html").xpath(
        "//script[@type='application/ld+json']/text()"
    )
    record = json.loads(script)
    assert record["@context"] == "https://schema.org"
    assert record["@graph"]
    start = f"{ADDRESS}chapters/bread.html#claim-b"
    assert all(review["url"].startswith(start) for review in record["@graph"])


def test_a_review_says_where_the_claim_appeared_and_a_shared_page_shows_its_chart(published):
    page = tree(published, "chapters/bread.html")
    (script,) = page.xpath("//script[@type='application/ld+json']/text()")
    source = read_package(published / "data").sources.loc["gazette_2024_letter", "url"]
    reviewed = [review["itemReviewed"] for review in json.loads(script)["@graph"]]
    assert {each["appearance"]["url"] for each in reviewed} == {source}
    (chart,) = page.xpath("//article//figure/@data-chart")
    assert page.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]
    (image,) = page.xpath("//meta[@property='og:image']/@content")
    assert image == f"{ADDRESS}figures/{chart}.png"
    assert page.xpath("//meta[@property='og:image:alt']/@content")[0]
    shown = (published / image.removeprefix(ADDRESS)).read_bytes()
    assert min(pixels(shown)) >= 200
    assert len(shown) < FIVE_MEGABYTES
    plain = tree(published, "index.html")
    assert plain.xpath("//meta[@name='twitter:card']/@content") == ["summary"]
    assert not plain.xpath("//meta[@property='og:image']")


def test_hosts_find_what_they_look_for(published):
    assert (published / ".nojekyll").is_file()
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (published / "robots.txt").read_text("utf-8")
    assert tree(published, "404.html").xpath("//a/@href") == [ADDRESS]


def test_corrections_can_be_followed_as_a_feed(published):
    """Atom (RFC 4287): ids are whole addresses, and each entry says when, what and why."""
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.parse(published / "corrections.xml").getroot()
    log = read_package(published / "data").frames["corrections"]
    entries = feed.findall(f"{atom}entry")
    assert len(entries) == len(log) > 0
    assert [each.findtext(f"{atom}summary") for each in entries] == list(log["reason"])
    for each in (feed, *entries):
        assert each.findtext(f"{atom}id").startswith(f"{ADDRESS}corrections.xml")
        assert each.findtext(f"{atom}updated") == "2024-05-02T00:00:00Z"  # the data's own day
        assert f"{ADDRESS}chapters/data.html#tbl-corrections" in [
            link.get("href") for link in each.findall(f"{atom}link")
        ]


def test_styles_and_scripts_carry_a_hash_of_what_they_are(published):
    for page in ("index.html", "chapters/bread.html", "search.html"):
        head = tree(published, page).find("head")
        addresses = head.xpath("link[@rel='stylesheet']/@href") + head.xpath("script/@src")
        assert addresses
        for address in addresses:
            name, _, version = address.partition("?v=")
            file = (published / page).parent / name
            assert version == hashlib.sha256(file.read_bytes()).hexdigest()[:8], address


@pytest.mark.parametrize(
    "given",
    [
        "https://example.org/casebook",
        "example.org/casebook/",
        f"{ADDRESS}index.html",
        f"{ADDRESS} ",
    ],
)
def test_an_address_is_taken_as_people_write_it(given):
    assert book_address(given) == ADDRESS
    assert book_address("https://example.org") == "https://example.org/"


@pytest.mark.parametrize(
    "given",
    [
        "https://github.com/you/book/",
        "https://github.com/you/book.git",
        "git@github.com:you/book.git",
        "ssh://git@github.com/you/book",
        " github.com/you/book",
    ],
)
def test_the_address_of_the_source_is_taken_as_people_and_git_write_it(given):
    assert repository_address(given) == "https://github.com/you/book"


@pytest.mark.parametrize(
    ("host", "provider"),
    [("codeberg.org", "github"), ("git.example.org", "github"), ("gitlab.example.org", None)],
)
def test_the_source_may_be_on_any_host(host, provider):
    options = {"repository_url": f"https://{host}/you/book", "launch_buttons": {}}
    _fit_to_repository(None, SimpleNamespace(html_theme_options=options))
    assert options.get("repository_provider") == provider
    assert "launch_buttons" in options


@pytest.mark.parametrize("given", ["you/", "https://github.com", "https://a.b/a page", "nowhere"])
def test_what_is_no_address_of_a_source_is_told(given):
    with pytest.raises(ExtensionError, match=r"repository\.url: found"):
        repository_address(given)


def test_no_address_stays_none_and_what_is_none_is_told():
    assert book_address("") == ""
    with pytest.raises(ExtensionError, match=r"html\.baseurl"):
        book_address("/casebook/")
    with pytest.raises(ExtensionError, match="expected the address"):
        book_address("https://example.org/a page")


def test_the_findings_are_told_as_an_object_that_says_what_it_is(published):
    whole = json.loads((published / "data" / "verdicts.json").read_text("utf-8"))
    records = json.loads((published / "data" / "findings.json").read_text("utf-8"))
    assert whole["findings"][0].items() >= records[0].items()
    assert len(whole["findings"]) == len(records)
    assert {"title", "data_date", "licence", "published", "schema"} <= set(whole)
    for finding in whole["findings"]:
        assert set(finding) == set(whole["schema"]), "each property is described, and no other"
        assert finding["reason_at_publication"]
        assert finding["reason_now"] == finding["summary"]


def test_the_page_says_how_to_cite_with_the_address(published):
    article = tree(published, "chapters/sources.html").xpath("//article")[0].text_content()
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert "".join(apa(citation, ADDRESS)) in article
    assert bibtex(citation, ADDRESS) in article


def test_the_forms_of_a_citation():
    """By hand, after the APA's example of a data set and the BibTeX manual's of ``misc``."""
    citation = {
        "authors": [{"name": "The Authors"}],
        "title": "A Title",
        "version": "1.2",
        "date-released": "2026-11-28",
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


def test_each_chapter_has_a_picture_of_its_own_to_be_shared_with(site):
    """What :func:`published` shows of one page holds for the book's: the first chart of each."""
    shown = {}
    for chapter in chapters():
        charts = tree(site, f"chapters/{chapter}.html").xpath("//article//figure/@data-chart")
        picture = (site / "figures" / f"{charts[0]}.png").read_bytes()
        assert min(pixels(picture)) >= 200, chapter
        assert len(picture) < FIVE_MEGABYTES, chapter
        shown[chapter] = charts[0]
    assert len(set(shown.values())) == len(shown) > 1
