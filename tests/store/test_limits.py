"""What is far too large or never ends is refused, and not held in memory."""

import gzip
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from talkscli.errors import StoreError
from talkscli.store import open_archive

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
