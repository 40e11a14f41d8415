"""What is far too large or never ends is refused, and not held in memory."""

import gzip
import json
import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from talkscli.errors import StoreError
from talkscli.files import unpacking
from talkscli.queries.opening import open_archive

HEAD = b'{"schema_version": 1, "title": "x"'


class Endless(BytesIO):
    """A stream that never ends."""

    given = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.given += 1
        assert self.given < 10, "read on and on"
        return b"\0" * (size or 1)


def refuse(path: Path | str, stdin: BytesIO | None = None) -> tuple[str, str]:
    with pytest.raises(StoreError) as caught:
        open_archive(str(path), stdin=stdin)
    return caught.value.place.replace(str(path), "FILE"), caught.value.message


@pytest.mark.parametrize(
    ("before", "place", "message"),
    [
        (b"", "FILE:1", "what stands beside the claims is longer than 64 MB"),
        (HEAD + b',\n"description": "', "FILE:2", "what stands beside the claims is longer than 64 MB"),
        (HEAD + b',\n"claims": [\n{"id": "', "FILE:2", "a claim is longer than 2 MB"),
        (HEAD + b', "claims": [{"id": "', "FILE:1", "a claim is longer than 2 MB"),
        (HEAD + b'}\n{"id": "', "FILE:2", "a claim is longer than 2 MB"),
    ],
)
def test_a_file_of_gigabytes_that_holds_nothing_is_refused(
    before: bytes, place: str, message: str, tmp_path: Path, cache: Path
) -> None:
    del cache
    store = tmp_path / "store.json"
    with store.open("wb") as file:
        file.write(before)
        file.truncate(72 << 20)
    assert refuse(store) == (place, message)


def test_what_unpacks_out_of_all_proportion_is_refused(tmp_path: Path, cache: Path) -> None:
    del cache
    store = tmp_path / "store.json.gz"
    with gzip.open(store, "wb", 9) as file:
        for _ in range(70):
            file.write(b"a" * (1 << 20))
    assert refuse(store) == ("FILE", "it unpacks to more than 250 times its size")


def test_a_stream_that_never_ends_and_is_no_json_is_left_at_once(cache: Path) -> None:
    del cache
    assert refuse("-", Endless())[1] == "this is not JSON: expecting value"


class Babble(BytesIO):
    """A stream that begins like a store and goes on for ever."""

    def __init__(self, start: bytes, more: bytes) -> None:
        super().__init__(start)
        self.more = more * ((1 << 20) // len(more))
        self.given = 0

    def read(self, size: int | None = -1, /) -> bytes:
        if not (block := super().read(size)):
            self.seek(0)
            self.truncate()
            self.write(self.more)
            self.seek(0)
            block = super().read(size)
        self.given += len(block)
        assert self.given < 90 << 20, "read on and on"
        return block


BABBLE = [
    (b'{"a":"', b"y\n"),
    (b'{"a": [', b'"a",'),
    (b"", b" "),
    (b"[", b"["),
    (HEAD + b', "claims": [', b'{"id": "a"},'),
    (HEAD + b', "claims": [{"what": {', b"\0"),
    (HEAD + b"}\n", b"{}\n"),
]


@pytest.mark.parametrize(("start", "more"), BABBLE)
def test_a_stream_without_end_that_begins_like_a_store_is_left(
    start: bytes, more: bytes, cache: Path
) -> None:
    del cache
    place, message = refuse("-", Babble(start, more))
    assert (place, message.partition(" in ")[0]) == ("standard input", "there is no claim")


def test_a_packed_stream_without_end_is_left(cache: Path) -> None:
    del cache
    packed = gzip.compress(HEAD + b"\n", 1) + gzip.compress(b" " * (1 << 20))
    place, message = refuse("-", Babble(packed, gzip.compress(b" " * (1 << 20))))
    assert (place, message) == ("standard input", "it unpacks to more than 250 times its size")


def test_a_long_header_in_a_pipe_is_read(cache: Path, small_store: dict[str, Any]) -> None:
    del cache
    notes = [
        {"id": f"n{number}", "kind": "person", "name": "N", "note": "x" * 90_000} for number in range(50)
    ]
    long = {**small_store, "actors": [*small_store["actors"], *notes]}
    archive = open_archive("-", stdin=BytesIO(json.dumps(long).encode()))
    assert archive.count("claim") == len(small_store["claims"])
    archive.close()


def test_thousands_of_mistakes_in_one_record_are_counted(
    tmp_path: Path, cache: Path, small_store: dict[str, Any]
) -> None:
    del cache
    small_store["claims"][0]["what"]["mentions"] = [0] * 20_000
    store = tmp_path / "store.json"
    store.write_text(json.dumps(small_store))
    assert refuse(store)[1] == "20,000 things in it are wrong"
    store.write_text(json.dumps({**small_store, "actors": [0] * 20_000, "claims": []}))
    assert refuse(store)[1] == "20,000 things in it are wrong"


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no such file here")
def test_a_file_that_fails_while_it_is_read_is_refused(cache: Path) -> None:
    del cache
    assert refuse("/proc/self/mem")[1].startswith("cannot be read: ")


def test_of_a_directory_the_file_that_is_not_there_is_named(tmp_path: Path, cache: Path) -> None:
    del cache
    (tmp_path / "a.json").symlink_to("nowhere")
    (tmp_path / "b.json").symlink_to(tmp_path)
    assert refuse(tmp_path) == ("FILE/a.json", "no such file")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_another_encoding_is_told_by_its_name(encoding: str, tmp_path: Path, cache: Path) -> None:
    del cache
    store = tmp_path / "store.json"
    store.write_bytes((HEAD + b"}").decode().encode(encoding))
    assert refuse(store) == ("FILE:1:1", f"it is {encoding.upper()}")


def test_a_number_of_thousands_of_digits_does_not_hide_what_is_wrong(tmp_path: Path, cache: Path) -> None:
    del cache
    store = tmp_path / "store.json"
    store.write_bytes(HEAD + b', "schema_version": ' + b"9" * 5000 + b",\n]")
    assert refuse(store)[0] == "FILE:2:1"


CLAIM = b'{"id": "a", "what": {}},\n'


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_claims_without_end_are_left(packed: bool, monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    del cache
    monkeypatch.setattr(unpacking, "MOST_COPIED", 1 << 22)
    start, more = HEAD + b', "claims": [', CLAIM * 1000
    if packed:
        start, more = gzip.compress(start, 1), gzip.compress(more + os.urandom(1000))
    message = refuse("-", Babble(start, more))[1]
    assert message == "more than 0 GB come through a pipe or out of a packed file"


def test_rows_of_claims_through_a_pipe_may_be_many(
    talks: Any, tmp_path: Path, small_store: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "_LONGEST_SILENCE", 1000)
    monkeypatch.setattr(unpacking, "_BLOCK", 100)
    store = tmp_path / "story.json"
    store.write_text(json.dumps(small_store))
    rows = talks("claims", "--store", store, "--format", "ndjson").out * 10
    assert '"what"' not in rows
    ended = talks("add", "-", "--store", store, stdin=rows.encode())
    assert (ended.status, ended.out) == (0, "")
    ended = talks("add", "-", "--store", store, stdin=b'{"id": "' + b"x" * 5000)
    assert ended.status == 2
    assert ended.err.startswith("talks: standard input: there is no claim in 0 MB of it")
