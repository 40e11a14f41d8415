"""A store's bytes in, its checked header and its claims' rows out, one block of the file at a time."""

# Paths are plain strings here: pathlib would cost start-up time.

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pydantic import ValidationError

from talkscli.claims import SCHEMA_VERSION, Store
from talkscli.files.faults import MOST_FAULTS, Fault, name_record, shorten
from talkscli.files.layout import (
    FREE,
    LINES,
    Element,
    Layout,
    NotLinesError,
    Stretch,
    find_layout,
    find_position,
    read_at,
)
from talkscli.files.model_errors import explain_errors, show_location
from talkscli.index.chunks import Chunk, make_chunk
from talkscli.index.claim_rows import Batch, Digester, find_repeated_key, pack_batch, unpack_batch
from talkscli.index.header import SECTIONS, Header, check_header, take_header
from talkscli.index.parallel import count_workers, spread

if TYPE_CHECKING:
    from talkscli.files.store_files import Part

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes there are."""

# A backslash that is itself escaped, a whole pair, half of one.
_SURROGATE = re.compile(
    r"(\\\\)|(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)

_MEND = "mend the JSON there: look for a comma, a bracket or a quotation mark"

_WIDE = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
"""The marks with which files in other encodings begin, the longer ones first."""

_MOST_RECORDS = 1 << 21
"""A header has at most so many objects and lists: each costs far more memory than its two brackets."""

_SMALL = 1 << 22

_DIAGNOSED = 1 << 24
"""Up to this size a file with broken JSON is read whole, to tell exactly where it breaks."""


class Portion:
    """Some claims of a file, read."""

    __slots__ = ("batch", "chunk", "faults", "part")

    def __init__(self, part: int, batch: Batch, faults: list[Fault], chunk: Chunk | None = None) -> None:
        self.part = part
        """Which of the store's files they are in, from 0."""
        self.batch = batch
        self.faults = faults
        self.chunk = chunk
        """Where in the file they are, unless its form has no lines to tell by."""


class Reader:
    """One pass over the files of a store."""

    def __init__(self, parts: "list[Part]", *, free: bool = False, progress: Progress | None = None) -> None:
        self.parts = parts
        self.layouts = [find_layout(part.file, part.name, free=free) for part in parts]
        self.header = Header()
        self.size = sum(part.size for part in parts)
        self.workers = count_workers() if self.size > _SMALL else 0
        """How many processes share the work; none for small stores."""
        self.is_json = True
        """Whether the files are JSON of this version, so that their claims can be told apart."""
        self.is_whole = True
        """Whether all of the header was read, so that claims can be held against it."""
        self._progress = progress
        self._done = 0

    def read_header(self) -> Iterator[Fault]:
        """Read the headers of all files into `header`, and yield what is wrong with them."""
        for part, layout in zip(self.parts, self.layouts, strict=True):
            yield from self._read_one(part, layout)
        if self.is_whole:
            yield from check_header(self.header, self.parts[0].name)

    def _read_one(self, part: "Part", layout: Layout) -> Iterator[Fault]:
        if (
            layout.header.count(b"{") + layout.header.count(b"[") > _MOST_RECORDS
            or layout.header.count(b",") > 2 * _MOST_RECORDS
        ):
            self.is_whole = self.is_json = False
            yield Fault(part.name, "it has far more actors, documents or the like than a store may have")
            return
        try:
            store = Store.model_validate_json(layout.header)
        except ValidationError as error:
            self.is_whole = False
            yield from self._explain_header(error, part, layout)
            return
        if twice := find_repeated_key(layout.header):
            # Of two lists of actors only the last is read, and claims may speak of those in the first.
            self.is_whole = False
            yield Fault(
                part.name, f"the field {shorten(twice)} stands twice in one object", hint="keep one of them"
            )
        yield from take_header(self.header, store, part.name)

    def _explain_header(self, error: ValidationError, part: "Part", layout: Layout) -> Iterator[Fault]:
        if error.error_count() > MOST_FAULTS:
            self.is_json = False
            yield Fault(part.name, f"{error.error_count():,} things in it are wrong", hint="this is no store")
            return
        kinds = {one["type"] for one in error.errors(include_url=False, include_input=False)}
        broken = "json_invalid" in kinds
        if broken and layout.form == LINES:
            raise NotLinesError
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
            yield diagnose_json(part, error.errors(include_url=False, include_input=False)[0]["msg"])
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

    def blocks(self) -> Iterator[tuple["Part", list[Element]]]:
        """Yield the claims' texts, some at a time."""
        for part, layout in zip(self.parts, self.layouts, strict=True):
            for block in layout.blocks():
                yield part, block
                if block:
                    self._tell(self._done + block[-1][0])
            self._done += part.size
            self._tell(self._done)

    def portions(self) -> Iterator["Portion"]:
        """Yield the claims' columns, some at a time, and the faults of those that are left out."""
        digester = Digester(self.header)
        for number, (part, layout) in enumerate(zip(self.parts, self.layouts, strict=True)):
            workers = self.workers if part.size > _SMALL else 0
            if layout.form == FREE:
                for block in layout.blocks():
                    yield self._digest(digester, number, block)
                    self._tell(self._done + (block[-1][0] if block else 0))
            elif not workers:
                for stretch in layout.stretches():
                    yield self.read_stretch(digester, number, stretch)
                    self._tell(self._done + stretch[1])
            else:
                yield from self._spread(digester, number, workers)
            self._done += part.size
            self._tell(self._done)

    def read_stretch(self, digester: Digester, number: int, stretch: Stretch) -> "Portion":
        """Read the claims of a stretch of one of the files."""
        layout = self.layouts[number]
        start, stop = stretch
        raw = read_at(self.parts[number].file, start, stop - start)
        portion = self._digest(digester, number, layout.cut(raw, start))
        portion.chunk = make_chunk(raw, start, [], last=stop >= layout.end)
        return portion

    def _spread(self, digester: Digester, number: int, workers: int) -> Iterator["Portion"]:
        part, layout = self.parts[number], self.layouts[number]
        stretches = layout.stretches()

        def work(stretch: Stretch) -> tuple[Batch, bytes, bytes] | None:
            digester.file, digester.faults = part.name, []
            start, stop = stretch
            raw = read_at(part.file, start, stop - start)
            batch = digester.digest(layout.cut_texts(raw, start))
            # Faults are no plain values: the parent finds them again, and they end the reading anyway.
            if digester.faults:
                return None
            chunk = make_chunk(raw, start, [], last=stop >= layout.end)
            return pack_batch(batch), chunk.mark, chunk.head

        for (start, stop), found in zip(stretches, spread(stretches, work, workers), strict=True):
            if found is None:
                yield self.read_stretch(digester, number, (start, stop))
            else:
                batch, mark, head = found
                yield Portion(number, unpack_batch(batch), [], Chunk(start, stop - start, mark, head, []))
            self._tell(self._done + stop)

    def _digest(self, digester: Digester, number: int, block: list[Element]) -> "Portion":
        part = self.parts[number]
        digester.file, digester.faults = part.name, []
        batch = digester.digest(text for _, text in block)
        return Portion(number, batch, [self.place_fault(fault, part, block) for fault in digester.faults])

    def place_fault(self, fault: Fault, part: "Part", block: list[Element]) -> Fault:
        """Turn broken JSON at a claim into a line and column of the file.

        Raises:
            NotLinesError: the file may be good JSON with a claim on several lines.
        """
        if fault.field != "json":
            return fault
        layout = self.layouts[self.parts.index(part)]
        if layout.form == LINES:
            raise NotLinesError
        if layout.form == FREE and part.size <= _DIAGNOSED:
            return diagnose_json(part, fault.hint)
        offset, text = block[int(fault.record)]
        problem, row, column = _split_message(fault.hint)
        line, before = find_position(part.file, offset)
        line, column = line + row - 1, column + (before - 1 if row == 1 else 0)
        del text
        return Fault(part.name, problem, line=line, column=column, hint=_MEND)

    def _tell(self, done: int) -> None:
        if self._progress is not None:
            self._progress(min(done, self.size), self.size)


