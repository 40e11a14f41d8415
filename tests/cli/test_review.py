"""`talks review`: drafts listed, looked through at a terminal, and written in one write."""

import hashlib
import json
import os
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Ended, Talks

from talkscli.cli.main import main
from talkscli.output.streams import Streams

TEXT = (
    "Ferry sinks off Harbour\n"
    "Of the ferry 40 people were saved on Monday, the Harbour office said in a statement.\n"
    "The captain told the Gazette that nobody is missing. The search goes on.\n"
)
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


def make_draft(one: str, **fields: Any) -> dict[str, Any]:
    """Make a draft as a line of a file has it."""
    what = {"about": "ferry", "property": "saved", "value": "40", "text": f"What {one} says."}
    source = {"document": "gz", "paragraph": 2, "quote": "40 people were saved"}
    draft: dict[str, Any] = {
        "score": 0.8,
        "why": "a verb of saying",
        "missing": [],
        "text_sha256": SHA256,
        "by": "rules",
    }
    claim = {"id": one, "who": fields.pop("who", "office"), "when": "2026-03-02"}
    for name, value in fields.items():
        home = next((part for part in (what, source, draft) if name in part), what)
        home[name] = value
    return {**claim, "what": what, "source": source, "draft": draft}


DRAFTS = [
    make_draft("count"),
    make_draft(
        "day",
        property="date",
        value="2026-03-02",
        quote="saved on Monday",
        score=0.6,
        missing=["which Monday"],
    ),
    make_draft("captain", who="gazette", value="41", paragraph=3, quote="nobody is missing"),
]


class Desk:
    """A store with one document and its text, and a file of drafts."""

    def __init__(self, folder: Path, talks: Talks) -> None:
        self.store = folder / "story.json"
        self.texts = folder / "texts"
        self.drafts = folder / "drafts.ndjson"
        self.talks = talks
        self.store.write_text(
            json.dumps(
                {
                    "schema_version": 2,
                    "title": "The ferry",
                    "actors": [
                        {"id": "gazette", "kind": "outlet", "name": "Gazette"},
                        {"id": "office", "kind": "office", "name": "Harbour office"},
                    ],
                    "events": [{"id": "ferry", "kind": "accident", "name": "Ferry accident"}],
                    "properties": [{"id": "saved", "type": "count"}, {"id": "date", "type": "date"}],
                    "documents": [
                        {"id": "gz", "outlet": "gazette", "title": "Ferry sinks", "published": "2026-03-03",
                         "file": "gz.txt", "sha256": SHA256},
                    ],
                    "claims": [
                        {"id": "old", "who": "gazette", "source": {"document": "gz"},
                         "what": {"about": "ferry", "property": "saved", "value": "38", "text": "38 were saved."}},
                    ],
                }
            ),
            encoding="utf-8",
        )  # fmt: skip
        self.texts.mkdir()
        (self.texts / "gz.txt").write_text(TEXT, encoding="utf-8")
        self.write(*DRAFTS)

    def write(self, *drafts: dict[str, Any]) -> None:
        self.drafts.write_text("".join(json.dumps(one) + "\n" for one in drafts), encoding="utf-8")

    def words(self, *more: str) -> list[str]:
        return ["review", str(self.drafts), "--store", str(self.store), "--texts", str(self.texts), *more]

    def run(self, *more: str, **options: Any) -> Ended:
        return self.talks(*self.words(*more), **options)

    def rows(self, *more: str) -> list[dict[str, Any]]:
        ended = self.run("--format", "json", *more)
        assert ended.status == 0, ended.err
        rows: list[dict[str, Any]] = json.loads(ended.out)
        return rows

    def states(self) -> list[str]:
        return [row["state"] for row in self.rows()]

    def claims(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.store.read_text(encoding="utf-8"))["claims"]
        return found

    def type_in(self, *answers: str, width: int = 80) -> Ended:
        """Answer at a terminal."""

        class Keyboard(BytesIO):
            def isatty(self) -> bool:
                return True

        streams = Streams.for_tests(terminal=True, width=width)
        typed = Keyboard("".join(f"{answer}\n" for answer in answers).encode())
        status = main(self.words(), streams=streams, environ=os.environ, stdin=typed)
        assert typed.read() == b"", "not every answer was asked for"
        return Ended(status, streams.captured, streams.captured_notes)


@pytest.fixture
def desk(tmp_path: Path, talks: Talks) -> Desk:
    return Desk(tmp_path, talks)


