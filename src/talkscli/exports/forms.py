"""The forms of exports by name, and the one function that writes a store in any of them.

To add one: a module with a function that takes a `Source` and a path, and a line in `FORMS`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from talkscli.files.targets import check_target, write_directory, write_target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from talkscli.exports.source import Source

PACKED = ".zip"


@dataclass(frozen=True, slots=True)
class Form:
    """How a form is written; its module is imported when it is asked for, since it may need a library."""

    module: str
    writer: str
    check: str = ""
    """The function of the module that refuses to begin where a library is missing, if it needs one."""
    is_directory: bool = False
    """Whether it is a directory, of the files that the module's `FILES` names."""

    def load(self, name: str) -> Callable[["Source", str], None]:
        """Return a function of the module."""
        return cast("Callable[[Source, str], None]", getattr(import_module(self.module), name))

    @property
    def files(self) -> Collection[str]:
        """Return the names of the files in its directory; none where it is one file."""
        return cast("Collection[str]", import_module(self.module).FILES) if self.is_directory else ()


_PACKED = Form("talkscli.exports.datapackage", "write_packed_package")

FORMS: dict[str, Form] = {
    "sqlite": Form("talkscli.exports.sqlite", "write_sqlite"),
    "xlsx": Form("talkscli.exports.workbook", "write_workbook", "check_workbook"),
    "ftm": Form("talkscli.exports.followthemoney", "write_followthemoney"),
    "jsonld": Form("talkscli.exports.jsonld", "write_jsonld"),
    "datapackage": Form("talkscli.exports.datapackage", "write_directory_package", is_directory=True),
    "parquet": Form("talkscli.exports.parquet", "write_parquet", "check_parquet", is_directory=True),
}


def find_form(name: str, path: str) -> Form:
    """Return how a form is written to a place: a data package whose name ends in .zip is one file."""
    return _PACKED if name == "datapackage" and path.lower().endswith(PACKED) else FORMS[name]


def check_export(name: str, path: str, *, force: bool = False, apart_from: "Sequence[str]" = ()) -> None:
    """Refuse what cannot be written, before anything is read.

    Raises:
        UsageError: a library is missing; the hint is the command that installs it.
        StoreWriteError: nothing may be written to that place.
    """
    form = find_form(name, path)
    if form.check:
        cast("Callable[[], None]", form.load(form.check))()
    check_target(path, force=force, apart_from=apart_from, holds=form.files)


def write_export(source: "Source", name: str, path: str, *, force: bool = False) -> None:
    """Write a store in one of `FORMS`; it is whole in its place, or what was there is unchanged.

    Raises:
        StoreWriteError: it cannot be written.
        UsageError: the form cannot hold as much.
    """
    form = find_form(name, path)
    with (write_directory if form.is_directory else write_target)(path, force=force) as temporary:
        form.load(form.writer)(source, temporary)
        source.finish()
