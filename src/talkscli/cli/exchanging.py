"""Bringing claims into a store from elsewhere: the file read, the store changed, the report made."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

from talkscli.cli.changing import refresh
from talkscli.cli.run import STDIN, Run
from talkscli.errors import UsageError

if TYPE_CHECKING:
    from talkscli.claims import Claim
    from talkscli.cli.progress import Progress
    from talkscli.desk.changes import Changes, Snapshot
    from talkscli.desk.importing import Importer
    from talkscli.desk.mapping import RowMapping
    from talkscli.desk.rows import Row
    from talkscli.desk.work_tables import Scratch
    from talkscli.reports.table import Report

NOT_WRITTEN = 5
_IN_MEMORY = 1 << 24


def check_choices(given: Iterable[str], valid: Sequence[str], place: str, what: str) -> None:
    """Refuse a word that is not among the valid ones."""
    for one in given:
        if one not in valid:
            from talkscli.output.request import suggest

            raise UsageError(
                f"no {what} {one!r}; there are: {', '.join(valid)}", place=place, hint=suggest(one, valid)
            )


def import_file(
    run: Run,
    path: str,
    file: str,
    mapping: "RowMapping",
    *,
    kind: str | None,
    create: frozenset[str],
    actor_kind: str,
    accept_near: bool,
    skip_bad: bool,
    problems: bool,
    dry_run: bool,
) -> "Report":
    """Read rows, decide on each, write what is good if all are, and report."""
    from talkscli.desk.cells import content_of_row
    from talkscli.desk.importing import HELD, REFUSED, TAKEN, Importer
    from talkscli.desk.work_tables import Scratch
    from talkscli.queries.filters import ClaimFilter
    from talkscli.reports.imports import report_import

    scratch = run.keep(Scratch())
    importer = Importer(
        run.archive, mapping, scratch, create=create, accept_near=accept_near, actor_kind=actor_kind
    )
    scratch.know((row["id"], content_of_row(row)) for row in run.archive.claims(ClaimFilter()))
    with open_table(run, file) as table:
        table.settle(kind, mapping)
        if "properties" in create:
            importer.survey(table.rows())
        importer.run(table.rows())
    refused = scratch.counts.get(REFUSED, 0)
    held = bool(refused) and not skip_bad
    if not held and scratch.counts.get(TAKEN):
        write_import(run, path, importer, scratch, dry_run=dry_run)
    note_import(run, importer, scratch, held=held, dry_run=dry_run)
    if held:
        run.status = NOT_WRITTEN
        scratch.counts[HELD] = scratch.counts.pop(TAKEN, 0)

    def rows() -> Iterator[tuple[int, str, str | None, str | None, str]]:
        for line, state, one, fact, reason in scratch.rows():
            yield line, HELD if held and state == TAKEN else state, one, fact, reason

    counts = {state: number for state, number in scratch.counts.items() if number}
    return report_import(rows, counts, problems=problems, limit=run.shared.limit)


def write_import(run: Run, path: str, importer: "Importer", scratch: "Scratch", *, dry_run: bool) -> None:
    """Bring the claims of the rows taken, and what they need, into the store."""
    from talkscli.claims import Claim
    from talkscli.desk.changes import Changes
    from talkscli.desk.importing import TAKEN
    from talkscli.desk.transaction import change_store, preview_change

    def claims() -> "Iterator[Claim]":
        what = "checking the claims" if dry_run else "writing the store"
        texts = run.watch(scratch.texts(), scratch.counts[TAKEN], what)
        return map(Claim.model_validate_json, texts)

    def change(snapshot: "Snapshot") -> "Changes":
        del snapshot
        return Changes(list(importer.finder.added.values()), claims=claims())

    (preview_change if dry_run else change_store)(path, change)
    if not dry_run:
        refresh(run, path)


def note_import(run: Run, importer: "Importer", scratch: "Scratch", *, held: bool, dry_run: bool) -> None:
    """Say in one line what was done."""
    from talkscli.desk.importing import ALREADY, REFUSED, TAKEN
    from talkscli.reports.telling import count_words

    counts = scratch.counts
    taken, refused, already = (counts.get(state, 0) for state in (TAKEN, REFUSED, ALREADY))
    if held:
        run.streams.note(
            f"nothing was written: {count_words(refused, 'row')} refused; mend the rows, or give --skip-bad"
        )
        return
    new: dict[str, int] = {}
    for kind, _ in importer.finder.added:
        new[kind] = new.get(kind, 0) + 1
    parts = [f"{count_words(taken, 'claim')} {'would come in' if dry_run else 'came in'}"]
    parts += [f"{count_words(number, 'new ' + kind, f'new {kind}s')}" for kind, number in new.items()]
    parts += [f"{already:,} already there"] if already else []
    parts += [f"{count_words(refused, 'row')} refused"] if refused else []
    run.streams.note(", ".join(parts).replace("propertys", "properties"))


class Table:
    """A file of rows that can be read twice."""

    def __init__(
        self, file: TextIO, raw: BinaryIO, name: str, size: int, progress: "Progress | None"
    ) -> None:
        self.file = file
        self.name = name
        self._raw = raw
        self._size = size
        self._progress = progress
        self._kind = "csv"

    def settle(self, kind: str | None, mapping: "RowMapping") -> None:
        """Find the format, and check that the columns mapped are there."""
        from talkscli.desk.rows import guess_format

        self._kind = kind or guess_format(self.name, self._read(4096))
        first = next((cells for _, cells, _ in self.rows() if cells is not None), None)
        if first is not None and self._kind in {"csv", "tsv"}:
            mapping.check_columns(list(first))

    def rows(self) -> "Iterator[Row]":
        """Yield the rows from the first on; places in messages get the file's name."""
        from talkscli.desk.rows import read_rows
        from talkscli.output.cells import unescape_cell

        self.file.seek(0)
        try:
            for count, row in enumerate(read_rows(self.file, self._kind, unescape_cell)):
                if self._progress is not None and count % 1000 == 0:
                    self._progress(self._raw.tell(), self._size)
                yield row
        except UnicodeDecodeError as error:
            raise UsageError(
                f"byte 0x{error.object[error.start]:02x} is not UTF-8",
                place=self.name,
                hint="save it as UTF-8",
            ) from error
        except UsageError as error:
            place = f"{self.name}: {error.place}" if error.place else self.name
            raise UsageError(error.message, place=place, hint=error.hint) from error
        finally:
            if self._progress is not None:
                self._progress.clear()

    def _read(self, size: int) -> str:
        self.file.seek(0)
        try:
            return self.file.read(size)
        except UnicodeDecodeError as error:
            raise UsageError(
                f"byte 0x{error.object[error.start]:02x} is not UTF-8",
                place=self.name,
                hint="save it as UTF-8",
            ) from error


@contextmanager
def open_table(run: Run, path: str) -> Iterator[Table]:
    """Open a file of rows; what comes through a pipe is kept, so that it can be read twice."""
    import io

    raw = _open_raw(run, path)
    try:
        size = raw.seek(0, os.SEEK_END)
        raw.seek(0)
        text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        progress = run.progress("reading the rows")
        yield Table(text, raw, "standard input" if path == STDIN else path, size, progress)
    finally:
        raw.close()


def _open_raw(run: Run, path: str) -> BinaryIO:
    import shutil
    import tempfile

    if path == STDIN:
        source = run.open_stdin("the rows")
    else:
        try:
            source = open(path, "rb")  # noqa: PTH123, SIM115 - the caller closes it
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "this cannot be the name of a file"
            raise UsageError(f"cannot be read: {reason}", place=path, hint="name another file") from error
        if source.seekable():
            return source
    kept = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    shutil.copyfileobj(source, kept, 1 << 20)
    kept.seek(0)
    return cast("BinaryIO", kept)
