"""``make serve`` says where the book is, and what to do where its port is taken."""

import os
import re
import signal
import socket
import sys
from urllib.request import urlopen

from tests.small_book import small_book, start


def serve(book, port):
    return start(book, command=(sys.executable, "-m", "casebook.binding", "serve", str(port)))


def test_the_book_is_served_where_it_says_until_ctrl_c(tmp_path):
    book = small_book(tmp_path / "book")
    (book / "_build" / "html").mkdir(parents=True)
    (book / "_build" / "html" / "index.html").write_text("well", "utf-8")
    process = serve(book, 0)
    said = process.stdout.readline()
    address = re.search(r"http://\S+/", said)[0].replace("localhost", "127.0.0.1")
    assert urlopen(address).read() == b"well"
    os.killpg(process.pid, signal.SIGINT)
    assert "Traceback" not in process.communicate(timeout=5)[0]


def test_a_taken_port_is_told_with_what_to_do(tmp_path):
    book = small_book(tmp_path / "book")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = serve(book, taken.getsockname()[1])
        output = process.communicate()[0]
    assert process.returncode == 2
    assert "make serve PORT=" in output
    assert "Traceback" not in output
    other = serve(book, "web")
    assert "PORT is a number" in other.communicate()[0]
