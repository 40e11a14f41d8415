"""`talks add`, `talks init`, `talks revise` and `talks retract`, run through main(argv) as by a script."""

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talkscli.claims import Store
from talkscli.files.store_paths import shipped_store
from talkscli.index.check import check_store

if TYPE_CHECKING:
    from tests.conftest import Talks

CLAIM = [
    "--who", "anna", "--about", "round-1", "--property", "date", "--value", "2025-07-23", "--text", "It was.",
    "--document", "gazette-2025-07-24",
]  # fmt: skip


MADE: list[bytes] = []
"""The store of the tests, made once."""


@pytest.fixture
def store(tmp_path: Path, talks: "Talks") -> Path:
    """A store made by the commands themselves."""
    path = tmp_path / "story.json"
    if MADE:
        path.write_bytes(MADE[0])
        return path
    steps: list[tuple[list[str], str]] = [
        (["init", str(path), "--title", "A story"], ""),
        (
            ["add", "actor", "Anna Alpha", "--kind", "person", "--alias", "Анна Альфа", "--id", "anna"],
            "anna\n",
        ),
        (["add", "actor", "Gazette", "--kind", "outlet"], "gazette\n"),
        (["add", "actor", "Wire", "--kind", "agency"], "wire\n"),
        (["add", "event", "First round", "--kind", "round", "--number", "1"], "round-1\n"),
        (["add", "place", "Istanbul"], "istanbul\n"),
        (["add", "place", "Çırağan Palace", "--within", "Istanbul"], "ciragan-palace\n"),
        (["add", "term", "Prisoner exchange"], "prisoner-exchange\n"),
        (["add", "property", "Dead", "--type", "count", "--unit", "people"], "dead\n"),
        (
            ["add", "document", "Talks", "--outlet", "Gazette", "--published", "2025-07-24"],
            "gazette-2025-07-24\n",
        ),
    ]
    for words, out in steps:
        ended = talks(*words, *(["--store", str(path)] if words[0] == "add" else []))
        assert (ended.status, ended.out) == (0, out), ended
    assert list(check_store(str(path))) == []
    MADE.append(path.read_bytes())
    return path


def claims_of(path: Path) -> list[dict[str, Any]]:
    found = json.loads(path.read_text(encoding="utf-8"))["claims"]
    assert isinstance(found, list)
    return found


def test_a_claim_is_added_by_options(store: Path, talks: "Talks") -> None:
    ended = talks(
        "add", "--store", store, *CLAIM, "--when", "2025-07-23", "--status", "held", "--only", "--paragraph", "3",
        "--quote", "it was", "--via", "Wire", "--mention", "Istanbul", "--note", "n", "--recorded", "2025-08-01",
    )  # fmt: skip
    assert (ended.status, ended.out) == (0, "round-1-date-anna\n")
    assert ended.err == "added claim round-1-date-anna\nround-1.date: new, single\n"
    assert claims_of(store) == [
        {
            "id": "round-1-date-anna",
            "who": "anna",
            "what": {
                "about": "round-1",
                "property": "date",
                "value": "2025-07-23",
                "status": "held",
                "only": True,
                "text": "It was.",
                "mentions": ["istanbul"],
            },
            "when": "2025-07-23",
            "source": {"document": "gazette-2025-07-24", "paragraph": 3, "quote": "it was", "via": ["wire"]},
            "recorded": "2025-08-01",
            "note": "n",
        }
    ]


def test_names_are_found_by_any_sure_spelling(store: Path, talks: "Talks") -> None:
    ended = talks(
        "add", "--store", store, "--who", "АННА АЛЬФА", "--about", "first round", "--property", "venue",
        "--value", "Ciragan Palace", "--text", "There.", "--document", "Talks", "--id", "there",
    )  # fmt: skip
    assert (ended.status, ended.out) == (0, "there\n"), ended
    assert claims_of(store)[0]["what"]["value"] == "ciragan-palace"
    assert "--who: АННА АЛЬФА is Anna Alpha (anna), folded\n" in ended.err


