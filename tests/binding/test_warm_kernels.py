"""Kernels forked from one process: apart from each other, and otherwise as if started alone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jupyter_client import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook

from casebook.binding.notebooks import warm_kernels
from casebook.binding.notebooks.warm_kernels import kernel_managers

ROOT = Path(__file__).parents[2]

NewManager = Callable[[], AsyncKernelManager]


@pytest.fixture(scope="module")
def new_manager() -> Iterator[NewManager]:
    """What makes the managers of kernels that all come from one process."""
    with kernel_managers() as made:
        yield made


def told(new_manager: NewManager, folder: Path, *cells: str, timeout: int = 60) -> str:
    """Run cells in a new kernel and return what the last one printed."""
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    resources = {"metadata": {"path": str(folder)}}
    client = NotebookClient(notebook, new_manager(), timeout=timeout, resources=resources)
    client.execute(cleanup_kc=True)
    return "".join(output.text for output in notebook.cells[-1].outputs)


def runs(pid: int) -> bool:
    """Return whether a process runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def ends(pid: int) -> bool:
    """Return whether a process ends within five seconds."""
    for _ in range(100):
        if not runs(pid):
            return True
        time.sleep(0.05)
    return False


# What one kernel could leave for another: names, modules, settings, folder, environment, numbers.
LEAVES = """\
import os, sys, types, warnings
import matplotlib as mpl, numpy as np, pandas as pd
here = "here"
sys.modules["made_here"] = types.ModuleType("made_here")
mpl.rcParams["font.size"] = 77
pd.options.display.max_rows = 77
os.environ["LEFT_HERE"] = "1"
sys.path.append("/left/here")
os.chdir("/")
"""
FINDS = """\
import os, sys
import matplotlib as mpl, numpy as np, pandas as pd
print("here" in globals(), "made_here" in sys.modules, mpl.rcParams["font.size"] == 77,
      pd.options.display.max_rows == 77, "LEFT_HERE" in os.environ, "/left/here" in sys.path,
      os.getcwd())
"""
DRAWS = "import numpy as np; print(np.random.random())"
PID = "import os; print(os.getpid())"


def test_no_kernel_finds_what_another_left(new_manager, tmp_path):
    assert told(new_manager, tmp_path, LEAVES, FINDS).split() == ["True"] * 6 + ["/"]
    assert told(new_manager, tmp_path, FINDS).split() == ["False"] * 6 + [str(tmp_path)]


def test_each_kernel_has_a_process_and_chance_of_its_own(new_manager, tmp_path):
    assert len({told(new_manager, tmp_path, PID) for _ in range(3)}) == 3
    assert len({told(new_manager, tmp_path, DRAWS) for _ in range(3)}) == 3


def test_the_environment_is_that_of_now(new_manager, tmp_path, monkeypatch):
    monkeypatch.setenv("SET_LATER", "yes")
    assert told(new_manager, tmp_path, "import os; print(os.environ['SET_LATER'])") == "yes\n"


def test_a_kernel_that_dies_is_told_and_the_next_one_runs(new_manager, tmp_path):
    with pytest.raises(DeadKernelError):
        told(new_manager, tmp_path, "import os; os.abort()")
    assert told(new_manager, tmp_path, "print('well')") == "well\n"


def test_a_cell_that_takes_too_long_is_ended_with_its_kernel(new_manager, tmp_path):
    note = tmp_path / "pid"
    with pytest.raises(CellTimeoutError):
        told(new_manager, tmp_path, f"{PID}; open({str(note)!r}, 'w').write(str(os.getpid()))",
             "import time; time.sleep(600)", timeout=2)  # fmt: skip
    assert ends(int(note.read_text()))


# A build with a notebook that goes on and on, and says which processes there are.
BUILD = """\
import os
import sys
from pathlib import Path
from nbformat.v4 import new_code_cell, new_notebook
from casebook.binding.notebooks.running import run_notebook
from casebook.binding.notebooks.warm_kernels import kernel_managers

code = "import os, time; print(os.getpid(), os.getppid(), file=open('pids', 'w')); "
cell = new_code_cell(code + "os.rename('pids', 'known'); time.sleep(600)")
with kernel_managers() as new_manager:
    print(run_notebook(new_notebook(cells=[cell]), Path(sys.argv[1]), new_manager, os.environ))
"""


@pytest.fixture
def build(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int, int]]:
    """A build whose notebook runs, and the ids of the kernel and of the kernel's parent."""
    command = (sys.executable, "-c", BUILD, str(tmp_path))
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        while not (tmp_path / "known").exists():
            assert process.poll() is None
            time.sleep(0.05)
        kernel, parent = map(int, (tmp_path / "known").read_text().split())
        yield process, kernel, parent
        process.kill()


def test_a_killed_build_leaves_no_process(build):
    process, kernel, parent = build
    assert runs(kernel)
    assert (parent != process.pid) == warm_kernels._CAN_FORK
    process.kill()
    process.wait()
    assert ends(kernel)
    assert ends(parent)


def test_a_build_told_to_stop_leaves_no_process(build):
    process, kernel, parent = build
    process.send_signal(signal.SIGINT)
    process.wait()
    assert ends(kernel)
    assert ends(parent)


def test_the_death_of_a_notebook_is_what_the_build_tells(build):
    process, kernel, _ = build
    os.kill(kernel, signal.SIGKILL)
    assert "Kernel died" in process.communicate()[0]
    assert process.returncode == 0


def test_where_all_kernels_come_from_is_missed_when_it_ends():
    parent = warm_kernels._KernelParent()
    os.kill(parent._process.pid, signal.SIGKILL)
    with pytest.raises(DeadKernelError, match="forked from"):
        parent.ask("fork", {})
    parent.close()
