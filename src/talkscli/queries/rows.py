"""What is read of a store: claims, facts, counts of sources, and what names and words were found to mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

LARGEST_BATCH = 256

CLAIM_FIELDS = (
    "id",
    "who",
    "who_name",
    "about",
    "property",
    "fact",
    "value",
    "status",
    "stance",
    "when",
    "text",
    "document",
    "outlet",
    "via",
    "paragraph",
    "quote",
    "mentions",
    "at",
    "only",
    "revises",
    "tags",
    "note",
    "retracted",
)
"""The keys of a claim's row in every format, in order."""


class ClaimRow:
    """One claim, read from its JSON text when a field is first asked for."""

    __slots__ = ("_fields", "line")

    def __init__(self, line: str) -> None:
        self.line = line
        """The row as one JSON object, ready to be written."""
        self._fields: dict[str, Any] | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """Return the row as a dictionary with the keys of `CLAIM_FIELDS`."""
        if self._fields is None:
            import json

            self._fields = json.loads(self.line)
        return self._fields

    def __getitem__(self, name: str) -> Any:
        return self.fields[name]

    @property
    def spoken(self) -> str:
        """Return the text under whose words the claim is found."""
        return f"{self['text']} {self['quote'] or ''} {self['who_name']}"

    def cells(self) -> list[Any]:
        """List the row's values in the order of `CLAIM_FIELDS`."""
        fields = self.fields
        return [fields[name] for name in CLAIM_FIELDS]


def read_cells(lines: Iterable[bytes]) -> Iterator[list[Any]]:
    """Read the values of claims' JSON texts, many at a time; the first by itself."""
    import json

    source, size = iter(lines), 1
    while batch := list(islice(source, size)):
        for record in json.loads(b"[" + b",".join(batch) + b"]"):
            yield list(record.values())
        size = min(4 * size, LARGEST_BATCH)


class FactRow:
    """One fact with its verdict, as the index keeps it."""

    __slots__ = ("about", "cause", "claims", "key", "origins", "positions", "property", "reports",
                 "self_contradicting", "verdict", "why")  # fmt: skip

    def __init__(self, row: Sequence[Any]) -> None:
        """Make a fact of its row in the index, whose columns are those of `facts.FACT_COLUMNS`."""
        self.key: str
        self.about: str
        self.property: str
        self.verdict: str
        self.cause: str
        self.why: str
        """The sentence of the finding that makes the verdict; empty where nothing was compared."""
        self.claims: int
        self.positions: int
        self.reports: int
        (self.key, self.about, self.property, self.verdict, self.cause, self.why, self.claims,
         self.positions, least, most, self.reports, own) = row  # fmt: skip
        self.origins: tuple[int, int] = (least, most)
        self.self_contradicting = bool(own)


class Found(NamedTuple):
    """What a name was found to mean."""

    query: str
    ids: tuple[str, ...]
    """The ids it stands for; one, except where a list of equals was asked for."""
    way: str
    """id, exact, folded, transliterated or near."""
    name: str
    """The name of what was found."""
    kind: str
    """actor, place, event, document, property or fact."""


Entity = Mapping[str, Any]
"""An actor, place, event, property, term or document, with the keys of its model in `claims`."""
