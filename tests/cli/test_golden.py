"""What people and pipes get from the shipped store, compared whole with files in tests/golden.

After a wanted change run `TALKS_GOLDEN=update python -m pytest tests/cli/test_golden.py` and read the diff.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Talks

GOLDEN = Path(__file__).parents[1] / "golden"

COMMANDS: dict[str, list[str]] = {
    "welcome": [],
    "rounds": ["rounds"],
    "round-3": ["rounds", "3"],
    "events": ["events"],
    "events-kind": ["events", "proposal"],
    "event": ["events", "istanbul-2025"],
    "list": ["list", "terms"],
    "who-zelenskyy": ["who", "Zelenskyy"],
    "conflicts-between": ["conflicts", "--between", "Ukraine", "Russia"],
    "conflicts-lists": ["conflicts", "round-3.agenda", "--verdict", "all"],
    "who-umerov": ["who", "Umerov"],
    "who-ria": ["who", "ria"],
    "conflicts": ["conflicts"],
    "conflicts-explain": ["conflicts", "round-3.date", "--explain"],
    "claims": ["claims", "--about", "round-2", "--limit", "12"],
    "search": ["search", "prison* exchange", "--limit", "6"],
    "show-claim": ["show", "r3-date-ria"],
    "show-fact": ["show", "round-3.expectation"],
    "timeline": ["timeline", "--only", "events"],
    "timeline-said": ["timeline", "--since", "2025-07-22", "--limit", "20"],
    "changes": ["changes", "--since", "2025-07-21", "--until", "2025-07-22", "--about", "round-3"],
    "matrix": ["matrix", "--about", "round-3"],
    "matrix-sides": ["matrix", "--property", "date", "--by", "side"],
    "sources": ["sources"],
    "sources-claimants": ["sources", "--by", "claimant", "--sort", "share", "--limit", "8"],
    "sources-against": ["sources", "--against", "--by", "claimant"],
    "source": ["sources", "Caliber", "--limit", "5"],
    "check": ["check"],
}

LOOKS: dict[str, dict[str, Any]] = {
    "terminal-80": {"terminal": True, "width": 80},
    "terminal-120": {"terminal": True, "width": 120},
    "terminal-200": {"terminal": True, "width": 200},
    "pipe": {},
}


@pytest.fixture(autouse=True)
def no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no progress, which a slow machine would show and a quick one not."""
    monkeypatch.setattr("talkscli.cli.progress.PATIENCE", float("inf"))


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", COMMANDS)
def test_output_is_as_it_was_read_and_approved(talks: "Talks", name: str, look: str) -> None:
    talks("list", "terms")  # on a slow machine the first one to read the store says how far it is
    result = talks(*COMMANDS[name], **LOOKS[look])
    assert result.status == 0
    shown = result.out + (f"--- standard error\n{result.err}" if result.err else "")
    file = GOLDEN / f"{name}.{look}.txt"
    if os.environ.get("TALKS_GOLDEN") == "update":
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_is_wider_than_the_terminal(talks: "Talks", name: str, width: int) -> None:
    result = talks(*COMMANDS[name], terminal=True, width=width)
    assert max((len(line) for line in result.out.splitlines()), default=0) <= width


def test_every_golden_file_belongs_to_a_case() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {
        f"{name}.{look}.txt" for name in COMMANDS for look in LOOKS
    }
