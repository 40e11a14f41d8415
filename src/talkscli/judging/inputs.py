"""What is judged: stores, and tables as `talks export --as parquet` writes them, read claim by claim."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from pydantic import ValidationError

from talkscli.claims import HEADER_KINDS, MODELS, SCHEMA_VERSION, SECTIONS, Store
from talkscli.errors import StoreError
from talkscli.exports.parquet import check_parquet
from talkscli.exports.tables import CLAIMS, LIST, RECORDS
from talkscli.files.faults import Fault, raise_faults
from talkscli.files.layout import JSON_LINES, Block, MalformedError
from talkscli.files.store_files import Part, open_parts
from talkscli.index.header import Header, check_header, take_header
from talkscli.index.reading import Reader
from talkscli.judging.accounts import AccountReader, make_fault, write_claim
from talkscli.judging.tables import AccountRow, FaultRow
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.values.question import Stated

Progress = Callable[[int, int], object]
Read = tuple[AccountRow | None, list[FaultRow]]

NEEDED = ("id", "who", "fact", "document")
"""The columns that a table of claims has at least; what else is missing is as empty."""

LISTS = tuple(column.name for column in CLAIMS.columns if column.type == LIST)
BATCH = 4096
ENDING = ".parquet"


class Inputs:
    """Stores and tables whose claims are judged together, with one vocabulary."""

    def __init__(self, reader: Reader | None, tables: Sequence[str], progress: Progress | None) -> None:
        self._reader = reader
        self._tables = tables
        self._progress = progress
        self.header = reader.header if reader is not None else Header()
        """The vocabulary and the documents of all of them."""
        self.faults: list[Fault] = []
        """What is wrong with the vocabulary."""

    def read_header(self) -> None:
        """Read the vocabularies.

        Raises:
            StoreError: one is not valid, or two of them clash.
        """
        if self._reader is not None:
            self.faults += self._reader.read_header()
        for directory in self._tables:
            self.faults += take_header(self.header, read_vocabulary(directory), directory)
        if self._tables:
            self.faults += check_header(self.header, self._tables[0])
        if self.faults:
            raise_faults(self.faults[0], len(self.faults))

    def read(self) -> Iterator[Read]:
        """Yield the row of each claim, or what is wrong with it and where it stands."""
        accounts = AccountReader(self.header)
        if self._reader is not None:
            for part, layout in zip(self._reader.parts, self._reader.layouts, strict=True):
                yield from self._read_part(accounts, part, layout.blocks(), layout.form)
        naming = find_naming(self.header)
        for directory in self._tables:
            for file in list_tables(directory, CLAIMS.name):
                yield from _read_table(accounts, file, naming, self._progress)

    def _read_part(
        self, accounts: AccountReader, part: Part, blocks: Iterator[Block], form: str
    ) -> Iterator[Read]:
        number = 1 if form != JSON_LINES else 2
        done = 0
        try:
            for block in blocks:
                for offset, text in zip(block.offsets(), block.texts, strict=True):
                    row, faults = accounts.read(text)
                    if faults:
                        line = number + block.raw.count(b"\n", 0, offset - block.start)
                        faults = place_faults(faults, f"{part.name}:{line}")
                    yield row, faults
                number += block.raw.count(b"\n")
                done = block.stop
                if self._progress is not None:
                    self._progress(done, part.size)
        except MalformedError as error:
            rest = make_fault(b"", "", "", "what follows is no JSON", "mend it, and judge again")
            yield None, place_faults([rest], f"{part.name}, byte {error.offset}")


def place_faults(faults: list[FaultRow], place: str) -> list[FaultRow]:
    """Say where what is wrong stands."""
    return [fault._replace(place=place) for fault in faults]


def find_naming(header: Header) -> frozenset[str]:
    """Return the properties whose values name records: in a table of claims, several with commas."""
    kinds = header.subs["property"]
    return frozenset(one for one, kind in kinds.items() if type_named(kind).refers_to)


def list_stated(header: Header) -> "dict[str, Stated]":
    """Return what each property states of its answers."""
    return {
        one: {"unit": record.unit, "answers": record.answers, "tolerance": record.tolerance}
        for one, record in header.by_kind["property"].items()
    }


def is_table_directory(path: str) -> bool:
    """Tell whether a directory holds exported tables, not a store."""
    return Path(path).is_dir() and (Path(path) / CLAIMS.name).is_dir()


def list_tables(directory: str, name: str) -> list[str]:
    """List the files of one table: those of a directory of its name, or the file."""
    folder = Path(directory) / name
    if folder.is_dir():
        return sorted(str(file) for file in folder.iterdir() if file.suffix == ENDING)
    file = folder.with_suffix(ENDING)
    return [str(file)] if file.exists() else []


@contextmanager
def open_inputs(
    paths: Sequence[str], stdin: BinaryIO | None = None, progress: Progress | None = None
) -> Iterator[Inputs]:
    """Open stores and directories of tables, and read their vocabularies.

    Args:
        paths: Stores (JSON, JSON Lines, packed, directories, `-`), or directories of exported tables.
        stdin: What `-` reads.
        progress: Called with how much was read, and how much there is, of each.

    Raises:
        StoreError: one cannot be read, or its vocabulary is not valid.
        UsageError: a library is missing.
    """
    tables = [path for path in paths if is_table_directory(path)]
    if tables:
        check_parquet()
    with ExitStack() as stack:
        parts = [
            part
            for path in paths
            if path not in tables
            for part in stack.enter_context(open_parts(path, stdin))
        ]
        inputs = Inputs(Reader(parts) if parts else None, tables, progress)
        inputs.read_header()
        yield inputs


def read_vocabulary(directory: str) -> Store:
    """Read the vocabulary of exported tables.

    Raises:
        StoreError: a table is missing, or has what no vocabulary has.
    """
    sections: dict[str, list[dict[str, Any]]] = {}
    for kind in HEADER_KINDS:
        section = SECTIONS[kind]
        files = list_tables(directory, section)
        if not files:
            raise StoreError(
                f"the table {section} is missing",
                place=directory,
                hint="write the tables with talks export --as parquet",
            )
        fields = [name for name in RECORDS[kind].names if name in MODELS[kind].model_fields]
        sections[section] = [
            {name: row[name] for name in fields if row.get(name) not in (None, [])}
            for file in files
            for batch in _open_table(file).iter_batches()
            for row in batch.to_pylist()
        ]
    try:
        return Store.model_validate({"schema_version": SCHEMA_VERSION, "title": directory, **sections})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        section, number, *field = [*map(str, first["loc"]), "", ""]
        raise StoreError(
            f"{section}, row {number}, {'.'.join(filter(None, field))}: {first['msg']}",
            place=directory,
            hint="write the tables with talks export --as parquet",
        ) from error


def check_columns(names: Sequence[str], place: str) -> None:
    """Refuse a table of something else.

    Raises:
        StoreError: a column that every table of claims has is missing.
    """
    if missing := [name for name in NEEDED if name not in names]:
        raise StoreError(
            f"this is no table of claims: it has no column {missing[0]!r}",
            place=place,
            hint="write the tables with talks export --as parquet; docs/exporting.md lists the columns",
        )


def _open_table(file: str) -> Any:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        return ParquetFile(os.fspath(file))
    except (OSError, pa.ArrowException) as error:
        raise StoreError("this is no Parquet file", place=file, hint=str(error).split("\n")[0]) from error


def open_claims(file: str) -> Any:
    """Open a file of the table of claims.

    Raises:
        StoreError: it is none.
    """
    table = _open_table(file)
    check_columns(table.schema_arrow.names, file)
    return table


def _read_table(
    accounts: AccountReader, file: str, naming: frozenset[str], progress: Progress | None
) -> Iterator[Read]:
    table = open_claims(file)
    columns = [name for name in CLAIMS.names if name in table.schema_arrow.names]
    number = 0
    for batch in table.iter_batches(batch_size=BATCH, columns=columns):
        for cells in batch.to_pylist():
            number += 1
            row, faults = read_cells(accounts, cells, naming)
            yield row, place_faults(faults, f"{file}, row {number}")
        if progress is not None:
            progress(number, table.metadata.num_rows)


def read_cells(accounts: AccountReader, cells: Mapping[str, Any], naming: frozenset[str]) -> Read:
    """Read a row of a table of claims.

    Args:
        accounts: What reads claims.
        cells: The row by the names of its columns.
        naming: The properties whose values name records.
    """
    try:
        text = write_claim(cells, naming, LISTS)
    except (TypeError, ValueError) as error:
        shown = repr(dict(cells)).encode(errors="backslashreplace")
        return None, [make_fault(shown, "", "", f"the row is no claim: {error}", "give its columns as text")]
    return accounts.read(text)
