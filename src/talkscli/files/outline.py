"""Where the members of a JSON object, and the elements of the lists among them, stand in its text."""

import re

_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\],:]', re.DOTALL)
_SPACE = b" \t\r\n"


class Listing:
    """A list in a text: its brackets and the spans of its elements."""

    __slots__ = ("close", "elements", "open")

    def __init__(self, at: int) -> None:
        self.open = at
        """Where the text after its opening bracket begins."""
        self.close = at
        """Where its closing bracket stands."""
        self.elements: list[tuple[int, int]] = []

    def space_before(self, text: bytes, number: int) -> bytes:
        """Return the white space before an element."""
        start = self.elements[number][0]
        floor = self.elements[number - 1][1] if number else self.open
        between = text[floor:start]
        return between[len(between.rstrip(_SPACE)) :]


class Outline:
    """The members of a JSON object and the lists among them."""

    __slots__ = ("first", "lists", "members", "text")

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.members: dict[str, tuple[int, int]] = {}
        """From where each member's key stands to where its value ends."""
        self.lists: dict[str, Listing] = {}
        self.first = text.index(b"{") + 1
        """Where the text after the opening brace begins."""
        self._walk()

    def space_before(self, member: str) -> bytes:
        """Return the white space before a member's key."""
        start = self.members[member][0]
        return self.text[len(self.text[:start].rstrip(_SPACE)) : start]

    def _walk(self) -> None:
        text = self.text
        depth, key_at, key = 0, -1, ""
        listing: Listing | None = None
        element = -1
        for match in _TOKEN.finditer(text):
            token = match[0]
            if token[0] == 0x22:
                if depth == 1 and key_at < 0:
                    key_at, key = match.start(), _read_key(token)
            elif token in b"{[":
                depth += 1
                if depth == 2 and token == b"[":
                    listing, element = Listing(match.end()), match.end()
            elif token in b"}]":
                depth -= 1
                if depth == 1 and listing is not None:
                    self._end_element(listing, element, match.start())
                    listing.close = match.start()
                    self.lists[key] = listing
                    listing = None
                elif depth == 0:
                    self._end_member(key, key_at, match.start())
            elif token == b",":
                if depth == 1:
                    self._end_member(key, key_at, match.start())
                    key_at = -1
                elif depth == 2 and listing is not None:
                    self._end_element(listing, element, match.start())
                    element = match.end()

    def _end_element(self, listing: Listing, start: int, stop: int) -> None:
        piece = self.text[start:stop]
        if inner := piece.strip(_SPACE):
            begin = start + len(piece) - len(piece.lstrip(_SPACE))
            listing.elements.append((begin, begin + len(inner)))

    def _end_member(self, key: str, start: int, stop: int) -> None:
        if start >= 0:
            self.members[key] = (start, start + len(self.text[start:stop].rstrip(_SPACE)))


def _read_key(token: bytes) -> str:
    import json

    return str(json.loads(token))
