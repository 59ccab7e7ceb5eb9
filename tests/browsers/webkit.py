"""WebKitGTK on a screen of its own."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver import WebKitGTK, WebKitGTKOptions, WebKitGTKService

from tests.browser import program


@contextmanager
def webkit(folder: Path, **environment: str) -> Iterator[WebKitGTK]:
    """Start WebKitGTK with its home in a folder."""
    screen = subprocess.Popen(
        [program("webkit", 1), "-displayfd", "1", "-screen", "0", "1600x1200x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        display = f":{screen.stdout.readline().strip()}"
        own = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "NO_AT_BRIDGE": "1"}
        service = WebKitGTKService(program("webkit"), env=own | {"DISPLAY": display} | environment)
        driver = WebKitGTK(WebKitGTKOptions(), service)
        try:
            yield driver
        finally:
            driver.quit()
    finally:
        screen.terminate()
        screen.wait()
