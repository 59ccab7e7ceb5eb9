"""Work in a process of its own: its answer, its faults, and its end with the one that asked."""

import errno
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from casebook.binding.alongside import Alongside


def note(file: Path, status: int) -> int:
    file.write_text("done", "utf-8")
    return status


def full(_: Path) -> int:
    raise OSError(errno.ENOSPC, "no space")


def ended(_: Path) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


@pytest.mark.parametrize("status", [0, 1])
def test_the_work_is_done_once_and_its_status_told(tmp_path, status):
    with Alongside(partial(note, tmp_path / "note", status)) as work:
        time.sleep(0.5)
        assert not (tmp_path / "note").exists()
        work.start()
        assert work.result() == status
        assert (tmp_path / "note").read_text("utf-8") == "done"


def test_work_never_started_is_started_when_its_result_is_asked_for(tmp_path):
    with Alongside(partial(note, tmp_path / "note", 0)) as work:
        assert work.result() == 0


def test_a_full_disk_there_is_a_full_disk_here(tmp_path):
    with (
        Alongside(partial(full, tmp_path)) as work,
        pytest.raises(OSError, match="no space") as raised,
    ):
        work.result()
    assert raised.value.errno == errno.ENOSPC


def test_work_ended_from_outside_has_failed_and_it_is_told(tmp_path, capsys):
    with Alongside(partial(ended, tmp_path)) as work:
        assert work.result() == 1
    assert "ended from outside" in capsys.readouterr().err


def test_a_process_that_cannot_begin_has_failed(tmp_path, capfd):
    with Alongside(partial(note, tmp_path / "note", 0), ["no_such_module"]) as work:
        assert work.result() == 1
    assert not (tmp_path / "note").exists()
    told = capfd.readouterr().err
    assert "no_such_module" in told
    assert "ended from outside" not in told


def test_work_not_wanted_any_more_is_not_done(tmp_path):
    with Alongside(partial(note, tmp_path / "note", 0)):
        pass
    time.sleep(0.5)
    assert not (tmp_path / "note").exists()


LONG = """\
import os, sys, time
from functools import partial
from pathlib import Path
from casebook.binding.alongside import Alongside
from tests.binding.test_alongside import tick
with Alongside(partial(tick, Path(sys.argv[1]))) as work:
    work.result()
"""


def tick(file: Path) -> int:
    for count in range(1000):
        file.write_text(str(count), "utf-8")
        time.sleep(0.02)
    return 0


def test_work_ends_with_the_process_that_asked_for_it(tmp_path):
    file = tmp_path / "ticks"
    asked = subprocess.Popen([sys.executable, "-c", LONG, str(file)], cwd=Path(__file__).parents[2])
    while not file.exists():
        assert asked.poll() is None
        time.sleep(0.02)
    asked.kill()
    asked.wait()
    time.sleep(0.5)
    last = file.read_text("utf-8")
    time.sleep(0.3)
    assert file.read_text("utf-8") == last
