"""Changing a store, in every form: what comes in is there, and the rest is what it was, byte for byte."""

import gzip
import json
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.stores import STORE, list_forms, make_claim, read_back

from talkscli.claims import Actor, Claim, Place, Retraction, Store, Term
from talkscli.desk.changes import Changes
from talkscli.desk.store_view import StoreView
from talkscli.desk.transaction import change_store
from talkscli.errors import StoreError, StoreWriteError, UsageError
from talkscli.files.new_store import create_store
from talkscli.files.store_paths import shipped_store
from talkscli.queries.filters import ClaimFilter

FORMS = list_forms()


def put(folder: Path, name: str, *, packed: bool = False) -> Path:
    path = folder / (name + ".gz" if packed else name)
    raw = FORMS[name].encode()
    path.write_bytes(gzip.compress(raw) if packed else raw)
    return path


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("name", FORMS)
def test_claims_and_records_come_into_every_form(tmp_path: Path, name: str, packed: bool) -> None:
    path = put(tmp_path, name, packed=packed)
    before = read_back(path)
    actor = Actor(id="bert", kind="person", name='Bert "ß" Beta')
    place = Place(id="town", name="Town")
    claims = [make_claim("new-1"), make_claim("new-2", who="bert")]
    outcome = change_store(str(path), lambda _: Changes([actor, place, *claims]))
    assert outcome.added == {"actor": 1, "place": 1, "claim": 2}
    assert read_back(path) == before.model_copy(
        update={
            "actors": [*before.actors, actor],
            "places": [place],
            "claims": [*before.claims, *claims],
        }
    )


@pytest.mark.parametrize("name", [name for name in FORMS if not name.startswith(("empty", "no-", "header"))])
def test_a_claim_is_replaced_in_every_form(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, name)
    before = read_back(path)
    changed = before.claims[0].model_copy(update={"retracted": Retraction(why="misread")})
    assert change_store(str(path), lambda _: Changes(replaced=[changed])).replaced == {"claim": 1}
    assert read_back(path).claims == [changed, *before.claims[1:]]


@pytest.mark.parametrize("name", FORMS)
def test_a_record_of_the_header_is_replaced_in_every_form(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, name)
    before = read_back(path)
    changed = before.actors[0].model_copy(update={"aliases": ["Анна"]})
    change_store(str(path), lambda _: Changes(replaced=[changed]))
    assert read_back(path) == before.model_copy(update={"actors": [changed, *before.actors[1:]]})


@pytest.mark.parametrize("name", FORMS)
def test_one_more_claim_leaves_every_other_byte(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, name)
    before = path.read_bytes()
    change_store(str(path), lambda _: Changes([make_claim("new")]))
    after = path.read_bytes()
    start = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    rest = len(before) - start
    # An empty list's own white space gives way to its first claim's.
    kept = rest if not name.startswith("empty") else before[start:].lstrip().__len__()
    assert after.endswith(before[len(before) - kept :])


@pytest.mark.parametrize("name", ["canonical.json", "windows.json", "records.jsonl"])
def test_a_change_of_one_claim_is_a_change_of_one_line(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, name)
    before = path.read_bytes().split(b"\n")
    changed = read_back(path).claims[1].model_copy(update={"note": "n"})
    change_store(str(path), lambda _: Changes(replaced=[changed]))
    after = path.read_bytes().split(b"\n")
    operations = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    assert [(tag, b - a, d - c) for tag, a, b, c, d in operations if tag != "equal"] == [("replace", 1, 1)]


def test_a_pretty_store_gets_a_pretty_claim(tmp_path: Path) -> None:
    path = put(tmp_path, "pretty.json")
    change_store(str(path), lambda _: Changes([make_claim("new")]))
    wanted = {
        **STORE,
        "claims": [*STORE["claims"], json.loads(make_claim("new").model_dump_json(exclude_defaults=True))],
    }
    assert path.read_text(encoding="utf-8") == json.dumps(wanted, indent=2, ensure_ascii=False)


def test_the_shipped_store_is_written_canonically(tmp_path: Path) -> None:
    shipped = Path(shipped_store())
    whole = Store.model_validate_json(shipped.read_bytes())
    path = tmp_path / "store.json"
    create_store(str(path), whole.model_copy(update={"claims": []}))
    change_store(str(path), lambda _: Changes(claims=whole.claims))
    assert path.read_bytes() == shipped.read_bytes()