def test_terms_are_a_list_however_they_are_given(store: Path, talks: "Talks") -> None:
    talks("add", "term", "Ceasefire", "--store", store)
    base = ["add", "--store", str(store), *CLAIM[:4], "--property", "agenda", *CLAIM[8:]]
    talks(*base, "--value", "ceasefire")
    talks(*base, "--value", "ceasefire", "--value", "Prisoner exchange")
    assert [claim["what"]["value"] for claim in claims_of(store)] == [
        ["ceasefire"],
        ["ceasefire", "prisoner-exchange"],
    ]


def test_the_verdict_that_a_claim_changes_is_told(store: Path, talks: "Talks") -> None:
    talks("add", "--store", store, *CLAIM)
    ended = talks("add", "--store", store, *CLAIM, "--who", "gazette", "--value", "2025-07-24", "--dry-run")
    assert ended.status == 2
    assert "a date is one value" in ended.err
    other = [*CLAIM[2:6], "--value", "2025-07-24", *CLAIM[8:], "--who", "gazette"]
    shown = talks("add", "--store", store, *other, "--dry-run")
    move = "round-1.date: single → contradiction: 23 July 2025 and 24 July 2025 have no day in common.\n"
    assert json.loads(shown.out)["who"] == "gazette"
    assert shown.err == f"would add claim round-1-date-gazette\n{move}"
    assert len(claims_of(store)) == 1
    done = talks("add", "--store", store, *other)
    assert done.err == f"added claim round-1-date-gazette\n{move}"


def test_the_same_claim_twice_is_one(store: Path, talks: "Talks") -> None:
    talks("add", "--store", store, *CLAIM)
    ended = talks("add", "--store", store, *CLAIM)
    assert (ended.status, ended.out) == (0, "")
    assert ended.err == "already there: round-1-date-anna\nnothing changed\n"
    assert len(claims_of(store)) == 1


def test_another_claim_of_the_same_claimant_gets_another_id(store: Path, talks: "Talks") -> None:
    texts = ["One.", "Two.", "Three.", "Four."]
    ids = [talks("add", "--store", store, *CLAIM[:8], "--text", text, *CLAIM[10:]).out for text in texts]
    assert ids == [
        "round-1-date-anna\n",
        "round-1-date-anna-gazette\n",
        "round-1-date-anna-gazette-2025-07-24\n",
        "round-1-date-anna-gazette-2025-07-24-2\n",
    ]


def test_a_claim_without_a_day_is_shown_by_the_day_of_its_document(store: Path, talks: "Talks") -> None:
    assert talks("add", "--store", store, *CLAIM).status == 0
    assert "undated" not in talks("claims", "--store", store, terminal=True).out
    assert "by 24 July 2025" in talks("show", "round-1-date-anna", "--store", store, terminal=True).out
    assert "by 24 July 2025" in talks("claims", "--store", store, terminal=True, width=120).out


REFUSED = [
    (["--who", "Anna Alphass"], 3, "--who: no actor is named 'Anna Alphass'; did you mean anna (Anna Alpha)?"),
    (["--who", "Zoltan"], 3,
     "--who: no actor named 'Zoltan' in this store; talks add actor Zoltan --kind person makes one"),
    (["--value", "05/06/2025"], 2,
     "--value: '05/06/2025' is not a date: it has more than one meaning; write 2025-06-05 or 2025-05-06, whichever is meant"),
    (["--when", "2025-13"], 2,
     "--when: '2025-13' is not a date: month 13 does not exist; write 01 to 12, or 21 to 41 for a season"),
    (["--stance", "says"], 2, "--stance: 'says' is not one of 'asserts', 'denies' or 'withholds'; write one of these"),
    (["--paragraph", "0"], 2, "--paragraph: 0 is less than 1; write 1 or more"),
    (["--id", "No Id"], 2, "--id: 'No Id' is not an id; use lower-case letters, digits and hyphens"),
    (["--quote", " ".join("abcdefghijklm")], 2,
     "--quote: has 13 words; anchor it in at most 12"),
    (["--revises", "nothing"], 2,
     "claim round-1-date-anna, revises: there is no claim 'nothing'; talks search finds claims by their words"),
    (["--wait", "-1"], 2, "--wait: -1 is below zero; give 0 or more"),
    (["--about", ""], 2, "--about: is missing; talks add --help shows examples; on a terminal it asks"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "status", "message"), REFUSED, ids=[" ".join(case[0])[:30] for case in REFUSED]
)
def test_a_mistake_is_one_line_and_writes_nothing(
    store: Path, talks: "Talks", more: list[str], status: int, message: str
) -> None:
    before = store.read_bytes()
    given = [
        word
        for option in zip(CLAIM[::2], CLAIM[1::2], strict=True)
        if option[0] != more[0]
        for word in option
    ]
    ended = talks("add", "--store", store, *given, *more)
    assert (ended.status, ended.out, ended.err) == (status, "", f"talks: {message}\n")
    assert store.read_bytes() == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_store_that_was_written_is_said_to_be_where_output_fails(store: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "talkscli",
        "add",
        "actor",
        "Zed Hill",
        "--kind",
        "person",
        "--store",
        str(store),
    ]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.stderr.endswith("the store has been written all the same\n")
    assert "Zed Hill" in store.read_text(encoding="utf-8")