def test_in_a_pipe_the_drafts_are_listed_and_nothing_is_written(desk: Desk) -> None:
    before = desk.store.read_bytes()
    rows = desk.rows()
    assert [(row["number"], row["state"], row["fact"], row["value"], row["score"]) for row in rows] == [
        (1, "open", "ferry.saved", "40", 0.8),
        (2, "open", "ferry.date", "2026-03-02", 0.6),
        (3, "open", "ferry.saved", "41", 0.8),
    ]
    assert rows[0]["change"] == "ferry.saved: single → imprecise"
    assert rows[2]["change"] == "ferry.saved: single → contradiction"
    assert (desk.store.read_bytes(), list(desk.drafts.parent.glob("*.review"))) == (before, [])
    assert len(desk.rows("--least", "0.7")) == 2
    assert desk.rows("--document", "gz") == rows


def test_a_draft_with_the_id_of_another_claim_does_not_take_its_place(desk: Desk) -> None:
    desk.write(
        make_draft("old", value="44"),
        make_draft("old", who="gazette", value="45", paragraph=3, quote="nobody is missing"),
    )
    assert [row["change"] for row in desk.rows()] == ["ferry.saved: single → contradiction"] * 2
    assert desk.run("--accept-all").status == 0
    assert [claim["what"]["value"] for claim in desk.claims()] == ["38", "44", "45"]


def test_what_was_accepted_before_counts_for_what_would_change(desk: Desk) -> None:
    ended = desk.type_in("a", "q")
    assert "verdict: single → imprecise" in ended.out
    assert "verdict: imprecise → contradiction: 38 and 41" in ended.out


def test_drafts_come_through_a_pipe_too(desk: Desk, talks: Talks) -> None:
    line = json.dumps(DRAFTS[0])
    listed = talks("review", "-", "--store", desk.store, "--texts", desk.texts, stdin=line)
    assert listed.out.count("\n") == 2
    taken = talks("review", "-", "--store", desk.store, "--texts", desk.texts, "--accept-all", stdin=line)
    assert (taken.status, taken.out) == (0, "ferry-saved-office\n")


def test_all_that_is_open_is_accepted_and_written_in_one_write(desk: Desk) -> None:
    ended = desk.run("--accept-all")
    assert ended.status == 0, ended.err
    assert "added 3 claims" in ended.err
    assert "ferry.saved: single → contradiction" in ended.err
    assert [claim["what"]["value"] for claim in desk.claims()] == ["38", "40", "2026-03-02", "41"]
    assert "draft" not in desk.claims()[1]
    assert desk.states() == ["written"] * 3
    again = desk.run("--accept-all")
    assert (again.status, again.out) == (0, "")
    assert len(desk.claims()) == 4


def test_what_is_in_the_store_already_is_known_without_the_decisions(desk: Desk) -> None:
    desk.run("--accept-all")
    Path(f"{desk.drafts}.review").unlink()
    assert desk.states() == ["already"] * 3


def test_a_dry_run_keeps_nothing(desk: Desk) -> None:
    before = desk.store.read_bytes()
    ended = desk.run("--accept-all", "--dry-run")
    assert "would add 3 claims" in ended.err
    assert (desk.store.read_bytes(), desk.states()) == (before, ["open"] * 3)


REFUSED = [
    (make_draft("a", text_sha256="0" * 64), "the text of gz changed since it was drafted"),
    (make_draft("a", who="nobody"), "nobody"),
    (make_draft("a", property="nothing"), "nothing"),
    (make_draft("a", value="many"), "many"),
    (make_draft("a", document="gone"), "no document gone"),
    (make_draft("a", paragraph=9), "no paragraph 9"),
    (make_draft("a", quote="50 people were saved"), "anchor does not hold"),
    (make_draft("a", paragraph=3), "anchor does not hold: it stands in paragraph 2"),
]


@pytest.mark.parametrize(("draft", "told"), REFUSED)
def test_a_draft_that_does_not_fit_is_refused_with_the_reason(
    desk: Desk, draft: dict[str, Any], told: str
) -> None:
    desk.write(draft, DRAFTS[1])
    row, other = desk.rows()
    assert (row["state"], other["state"]) == ("refused", "open")
    assert told in row["reason"]
    ended = desk.run("--accept-all")
    assert f"drafts.ndjson:1: refused: {row['reason']}" in ended.err
    assert len(desk.claims()) == 2


def test_a_text_that_changed_refuses_its_drafts(desk: Desk) -> None:
    (desk.texts / "gz.txt").write_text(TEXT + "More.\n", encoding="utf-8")
    assert desk.states() == ["refused"] * 3


def test_without_the_texts_the_stores_own_sum_tells(desk: Desk, talks: Talks) -> None:
    assert '"state":"open"' in talks("review", desk.drafts, "--store", desk.store, "--format", "ndjson").out
    desk.write(make_draft("a", text_sha256="0" * 64))
    assert "changed since" in talks("review", desk.drafts, "--store", desk.store, "--format", "ndjson").out


