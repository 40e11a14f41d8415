"""One file of a store as text to be changed: where its claims stand, and where further ones go."""

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import msgspec

from talkscli.files.escapes import unescape
from talkscli.files.layout import JSON_LINES, Layout, read_at
from talkscli.files.outline import Outline
from talkscli.files.splices import Splice, found_list, new_style, write_list
from talkscli.files.style import Style

if TYPE_CHECKING:
    from talkscli.files.store_files import Part

RECORDS_NAMED = re.compile(r"\.(?:jsonl|ndjson)(?:\.gz|\.zst)?$")
SPACE = b" \t\r\n"
_REACH = 4096

Element = tuple[int, bytes]
"""Where a claim begins in the file, and its text."""


class _Named(msgspec.Struct):
    """What is read of a claim to know which it is."""

    id: str | None = None


_decode = msgspec.json.Decoder(_Named).decode


class StoreText:
    """The text of one file of claims, of which only the header is held in memory."""

    def __init__(self, part: "Part", layout: Layout) -> None:
        self.part = part
        self.layout = layout
        is_header = self.layout.form != JSON_LINES and RECORDS_NAMED.search(part.name)
        if is_header and "claims" not in Outline(self.header).lists:
            # A header alone in a file of JSON Lines.
            size, header = part.size, self.header
            self.layout = Layout(
                part.file, part.name, JSON_LINES, header, start=size, end=size, tail=len(header)
            )

    @property
    def header(self) -> bytes:
        """Return the whole document with its claims left out: JSON in its own right."""
        return self.layout.header

    def find_claim(self, one: str) -> Element | None:
        """Return where the text of a claim begins in the file, and the text; None if there is none."""
        return self.find_claims([one]).get(one)

    def find_claims(self, ids: Collection[str]) -> dict[str, Element]:
        """Return where the texts of some claims begin in the file, and the texts, in one pass."""
        found: dict[str, Element] = {}
        only = f'"{next(iter(ids))}"'.encode(errors="surrogatepass") if len(ids) == 1 else b""
        for block in self.layout.blocks() if ids else ():
            if only and only not in unescape(block.raw):
                continue
            for place, text in zip(block.offsets(), block.texts, strict=True):
                one = read_id(text)
                if one is not None and one in ids and one not in found:
                    found[one] = place, text
            if len(found) == len(ids):
                break
        return found

    def plan_claim(self, element: Element, line: str) -> Splice:
        """Plan that a claim takes the place of another.

        Args:
            element: The place and the text of the other.
            line: The claim as JSON on one line.
        """
        start, text = element
        style = Style() if self.layout.form == JSON_LINES else Style.of(self.read_space(start), text)
        return Splice(start, start + len(text), [style.write(line)])

    def plan_claims(self, lines: Iterable[str]) -> Splice:
        """Plan that further claims come after the last one.

        Args:
            lines: The claims as JSON, each on one line; asked for once, when the file is written.
        """
        layout = self.layout
        if layout.form == JSON_LINES:
            at = self._find_last()
            return Splice(at, at, (b"\n" + Style().write(line) for line in lines))
        last = [
            element
            for block in layout.blocks(layout.last)
            for element in zip(block.offsets(), block.texts, strict=True)
        ]
        if last:
            place, text = last[-1]
            space = self.read_space(place)
            if len(last) == 1 and layout.last == layout.start and not space and b'": ' in text:
                space = b" "
            style = Style.of(space, text)
            at = place + len(text)
            return Splice(at, at, (b"," + space + style.write(line) for line in lines))
        outline = Outline(self.header)
        style = new_style(outline)
        if "claims" in outline.lists:
            return Splice(layout.start, layout.end, write_list(style, map(style.write, lines)))
        splice = found_list(outline, "claims", map(style.write, lines))
        at = self.to_file(splice.start)
        return Splice(at, at, splice.pieces)

    def to_file(self, at: int) -> int:
        """Turn a place in the header's text into one in the file."""
        if at > self.layout.tail:
            return self.part.size - (len(self.header) - at)
        # The text begins after a byte order mark, if there is one.
        return at + (3 if read_at(self.part.file, 0, 3) == b"\xef\xbb\xbf" else 0)

    def _find_last(self) -> int:
        """Return the place after the last byte of the file that is no white space."""
        end = self.part.size
        while end:
            begin = max(0, end - _REACH)
            if text := read_at(self.part.file, begin, end - begin).rstrip(SPACE):
                return begin + len(text)
            end = begin
        return 0

    def read_space(self, place: int) -> bytes:
        """Return the white space before a place in the file."""
        begin = max(0, place - _REACH)
        lead = read_at(self.part.file, begin, place - begin)
        return lead[len(lead.rstrip(SPACE)) :]


def read_id(text: bytes) -> str | None:
    """Return the id of a record, given as JSON; None if it has none."""
    try:
        return _decode(text).id
    except msgspec.MsgspecError:
        return None
