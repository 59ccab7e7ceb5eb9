"""The published book with a witness: a script before all others that notes what goes wrong."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

WITNESS = """
window.faults = [];
const failed = console.error;
console.error = (...words) => { faults.push(words.join(" ")); failed(...words); };
addEventListener("error", ({ message, target }) => {
  if (message) faults.push(message);
  else if (target.matches("script, img, link[rel=stylesheet]")) // not the hint of a next page
    faults.push(`not loaded: ${target.src ?? target.href}`);
}, true);
addEventListener("unhandledrejection", ({ reason }) => faults.push(String(reason)));
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  faults.push(`policy: ${violatedDirective} ${blockedURI}`));
"""
OWN = {
    "/witness.js": (WITNESS, "text/javascript"),
    "/narrow.html": ("<!doctype html><title>Narrow</title>", "text/html"),
}


class _Handler(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in OWN:
            self._answer(*OWN[path])
        elif path.endswith(".html") and (file := Path(self.translate_path(path))).exists():
            text = file.read_text("utf-8")
            self._answer(text.replace("<head>", '<head><script src="/witness.js"></script>', 1))
        else:
            super().do_GET()

    def _answer(self, text: str, kind: str = "text/html") -> None:
        content = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the folder and give its address."""
    handler = functools.partial(_Handler, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
