"""Firefox as Selenium drives it, without geckodriver, which neither Debian nor PyPI carries.

Firefox itself speaks Marionette: the commands of WebDriver as JSON on a socket. geckodriver only
translates it to HTTP; what the tests need of that is a table of names.
"""

import json
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from selenium.webdriver import FirefoxOptions, Remote
from selenium.webdriver.remote.command import Command

NAMES = {
    Command.NEW_SESSION: "WebDriver:NewSession",
    Command.QUIT: "Marionette:Quit",
    Command.GET: "WebDriver:Navigate",
    Command.REFRESH: "WebDriver:Refresh",
    Command.GO_BACK: "WebDriver:Back",
    Command.GET_CURRENT_URL: "WebDriver:GetCurrentURL",
    Command.SET_TIMEOUTS: "WebDriver:SetTimeouts",
    Command.SET_WINDOW_RECT: "WebDriver:SetWindowRect",
    Command.FIND_ELEMENT: "WebDriver:FindElement",
    Command.FIND_ELEMENTS: "WebDriver:FindElements",
    Command.CLICK_ELEMENT: "WebDriver:ElementClick",
    Command.SEND_KEYS_TO_ELEMENT: "WebDriver:ElementSendKeys",
    Command.GET_ELEMENT_TEXT: "WebDriver:GetElementText",
    Command.SWITCH_TO_FRAME: "WebDriver:SwitchToFrame",
    Command.W3C_ACTIONS: "WebDriver:PerformActions",
    Command.W3C_EXECUTE_SCRIPT: "WebDriver:ExecuteScript",
    Command.W3C_EXECUTE_SCRIPT_ASYNC: "WebDriver:ExecuteAsyncScript",
    Command.SCREENSHOT: "WebDriver:TakeScreenshot",
}
QUIET = {
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.uitour.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.min_background_timeout_value": 0,
    "marionette.port": 0,  # any that is free; Firefox notes which in its profile
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
SECONDS = 60
"""As long as Firefox may take to start and to end."""
ANSWERS = 120
"""Seconds for the answer to a command: one that hangs fails instead of holding up the run."""


class Marionette:
    """What Selenium sends its commands to."""

    def __init__(self, port: int):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=ANSWERS)
        self._reader = self._socket.makefile("rb")
        self._sent = 0
        self._read()  # the greeting

    def execute(self, command: str, params: dict[str, Any] | None) -> dict[str, Any]:
        """Send one command and return what HTTP would have answered."""
        self._sent += 1
        given = {name: value for name, value in (params or {}).items() if name != "sessionId"}
        if command == Command.NEW_SESSION:
            given = given["capabilities"]["alwaysMatch"]
        if command == Command.QUIT:
            given = {"flags": ["eForceQuit"]}
        message = json.dumps([0, self._sent, NAMES[command], given]).encode()
        self._socket.sendall(b"%d:%b" % (len(message), message))
        _, _, error, result = self._read()
        if error:
            return {"status": 500, "value": json.dumps({"value": error})}
        wrapped = isinstance(result, dict) and result.keys() == {"value"}
        return {"value": result["value"] if wrapped else result}

    def _read(self) -> Any:
        length = b""
        while (byte := self._reader.read(1)) != b":":
            if not byte:
                raise ConnectionError("Firefox has closed the connection")
            length += byte
        return json.loads(self._reader.read(int(length)))

    def close(self) -> None:
        self._reader.close()
        self._socket.close()


class Firefox(Remote):
    """A Firefox of its own profile; the profile's folder also takes its log."""

    def __init__(self, program: str, folder: Path, **preferences: bool | int | str):
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});"
            for name, value in (QUIET | preferences).items()
        ]
        (folder / "user.js").write_text("\n".join(lines), "utf-8")
        self.log = folder / "log.txt"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [program, "--headless", "--marionette", "--no-remote", "--profile", str(folder)],
                stdout=log,
                stderr=subprocess.STDOUT,
                env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            )
        super().__init__(Marionette(self._port(folder)), options=FirefoxOptions())

    def _port(self, folder: Path) -> int:
        noted = folder / "MarionetteActivePort"
        end = time.monotonic() + SECONDS
        while not (noted.exists() and (text := noted.read_text())):
            if self._process.poll() is not None or time.monotonic() > end:
                self._process.kill()
                raise RuntimeError(f"Firefox did not start: {self.log.read_text()}")
            time.sleep(0.1)
        return int(text)

    def quit(self) -> None:
        try:
            super().quit()
        finally:
            try:
                self._process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
