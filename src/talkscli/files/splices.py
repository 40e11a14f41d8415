"""A change of a store's header as splices of its text: what stays, stays byte for byte."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talkscli.claims import HEADER_KINDS, SCHEMA_VERSION, SECTIONS, id_of, kind_of
from talkscli.files.outline import Outline
from talkscli.files.style import Style, write_line

if TYPE_CHECKING:
    from talkscli.claims import Record

ORDER = (
    "$schema",
    "schema_version",
    "title",
    "description",
    *SECTIONS.values(),
)
"""The members of a store, in the order in which they are written."""


class Splice(NamedTuple):
    """A span of a text, and what comes in its place."""

    start: int
    stop: int
    pieces: Iterable[bytes]
    """Asked for once, one after the other."""


def plan_header(text: bytes, added: Sequence["Record"], replaced: Sequence["Record"]) -> list[Splice]:
    """Plan how records come into a header's text, in the order of their places.

    Raises:
        KeyError: there is no record with the id of one that is to be replaced.
    """
    if not added and not replaced:
        return []
    outline = Outline(text)
    splices = [_replace(outline, record) for record in replaced]
    by_section: dict[str, list[Record]] = {}
    for record in added:
        by_section.setdefault(SECTIONS[kind_of(record)], []).append(record)
    style = new_style(outline)
    for section in (SECTIONS[kind] for kind in HEADER_KINDS if SECTIONS[kind] in by_section):
        records = by_section[section]
        if section in outline.lists:
            splices.append(_extend(outline, section, records))
        else:
            founded = found_list(outline, section, [style.write(write_line(one)) for one in records])
            splices.append(founded._replace(pieces=list(founded.pieces)))
    return sorted(splices, key=lambda splice: (splice.start, splice.stop))


def plan_version(text: bytes) -> Splice:
    """Plan that a header of version 1 becomes one of this program's version."""
    start, stop = Outline(text).members["schema_version"]
    digit = start + text[start:stop].rindex(b"1")
    return Splice(digit, digit + 1, [str(SCHEMA_VERSION).encode()])


def apply_splices(text: bytes, splices: Iterable[Splice]) -> bytes:
    """Return the text with all splices made."""
    result, at = b"", 0
    for splice in splices:
        result += text[at : splice.start] + b"".join(splice.pieces)
        at = splice.stop
    return result + text[at:]


def found_list(outline: Outline, section: str, elements: Iterable[bytes]) -> Splice:
    """Plan a list that the document does not have yet, with its elements already written.

    It comes after the last of the members that are written before it.
    """
    before = ORDER[: ORDER.index(section)]
    home = next((member for member in reversed(before) if member in outline.members), None)
    members = list(outline.members)
    at = outline.members[home or members[-1]][1]
    space = outline.space_before(members[1 if len(members) > 1 else 0])
    return Splice(at, at, _write_member(section, b"," + space, new_style(outline), elements))


def new_style(outline: Outline) -> Style:
    """Return the style for the elements of a list that has none, from how the document is written."""
    if not outline.members:
        return Style()
    space = outline.space_before(next(iter(outline.members)))
    tight = b'": ' not in outline.text and b'":' in outline.text
    if b"\n" not in space:
        return Style(b"", tight=tight)
    indent = space[space.rfind(b"\n") + 1 :]
    return Style(space + (indent or b"  "), tight=tight)


def write_list(style: Style, elements: Iterable[bytes]) -> Iterable[bytes]:
    """Write what stands between the brackets of a new list."""
    lead = style.before
    between = b"," if style.tight or b"\n" in lead else b", "
    first = True
    for element in elements:
        yield (b"" if first else between) + lead + element
        first = False
    if not first and b"\n" in lead:
        outer = lead[: lead.rfind(b"\n") + 1]
        indent = lead[len(outer) :]
        yield outer + indent[: len(indent) // 2]


def _replace(outline: Outline, record: "Record") -> Splice:
    import json

    section = SECTIONS[kind_of(record)]
    listing = outline.lists[section]
    for number, (start, stop) in enumerate(listing.elements):
        element = outline.text[start:stop]
        if json.loads(element)["id"] == id_of(record):
            style = Style.of(listing.space_before(outline.text, number), element)
            return Splice(start, stop, [style.write(write_line(record))])
    raise KeyError(id_of(record))


def _extend(outline: Outline, section: str, records: Sequence["Record"]) -> Splice:
    listing = outline.lists[section]
    if not listing.elements:
        style = new_style(outline)
        return Splice(
            listing.open,
            listing.close,
            list(write_list(style, [style.write(write_line(one)) for one in records])),
        )
    start, stop = listing.elements[-1]
    before = listing.space_before(outline.text, len(listing.elements) - 1)
    if len(listing.elements) == 1 and not before and b"\n" not in outline.text[listing.open : listing.close]:
        before = b"" if b'": ' not in outline.text else b" "
    style = Style.of(before, outline.text[start:stop])
    return Splice(stop, stop, [b"," + before + style.write(write_line(one)) for one in records])


def _write_member(section: str, lead: bytes, style: Style, elements: Iterable[bytes]) -> Iterable[bytes]:
    yield lead + b'"' + section.encode() + (b'":[' if style.tight else b'": [')
    yield from write_list(style, elements)
    yield b"]"
