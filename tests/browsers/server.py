"""The published book with a witness: a script before all others that notes what goes wrong."""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from tests.serving import Quiet

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
_LONG = "".join(f"<h2 id=part-{n}>Part</h2>{'<p>Some words</p>' * 40}" for n in range(30))
OWN = {
    "/plain.html": (f"<!doctype html><link rel=stylesheet href=/plain.css>{_LONG}", "text/html"),
    "/plain.css": ("", "text/css"),
    "/witness.js": (WITNESS, "text/javascript"),
    "/narrow.html": ("<!doctype html><title>Narrow</title>", "text/html"),
}


class Witnessed(Quiet):
    """Serves each page with the witness in it, and pages of its own."""

    def send_head(self) -> BinaryIO | None:
        path = self.path.partition("?")[0]
        if path in OWN:
            return self._answer(*OWN[path])
        if path.endswith(".html") and (file := Path(self.translate_path(path))).exists():
            text = file.read_text("utf-8")
            return self._answer(
                text.replace("<head>", '<head><script src="/witness.js"></script>', 1)
            )
        return super().send_head()

    def _answer(self, text: str, kind: str = "text/html") -> BytesIO:
        content = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)
