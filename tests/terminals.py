"""A real shell behind a pseudo-terminal, to which a test types as a person would."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

SHELLS = ("bash", "zsh", "fish")
PATIENCE = 30.0

_WRAPPER = """#!/bin/sh
if [ -z "$_TALKS_COMPLETE" ] && [ "$1" != completion ]; then
    printf '%s\\0' "$@" > {log}.new
    mv {log}.new {log}
    exit 0
fi
exec {python} -m talkscli "$@"
"""
"""Stands in for the program: it answers the shell's questions, and otherwise only notes its arguments."""

_START = {
    "bash": (("bash", "--norc", "--noprofile", "-i"), "PS1='> '; PROMPT_COMMAND='echo >> {prompts}'"),
    "zsh": (("zsh", "-f", "-i"), "PS1='> '; precmd() {{ echo >> {prompts} }}"),
    "fish": (("fish", "--no-config", "-i"), "function fish_prompt; echo >> {prompts}; echo '> '; end"),
}


class Shell:
    """One running shell in a directory of its own; `screen` keeps all that it wrote to the terminal."""

    def __init__(self, name: str, folder: Path, **environ: str) -> None:
        self.name = name
        self.home = folder / "home"
        self.here = folder / "here"
        """Where it runs: a file that appears here was made by something that it ran."""
        self.screen = b""
        self._log = folder / "log"
        self._prompts = folder / "prompts"
        self._seen = 0
        for made in (self.home, self.here, folder / "bin"):
            made.mkdir()
        self._prompts.touch()
        program = folder / "bin" / "talks"
        program.write_text(_WRAPPER.format(log=self._log, python=sys.executable))
        program.chmod(0o755)
        words, setup = _START[name]
        self._process, self._terminal = pty.fork()
        if not self._process:
            os.chdir(self.here)
            surroundings = {
                **os.environ,
                "HOME": str(self.home),
                "PATH": f"{program.parent}:{os.environ['PATH']}",
                "TERM": "xterm",
                "LC_ALL": "C.UTF-8",
                **environ,
            }
            for unwanted in ("COLUMNS", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "ZDOTDIR", "FPATH"):
                surroundings.pop(unwanted, None)
            os.execvpe(words[0], words, surroundings)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
        self.type(setup.format(prompts=self._prompts) + "\r")
        self._await_prompt()

    def type(self, keys: str) -> None:
        """Send keys as they are."""
        os.write(self._terminal, keys.encode())

    def enter(self, line: str) -> None:
        """Type a line, press ENTER and wait for the next prompt."""
        self.type(line + "\r")
        self._await_prompt()

    def run(self, line: str) -> list[str]:
        """Do the same with a line that runs talks, and return the words that reached it."""
        self._log.unlink(missing_ok=True)
        self.enter(line)
        self._wait(self._log.exists, line)
        return self._log.read_bytes().decode().split("\0")[:-1]

    def wait_for(self, text: bytes, start: int = 0) -> None:
        """Wait until a text stands among what was written since the screen had so many bytes."""
        self._wait(lambda: text in self.screen[start:], repr(text))

    def close(self) -> None:
        """End the shell."""
        os.kill(self._process, signal.SIGKILL)
        os.close(self._terminal)
        os.waitpid(self._process, 0)

    def _await_prompt(self) -> None:
        self._wait(lambda: self._prompts.stat().st_size > self._seen, "the prompt")
        self._seen = self._prompts.stat().st_size

    def _wait(self, is_there: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not is_there():
            if time.monotonic() > end:
                raise AssertionError(
                    f"{self.name} waited for {what}:\n{self.screen.decode(errors='replace')}"
                )
            if select.select([self._terminal], [], [], 0.02)[0]:
                self.screen += os.read(self._terminal, 1 << 16)
