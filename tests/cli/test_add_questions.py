"""`talks add` on a terminal: the questions, what they accept, and that nothing is written unasked."""

import json
import os
import sys
from io import BytesIO
from pathlib import Path

import pytest
from tests.conftest import Ended

from talkscli.cli.main import main
from talkscli.output.streams import Streams


class Keyboard(BytesIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


def type_in(*words: str | Path, answers: list[str]) -> Ended:
    """Run the program on a terminal, with these lines typed."""
    streams = Streams.for_tests(terminal=True)
    typed = Keyboard("".join(f"{answer}\n" for answer in answers).encode())
    status = main([str(word) for word in words], streams=streams, environ=os.environ, stdin=typed)
    assert typed.read() == b"", "not every answer was asked for"
    return Ended(status, streams.captured, streams.captured_notes)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "story.json"
    assert main(["init", str(path)], streams=Streams.for_tests()) == 0
    return path


FIRST_CLAIM = [
    "Rustem Umerov",  # who: not there
    "y",  # add?
    "person",
    "",  # id: umerov
    "Third round",  # about
    "y",
    "event",
    "round",
    "3",
    "",  # id: round-3
    "date",
    "",  # asserts
    "23 July",  # refused
    "2025-07-23",
    "planned",
    "2025-13",  # refused
    "2025-07-22",
    "Talks soon",  # document
    "y",
    "Gazette",  # its outlet
    "y",
    "outlet",
    "",  # id: gazette
    "2025-07-24",
    "",  # id: gazette-2025-07-24
    "nought",  # refused
    "3",
    "the talks are",
    "",  # via
    "Umerov said so.",
    "",  # write it
]


def test_the_first_claim_of_a_story_brings_its_people_and_documents(store: Path) -> None:
    ended = type_in("add", "--store", store, answers=FIRST_CLAIM)
    assert ended.status == 0, ended.err
    assert ended.out == "umerov\nround-3\ngazette\ngazette-2025-07-24\nround-3-date-umerov\n"
    written = json.loads(store.read_text(encoding="utf-8"))
    assert written["actors"] == [
        {"id": "umerov", "kind": "person", "name": "Rustem Umerov"},
        {"id": "gazette", "kind": "outlet", "name": "Gazette"},
    ]
    assert written["claims"] == [
        {
            "id": "round-3-date-umerov",
            "who": "umerov",
            "what": {
                "about": "round-3",
                "property": "date",
                "value": "2025-07-23",
                "status": "planned",
                "text": "Umerov said so.",
            },
            "when": "2025-07-22",
            "source": {"document": "gazette-2025-07-24", "paragraph": 3, "quote": "the talks are"},
        }
    ]
    assert "  '23 July' is not a date" in ended.err
    assert "  'nought' is not a number from 1\n" in ended.err
    assert ended.err.endswith(
        "Write it? [Y/n]: added 2 actors, 1 event, 1 document, 1 claim\nround-3.date: new, single\n"
    )


def test_a_near_name_is_asked_about_and_the_change_of_verdict_shown_first(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    answers = [
        "Rstem",
        "y",
        "round 3",
        "date",
        "",
        "2025-07-24",
        "",
        "",
        "Talks soon",
        "",
        "",
        "",
        "Oh.",
        "n",
    ]
    before = store.read_bytes()
    ended = type_in("add", "--store", store, answers=answers)
    assert (ended.status, ended.out, store.read_bytes()) == (0, "", before)
    assert "round-3.date: 1 claim so far\n    umerov: 2025-07-23\n" in ended.err
    assert "  Not there. Did you mean Rustem Umerov (umerov)? [Y/n]: " in ended.err
    assert (
        "round-3.date: single → contradiction: 23 July 2025 and 24 July 2025 have no day in common.\n"
        "Write it? [Y/n]: nothing was written\n"
    ) in ended.err


def test_what_options_tell_is_not_asked(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    ended = type_in(
        "add", "--store", store, "--who", "gazette", "--about", "round-3", "--property", "date", "--value",
        "2025-07-24", "--document", "gazette-2025-07-24", "--yes",
        answers=["", "", "", "", "", "", "It says so."],
    )  # fmt: skip
    assert (ended.status, ended.out) == (0, "round-3-date-gazette\n"), ended.err


@pytest.mark.parametrize("given", [[], ["Rustem Umerov"], FIRST_CLAIM[:-2]])
def test_who_stops_answering_has_written_nothing(store: Path, given: list[str]) -> None:
    before = store.read_bytes()
    ended = type_in("add", "--store", store, answers=given)
    assert (ended.status, ended.out, store.read_bytes()) == (130, "", before)
    assert ended.err.endswith("talks: interrupted\n")


def test_an_actor_is_asked_for(store: Path) -> None:
    ended = type_in("add", "actor", "--store", store, answers=["", "Anna Alpha", "human", "person", "a1"])
    assert (ended.status, ended.out) == (0, "a1\n")
    assert "  this cannot be empty\n" in ended.err
    assert "  'human' is not one of person, office" in ended.err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_names_are_completed_with_the_tabulator(store: Path) -> None:
    pytest.importorskip("readline")
    import pty
    import select
    import subprocess

    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "talkscli", "add", "document", "--store", str(store)]
    main(["add", "actor", "Gazette", "--kind", "outlet", "--store", str(store)], streams=Streams.for_tests())
    environ = {**os.environ, "TERM": "dumb"}
    process = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=environ)
    os.close(terminal)
    seen = b""
    try:
        for wanted, keys in ((b"Title", b"T\n"), (b"outlet", b"Gaz\t\n"), (b"When", b"\n"), (b"Id", b"\n")):
            while wanted not in seen:
                assert select.select([controller], [], [], 60)[0], seen
                seen += os.read(controller, 4096)
            seen = b""
            os.write(controller, keys)
        while select.select([controller], [], [], 60)[0]:
            try:
                seen += os.read(controller, 4096)
            except OSError:
                break
        assert process.wait(60) == 0, seen
    finally:
        process.kill()
        process.wait()
        os.close(controller)
    assert json.loads(store.read_text(encoding="utf-8"))["documents"][0]["outlet"] == "gazette"
