"""The documents of outlets, found by title, day and address, of which some may be missing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from talkscli.errors import UnknownNameError, cut

if TYPE_CHECKING:
    from talkscli.desk.resolver import Resolver

IDENTIFYING = ("title", "published", "url")
"""What a document is recognised by, with its outlet."""

_LEADING = ("title", "url")
"""Of these, one must be the same."""

_MOST_TOLD = 5
"""So many documents of an outlet are named, the last ones."""


class DocumentShelf:
    """The documents of a store and those to come, outlet by outlet."""

    def __init__(self, resolver: "Resolver") -> None:
        self._resolver = resolver
        self._by_field: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
        """By outlet, field and what it holds."""
        self._outlets: set[str] = set()

    def find(self, outlet: str, given: Mapping[str, str]) -> list[str]:
        """List the documents of an outlet of which nothing else is said than what is given.

        Those that have all that is given come alone, if there are any. Others lack some of it, such as the
        address, and have the same title or address.
        """
        if outlet not in self._outlets:
            self._outlets.add(outlet)
            for one in self._resolver.archive.entities("document", outlet=outlet):
                self.add(outlet, one)
        asked = {name: given[name] for name in IDENTIFYING if name in given}
        whole: dict[str, None] = {}
        alike: dict[str, None] = {}
        for name in _LEADING:
            for one in self._by_field.get((outlet, name, asked.get(name, "")), ()) if name in asked else ():
                if any(one.get(field) not in {None, value} for field, value in asked.items()):
                    continue
                has_all = all(one.get(field) == value for field, value in asked.items())
                (whole if has_all else alike)[one["id"]] = None
        if not asked.keys() & set(_LEADING):
            found = self._by_field.get((outlet, "published", asked.get("published", "")), ())
            whole = dict.fromkeys(one["id"] for one in found)
        # What a refused row would have made is not there any more.
        return [one for one in whole or alike if self._resolver.is_taken("document", one)]

    def add(self, outlet: str, document: Mapping[str, Any]) -> None:
        """Put a document on the shelf."""
        known = {name: document.get(name) for name in ("id", *IDENTIFYING)}
        # Where nothing is given but the outlet, all of its documents are meant.
        self._by_field.setdefault((outlet, "published", ""), []).append(known)
        for name in IDENTIFYING:
            if known[name]:
                self._by_field.setdefault((outlet, name, str(known[name])), []).append(known)

    def tell_outlet(self, error: UnknownNameError) -> None:
        """Say which documents an outlet has, where its name was refused in the place of a document's."""
        archive = self._resolver.archive
        for outlet in archive.find_sure(error.query, ("actor",)):
            own = [one["id"] for one in archive.entities("document", outlet=outlet.ids[0])]
            if own:
                error.message = f"{cut(error.query)!r} is an outlet and no document"
                error.hint = f"give one of its documents: {', '.join(own[-_MOST_TOLD:])}"
                return
