"""What a server for assistants works with: one store, its texts, a file for drafts, and what it may do."""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talkscli.errors import UsageError

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive


class Answer(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    notes: str


class Service:
    """One store as it is offered to an assistant; it is opened anew for every question."""

    def __init__(
        self,
        path: str,
        run: Callable[[Sequence[str]], Answer],
        *,
        texts: str | None = None,
        drafts: str | None = None,
        can_write: bool = False,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self.path = path
        self.run = run
        """Runs a command line of the program, whose words no shell has seen."""
        self.texts = texts
        """The directory with the documents' texts."""
        self.drafts = drafts
        """The file to which proposals are added."""
        self.can_write = can_write
        self.environ = environ

    def open(self) -> "Archive":
        """Open the store as it is now."""
        from talkscli.queries.opening import open_archive

        return open_archive(self.path, environ=self.environ)

    def require_texts(self) -> str:
        """Return the directory of the texts.

        Raises:
            UsageError: none was named.
        """
        if self.texts is None:
            raise UsageError("no texts are at hand", hint="talks mcp --texts DIR names their directory")
        return self.texts
