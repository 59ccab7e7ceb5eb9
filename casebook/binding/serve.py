"""``make serve``: the published book on this machine alone, to look at."""

from __future__ import annotations

import errno
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def serve(root: Path, port: str) -> int:
    """Serve the published book until it is stopped; return 2 if the port cannot be had."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(root / "_build" / "html"))
    if not port.isdigit() or not 0 <= int(port) <= 65535:
        print(f"PORT is a number up to 65535, not {port!r}", file=sys.stderr)
        return 2
    try:
        server = ThreadingHTTPServer(("127.0.0.1", int(port)), handler)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        taken = error.errno == errno.EADDRINUSE
        why = "is taken by another program" if taken else "is not open to you"
        print(f"Port {port} {why}. Choose another: make serve PORT=8080", file=sys.stderr)
        return 2
    print(
        f"The book is on http://localhost:{server.server_port}/ until you press Ctrl-C", flush=True
    )
    server.serve_forever()
    return 0
