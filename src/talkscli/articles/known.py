"""The documents that a store has already, found by their address and their text."""

from typing import TYPE_CHECKING, cast

from talkscli.articles.addresses import Address, make_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from talkscli.claims import Document, Record


class KnownDocuments:
    """What a store has, and what is to come into it."""

    def __init__(self, documents: "Iterable[Record]") -> None:
        self.files: set[str] = set()
        """The names of the files that hold their texts."""
        self._by_text: dict[str, list[Document]] = {}
        self._addressed: dict[str, Document] = {}
        for record in documents:
            self.add(cast("Document", record))

    def add(self, document: "Document") -> None:
        """Take a document in, or its new form."""
        if document.file:
            self.files.add(document.file)
        if document.sha256:
            self._by_text.setdefault(document.sha256, []).append(document)
        if document.url:
            self._addressed[document.id] = document

    def find(self, url: str, outlet: str, sha256: str) -> "tuple[Document | None, Document | None]":
        """Find what an article is already.

        Returns:
            The document with this text, of this address or outlet; and the latest one of this address.
            Another outlet's document with the same text is another report.
        """
        versions = self._find_versions(url) if url else {}
        same = next(
            (
                one
                for one in self._by_text.get(sha256, ())
                if one.id in versions or (one.outlet == outlet and not (url and one.url))
            ),
            None,
        )
        followed = {one.follows for one in versions.values()}
        latest = [one for key, one in versions.items() if key not in followed]
        return same, (latest[-1] if latest else None)

    def _find_versions(self, url: str) -> "dict[str, Document]":
        key, site = make_key(url), Address(url).site
        return {
            one: document
            for one, document in self._addressed.items()
            # Taking every address of a large store apart would take seconds.
            if document.url
            and (site in document.url or not document.url.isascii())
            and make_key(document.url) == key
        }
