"""Every fault of a store, one after another: what `talks check` prints."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from talkscli.claims import Claim
from talkscli.errors import StoreError
from talkscli.files.faults import WARNING, Fault, shorten
from talkscli.files.layout import RECORDS, NotLinesError
from talkscli.files.store_files import open_parts
from talkscli.index.claim_rows import COLUMNS, Digester, warn_of
from talkscli.index.reading import Progress, Reader
from talkscli.store.building import Revision, find_revision_faults, twin_fault

_WHO, _FACT, _REVISIONS = map(COLUMNS.index, ("who", "fact", "revisions"))

_TABLE = "CREATE TABLE claim (id TEXT PRIMARY KEY, who INTEGER, fact INTEGER) WITHOUT ROWID"

_parse_json = Claim.__pydantic_validator__.validate_json


def check_store(
    path: str, *, stdin: BinaryIO | None = None, progress: Progress | None = None
) -> Iterator[Fault]:
    """Yield what is wrong with a store, in the order of the file; what only all claims show comes last.

    A file that cannot be opened is a fault too.
    """
    try:
        with open_parts(path, stdin) as parts:
            held: list[Fault] = []
            try:
                # Until the file has been read to its end, it may turn out not to be one claim a line.
                held.extend(_check_parts(Reader(parts, progress=progress)))
            except NotLinesError:
                held = []
                yield from _check_parts(Reader(parts, free=True, progress=progress))
            yield from held
    except StoreError as error:
        yield Fault(error.place, error.message, hint=error.hint)


def _check_parts(reader: Reader) -> Iterator[Fault]:
    yield from reader.read_header()
    if not reader.is_json:
        return
    connection = sqlite3.connect("", isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute(
            "CREATE TABLE claim (id TEXT PRIMARY KEY, who INTEGER, fact INTEGER) WITHOUT ROWID"
        )
        connection.execute("BEGIN")
        yield from _check_claims(reader, connection)
    finally:
        connection.close()


def _check_claims(reader: Reader, connection: sqlite3.Connection) -> Iterator[Fault]:
    digester = Digester(reader.header)
    revisions: list[Revision] = []
    for part, block in reader.blocks():
        digester.file = part.name
        for element in block:
            digester.faults = []
            numbers: tuple[int | None, int | None] = (None, None)
            # Against half a header, what claims name would seem to be missing.
            if reader.is_whole:
                batch = digester.digest([element[1]])
                claim = _parse_json(element[1]) if batch[0] else None
                if claim is not None:
                    numbers = batch[_WHO][0], batch[_FACT][0]
                    revisions += [tuple(revision[:4]) for revision in batch[_REVISIONS]]
            else:
                claim = digester.check_form(element[1])
            for fault in digester.faults:
                yield reader.place_fault(fault, part, [element])
                if fault.field == "json" and reader.layouts[reader.parts.index(part)].form != RECORDS:
                    return
            if claim is None:
                continue
            yield from warn_of(claim, reader.header, part.name)
            try:
                connection.execute("INSERT INTO claim VALUES (?, ?, ?)", (claim.id, *numbers))
            except sqlite3.IntegrityError:
                yield twin_fault(part.name, claim.id)
    name = reader.parts[0].name
    yield from find_revision_faults(connection, revisions, reader.header, name)
    yield from _warn_of_revisions(revisions, name)


def _warn_of_revisions(revisions: Sequence[Revision], file: str) -> Iterator[Fault]:
    """Find claims that revise what another revised already: both count, the earlier one not."""
    first: dict[str, str] = {}
    for one, revised, *_ in revisions:
        if (before := first.setdefault(revised, one)) != one:
            yield Fault(
                file,
                f"{shorten(revised)} is already revised by {shorten(before)}",
                record=f"claim {one}",
                field="revises",
                hint=f"revise {before!r} if it is corrected once more; else leave it: both count",
                level=WARNING,
            )