def diagnose_json(part: "Part", message: str) -> Fault:
    """Say where and why a file is not JSON."""
    import json

    if part.size > _DIAGNOSED:
        problem, line, column = _split_message(message)
        return Fault(part.name, problem, line=line, column=column, hint=_MEND)
    part.file.seek(0)
    raw = part.file.read()
    if not raw.strip():
        return Fault(part.name, "the file is empty", hint="a store is a JSON object; see `talks schema`")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _find_position(raw, error.start)
        return Fault(
            part.name,
            next(
                (f"it is {kind}" for mark, kind in _WIDE.items() if raw.startswith(mark)),
                f"byte 0x{raw[error.start]:02x} is not UTF-8",
            ),
            line=line,
            column=column,
            hint="save the file as UTF-8",
        )
    try:
        # Numbers are not made: Python refuses those of very many digits.
        json.loads(text, parse_constant=_refuse_constant, parse_int=len, parse_float=len)
    except json.JSONDecodeError as error:
        problem = error.msg[:1].lower() + error.msg[1:]
        return Fault(
            part.name, f"this is not JSON: {problem}", line=error.lineno, column=error.colno, hint=_MEND
        )
    except RecursionError:
        return Fault(part.name, "objects or lists are nested too deep", hint="a store needs no such depth")
    except _ConstantError as error:
        at = text.find(str(error))
        return Fault(
            part.name,
            f"{error} is not JSON",
            line=text.count("\n", 0, at) + 1,
            column=at - text.rfind("\n", 0, at),
            hint="write a number or leave it out",
        )
    for found in _SURROGATE.finditer(text):
        if found[3]:
            at = found.start()
            return Fault(
                part.name,
                f"half of a surrogate pair stands alone: {found[3]}",
                line=text.count("\n", 0, at) + 1,
                column=at - text.rfind("\n", 0, at),
                hint="write the character itself, in UTF-8",
            )
    return Fault(part.name, _split_message(message)[0], hint=_MEND)


class _ConstantError(Exception):
    pass


class _FaultyError(Exception):
    pass


def _refuse_constant(name: str) -> None:
    raise _ConstantError(name)


def _split_message(message: str) -> tuple[str, int, int]:
    """Take pydantic's words on broken JSON apart: the problem, the line and the column."""
    found = re.fullmatch(r"(?:Invalid JSON: )?(.*?) at line (\d+) column (\d+)", message, re.DOTALL)
    if found is None:
        return message, 1, 1
    problem = found[1]
    if "recursion" in problem:
        problem = "objects or lists are nested too deep"
    else:
        problem = f"this is not JSON: {problem}"
    return problem, int(found[2]), max(1, int(found[3]))


def _find_position(raw: bytes, offset: int) -> tuple[int, int]:
    return raw.count(b"\n", 0, offset) + 1, offset - raw.rfind(b"\n", 0, offset)


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

    if len(location) < 2 or location[0] not in SECTIONS or not isinstance(location[1], int):
        return "", show_location(location)
    section, place = str(location[0]), location[1]
    try:
        one = json.loads(header)[section][place]["id"]
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        one = None
    record = name_record(SECTIONS[section][0], one) if isinstance(one, str) else f"{section}[{place}]"
    return record, show_location(location[2:])
