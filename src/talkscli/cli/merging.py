"""Joining stores: the others read, the one changed under its lock, the report made."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from talkscli.cli.changing import refresh
from talkscli.cli.run import STDIN, Run

if TYPE_CHECKING:
    from talkscli.claims import Claim, Record
    from talkscli.desk.changes import Changes
    from talkscli.desk.compared_stores import OtherStore
    from talkscli.desk.merging import Mergeable, Merger
    from talkscli.desk.work_tables import Scratch
    from talkscli.reports.table import Report

NOT_WRITTEN = 5


class NothingYet:
    """A store that is still to be made."""

    def records(self, kind: str) -> "Mapping[str, Record]":
        """Return nothing."""
        del kind
        return {}

    def every_claim(self) -> "Iterable[Claim]":
        """Yield nothing."""
        return ()


def merge_stores(
    run: Run,
    others: Sequence[str],
    *,
    output: str | None,
    equal: Mapping[str, str],
    policy: str,
    problems: bool,
    dry_run: bool,
) -> "Report":
    """Join stores, write what came of it if nothing clashes, and report."""
    from talkscli.cli.changing import find_target
    from talkscli.desk.merging import Merger, read_claims
    from talkscli.desk.work_tables import Scratch
    from talkscli.reports.imports import report_merge

    target = output if output is not None else find_target(run, run.shared.store)
    scratch = run.keep(Scratch())
    mergers: list[Merger] = []

    titles: list[tuple[str, str | None]] = []

    def decide(snapshot: "Mergeable") -> "Changes":
        from talkscli.desk.changes import Changes

        merger = Merger(snapshot, scratch, policy=policy, equal=equal)
        mergers.append(merger)
        for path in others:
            with open_other(run, path) as other:
                titles.append((other.title, other.description))
                scratch.turn()
                merger.bring(other, path)
        if merger.clashes:
            return Changes()
        return Changes(
            list(merger.added.values()),
            claims=read_claims(scratch.held(), scratch),
            replaced=list(merger.replaced.values()),
        )

    if output is None:
        from talkscli.desk.transaction import change_store, preview_change

        check_others(run, others)
        (preview_change if dry_run else change_store)(target, decide)
        if not dry_run:
            refresh(run, target)
    else:
        check_others(run, others)
        changes = decide(NothingYet())
        if not changes.is_empty and not dry_run:
            write_new(output, *titles[0], changes)
    merger = mergers[-1]
    note_merge(run, merger, scratch, dry_run=dry_run)
    return report_merge(scratch.told, scratch.counts, problems=problems, limit=run.shared.limit)


def check_others(run: Run, others: Sequence[str]) -> None:
    """Refuse stores that are not valid before the one to change is locked."""
    from talkscli.queries.opening import open_archive

    for path in others:
        if path != STDIN:
            open_archive(path, environ=run.environ, progress=run.progress(), remark=run.say_once).close()


def write_new(path: str, title: str, description: str | None, changes: "Changes") -> None:
    """Make a new store; if anything stands against it, there is none afterwards."""
    from talkscli.claims import Store
    from talkscli.desk.transaction import change_store
    from talkscli.files.new_store import create_store

    create_store(path, Store(schema_version=1, title=title, description=description))
    try:
        change_store(path, lambda _: changes)
    except BaseException:
        os.unlink(path)  # noqa: PTH108
        raise


@contextmanager
def open_other(run: Run, path: str) -> "Iterator[OtherStore]":
    """Open a store that is to be joined."""
    from talkscli.desk.compared_stores import OtherStore
    from talkscli.files.store_files import open_parts

    if path == STDIN:
        run.claim_stdin("a store to merge")
    with open_parts(path, run.stdin) as parts:
        yield OtherStore(parts)


def note_merge(run: Run, merger: "Merger", scratch: "Scratch", *, dry_run: bool) -> None:
    """Say in one line what was done."""
    from talkscli.reports.telling import count_words

    if merger.clashes:
        run.status = NOT_WRITTEN
        run.streams.note(
            f"nothing was written: {count_words(merger.clashes, 'clash', 'clashes')}; "
            "--on-clash keep or rename settles them, --map says which ids are one"
        )
        return
    counts = scratch.counts
    words = [f"{number:,} {outcome}" for outcome, number in sorted(counts.items())]
    run.streams.note(f"{'would merge' if dry_run else 'merged'}: {', '.join(words) or 'nothing'}")
