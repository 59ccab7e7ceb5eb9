"""WeasyPrint's one system library: whether it is there, and getting it if not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

DEBIAN = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]

HOW_TO = f"""\
The PDF needs Pango, the system library that WeasyPrint sets text with. Install it, then run
`make book` again:
    Debian, Ubuntu:  sudo apt-get install {" ".join(DEBIAN)}
    macOS:           brew install pango"""


def is_there() -> bool:
    """Return whether WeasyPrint finds Pango, asked in a process of its own."""
    probe = subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True)
    return probe.returncode == 0


def provide() -> bool:
    """Install Pango where the machine lets us; return whether it is there in the end.

    As root, or where sudo asks for no password, by apt; on a Mac by Homebrew.
    """
    if is_there():
        return True
    if shutil.which("apt-get"):
        as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
        if not as_root or shutil.which("sudo"):
            apt = [*as_root, "apt-get", "--quiet", "--yes"]
            subprocess.run([*apt, "update"])
            subprocess.run([*apt, "install", "--no-install-recommends", *DEBIAN])
    elif shutil.which("brew"):
        subprocess.run(["brew", "install", "pango"])
    return is_there()
