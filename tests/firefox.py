"""Drive a Firefox that the machine has, by Marionette, the protocol it brings along: no driver, no download."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

COMMANDS = ("firefox-esr", "firefox")
START_S = 60
ANSWER_S = 60
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# Every request to another computer ends at a port where nobody listens; the page itself comes from a file.
PREFERENCES = {
    "marionette.port": 0,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "",
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
}


class FirefoxError(RuntimeError):
    """Firefox refused a command, or did not start; the message says what it said."""


def find_firefox() -> str | None:
    """Return the path of a Firefox, or None."""
    return next((path for command in COMMANDS if (path := shutil.which(command))), None)


class Firefox:
    """One headless Firefox with a profile of its own in `folder`."""

    def __init__(self, path: str, folder: Path) -> None:
        folder.mkdir(parents=True)
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
        (folder / "user.js").write_text("".join(lines), "utf-8")
        options = ("--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile")
        self._process = subprocess.Popen(
            [path, *options, str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._number = 0
        self._socket = self._connect(folder / "MarionetteActivePort")
        self._file = self._socket.makefile("rb")
        self._read()
        self.send("WebDriver:NewSession", {"capabilities": {}})

    def _connect(self, port: Path) -> socket.socket:
        until = time.monotonic() + START_S
        while time.monotonic() < until and self._process.poll() is None:
            if port.is_file() and port.read_text().strip():
                return socket.create_connection(("127.0.0.1", int(port.read_text())), timeout=ANSWER_S)
            time.sleep(0.05)  # it says nowhere else that it is ready
        self._process.kill()
        raise FirefoxError(f"Firefox did not start within {START_S} s")

    def _read(self) -> Any:
        length = b""
        while (byte := self._file.read(1)) != b":":
            if not byte:
                raise FirefoxError("Firefox ended")
            length += byte
        return json.loads(self._file.read(int(length)))

    def send(self, command: str, parameters: dict[str, Any]) -> Any:
        """Send a command and return its result."""
        self._number += 1
        message = json.dumps([0, self._number, command, parameters]).encode()
        self._socket.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self._read()
        if error:
            raise FirefoxError(f"{command}: {error['error']}: {error['message']}")
        return result.get("value") if isinstance(result, dict) and set(result) == {"value"} else result

    def run(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page and return its value; a promise is awaited."""
        return self.send("WebDriver:ExecuteScript", {"script": script, "args": list(arguments), "newSandbox": True})

    def open(self, address: str, *, width: int = 1440, height: int = 900) -> None:
        """Open a page of ours in a window of this size, and wait until it is ready."""
        self.send("WebDriver:SetWindowRect", {"width": width, "height": height})
        self.send("WebDriver:Navigate", {"url": "about:blank"})
        self.send("WebDriver:Navigate", {"url": address})
        self.run("return window.dateline.ready.then(() => true)")

    def click(self, selector: str) -> None:
        """Click an element as a person does."""
        self.send("WebDriver:ElementClick", {"id": self._find(selector)})

    def type(self, selector: str, text: str) -> None:
        """Type into an element as a person does."""
        self.send("WebDriver:ElementSendKeys", {"id": self._find(selector), "text": text})

    def _find(self, selector: str) -> str:
        found: dict[str, str] = self.send("WebDriver:FindElement", {"using": "css selector", "value": selector})
        return found[ELEMENT]

    def wait(self, condition: str, *arguments: Any) -> None:
        """Wait until an expression of the page holds."""
        script = """const until = performance.now() + 15000;
          const holds = () => (%s);
          while (!holds()) {
            if (performance.now() > until) return false;
            await new Promise((done) => requestAnimationFrame(done));
          }
          return true;"""
        call = f"const values = arguments; return (async () => {{ {script % condition} }})()"
        if not self.run(call, *arguments):
            raise FirefoxError(f"never came true: {condition}")

    def complaints(self) -> list[str]:
        """Return the errors and policy violations that pages from files have caused."""
        self.send("Marionette:SetContext", {"value": "chrome"})
        try:
            found: list[str] = self.run(
                """return Services.console.getMessageArray()
                  .filter((one) => one instanceof Ci.nsIScriptError && one.sourceName.startsWith("file:"))
                  .filter((one) => !(one.flags & Ci.nsIScriptError.warningFlag))
                  .map((one) => one.errorMessage)"""
            )
        finally:
            self.send("Marionette:SetContext", {"value": "content"})
        return found

    def close(self) -> None:
        """End this Firefox."""
        self._file.close()
        self._socket.close()
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
