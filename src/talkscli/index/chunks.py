"""Which stretches of a store's files are as they were when an index was made of them.

An index keeps a hash of each stretch of whole lines. When a file has changed, its stretches are looked for in
order; after one that is not there any more, the next is searched for by its first bytes. What lies between
two that were found is what changed. Content that moved as a whole is found again wherever it begins, as rsync
finds it (Tridgell and Mackerras, 1996), only that stretches end where lines end.
"""

import json
from collections.abc import Sequence
from typing import Any, BinaryIO, TypeAlias, cast

from talkscli.files.layout import FREE, Layout, read_at

_HEAD = 96
"""So many first bytes of a stretch are enough to find it again: a claim's id stands in them."""
_REACH = 8
"""How many stretches after one that is gone are searched for nearby."""
_WINDOW = 1 << 22

Runs: TypeAlias = list[list[int]]
"""Numbers of claims in the order of the file: the first of a run, and how many there are."""


class Chunk:
    """A stretch of whole lines."""

    __slots__ = ("head", "mark", "runs", "size", "start")

    def __init__(self, start: int, size: int, mark: bytes, head: bytes, runs: Runs) -> None:
        self.start = start
        self.size = size
        self.mark = mark
        """A hash of its text."""
        self.head = head
        """Its first bytes."""
        self.runs = runs
        """The claims in it."""

    def row(self, part: int) -> tuple[object, ...]:
        """Return it as a row of the index."""
        return part, self.start, self.size, self.mark, self.head, json.dumps(self.runs, separators=(",", ":"))


class Step:
    """A part of a file as it is now: a stretch that is as it was, or a span in the place of old stretches."""

    __slots__ = ("kept", "old", "start", "stop")

    def __init__(self, start: int, stop: int, old: Sequence[Chunk], *, kept: bool) -> None:
        self.start = start
        self.stop = stop
        self.old = old
        """The stretches that stood here."""
        self.kept = kept


def mark_text(raw: bytes, *, last: bool = False) -> bytes:
    """Return the hash of a text; the last stretch of claims is told apart, for no comma ends it."""
    import hashlib

    digest = hashlib.sha256(raw)
    if last:
        digest.update(b"]")
    return digest.digest()[:16]


def mark_part(file: BinaryIO, layout: Layout) -> bytes:
    """Return the hash of what the chunks of a file do not cover: its header, or of a free form everything."""
    return mark_file(file) if layout.form == FREE else mark_text(layout.header)


def mark_file(file: BinaryIO) -> bytes:
    """Return the hash of a whole file."""
    import hashlib

    file.seek(0)
    return hashlib.file_digest(cast("Any", file), "sha256").digest()[:16]


def survey(layout: Layout, old: Sequence[Chunk]) -> list[Step]:
    """Compare a file with the stretches that it had, in the order of the file."""
    steps: list[Step] = []
    at, place = layout.start, 0
    while place < len(old):
        chunk = old[place]
        if is_there(layout, chunk, at):
            steps.append(Step(at, at + chunk.size, [chunk], kept=True))
            at, place = at + chunk.size, place + 1
            continue
        stop, after = _resume(layout, old, place, at)
        steps.append(Step(at, stop, old[place:after], kept=False))
        at, place = stop, after
    if at < layout.end:
        steps.append(Step(at, layout.end, (), kept=False))
    return steps


def is_there(layout: Layout, chunk: Chunk, at: int) -> bool:
    """Tell whether a stretch stands at a place of a file as it was."""
    stop = at + chunk.size
    if at < layout.start or stop > layout.end:
        return False
    raw = read_at(layout.file, at, chunk.size)
    return len(raw) == chunk.size and mark_text(raw, last=stop >= layout.end) == chunk.mark


def _resume(layout: Layout, old: Sequence[Chunk], place: int, at: int) -> tuple[int, int]:
    """Find where the file is again as it was, after a stretch that is not there; and the stretch there."""
    near = old[place + 1 : place + 1 + _REACH]
    reach = sum(chunk.size for chunk in old[place : place + 1 + _REACH]) + _WINDOW
    # The line break before it belongs to the search: stretches begin where lines do.
    begin = max(layout.start - 1, at - 1)
    window = read_at(layout.file, begin, min(reach, layout.end - begin))
    for later, chunk in enumerate(near, place + 1):
        if (found := window.find(b"\n" + chunk.head)) >= 0:
            return begin + found + 1, later
    # What was put in or taken out is long: from the end backwards, all is as far from it as it was.
    shift = layout.end - (old[-1].start + old[-1].size)
    stop, after = layout.end, len(old)
    while after > place + 1:
        start = old[after - 1].start + shift
        if start < at or not is_there(layout, old[after - 1], start):
            break
        stop, after = start, after - 1
    return stop, after


def make_chunk(raw: bytes, start: int, runs: Runs, *, last: bool) -> Chunk:
    """Describe a stretch."""
    return Chunk(start, len(raw), mark_text(raw, last=last), raw[:_HEAD], runs)


def run_together(numbers: Sequence[int]) -> Runs:
    """Write numbers as runs of those that follow each other."""
    runs: Runs = []
    for number in numbers:
        if runs and runs[-1][0] + runs[-1][1] == number:
            runs[-1][1] += 1
        else:
            runs.append([number, 1])
    return runs
