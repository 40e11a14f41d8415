"""Nothing of the program but `output.streams` writes to standard output, standard error or a terminal."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "talkscli"
DOOR = SOURCE / "output" / "streams.py"

CALLS = {"print", "input", "breakpoint", "help", "exit", "quit"}
"""What Python offers everywhere and writes by itself."""

STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__", "displayhook"}
"""What `sys` has."""

OF_STREAMS = {"out", "err", "_raw"}
"""What `Streams` has, and only itself may write to."""

OF_TYPER = {
    "echo", "secho", "prompt", "confirm", "progressbar", "launch", "style", "getchar", "pause", "clear",
    "echo_via_pager", "get_text_stream", "get_binary_stream",
}  # fmt: skip

MODULES = {
    "rich.console", "rich.live", "rich.pretty", "rich.progress", "rich.progress_bar", "rich.prompt", "rich.status",
    "rich.traceback", "rich.logging", "logging", "warnings", "getpass", "curses", "code", "pprint", "click",
}  # fmt: skip
"""Modules that write by themselves."""

OTHERS = {
    # They tell libraries to be silent.
    "articles/extras.py: logging",
    "spark/session.py: logging",
    # It is a process of its own, whose standard output is a file of the program's.
    "desk/workbook_reader.py: sys.stdout",
}
"""What only seems to write to a terminal."""

FILES = ("/dev/tty", "/dev/stdout", "/dev/stderr", "/dev/fd", "/proc/self/fd", "CON", "CONOUT$")


def find_doors(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of whatever could write past the door."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                yield node.lineno, name
            case ast.Attribute(value=ast.Name(id="sys"), attr=name) if name in STREAMS:
                yield node.lineno, f"sys.{name}"
            case ast.Attribute(value=ast.Name(id="typer" | "click"), attr=name) if name in OF_TYPER:
                yield node.lineno, f"typer.{name}"
            case ast.Attribute(
                value=ast.Attribute(attr=name), attr="write" | "writelines" | "flush" | "buffer"
            ) if name in OF_STREAMS:
                yield node.lineno, f"{name}.write"
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="os"), attr="write"), args=[ast.Constant(), *_]
            ):
                yield node.lineno, "os.write"
            case ast.Call(func=ast.Attribute(value=ast.Name(id="traceback"), attr=name)) if "print" in name:
                yield node.lineno, f"traceback.{name}"
            case ast.ImportFrom(module=module, names=names):
                listed = {f"{module}.{alias.name}" for alias in names} | {str(module)}
                listed &= (
                    MODULES
                    | {f"sys.{name}" for name in STREAMS}
                    | {f"typer.{name}" for name in OF_TYPER}
                    | {"rich.print"}
                )
                yield from ((node.lineno, one) for one in listed)
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names if alias.name in MODULES)
            case ast.Constant(value=str(text)) if text in FILES:
                yield node.lineno, text


def test_only_the_streams_write_to_a_terminal() -> None:
    found = [
        f"{file.relative_to(SOURCE)}:{line}: {name}"
        for file in sorted(SOURCE.rglob("*.py"))
        if file != DOOR
        for line, name in find_doors(ast.parse(file.read_text(encoding="utf-8")))
        if f"{file.relative_to(SOURCE).as_posix()}: {name}" not in OTHERS
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "print('x')",
        "answer = input('x')",
        "import sys; sys.stdout.write('x')",
        "import sys; write = sys.stderr.buffer.write",
        "from sys import stderr",
        "import typer; typer.echo('x')",
        "from typer import secho",
        "run.streams.err.write('x')",
        "self.out.write('x')",
        "import os; os.write(1, b'x')",
        "from rich.console import Console",
        "from rich import console",
        "from rich import print",
        "import logging",
        "open('/dev/tty', 'w')",
        "import traceback; traceback.print_exc()",
    ],
)
def test_another_door_would_be_found(code: str) -> None:
    assert list(find_doors(ast.parse(code)))
