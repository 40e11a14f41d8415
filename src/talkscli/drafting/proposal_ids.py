"""Ids for proposals: none that the store or an earlier proposal of the same document has."""

from typing import TYPE_CHECKING

from talkscli.desk.ids import propose_ids_of

if TYPE_CHECKING:
    from talkscli.drafting.documents import DraftDocument
    from talkscli.queries.archive import Archive


class ProposalIds:
    """Proposes the ids of one document's claims."""

    def __init__(self, archive: "Archive", document: "DraftDocument") -> None:
        self._archive = archive
        self._document = document
        self._taken: set[str] = set()

    def propose(self, about: str, prop: str, who: str) -> str:
        """Return an id that is free, and take it."""
        ids = propose_ids_of(about, prop, who, self._document.outlet, self._document.id)
        number = 2
        one = next((one for one in ids if not self._is_taken(one)), "")
        while not one:
            name = f"{ids[0][:190].strip('-')}-{number}"
            one = "" if self._is_taken(name) else name
            number += 1
        self._taken.add(one)
        return one

    def _is_taken(self, one: str) -> bool:
        return one in self._taken or self._archive.claim(one) is not None
