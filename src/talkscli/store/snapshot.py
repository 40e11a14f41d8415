"""A store as it stands under a writer's lock: its header read, its claims looked up without holding them."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from talkscli.claims import Claim
from talkscli.editing.outline import Outline
from talkscli.editing.splices import Splice, found_list, new_style, write_list
from talkscli.editing.style import Style
from talkscli.errors import StoreError
from talkscli.store.faults import raise_faults
from talkscli.store.layout import BLOCK, FREE, LINES, RECORDS, Element, Layout, NotLinesError, split_lines
from talkscli.store.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from talkscli.claims import Record
    from talkscli.store.header import Header
    from talkscli.store.sources import Part

    Wanted = Callable[[bytes], bool]
    ClaimWriter = Callable[[Style], Iterable[bytes]]

FEW = 32
"""Up to so many words are looked for one by one; more, by reading every id."""

_ID = re.compile(rb'"id"[ \t\r\n]*:[ \t\r\n]*"([^"]*)"')
_ABOUT = re.compile(rb'"about"[ \t\r\n]*:[ \t\r\n]*"([^"]*)"')
RECORDS_NAMED = re.compile(r"\.(?:jsonl|ndjson)(?:\.gz|\.zst)?$")
_SPACE = b" \t\r\n"


class StoreSnapshot:
    """One file of claims; implements `editing.changes.Snapshot`."""

    def __init__(self, part: "Part") -> None:
        self.part = part
        self.reader: Reader
        self.layout: Layout
        self.header: Header
        self._claims: dict[str, Claim | None] = {}
        self._facts: dict[str, list[Claim]] = {}
        self._spots: dict[str, tuple[int, int]] = {}
        try:
            self._read(free=False)
            self._check_form()
        except NotLinesError:
            self._read(free=True)

    @property
    def title(self) -> str:
        """Return the store's title."""
        return self.header.title

    def records(self, kind: str) -> "Mapping[str, Record]":
        """Return the actors, places, events, properties, terms or documents, by id."""
        return self.header.by_kind[kind]

    def find_claims(self, ids: Collection[str]) -> Mapping[str, Claim]:
        """Return those of the claims that are there, by id."""
        self.look(ids, ())
        return {one: claim for one in ids if (claim := self._claims.get(one)) is not None}

    def find_facts(self, keys: Collection[str]) -> Mapping[str, list[Claim]]:
        """Return the claims of each fact."""
        self.look((), keys)
        return {key: self._facts[key] for key in keys}

    def every_claim(self) -> Iterable[Claim]:
        """Read all claims, one after the other."""
        for block in self._blocks():
            for _, text in block:
                yield self._parse(text)

    def look(self, ids: Collection[str], facts: Collection[str]) -> None:
        """Look up claims and facts in one pass over the file; what is known already is not sought again."""
        wanted = {one for one in ids if one not in self._claims}
        keys = {one for one in facts if one not in self._facts}
        if not wanted and not keys:
            return
        try:
            self._collect(wanted, keys)
        except NotLinesError:
            self._read(free=True)
            self._collect(wanted, keys)

    def find_taken(self, ids: Collection[str]) -> str | None:
        """Return one of the ids that a claim has, or None."""
        unknown = {one for one in ids if one not in self._claims}
        taken = next((one for one in ids if self._claims.get(one) is not None), None)
        if taken is not None or not unknown:
            return taken
        if len(unknown) <= FEW:
            self.look(unknown, ())
            return next((one for one in unknown if self._claims[one] is not None), None)
        wanted = {one.encode() for one in unknown}
        for raw in self._raw_blocks():
            if not wanted.isdisjoint(found := _ID.findall(raw)):
                return str(next(one for one in found if one in wanted), "ascii")
        return None

    def plan_claim(self, claim: Claim) -> Splice:
        """Plan that a claim takes the place of the one with its id."""
        self.look([claim.id], ())
        start, stop = self._spots[claim.id]
        file = self.part.file
        file.seek(max(0, start - 256))
        lead = file.read(start - max(0, start - 256))
        space = lead[len(lead.rstrip(_SPACE)) :]
        file.seek(start)
        style = Style() if self.layout.form == RECORDS else Style.of(space, file.read(stop - start))
        return Splice(start, stop, [style.write(claim)])

    def plan_end(self) -> tuple[int, int, Style, str]:
        """Find where further claims go: a span, their style, and what is there already."""
        layout, offset = self.layout, self.offset
        if layout.form == RECORDS:
            at = self._find_last(0, self.part.size)
            return at, at, Style(b"\n"), "records"
        if layout.form == LINES:
            at = self._find_last(layout.start, layout.end)
            if at > layout.start:
                self.part.file.seek(layout.start)
                first = self.part.file.readline()
                indent = first[: len(first) - len(first.lstrip(b" \t"))]
                newline = b"\r\n" if first.endswith(b"\r\n") else b"\n"
                return at, at, Style(newline + indent), "some"
            return layout.start, layout.start, new_style(self.outline), "no line"
        last: Element | None = None
        count = 0
        for block in layout.blocks():
            last = block[-1] if block else last
            count += len(block)
        if last is not None:
            place, text = last
            space = self._read_space(place)
            tight = b'": ' not in text
            if count == 1 and not space and not tight:
                space = b" "
            return place + len(text), place + len(text), Style.of(space, text), "some"
        if "claims" in self.outline.lists:
            tail = self.part.size - (len(layout.header) - layout.tail)
            return offset + layout.tail, tail, new_style(self.outline), "none"
        return 0, 0, new_style(self.outline), "no list"

    def plan_claims(self, written: "ClaimWriter") -> Splice:
        """Plan that further claims come after the last one."""
        start, stop, style, there = self.plan_end()
        elements = written(style)
        if there == "records":
            return Splice(start, stop, (b"\n" + one for one in elements))
        if there == "some":
            return Splice(start, stop, (b"," + style.before + one for one in elements))
        if there == "none":
            return Splice(start, stop, write_list(style, elements))
        if there == "no line":
            return Splice(start, stop, _fill_lines(style, elements))
        splice = found_list(self.layout.header, "claims", elements)
        at = self.to_file(splice.start)
        return Splice(at, at, splice.pieces)

    @property
    def outline(self) -> Outline:
        """Return the outline of the header's text."""
        return Outline(self.layout.header)

    @property
    def offset(self) -> int:
        """Return where the text begins: after a byte order mark, if there is one."""
        self.part.file.seek(0)
        return 3 if self.part.file.read(3) == b"\xef\xbb\xbf" else 0

    def to_file(self, at: int) -> int:
        """Turn a place in the header's text into one in the file."""
        layout = self.layout
        if at <= layout.tail:
            return self.offset + at
        return self.part.size - (len(layout.header) - at)

    def _read(self, *, free: bool) -> None:
        reader = Reader([self.part], free=free)
        faults = list(reader.read_header())
        if faults:
            raise_faults(faults[0], len(faults))
        self.reader, self.layout, self.header = reader, reader.layouts[0], reader.header
        if self.layout.form != RECORDS and RECORDS_NAMED.search(self.part.name):
            self._expect_records()

    def _expect_records(self) -> None:
        """Take a header alone in a file of JSON Lines for what it is."""
        found = self.layout
        if "claims" not in Outline(found.header).lists:
            self.layout = Layout(
                found.file, RECORDS, found.header, self.part.size, self.part.size, len(found.header)
            )

    def _check_form(self) -> None:
        """Look at the first and the last claim of a file that seems to have one a line.

        Raises:
            NotLinesError: they are not whole.
        """
        layout = self.layout
        if layout.form == FREE:
            return
        file = self.part.file
        file.seek(layout.start)
        first = b""
        while file.tell() < layout.end and not first:
            first = file.readline(BLOCK).strip()
        if first and not (first.startswith(b"{") and first.rstrip(b",").endswith(b"}")):
            raise NotLinesError
        stop = self._find_last(layout.start, layout.end)
        file.seek(max(layout.start, stop - BLOCK))
        last = file.read(stop - max(layout.start, stop - BLOCK))
        last = last[last.rfind(b"\n") + 1 :].strip()
        if last and not (last.startswith(b"{") and last.endswith(b"}")):
            raise NotLinesError

    def _collect(self, wanted: set[str], keys: set[str]) -> None:
        found: dict[str, tuple[Claim, int, int]] = {}
        facts: dict[str, list[Claim]] = {key: [] for key in keys}
        for place, text in self._hits(wanted, keys):
            fields = self._parse_json(text)
            what = fields.get("what") or {}
            key = f"{what.get('about')}.{what.get('property')}"
            if fields.get("id") not in wanted and key not in keys:
                continue
            claim = self._parse(text)
            start = place
            if self.layout.form != FREE:
                self.part.file.seek(place)
                line = self.part.file.read(256)
                start += len(line) - len(line.lstrip(_SPACE))
            found[claim.id] = (claim, start, start + len(text))
            if key in keys:
                facts[key].append(claim)
        for one, (claim, start, stop) in found.items():
            self._claims[one] = claim
            self._spots[one] = (start, stop)
        for one in wanted - found.keys():
            self._claims[one] = None
        self._facts.update(facts)

    def _hits(self, ids: set[str], keys: set[str]) -> Iterator[Element]:
        """Yield the claims that may be wanted."""
        words = {f'"{one}"'.encode() for one in ids} | {f'"{key.partition(".")[0]}"'.encode() for key in keys}
        few = len(words) <= FEW
        bare = set() if few else {word[1:-1] for word in words}
        for block in self._blocks(lambda raw: _may_hold(raw, words, bare)):
            for place, text in block:
                if not few or any(word in text for word in words):
                    yield place, text

    def _blocks(self, wanted: "Wanted | None" = None) -> Iterator[list[Element]]:
        layout = self.layout
        if layout.form == FREE:
            yield from layout.blocks()
            return
        at = layout.start
        for raw in self._raw_blocks():
            if wanted is None or wanted(raw):
                last = at + len(raw) >= layout.end
                block = split_lines(raw, at, commas=layout.form == LINES, last=last)
                if any(text[:1] != b"{" or text[-1:] != b"}" for _, text in block):
                    raise NotLinesError
                yield block
            at += len(raw)

    def _raw_blocks(self) -> Iterator[bytes]:
        """Yield the text of the claims in pieces that cut none of them in two."""
        layout, file = self.layout, self.part.file
        if layout.form == FREE:
            for block in layout.blocks():
                yield b",".join(text for _, text in block)
            return
        at = layout.start
        while at < layout.end:
            file.seek(at)
            raw = file.read(min(BLOCK, layout.end - at))
            if at + len(raw) < layout.end:
                raw += file.readline()
            if not raw:
                return
            yield raw
            at += len(raw)

    def _parse_json(self, text: bytes) -> dict[str, Any]:
        try:
            fields = json.loads(text)
        except (ValueError, RecursionError) as error:
            if self.layout.form == LINES:
                raise NotLinesError from error
            raise self._invalid() from error
        if not isinstance(fields, dict):
            raise self._invalid()
        return fields

    def _parse(self, text: bytes) -> Claim:
        try:
            return Claim.model_validate_json(text)
        except ValidationError as error:
            if self.layout.form == LINES and error.errors()[0]["type"] == "json_invalid":
                raise NotLinesError from error
            raise self._invalid() from error

    def _invalid(self) -> StoreError:
        return StoreError(
            "a claim in it is not valid", place=self.part.name, hint="`talks check` lists the faults"
        )

    def _find_last(self, start: int, end: int) -> int:
        """Return the place after the last byte of a span that is no white space."""
        while end > start:
            begin = max(start, end - 4096)
            self.part.file.seek(begin)
            text = self.part.file.read(end - begin).rstrip(_SPACE)
            if text:
                return begin + len(text)
            end = begin
        return start

    def _read_space(self, place: int) -> bytes:
        begin = max(0, place - 4096)
        self.part.file.seek(begin)
        lead = self.part.file.read(place - begin)
        return lead[len(lead.rstrip(_SPACE)) :]


def _may_hold(raw: bytes, words: set[bytes], bare: set[bytes]) -> bool:
    if not bare:
        return any(word in raw for word in words)
    return not (bare.isdisjoint(_ID.findall(raw)) and bare.isdisjoint(_ABOUT.findall(raw)))


def _fill_lines(style: Style, elements: Iterable[bytes]) -> Iterator[bytes]:
    """Write the first lines between brackets that stand on lines of their own."""
    begun = False
    for element in elements:
        yield b"," + style.before + element if begun else style.before.lstrip(b"\r\n") + element
        begun = True
    if begun:
        yield b"\n"
