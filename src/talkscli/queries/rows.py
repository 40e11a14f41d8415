"""What is read of a store: claims, facts, counts of sources, and what names and words were found to mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

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


class Dating:
    """A date that claims give something."""

    __slots__ = ("fact", "moment", "phase", "value")

    def __init__(self, moment: tuple[int, int, int], fact: str, value: str, phase: str) -> None:
        self.moment = moment
        """By which it is ordered: two days and a time of day, as in `chronology`."""
        self.fact = fact
        self.value = value
        """The date as it is written."""
        self.phase = phase
        """Whether it was planned or came out, as in `conflicts.variant`; or neither."""


class Standing:
    """What one source carries, and how it stands to the majorities of its facts."""

    __slots__ = ("agreeing", "alone", "claims", "facts", "id", "level", "opposed", "other")

    def __init__(
        self,
        one: str,
        claims: int,
        facts: int,
        alone: int,
        agreeing: int,
        opposed: int,
        level: int,
        other: int,
    ) -> None:
        self.id = one
        self.claims = claims
        self.facts = facts
        """Of which it has a claim; the five numbers that follow add up to it."""
        self.alone = alone
        """Of which no other source speaks."""
        self.agreeing = agreeing
        """Its answer is the majority's, or fits it."""
        self.opposed = opposed
        """It gives only answers that do not fit the majority's."""
        self.level = level
        """Several answers are level at the top."""
        self.other = other
        """There is only one origin, or nothing to compare."""

    @property
    def share(self) -> float | None:
        """Return on how many of the facts with a majority it is with it, from 0 to 1; None without any."""
        return self.agreeing / (self.agreeing + self.opposed) if self.agreeing + self.opposed else None

    @property
    def alone_share(self) -> float | None:
        """Return on how many of its facts it stands alone, from 0 to 1; None without any."""
        return self.alone / self.facts if self.facts else None

    def measure(self, sort: str) -> float | None:
        """Return a number by which sources can be sorted, by the word for it."""
        names = {"with": "agreeing", "against": "opposed", "alone-share": "alone_share"}
        found: float | None = getattr(self, names.get(sort, sort))
        return found


class Hit:
    """A claim that a search found, how well it fits, and the words that matched."""

    __slots__ = ("marks", "row", "score")

    def __init__(self, row: ClaimRow, score: float, marks: Sequence[tuple[int, int]] = ()) -> None:
        self.row = row
        self.score = score
        """From 0 to 1, the best hit of a search first."""
        self.marks = marks
        """Where the words stand in the claim's text: start and end of each."""


class Found:
    """What a name was found to mean."""

    __slots__ = ("ids", "kind", "name", "query", "way")

    def __init__(self, query: str, ids: tuple[str, ...], way: str, name: str, kind: str) -> None:
        self.query = query
        self.ids = ids
        """The ids it stands for; one, except where a list of equals was asked for."""
        self.way = way
        """id, exact, folded, transliterated or near."""
        self.name = name
        """The name of what was found."""
        self.kind = kind
        """actor, place, event, document, property or fact."""


Entity = Mapping[str, Any]
"""An actor, place, event, property, term or document, with the keys of its model in `claims`."""
