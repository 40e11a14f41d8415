"""The door through which reports read a store, however it is kept."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Judgement
    from talkscli.conflicts.vocabulary import Vocabulary
    from talkscli.query.filters import ClaimFilter
    from talkscli.query.rows import ClaimRow, Dating, Entity, FactRow, Tally


class Hit:
    """A claim that a search found, how well it fits, and the words that matched."""

    __slots__ = ("marks", "row", "score")

    def __init__(self, row: "ClaimRow", score: float, marks: Sequence[tuple[int, int]] = ()) -> None:
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


class Archive(Protocol):
    """A store as reports see it, at one moment (`--as-of`) or now."""

    @property
    def title(self) -> str:
        """Return the store's title."""

    @property
    def vocabulary(self) -> "Vocabulary":
        """Return what the store's ids mean."""

    def count(self, kind: str) -> int:
        """Return how many claims, facts, actors, places, events, properties, terms or documents there are."""

    def entity(self, kind: str, key: str) -> "Entity | None":
        """Return an actor, place, event, property, term or document by id."""

    def entities(self, kind: str, /, **equals: str) -> "Iterator[Entity]":
        """Return those of one kind, in the store's order, whose fields equal what is given."""

    def statuses(self) -> list[str]:
        """Return the statuses that claims have, by the alphabet."""

    def claim(self, key: str) -> "ClaimRow | None":
        """Return one claim by its id, or None."""

    def claims(self, wanted: "ClaimFilter", limit: int | None = None) -> "Iterator[ClaimRow]":
        """Return claims, newest first by when they were said; undated ones last."""

    def claim_lines(self, wanted: "ClaimFilter", limit: int | None = None) -> Iterator[str]:
        """Return the same claims as JSON texts."""

    def claim_bytes(self, wanted: "ClaimFilter", limit: int | None = None) -> Iterator[bytes]:
        """Return the same texts in UTF-8: for writing very many."""

    def claims_by_day(
        self, wanted: "ClaimFilter", since: int | None, until: int | None, limit: int | None = None
    ) -> "Iterator[tuple[int, int, ClaimRow]]":
        """Return claims, oldest first by when they were said, with the days by which they are ordered."""

    def datings(
        self, wanted: "ClaimFilter", since: int | None, until: int | None, limit: int | None = None
    ) -> "Iterator[Dating]":
        """Return the dates that claims assert, oldest first; each once of a fact and a phase."""

    def tally(self, document: str) -> "Tally":
        """Count what a document carries."""

    def facts(
        self,
        *,
        verdicts: Sequence[str] = (),
        about: Sequence[str] = (),
        property: Sequence[str] = (),  # noqa: A002
        words: str | None = None,
        limit: int | None = None,
    ) -> "Iterator[FactRow]":
        """Return facts: the worst verdict first, then most claims, then by key."""

    def fact(self, key: str) -> "FactRow | None":
        """Return one fact, or None if no claim is about it."""

    def judge(self, key: str) -> "Judgement":
        """Judge one fact from its claims, with every finding."""

    def find(self, query: str, kinds: Sequence[str]) -> Found:
        """Resolve a name or id of any of the kinds.

        Raises:
            UnknownNameError: nothing has that name, or several things have it equally.
        """

    def search(self, query: str, limit: int | None = None) -> Iterator[Hit]:
        """Return claims by their words, best first."""
