"""The document that a word means: one of the store whose text is at hand, or a file with a text."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talkscli.desk.ids import slug
from talkscli.desk.texts import Text, TextFolder
from talkscli.errors import UnknownNameError, UsageError, cut

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import Entity

UNKNOWN_OUTLET = "unnamed-outlet"


@dataclass(slots=True)
class DraftDocument:
    """A document with its text, ready to be read."""

    id: str
    text: Text
    outlet: str
    outlet_name: str
    published: str | None
    language: str = "en"
    missing: Sequence[str] = ()
    """What is not known of it, for each claim that is drafted from it."""

    @property
    def paragraphs(self) -> list[str]:
        """Return its non-empty lines."""
        return self.text.paragraphs


class DocumentFinder:
    """Finds documents and their texts."""

    def __init__(
        self, archive: "Archive", texts: str | None, *, outlet: str | None, published: str | None
    ) -> None:
        self._archive = archive
        self._folder = TextFolder(texts) if texts else None
        self._outlet = outlet
        self._published = published

    def find(self, word: str) -> DraftDocument:
        """Return the document that an id of the store or the path of a text file means.

        Raises:
            UnknownNameError: the store has no such document, and there is no such file.
            UsageError: the document's text is not at hand, or the file is no text.
        """
        record = self._archive.entity("document", word)
        if record is not None:
            return self._read_known(record)
        if os.path.isfile(word):  # noqa: PTH113 - kept as typed, for the message
            return self._read_file(word)
        hint = "give the id of a document (talks list documents), or the path of a text file"
        raise UnknownNameError(word, "document", message=f"no document and no file {cut(word)!r}", hint=hint)

    def _read_known(self, record: "Entity") -> DraftDocument:
        if self._folder is None:
            raise UsageError(
                "where the text lies is not known",
                place=record["id"],
                hint="--texts DIR or TALKS_TEXTS names the directory that holds the documents' texts",
            )
        text = self._folder.read(record)
        if text.problem:
            raise UsageError(
                f"there is no text: {text.problem}", place=record["id"], hint="talks capture takes one"
            )
        if record.get("sha256") not in {None, text.sha256}:
            raise UsageError(
                "its text is not the one that was read: the SHA-256 differs",
                place=record["id"],
                hint="put the text back, or capture the article anew",
            )
        return self._make(record, text)

    def _make(self, record: "Entity", text: Text) -> DraftDocument:
        outlet = self._archive.entity("actor", record["outlet"]) or {}
        return DraftDocument(
            record["id"],
            text,
            outlet=record["outlet"],
            outlet_name=str(outlet.get("name", record["outlet"])),
            published=record.get("published"),
            language=record.get("language") or "en",
        )

    def _read_file(self, path: str) -> DraftDocument:
        folder = TextFolder(os.path.dirname(path) or ".")  # noqa: PTH120
        name = os.path.basename(path)  # noqa: PTH119
        text = folder.read({"file": name})
        if text.problem:
            raise UsageError(f"this is no text: {text.problem}", place=path, hint="name a text file in UTF-8")
        for record in self._archive.entities("document", sha256=text.sha256):
            return self._make(record, text)
        missing = ["document: the store does not have it; talks capture takes it in"]
        outlet, name_of_outlet = UNKNOWN_OUTLET, "the unnamed outlet"
        if self._outlet is None:
            missing.append("who: the outlet is not known; --outlet names it")
        else:
            outlet = self._outlet
            record = self._archive.entity("actor", outlet) or {}
            name_of_outlet = str(record.get("name", outlet))
        if self._published is None:
            missing.append("when: the document's day is not known; --published gives it")
        return DraftDocument(
            slug(os.path.splitext(name)[0]) or "document",  # noqa: PTH122
            text,
            outlet=outlet,
            outlet_name=name_of_outlet,
            published=self._published,
            missing=missing,
        )
