"""Every fault of a store, one after another: what `talks check` prints."""

import sqlite3
from collections.abc import Iterator
from typing import BinaryIO

from talkscli.claims import Claim
from talkscli.errors import StoreError
from talkscli.store.building import find_revision_faults, twin_fault
from talkscli.store.digest import COLUMNS, Digester, warn_of
from talkscli.store.faults import Fault
from talkscli.store.layout import RECORDS, NotLinesError
from talkscli.store.reading import Progress, Reader
from talkscli.store.sources import open_parts


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
    broken = False
    for fault in reader.read_header():
        broken = True
        yield fault
    if broken and not reader.header.records:
        return
    connection = sqlite3.connect("", isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("CREATE TABLE claim (id TEXT PRIMARY KEY, who INTEGER) WITHOUT ROWID")
        connection.execute("BEGIN")
        yield from _check_claims(reader, connection)
    finally:
        connection.close()


def _check_claims(reader: Reader, connection: sqlite3.Connection) -> Iterator[Fault]:
    digester = Digester(reader.header)
    validate = Claim.__pydantic_validator__.validate_json
    revisions: list[tuple[str, str, int]] = []
    for part, block in reader.blocks():
        digester.file = part.name
        for element in block:
            digester.faults = []
            batch = digester.digest([element[1]])
            for fault in digester.faults:
                yield reader.place_fault(fault, part, [element])
                if fault.field == "json" and reader.layouts[reader.parts.index(part)].form != RECORDS:
                    return
            if not batch[0]:
                continue
            yield from warn_of(validate(element[1]), reader.header, part.name)
            try:
                connection.execute("INSERT INTO claim VALUES (?, ?)", (batch[0][0], batch[1][0]))
            except sqlite3.IntegrityError:
                yield twin_fault(part.name, batch[0][0])
            revisions += [(one, revised, who) for one, revised, who, _ in batch[COLUMNS.index("revisions")]]
    yield from find_revision_faults(connection, revisions, reader.parts[0].name)