BAD = [
    ('{"id": "x"}', "1: this line has no draft"),
    ("nonsense", "not JSON"),
    ("[]", "not an object"),
    (json.dumps({**DRAFTS[0], "extra": 1}), "extra"),
    (json.dumps(make_draft("a", score=2)), "score"),
]


@pytest.mark.parametrize(("line", "told"), BAD)
def test_a_line_that_is_no_draft_is_told_with_its_place(desk: Desk, line: str, told: str) -> None:
    desk.drafts.write_text(line + "\n", encoding="utf-8")
    ended = desk.run()
    assert (ended.status, ended.out) == (2, "")
    assert told in ended.err
    assert "drafts.ndjson:1" in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize(
    "content",
    [
        "nonsense",
        "[]",
        '{"review": 2}',
        '{"review": 1, "decisions": {"a": {"state": "x"}}}',
        "\0",
        '{"review": 1, "records": [{"record": "x"}]}',
    ],
)
def test_decisions_that_are_none_are_told(desk: Desk, content: str) -> None:
    state = Path(f"{desk.drafts}.review")
    state.write_text(content, encoding="utf-8")
    ended = desk.run()
    assert (ended.status, ended.out) == (2, "")
    assert "no file of decisions" in ended.err
    assert "delete it" in ended.err
    assert state.read_text(encoding="utf-8") == content


def test_a_statement_is_shown_with_its_paragraph_and_what_it_would_change(desk: Desk) -> None:
    ended = desk.type_in("q")
    assert ended.status == 0
    assert ended.out == (
        "\n"
        "Statement 1 of 2  Gazette gz ¶2\n"
        "  Of the ferry [40 people were saved on Monday](1,2), the Harbour office said in\n"
        "  a statement.\n"
        "\n"
        "1 Harbour office: Ferry accident: Saved = 40\n"
        "  What count says.\n"
        "  ferry.saved · said 2 March 2026 · score 0.80: a verb of saying\n"
        "  known: Gazette 38\n"
        "  verdict: single → imprecise: 38 fits 40, which is a round number.\n"
        "\n"
        "2 Harbour office: Ferry accident: Date = 2 March 2026\n"
        "  What day says.\n"
        "  ferry.date · said 2 March 2026 · score 0.60: a verb of saying\n"
        "  not decided: which Monday\n"
        "  known: nothing yet\n"
        "  verdict: new, single\n"
    )
    assert "nothing was written" in ended.err


def test_claims_are_accepted_and_skipped_and_written_at_the_end(desk: Desk) -> None:
    ended = desk.type_in("a 1", "s", "a", "y")
    assert ended.status == 0, ended.err
    assert [claim["what"]["value"] for claim in desk.claims()] == ["38", "40", "41"]
    assert desk.states() == ["written", "skipped", "written"]
    assert "3 drafts: 2 accepted, 1 skipped\n" in ended.err
    assert "added 2 claims" in ended.err


def test_a_review_goes_on_where_it_was_left(desk: Desk) -> None:
    before = desk.store.read_bytes()
    first = desk.type_in("a", "q")
    assert desk.store.read_bytes() == before
    assert "2 claims accepted, not written yet; " in first.err
    assert desk.states() == ["accepted", "accepted", "open"]
    second = desk.type_in("s", "y")
    assert "Statement 2 of 2" in second.out
    assert "Statement 1 of 2" not in second.out
    assert len(desk.claims()) == 3


@pytest.mark.parametrize("answers", [["a"], ["a", "e", "value"], ["a", "a"]])
def test_who_stops_answering_has_lost_nothing_that_was_decided(desk: Desk, answers: list[str]) -> None:
    before = desk.store.read_bytes()
    ended = desk.type_in(*answers)
    assert (ended.status, desk.store.read_bytes()) == (130, before)
    assert desk.states()[:2] == ["accepted", "accepted"]
    assert "keeps what was decided" in ended.err


def test_two_reviews_of_one_file_lose_no_decision(desk: Desk) -> None:
    from talkscli.drafting.review_state import ReviewState

    path = f"{desk.drafts}.review"
    first, second = ReviewState(path), ReviewState(path)
    first.decide(["a"], "accepted")
    second.decide(["b"], "skipped")
    first.decide(["c"], "accepted")
    first.decide(["a"], "open")
    assert {key: one.state for key, one in ReviewState(path).decisions.items()} == {
        "b": "skipped",
        "c": "accepted",
    }


