"""Kernels that start with the libraries loaded: forked, each a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import Pipe
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any
from uuid import uuid4

from jupyter_client import AsyncKernelManager
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from nbclient.exceptions import DeadKernelError

_CAN_FORK = sys.platform == "linux"
"""On macOS libraries of the system (Accelerate, which NumPy computes with, is one) may crash in a
process that was forked after they were loaded; there each kernel starts alone."""

_SCRIPT = Path(__file__).with_name("kernel_parent.py")


class _KernelParent:
    """The process that kernels are forked from; it and they end with this one, however it ends."""

    def __init__(self) -> None:
        self._connection, theirs = Pipe()
        self._one_at_a_time = Lock()
        self._process = subprocess.Popen(
            [sys.executable, str(_SCRIPT), str(theirs.fileno())],
            cwd="/",  # where no settings of a library lie
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # threads are lost in a fork
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()

    def ask(self, *request: Any) -> Any:
        """Return the answer to a request: see ``serve`` of ``kernel_parent``.

        Raises
        ------
        DeadKernelError
            If the process has ended.
        """
        try:
            with self._one_at_a_time:
                self._connection.send(request)
                return self._connection.recv()
        except (EOFError, OSError) as lost:
            raise DeadKernelError("the process that kernels are forked from has ended") from lost

    def close(self) -> None:
        """End the process, and with it all kernels that still run."""
        self._connection.close()
        self._process.wait()


class _Forked:
    """A kernel's process as jupyter_client knows processes: what it uses of ``Popen``."""

    stdin = stdout = stderr = None

    def __init__(self, parent: _KernelParent, kernel: dict[str, Any]) -> None:
        self._parent = parent
        self.pid: int = parent.ask("fork", kernel)

    def poll(self) -> int | None:
        """Return the exit status, nothing while it runs."""
        return self._parent.ask("poll", self.pid)

    wait = poll  # only asked of a process that has ended

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        self._parent.ask("signal", self.pid, number)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class _ForkingProvisioner(LocalProvisioner):
    """Has a kernel forked where jupyter_client would start a new Python."""

    kernel_parent: _KernelParent

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel and return how to reach it."""
        if cmd[:3] != [sys.executable, "-m", "ipykernel_launcher"]:  # another Python than this
            return await super().launch_kernel(cmd, **kwargs)
        kernel = {
            "arguments": cmd[3:],
            "folder": os.fspath(kwargs["cwd"]),
            "environment": dict(kwargs["env"]),
        }
        self.process = _Forked(self.kernel_parent, kernel)
        self.pid = self.pgid = self.process.pid
        return self.connection_info


def _manager(folder: Path, parent: _KernelParent | None) -> AsyncKernelManager:
    """Return the manager of a kernel that talks through sockets in a folder, not over a network."""
    file = folder / f"{uuid4().hex[:8]}.json"  # short, as paths of sockets must be
    manager = AsyncKernelManager(transport="ipc", connection_file=str(file))
    if parent:
        manager.provisioner = _ForkingProvisioner(kernel_spec=manager.kernel_spec, parent=manager)
        manager.provisioner.kernel_parent = parent
    return manager


@contextmanager
def kernel_managers() -> Iterator[Callable[[], AsyncKernelManager]]:
    """Yield a function that returns the manager of a new kernel, not started yet.

    The kernels are forked from one process where that is safe, else each starts alone. They are to
    be used within the context: none outlives it.
    """
    parent = _KernelParent() if _CAN_FORK else None
    try:
        with TemporaryDirectory() as folder:
            yield partial(_manager, Path(folder), parent)
    finally:
        if parent:
            parent.close()
