"""How much is done is drawn on a terminal's standard error, and wiped away."""

import json
from pathlib import Path
from typing import Any

import pytest

from talkscli.cli import progress
from talkscli.cli.progress import Progress
from talkscli.output.streams import Streams

WIPE = "\r\x1b[2K"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setattr(progress, "EVERY", 0)


LOOKS: list[tuple[dict[str, Any], str]] = [
    ({}, "━" * 15 + " " * 15),
    ({"ascii_only": True}, "-" * 15 + " " * 15),
    ({"width": 40}, "━" * 6 + "╸" + " " * 6),
    ({"colour": True}, f"\x1b[32m{'━' * 15}\x1b[0m\x1b[2m╺{'━' * 14}\x1b[0m"),
]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(("terminal", "bar"), LOOKS)
def test_a_bar_is_drawn_and_wiped(terminal: dict[str, Any], bar: str) -> None:
    streams = Streams.for_tests(terminal=True, **terminal)
    told = Progress(streams, "reading")
    told(5, 10)
    told(10, 10)
    assert streams.captured_notes == f"\rreading {bar}  50%  0:00 left\x1b[K" + WIPE


def test_quick_work_draws_nothing() -> None:
    streams = Streams.for_tests(terminal=True)
    told = Progress(streams)
    told(5, 10)
    told(10, 10)
    assert streams.captured_notes == ""


TIMES = [(0, "0:00"), (59.6, "1:00"), (75, "1:15"), (3600 + 62, "1:01:02")]


@pytest.mark.parametrize(("seconds", "shown"), TIMES)
def test_the_time_left_is_written_short(seconds: float, shown: str) -> None:
    assert progress._write_time(seconds) == shown


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("terminal", [True, False])
def test_an_import_tells_a_terminal_what_it_does(talks: Any, tmp_path: Path, terminal: bool) -> None:
    shipped = Path(__file__).parents[2] / "data" / "facts.json"
    store = tmp_path / "store.json"
    store.write_text(json.dumps({**json.loads(shipped.read_text()), "claims": []}))
    rows = talks("claims", "--store", shipped, "--format", "csv").out
    ended = talks("import", "-", "--store", store, stdin=rows, terminal=terminal)
    assert ("\rreading the rows " in ended.err) == terminal
    assert ended.err.endswith("claims came in\n")
    assert "\r" not in ended.out
