"""Whatever was changed, and in whatever order: the answers are those of an index made from nothing.

The cache stays between changes, so that an index is made of the one before wherever that is possible. Longer:
`python -m benchmarks.updating`.
"""

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from benchmarks.disturbances import kill_readers, race
from benchmarks.drafts import make_claim
from benchmarks.edits import CLAIM_EDITS, FORM_EDITS, HEADER_EDITS, MOVES
from benchmarks.probes import Probe
from benchmarks.trials import COMMANDS, Answer, Trial, ask

from talkscli.errors import StoreError
from talkscli.index.cache import describe_index, parse_ticket
from talkscli.index.update import Update
from talkscli.queries.opening import open_archive

SIZE = 40


@pytest.fixture(autouse=True)
def short_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be cut into blocks of a few claims, so that a small store has many."""
    monkeypatch.setattr("talkscli.files.limits.BLOCK", 1500)


@pytest.mark.parametrize(
    "names",
    [CLAIM_EDITS, MOVES, HEADER_EDITS, FORM_EDITS, COMMANDS],
    ids=["of a claim", "of the list of claims", "of the vocabulary", "of the file", "by commands"],
)
def test_after_every_change_and_its_reversal_all_is_as_if_read_anew(
    names: Iterable[str], tmp_path: Path
) -> None:
    trial = Trial(tmp_path, "changes", SIZE)
    whole = [("claims", "--format", "ndjson"), ("conflicts", "--verdict", "all", "--format", "ndjson")]
    first, files, answers = trial.draft.copy(), trial.store_files(), [trial.ask(probe) for probe in whole]
    wrong = {}
    for number, name in enumerate(names):
        trial.draft = first.copy()
        trial.write(files)
        if number % 4 == 0 and [trial.ask(probe) for probe in whole] != answers:
            wrong[f"before {name}"] = "reversed"
        trial.change(name, Random(name))
        if different := trial.differ(number, 0.03):
            wrong[name] = different
    assert wrong == {}


@pytest.mark.parametrize("seed", ["one", "two"])
def test_a_walk_of_changes_gives_what_a_new_index_gives(seed: str, tmp_path: Path) -> None:
    trial = Trial(tmp_path, seed, 2 * SIZE)
    for number in range(12):
        trial.take_step(number)
        trial.read()
        if number % 3 == 2:
            assert trial.differ(number, 0.2) == "", trial.told


def test_the_same_change_twice_gives_what_a_new_index_gives(tmp_path: Path) -> None:
    trial = Trial(tmp_path, "twice", SIZE)
    for number in range(4):
        trial.change("a text", Random("the same claim"))
        assert trial.differ(number, 0.03) == ""


def test_a_change_of_size_or_time_alone_is_not_what_counts(tmp_path: Path) -> None:
    trial = Trial(tmp_path, "slips", SIZE)
    for number in range(4):
        trial.change("a letter of a text", Random(number), "in place, the time kept")
        assert trial.differ(number, 0.0) == ""
        os.utime(trial.store, (number, number))
        assert trial.differ(number, 0.0) == ""


@pytest.mark.parametrize("form", ["lines", "pretty"])
def test_files_of_two_forms_keep_their_places_in_a_directory(form: str, tmp_path: Path) -> None:
    trial = Trial(tmp_path, form, 30)
    claims = trial.draft.claims
    # Of one day and one document, they are listed as they stand in the files.
    claims[:] = [{**claim, "when": "2000-01-05", "source": {"document": "d0"}} for claim in claims]
    vars(trial.draft).update(files=3, mixed=True, form=form)
    trial.write(trial.draft.render())
    trial.read()
    for number, place in enumerate((0, 10, 11, 21, 22, -1)):
        claims[place] = {**claims[place], "what": {**claims[place]["what"], "text": f"Number {number}."}}
        claims.insert(place, make_claim(trial.draft, Random(number)))
        trial.write(trial.draft.render())
        assert trial.differ(number, 0.0) == ""


def test_what_is_equally_near_is_suggested_in_one_order(tmp_path: Path) -> None:
    trial = Trial(tmp_path, "near", 190)
    events = trial.draft.header["events"]
    events[0]["name"] = "Wonderful Gathering"
    trial.write(trial.draft.render())
    trial.read()
    events.append({"id": "zz-new", "kind": "meeting", "name": "Wonderful Gathering"})
    trial.write(trial.draft.render())
    probe = ("claims", "--about", "Wonderfull Gatherin")
    assert trial.ask(probe) == ask(probe, trial.store, trial.fresh)


def test_a_damaged_index_that_was_brought_up_to_date_gives_right_answers_or_none(tmp_path: Path) -> None:
    trial = Trial(tmp_path, "damaged", SIZE)
    # What comes after the actors has another number in an index made anew.
    trial.draft.header["actors"].append({"id": "zoe", "kind": "person", "name": "Zoe Zed"})
    trial.draft.claims[10:10] = [{**make_claim(trial.draft, Random(one)), "who": "zoe"} for one in range(3)]
    trial.write(trial.draft.render())
    trial.read()
    probes = [("claims", "--about", "e1"), ("claims", "--who", "zoe"), ("search", "about:e0 talks")]
    answers = [trial.ask(probe) for probe in probes]
    (index,), (ticket,) = trial.kept.glob("*/*.index"), trial.kept.glob("*/*.ticket")
    raw, known = index.read_bytes(), parse_ticket(ticket.read_bytes())
    for start in range(0, len(raw), 3 * 8192):
        for probe, answer in zip(probes, answers, strict=True):
            index.unlink(missing_ok=True)
            index.write_bytes(raw[:start] + b"\xff" * 8192 + raw[start + 8192 :])
            known.index_look = describe_index(index.stat())
            ticket.write_bytes(known.write())
            given = trial.ask(probe)
            assert given == answer or given.notes.startswith("talks: the index was damaged"), (start, probe)


def test_what_is_left_of_a_reader_that_was_killed_does_no_harm(tmp_path: Path) -> None:
    moments = [*range(0, 240, 24), 0.003, 0.006, 0.01, 0.015, 0.02]
    assert list(map(str, kill_readers(tmp_path, "killed", SIZE, moments))) == []


def test_readers_see_each_version_whole_and_never_go_back(tmp_path: Path) -> None:
    wrong, answers = race(tmp_path, "race", SIZE, versions=10)
    assert wrong == []
    assert answers >= 8  # one of each reader at least


def test_small_changes_do_not_make_the_index_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = Trial(tmp_path, "mended", SIZE)
    built: list[str] = []
    apply = Update.apply

    def count(update: Update, *values: Any) -> None:
        if update.is_new:
            built.append(name)
        apply(update, *values)

    with monkeypatch.context() as counting:
        counting.setattr(Update, "apply", count)
        for name in ("a text", "a value", "a claimant", "a claim gone", "a claim more", "two lines swapped",
                     "an event's name", "the title", "talks add", "talks retract"):  # fmt: skip
            trial.change(name, Random(name))
            assert trial.read().status == 0, name
    assert built == []
    assert trial.differ(1, 0.5) == ""


@pytest.mark.parametrize(
    "name", ["a text", "a value", "a claim gone", "an actor's name", "the order of events"]
)
def test_an_index_that_was_left_as_it_was_would_be_found(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trial = Trial(tmp_path, name, SIZE)
    old = tmp_path / "old"
    shutil.copy(trial.store, old)

    def ask_stale(probe: Probe, store: Path, cache: Path, stdin: bytes = b"") -> Answer:
        return ask(probe, old if cache == trial.kept else store, cache, stdin)

    trial.change(name, Random(name))
    monkeypatch.setattr("benchmarks.trials.ask", ask_stale)
    assert trial.differ(1, 0.03) != ""


@pytest.mark.parametrize("word", ["null", "3", '"x"', "[]", "true", "{}", "nul"])
@pytest.mark.parametrize("place", [1, 2, 4])
def test_what_stands_in_place_of_a_claim_is_told_alike_by_an_old_and_a_new_index(
    word: str, place: int, tmp_path: Path
) -> None:
    trial = Trial(tmp_path, "places", 4)
    header, *claims = (json.dumps(one) for one in (trial.draft.header, *trial.draft.claims))
    store, told = tmp_path / "story.jsonl", []
    lines = [header, *claims]
    for cache in ("old", "new"):
        environ = {"TALKS_CACHE": str(tmp_path / cache)}
        store.write_text("\n".join(lines))
        if cache == "old":
            open_archive(str(store), environ=environ).close()
        store.write_text("\n".join([*lines[:place], word, *lines[place + 1 :]]))
        with pytest.raises(StoreError) as refused:
            open_archive(str(store), environ=environ)
        told.append(str(refused.value))
    assert told[0] == told[1]


def test_a_list_of_claims_that_ends_before_the_place_where_it_ended_is_read_anew(tmp_path: Path) -> None:
    """Where claims stand first, what follows them may begin and end as the whole file did."""
    store, environ = tmp_path / "s.json", {**os.environ, "TALKS_CACHE": str(tmp_path / "cache")}
    before = '{"schema_version": 1, "title": "T", "claims": [%s]}'
    store.write_text(before % "")
    with open_archive(str(store), environ=environ) as archive:
        assert archive.count("property") == 0
    properties = [{"id": f"p{number}", "type": "text", "label": "A property"} for number in range(100)]
    store.write_text(before % f'], "properties": {json.dumps(properties)[:-1]}')
    with open_archive(str(store), environ=environ) as archive:
        assert archive.count("property") == 100
