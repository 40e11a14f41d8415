"""A store as it stands under a writer's lock: its header read, its claims looked up without holding them."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from talkscli.claims import Claim
from talkscli.errors import StoreError
from talkscli.files.escapes import unescape
from talkscli.files.faults import raise_faults
from talkscli.files.layout import JSON_LINES, Block, Layout
from talkscli.files.outline import Outline
from talkscli.index.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from talkscli.claims import Record
    from talkscli.files.store_files import Part
    from talkscli.index.header import Header

    Wanted = Callable[[bytes], bool]
    Choice = Callable[[str], bool]
    """Told an id, says whether it is one of those in question."""

FEW = 32
"""Up to so many words are looked for one by one; more, by reading every id."""

_ID = re.compile(rb'"id"[ \t\r\n]*:[ \t\r\n]*"([^"]*)"')
_ABOUT = re.compile(rb'"about"[ \t\r\n]*:[ \t\r\n]*"([^"]*)"')
RECORDS_NAMED = re.compile(r"\.(?:jsonl|ndjson)(?:\.gz|\.zst)?$")
SPACE = b" \t\r\n"


class StoreSnapshot:
    """One file of claims; implements `desk.changes.Snapshot`."""

    def __init__(self, part: "Part") -> None:
        self.part = part
        self.reader: Reader
        self.layout: Layout
        self.header: Header
        self._claims: dict[str, Claim | None] = {}
        self._facts: dict[str, list[Claim]] = {}
        self._spots: dict[str, tuple[int, int]] = {}
        self._read()

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
        for block in self.layout.blocks():
            yield from map(self._parse, block.texts)

    def look(self, ids: Collection[str], facts: Collection[str]) -> None:
        """Look up claims and facts in one pass over the file; what is known already is not sought again."""
        wanted = {one for one in ids if one not in self._claims}
        keys = {one for one in facts if one not in self._facts}
        if not wanted and not keys:
            return
        self._collect(wanted, keys)

    def find_taken(self, is_new: "Choice", few: Collection[str] | None = None) -> str | None:
        """Return one of some new ids that a claim has already, or None; `few` lists them if they are few."""
        if few is not None:
            return next(iter(self.find_claims(few)), None)
        for block in self.layout.blocks():
            for one in _ID.findall(unescape(block.raw)):
                if is_new(name := str(one, "utf-8", "replace")):
                    return name
        return None

    def pick_claims(self, is_wanted: "Choice") -> Iterator[Claim]:
        """Read the claims of the ids wanted in one pass, holding none; some may come twice."""

        def may_hold(raw: bytes) -> bool:
            return any(is_wanted(str(one, "utf-8", "replace")) for one in _ID.findall(unescape(raw)))

        for block in self._blocks(may_hold):
            for text in block.texts:
                if (found := _ID.search(unescape(text))) and is_wanted(str(found[1], "utf-8", "replace")):
                    yield self._parse(text)

    def find_spot(self, one: str) -> tuple[int, int]:
        """Return where a claim's text begins and ends in the file."""
        self.look([one], ())
        return self._spots[one]

    def find_last(self, start: int, end: int) -> int:
        """Return the place after the last byte of a span that is no white space."""
        while end > start:
            begin = max(start, end - 4096)
            self.part.file.seek(begin)
            text = self.part.file.read(end - begin).rstrip(SPACE)
            if text:
                return begin + len(text)
            end = begin
        return start

    def _read(self) -> None:
        reader = Reader([self.part])
        faults = list(reader.read_header())
        if faults:
            raise_faults(faults[0], len(faults))
        self.reader, self.layout, self.header = reader, reader.layouts[0], reader.header
        if self.layout.form != JSON_LINES and RECORDS_NAMED.search(self.part.name):
            self._expect_records()

    def _expect_records(self) -> None:
        """Take a header alone in a file of JSON Lines for what it is."""
        found = self.layout
        if "claims" not in Outline(found.header).lists:
            name, size = self.part.name, self.part.size
            self.layout = Layout(
                found.file, name, JSON_LINES, found.header, start=size, end=size, tail=len(found.header)
            )

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
            found[claim.id] = (claim, place, place + len(text))
            if key in keys:
                facts[key].append(claim)
        for one, (claim, start, stop) in found.items():
            self._claims[one] = claim
            self._spots[one] = (start, stop)
        for one in wanted - found.keys():
            self._claims[one] = None
        self._facts.update(facts)

    def _hits(self, ids: set[str], keys: set[str]) -> Iterator[tuple[int, bytes]]:
        """Yield the claims that may be wanted, each with its place in the file."""
        # Half a character stands in no store: an id that has one is looked for, and not found.
        words = {f'"{one}"'.encode(errors="surrogatepass") for one in ids}
        words |= {f'"{key.partition(".")[0]}"'.encode() for key in keys}
        few = len(words) <= FEW
        bare = set() if few else {word[1:-1] for word in words}
        for block in self._blocks(lambda raw: _may_hold(raw, words, bare)):
            for place, text in zip(block.offsets(), block.texts, strict=True):
                plain = unescape(text)
                if not few or any(word in plain for word in words):
                    yield place, text

    def _blocks(self, wanted: "Wanted") -> Iterator[Block]:
        return (block for block in self.layout.blocks() if wanted(block.raw))

    def _parse_json(self, text: bytes) -> dict[str, Any]:
        try:
            fields = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise self._invalid() from error
        if not isinstance(fields, dict):
            raise self._invalid()
        return fields

    def _parse(self, text: bytes) -> Claim:
        try:
            return Claim.model_validate_json(text)
        except ValidationError as error:
            raise self._invalid() from error

    def _invalid(self) -> StoreError:
        return StoreError(
            "a claim in it is not valid", place=self.part.name, hint="`talks check` lists the faults"
        )


def _may_hold(raw: bytes, words: set[bytes], bare: set[bytes]) -> bool:
    raw = unescape(raw)
    if not bare:
        return any(word in raw for word in words)
    return not (bare.isdisjoint(_ID.findall(raw)) and bare.isdisjoint(_ABOUT.findall(raw)))
