"""The environment belongs to its folder and is whole, or it is made anew; Ctrl-C is obeyed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.small_book import edit, own_environment, run, small_book, start, state

ROOT = Path(__file__).parents[2]

# pip and uv as `make` calls them, without a network and in no time; what is "installed" is a line
# in a note.
PIP = """\
import os, sys, time
time.sleep(float(os.environ.get("SLOW", 0)))
me = os.path.basename(os.path.dirname(__file__))
if os.environ.get("FAILS") in sys.argv or os.environ.get("BROKEN") == me:
    sys.exit(1)
with open(os.environ["NOTE"], "a") as note:
    print(*[each for each in sys.argv if each.endswith((".lock", "."))], file=note)
"""


# As Python makes one, without pip: that takes seconds.
VENV = """\
import os, sys
folder = sys.argv[1]
os.makedirs(folder + "/bin", exist_ok=True)
os.symlink(sys.executable, folder + "/bin/python")
with open(folder + "/pyvenv.cfg", "w") as file:
    print("home = /usr/bin", f"command = {sys.executable} -m venv {folder}", sep="\\n", file=file)
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What `make` needs to make an environment, with a stand-in for pip."""
    folder = tmp_path / "it's a place" / "d"
    locks = ("tools/installer.lock", "requirements.lock", "tests/requirements.lock")
    for name in ("Makefile", "pyproject.toml", *locks):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    shutil.copy(ROOT / "tools" / "environment.py", folder / "tools")
    stand_in = tmp_path / "stand_in"
    for module, code in (("pip", PIP), ("uv", PIP), ("venv", VENV), ("jupytext_config", "")):
        (stand_in / module).mkdir(parents=True)
        (stand_in / module / "__init__.py").touch()
        (stand_in / module / "__main__.py").write_text(code, "utf-8")
    return folder


def make(folder: Path, *words: str, **environment: str) -> subprocess.Popen:
    stand_in = folder.parents[1] / "stand_in"
    given = {"PYTHONPATH": str(stand_in), "NOTE": str(folder.parents[1] / "note"), **environment}
    return subprocess.Popen(
        ["make", *words, f"PYTHON={sys.executable}"],
        cwd=folder,
        env={**own_environment(), **given},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def installed(folder: Path) -> list[str]:
    """Return what was installed since this was last asked, and whether `make` was content."""
    note = folder.parents[1] / "note"
    lines = note.read_text("utf-8").splitlines() if note.exists() else []
    note.unlink(missing_ok=True)
    return [line.split()[-1] for line in lines]


BOOK = ["tools/installer.lock", "requirements.lock", "."]


def test_an_environment_is_made_once_and_anew_for_a_copied_or_moved_folder(checkout):
    first = make(checkout, ".venv/book")
    assert first.wait() == 0, first.communicate()[0]
    assert installed(checkout) == BOOK
    assert make(checkout, ".venv/book").wait() == 0
    assert installed(checkout) == []
    for other, take in (("d2", shutil.copytree), ("d3", shutil.move)):
        folder = checkout.with_name(other)
        take(checkout, folder)
        assert make(folder, ".venv/book").wait() == 0
        assert installed(folder) == BOOK
        assert make(folder, ".venv/book").wait() == 0
        assert installed(folder) == []


def test_a_half_made_environment_heals_at_the_next_make(checkout):
    assert make(checkout, ".venv/test", FAILS="requirements.lock").wait() != 0
    assert installed(checkout) == BOOK[:1]
    assert make(checkout, ".venv/book").wait() == 0
    assert installed(checkout) == BOOK
    (checkout / ".venv" / "left").touch()
    assert make(checkout, ".venv/test", FAILS="tests/requirements.lock").wait() != 0
    assert make(checkout, ".venv/test").wait() == 0
    assert installed(checkout) == [*BOOK, "tests/requirements.lock"]
    assert not (checkout / ".venv" / "left").exists()  # made from nothing
    shutil.rmtree(checkout / ".venv" / "bin")
    (checkout / ".venv" / "pyvenv.cfg").unlink()
    assert make(checkout, ".venv/test").wait() == 0
    assert installed(checkout) == [*BOOK, "tests/requirements.lock"]


def test_an_environment_whose_python_is_gone_is_made_anew(checkout):
    assert make(checkout, ".venv/book").wait() == 0
    python = checkout / ".venv" / "bin" / "python"
    installed(checkout)
    python.unlink()
    python.symlink_to(checkout / "python3-of-last-year")
    assert make(checkout, ".venv/book").wait() == 0
    assert installed(checkout) == BOOK


def test_a_link_to_another_folders_environment_gives_way_and_that_one_stays(checkout):
    assert make(checkout, ".venv/book").wait() == 0
    other = Path(shutil.copytree(checkout, checkout.with_name("d2"), symlinks=True))
    shutil.rmtree(other / ".venv")
    (other / ".venv").symlink_to(checkout / ".venv")
    installed(checkout)
    before = sorted((checkout / ".venv").iterdir())
    assert make(other, ".venv/book").wait() == 0
    assert installed(other) == BOOK
    assert not (other / ".venv").is_symlink()
    assert sorted((checkout / ".venv").iterdir()) == before
    assert make(checkout, ".venv/book").wait() == 0
    assert installed(checkout) == []


def test_where_uv_cannot_install_pip_does(checkout):
    first = make(checkout, ".venv/book", BROKEN="uv")
    assert "uv could not install it: trying pip" in first.communicate()[0]
    assert first.returncode == 0
    assert installed(checkout) == BOOK


def test_of_two_first_makes_one_waits_for_the_other(checkout):
    both = [make(checkout, ".venv/test", SLOW="1") for _ in range(2)]
    assert [each.wait() for each in both] == [0, 0]
    assert installed(checkout) == [*BOOK, "tests/requirements.lock"]


def test_an_interrupted_installation_says_nothing_of_python_and_heals(checkout):
    slow = make(checkout, ".venv/book", SLOW="60")
    while not (checkout / ".venv" / "bin" / "python").exists():
        time.sleep(0.05)
    time.sleep(1)
    os.killpg(slow.pid, signal.SIGINT)
    output = slow.communicate(timeout=40)[0]
    assert slow.returncode != 0
    assert "Traceback" not in output
    assert make(checkout, ".venv/book").wait() == 0
    assert installed(checkout) == BOOK


def test_python_notes_for_which_folder_it_made_an_environment():
    noted = (Path(sys.prefix) / "pyvenv.cfg").read_text("utf-8")
    assert f"-m venv {sys.prefix}\n" in noted


# --- one folder's code never judges another folder's book ---------------------------------------


def test_a_copy_is_not_judged_by_the_code_of_the_folder_it_was_copied_from(tmp_path):
    one = small_book(tmp_path / "d")
    other = Path(shutil.copytree(one, tmp_path / "d2"))
    asks = "from casebook import read_evidence; print(len(read_evidence()['loaves']))"
    foreign = start(other / "chapters", one, command=(sys.executable, "-c", asks))
    output = foreign.communicate()[0]
    assert foreign.returncode != 0
    assert f"The book in {other}" in output
    assert "Run `make check`" in output
    own = start(other / "chapters", other, command=(sys.executable, "-c", asks))
    assert own.communicate()[0].strip().isdigit()
    command = (sys.executable, "-P", "-m", "casebook.binding", "check")
    told = start(other, one, command=command).communicate()[0]
    assert "made for another folder" in told
    assert "Traceback" not in told


def test_notebooks_of_a_copy_take_its_data_and_its_code(tmp_path):
    one = small_book(tmp_path / "d")
    other = Path(shutil.copytree(one, tmp_path / "d2"))
    edit(other / "data" / "loaves.csv", "2023,130", "2023,19999")
    edit(other / "chapters" / "bread" / "charts.py", "canvas(2)", "canvas(3)")
    assert run(other, sys.executable, "-m", "casebook.binding", "html").returncode == 0
    page = other / "_build" / "staging" / "html" / "index.html"
    assert "19,999" in page.read_text("utf-8")
    assert not (one / "_build").exists()


# --- Ctrl-C -------------------------------------------------------------------------------------

LONG = """\
import time
time.sleep(60)
"""


def still_running(book: Path) -> list[str]:
    """Return the commands of this machine that still work in a book's folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if Path(process.cwd()).is_relative_to(book) and process.status() != "zombie":
                found.append(" ".join(process.cmdline()))
        except (psutil.Error, OSError):
            continue
    return found


