"""Every fault of a store, one after another: what `talks check` prints."""

import sqlite3
from collections.abc import Iterator
from typing import BinaryIO

from talkscli.errors import StoreError
from talkscli.files.faults import WARNING, Fault, shorten
from talkscli.files.layout import JSON_LINES
from talkscli.files.store_files import open_parts
from talkscli.index.answers_check import AnswersCheck
from talkscli.index.claim_faults import parse_claim, warn_of
from talkscli.index.claim_rows import ClaimReader
from talkscli.index.reading import Progress, Reader
from talkscli.index.revisions import find_faults
from talkscli.index.update import twin_fault


def check_store(
    path: str, *, stdin: BinaryIO | None = None, progress: Progress | None = None
) -> Iterator[Fault]:
    """Yield what is wrong with a store, in the order of the file; what only all claims show comes last.

    A file that cannot be opened is a fault too.
    """
    try:
        with open_parts(path, stdin) as parts:
            yield from _check_parts(Reader(parts, progress=progress))
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
    claims = ClaimReader(reader.header)
    checker, answers = claims.checker, AnswersCheck(reader.header)
    revised: dict[str, str] = {}
    for number, block in reader.blocks():
        checker.file = reader.parts[number].name
        for text in block.texts:
            checker.faults = []
            numbers: tuple[int | None, int | None] = (None, None)
            # Against half a header, what claims name would seem to be missing.
            if reader.is_whole:
                rows = claims.read([text])
                claim = parse_claim(text) if rows.claims else None
                if claim is not None:
                    numbers = rows.claims[0][2], rows.claims[0][4]
                    revised.update(rows.revisions)
            else:
                claim = checker.check_form(text)
            for fault in checker.faults:
                yield reader.place_fault(fault, number, block, [text])
                if fault.field == "json" and reader.layouts[number].form != JSON_LINES:
                    return
            if claim is None:
                continue
            yield from warn_of(claim, reader.header, checker.file)
            if reader.is_whole:
                answers.take(claim)
            try:
                connection.execute("INSERT INTO claim VALUES (?, ?, ?)", (claim.id, *numbers))
            except sqlite3.IntegrityError:
                yield twin_fault(checker.file, claim.id)
    name = reader.parts[0].name
    yield from answers.find_faults(name)
    yield from find_faults(connection, revised, reader.header, name, revised.get)
    yield from _warn_of_revisions(revised, name)


def _warn_of_revisions(revised: dict[str, str], file: str) -> Iterator[Fault]:
    """Find claims that revise what another revised already: both count, the earlier one not."""
    first: dict[str, str] = {}
    for claim, earlier in revised.items():
        if (before := first.setdefault(earlier, claim)) != claim:
            yield Fault(
                file,
                f"{shorten(earlier)} is already revised by {shorten(before)}",
                record=f"claim {claim}",
                field="revises",
                hint=f"revise {before!r} if it is corrected once more; else leave it: both count",
                level=WARNING,
            )
