"""Where the members of a JSON object, and the elements of the lists among them, stand in its text."""

import json
import re

from msgspec import Raw
from msgspec.json import Decoder

_KEY = re.compile(rb'("(?:[^"\\]++|\\.)*+")[ \t\r\n]*:[ \t\r\n]*', re.DOTALL)
_SPACE = b" \t\r\n"
_parse_list = Decoder(list[Raw]).decode
_parse_object = Decoder(dict[str, Raw]).decode


class Listing:
    """A list in a text: its brackets and the spans of its elements."""

    __slots__ = ("close", "elements", "open")

    def __init__(self, text: bytes, start: int, stop: int) -> None:
        """Find the elements of the list that stands there."""
        self.open = start + 1
        """Where the text after its opening bracket begins."""
        self.close = stop - 1
        """Where its closing bracket stands."""
        self.elements: list[tuple[int, int]] = []
        at = self.open
        for element in map(bytes, _parse_list(text[start:stop])):
            at = text.index(element, at) + len(element)
            self.elements.append((at - len(element), at))

    def space_before(self, text: bytes, number: int) -> bytes:
        """Return the white space before an element."""
        start = self.elements[number][0]
        floor = self.elements[number - 1][1] if number else self.open
        between = text[floor:start]
        return between[len(between.rstrip(_SPACE)) :]


class Outline:
    """The members of a JSON object, none of which stands there twice, and the lists among them."""

    __slots__ = ("first", "lists", "members", "text")

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.members: dict[str, tuple[int, int]] = {}
        """From where each member's key stands to where its value ends."""
        self.lists: dict[str, Listing] = {}
        self.first = text.index(b"{") + 1
        """Where the text after the opening brace begins."""
        values = _parse_object(text)
        at = self.first
        # After a value comes the next key.
        while key := _KEY.search(text, at):
            name = json.loads(key[1])
            at = key.end() + len(bytes(values[name]))
            self.members[name] = key.start(), at
            if text.startswith(b"[", key.end()):
                self.lists[name] = Listing(text, key.end(), at)

    def space_before(self, member: str) -> bytes:
        """Return the white space before a member's key."""
        start = self.members[member][0]
        return self.text[len(self.text[:start].rstrip(_SPACE)) : start]
