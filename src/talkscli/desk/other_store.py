"""A store of one or several files read through, its header first and then claim after claim."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pydantic import ValidationError

from talkscli.claims import Claim
from talkscli.errors import StoreError
from talkscli.files.faults import raise_faults
from talkscli.index.reading import Reader

if TYPE_CHECKING:
    from talkscli.claims import Record
    from talkscli.files.store_files import Part


class OtherStore:
    """A store that is to be joined to another, or that others are joined to."""

    def __init__(self, parts: "Sequence[Part]") -> None:
        self._reader = Reader(list(parts))
        faults = list(self._reader.read_header())
        if faults:
            raise_faults(faults[0], len(faults))
        self.title = self._reader.header.title
        self.description = self._reader.header.description

    def records(self, kind: str) -> "Mapping[str, Record]":
        """Return the actors, places, events, properties, terms or documents, by id."""
        return self._reader.header.by_kind[kind]

    def texts(self) -> Iterator[bytes]:
        """Yield the claims as they stand in the files."""
        for _, text in self._elements():
            yield text

    def claims(self) -> Iterator[Claim]:
        """Yield the claims.

        Raises:
            StoreError: one is not valid.
        """
        for name, text in self._elements():
            try:
                yield Claim.model_validate_json(text)
            except ValidationError as error:
                hint = "`talks check` lists the faults"
                raise StoreError("a claim in it is not valid", place=name, hint=hint) from error

    def _elements(self) -> Iterator[tuple[str, bytes]]:
        for number, block in self._reader.blocks():
            for text in block.texts:
                yield self._reader.parts[number].name, text
