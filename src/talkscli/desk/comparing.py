"""Two stores opened side by side, and what differs between them."""

import os
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO

from talkscli.desk.differences import list_differences
from talkscli.desk.sides import Side
from talkscli.queries.opening import open_archive

if TYPE_CHECKING:
    from typing import Self

    from talkscli.desk.differences import Difference
    from talkscli.index.reading import Progress


class Comparison:
    """Two stores side by side.

    Attributes:
        unread: The stores that come through a pipe and are read only once: no notes on claims are compared.
    """

    def __init__(self, old: Side, new: Side) -> None:
        self._old = old
        self._new = new
        self.unread = [side.name for side in (old, new) if not side.can_read_again]

    def close(self) -> None:
        """Close both stores."""
        self._old.close()
        self._new.close()

    def __enter__(self) -> "Self":
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def differences(self) -> "Iterator[Difference]":
        """Yield all that differs, kind by kind and by id; as often as it is asked for."""
        return list_differences(self._old, self._new)


def compare_stores(
    old: str,
    new: str,
    *,
    as_of: str | None = None,
    environ: Mapping[str, str] = os.environ,
    stdin: BinaryIO | None = None,
    progress: "Progress | None" = None,
    remark: Callable[[str], object] | None = None,
) -> Comparison:
    """Compare two stores: their records, claims, facts and verdicts.

    Args:
        old: The earlier store: a file, a directory, `-` for standard input, or the null device for none.
        new: The later store, likewise.
        as_of: A date (EDTF): only what was published and said by then counts.
        environ: Where the cache of indexes is named.
        stdin: What `-` reads; the process's own standard input if None.
        progress: Called with the bytes read and all bytes while a store is indexed.
        remark: Called with what is wrong with the cache and what to do.

    Raises:
        StoreError: a store cannot be read, or is not valid.
        UsageError: `as_of` is not a date.
    """

    def open_side(path: str) -> Side:
        if path == os.devnull:
            return Side(path, None)
        archive = open_archive(
            path, as_of=as_of, environ=environ, stdin=stdin, progress=progress, remark=remark
        )
        return Side(path, archive)

    return Comparison(open_side(old), open_side(new))