@given(
    order=st.permutations(range(6)),
    splits=st.lists(st.integers(0, 6), max_size=3),
    name=st.sampled_from(list(FORMS)),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_claims_added_in_any_parts_are_the_claims_added_at_once(
    tmp_path: Path, order: list[int], splits: list[int], name: str
) -> None:
    claims = [make_claim(f"new-{number}") for number in order]
    path = put(tmp_path, name)
    before = read_back(path).claims
    ends = sorted({0, *splits, len(claims)})
    for start, stop in pairwise(ends):
        change_store(str(path), lambda _, part=claims[start:stop]: Changes(claims=part))  # type: ignore[misc]
    assert read_back(path).claims == [*before, *claims]


def test_a_stream_of_claims_is_written_as_it_comes(tmp_path: Path) -> None:
    path = put(tmp_path, "canonical.json")
    outcome = change_store(
        str(path), lambda _: Changes(claims=(make_claim(f"new-{number}") for number in range(1200)))
    )
    assert outcome.added == {"claim": 1200}
    assert len(read_back(path).claims) == 1204


def test_nothing_to_change_leaves_the_file_alone(tmp_path: Path) -> None:
    path = put(tmp_path, "canonical.json")
    before = path.stat()
    assert change_store(str(path), lambda _: Changes()).is_empty
    assert change_store(str(path), lambda _: Changes(claims=iter(()))).is_empty
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_preview_writes_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, "canonical.json")
    before = path.read_bytes()
    assert change_store(str(path), lambda _: Changes([make_claim("new")]), dry_run=True).added == {"claim": 1}
    with pytest.raises(UsageError):
        change_store(str(path), lambda _: Changes([make_claim("claim-1")]), dry_run=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", FORMS)
def test_whoever_changes_a_store_finds_its_records_and_claims(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, name)
    there = read_back(path)
    seen: list[object] = []

    def look(view: StoreView) -> Changes:
        seen.append(dict(view.records("actor")))
        seen.append([view.read_claim(f"claim-{n}") for n in range(1, len(there.claims) + 2)])
        seen.append({row["id"] for row in view.archive.claims(ClaimFilter(fact=("round-1.date",)))})
        return Changes()

    change_store(str(path), look)
    assert seen == [
        {actor.id: actor for actor in there.actors},
        [*there.claims, None],
        {claim.id for claim in there.claims},
    ]


REFUSED = [
    ("an id twice", lambda: Changes([make_claim("claim-1")]), "claim claim-1, id", "there is a claim 'claim-1' already"),
    ("one id for two", lambda: Changes([make_claim("n"), make_claim("n")]), "claim n, id", "there is a claim 'n' already"),
    ("nobody", lambda: Changes([make_claim("n", who="bert")]), "claim n, who", "there is no actor 'bert'"),
    ("no document", lambda: Changes([make_claim("n", source={"document": "x"})]), "claim n, source.document",
     "there is no document 'x'"),
    ("no date", lambda: Changes([make_claim("n", what={"value": "2025-02-30"})]), "claim n, what.value",
     "'2025-02-30' is not a date: 30 February does not exist"),
    ("revises nothing", lambda: Changes([make_claim("n", revises="x")]), "claim n, revises", "there is no claim 'x'"),
    ("revises itself", lambda: Changes([make_claim("n", revises="n")]), "claim n, revises", "the revisions lead in a circle"),
    ("revises in a circle", lambda: Changes([make_claim("n", revises="m"), make_claim("m", revises="n")]),
     "claim n, revises", "the revisions lead in a circle"),
    ("revises another's", lambda: Changes([make_claim("n", who="gazette", revises="claim-1")]), "claim n, revises",
     "'claim-1' is a claim of 'anna', not of 'gazette'"),
    ("revises another fact", lambda: Changes([make_claim("n", what={"property": "dead", "value": "7"}, revises="claim-1")]),
     "claim n, revises", "'claim-1' is about another fact, round-1.date"),
    ("changes nothing", lambda: Changes(replaced=[make_claim("x")]), "STORE", "there is no claim 'x' to change"),
    ("an actor twice", lambda: Changes([Actor(id="anna", kind="person", name="A")]), "actor anna, id",
     "there are two actors with the id 'anna'"),
    ("places in a circle", lambda: Changes([Place(id="p", name="P", within="p")]), "place p, within",
     "the places lead in a circle"),
    ("an id of two things", lambda: Changes([Place(id="anna", name="P")]), "place anna, id",
     "'anna' is the id of an actor too"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "place", "message"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_is_not_valid_is_refused_and_nothing_is_written(
    tmp_path: Path, make: "type[Changes]", place: str, message: str
) -> None:
    path = put(tmp_path, "canonical.json")
    before = path.read_bytes()
    with pytest.raises(UsageError) as caught:
        change_store(str(path), lambda _: make())
    assert (caught.value.place, caught.value.message) == (place.replace("STORE", str(path)), message)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_many_new_ids_are_held_against_those_there(tmp_path: Path) -> None:
    path = put(tmp_path, "canonical.json")
    many = [make_claim(f"new-{number}") for number in range(100)]
    with pytest.raises(UsageError, match="'claim-3' already"):
        change_store(str(path), lambda _: Changes([*many, make_claim("claim-3")]))


def test_a_store_that_is_not_valid_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    path.write_text('{"schema_version": 1, "titel": "x"}', encoding="utf-8")
    with pytest.raises(StoreError):
        change_store(str(path), lambda _: Changes([Term(id="t", name="T")]))
    assert path.read_text(encoding="utf-8") == '{"schema_version": 1, "titel": "x"}'


def test_a_directory_of_several_files_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "canonical.json")
    put(tmp_path, "pretty.json")
    with pytest.raises(StoreWriteError, match="several files"):
        change_store(str(tmp_path), lambda _: Changes([make_claim("new")]))


def test_a_text_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "canonical.json")
    broken = make_claim("n").model_construct(**{**make_claim("n").__dict__, "note": "\udcff"})
    assert isinstance(broken, Claim)
    with pytest.raises(UsageError, match="surrogate"):
        change_store(str(path), lambda _: Changes([broken]))


@pytest.mark.parametrize("name", ["new.json", "new.jsonl", "new.json.gz", "new.ndjson.gz"])
def test_a_new_store_can_be_read_back_and_written(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    store = Store.model_validate(STORE)
    create_store(str(path), store)
    assert read_back(path) == store
    change_store(str(path), lambda _: Changes([make_claim("new")]))
    assert read_back(path).claims[-1] == make_claim("new")


def test_a_new_store_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = put(tmp_path, "canonical.json")
    before = path.read_bytes()
    with pytest.raises(StoreWriteError, match="already"):
        create_store(str(path), Store.model_validate(STORE))
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
