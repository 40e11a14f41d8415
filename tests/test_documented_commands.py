"""Every command of README, of the pages in docs/ and of the help runs as it is printed.

A page, and likewise a help text, is carried out by one bash in an empty directory, line after line, as by a reader
who copies them: exports, pipes and files stay from one to the next. What a command says in its comment is how it
differs from others: `# status 1` ends so, `# … ~/.zshrc` and `# … ~/.config/fish/…` is for that shell, `# asks`
needs somebody at a terminal, `# … network` and `# in a clone` are not run here. After a wanted change of what a page shows run
`TALKS_GOLDEN=update python -m pytest tests/test_documented_commands.py` and read the diff.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path

import pytest
from tests.documents import ROOT, Command, find_unmarked, read_help, read_page, read_pages
from tests.programs import require

from talkscli.cli.reference import read_helps
from talkscli.cli.welcome import WELCOME

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the commands are those of bash")

UPDATE = os.environ.get("TALKS_GOLDEN") == "update"
SESSIONS: dict[str, list[Command]] = {
    **read_pages(),
    **{name: read_help(name, text) for name, text in read_helps().items()},
    "talks": read_page(
        "talks", "```sh\n" + "\n".join(re.findall(r"^  (talks .*)$", WELCOME, re.MULTILINE)) + "\n```\n"
    ),
}
ALL = [(session, number) for session, commands in SESSIONS.items() for number in range(len(commands))]

FINDING = {
    "rounds",
    "events",
    "list",
    "who",
    "conflicts",
    "claims",
    "search",
    "show",
    "timeline",
    "sources",
    "cite",
    "diff",
    "schema",
}
"""The commands whose examples have to find something."""

_MISSING = re.compile(r"line \d+: (\S+): command not found")
LONGEST = 300.0
"""How many seconds the commands of a page may take together, on a machine that is busy."""

UNFINISHED = -1
"""In place of the status of a command that did not end in time, or was not reached."""

TERMINAL = ROOT / "tests" / "on_terminal.py"


class Ended:
    """How a command ended, and what it wrote."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err


