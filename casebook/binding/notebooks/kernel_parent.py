"""The process that the kernels of a build are forked from, with the libraries loaded once for all.

Run as a script by :mod:`casebook.binding.notebooks.warm_kernels`, with a connection to the build
as its argument. It imports nothing of the book and opens none of its files: what a notebook uses of
these is seen in the notebook's own process. It has one thread, so that its forks are whole.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

_LIBRARIES = (
    *("ipykernel.kernelapp", "ipykernel.zmqshell", "IPython.display", "jinja2"),
    *("numpy.random", "pandas", "seaborn", "matplotlib.dates", "matplotlib.pyplot"),
    *("matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg", "pybtex.database"),
)
"""What most notebooks load; only the time that they take hangs on this list."""


def load() -> None:
    """Import the libraries as a kernel would that is started alone."""
    if Path(sys.path[0]) == Path(__file__).parent:
        del sys.path[0]
    # Both are read on import: whose end is a kernel's end, and where charts go.
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    for library in _LIBRARIES:
        import_module(library)
    del sys.modules["__mp_main__"]  # this script, which no notebook imported


def serve(build: Connection) -> dict[str, Any] | None:
    """Fork kernels, look after them and signal them as the build asks, until it ends.

    Returns nothing in this process, and in that of a kernel what the build said of it.
    """
    status: dict[int, int | None] = {}
    while True:
        try:
            request = build.recv()
            match request:
                case "fork", kernel:
                    pid = os.fork()
                    if pid == 0:
                        return kernel
                    status[pid] = None
                    build.send(pid)
                case "poll", pid:
                    if status[pid] is None and (ended := os.waitpid(pid, os.WNOHANG))[0]:
                        status[pid] = os.waitstatus_to_exitcode(ended[1])
                    build.send(status[pid])
                case "signal", pid, number:
                    if status[pid] is None:
                        os.kill(pid, number)
                    build.send(None)
        except (EOFError, OSError):  # the build has ended
            break
    for pid in (pid for pid, code in status.items() if code is None):
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return None


def become(kernel: dict[str, Any]) -> None:
    """Be the kernel: in a session, a folder and an environment of its own, as if started alone."""
    from ipykernel.kernelapp import launch_new_instance
    from numpy import random

    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()
    os.chdir(kernel["folder"])
    os.environ.clear()
    os.environ.update(kernel["environment"])
    places = [place for place in os.environ.get("PYTHONPATH", "").split(os.pathsep) if place]
    sys.path[:] = [*places, *(place for place in sys.path if place not in places)]
    sys.argv = ["ipykernel_launcher", *kernel["arguments"]]
    random.seed()  # else all kernels would draw the same
    launch_new_instance()


def main() -> None:
    """Serve the build whose connection is the argument; a forked kernel ends here, too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the build, with which this ends
    build = Connection(int(sys.argv[1]))
    load()
    gc.freeze()  # a collection in a kernel need not touch, and so copy, what all of them share
    if kernel := serve(build):
        build.close()
        become(kernel)


if __name__ == "__main__":
    main()
