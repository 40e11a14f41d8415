"""What changed in a file, found by hashes of its blocks."""

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.files import limits
from talkscli.files.layout import find_layout
from talkscli.index.changes import Change, find_change, hash_block

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