class Sessions:
    """Carries out each page once, when the first of its commands is asked for."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.cache = cache
        self._done: dict[str, list[Ended]] = {}

    def __call__(self, session: str) -> list[Ended]:
        """Return how the commands of a page or a help text ended."""
        if session not in self._done:
            self._done[session] = self._carry_out(session)
        return self._done[session]

    def _carry_out(self, session: str) -> list[Ended]:
        folder = self.folder / re.sub(r"\W+", "-", session)
        home, tools, outputs, here = (folder / name for name in ("home", "tools", "outputs", "here"))
        for made in (home, tools, outputs, here):
            made.mkdir(parents=True)
        for name, module in (("talks", " -m talkscli"), ("python", "")):
            (tools / name).write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)}{module} "$@"\n')
            (tools / name).chmod(0o755)
        commands = SESSIONS[session]
        script = ["set -o pipefail", "exec 9>&1"]
        for number, command in enumerate(commands):
            out = shlex.quote(str(outputs / str(number)))
            script += [f"exec >{out}.out 2>{out}.err </dev/null", write_step(command), 'echo "$?" >&9']
        environ = {
            name: value for name, value in os.environ.items() if not name.startswith(("TALKS_", "XDG_"))
        }
        environ |= {
            "HOME": str(home), "PATH": f"{tools}:{environ['PATH']}", "TALKS_CACHE": str(self.cache),
            "COLUMNS": "80", "TERM": "xterm", "NO_COLOR": "1", "TALKS_PAGER": "", "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b",
        }  # fmt: skip
        file = folder / "script.sh"
        file.write_text("\n".join(script) + "\n", encoding="utf-8")
        statuses = run_script(file, here, environ)
        return [
            Ended(status, *(read_output(outputs / f"{number}.{end}") for end in ("out", "err")))
            for number, status in zip_longest(range(len(commands)), statuses, fillvalue=UNFINISHED)
        ]


def run_script(file: Path, here: Path, environ: dict[str, str]) -> list[int]:
    """Run a script of bash, and return the statuses that it wrote until it ended or took too long."""
    with subprocess.Popen(
        ["bash", "--norc", str(file)], cwd=here, env=environ, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        try:
            written, _ = process.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            written, _ = process.communicate()
    return [int(word) for word in written.split()]


def read_output(file: Path) -> str:
    """Return what a command wrote; nothing where it was not reached."""
    return file.read_text(encoding="utf-8") if file.exists() else ""


def write_step(command: Command) -> str:
    """Write the line of the script that carries a command out as its reader would."""
    if command.needs_network or command.needs_clone:
        return ":"
    if command.asks or command.shown is not None:
        # Only what is exported reaches a terminal of its own.
        words = [sys.executable, str(TERMINAL), "asks" if command.asks else "shows", command.text]
        return shlex.join(words)
    if command.shell != "bash":
        return shlex.join(
            [command.shell, "-f" if command.shell == "zsh" else "--no-config", "-c", command.text]
        )
    return command.text


@pytest.fixture(scope="session")
def sessions(tmp_path_factory: pytest.TempPathFactory, session_cache: Path) -> Sessions:
    return Sessions(tmp_path_factory.mktemp("documents"), session_cache)


@pytest.mark.parametrize(
    ("session", "number"), ALL, ids=[f"{SESSIONS[one][number].place}" for one, number in ALL]
)
def test_a_documented_command_does_what_its_page_says(sessions: Sessions, session: str, number: int) -> None:
    require("bash")
    command = SESSIONS[session][number]
    if command.needs_network:
        pytest.skip("it needs a network, as its page says")
    if command.needs_clone:
        check_script(command)
        return
    ended = sessions(session)[number]
    require(*_MISSING.findall(ended.err))
    if "pip install 'talkscli[mcp]'" in ended.err and os.environ.get("TALKS_CONSUMERS") != "1":
        pytest.skip("mcp is not installed")
    assert ended.status == command.status, f"{command.text}\n{ended.out}{ended.err}"
    if command.asks:
        assert "?" in ended.out
    elif command.shown is not None:
        check_shown(command, ended)
    elif finds(command):
        headed = "--no-header" in command.text or re.search(r"ndjson|jq|cut|--as|schema", command.text)
        assert ended.out.count("\n") > (0 if headed else 1), command.text


def check_script(command: Command) -> None:
    """Check of what takes too long for a test that the script is there, and knows its options."""
    found = re.match(r"python (?:-m )?(benchmarks[./]\w+)(?:\.py)?(.*?) #", command.text)
    assert found is not None, command.text
    script = (ROOT / found[1].replace(".", "/")).with_suffix(".py").read_text(encoding="utf-8")
    for option in re.findall(r"--\w[\w-]*", found[2]):
        assert f'"{option}"' in script, f"{command.place}: {option}"


@pytest.mark.parametrize("page", [name for name in SESSIONS if name.endswith(".md")])
def test_every_command_on_a_page_is_one_that_is_run(page: str) -> None:
    """Commands in other blocks than those marked sh or console are those that .ci/run carries out."""
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for line in find_unmarked((ROOT / page).read_text(encoding="utf-8")):
        if not line.startswith("python -m pip install "):  # which .ci/run takes from README
            for part in line.split(" && "):
                assert re.search(rf"^ *{re.escape(part)}(?= |$)", ci, re.MULTILINE), f"{page}: {part}"


def finds(command: Command) -> bool:
    """Tell whether the last program of a command should have written something."""
    last = re.split(r"\|(?!\|)", command.text)[-1]
    if ">" in last or "||" in command.text or command.status:
        return False
    called = re.findall(r"(?:^|[|(] *)talks ([a-z]+)", command.text.partition(" #")[0])
    return bool(called) and set(called) <= FINDING


def check_shown(command: Command, ended: Ended) -> None:
    """Hold what a page shows against what a terminal shows; `…` at the end of a line stands for more."""
    page = ROOT / command.place.partition(":")[0]
    shown = ended.out.replace("\r\n", "\n")
    assert command.shown is not None
    pattern = re.escape(command.shown).replace("…\n", ".*\n").replace("…\\\n", ".*\n")
    if UPDATE and not re.fullmatch(pattern, shown):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(command.shown, shown, 1), encoding="utf-8")
    else:
        assert re.fullmatch(pattern, shown), f"{command.text}\n{shown}"


def test_there_are_commands_in_every_help_and_on_the_pages() -> None:
    assert [
        name for name, commands in SESSIONS.items() if name.startswith("talks ") and len(commands) < 2
    ] == []
    assert len(SESSIONS["README.md"]) > 20


@pytest.mark.parametrize("page", ["README.md", "docs/python.md", "docs/names.md"])
def test_the_python_on_a_page_runs(tmp_path: Path, page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    assert code
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
