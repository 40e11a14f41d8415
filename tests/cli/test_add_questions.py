"""`talks add` on a terminal: the questions, what they accept, and that nothing is written unasked."""

import json
import os
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

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
    assert typed.read() == b"", f"not every answer was asked for:\n{streams.captured_notes}"
    return Ended(status, streams.captured, streams.captured_notes)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "story.json"
    assert main(["init", str(path)], streams=Streams.for_tests()) == 0
    return path


FIRST_CLAIM = [
    "Talks soon",  # the document: not there
    "title",
    "Gazette",  # its outlet: not there
    "2025-07-24",
    "https://gazette.example/talks",
    "Rustem Umerov",  # who: not there
    "",  # a slip?
    "Rustem Umerov",
    "person",
    "Third round",  # about
    "event",
    "round",
    "3",
    "date",
    "23 Jly",  # refused
    "Wednesday",
    "2025-13",  # refused
    "Tuesday",
    "3: the talks are",
    "status planned",
    "",  # write it
]


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_the_first_claim_of_a_story_brings_its_people_and_documents(store: Path) -> None:
    ended = type_in("add", "--store", store, answers=FIRST_CLAIM)
    assert ended.status == 0, ended.err
    assert ended.out == "gazette\ngazette-2025-07-24\numerov\nround-3\nround-3-date-umerov\n"
    written = load(store)
    assert written["actors"] == [
        {"id": "gazette", "kind": "outlet", "name": "Gazette"},
        {"id": "umerov", "kind": "person", "name": "Rustem Umerov"},
    ]
    assert written["documents"] == [
        {
            "id": "gazette-2025-07-24",
            "outlet": "gazette",
            "title": "Talks soon",
            "published": "2025-07-24",
            "url": "https://gazette.example/talks",
        }
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
                "text": "Rustem Umerov gives Date of Third round as 23 July 2025 (planned).",
            },
            "when": "2025-07-22",
            "source": {"document": "gazette-2025-07-24", "paragraph": 3, "quote": "the talks are"},
        }
    ]
    assert "'23 Jly' is not a date" in ended.err
    assert "  that is Wednesday, 23 July 2025 (2025-07-23)\n" in ended.err
    assert "  that is Tuesday, 22 July 2025 (2025-07-22)\n" in ended.err
    assert ended.err.endswith("added 2 actors, 1 document, 1 event, 1 claim\nround-3.date: new, single\n")