AT_ONCE = 6
"""Seconds: under two on a machine that does nothing else, and tests share theirs."""


@pytest.mark.parametrize("after", [0.3, 1.5, 4, 8])
def test_ctrl_c_is_obeyed_at_once_and_in_one_line(tmp_path, after):
    book = small_book(tmp_path / "book")
    edit(book / "chapters" / "sources.md", 'print("well")', LONG)
    process = start(book)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGINT)
    pressed = time.monotonic()
    output = process.communicate(timeout=40)[0]
    assert time.monotonic() - pressed < AT_ONCE
    assert process.returncode == -signal.SIGINT
    assert "Traceback" not in output
    assert "KeyboardInterrupt" not in output
    assert output.count("Stopped.") == 1
    time.sleep(2)
    assert still_running(book) == []


def test_after_ctrl_c_the_old_book_stands_and_the_next_build_is_whole(tmp_path):
    book = small_book(tmp_path / "book")
    assert run(book).returncode == 0
    before = state(book / "_build" / "html")
    edit(book / "index.md", "The most", "Again: the most")
    process = start(book)
    time.sleep(3)
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=40)
    assert process.returncode == -signal.SIGINT
    assert state(book / "_build" / "html") == before
    assert run(book).returncode == 0
    assert "Again: the most" in (book / "_build" / "html" / "index.html").read_text("utf-8")


def test_little_is_imported_before_ctrl_c_is_heeded():
    """An interruption of an import is told with a traceback, until the command takes it itself."""
    ask = "import sys; old = {*sys.modules}; import casebook.binding; print(*{*sys.modules} - old)"
    command = [sys.executable, "-c", ask]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {"shutil", "hashlib", "yaml", "pandas", "sphinx"}.isdisjoint(found.split())
