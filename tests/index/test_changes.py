"""What changed in a file, found by hashes of its blocks."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.errors import StoreError
from talkscli.files import limits
from talkscli.files.layout import find_layout
from talkscli.index.changes import Change, find_change, hash_block
from talkscli.queries.filters import ClaimFilter
from talkscli.queries.opening import open_archive

Blocks = list[tuple[int, bytes]]


@pytest.fixture(autouse=True)
def short_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BLOCK", 40)


def write(claims: list[int], *, is_lines: bool) -> bytes:
    texts = [json.dumps({"id": f"c{number}"}) for number in claims]
    if is_lines:
        return "\n".join(['{"title": "x"}', *texts, ""]).encode()
    return b'{"title": "x", "claims": [\n' + ",\n".join(texts).encode() + b"\n]}"


def list_blocks(raw: bytes) -> Blocks:
    found = find_layout(BytesIO(raw))
    return [
        (len(block.raw), hash_block(block.raw, is_last=block.stop == found.end)) for block in found.blocks()
    ]


def compare(before: bytes, after: bytes) -> Change:
    return find_change(find_layout(BytesIO(after)), list_blocks(before))


@given(st.lists(st.integers(0, 30), max_size=20), st.lists(st.integers(0, 30), max_size=20), st.booleans())
def test_what_lies_outside_of_a_change_is_as_it_was(
    before: list[int], after: list[int], is_lines: bool
) -> None:
    old, new = write(before, is_lines=is_lines), write(after, is_lines=is_lines)
    found = find_layout(BytesIO(new))
    change = compare(old, new)
    blocks = list_blocks(old)
    assert found.start <= change.start <= change.stop <= found.end
    assert sum(size for size, _ in blocks[: change.first]) == change.start - found.start
    assert sum(size for size, _ in blocks[change.last :]) == found.end - change.stop
    texts = [text for block in found.blocks(change.start, change.stop) for text in block.texts]
    kept = len([text for block in found.blocks() for text in block.texts]) - len(texts)
    assert 0 <= kept <= len(before)
    if before == after:
        assert not change


def test_a_change_is_as_small_as_blocks_allow() -> None:
    claims = list(range(30))
    old = write(claims, is_lines=False)
    for new in ([*claims, 99], [*claims[:15], 99, *claims[15:]], claims[1:], claims[:-1]):
        change = compare(old, write(new, is_lines=False))
        assert change
        assert change.last - change.first <= 2


def open_with(store: Path, raw: bytes, cache: Path) -> list[str]:
    """Read a store by the index that the cache has of it; return the ids, or what is wrong."""
    store.write_bytes(raw)
    try:
        with open_archive(str(store), environ={"TALKS_CACHE": str(cache)}) as archive:
            return [row["id"] for row in archive.claims(ClaimFilter())]
    except StoreError as error:
        return [error.message]


@pytest.mark.parametrize("size", [200, 1 << 18])
@pytest.mark.parametrize("place", [0, 1, 6, 11])
@pytest.mark.parametrize(
    "kind", ["twice", "twice, and another gone", "gone", "gone, its comma left", "no comma"]
)
def test_what_an_index_once_knew_hides_no_fault(
    kind: str,
    place: int,
    size: int,
    tmp_path: Path,
    small_store: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "BLOCK", size)
    [claim] = small_store["claims"]
    lines = [json.dumps({**claim, "id": f"c{number}"}) for number in range(12)]
    head = json.dumps({**small_store, "claims": []}).removesuffix("]}") + "\n"
    cache, store = tmp_path / "cache", tmp_path / "store.json"
    open_with(store, (head + ",\n".join(lines) + "\n]}").encode(), cache)
    changed = list(lines)
    if kind.startswith("twice"):
        changed.insert(place, lines[place])
    if kind != "twice":
        del changed[place if kind.startswith("gone") else 5]
    text = ",\n".join(changed)
    end = "\n]}"
    if kind == "gone, its comma left":
        text, end = text + ",", "]}"
    if kind == "no comma":
        text = text.replace("},\n{", "}\n{", 1)
    raw = (head + text + end).encode()
    found = open_with(store, raw, cache)
    assert found == open_with(store, raw, tmp_path / "fresh")
    assert (found == sorted({json.loads(line)["id"] for line in changed})) == (kind == "gone")


Revisions = dict[str, str | None]

ELSEWHERE: dict[str, tuple[Revisions, Revisions, str]] = {
    # which claim revises which, before and after; what is then wrong
    "a circle is closed": (
        {"c1": None, "c2": "c1", "c3": "c2"},
        {"c1": "c3", "c2": "c1", "c3": "c2"},
        "the revisions lead in a circle (and 2 more: talks check lists them)",
    ),
    "what is revised goes": (
        {"c1": None, "c2": "c1", "c3": "c1"},
        {"c2": "c1", "c3": "c1"},
        "there is no claim 'c1' (and 1 more: talks check lists them)",
    ),
    "what is revised gets another claimant": (
        {"c1": None, "c2": "c1"},
        {"c1 of another": None, "c2": "c1"},
        "the claim 'c1' is another claimant's",
    ),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_revision_is_checked_when_what_it_revises_changes(
    name: str, tmp_path: Path, small_store: dict[str, Any]
) -> None:
    before, after, message = ELSEWHERE[name]
    [claim] = small_store["claims"]
    small_store["actors"].append({"id": "another", "kind": "person", "name": "Another"})

    def write_store(revisions: Revisions) -> bytes:
        claims = []
        for one, revised in revisions.items():
            whole = {**claim, "id": one.partition(" ")[0], "revises": revised}
            claims.append({**whole, "who": "another"} if "another" in one else whole)
        return json.dumps({**small_store, "claims": claims}, indent=1).encode()

    cache, store = tmp_path / "cache", tmp_path / "store.json"
    assert open_with(store, write_store(before), cache) == sorted(before)
    assert open_with(store, write_store(after), cache) == [message]
    assert open_with(store, write_store(after), tmp_path / "fresh") == [message]


@pytest.mark.parametrize("second", ["x", "]", '{"id": "c0", }', "\ufeff{}"])
def test_a_file_that_is_no_json_lines_any_more_is_told_as_if_read_anew(
    second: str, tmp_path: Path, small_store: dict[str, Any]
) -> None:
    [claim] = small_store.pop("claims")
    lines = [json.dumps(small_store), *(json.dumps({**claim, "id": f"c{number}"}) for number in range(5))]
    cache, store = tmp_path / "cache", tmp_path / "store.jsonl"
    assert open_with(store, "\n".join(lines).encode(), cache) == ["c0", "c1", "c2", "c3", "c4"]
    lines[1] = second
    found = open_with(store, "\n".join(lines).encode(), cache)
    assert found == open_with(store, "\n".join(lines).encode(), tmp_path / "fresh")
    assert "JSON" in found[0]
