"""A fact with very many values: what showing it costs grows with its claims, not with their square."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Talks


def write_store(path: Path, kind: str, values: list[str]) -> Path:
    claims = [
        {
            "id": f"c{n}",
            "who": f"w{n}",
            "what": {"about": "e", "property": "x", "value": value, "text": "So it was."},
            "source": {"document": f"d{n % 10}"},
        }
        for n, value in enumerate(values)
    ]
    store = {
        "schema_version": 2,
        "title": "Many",
        "actors": [{"id": "o", "kind": "outlet", "name": "O"}]
        + [{"id": f"w{n}", "kind": "person", "name": f"Person {n}"} for n in range(len(values))],
        "events": [{"id": "e", "kind": "round", "name": "Event"}],
        "properties": [{"id": "x", "type": kind}],
        "documents": [{"id": f"d{n}", "outlet": "o", "title": "T"} for n in range(10)],
        "claims": claims,
    }
    path.write_text(json.dumps(store))
    return path


def count_calls(talks: Talks, *words: str | Path) -> int:
    """Count the calls of functions that a command makes, those written in C too."""
    calls = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal calls
        del frame, argument
        calls += event in {"call", "c_call"}

    assert talks(*words).status == 0
    sys.setprofile(count)
    try:
        ended = talks(*words, terminal="table" in words)
    finally:
        sys.setprofile(None)
    assert ended.status == 0
    return calls


VALUES: dict[str, Callable[[int], str]] = {
    "count": str,
    "text": lambda n: f"words {n}",
    "date": lambda n: f"{2000 + n // 12}-{n % 12 + 1:02d}",
    "money": lambda n: f"{n}..{2 * n} EUR",
}


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("command", [("show",), ("conflicts", "--verdict", "all")])
@pytest.mark.parametrize("form", ["table", "json"])
def test_four_times_the_values_cost_about_four_times_as_much(
    talks: Talks, tmp_path: Path, kind: str, command: tuple[str, ...], form: str
) -> None:
    small, large = (
        count_calls(
            talks,
            command[0],
            "e.x",
            *command[1:],
            "--format",
            form,
            "--store",
            write_store(tmp_path / f"{number}.json", kind, [VALUES[kind](n) for n in range(number)]),
        )
        for number in (200, 800)
    )
    assert large < 5 * small


def test_what_is_not_shown_is_said(talks: Talks, tmp_path: Path) -> None:
    values = [f"20{n // 12:02d}-{n % 12 + 1:02d}" for n in range(100)]
    store = write_store(tmp_path / "many.json", "date", values)
    shown = talks("show", "e.x", "--store", store, terminal=True, width=100)
    lines = [line.strip() for line in shown.out.splitlines()]
    assert "40 more positions not drawn." in lines
    assert "The pairs of 40 positions beyond the first are not listed, but for the worst." in lines
    assert "And 1,710 more pairs, none of them worse; --format json has all." in lines
    (record,) = json.loads(talks("show", "e.x", "--store", store, "--format", "json").out)
    assert (len(record["positions"]), len(record["findings"])) == (100, 1770)
