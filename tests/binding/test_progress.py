"""A build says how far it is: on one line in a terminal, in few plain lines elsewhere."""

import os
import pty
import subprocess

import pytest

from tests.small_book import BOOK, own_environment, run, small_book


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return small_book(tmp_path_factory.mktemp("progress") / "book")


def test_a_pipe_gets_few_plain_lines(book):
    said = run(book)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "\x1b" not in said.stdout + said.stderr
    assert "\r" not in said.stdout
    lines = said.stdout.splitlines()
    assert len(lines) < 30
    assert len(set(lines)) == len([line for line in lines if line]) + ("" in lines)
    for step in ("running 3 of 3 notebooks", "reading 3 pages", "writing pages", "report: "):
        assert sum(line.startswith(step) for line in lines) == 1, step
    assert said.stderr == ""


def test_a_terminal_sees_one_line_that_moves(book):
    (book / "index.md").write_text((book / "index.md").read_text("utf-8") + "\nMore.\n", "utf-8")
    mine, theirs = pty.openpty()
    build = subprocess.Popen(BOOK, cwd=book, env=own_environment(), stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(mine, 4096)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        seen += part
    assert build.wait() == 0
    text = seen.decode()
    assert "\r\x1b[Kreading" in text
    kept = [line.rpartition("\r\x1b[K")[2] for line in text.replace("\r\n", "\n").split("\n")]
    assert not any(line.startswith(("running", "reading", "writing")) for line in kept)
    assert any(line.startswith("The book is built") for line in kept)
