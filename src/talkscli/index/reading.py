"""The files of a store taken apart, and their headers read and checked."""

# Paths are plain strings here: pathlib would cost start-up time.

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from pydantic import ValidationError

from talkscli.claims import HEADER_KINDS, SCHEMA_VERSION, SECTIONS, Store
from talkscli.files import limits
from talkscli.files.faults import MOST_FAULTS, Fault, name_record, shorten
from talkscli.files.layout import JSON, Block, KnownHeader, Layout, find_layout
from talkscli.files.model_errors import explain_errors, show_location
from talkscli.files.positions import (
    CHOOSE,
    CONFLICT,
    MEND,
    UNMERGED,
    diagnose_json,
    find_position,
    split_message,
)
from talkscli.index.claim_faults import find_repeated_key
from talkscli.index.header import Header, check_header, take_header

if TYPE_CHECKING:
    from talkscli.files.store_files import Part

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes there are."""


class Reader:
    """One pass over the files of a store."""

    def __init__(
        self, parts: "list[Part]", known: Sequence[KnownHeader] = (), progress: Progress | None = None
    ) -> None:
        self.parts = parts
        self.header = Header()
        self.size = sum(part.size for part in parts)
        self.is_json = True
        """Whether the files are JSON of this version, so that their claims can be told apart."""
        self.is_whole = True
        """Whether all of the header was read, so that claims can be held against it."""
        self._progress = progress
        headers = known if len(known) == len(parts) else [None] * len(parts)
        self.layouts = [
            find_layout(part.file, part.name, header) for part, header in zip(parts, headers, strict=True)
        ]

    def read_header(self) -> Iterator[Fault]:
        """Read the headers of all files into `header`, and yield what is wrong with them."""
        for number, part in enumerate(self.parts):
            if self.layouts[number].known:
                self.layouts[number] = find_layout(part.file, part.name)
            yield from self._read_one(part, self.layouts[number])
        if self.is_whole:
            yield from check_header(self.header, self.parts[0].name)

    def blocks(self) -> Iterator[tuple[int, Block]]:
        """Yield all claims, some at a time, each with the number of its file."""
        for number, layout in enumerate(self.layouts):
            for block in layout.blocks():
                yield number, block
                self.report(number, block.stop)
        self.report(len(self.parts), 0)

    def report(self, number: int, offset: int) -> None:
        """Tell how far reading has come: to a place in one of the files."""
        if self._progress is not None:
            self._progress(sum(part.size for part in self.parts[:number]) + offset, self.size)

    def place_fault(self, fault: Fault, number: int, block: Block, texts: Sequence[bytes]) -> Fault:
        """Turn broken JSON in one of some claims of a block into a line and column of the file."""
        if fault.field != "json":
            return fault
        part = self.parts[number]
        if self.layouts[number].form == JSON and part.size <= limits.LARGEST_DIAGNOSED:
            return diagnose_json(part, fault.hint)
        offset = block.start + block.raw.index(texts[int(fault.record)])
        problem, row, column = split_message(fault.hint)
        line, before = find_position(part.file, offset)
        line, column = line + row - 1, column + (before - 1 if row == 1 else 0)
        if texts[int(fault.record)].startswith(CONFLICT.encode()):
            return Fault(part.name, UNMERGED, line=line, hint=CHOOSE)
        return Fault(part.name, problem, line=line, column=column, hint=MEND)

    def _read_one(self, part: "Part", layout: Layout) -> Iterator[Fault]:
        header = layout.header
        if (
            header.count(b"{") + header.count(b"[") > limits.MOST_RECORDS
            or header.count(b",") > 2 * limits.MOST_RECORDS
        ):
            self.is_whole = self.is_json = False
            yield Fault(part.name, "it has far more actors, documents or the like than a store may have")
            return
        try:
            store = Store.model_validate_json(header)
        except ValidationError as error:
            self.is_whole = False
            yield from self._explain(error, part, layout)
            return
        if twice := find_repeated_key(header, _count_fields(store)):
            # Of two lists of actors only the last is read, and claims may speak of those in the first.
            self.is_whole = False
            yield Fault(
                part.name, f"the field {shorten(twice)} stands twice in one object", hint="keep one of them"
            )
        yield from take_header(self.header, store, part.name)

    def _explain(self, error: ValidationError, part: "Part", layout: Layout) -> Iterator[Fault]:
        if error.error_count() > MOST_FAULTS:
            self.is_json = False
            yield Fault(part.name, f"{error.error_count():,} things in it are wrong", hint="this is no store")
            return
        first = error.errors(include_url=False, include_input=False)[0]
        broken = first["type"] == "json_invalid"
        if part.directory and b'"schema_version"' not in layout.header:
            self.is_json = False
            why = "not JSON" if broken else "without a schema_version"
            yield Fault(
                part.directory,
                f"this directory is not a store: {part.label} in it is {why}",
                hint="name a file, or a directory with nothing but stores in it",
            )
            return
        if broken:
            self.is_json = False
            yield diagnose_json(part, first["msg"], layout.broken)
            return
        version = _find_version(layout.header)
        if version is not None and version > SCHEMA_VERSION:
            self.is_json = False
            yield Fault(
                part.name,
                f"it was made for a later version of talks (schema_version {version}, here {SCHEMA_VERSION})",
                field="schema_version",
                hint="upgrade talks",
            )
            return
        for location, message, hint in explain_errors(error, Store):
            record, field = _name_record(location, layout.header)
            yield Fault(part.name, message, record=record, field=field, hint=hint)


def _count_fields(store: Store) -> int:
    records = (record for kind in HEADER_KINDS for record in getattr(store, SECTIONS[kind]))
    return len(store.model_fields_set) + sum(len(record.model_fields_set) for record in records)


def _find_version(header: bytes) -> int | None:
    import json

    try:
        version = json.loads(header).get("schema_version")
    except (ValueError, AttributeError, RecursionError):
        return None
    return version if isinstance(version, int) else None


def _name_record(location: tuple[str | int, ...], header: bytes) -> tuple[str, str]:
    """Name the record of a header that a location leads to, by its id where it has one."""
    import json

    kinds = {SECTIONS[kind]: kind for kind in HEADER_KINDS}
    if len(location) < 2 or location[0] not in kinds or not isinstance(location[1], int):
        return "", show_location(location)
    section, place = str(location[0]), location[1]
    try:
        one = json.loads(header)[section][place]["id"]
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        one = None
    record = name_record(kinds[section], one) if isinstance(one, str) else f"{section}[{place}]"
    return record, show_location(location[2:])
