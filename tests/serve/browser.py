"""A real browser, spoken to through a pipe (Chrome DevTools Protocol), for what only a browser can tell."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-dev-shm-usage", "--remote-debugging-pipe", "--window-size=1000,700",
)  # fmt: skip

PATIENCE = 30  # seconds for one answer
CTRL, SHIFT = 2, 8  # as the browser's protocol counts them

# The browser reads its commands from descriptor 3 and answers on 4.
START = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(each), fcntl.F_DUPFD, 10) for each in sys.argv[1:3]]
os.dup2(ends[0], 3), os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Browser:
    """One page of a browser."""

    def __init__(self, profile: Path) -> None:
        read_commands, self._commands = os.pipe()
        self._answers, write_answers = os.pipe()
        ends = (read_commands, write_answers)
        command = [sys.executable, "-c", START, *map(str, ends), str(PROGRAM), *FLAGS, f"--user-data-dir={profile}"]
        self.process = subprocess.Popen(command, pass_fds=ends, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(read_commands)
        os.close(write_answers)
        self._heard = select.poll()
        self._heard.register(self._answers, select.POLLIN | select.POLLHUP)
        self._left, self._number, self._session = b"", 0, ""
        self.complaints: list[str] = []
        target = next(each for each in self.call("Target.getTargets")["targetInfos"] if each["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
            self._note(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            assert self._heard.poll(PATIENCE * 1000), "the browser says nothing any more"
            part = os.read(self._answers, 1 << 20)
            assert part, "the browser went away"
            self._left += part
        message, _, self._left = self._left.partition(b"\0")
        return json.loads(message)

    def _note(self, event: dict[str, Any]) -> None:
        if event.get("method") == "Log.entryAdded":
            self.complaints.append(event["params"]["entry"]["text"])
        if event.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(event["params"]["exceptionDetails"]["text"])

    def open(self, address: str) -> None:
        self.call("Page.navigate", url=address)
        self.until("document.readyState === 'complete'")

    def value(self, script: str) -> Any:
        with contextlib.suppress(AssertionError):  # the page is being exchanged for another
            return self.call("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")
        return None

    def until(self, script: str, patience: float = 10) -> Any:
        """Wait for something to become true on the page."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if found := self.value(script):
                return found
            time.sleep(0.02)
        raise AssertionError(f"{script} did not become true: {self.value('document.documentElement.outerHTML')}")

    def press(self, key: str, code: str = "", held: int = 0) -> None:
        """Press a key; `code` is its place, where the letter that it gives is another."""
        letter = f"Key{key.upper()}" if len(key) == 1 and key.isascii() and key.isalpha() else key
        number = {"Enter": 13, "Escape": 27, "Tab": 9}.get(key, ord((code or letter)[-1].upper()))
        text = {"text": "\r" if key == "Enter" else key} if not held & CTRL and key in ("Enter", *"0123456789") else {}
        named = {"key": key, "code": code or letter, "modifiers": held, "windowsVirtualKeyCode": number}
        self.call("Input.dispatchKeyEvent", type="keyDown", **named, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **named)

    def type_in(self, text: str) -> None:
        """Put a text where the cursor is."""
        self.call("Input.insertText", text=text)

    def seen(self, selector: str) -> None:
        """Wait until something stands on the page."""
        self.until(f"document.querySelector('{selector}') !== null")

    def picture(self, path: Path) -> None:
        import base64

        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def close(self) -> None:
        self.process.kill()
        self.process.wait(10)
        os.close(self._commands)
        os.close(self._answers)
