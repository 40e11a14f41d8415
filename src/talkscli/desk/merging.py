"""Other stores joined to one: the same is recognised, what clashes is told, nothing is dropped unsaid."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from talkscli.claims import Store
from talkscli.desk.changes import Changes
from talkscli.desk.merge_table import MergeTable
from talkscli.desk.merger import KEEP, REFUSE, RENAME, Merger
from talkscli.desk.other_store import OtherStore
from talkscli.desk.transaction import WAIT, change_store
from talkscli.errors import UsageError
from talkscli.files.new_store import create_store
from talkscli.files.store_files import STANDARD_INPUT, open_parts
from talkscli.queries.opening import open_archive

if TYPE_CHECKING:
    from talkscli.desk.merge_table import MergeRow
    from talkscli.desk.store_view import StoreView
    from talkscli.index.reading import Progress

POLICIES = (REFUSE, KEEP, RENAME)
"""What to do where one id means two things: write nothing, keep ours, or give theirs another id."""


class MergeResult:
    """What became of each record of the stores that were joined.

    Attributes:
        is_dry_run: Whether nothing was to be written.
        clashes: How many ids mean two things; where there are any, nothing was written.
    """

    def __init__(self, table: MergeTable, *, is_dry_run: bool) -> None:
        self._table = table
        self.is_dry_run = is_dry_run
        self.clashes = 0

    def close(self) -> None:
        """Forget the rows."""
        self._table.close()

    @property
    def counts(self) -> dict[str, int]:
        """Return how many records there are of each outcome."""
        return self._table.counts

    def rows(self) -> "Iterator[MergeRow]":
        """Yield what became of each record."""
        return self._table.rows()


def merge_stores(
    path: str,
    others: Sequence[str],
    *,
    is_new: bool = False,
    equal: Mapping[str, str] | None = None,
    policy: str = REFUSE,
    dry_run: bool = False,
    wait: float = WAIT,
    environ: Mapping[str, str] = os.environ,
    stdin: BinaryIO | None = None,
    progress: "Progress | None" = None,
) -> MergeResult:
    """Join other stores to one.

    Args:
        path: The store that is written.
        others: The stores to join, in their order; `-` is standard input.
        is_new: Whether to make a new store of the others, where there is none yet.
        equal: Ids of theirs, and the ids of ours that mean the same.
        policy: What to do where one id means two things: one of `POLICIES`.
        dry_run: Whether to check and report only.
        wait: How many seconds to wait for another writer.
        environ: Where the cache of indexes is named.
        stdin: What `-` reads; the process's own standard input if None.
        progress: Called with the bytes read and all bytes while a store is indexed.

    Returns:
        What became of each record.

    Raises:
        UsageError: an id in `equal` is nobody's.
        StoreError: a store cannot be read, or is not valid.
        StoreWriteError: the store could not be written, and is unchanged.
    """
    # Stores that are not valid are refused before the one to change is locked.
    for other in others:
        if other != STANDARD_INPUT:
            open_archive(other, environ=environ, progress=progress).close()
    table = MergeTable()
    merger = Merger(table, policy=policy, equal=equal)
    titles: list[tuple[str, str | None]] = []

    def join() -> Changes:
        for other in others:
            with open_parts(other, stdin) as parts:
                store = OtherStore(parts)
                titles.append((store.title, store.description))
                merger.bring(store, other)
        if merger.unmet:
            theirs = min(merger.unmet)
            raise UsageError(
                f"no record is {theirs!r} there and {merger.equal[theirs]!r} here",
                place="--map",
                hint="write the id of theirs, then that of ours",
            )
        if merger.clashes:
            return Changes()
        replaced = [*merger.replaced.values(), *table.wider()]
        return Changes(merger.added.values(), claims=table.claims(), replaced=replaced)

    def change(view: "StoreView") -> Changes:
        merger.begin(OtherStore([view.text.part]))
        return join()

    try:
        if not is_new:
            change_store(path, change, dry_run=dry_run, wait=wait, environ=environ).close()
        else:
            changes = join()
            if not merger.clashes and not dry_run:
                _write_new(path, titles[0], changes, environ)
    except BaseException:
        table.close()
        raise
    result = MergeResult(table, is_dry_run=dry_run)
    result.clashes = merger.clashes
    return result


def _write_new(
    path: str, title: tuple[str, str | None], changes: Changes, environ: Mapping[str, str]
) -> None:
    """Make a new store; if anything stands against it, there is none afterwards."""
    create_store(path, Store(schema_version=1, title=title[0], description=title[1]))
    try:
        change_store(path, lambda _: changes, environ=environ).close()
    except BaseException:
        os.unlink(path)  # noqa: PTH108
        raise
