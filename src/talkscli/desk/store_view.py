"""A store as whoever changes it sees it: its header read from the file, its claims asked of the index."""

# The crash tests stand between this module and the calls of `os`, so it calls nothing else.
# ruff: noqa: PTH116

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydantic import ValidationError

from talkscli.claims import SCHEMA_VERSION, Claim
from talkscli.errors import StoreError, StoreWriteError, UsageError
from talkscli.files.faults import raise_faults
from talkscli.files.input_files import explain_refusal
from talkscli.files.store_files import STANDARD_INPUT, list_files, open_parts
from talkscli.files.store_text import StoreText
from talkscli.index.reading import Reader
from talkscli.queries.opening import open_archive

if TYPE_CHECKING:
    from typing import Self

    from talkscli.claims import Record
    from talkscli.desk.temporary_table import TemporaryTable
    from talkscli.files.store_files import Part
    from talkscli.queries.archive import Archive


class StoreView:
    """One store at one moment."""

    def __init__(self, path: str, part: "Part", environ: Mapping[str, str]) -> None:
        self.path = path
        reader = Reader([part])
        if faults := list(reader.read_header()):
            raise_faults(faults[0], len(faults))
        self.header = reader.header
        self.version = reader.header.version
        """The version of the store's form as it is."""
        # What comes in may be new: then the version is raised in the same write.
        self.header.version = SCHEMA_VERSION
        self.text = StoreText(part, reader.layouts[0])
        self.tables: list[TemporaryTable] = []
        """What whoever changes the store keeps of the change; closed if that fails."""
        self._environ = environ
        self._archive: Archive | None = None

    @property
    def archive(self) -> "Archive":
        """Return the store's index, brought up to the file when it is first asked for.

        Raises:
            StoreError: the store is not valid.
        """
        if self._archive is None:
            self._archive = open_archive(self.path, environ=self._environ)
        return self._archive

    def records(self, kind: str) -> "Mapping[str, Record]":
        """Return the actors, places, events, properties, terms or documents of the header, by id."""
        return self.header.by_kind[kind]

    def read_claim(self, one: str) -> Claim | None:
        """Read a claim from the file, with its remarks, which the index does not keep; None if there is none.

        Raises:
            StoreError: it is not valid.
        """
        found = self.text.find_claim(one)
        try:
            return None if found is None else Claim.model_validate_json(found[1])
        except ValidationError as error:
            place = self.text.part.name
            hint = "`talks check` lists the faults"
            raise StoreError(f"claim {one} in it is not valid", place=place, hint=hint) from error

    def __enter__(self) -> "Self":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._archive is not None:
            self._archive.close()
        for table in self.tables if kind is not None else ():
            table.close()
        self.tables.clear()


@contextmanager
def open_view(path: str, *, environ: Mapping[str, str] = os.environ) -> Iterator[StoreView]:
    """Look into a store that is to be changed, without its lock: to ask before changing it.

    Raises:
        UsageError: it is standard input.
        StoreError: it cannot be read.
        StoreWriteError: it is not one file that can be written.
    """
    try:
        with open_parts(find_file(path), None) as (part,), StoreView(path, part, environ) as view:
            yield view
    except OSError as error:
        raise explain_refusal(path, error) from error


def find_file(path: str) -> str:
    """Find the one file to write; links are followed."""
    if path == STANDARD_INPUT:
        raise UsageError("standard input cannot be written", place="--store", hint="name a file")
    if not os.path.lexists(path):
        raise StoreError("no such file", place=path, hint=f"talks init {path} makes one")
    files = list_files(path)
    if len(files) > 1:
        raise StoreWriteError(
            "a store of several files cannot be changed as a whole",
            place=path,
            hint="put them into one with talks merge",
        )
    real = os.path.realpath(files[0])
    try:
        mode = os.stat(real).st_mode
    except (OSError, ValueError) as error:
        raise explain_refusal(path, error) from error
    if not stat.S_ISREG(mode):
        raise StoreWriteError("it is not a file that can be written", place=path, hint="name a file")
    return real
