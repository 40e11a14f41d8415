"""What a command needs from outside: streams, environment, the store it reads."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from talkscli.errors import TalksError, UnknownNameError, UsageError, cut
from talkscli.queries.limits import check_count, check_length

if TYPE_CHECKING:
    from typing import Protocol

    from talkscli.cli.progress import Progress
    from talkscli.output.streams import Streams
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import Found

    class Closeable(Protocol):
        """Something that has to be closed."""

        def close(self) -> None:
            """Close it."""


SAID_WAYS = {"folded", "transliterated", "near", "part"}
"""Ways of finding a name that are worth a word: what was typed is not what stands in the store."""

LISTING = {
    "actor": "talks list actors shows them",
    "document": "talks sources lists the documents and their outlets",
    "property": "talks list properties shows them",
    "fact": "talks conflicts --verdict all --columns fact --no-header | sort -u lists the facts",
}
"""How what has no such name is listed."""

STDIN = "-"

C = TypeVar("C", bound="Closeable")

MOST_BYTES = 1 << 24
"""So much is read from standard input where words or names are expected."""


class Shared:
    """The options that every reading command has."""

    store: str | None = None
    format: str | None = None
    columns: str | None = None
    header: bool = True
    as_of: str | None = None
    limit: int | None = None
    exit_status: bool = False
    safe_csv: bool = False
    output: str | None = None
    force: bool = False

    def __init__(self, **given: Any) -> None:
        """Take the options that are given."""
        vars(self).update(given)


class Run:
    """One run of the program; tests make their own."""

    def __init__(self, streams: "Streams", environ: Mapping[str, str], stdin: BinaryIO | None = None) -> None:
        self.streams = streams
        self.environ = environ
        self.stdin = stdin
        self.shared = Shared()
        self.asks = True
        """Whether questions may be asked of whoever sits at the terminal."""
        self.status = 0
        """The exit status of a command that ends well and has more to say than that."""
        self.stores: list[str] = []
        """The paths of the stores that were read or written."""
        self._archive: Archive | None = None
        self._stdin_read = False
        self._said: set[str] = set()
        self._kept: list[Closeable] = []

    def say_once(self, text: str) -> None:
        """Write a remark, unless this run has written the same already."""
        if text not in self._said:
            self._said.add(text)
            self.streams.note(f"talks: {text}")

    def keep(self, thing: C) -> C:
        """Keep what has to stay open until the report is written, and return it; `close` closes it."""
        self._kept.append(thing)
        return thing

    def close(self) -> None:
        """Close the store, and all else that was kept open."""
        while self._kept:
            self._kept.pop().close()
        self._archive = None

    @property
    def archive(self) -> "Archive":
        """Return the store asked for, opened once."""
        if self._archive is None:
            from talkscli.queries.opening import open_archive

            opened = open_archive(
                self.find_path(None),
                as_of=self.as_of,
                environ=self.environ,
                stdin=self.stdin,
                progress=self.progress(),
                remark=self.say_once,
            )
            self._archive = self.keep(opened)
        return self._archive

    @property
    def as_of(self) -> str | None:
        """Return the date asked for with --as-of, in EDTF where it can be understood."""
        text = self.shared.as_of
        if text is None:
            return None
        from talkscli.values.registry import type_named

        return text if type_named("date").can_parse(text) else guess_date(self, text) or text

    def find_path(self, given: str | None) -> str:
        """Return the path of the store meant: the one given, that of the options, or the shipped one."""
        from talkscli.files.store_paths import find_store

        if self.shared.store == "":
            raise UsageError(
                "the path is empty", place="--store", hint="name a file, or leave the option out"
            )
        path = find_store(given or self.shared.store, self.environ)
        if path == STDIN:
            self.claim_stdin("the store")
        self.stores.append(path)
        return path

    def progress(self, what: str = "reading the store") -> "Progress | None":
        """Return what draws how much is done, on a terminal."""
        if not self.streams.err_is_terminal:
            return None
        from talkscli.cli.progress import Progress

        return Progress(self.streams, what)

    def expand(self, words: Iterable[str]) -> list[str]:
        """Return the words, with the lines of standard input where `-` stands."""
        expanded: list[str] = []
        for word in words:
            if word == STDIN:
                expanded += self._read_lines()
            else:
                expanded.append(word)
        check_count(len(expanded))
        return expanded

    def _read_lines(self) -> list[str]:
        stream = self.open_stdin("an argument")
        text = stream.read(MOST_BYTES + 1)
        if len(text) > MOST_BYTES:
            raise UsageError(
                f"standard input holds more than {MOST_BYTES >> 20} MB, and - reads one word or name a line",
                hint="ask in several runs",
            )
        lines = [line.strip() for line in text.decode("utf-8", "replace").splitlines()]
        for number, line in enumerate(lines, 1):
            check_length(line, "a name or an id", place=f"line {number} of standard input")
            if "\t" in line:
                raise UsageError(
                    "standard input holds whole rows, and - reads one word or name a line",
                    hint="make them with --columns id --no-header",
                )
        return [line for line in lines if line]

    def open_stdin(self, what: str) -> BinaryIO:
        """Take standard input for one use, and return it."""
        self.claim_stdin(what)
        stream: BinaryIO | None = self.stdin or getattr(sys.stdin, "buffer", None)
        if stream is None:
            raise UsageError(
                "standard input is closed, and - reads it", hint="name what is meant instead of -"
            )
        return stream

    def claim_stdin(self, what: str) -> None:
        """Take standard input for one use; it can be read once."""
        if self._stdin_read:
            raise UsageError(
                f"standard input can be read once, not for {what} too", hint="write a file name instead of -"
            )
        self._stdin_read = True
        source = self.stdin or sys.stdin
        try:
            waits = source is not None and source.isatty()
        except ValueError:  # closed, which is said where it is read
            waits = False
        if waits and not self.asks:
            raise UsageError(
                f"--no-input: {what} would be read from this terminal", hint="give a file or a pipe"
            )
        if waits:
            self.streams.note(f"waiting for {what} on this terminal; Ctrl-D ends it, Ctrl-C gives up")

    def find(self, query: str, *kinds: str) -> "Found":
        """Resolve a name, and say how it was found where that is not plain."""
        if not query.strip():
            raise UsageError(f"the name of the {' or '.join(kinds)} is empty", hint="write a name or an id")
        try:
            found = self.archive.find(query, kinds)
        except UnknownNameError as error:
            if not error.suggestions:
                error.hint = error.hint or LISTING.get(kinds[0], "")
            raise
        if found.way in SAID_WAYS:
            self.streams.note(f"{cut(query)}: {found.name}, {found.way}")
        return found

    def find_ids(self, queries: Sequence[str] | None, *kinds: str) -> tuple[str, ...]:
        """Resolve several names to ids."""
        ids: dict[str, None] = {}
        for query in self.expand(queries or ()):
            ids.update(dict.fromkeys(self.find(query, *kinds).ids))
        return tuple(ids)


def parse_day(run: Run, text: str | None, option: str, *, last: bool) -> int | None:
    """Return the first or last day that a date leaves possible, in EDTF or as people write it."""
    if text is None:
        return None
    from talkscli.values.edtf import parse_edtf

    try:
        value = parse_edtf(text)
    except TalksError as error:
        read = guess_date(run, text)
        if read is None:
            raise UsageError(error.message, place=option, hint=error.hint) from error
        value = parse_edtf(read)
    return value.latest if last else value.earliest


def guess_date(run: Run, text: str) -> str | None:
    """Return what a date that is no EDTF most likely means, and say so; None where it means nothing.

    Reading may guess. A date without its year, and words such as "yesterday", are taken by today.
    """
    from datetime import date

    from talkscli.values.as_written import Style, list_meanings

    meanings = list_meanings("date", text, Style(near=date.today()))  # noqa: DTZ011 - the reader's own day
    if not meanings:
        return None
    read, *others = meanings
    more = f"; it may be {' or '.join(others)} too" if others else ""
    run.say_once(f"{cut(text)} is taken as {read}{more}")
    return read
