"""Every way in which a store can be wrong: what is said, where it is, what to do."""

import json
import os
import re
import socket
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from talkscli.errors import StoreError
from talkscli.index.check import check_store
from talkscli.queries.opening import open_archive

Make = Callable[..., dict[str, Any]]


def fail(path: Path | str, stdin: bytes | None = None) -> tuple[str, str, str]:
    with pytest.raises(StoreError) as caught:
        open_archive(str(path), stdin=None if stdin is None else BytesIO(stdin))
    error = caught.value
    return error.place.replace(f"{path}", "FILE"), error.message, error.hint


COMMA = "FILE:2:14" if sys.version_info >= (3, 13) else "FILE:3:1"
"""Where Python sees the mistake of a comma at the end: at the comma, or at what follows."""

RAW = {
    "empty": (b"", "FILE", "the file is empty"),
    "spaces": (b" \n\n", "FILE", "the file is empty"),
    "not JSON": (b"hello", "FILE:1:1", "this is not JSON: expecting value"),
    "a list": (b"[]", "FILE", "must be an object, and is a list"),
    "cut off": (b'{"schema_version": 1,\n "title": "x"', "FILE:2:14", "this is not JSON: expecting ',' delimiter"),
    "comma at the end": (b'{"schema_version": 1,\n "title": "x",\n}', COMMA, "this is not JSON"),
    "two documents": (b'{"schema_version": 1, "title": "x"}\n]', "FILE:2:1", "this is not JSON: extra data"),
    "NaN": (b'{"schema_version": NaN,\n "title": "x"}', "FILE: schema_version", "NaN and Infinity are not JSON"),
    "Infinity": (b'{"schema_version": 1,\n "title": -Infinity}', "FILE: title", "NaN and Infinity are not JSON"),
    "not UTF-8": (b'{"schema_version": 1,\n "title": "\xff"}', "FILE:2:12", "byte 0xff is not UTF-8"),
    "UTF-16": ('{"title": "x"}'.encode("utf-16"), "FILE:1:1", "it is UTF-16"),
    "too deep": (b'{"title": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "FILE", "nested too deep"),
    "half a surrogate": (b'{"schema_version": 1, "title": "\\ud800"}', "FILE", "half of a surrogate pair"),
    "a control character": (b'{"schema_version": 1, "title": "\x01"}', "FILE:1:33", "invalid control character"),
    "later version": (
        b'{"schema_version": 99, "title": "x"}',
        "FILE: schema_version",
        "made for a later version of talks (schema_version 99, here 2)",
    ),
    "wrong version": (b'{"schema_version": "1", "title": "x"}', "FILE: schema_version", "must be 1 or 2, and is '1'"),
    "no title": (b'{"schema_version": 1}', "FILE: title", "is missing"),
    "unknown field": (b'{"schema_version": 1, "title": "x", "claim": []}', "FILE: claim", "no such field"),
    "twice": (b'{"schema_version": 1, "title": "x", "title": "y"}', "FILE", "the field 'title' stands twice"),
    "claims no list": (b'{"schema_version": 1, "title": "x", "claims": {}}', "FILE: claims", "must be a list"),
    "claim no object": (b'{"schema_version": 1, "title": "x", "claims": [7]}', "FILE: claim", "must be an object"),
}  # fmt: skip


@pytest.mark.parametrize("case", RAW)
def test_a_file_that_is_no_store_is_refused_with_its_place(case: str, tmp_path: Path, cache: Path) -> None:
    del cache
    raw, place, words = RAW[case]
    file = tmp_path / "store.json"
    file.write_bytes(raw)
    found = fail(file)
    assert found[0].startswith(place)
    assert words in found[1]
    faults = list(check_store(str(file)))
    assert [fault.message for fault in faults][:1] == [found[1]]
    assert fail("-", raw)[1] == found[1]


CLAIMS: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "unknown claimant": ({"who": "anne"}, "who", "there is no actor 'anne'", "did you mean 'ann'?"),
    "unknown subject": ({"about": "round-2"}, "what.about", "no actor, place or event 'round-2'", "did you mean"),
    "unknown property": ({"property": "dates"}, "what.property", "there is no property 'dates'", "'date'"),
    "unknown document": ({"document": "x"}, "source.document", "there is no document 'x'", "add the document"),
    "unknown mention": ({"mentions": ["zoe"]}, "what.mentions", "there is no actor, place or event 'zoe'", ""),
    "unknown via": ({"via": ["zoe"]}, "source.via", "there is no actor 'zoe'", ""),
    "unknown place": ({"property": "place", "value": "rome"}, "what.value", "there is no place 'rome'", ""),
    "unknown actor": ({"property": "actor", "value": "zoe"}, "what.value", "there is no actor 'zoe'", ""),
    "unknown term": ({"property": "terms", "value": ["war"]}, "what.value", "there is no term 'war'", ""),
    "impossible day": ({"value": "2025-02-30"}, "what.value", "'2025-02-30' is not a date", ""),
    "impossible when": ({"when": "2025-13-01"}, "when", "'2025-13-01' is not a date", ""),
    "impossible recorded": ({"recorded": "soon"}, "recorded", "'soon' is not a date", ""),
    "not a count": ({"property": "count", "value": "many"}, "what.value", "'many' is not a count", ""),
    "not an answer": ({"property": "yes-no", "value": "maybe"}, "what.value", "neither yes nor no", ""),
    "a list of dates": ({"value": ["2025"]}, "what.value", "it is a list", ""),
    "no value": ({"value": None}, "what.value", "is missing", "withholds"),
    "withheld value": ({"stance": "withholds"}, "what.value", "who withholds a value gives none", ""),
    "long quote": ({"quote": "a " * 13}, "source.quote", "the quote has 13 words", "at most 12"),
    "unknown field": ({"whom": "bob"}, "whom", "there is no such field", "did you mean 'who'?"),
    "number for text": ({"text": 7}, "what.text", "must be a text, and is a number", ""),
    "number for value": ({"value": 7}, "what.value", "must be a text or a list of ids, and is a number", ""),
    "bad id in value": ({"property": "terms", "value": ["A b"]}, "what.value", "'A b' is not an id", ""),
    "wrong stance": ({"stance": "shouts"}, "what.stance", "'shouts' is not one of", ""),
    "empty text": ({"text": ""}, "what.text", "is empty", ""),
    "paragraph zero": ({"paragraph": 0}, "source.paragraph", "0 is less than 1", ""),
    "revises nothing": ({"revises": "c11"}, "revises", "there is no claim 'c11'", "did you mean 'c1'?"),
    "revises itself": ({"revises": "c1"}, "revises", "the revisions lead in a circle", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", CLAIMS)
def test_a_faulty_claim_is_named_with_its_field(
    case: str, tmp_path: Path, cache: Path, store: Make, claim: Make, written: Callable[..., bytes]
) -> None:
    del cache
    fields, field, words, hint = CLAIMS[case]
    file = tmp_path / "store.json"
    whole = store(claim("c1", **fields))
    for raw in (written(whole), json.dumps(whole).encode(), json.dumps(whole, indent=4).encode()):
        file.write_bytes(raw)
        found = fail(file)
        assert found[0] == f"FILE: claim c1, {field}"
        assert words in found[1]
        assert hint in found[2]
        first = next(check_store(str(file)))
        assert (first.place.replace(str(file), "FILE"), first.message, first.hint) == found


HEADERS: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "two of one id": ("actors", {"id": "bob", "kind": "person", "name": "X"}, "actor bob, id", "two actors"),
    "id of two things": ("actors", {"id": "palace", "kind": "person", "name": "X"}, "place palace, id", "an actor"),
    "unknown side": ("actors", {"id": "x", "kind": "person", "name": "X", "side": "y"}, "actor x, side", "no actor"),
    "bad kind": ("actors", {"id": "x", "kind": "king", "name": "X"}, "actor x, kind", "'king' is not one of"),
    "no name": ("actors", {"id": "x", "kind": "person"}, "actor x, name", "is missing"),
    "no id": ("actors", {"kind": "person", "name": "X"}, "actors[6], id", "is missing"),
}  # fmt: skip


@pytest.mark.parametrize("case", HEADERS)
def test_a_faulty_record_is_named_with_its_field(
    case: str, tmp_path: Path, cache: Path, store: Make, written: Callable[..., bytes]
) -> None:
    del cache
    section, record, place, words = HEADERS[case]
    file = tmp_path / "store.json"
    file.write_bytes(written(store(**{section: [record]})))
    found = fail(file)
    assert found[0] == f"FILE: {place}"
    assert words in found[1]


def test_places_that_lie_in_each_other_are_refused(tmp_path: Path, cache: Path, store: Make) -> None:
    del cache
    file = tmp_path / "store.json"
    whole = store()
    whole["places"][0]["within"] = "palace"
    file.write_text(json.dumps(whole))
    assert fail(file)[:2] == (
        "FILE: place turkey, within",
        "the places lead in a circle (and 2 more: talks check lists them)",
    )


def test_a_place_lies_in_no_more_than_a_hundred_others(tmp_path: Path, cache: Path, store: Make) -> None:
    del cache
    file = tmp_path / "store.json"
    whole = store()
    whole["places"] += [{"id": f"p{n}", "name": f"P {n}", "within": f"p{n + 1}"} for n in range(100)]
    whole["places"].append({"id": "p100", "name": "The widest"})
    file.write_text(json.dumps(whole))
    open_archive(str(file)).close()
    whole["places"].append({"id": "deep", "name": "Deep", "within": "p0"})
    file.write_text(json.dumps(whole))
    assert fail(file) == (
        "FILE: place deep, within",
        "more than 100 places lie around it",
        "leave out some of those between",
    )


def test_only_a_claimants_own_claim_is_revised(tmp_path: Path, cache: Path, store: Make, claim: Make) -> None:
    del cache
    file = tmp_path / "store.json"
    file.write_text(json.dumps(store(claim("c1"), claim("c2", who="bob", revises="c1"))))
    assert fail(file)[:2] == ("FILE: claim c2, revises", "the claim 'c1' is another claimant's")


def test_only_a_claim_of_the_same_fact_is_revised(
    tmp_path: Path, cache: Path, store: Make, claim: Make
) -> None:
    del cache
    file = tmp_path / "store.json"
    file.write_text(json.dumps(store(claim("c0", about="round-3"), claim("c1", revises="c0"))))
    assert fail(file) == (
        "FILE: claim c1, revises",
        "'c0' is about another fact, round-3.date",
        "revise a claim of the same fact",
    )
    assert [fault.message for fault in check_store(str(file))] == ["'c0' is about another fact, round-3.date"]


def test_a_second_revision_of_one_claim_is_a_warning(
    tmp_path: Path, cache: Path, store: Make, claim: Make
) -> None:
    del cache
    file = tmp_path / "store.json"
    claims = [claim("c0"), claim("c1", revises="c0"), claim("c2", revises="c0", value="2025-05-17")]
    file.write_text(json.dumps(store(*claims)))
    archive = open_archive(str(file))
    assert [(old.id, new.id) for old, new in archive.judge("round-1.date").history] == [
        ("c0", "c1"),
        ("c0", "c2"),
    ]
    archive.close()
    assert [(fault.level, fault.record, fault.message) for fault in check_store(str(file))] == [
        ("warning", "claim c2", "'c0' is already revised by 'c1'")
    ]


def list_faults(file: Path) -> list[tuple[str, str, str]]:
    return [(fault.record, fault.field, fault.message) for fault in check_store(str(file))]


@pytest.mark.parametrize("section", ["actors", "places", "events", "properties", "terms", "documents"])
def test_claims_are_held_against_a_header_with_a_record_twice(
    section: str, tmp_path: Path, store: Make, claim: Make
) -> None:
    file = tmp_path / "store.json"
    whole = store(claim("c1"), claim("c2", who="zoe"))
    whole[section].append(whole[section][0])
    kind = {"properties": "property"}.get(section, section[:-1])
    one = whole[section][0]["id"]
    file.write_text(json.dumps(whole))
    assert list_faults(file) == [
        (f"{kind} {one}", "id", f"there are two {section} with the id {one!r}"),
        ("claim c2", "who", "there is no actor 'zoe'"),
    ]


def test_claims_are_not_held_against_half_a_header(
    tmp_path: Path, store: Make, claim: Make, written: Callable[..., bytes]
) -> None:
    file = tmp_path / "store.json"
    raw = written(store(claim("c1", who="zoe"), claim("c1"), claim("c3", when="soon", text="")))
    own = [
        ("claim c1", "id", "there are two claims with the id 'c1'"),
        ("claim c3", "what.text", "is empty"),
    ]
    file.write_bytes(raw.replace(b'{\n  "', b'{\n  "actors": [],\n  "', 1))
    assert list_faults(file) == [("", "", "the field 'actors' stands twice in one object"), *own]
    file.write_bytes(raw.replace(b'"kind": "round"', b'"sort": "round"', 1))
    assert list_faults(file) == [
        ("event round-1", "kind", "is missing"),
        ("event round-1", "sort", "there is no such field"),
        *own,
    ]


def test_claims_with_one_id_are_refused(tmp_path: Path, cache: Path, store: Make, claim: Make) -> None:
    del cache
    file = tmp_path / "store.json"
    file.write_text(json.dumps(store(claim("c1"), claim("c1"))))
    assert fail(file)[:2] == ("FILE: claim c1, id", "there are two claims with the id 'c1'")


def test_a_field_that_stands_twice_in_a_claim_is_refused(
    tmp_path: Path, cache: Path, store: Make, claim: Make, written: Callable[..., bytes]
) -> None:
    del cache
    file = tmp_path / "store.json"
    raw = written(store(claim("c1", text='She said "when": never')))
    file.write_bytes(raw)
    open_archive(str(file)).close()
    file.write_bytes(raw.replace(b'"who": "ann"', b'"who": "bob", "who": "ann"'))
    assert fail(file)[:2] == ("FILE: claim c1", "the field 'who' stands there twice")


def test_reading_tells_the_first_fault_and_how_many_more(
    tmp_path: Path, cache: Path, store: Make, claim: Make, written: Callable[..., bytes]
) -> None:
    del cache
    file = tmp_path / "store.json"
    file.write_bytes(written(store(claim("c1", who="x"), claim("c2"), claim("c3", who="y", value="z"))))
    assert fail(file)[1] == "there is no actor 'x' (and 2 more: talks check lists them)"
    assert [(fault.record, fault.field) for fault in check_store(str(file))] == [
        ("claim c1", "who"),
        ("claim c3", "who"),
        ("claim c3", "what.value"),
    ]


def test_broken_json_in_a_claim_is_found_in_every_form(
    tmp_path: Path, cache: Path, store: Make, claim: Make, written: Callable[..., bytes]
) -> None:
    del cache
    whole = store(claim("c1"), claim("c2"), claim("c3"))
    lines = written(whole).replace(b'"c2", "who"', b'"c2" "who"')
    file = tmp_path / "store.json"
    file.write_bytes(lines)
    line = next(number for number, text in enumerate(lines.split(b"\n"), 1) if b'"c2"' in text)
    assert fail(file)[:2] == (f"FILE:{line}:17", "this is not JSON: expecting ',' delimiter")
    claims = whole.pop("claims")
    records = [json.dumps(whole), *(json.dumps(one) for one in claims)]
    records[2] = records[2].replace('"c2", "who"', '"c2" "who"')
    file = tmp_path / "store.jsonl"
    file.write_text("\n".join(records))
    place, message, _ = fail(file)
    assert re.fullmatch(r"FILE:3:1\d", place)
    assert message.startswith("this is not JSON")


def test_warnings_do_not_keep_a_store_from_being_read(
    tmp_path: Path, cache: Path, store: Make, claim: Make
) -> None:
    del cache
    file = tmp_path / "store.json"
    file.write_text(json.dumps(store(claim("c1", status="planed", via=["daily"]))))
    open_archive(str(file)).close()
    assert [(fault.level, fault.field, fault.hint) for fault in check_store(str(file))] == [
        ("warning", "what.status", "did you mean 'planned'?"),
        ("warning", "source.via", "leave it out"),
    ]


def test_every_fault_says_what_to_do_in_few_words(
    tmp_path: Path, store: Make, claim: Make, written: Callable[..., bytes]
) -> None:
    file = tmp_path / "store.json"
    huge = "x" * 70_000
    raws = [raw for raw, *_ in RAW.values()]
    raws += [written(store(claim("c1", **fields))) for fields, *_ in CLAIMS.values()]
    raws += [written(store(**{section: [record]})) for section, record, *_ in HEADERS.values()]
    raws += [
        written(store(claim(huge))),
        written(store(claim("c1", value=huge, **{huge: None}))),
        written(store(claim("c1", status=huge, when=huge, who=huge, property="count", value=huge))),
        written(store(claim("c1", stance=huge, text=None, paragraph=-(10**400)))),
        written(store(actors=[{"id": huge, "kind": huge, "name": None, "alias": []}])),
        json.dumps({"schema_version": 0, "title": None, huge: 1}).encode(),
        b'{"schema_version": 1, "%s": 1, "%s": 1}' % (huge.encode(), huge.encode()),
    ]
    for raw in raws:
        file.write_bytes(raw)
        for fault in check_store(str(file)):
            assert fault.hint
            assert len(fault.message) < 200
            assert len(fault.place) < len(str(file)) + 200


def test_a_directory_of_other_files_is_said_to_be_no_store(tmp_path: Path, cache: Path, store: Make) -> None:
    del cache
    (tmp_path / "mine").mkdir()
    for text, why in (
        ('{"name": 1, "claims": [7]}', "without a schema_version"),
        ("{", "not JSON"),
        ("[]", "with"),
    ):
        (tmp_path / "mine" / "other.json").write_text(text)
        (tmp_path / "mine" / "z-store.json").write_text(json.dumps(store()))
        place, message, hint = fail(tmp_path / "mine")
        assert (place, hint) == ("FILE", "name a file, or a directory with nothing but stores in it")
        assert message.startswith(f"this directory is not a store: other.json in it is {why}")
        assert [fault.message for fault in check_store(str(tmp_path / "mine"))] == [message]


def test_places_show_the_path_as_it_was_given(
    tmp_path: Path, cache: Path, store: Make, claim: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    del cache
    monkeypatch.chdir(tmp_path)
    (tmp_path / "store.json").write_text(json.dumps(store(claim("c1", who="zoe"))))
    for given, place in (("store.json", "store.json: claim c1, who"), ("./no.json", "./no.json")):
        with pytest.raises(StoreError) as caught:
            open_archive(given)
        assert caught.value.place == place
        with pytest.raises(StoreError) as caught:
            open_archive(environ={"TALKS_STORE": given})
        assert caught.value.place == place


def test_a_closed_standard_input_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(StoreError, match="standard input is closed"):
        open_archive("-")
    assert [fault.message for fault in check_store("-")] == ["standard input is closed"]


def test_what_the_system_refuses_is_said_in_plain_words(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del cache
    (tmp_path / "empty").mkdir()
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with socket.socket(socket.AF_UNIX) as sock:
        monkeypatch.chdir(tmp_path)
        sock.bind("socket")
    for name, words in {
        "missing": "no such file",
        "dangling": "no such file",
        "empty": "this directory has no store in it",
        "circle": "its symbolic links lead in a circle",
        "socket": "it is not a file",
        "x" * 300: "the name is too long",
        "missing/below": "no such file",
    }.items():
        assert words in fail(tmp_path / name)[1]
    assert "a device" in fail("/dev/zero")[1]
    assert "cannot be the name" in fail("a\0b")[1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path, cache: Path) -> None:
    del cache
    file = tmp_path / "store.json"
    file.write_text("{}")
    file.chmod(0)
    assert fail(file)[1] == "not allowed to read it"


def test_a_pipe_without_a_writer_is_an_error_and_no_wait(tmp_path: Path, cache: Path) -> None:
    del cache
    os.mkfifo(tmp_path / "pipe")
    assert fail(tmp_path / "pipe")[1] == "nobody writes to this pipe"


def test_damaged_compression_is_an_error(tmp_path: Path, cache: Path) -> None:
    del cache
    file = tmp_path / "store.json.gz"
    file.write_bytes(b"\x1f\x8b\x08\x00 and no more")
    assert "the gzip file is damaged" in fail(file)[1]
    file.write_bytes(b"\x28\xb5\x2f\xfd and no more")
    assert "Zstandard" in fail(file)[1]


@pytest.mark.parametrize(
    "twice", [b'"who": "bob", "who"', b'"who" : "bob", "who"', b'"who"\n: "bob", "who" ']
)
def test_a_field_that_stands_twice_is_found_however_its_colon_is_set(
    twice: bytes, tmp_path: Path, store: Make, claim: Make, written: Callable[..., bytes]
) -> None:
    file = tmp_path / "store.json"
    raw = written(store(claim("c1")))
    file.write_bytes(raw.replace(b'"who"', twice))
    assert [fault.message for fault in check_store(str(file))] == ["the field 'who' stands there twice"]
    title = twice.replace(b"who", b"title")
    file.write_bytes(raw.replace(b'"title"', title, 1))
    assert [fault.message for fault in check_store(str(file))] == [
        "the field 'title' stands twice in one object"
    ]
