"""Tables that never end or cannot be opened: left in one line, and nothing is waited for."""

import gzip
import io
import os
import threading
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from talkscli.desk import table_bytes
from talkscli.desk.named_files import read_small
from talkscli.desk.table_rows import TableForm
from talkscli.desk.tables import open_table
from talkscli.errors import UsageError

MOST = 1 << 22
LONGEST = 1 << 20


@pytest.fixture(autouse=True)
def _low(monkeypatch: pytest.MonkeyPatch) -> None:
    # The limits themselves are gigabytes.
    monkeypatch.setattr(table_bytes, "MOST_COPIED", MOST)
    monkeypatch.setattr(table_bytes, "_LONGEST_LINE", LONGEST)
    monkeypatch.setattr(table_bytes, "_BLOCK", 1 << 16)


class Endless(io.RawIOBase):
    """A stream that says one thing, and then another for ever."""

    def __init__(self, start: bytes, more: bytes) -> None:
        self.start = start
        self.more = more * max(1, (1 << 16) // len(more))
        self.given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        self.start = self.start or self.more
        block = self.start[: size if size >= 0 else None]
        self.start = self.start[len(block) :]
        self.given += len(block)
        assert self.given <= MOST + (1 << 20), "read on and on"
        return block


def refuse(source: Any, **form: Any) -> str:
    with pytest.raises(UsageError) as caught, open_table(source, form=TableForm(**form)) as table:
        list(table.rows())
    assert "\n" not in caught.value.message
    return caught.value.message


NOISE = Random(1).randbytes(1 << 16)
LONG_LINE = "a line of it is longer than 1 MB"
TOO_MUCH = "more than 0 GB come through a pipe or out of a packed file"
ENDLESS = [
    (b"", b"\0", LONG_LINE),
    (b"who,value\n", b"x", LONG_LINE),
    (b"\xff\xfe", b"a\0", LONG_LINE),
    (b"{", b'"a": [', LONG_LINE),
    (b"who,value\n", b"a,1\n", TOO_MUCH),
    (b"", b"\n", TOO_MUCH),
    (b'who\n"', b"a\r\n", TOO_MUCH),
    (b"[", b"1, ", TOO_MUCH),
    (b"PK\x03\x04", b"\0", TOO_MUCH),
    (b'{"who": "a"}\n', b"{}\n", TOO_MUCH),
]


@pytest.mark.parametrize(("start", "more", "message"), ENDLESS)
def test_a_table_without_end_is_left(start: bytes, more: bytes, message: str) -> None:
    stream = Endless(start, more)
    assert refuse(stream) == message
    assert message == TOO_MUCH or stream.given <= LONGEST + (1 << 17)


def test_noise_without_end_is_told_by_its_first_lines() -> None:
    stream = Endless(b"", NOISE)
    assert refuse(stream).endswith("is not UTF-8")
    assert stream.given <= 1 << 17
    assert refuse(Endless(b"", NOISE), encoding="latin-1") == TOO_MUCH


@pytest.mark.parametrize("more", [b" ", b"a,b\n"])
def test_what_unpacks_without_end_is_left_as_it_comes(more: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_bytes, "ALWAYS", 1 << 20)
    monkeypatch.setattr(table_bytes, "_LONGEST_LINE", 1 << 40)
    # Python 3.13 reads far ahead in a packed file: more comes out of it before its size is known to be wrong.
    monkeypatch.setattr(table_bytes, "MOST_COPIED", 1 << 40)
    stream = Endless(b"", gzip.compress(more * (1 << 20)))
    assert refuse(stream) == "it unpacks to more than 250 times its size"


def test_a_packed_file_of_far_more_than_its_size_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_bytes, "ALWAYS", 1 << 20)
    path = tmp_path / "table.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n" * (1 << 20)))
    assert refuse(str(path)) == "it unpacks to more than 250 times its size"


def test_a_file_larger_than_what_is_copied_is_read_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    with path.open("wb") as file:
        file.write(b"who,value\n")
        while file.tell() <= MOST:
            file.write(b"a,1\n" * 10_000)
    with open_table(str(path)) as table:
        assert next(table.rows())[1] == {"who": "a", "value": "1"}


def test_a_file_with_a_hole_without_end_is_left(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    with path.open("wb") as file:
        file.write(b"who,value\n")
        file.truncate(1 << 40)
    assert refuse(str(path)) == LONG_LINE


@pytest.mark.skipif(os.name != "posix", reason="named pipes and devices")
def test_devices_and_pipes_without_a_writer_are_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for open_one in (refuse, refuse_small):
        assert open_one(str(pipe)) == "nobody writes to this pipe"
        assert open_one("/dev/zero").startswith("it is a device, not a ")
        assert open_one(str(tmp_path)).startswith("cannot be read: ")
        assert open_one(str(tmp_path / "none")) == "no such file"
        assert open_one("a\0b") == "this cannot be the name of a file"


def refuse_small(path: str, most: int = 1 << 20) -> str:
    with pytest.raises(UsageError) as caught:
        read_small(path, "a mapping", most)
    return caught.value.message


@pytest.mark.skipif(os.name != "posix", reason="named pipes")
@pytest.mark.parametrize(
    "raw", [b"who,value\na,1\n", gzip.compress(b"who,value\na,1\n")], ids=["plain", "packed"]
)
def test_a_named_pipe_with_a_writer_is_read(tmp_path: Path, raw: bytes) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(raw,))
    writer.start()
    with open_table(str(pipe)) as table:
        assert [cells for _, cells, _ in table.rows()] == [{"who": "a", "value": "1"}]
    writer.join()


def test_a_small_file_is_small_and_text(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_bytes(b"\xef\xbb\xbf[columns]\n")
    assert read_small(str(path), "a mapping", 100) == "[columns]\n"
    path.write_bytes(b"x" * (2 << 20))
    assert refuse_small(str(path)) == "it is larger than 1 MB"
    path.write_bytes(b"\xff")
    assert refuse_small(str(path)) == "it is not UTF-8"


def test_more_lines_to_skip_than_there_are_leave_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"who,value\na,1\n")
    for kind in ("csv", "tsv"):
        with open_table(str(path), form=TableForm(kind, skip=10**25)) as table:
            assert list(table.rows()) == []


def test_bytes_that_a_codec_refuses_in_its_own_way_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"who,value\na,1\n")
    for encoding in ("utf-16", "utf-32", "idna", "punycode", "utf-7", "unicode_escape"):
        with suppress(UsageError), open_table(str(path), form=TableForm("csv", encoding=encoding)) as table:
            assert list(table.rows())
