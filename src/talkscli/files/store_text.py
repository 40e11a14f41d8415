"""One file of a store as text to be changed: where its claims stand, and where further ones go."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from talkscli.files.escapes import unescape
from talkscli.files.layout import BLOCK, FREE, LINES, RECORDS, Element, Layout, NotLinesError, find_layout
from talkscli.files.outline import Outline
from talkscli.files.splices import Splice, found_list, new_style, write_list
from talkscli.files.style import Style

if TYPE_CHECKING:
    from talkscli.files.store_files import Part

RECORDS_NAMED = re.compile(r"\.(?:jsonl|ndjson)(?:\.gz|\.zst)?$")
SPACE = b" \t\r\n"


class StoreText:
    """The text of one file of claims, of which only the header is held in memory."""

    def __init__(self, part: "Part") -> None:
        self.part = part
        self.layout = self._find_layout()

    @property
    def header(self) -> bytes:
        """Return the whole document with its claims left out: JSON in its own right."""
        return self.layout.header

    def doubt_lines(self) -> None:
        """Look for the claims anew, without taking each line for one."""
        self.layout = find_layout(self.part.file, self.part.name, free=True)

    def find_claim(self, one: str) -> Element | None:
        """Return where the text of a claim begins in the file, and the text; None if there is none."""
        word = f'"{one}"'.encode(errors="surrogatepass")
        try:
            return self._find_claim(one, word)
        except NotLinesError:
            self.doubt_lines()
            return self._find_claim(one, word)

    def plan_claim(self, element: Element, line: str) -> Splice:
        """Plan that a claim takes the place of another.

        Args:
            element: The place and the text of the other.
            line: The claim as JSON on one line.
        """
        start, text = element
        style = Style() if self.layout.form == RECORDS else Style.of(self._read_space(start), text)
        return Splice(start, start + len(text), [style.write(line)])

    def plan_claims(self, lines: Iterable[str]) -> Splice:
        """Plan that further claims come after the last one.

        Args:
            lines: The claims as JSON, each on one line; asked for once, when the file is written.
        """
        layout = self.layout
        if layout.form == RECORDS:
            at = self._find_last(0, self.part.size)
            return Splice(at, at, (b"\n" + Style().write(line) for line in lines))
        if layout.form == LINES:
            return self._plan_lines(lines)
        last, count = self._find_last_claim()
        if last is not None:
            place, text = last
            space = self._read_space(place)
            if count == 1 and not space and b'": ' in text:
                space = b" "
            style = Style.of(space, text)
            end = place + len(text)
            return Splice(end, end, (b"," + space + style.write(line) for line in lines))
        style = new_style(Outline(self.header))
        if "claims" in Outline(self.header).lists:
            stop = self.part.size - (len(self.header) - layout.tail)
            return Splice(self.offset + layout.tail, stop, write_list(style, map(style.write, lines)))
        splice = found_list(self.header, "claims", map(style.write, lines))
        at = self.to_file(splice.start)
        return Splice(at, at, splice.pieces)

    @property
    def offset(self) -> int:
        """Return where the text begins: after a byte order mark, if there is one."""
        self.part.file.seek(0)
        return 3 if self.part.file.read(3) == b"\xef\xbb\xbf" else 0

    def to_file(self, at: int) -> int:
        """Turn a place in the header's text into one in the file."""
        if at <= self.layout.tail:
            return self.offset + at
        return self.part.size - (len(self.header) - at)

    def _find_layout(self) -> Layout:
        part = self.part
        layout = find_layout(part.file, part.name)
        if layout.form != FREE and not self._has_whole_lines(layout):
            layout = find_layout(part.file, part.name, free=True)
        is_header = RECORDS_NAMED.search(part.name) and "claims" not in Outline(layout.header).lists
        if layout.form != RECORDS and is_header:
            # A header alone in a file of JSON Lines.
            return Layout(layout.file, RECORDS, layout.header, part.size, part.size, len(layout.header))
        return layout

    def _has_whole_lines(self, layout: Layout) -> bool:
        """Tell whether the first and the last line of claims are each a claim."""
        file = self.part.file
        file.seek(layout.start)
        first = b""
        while file.tell() < layout.end and not first:
            first = file.readline(BLOCK).strip()
        stop = self._find_last(layout.start, layout.end)
        file.seek(max(layout.start, stop - BLOCK))
        last = file.read(stop - max(layout.start, stop - BLOCK))
        last = last[last.rfind(b"\n") + 1 :].strip()
        return all(
            not line or (line.startswith(b"{") and line.rstrip(b",").endswith(b"}")) for line in (first, last)
        )

    def _plan_lines(self, lines: Iterable[str]) -> Splice:
        layout = self.layout
        at = self._find_last(layout.start, layout.end)
        if at <= layout.start:
            style = new_style(Outline(self.header))
            return Splice(layout.start, layout.start, _fill_lines(style, map(style.write, lines)))
        self.part.file.seek(layout.start)
        first = self.part.file.readline()
        indent = first[: len(first) - len(first.lstrip(b" \t"))]
        before = (b"\r\n" if first.endswith(b"\r\n") else b"\n") + indent
        return Splice(at, at, (b"," + before + Style(before).write(line) for line in lines))

    def _find_claim(self, one: str, word: bytes) -> Element | None:
        for block in self._blocks(word):
            for place, text in block:
                if word in unescape(text) and self._read_id(text) == one:
                    if self.layout.form == FREE:
                        return place, text
                    self.part.file.seek(place)
                    line = self.part.file.read(256)
                    return place + len(line) - len(line.lstrip(SPACE)), text
        return None

    def _read_id(self, text: bytes) -> object:
        try:
            claim = json.loads(text)
        except (ValueError, RecursionError):
            if self.layout.form == LINES:
                raise NotLinesError from None
            return None
        return claim.get("id") if isinstance(claim, dict) else None

    def _blocks(self, word: bytes) -> Iterator[list[Element]]:
        """Yield the claims, some at a time, of those parts of the file that have a word."""
        layout, file = self.layout, self.part.file
        if layout.form == FREE:
            yield from layout.blocks()
            return
        at = layout.start
        while at < layout.end:
            file.seek(at)
            raw = file.read(min(BLOCK, layout.end - at))
            if at + len(raw) < layout.end:
                raw += file.readline()
            if not raw:
                return
            if word in unescape(raw):
                block = layout.cut(raw, at)
                if any(text[:1] != b"{" or text[-1:] != b"}" for _, text in block):
                    raise NotLinesError
                yield block
            at += len(raw)

    def _find_last_claim(self) -> tuple[Element | None, int]:
        """Return the last claim, and how many there are."""
        last: Element | None = None
        count = 0
        for block in self.layout.blocks():
            last = block[-1] if block else last
            count += len(block)
        return last, count

    def _find_last(self, start: int, end: int) -> int:
        """Return the place after the last byte of a span that is no white space."""
        while end > start:
            begin = max(start, end - 4096)
            self.part.file.seek(begin)
            text = self.part.file.read(end - begin).rstrip(SPACE)
            if text:
                return begin + len(text)
            end = begin
        return start

    def _read_space(self, place: int) -> bytes:
        begin = max(0, place - 4096)
        self.part.file.seek(begin)
        lead = self.part.file.read(place - begin)
        return lead[len(lead.rstrip(SPACE)) :]


def _fill_lines(style: Style, elements: Iterable[bytes]) -> Iterator[bytes]:
    """Write the first lines between brackets that stand on lines of their own."""
    begun = False
    for element in elements:
        yield b"," + style.before + element if begun else style.before.lstrip(b"\r\n") + element
        begun = True
    if begun:
        yield b"\n"
