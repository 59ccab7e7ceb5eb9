"""Once installed, the book is built and read without a network."""

import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests import browser
from tests.small_book import small_book, start

# Every Python of the build loads this: it notes and refuses whatever leaves this machine.
CUT = """\
import os, sys

def cut(event, args):
    if event not in ("socket.connect", "socket.sendto", "socket.getaddrinfo"):
        return
    place = args[0] if event == "socket.getaddrinfo" else args[1]
    host = place[0] if isinstance(place, tuple) else place
    host = host.decode() if isinstance(host, bytes) else host
    # None and a path are sockets of this machine; notebooks and their kernels talk by these.
    here = host is None or host in ("", "localhost", "::1") or host.startswith(("127.", "/", "@"))
    if not here:
        with open(os.environ["ATTEMPTS"], "a") as file:
            print(event, place, file=file)
        raise OSError(101, "the network is cut")

sys.addaudithook(cut)
"""
ASKS = """\
import socket

try:
    socket.create_connection(("192.0.2.1", 80), 1)  # RFC 5737: an address for examples, nobody's
except OSError as refused:
    print(refused)
"""


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    folder = tmp_path / "cut"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(CUT, "utf-8")
    return folder


def test_the_cut_holds(cut, tmp_path):
    book, attempts = small_book(tmp_path / "book"), tmp_path / "attempts"
    command = (sys.executable, "-c", ASKS)
    output = start(book, cut, command=command, ATTEMPTS=str(attempts)).communicate()[0]
    assert "the network is cut" in output
    assert "192.0.2.1" in attempts.read_text()


def test_the_book_is_built_and_read_without_a_network(cut, tmp_path):
    book, attempts = small_book(tmp_path / "book"), tmp_path / "attempts"
    process = start(book, cut, ATTEMPTS=str(attempts))
    output = process.communicate()[0]
    assert process.returncode == 0, output[-3000:]
    assert not attempts.exists(), attempts.read_text()
    path = browser.find()
    assert path, browser.how_to("chromium")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        context = chromium.new_context(offline=True)
        page, met, missed = context.new_page(), [], []
        page.on("request", lambda request: met.append(request.url))
        page.on("requestfailed", lambda request: missed.append(request.url))
        for name in ("index", "chapters/sources", "search"):
            page.goto((book / f"_build/html/{name}.html").as_uri())
            assert page.locator("h1").first.inner_text()
        assert page.goto((book / "_build/html/index.html").as_uri())
        assert page.locator("figure svg:visible").count() == 1
        assert missed == []
        assert {url.partition(":")[0] for url in met} <= {"file", "data"}
        chromium.close()