def test_a_usual_claim_takes_eight_answers_and_shows_its_verdict_first(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    before = store.read_bytes()
    answers = ["", "Gazette", "3", "date", "24 July", "", "", "n"]
    assert len(answers) == 8
    ended = type_in("add", "--store", store, answers=answers)
    assert (ended.status, ended.out, store.read_bytes()) == (0, "", before)
    assert "[Talks soon]" in ended.err
    assert "round-3.date: 1 claim so far\n    Rustem Umerov: 2025-07-23\n" in ended.err
    assert "(empty: by Thursday, 24 July 2025)" in ended.err
    assert (
        "  round-3.date: single → contradiction: 23 July 2025 and 24 July 2025 have no\n  day in common.\n"
        "Write it? Enter: yes, +: and another, n: no, or what to change (? lists): nothing was written\n"
    ) in ended.err


def test_the_next_claim_of_the_same_document_is_asked_for_with_what_was_said_last(store: Path) -> None:
    second = ["+", "", "", "", "venue", "Istanbul", "place", "", "", ""]
    ended = type_in("add", "--store", store, answers=[*FIRST_CLAIM[:-1], *second])
    assert ended.status == 0, ended.err
    assert ended.out.endswith("round-3-date-umerov\nistanbul\nround-3-venue-umerov\n")
    first, last = load(store)["claims"]
    assert (last["who"], last["source"]["document"]) == (first["who"], first["source"]["document"])
    assert last["what"]["text"] == "Rustem Umerov gives Venue of Third round as Istanbul."


def test_what_options_tell_is_not_asked(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    ended = type_in(
        "add", "--store", store, "--who", "gazette", "--about", "round-3", "--property", "date",
        "--document", "gazette-2025-07-24", "--yes", answers=["23 July 2025", "", ""],
    )  # fmt: skip
    assert (ended.status, ended.out) == (0, "round-3-date-gazette\n"), ended.err


def test_an_outlet_proposes_its_last_document(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    ended = type_in(
        "add", "--store", store, answers=["Gazette", "", "Gazette", "3", "date", "23 July", "", "", "n"]
    )
    assert "  The last of Gazette is 'Talks soon', Thursday, 24 July 2025. This one? [Y/n]: " in ended.err
    ended = type_in(
        "add", "--store", store,
        answers=["Gazette", "n", "All done", "25 July 2025", "", "Gazette", "3", "date", "23 July", "", "", ""],
    )  # fmt: skip
    assert ended.out == "gazette-2025-07-25\nround-3-date-gazette\n", ended.err


def test_a_document_is_known_by_its_address(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    url = "https://gazette.example/talks"
    ended = type_in("add", "--store", store, answers=[url, "Gazette", "3", "date", "23 July", "", "", ""])
    assert ended.out == "round-3-date-gazette\n", ended.err
    new = ["https://other.example/1", "Other title", "Other", "25 July 2025"]
    ended = type_in("add", "--store", store, answers=[*new, "Gazette", "3", "date", "23 July", "", "", ""])
    assert ended.out == "other\nother-2025-07-25\nround-3-date-gazette-other\n", ended.err
    assert load(store)["documents"][-1]["url"] == "https://other.example/1"


def test_near_names_are_listed_and_chosen_by_their_number(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    rest = ["3", "date", "23 July", "", "", "n"]
    ended = type_in("add", "--store", store, answers=["", "Rstem Umerow", "1", *rest])
    assert "  'Rstem Umerow' is not there. Like it:\n    1  Rustem Umerov (umerov)\n" in ended.err
    ended = type_in("add", "--store", store, answers=["", "Rustem Umeriv", "n", "person", *rest])
    assert "new: actor umeriv (person)" in ended.err
    ended = type_in("add", "--store", store, answers=["", "Rustem Umeriv", "Gazette", *rest])
    assert "who: gazette" in ended.err
    ended = type_in("add", "--store", store, answers=["", "Rstem Umerow", "9" * 5000, "1", *rest])
    assert ended.status == 0, ended.err


def test_a_question_mark_lists_what_there_is(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    ended = type_in(
        "add", "--store", store, answers=["?", "", "?умер", "Gazette", "3", "? du", "date", "?", "23 July", "", "", "?", "n"]
    )  # fmt: skip
    assert "  gazette-2025-07-24  Talks soon\n" in ended.err
    assert "  umerov  Rustem Umerov\n" in ended.err
    assert "  duration  Duration\n" in ended.err
    assert "as people write it: 40, about 40" in ended.err
    assert "what can be changed: text, value, when, status" in ended.err


def test_a_value_is_denied_or_withheld_in_its_own_answer(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    for who, value in (("Gazette", "not 24 July"), ("Umerov", "-")):
        near = ["1"] if who == "Umerov" else []
        ended = type_in("add", "--store", store, answers=["", who, *near, "3", "date", value, "", "", ""])
        assert ended.status == 0, ended.err
    denied, withheld = load(store)["claims"][1:]
    assert (denied["what"]["stance"], denied["what"]["value"]) == ("denies", "2025-07-24")
    assert denied["what"]["text"] == "Gazette denies Date of Third round as 24 July 2025."
    assert withheld["what"] == {
        "about": "round-3", "property": "date", "stance": "withholds",
        "text": "Rustem Umerov did not say: Date of Third round.",
    }  # fmt: skip


def test_only_is_asked_where_it_changes_the_verdict(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    answers = ["", "Gazette", "3", "date", "23-24 July 2025", "", "", ""]
    assert "rule out" not in type_in("add", "--store", store, answers=answers).err
    answers = ["", "Gazette", "3", "date", "23 July", "Monday", "", "y", ""]
    ended = type_in("add", "--store", store, answers=answers)
    assert "Does the claimant rule out anything else" in ended.err
    assert load(store)["claims"][-1]["what"]["only"] is True
    ended = type_in("add", "--store", store, answers=["", "Gazette", "3", "duration", "2 h", "", "", ""])
    assert "rule out" not in ended.err


def test_everything_else_is_asked_for_by_its_name(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    changes = [
        "sentence", "It was the 23rd.", "via", "TASS", "agency", "mentions Gazette", "note Odd.", "tags", "a; b",
        "at", "July 2025", "stance", "asserts", "only", "y", "where", "4", "when yesterday", "nonsense",
    ]  # fmt: skip
    ended = type_in(
        "add", "--store", store, answers=["", "Gazette", "3", "date", "23 July", "", "", *changes, ""]
    )
    assert ended.status == 0, ended.err
    claim = load(store)["claims"][-1]
    assert claim == {
        "id": "round-3-date-gazette",
        "who": "gazette",
        "what": {
            "about": "round-3", "property": "date", "value": "2025-07-23", "only": True, "at": "2025-07",
            "text": "It was the 23rd.", "mentions": ["gazette"],
        },
        "when": "2025-07-23",
        "source": {"document": "gazette-2025-07-24", "paragraph": 4, "via": ["tass"]},
        "tags": ["a", "b"],
        "note": "Odd.",
    }  # fmt: skip


def test_what_cannot_be_written_is_changed_and_not_lost(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    ended = type_in(
        "add", "--store", store,
        answers=["", "Gazette", "3", "date", "23 July", "", "", "value nonsense", "", "value 24 July", ""],
    )  # fmt: skip
    assert "It cannot be written so:\n  --value: 'nonsense' is not a date" in ended.err
    assert "What is to be changed? A field (? lists), or n: nothing is written: " in ended.err
    assert load(store)["claims"][-1]["what"]["value"] == "2025-07-24"


def test_the_words_tell_the_paragraph_where_the_text_is_at_hand(store: Path, tmp_path: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    main(
        ["edit", "document", "Talks soon", "--set", "file=t.txt", "--store", str(store)],
        streams=Streams.for_tests(),
    )
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "t.txt").write_text("Talks soon\n\nThey meet on Wednesday.\n")
    ended = type_in(
        "add", "--store", store, "--texts", tmp_path / "texts",
        answers=["", "Gazette", "3", "date", "23 July", "", "They met", "“They meet on Wednesday.”", ""],
    )  # fmt: skip
    assert ended.status == 0, ended.err
    assert "  other words stand in paragraph 2" in ended.err
    assert load(store)["claims"][-1]["source"] == {
        "document": "gazette-2025-07-24", "paragraph": 2, "quote": "They meet on Wednesday.",
    }  # fmt: skip


def test_one_goes_back_and_what_is_not_needed_any_more_does_not_come_in(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    ended = type_in(
        "add", "--store", store,
        answers=["", "Hana", "person", "<", "Gazette", "3", "venue", "<", "date", "<", "<", "3", "", "23 July", "", "", ""],
    )  # fmt: skip
    assert (ended.status, ended.out) == (0, "round-3-date-gazette\n"), ended.err
    assert [one["id"] for one in load(store)["actors"]] == ["gazette", "umerov"]


def test_going_back_from_a_question_within_another_asks_that_one_again(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    answers = [
        "<",
        "New title",
        "title",
        "<",
        "Talks soon",
        "Hana",
        "<",
        "Gazette",
        "3",
        "date",
        "23 July",
        "",
        "",
        "",
    ]
    ended = type_in("add", "--store", store, answers=answers)
    assert (ended.status, ended.out) == (0, "round-3-date-gazette\n"), ended.err
    assert [one["id"] for one in load(store)["documents"]] == ["gazette-2025-07-24"]


def test_another_name_of_what_is_there_becomes_its_alias(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    rest = ["date", "23 July", "", "", ""]
    ended = type_in("add", "--store", store, answers=["", "Умєров", "= Rustem Umerov", "3", *rest])
    assert (ended.status, ended.out) == (0, "round-3-date-umerov-gazette\n"), ended.err
    assert "  'Умєров' becomes a name of Rustem Umerov\n" in ended.err
    assert load(store)["actors"][1]["aliases"] == ["Умєров"]
    new = ["Dritte Runde", "event", "round", "", "venue", "Stambul", "place"]
    again = ["<", "<", "<", "Runde drei", "= Dritte Runde", "venue", "Stambul", "", "", ""]
    ended = type_in("add", "--store", store, answers=["", "Gazette", *new, *again])
    assert ended.status == 0, ended.err
    assert load(store)["events"][-1]["aliases"] == ["Runde drei"]


@pytest.mark.parametrize("given", [[], ["Talks soon"], FIRST_CLAIM[:-2]])
def test_who_stops_answering_has_written_nothing(store: Path, given: list[str]) -> None:
    before = store.read_bytes()
    ended = type_in("add", "--store", store, answers=given)
    assert (ended.status, ended.out, store.read_bytes()) == (130, "", before)
    assert ended.err.endswith("talks: interrupted\n")


def test_an_actor_is_asked_for(store: Path) -> None:
    ended = type_in("add", "actor", "--store", store, answers=["", "Anna Alpha", "human", "pers"])
    assert (ended.status, ended.out) == (0, "alpha\n")
    assert "  this cannot be empty\n" in ended.err
    assert "  'human' is not one of person, office" in ended.err


RECORDS = [
    ("place", ["Pier 3", "Harbour", "place", ""], "harbour\npier-3\n"),
    ("place", ["Pier 3", ""], "pier-3\n"),
    ("event", ["Fire", "blaze"], "fire\n"),
    ("event", ["Third round", "round", "3"], "round-3\n"),
    ("property", ["Saved", "cou"], "saved\n"),
    ("term", ["Rescue"], "rescue\n"),
    ("document", ["All saved", "Gazette", "3 March 2026", ""], "gazette\ngazette-2026-03-03\n"),
]


@pytest.mark.parametrize(("kind", "answers", "out"), RECORDS)
def test_every_kind_of_record_is_asked_for(store: Path, kind: str, answers: list[str], out: str) -> None:
    if answers[0] == "Pier 3":
        main(["add", "place", "Coast", "--store", str(store)], streams=Streams.for_tests())
    ended = type_in("add", kind, "--store", store, answers=answers)
    assert (ended.status, ended.out) == (0, out), ended.err
    assert main(["check", str(store)], streams=Streams.for_tests()) == 0


class Terminal:
    """The program on a pseudo-terminal, to which a test types as a person would."""

    def __init__(self, *words: str) -> None:
        import pty
        import subprocess

        self._controller, terminal = pty.openpty()
        command = [sys.executable, "-m", "talkscli", *words]
        environ = {**os.environ, "TERM": "dumb"}
        self.process = subprocess.Popen(
            command, stdin=terminal, stdout=terminal, stderr=terminal, env=environ
        )
        os.close(terminal)
        self.seen = b""

    def answer(self, wanted: str, keys: str) -> None:
        """Wait until a question is there, and type."""
        while wanted.encode() not in self.seen:
            self._read()
        self.seen = self.seen.partition(wanted.encode())[2]
        os.write(self._controller, keys.encode())

    def end(self) -> str:
        """Wait until the program ends, and return what it wrote last."""
        import contextlib

        with contextlib.suppress(OSError):
            while True:
                self._read()
        assert self.process.wait(60) == 0, self.seen
        return self.seen.decode()

    def close(self) -> None:
        """End what may still run."""
        self.process.kill()
        self.process.wait()
        os.close(self._controller)

    def _read(self) -> None:
        import select

        assert select.select([self._controller], [], [], 60)[0], self.seen
        chunk = os.read(self._controller, 4096)
        if not chunk:
            raise OSError
        self.seen += chunk


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_names_are_completed_by_any_spelling_and_the_sentence_is_edited_in_its_line(store: Path) -> None:
    pytest.importorskip("readline")
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    terminal = Terminal("add", "--store", str(store))
    try:
        terminal.answer("[Talks soon]", "\n")
        terminal.answer("Who says so?", "Умер\t\n")
        terminal.answer("About what?", "thi\t\n")
        terminal.answer("Which property", "durat\t\n")
        terminal.answer("Value", "almost two hours\n")
        terminal.answer("When was it said?", "Tuesday\n")
        terminal.answer("Where in it?", "\n")
        terminal.answer("Write it?", "sentence\n")
        terminal.answer("120 minutes.", "\x7f, he said.\n")
        terminal.answer("Write it?", "\n")
        terminal.end()
    finally:
        terminal.close()
    claim = load(store)["claims"][-1]
    assert (claim["who"], claim["when"]) == ("umerov", "2025-07-22")
    assert claim["what"]["text"].startswith("Rustem Umerov gives Duration of Third round as ")
    assert claim["what"]["text"].endswith(", he said.")


def test_a_claimant_who_says_something_else_is_asked_whether_it_corrects_the_earlier(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    another = ["", "Rustem Umerov", "3", "date", "24 July", "", "", "", ""]
    ended = type_in("add", "--store", store, "--dry-run", answers=another[:-1])
    assert "single → contradiction" in ended.err
    assert (
        "  Said before: Rustem Umerov gives Date of Third round as 23 July 2025\n"
        "  (planned). (round-3-date-umerov, Tuesday, 22 July 2025)\n"
        "  Does the claimant correct that? [y/N]: "
    ) in ended.err
    another[6] = "y"
    ended = type_in("add", "--store", store, answers=another)
    assert ended.status == 0, ended.err
    assert load(store)["claims"][-1]["revises"] == "round-3-date-umerov"
    assert "round-3.date: single, as before" in ended.err

    # What was corrected already is not proposed once more, and neither is what is said again or lies later.
    same = ["", "Rustem Umerov", "3", "date", "24 July", "23 July", "", "n"]
    assert type_in("add", "--store", store, answers=same).status == 0
    before = ["", "Rustem Umerov", "3", "date", "22 July", "20 July", "", "n"]
    assert type_in("add", "--store", store, answers=before).status == 0
    third = ["", "Rustem Umerov", "3", "date", "22 July", "", "", "", "n"]
    assert "24 July 2025" in type_in("add", "--store", store, answers=third).err.partition("Said before")[2]


def test_another_answer_to_an_open_question_is_no_correction(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    first = ["", "Rustem Umerov", "3", "agenda", "prisoners", "term", "", "", ""]
    second = ["", "Rustem Umerov", "3", "agenda", "ceasefire", "term", "", "", "", "", ""]
    assert type_in("add", "--store", store, answers=first).status == 0
    ended = type_in("add", "--store", store, answers=second)
    assert ended.status == 0, ended.err
    assert "    Rustem Umerov: prisoners\n" in ended.err


def test_a_correction_can_be_named_before_it_is_written(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    answers = ["", "Rustem Umerov", "3", "date", "24 July", "", "n", "", "revises round-3-date-umerov", ""]
    ended = type_in("add", "--store", store, answers=answers)
    assert ended.status == 0, ended.err
    assert load(store)["claims"][-1]["revises"] == "round-3-date-umerov"


def test_the_status_of_a_day_after_the_document_is_asked_for(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    start = ["", "Gazette", "3", "date"]
    ended = type_in("add", "--store", store, answers=[*start, "28 July", "", "", "", ""])
    assert ended.status == 0, ended.err
    assert "  That is after the day of the document.\n" in ended.err
    assert load(store)["claims"][-1]["what"]["status"] == "planned"
    # Going back to the value and giving one that is past takes the status with it.
    answers = [*start, "29 July", "-", "<", "<", "22 July", "", "", "", ""]
    ended = type_in("add", "--store", store, answers=answers)
    assert ended.status == 0, ended.err
    assert "status" not in load(store)["claims"][-1]["what"]


def test_what_options_name_and_the_store_lacks_is_asked_for(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    ended = type_in(
        "add", "--store", store, "--who", "Anna Alpha", "--property", "delegates", "--document", "Gazette",
        answers=["", "person", "count", "", "about 40", "", "", ""],
    )  # fmt: skip
    assert ended.status == 0, ended.err
    assert ended.out == "alpha\ndelegates\nround-3-delegates-alpha\n"
    # A slip is asked for anew.
    ended = type_in(
        "add", "--store", store, "--who", "Ana Alfa", "--about", "round-3", "--property", "delegates",
        "--document", "gazette-2025-07-24", answers=["Anna Alpha", "50", "", "n", "", "n"],
    )  # fmt: skip
    assert ended.status == 0, ended.err


def test_documents_are_proposed_by_a_part_of_their_titles_and_outlets(store: Path) -> None:
    type_in("add", "--store", store, answers=[*FIRST_CLAIM[:2], "Evening Gazette", *FIRST_CLAIM[3:]])
    for part in ("evening", "soon"):
        ended = type_in("add", "--store", store, answers=[part, "1", "umerov", "3", "date", "-", "", "", "n"])
        assert ended.status == 0, ended.err
        assert "    1  Talks soon (evening-gazette-2025-07-24)\n" in ended.err


def test_an_unnamed_source_is_the_documents_outlets_unless_somebody_says_otherwise(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    for name, answer in (("two officials", ""), ("a diplomat", "-"), ("an aide", "Rustem Umerov")):
        answers = ["", name, "unnamed", answer, "3", "date", "23 July", "", "", ""]
        ended = type_in("add", "--store", store, answers=answers)
        assert ended.status == 0, ended.err
        assert "Whose source is it? (-: none) [Gazette]" in ended.err
    assert [one.get("of") for one in load(store)["actors"][2:]] == ["gazette", None, "umerov"]


def test_a_kind_of_event_is_no_kind_of_thing_and_says_what_is(store: Path) -> None:
    type_in("add", "--store", store, answers=FIRST_CLAIM)
    answers = [
        "",
        "Gazette",
        "Ferry accident",
        "accident",
        "event",
        "accident",
        "date",
        "23 July",
        "",
        "",
        "n",
    ]
    ended = type_in("add", "--store", store, answers=answers)
    assert ended.status == 0, ended.err
    assert "an accident, a strike, a meeting are each an event" in ended.err