def test_decisions_are_changed_by_going_back(desk: Desk) -> None:
    desk.type_in("a", "b", "s", "a", "b", "o", "q")
    assert desk.states() == ["skipped", "skipped", "open"]


def test_a_field_is_edited_and_checked_before_the_claim_is_taken(desk: Desk) -> None:
    ended = desk.type_in(
        "s",
        "e", "value", "about fourty",  # no count
        "value", "about 42",
        "quote", "nothing of the text",
        "paragraph", "2",  # the anchor is not there
        "wh",  # who, when
        "who", "Bob Stone", "person",
        "text", "Bob Stone said that about 42 were saved.",
        "", "y",
    )  # fmt: skip
    assert ended.status == 0, ended.err
    claim = desk.claims()[-1]
    assert (claim["who"], claim["what"]["value"], claim["what"]["text"]) == (
        "stone", "~42", "Bob Stone said that about 42 were saved.",
    )  # fmt: skip
    assert claim["source"] == {"document": "gz", "paragraph": 3, "quote": "nobody is missing"}
    assert "added 1 actor, 1 claim" in ended.err
    assert "  quote: nothing like it stands in the text" in ended.err


def test_an_edited_claim_and_the_actor_it_needs_are_kept_until_tomorrow(desk: Desk) -> None:
    desk.type_in("s", "e", "who", "Bob Stone", "person", "", "n")
    ended = desk.type_in("y")
    assert desk.claims()[-1]["who"] == "stone", ended.err


def test_what_cannot_be_done_is_told_and_asked_again(desk: Desk) -> None:
    ended = desk.type_in("a 7", "x", "g 9", "e 5", "", "g 2", "q")
    assert "there is no claim '7'; there are 2" in ended.err
    assert "there is no statement '9'" in ended.err
    assert ended.err.count("a accept") > 4
    assert "Statement 2 of 2" in ended.out


def test_a_long_paragraph_is_cut_around_its_anchors_until_all_of_it_is_asked_for(desk: Desk) -> None:
    words = " ".join(f"word{number}" for number in range(500))
    text = f"{words} of the ferry 40 people were saved {words}\n"
    (desk.texts / "gz.txt").write_text(text, encoding="utf-8")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    desk.talks("edit", "document", "gz", "--set", f"sha256={sha256}", "--store", desk.store)
    desk.write(make_draft("a", paragraph=1, text_sha256=sha256))
    ended = desk.type_in("p", "q")
    short, long = ended.out.split("Statement 1 of 1")[1:]
    assert "[40 people were saved](1)" in " ".join(short.split())
    assert "p shows all of it" in short
    assert len(short) < 2500 < len(long)


def test_hostile_words_of_a_draft_reach_no_terminal(desk: Desk) -> None:
    desk.write(make_draft("a", text="\x1b]0;PWN\x07 text", why="\x1b[2J why", missing=["\u202e x"]))
    ended = desk.type_in("e", "", "q")
    assert not {"\x1b", "\x07", "\u202e"} & set(ended.out + ended.err)


def test_the_shipped_store_is_never_written(desk: Desk, talks: Talks) -> None:
    ended = talks("review", desk.drafts, "--accept-all")
    assert ended.status == 2
    assert "no store to write is named" in ended.err


def test_decisions_that_cannot_be_kept_are_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from talkscli.files.replacement import Replacement

    def fail(self: Replacement) -> None:
        del self
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Replacement, "replace", fail)
    ended = desk.type_in("a")
    assert ended.status == 5
    assert "what was decided cannot be kept: No space left on device" in ended.err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_review_runs_on_a_terminal_of_its_own(desk: Desk) -> None:
    import pty
    import select
    import subprocess

    controller, terminal = pty.openpty()
    environ = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    process = subprocess.Popen(
        [sys.executable, "-m", "talkscli", *desk.words()],
        stdin=terminal, stdout=terminal, stderr=terminal, env=environ, start_new_session=True,
    )  # fmt: skip
    os.close(terminal)
    seen = b""

    def wait_for(wanted: bytes) -> bytes:
        nonlocal seen
        while wanted not in seen:
            assert select.select([controller], [], [], 60)[0], seen
            seen += os.read(controller, 4096)
        before, _, seen = seen.partition(wanted)
        return before

    try:
        assert b"Statement 1 of 2" in wait_for(b"? help: ")
        os.write(controller, b"a\n")
        assert b"Statement 2 of 2" in wait_for(b"? help: ")
        os.write(controller, b"s\n")
        wait_for(b"goes back) [y]: ")
        os.write(controller, b"\n")
        wait_for(b"added 2 claims")
        while True:
            try:
                if not os.read(controller, 4096):
                    break
            except OSError:
                break
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
        os.close(controller)
    assert len(desk.claims()) == 3
