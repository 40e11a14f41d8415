"""The commands that the documents and the help texts show, as their readers copy them."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/*.md")
MADE = "docs/reference.md"
"""The page that is made of the help texts, whose examples are read from the help itself."""

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^    (\S.*)$", re.MULTILINE)
_PROGRAM = re.compile(r"(?:talks|python3?|pip|pipx|uv|git|ruff|mypy|pytest|lint-imports|jq)\b")
_HEREDOC = re.compile(r"<<-?\s*(['\"]?)(\w+)\1")
_STATUS = re.compile(r"#.*\bstatus (\d+)\b")


@dataclass(frozen=True)
class Command:
    """One command: where it stands, what is typed, and what its page says of it."""

    place: str
    """The page or the help text, and the line."""
    text: str
    """Every line of it, with its comment."""
    shown: str | None = None
    """What the page shows that a terminal shows; None where it shows nothing."""

    @property
    def comment(self) -> str:
        """Return the comment after the command."""
        return self.text.rpartition(" #")[2] if " #" in self.text else ""

    @property
    def status(self) -> int:
        """Return the exit status that it should end with: the one its comment names, or 0."""
        found = _STATUS.search(self.text)
        return int(found[1]) if found else 0

    @property
    def shell(self) -> str:
        """Return the shell it is for: the one whose start file its comment names, or bash."""
        return next(
            (name for name in ("zsh", "fish") if f"{name}rc" in self.comment or f"{name}/" in self.comment),
            "bash",
        )

    @property
    def needs_network(self) -> bool:
        """Return whether its comment says that it needs a network."""
        return "network" in self.comment

    @property
    def needs_clone(self) -> bool:
        """Return whether its comment says that it is for a clone of the project, where it takes long."""
        return "in a clone" in self.comment

    @property
    def asks(self) -> bool:
        """Return whether its comment says that it asks its questions on a terminal."""
        return re.search(r"\basks\b", self.comment) is not None


def read_pages() -> dict[str, list[Command]]:
    """Read the commands of every page, in their order."""
    files = [file for pattern in PAGES for file in sorted(ROOT.glob(pattern))]
    names = [str(file.relative_to(ROOT)) for file in files]
    return {
        name: read_page(name, file.read_text(encoding="utf-8"))
        for name, file in zip(names, files, strict=True)
        if name != MADE
    }


def read_page(name: str, text: str) -> list[Command]:
    """Read the commands in the fenced blocks of a page that are marked sh or console."""
    found: list[Command] = []
    for block in _FENCE.finditer(text):
        line = text.count("\n", 0, block.start()) + 2
        if block[1] == "sh":
            found += split_commands(name, block[2], line)
        elif block[1] == "console":
            found += read_session(name, block[2], line)
    return found


def read_session(name: str, text: str, line: int) -> list[Command]:
    """Read what was typed on a terminal, after each `$ `, and what was shown then."""
    found = []
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        lines = part.splitlines(keepends=True)
        count = next(
            (number for number in range(1, len(lines)) if is_complete("".join(lines[:number]))), len(lines)
        )
        typed, shown = "".join(lines[:count]).rstrip("\n"), "".join(lines[count:])
        found.append(Command(f"{name}:{line}", typed, shown or None))
        line += len(lines)
    return found


def split_commands(name: str, text: str, line: int) -> list[Command]:
    """Split lines of shell into whole commands."""
    found: list[Command] = []
    waiting: list[str] = []
    for number, one in enumerate(text.splitlines()):
        if not waiting and not one.partition("#")[0].strip():
            continue
        waiting.append(one)
        if is_complete("\n".join(waiting)):
            found.append(Command(f"{name}:{line + number - len(waiting) + 1}", "\n".join(waiting)))
            waiting = []
    assert waiting == [], f"{name}: a command does not end: {waiting}"
    return found


def is_complete(text: str) -> bool:
    """Tell whether bash would carry out what was typed, and not wait for more."""
    text = text.rstrip("\n")
    here = _HEREDOC.search(text)
    if here and not re.search(rf"^\s*{here[2]}$", text.partition("\n")[2], re.MULTILINE):
        return False
    if text.endswith("\\"):
        return False
    checked = subprocess.run(["bash", "-n"], input=text + "\n", text=True, capture_output=True, check=False)
    return checked.returncode == 0


def read_help(name: str, text: str) -> list[Command]:
    """Read the commands among a help text's examples: the lines indented further than its prose."""
    section = re.search(r"^ *Examples:\n(.*?)(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    if section is None:
        return []
    lines = [line if line.startswith("    ") else "" for line in section[1].splitlines()]
    return split_commands(name, "\n".join(line[4:] for line in lines), 1)


def find_unmarked(text: str) -> list[str]:
    """List the commands on a page that stand in no block marked sh or console."""
    unmarked = {"", "text", "bash", "shell"}
    fenced = [
        line for block in _FENCE.finditer(text) if block[1] in unmarked for line in block[2].splitlines()
    ]
    indented = _INDENTED.findall(_FENCE.sub("", text))
    return [line for line in (*fenced, *indented) if _PROGRAM.match(line)]
