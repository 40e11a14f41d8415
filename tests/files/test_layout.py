"""One store in every form that it may have: the same answers from each."""

import gzip
import json
import os
import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from talkscli.files import layout, limits
from talkscli.index.check import check_store
from talkscli.queries.archive import Archive
from talkscli.queries.filters import ClaimFilter
from talkscli.queries.opening import open_archive

Make = Callable[..., dict[str, Any]]


def read_all(archive: Archive) -> tuple[Any, ...]:
    facts = [(fact.key, fact.verdict, fact.why, fact.claims) for fact in archive.facts()]
    return archive.title, list(archive.claim_lines(ClaimFilter())), facts, list(archive.entities("actor"))


@pytest.fixture
def whole(store: Make, claim: Make) -> dict[str, Any]:
    return store(
        claim("c1", when="2025-07-21"),
        claim("c2", who="bob", value="2025-05-17", text='With "claims": [ and ] {brackets}, \\ and "quotes"'),
        claim("c3", who="cem", property="terms", value=["peace", "trade"], quote="barış «мир»\u2028和平"),
        claim("c4", who="bob", revises="c2"),
        claim("c5", who="bob", about="round-3"),
    )


def in_another_order(whole: dict[str, Any]) -> dict[str, Any]:
    return {"claims": whole["claims"], **{key: whole[key] for key in sorted(whole) if key != "claims"}}


def records(whole: dict[str, Any]) -> bytes:
    head = {key: value for key, value in whole.items() if key != "claims"}
    return "\n".join(json.dumps(one) for one in [head, *whole["claims"]]).encode()


def broken_lines(raw: bytes) -> bytes:
    """Write one claim on two lines, in a file that is one claim a line otherwise."""
    return raw.replace(b'"id": "c2", ', b'"id": "c2",\n      ')


def test_every_form_of_a_store_gives_the_same_answers(
    whole: dict[str, Any], written: Callable[..., bytes], opened: Callable[..., Archive]
) -> None:
    lines = written(whole)
    expected = read_all(opened(lines))
    assert len(expected[1]) == 5
    forms: dict[str, bytes] = {
        "minified.json": json.dumps(whole, separators=(",", ":")).encode(),
        "indented.json": json.dumps(whole, indent=2).encode(),
        "tabs.json": json.dumps(whole, indent="\t", ensure_ascii=False).encode(),
        "order.json": written(in_another_order(whole)),
        "order-indented.json": json.dumps(in_another_order(whole), indent=1).encode(),
        "bom.json": b"\xef\xbb\xbf" + lines,
        "bom-indented.json": b"\xef\xbb\xbf" + json.dumps(whole, indent=2).encode(),
        "crlf.json": lines.replace(b"\n", b"\r\n"),
        "blank.json": lines.replace(b"},\n", b"},\n\n  \n"),
        "no-last-newline.json": lines.rstrip(),
        "two-lines.json": broken_lines(lines),
        "records.jsonl": records(whole),
        "records-last-newline.ndjson": records(whole) + b"\n\n",
        "packed.json.gz": gzip.compress(lines),
        "packed.jsonl.gz": gzip.compress(records(whole)),
        "named-wrongly.json": gzip.compress(records(whole)),
    }
    for name, raw in forms.items():
        assert read_all(opened(raw, name=name)) == expected, name


def test_blocks_of_any_size_give_the_same_claims(
    whole: dict[str, Any], written: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    raws = (written(whole), json.dumps(whole, indent=2).encode(), json.dumps(whole).encode(), records(whole))
    for raw in raws:
        found = set()
        for size in (1, 7, 64, 1 << 20):
            monkeypatch.setattr(limits, "BLOCK", size)
            spread = layout.find_layout(BytesIO(raw))
            claims = tuple(json.dumps(json.loads(text)) for block in spread.blocks() for text in block.texts)
            places = [at for block in spread.blocks() for at in block.offsets()]
            assert all(raw[at : at + 1] == b"{" for at in places)
            found.add((spread.form, claims, json.dumps(json.loads(spread.header))))
        assert len(found) == 1


def test_a_store_without_claims_is_a_store(
    store: Make, written: Callable[..., bytes], opened: Callable[..., Archive]
) -> None:
    for raw in (written(store()), json.dumps(store()).encode(), json.dumps(store(), indent=2).encode()):
        archive = opened(raw)
        assert (archive.count("claim"), archive.count("fact"), archive.count("actor")) == (0, 0, 6)
        assert list(archive.claims(ClaimFilter())) == []
    archive = opened(b'{"schema_version": 1, "title": "Nothing"}')
    assert (archive.title, archive.count("actor")) == ("Nothing", 0)


def test_a_directory_of_files_is_one_store(
    whole: dict[str, Any], written: Callable[..., bytes], opened: Callable[..., Archive], tmp_path: Path
) -> None:
    expected = read_all(opened(whole))
    directory = tmp_path / "stores"
    directory.mkdir()
    first, second = whole | {"claims": whole["claims"][:2]}, whole | {"claims": whole["claims"][2:]}
    (directory / "a.json").write_bytes(written(first))
    (directory / "b.jsonl.gz").write_bytes(gzip.compress(records(second)))
    (directory / "notes.txt").write_text("not a store")
    with open_archive(str(directory)) as archive:
        assert read_all(archive) == expected


def test_standard_input_and_a_pipe_are_read_once(
    whole: dict[str, Any], written: Callable[..., bytes], opened: Callable[..., Archive], tmp_path: Path
) -> None:
    expected = read_all(opened(whole))
    raw = written(whole)
    for packed in (raw, gzip.compress(raw), records(whole)):
        with open_archive("-", stdin=BytesIO(packed)) as archive:
            assert read_all(archive) == expected
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(raw,))
    writer.start()
    with open_archive(str(pipe)) as archive:
        assert read_all(archive) == expected
    writer.join()