def test_without_a_store_nothing_is_added(talks: "Talks") -> None:
    ended = talks("add", *CLAIM)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == (
        "talks: no store to write is named; the shipped one is only read; talks init story.json makes one; "
        "then --store story.json or TALKS_STORE=story.json\n"
    )


def test_the_store_inside_the_package_is_never_written(
    store: Path, talks: "Talks", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("talkscli.files.store_paths.packaged_store", lambda: str(store))
    before = store.read_bytes()
    ended = talks("add", "--store", store, *CLAIM)
    assert (ended.status, store.read_bytes()) == (2, before)


def test_the_environment_names_the_store(store: Path, talks: "Talks") -> None:
    assert talks("add", *CLAIM, environ={"TALKS_STORE": str(store)}).status == 0
    assert len(claims_of(store)) == 1


@pytest.mark.parametrize("shape", ["store", "rows"])
def test_every_claim_of_the_shipped_store_makes_an_equal_store(
    tmp_path: Path, talks: "Talks", shape: str
) -> None:
    shipped = Path(shipped_store())
    whole = Store.model_validate_json(shipped.read_bytes())
    path = tmp_path / "copy.json"
    assert talks("init", path, "--like", shipped, "--no-claims").status == 0
    if shape == "store":
        lines = "\n".join(json.dumps(claim) for claim in json.loads(shipped.read_bytes())["claims"])
    else:
        lines = talks("claims", "--format", "ndjson").out
    ended = talks("add", "-", "--store", path, stdin=lines)
    assert (ended.status, len(ended.out.splitlines())) == (0, len(whole.claims)), ended.err
    copy = Store.model_validate_json(path.read_bytes())
    if shape == "store":
        assert path.read_bytes() == shipped.read_bytes()
    else:
        # Rows come newest first, and without the day on which a claim was recorded.
        bare = {claim.id: claim.model_copy(update={"recorded": None}) for claim in whole.claims}
        assert {claim.id: claim for claim in copy.claims} == bare
        assert copy.model_copy(update={"claims": []}) == whole.model_copy(update={"claims": []})
    before = path.read_bytes()
    again = talks("add", "-", "--store", path, stdin=lines)
    assert (again.status, again.out, path.read_bytes()) == (0, "", before)


BROKEN_LINES = [
    ("{", "standard input:2:2: this is not JSON: expecting property name enclosed in double quotes; "
          "give one object a line"),
    ("[]", "standard input:2: this is not an object; give one object a line"),
    ('{"id": "x", "id": "x"}', "standard input:2: the field 'id' stands there twice; keep one of them"),
    ('{"id": "x"}',
     "standard input:2: property: is missing; give it; of a table, --map names its column\n"
     "talks: standard input:2: about: is missing; give it; of a table, --map names its column\n"
     "talks: standard input:2: document: is missing; give document, or outlet, title and published\n"
     "talks: standard input:2: value: is missing"),
    ('{"about": "round-1", "proprety": "x"}',
     "standard input:2: there is no field 'proprety'; did you mean property?"),
    ("[" * 100000, "standard input:2: this is nested too deep or no number"),
    ('{"who": "bert", "about": "round-1", "property": "date", "value": "2025", "text": "t", '
     '"document": "gazette-2025-07-24"}',
     "standard input:2: who: no actor named 'bert' in this store; talks add actor bert --kind person makes one"),
    ('{"id": "ok", "who": "anna", "about": "round-1", "property": "date", "value": "2026", "text": "t", '
     '"document": "gazette-2025-07-24"}',
     "standard input:2: there is a claim 'ok' already, and it says something else; give it another id, "
     "or leave the id out"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "message"), BROKEN_LINES, ids=[case[0][:20] for case in BROKEN_LINES])
def test_one_bad_line_keeps_all_out(store: Path, talks: "Talks", line: str, message: str) -> None:
    good = {"id": "ok", "who": "anna", "about": "round-1", "property": "date", "value": "2025", "text": "t"}
    before = store.read_bytes()
    lines = json.dumps({**good, "document": "gazette-2025-07-24"}) + "\n" + line + "\n"
    ended = talks("add", "-", "--store", store, stdin=lines)
    status = 3 if "no actor named" in message else 2
    assert (ended.status, ended.out, ended.err) == (status, "", f"talks: {message}\n")
    assert store.read_bytes() == before


def test_bytes_that_are_no_text_are_refused(store: Path, talks: "Talks") -> None:
    ended = talks("add", "-", "--store", store, stdin=b'{"id": "\xff"}\n')
    assert (ended.status, ended.err) == (2, "talks: standard input:1:9: this is not UTF-8\n")
    ended = talks("add", "actor", "A\udcff", "--kind", "person", "--store", store)
    assert (ended.status, ended.err) == (
        2,
        "talks: --name: is not text in UTF-8; half of a surrogate pair, or a byte of another encoding, stands in it\n",
    )


def test_records_come_as_lines_too(store: Path, talks: "Talks") -> None:
    lines = '{"name": "Bert Beta", "kind": "person"}\n\n{"id": "carl", "name": "Carl", "kind": "person"}\n'
    ended = talks("add", "actor", "-", "--store", store, stdin=lines)
    assert (ended.status, ended.out, ended.err) == (0, "beta\ncarl\n", "added 2 actors\n")
    again = talks("add", "actor", "-", "--store", store, stdin=lines)
    assert (again.status, again.out) == (0, "")
    assert again.err == "already there: beta\nalready there: carl\nnothing changed\n"


RECORDS_REFUSED = [
    (["actor", "Bert"], "talks: --kind: is missing; add it\n"),
    (["actor", "Bert", "--kind", "human"],
     "talks: --kind: 'human' is not one of 'person', 'office', 'state', 'organisation', 'agency', 'outlet' or 'unnamed'; write one of these\n"),
    (["actor", "Bert", "--kind", "person", "--id", "anna"],
     "talks: actor anna: there is an actor 'anna' already, and it is another; give it another id, or leave the id out\n"),
    (["property"], "talks: --label: is missing; see talks add property --help\n"),
    (["place", "Anna", "--id", "anna"],
     "talks: place anna, id: 'anna' is the id of an actor too; give one of them another id: a claim could be about either\n"),
    (["document", "T", "--outlet", "Gazette", "--published", "soon"],
     "talks: --published: 'soon' is not a date: 's' does not belong in a date; write a date such as 2025-07-23\n"),
    (["document", "T", "--outlet", "Gazette", "--sha256", "ab"],
     "talks: --sha256: 'ab' is not a SHA-256; write its 64 hexadecimal digits in lower case\n"),
    (["actors", "x"],
     "talks: 'actors' cannot be added; there are: actor, place, event, property, term, document, and - for claims "
     "as NDJSON; did you mean actor?\n"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "err"), RECORDS_REFUSED, ids=[" ".join(case[0])[:30] for case in RECORDS_REFUSED]
)
def test_a_record_that_is_not_right_is_refused(
    store: Path, talks: "Talks", words: list[str], err: str
) -> None:
    before = store.read_bytes()
    ended = talks("add", *words, *([] if words[0] == "actors" else ["--store", str(store)]))
    assert (ended.status, ended.out, ended.err) == (2, "", err)
    assert store.read_bytes() == before


def test_a_claimant_revises(store: Path, talks: "Talks") -> None:
    talks("add", "--store", store, *CLAIM, "--when", "2025-07-22", "--quote", "it was")
    ended = talks("revise", "round-1-date-anna", "--value", "2025-07-24", "--text", "No, it is.", "--when",
                  "2025-07-23", "--document", "Talks", "--store", store)  # fmt: skip
    assert (ended.status, ended.out) == (0, "round-1-date-anna-gazette\n")
    assert ended.err == "added claim round-1-date-anna-gazette\nround-1.date: single, as before\n"
    old, new = claims_of(store)
    assert "revises" not in old
    assert new == {
        "id": "round-1-date-anna-gazette",
        "who": "anna",
        "what": {**old["what"], "value": "2025-07-24", "text": "No, it is."},
        "when": "2025-07-23",
        "source": {"document": "gazette-2025-07-24"},
        "revises": "round-1-date-anna",
    }


def test_what_cannot_be_revised_is_told(store: Path, talks: "Talks") -> None:
    talks("add", "--store", store, *CLAIM)
    cases = [
        (["nothing", "--text", "x"], 3, "no claim named 'nothing' in this store; talks search finds claims by their words"),
        (["round-1-date-anna"], 2, "nothing is given that the claimant corrects; see talks revise --help for the options"),
        (["round-1-date-anna", "--value", "soon"], 2,
         "--value: 'soon' is not a date: 's' does not belong in a date; write a date such as 2025-07-23"),
    ]  # fmt: skip
    for words, status, message in cases:
        ended = talks("revise", *words, "--store", store)
        assert (ended.status, ended.err) == (status, f"talks: {message}\n")


def test_a_retracted_claim_stays_and_counts_nowhere(store: Path, talks: "Talks") -> None:
    talks("add", "--store", store, *CLAIM)
    talks("add", "--store", store, *CLAIM[2:6], "--value", "2025-07-24", *CLAIM[8:], "--who", "gazette")
    ended = talks("retract", "round-1-date-anna", "--why", "Misread.", "--on", "2025-08-01", "--store", store)
    assert (ended.status, ended.out) == (0, "round-1-date-anna\n")
    assert ended.err == "changed claim round-1-date-anna\nround-1.date: contradiction → single\n"
    assert claims_of(store)[0]["retracted"] == {"why": "Misread.", "on": "2025-08-01"}
    cases = [
        (["round-1-date-anna", "--why", "Again."], 2,
         "claim round-1-date-anna: it was retracted already: Misread.; the first reason stays"),
        (["nothing", "--why", "x"], 3, "no claim named 'nothing' in this store; talks search finds claims by their words"),
        (["round-1-date-gazette", "--why", " "], 2, "--why: is empty; say in a sentence why they are taken back"),
        (["round-1-date-gazette", "--why", "x", "--on", "now"], 2,
         "--on: 'now' is not a date: 'n' does not belong in a date; write a date such as 2025-07-23"),
        (["round-1-date-anna", "--text", "x"], 2, None),
    ]  # fmt: skip
    before = store.read_bytes()
    for words, status, message in cases:
        ended = talks("retract", *words, "--store", store)
        assert ended.status == status
        assert message is None or ended.err == f"talks: {message}\n"
    assert store.read_bytes() == before
    assert talks("revise", "round-1-date-anna", "--text", "x", "--store", store).err == (
        "talks: claim round-1-date-anna: it was retracted: Misread.; add a new claim instead\n"
    )


def test_ids_to_retract_come_through_a_pipe(store: Path, talks: "Talks") -> None:
    talks("add", "--store", store, *CLAIM)
    ended = talks("retract", "-", "--why", "Misread.", "--store", store, stdin="round-1-date-anna\n")
    assert (ended.status, ended.out) == (0, "round-1-date-anna\n")


def test_a_new_store_is_valid_and_never_takes_another_s_place(tmp_path: Path, talks: "Talks") -> None:
    for name in ("a.json", "b.jsonl", "c.json.gz"):
        path = tmp_path / name
        ended = talks("init", path, "--title", "T")
        assert (ended.status, ended.out) == (0, "")
        assert ended.err == f"made {path}; next: talks capture, import or add, each with --store {path}\n"
        assert list(check_store(str(path))) == []
        again = talks("init", path)
        assert again.status == 5
        assert again.err == (
            f"talks: {path}: there is a file of that name already; name another, or `talks add` to it\n"
        )
    ended = talks("init", tmp_path / "no" / "x.json")
    assert (ended.status, ended.err) == (
        5,
        f"talks: {tmp_path}/no/x.json: could not be written: No such file or directory; name another place\n",
    )


def test_a_new_store_takes_the_name_in_the_environment(tmp_path: Path, talks: "Talks") -> None:
    path = tmp_path / "mine.json"
    assert talks("init", environ={"TALKS_STORE": str(path)}).status == 0
    assert path.exists()


def test_a_busy_store_ends_with_status_five(store: Path, talks: "Talks") -> None:
    if sys.platform == "win32":
        pytest.skip("the lock is another there")
    from talkscli.files.lock import hold_lock

    with hold_lock(str(store), 1):
        ended = talks("add", "--store", store, *CLAIM, "--wait", "0.1")
    assert (ended.status, ended.out) == (5, "")
    assert ended.err == (
        f"talks: {store}: another program has been writing to it for 0.1 seconds; try again later\n"
    )


def test_hostile_text_reaches_neither_terminal_nor_store_raw(store: Path, talks: "Talks") -> None:
    ended = talks(
        "add", "actor", "Ev\x1b[31mil\n\u202eX", "--kind", "person", "--id", "evil", "--store", store
    )
    assert ended.status == 0
    assert "\x1b" not in store.read_text(encoding="utf-8")
    ended = talks("add", "--store", store, *CLAIM[2:], "--who", "\x1b[31m")
    assert ended.status == 3
    assert "\x1b" not in ended.err


def test_an_outlet_in_the_place_of_a_document_is_answered_with_its_documents(
    store: Path, talks: "Talks"
) -> None:
    talks("add", "actor", "Courier", "--kind", "outlet", "--store", store)
    asked = (
        "add",
        "--store",
        store,
        "--who",
        "anna",
        "--about",
        "round-1",
        "--property",
        "date",
        "--value",
        "2025-07-24",
    )
    ended = talks(*asked, "--document", "Courier")
    assert ended.status == 3
    assert "no document named 'Courier'" in ended.err
    for day in range(1, 8):
        talks(
            "add",
            "document",
            f"Of day {day}",
            "--outlet",
            "Courier",
            "--published",
            f"2025-07-0{day}",
            "--store",
            store,
        )
    ended = talks(*asked, "--document", "COURIER")
    assert ended.status == 3
    assert (
        "'COURIER' is an outlet and no document; give one of its documents: courier-2025-07-03, courier-2025-07-04,"
    ) in ended.err


def test_a_document_of_which_only_the_day_is_known_is_called_by_it(store: Path, talks: "Talks") -> None:
    lines = [
        {"who": "anna", "about": "round-1", "property": "date", "value": f"2025-07-2{day}", "outlet": "Courier",
         "published": "25 July 2025"}
        for day in (3, 4)
    ]  # fmt: skip
    table = "\n".join(map(json.dumps, lines))
    for row in lines:
        row.pop("published")
    refused = talks(
        "import",
        "-",
        "--from",
        "ndjson",
        "--create",
        "--store",
        store,
        stdin="\n".join(map(json.dumps, lines)),
    )
    assert "title: a new document needs one, or a day" in refused.out
    ended = talks("import", "-", "--from", "ndjson", "--create", "--store", store, stdin=table)
    assert ended.status == 0, ended
    assert "it has no title: Courier, 2025-07-25 stands for one" in ended.out
    documents = [one for one in json.loads(store.read_text())["documents"] if one["outlet"] == "courier"]
    assert [(one["title"], one["published"]) for one in documents] == [("Courier, 2025-07-25", "2025-07-25")]
