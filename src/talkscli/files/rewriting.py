"""A store's file with records changed, left out and added, and with both versions where they conflict.

What does not change is copied byte for byte. Where two versions of a record conflict, both stand there
between the marks that git writes, each on lines of its own, so that editors and people know them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talkscli.claims import HEADER_KINDS, SECTIONS
from talkscli.files.layout import JSON_LINES
from talkscli.files.outline import Outline
from talkscli.files.splices import Splice, found_list, new_style
from talkscli.files.store_text import SPACE, read_id
from talkscli.files.style import Style

if TYPE_CHECKING:
    from talkscli.files.store_text import StoreText

OURS, BETWEEN, THEIRS = b"<<<<<<< ours", b"=======", b">>>>>>> theirs"


class Conflict(NamedTuple):
    """Two versions of a record, each as JSON on one line; None where that side has left it out."""

    ours: str | None
    theirs: str | None


Version = str | Conflict | None
"""What comes in the place of a record: its new text as JSON on one line, two that conflict, or nothing."""

Item = tuple[bytes, bytes | Conflict]
"""The white space before an element of a list, and the element."""


class Rewriting:
    """What changes in a store's file, by kind and id.

    Attributes:
        changed: By kind: the new version of each record that is there; None leaves it out.
        added: By kind: what comes after the last record.
    """

    def __init__(self) -> None:
        self.changed: dict[str, dict[str, Version]] = {kind: {} for kind in SECTIONS}
        self.added: dict[str, list[str | Conflict]] = {kind: [] for kind in SECTIONS}

    def plan(self, text: "StoreText") -> list[Splice]:
        """Return the changes as splices of the file, in the order of their places."""
        outline = Outline(text.header)
        splices = []
        for kind in HEADER_KINDS:
            if self.changed[kind] or self.added[kind]:
                one = _plan_section(outline, SECTIONS[kind], self.changed[kind], self.added[kind])
                splices.append(Splice(text.to_file(one.start), text.to_file(one.stop), one.pieces))
        if self.changed["claim"] or self.added["claim"]:
            splices.append(self._plan_claims(text, outline))
        return sorted(splices, key=lambda one: (one.start, one.stop))

    def _plan_claims(self, text: "StoreText", outline: Outline) -> Splice:
        layout = text.layout
        if layout.form != JSON_LINES and "claims" not in outline.lists:
            one = found_list(outline, "claims", _write_new(outline, self.added["claim"]))
            at = text.to_file(one.start)
            return Splice(at, at, one.pieces)
        items = list(self._change_claims(text))
        start, stop = layout.start, layout.end
        if layout.form == JSON_LINES:
            items += [
                (b"\n", one if isinstance(one, Conflict) else one.encode()) for one in self.added["claim"]
            ]
            return Splice(
                start,
                stop,
                _write_lines(items, ends_line=not (start == stop and not text.header.endswith(b"\n"))),
            )
        style, tail = _find_style(outline, items), text.read_space(stop)
        items += [(style.before, _write_one(style, one)) for one in self.added["claim"]]
        return Splice(start, stop, _write_items(items, tail, style))

    def _change_claims(self, text: "StoreText") -> Iterator[Item]:
        changed = self.changed["claim"]
        for block in text.layout.blocks():
            end = block.start
            for place, element in zip(block.offsets(), block.texts, strict=True):
                between = block.raw[end - block.start : place - block.start]
                space = between[len(between.rstrip(SPACE)) :]
                end = place + len(element)
                yield from _change_one(space, element, changed)


def _change_one(space: bytes, element: bytes, changed: Mapping[str, Version]) -> Iterator[Item]:
    """Yield an element as it is now, unless it is left out."""
    one = read_id(element)
    version: Version | bytes = changed.get(one, element) if one is not None else element
    if isinstance(version, str):
        yield space, Style.of(space, element).write(version)
    elif version is not None:
        yield space, version


def _plan_section(
    outline: Outline, section: str, changed: Mapping[str, Version], added: Sequence[str | Conflict]
) -> Splice:
    listing = outline.lists.get(section)
    if listing is None:
        return found_list(outline, section, _write_new(outline, added))
    items: list[Item] = []
    for number, (start, stop) in enumerate(listing.elements):
        element, space = outline.text[start:stop], listing.space_before(outline.text, number)
        items += _change_one(space, element, changed)
    last = listing.elements[-1][1] if listing.elements else listing.open
    style = _find_style(outline, items)
    items += [(style.before, _write_one(style, one)) for one in added]
    return Splice(listing.open, listing.close, _write_items(items, outline.text[last : listing.close], style))


def _find_style(outline: Outline, items: Sequence[Item]) -> Style:
    """Return the style of the last element, or that of a new list."""
    for space, element in reversed(items):
        if isinstance(element, bytes):
            return Style.of(space, element)
    return new_style(outline)


def _write_one(style: Style, one: str | Conflict) -> bytes | Conflict:
    return one if isinstance(one, Conflict) else style.write(one)


def _write_new(outline: Outline, added: Sequence[str | Conflict]) -> list[bytes]:
    """Write the elements of a list that is not there yet; of two versions nobody of ours has one."""
    style = new_style(outline)
    written = []
    for place, one in enumerate(added):
        if isinstance(one, Conflict):
            written.append(b"".join(_write_conflict(one, style, b"\n", is_last=place == len(added) - 1)))
        else:
            written.append(style.write(one))
    return written


def _write_items(items: Sequence[Item], tail: bytes, style: Style) -> Iterator[bytes]:
    """Write what stands between the brackets of a list."""
    before: bytes | Conflict | None = None
    for place, (space, element) in enumerate(items):
        is_last = place == len(items) - 1
        if isinstance(before, bytes):
            yield b","
        elif isinstance(before, Conflict) and b"\n" not in space:
            yield b"\n"
        if isinstance(element, Conflict):
            yield from _write_conflict(element, style, space, is_last=is_last)
        else:
            yield space + element
        before = element
    lead = style.before
    if items and b"\n" not in tail and (b"\n" in lead or isinstance(before, Conflict)):
        # The closing bracket stands half as deep as the elements.
        indent = lead[lead.rfind(b"\n") + 1 :]
        tail = b"\n" + indent[: len(indent) // 2]
    yield tail


def _write_conflict(one: Conflict, style: Style, space: bytes, *, is_last: bool) -> Iterator[bytes]:
    """Write both versions between marks; a comma that would follow the record stands in each of them."""
    comma = b"" if is_last else b","
    lead = space if b"\n" in space else b"\n"
    for mark, version in ((OURS, one.ours), (BETWEEN, one.theirs)):
        yield b"\n" + mark
        if version is not None:
            yield lead + style.write(version) + comma
    yield b"\n" + THEIRS


def _write_lines(items: Sequence[Item], *, ends_line: bool) -> Iterator[bytes]:
    """Write records one a line; the header before them may not end its own."""
    if items and not ends_line:
        yield b"\n"
    for _, element in items:
        if isinstance(element, Conflict):
            for mark, version in ((OURS, element.ours), (BETWEEN, element.theirs)):
                yield mark + b"\n"
                if version is not None:
                    yield version.encode() + b"\n"
            yield THEIRS + b"\n"
        else:
            yield element + b"\n"
