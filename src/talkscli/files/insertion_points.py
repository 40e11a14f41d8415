"""Where in a store's file a claim stands, and where further ones go."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from talkscli.files.layout import JSON_LINES
from talkscli.files.outline import Outline
from talkscli.files.snapshot import SPACE
from talkscli.files.splices import Splice, found_list, new_style, write_list
from talkscli.files.style import Style

if TYPE_CHECKING:
    from talkscli.claims import Claim
    from talkscli.files.snapshot import StoreSnapshot
    from talkscli.files.store_files import Part

ClaimWriter = Callable[[Style], Iterable[bytes]]
"""Told the style, answers with the written claims, one after the other."""


class Placer:
    """Finds places in one store's file, in whatever form it is written."""

    def __init__(self, snapshot: "StoreSnapshot") -> None:
        self.snapshot = snapshot
        self.part: Part = snapshot.part

    def plan_claim(self, claim: "Claim") -> Splice:
        """Plan that a claim takes the place of the one with its id."""
        start, stop = self.snapshot.find_spot(claim.id)
        space = self._read_space(start)
        self.part.file.seek(start)
        text = self.part.file.read(stop - start)
        style = Style() if self.snapshot.layout.form == JSON_LINES else Style.of(space, text)
        return Splice(start, stop, [style.write(claim)])

    def plan_end(self) -> tuple[int, int, Style, str]:
        """Find where further claims go: a span, their style, and what is there already."""
        layout, offset = self.snapshot.layout, self.offset
        if layout.form == JSON_LINES:
            at = self.snapshot.find_last(0, self.part.size)
            return at, at, Style(b"\n"), "records"
        last: tuple[int, bytes] | None = None
        count = 0
        for block in layout.blocks(layout.last):
            for element in zip(block.offsets(), block.texts, strict=True):
                last = element
                count += 1
        if last is not None:
            place, text = last
            space = self._read_space(place)
            tight = b'": ' not in text
            if count == 1 and layout.last == layout.start and not space and not tight:
                space = b" "
            return place + len(text), place + len(text), Style.of(space, text), "some"
        if "claims" in self.outline.lists:
            tail = self.part.size - (len(layout.header) - layout.tail)
            return offset + layout.tail, tail, new_style(self.outline), "none"
        return 0, 0, new_style(self.outline), "no list"

    def plan_claims(self, write: ClaimWriter) -> Splice:
        """Plan that further claims come after the last one."""
        start, stop, style, there = self.plan_end()
        elements = write(style)
        if there == "records":
            return Splice(start, stop, (b"\n" + one for one in elements))
        if there == "some":
            return Splice(start, stop, (b"," + style.before + one for one in elements))
        if there == "none":
            return Splice(start, stop, write_list(style, elements))
        splice = found_list(self.snapshot.layout.header, "claims", elements)
        at = self.to_file(splice.start)
        return Splice(at, at, splice.pieces)

    @property
    def outline(self) -> Outline:
        """Return the outline of the header's text."""
        return Outline(self.snapshot.layout.header)

    @property
    def offset(self) -> int:
        """Return where the text begins: after a byte order mark, if there is one."""
        self.part.file.seek(0)
        return 3 if self.part.file.read(3) == b"\xef\xbb\xbf" else 0

    def to_file(self, at: int) -> int:
        """Turn a place in the header's text into one in the file."""
        layout = self.snapshot.layout
        if at <= layout.tail:
            return self.offset + at
        return self.part.size - (len(layout.header) - at)

    def _read_space(self, place: int) -> bytes:
        begin = max(0, place - 4096)
        self.part.file.seek(begin)
        lead = self.part.file.read(place - begin)
        return lead[len(lead.rstrip(SPACE)) :]