def test_progress_ends_at_the_size_of_the_store(
    whole: dict[str, Any], written: Callable[..., bytes], tmp_path: Path, cache: Path
) -> None:
    del cache
    file = tmp_path / "store.json"
    file.write_bytes(written(whole))
    seen: list[tuple[int, int]] = []
    open_archive(str(file), progress=lambda done, total: seen.append((done, total))).close()
    assert seen[-1] == (file.stat().st_size,) * 2
    assert seen == sorted(seen)


HEAD = b'{"schema_version": 1, "title": "x", "claims": ['
TRAP = b'"},{\\"a\\":[1]},{\\\\"'
"""A string that looks like the end of one claim and the beginning of another."""


def split(raw: bytes) -> tuple[list[bytes], bytes]:
    found = layout.find_layout(BytesIO(raw))
    return [text for block in found.blocks() for text in block.texts], found.header


@pytest.mark.parametrize("size", [1, 5, 16, 1 << 18])
@pytest.mark.parametrize(
    ("between", "claims"),
    [
        (b",", [b'{"a":%s}' % TRAP] * 9),
        (b" ,\r\n\t", [b'{"a": [{"b": 1}, {"b": [{}, {}]}]}', b"{}", b'{"c": %s}' % TRAP]),
        (b"\n, ", [b"7", b'"x, {y}"', b"[{}, {}]", b"null", b"{}"]),
    ],
)
def test_claims_are_cut_where_they_end_and_nowhere_else(
    between: bytes, claims: list[bytes], size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BLOCK", size)
    tail = b'], "documents": [{"id": "d"}, {"id": "e"}]}'
    assert split(HEAD + b" " + between.join(claims) + b"\n" + tail) == (claims, HEAD + tail)


@pytest.mark.parametrize("size", [1, 7, 1 << 18])
@pytest.mark.parametrize(
    "head",
    [
        b'{"claims" \n:\t[',
        b'{"cl\\u0061ims": [',
        b'{"a": {"claims": [{"claims": []}]}, "b\\u0061": [], "claims": [',
        b'{"a": "\\"claims\\": [", "claims":' + b" " * 9000 + b"[",
        b'{"title" "a comma is missing", "claims": [',
    ],
)
def test_the_list_of_claims_is_found_however_its_key_is_written(
    head: bytes, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BLOCK", size)
    assert split(head + b'{"a": 1}]}') == ([b'{"a": 1}'], head + b"]}")


@pytest.mark.parametrize(
    "claims",
    [b'{"a": 1}, ', b'{"a": 1} {"b": 2}', b", {}", b'{"a": }', b'{"a": 1}, {"b": "c', b"{}, }", b"[" * 9000],
)
@pytest.mark.parametrize("size", [4, 1 << 18])
def test_a_list_that_is_no_json_is_told_to_be_none(
    claims: bytes, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BLOCK", size)
    found = layout.find_layout(BytesIO(HEAD + claims + b"]}"))
    assert found.broken >= found.start
    assert found.header == HEAD


@pytest.mark.parametrize("is_large", [False, True])
def test_broken_json_is_found_in_a_file_too_large_to_be_read_whole(
    is_large: bool,
    whole: dict[str, Any],
    written: Callable[..., bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if is_large:
        monkeypatch.setattr(limits, "LARGEST_DIAGNOSED", 0)
    raw = written(whole).replace(b'"c3", "who"', b'"c3" "who"')
    line = raw[: raw.index(b'"c3"')].count(b"\n") + 1
    file = tmp_path / "store.json"
    file.write_bytes(raw)
    (fault,) = check_store(str(file))
    assert (fault.message, fault.line, fault.column) == (
        "this is not JSON: expecting ',' delimiter",
        line,
        17,
    )


def test_a_header_that_is_as_it_was_is_not_read_again(whole: dict[str, Any]) -> None:
    raw = json.dumps(whole).encode()
    known = layout.find_layout(BytesIO(raw)).known_header()
    for changed, is_known in (
        (raw.replace(b"c1", b"c1-more"), True),
        (raw.replace(b"Small", b"Great"), False),
    ):
        found = layout.find_layout(BytesIO(changed), known=known)
        assert (found.known == known) == is_known
        again = layout.find_layout(BytesIO(changed))
        assert [block.texts for block in found.blocks()] == [block.texts for block in again.blocks()]
    bare = b'{"schema_version": 1, "title": "x"}'
    known = layout.find_layout(BytesIO(bare)).known_header()
    assert not layout.find_layout(BytesIO(bare + b'{"id": "c"}'), known=known).known
