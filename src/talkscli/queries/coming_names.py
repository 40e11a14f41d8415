"""Records that are to come into a store with the same write, found by their names as those of its index."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.index.header import names_of
from talkscli.index.near_names import number_block

if TYPE_CHECKING:
    from collections.abc import Hashable

    from talkscli.claims import Record

Row = tuple[int, str, str, str]
"""Number, kind, id and shown name. The numbers are below 0; those of an index are above."""


class ComingNames:
    """The names of records that an index lacks so far; what came in last can be taken out again."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._records: list[Record] = []
        self._found: dict[Hashable, list[int]] = {}
        """The records by what they are found by: kind and id, way and form, block of nearness."""
        self._marks: list[list[Hashable]] = []
        """By what each record is found."""

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, kind: str, one: str, record: "Record") -> None:
        """Take in a record."""
        number = -1 - len(self._rows)
        names = names_of(kind, record)
        marks: list[Hashable] = [(kind, one), *(("exact", name) for name in names)]
        if kind != "document":
            from talkscli.names import all_forms

            folded, sounded, keys = all_forms(names)
            marks += [("folded", form) for form in folded]
            marks += [("transliterated", form) for form in sounded]
            marks += [number_block(key, kind) for key in keys]
        for mark in marks:
            self._found.setdefault(mark, []).append(number)
        self._rows.append((number, kind, one, names[0]))
        self._records.append(record)
        self._marks.append(marks)

    def drop(self) -> None:
        """Take the last record out."""
        self._rows.pop()
        self._records.pop()
        for mark in self._marks.pop():
            self._found[mark].pop()

    def find_id(self, kind: str, one: str) -> Row | None:
        """Return the record of a kind with an id, or None."""
        return next(self._list((kind, one)), None)

    def find_record(self, kind: str, one: str) -> "Record | None":
        """Return the record of a kind with an id, with its fields, or None."""
        row = self.find_id(kind, one)
        return self._records[-1 - row[0]] if row else None

    def find_form(self, way: str, form: str) -> Iterator[Row]:
        """Yield the records that have a name under a form."""
        return self._list((way, form))

    def list_spelled(self, number: int) -> Sequence[str]:
        """Return the names of a record."""
        return names_of(self._rows[-1 - number][1], self._records[-1 - number])

    def list_block(self, block: int) -> Sequence[int]:
        """Return the numbers of the records in a block of nearness."""
        return self._found.get(block, ())

    def row(self, number: int) -> Row:
        """Return a record by its number."""
        return self._rows[-1 - number]

    def _list(self, mark: "Hashable") -> Iterator[Row]:
        return (self._rows[-1 - number] for number in self._found.get(mark, ()))
