"""What there is to choose from when a question asks for a record: by any spelling, listed or completed."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.claims import HEADER_KINDS
from talkscli.desk.ids import slug
from talkscli.errors import cut
from talkscli.index.header import names_of, shown_name

if TYPE_CHECKING:
    from talkscli.desk.resolver import Resolver
    from talkscli.desk.store_view import StoreView

MOST_LISTED = 30
MOST_COMPLETED = 100

Choice = tuple[str, str]
"""The id and the name of a record."""


class Choices:
    """The records of a store, and those that are to come into it."""

    def __init__(self, view: "StoreView", resolver: "Resolver") -> None:
        self._view = view
        self._resolver = resolver
        self._known: dict[str, list[tuple[str, str, list[str]]]] = {}
        """By kind each record's id and name, and its names in plain letters, a hyphen before each word."""

    def find(self, kinds: Sequence[str], text: str = "") -> list[Choice]:
        """List the records of which a name has words that begin as a text does; those that begin so first."""
        asked = slug(text)
        if text.strip() and not asked:
            return []
        first: list[Choice] = []
        others: list[Choice] = []
        for one, name, words in self._list(kinds):
            if any(word.startswith(f"-{asked}") for word in words):
                first.append((one, name))
            elif any(f"-{asked}" in word for word in words):
                others.append((one, name))
        return [*first, *others]

    def complete(self, kinds: Sequence[str]) -> Callable[[str], list[str]]:
        """Make what completes a half-typed name: to the name where it alone has it, else to the id."""

        def complete_name(text: str) -> list[str]:
            lead = text[: len(text) - len(text.lstrip())]
            found = self.find(kinds, text)[:MOST_COMPLETED] if text.strip() else []
            return [f"{lead}{name if self._is_plain(name, kinds) else one}" for one, name in found]

        return complete_name

    def describe(self, kinds: Sequence[str]) -> Callable[[str], list[str]]:
        """Make what lists the records of some kinds, all or those with some words."""

        def describe_records(text: str) -> list[str]:
            found = self.find(kinds, text)
            lines = [f"{one}  {cut(name)}" for one, name in found[:MOST_LISTED]]
            if len(found) > MOST_LISTED:
                lines.append(f"and {len(found) - MOST_LISTED:,} more: ? and the first letters narrow it")
            return lines or [f"there is no {' or '.join(kinds)}{f' like {cut(text)}' if text else ''} yet"]

        return describe_records

    def _is_plain(self, name: str, kinds: Sequence[str]) -> bool:
        return ";" not in name and self._resolver.is_sure(name, kinds)

    def _list(self, kinds: Sequence[str]) -> Iterator[tuple[str, str, list[str]]]:
        for kind in kinds:
            if kind not in self._known:
                records = self._view.records(kind).items() if kind in HEADER_KINDS else ()
                self._known[kind] = [self._spell(kind, one, record) for one, record in records]
            yield from self._known[kind]
            for (home, one), record in self._resolver.coming.items():
                if home == kind:
                    yield self._spell(kind, one, record)

    @staticmethod
    def _spell(kind: str, one: str, record: object) -> tuple[str, str, list[str]]:
        words = {f"-{slug(name)}": None for name in (one, *names_of(kind, record))}
        return one, shown_name(kind, record), list(words)
