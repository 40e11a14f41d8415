"""A browser for tests, driven over the pipe that Chromium opens for its own tools: nothing else is needed.

https://chromedevtools.github.io/devtools-protocol/ has the methods.
"""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.programs import skip

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 120.0
"""Seconds after which a browser that does not answer is ended."""


class Browser:
    """One page of a headless Chromium, and all that it told since it began."""

    def __init__(self, program: str, profile: Path) -> None:
        commands, self._commands = os.pipe()
        self._answers, answers = os.pipe()
        self._process = subprocess.Popen(
            [
                "bash", "-c", f'exec "$@" 3<&{commands} 4>&{answers}', "browser", program, "--headless=new",
                "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-dev-shm-usage",
                "--disable-background-networking", "--disable-component-update", "--remote-debugging-pipe",
                f"--user-data-dir={profile}", "about:blank",
            ],
            pass_fds=(commands, answers), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(commands)
        os.close(answers)
        # A browser that hangs must not hang the tests: without it, reading its answers ends.
        self._guard = threading.Timer(PATIENCE, self._process.kill)
        self._guard.start()
        self._waiting = b""
        self._number = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(one for one in targets if one["type"] == "page")
        attached = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method and return its result."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != self._number:
            self.events.append(answer)
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def open(self, file: Path) -> None:
        """Load a file, and wait until it is there."""
        self.events.clear()
        self.call("Page.navigate", url=file.as_uri())
        while not any(one.get("method") == "Page.loadEventFired" for one in self.events):
            self.events.append(self._read())
        # What a page does on its own later than that, it does before it answers this.
        self.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")

    def evaluate(self, script: str) -> Any:
        """Return what a script gives on the page."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def resize(self, width: int, *, media: str = "screen", scheme: str = "light") -> None:
        """Give the page a width, a medium and a colour scheme."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
        )
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", media=media, features=features)

    @property
    def requests(self) -> list[str]:
        """The addresses that were asked for since the last page was opened."""
        asked = [one for one in self.events if one.get("method") == "Network.requestWillBeSent"]
        return [one["params"]["request"]["url"] for one in asked]

    @property
    def complaints(self) -> list[str]:
        """What the browser complained of: refused by the policy, not found, failed."""
        logged = [one for one in self.events if one.get("method") == "Log.entryAdded"]
        return [one["params"]["entry"]["text"] for one in logged]

    def close(self) -> None:
        """End the browser."""
        self._guard.cancel()
        self._process.kill()
        self._process.wait()
        os.close(self._commands)
        os.close(self._answers)

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._waiting:
            block = os.read(self._answers, 1 << 16)
            assert block, "the browser ended"
            self._waiting += block
        line, _, self._waiting = self._waiting.partition(b"\0")
        found: dict[str, Any] = json.loads(line)
        return found


@contextmanager
def open_browser(profile: Path) -> Iterator[Browser]:
    """Start a browser; a test that needs one is skipped where none is installed."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None or os.name != "posix":
        skip("chromium is not installed")
    assert program is not None
    browser = Browser(program, profile)
    try:
        yield browser
    finally:
        browser.close()
