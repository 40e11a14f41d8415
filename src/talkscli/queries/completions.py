"""What a half-typed name, id or key may become, for a shell that asks while the user waits."""

# Paths are plain strings here: pathlib would cost start-up time.
# ruff: noqa: PTH100, PTH116

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from talkscli.queries.names_lookup import write_kind

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive

MOST = 60
"""How many candidates a shell is given at most."""
QUICKLY_INDEXED = 1 << 22
"""A store of more bytes that has no index yet is not indexed while a shell waits."""
_SPELLINGS = 10
"""How many spellings of each candidate are looked at, on average."""
_LAST = "\U0010ffff"

Candidate = tuple[list[str], str, str]
"""The words that begin as the text does, the best first; the id or key; and what it stands for."""


def open_quickly(path: str | None, environ: Mapping[str, str]) -> "Archive | None":
    """Open a store if that is quick: if it has an index, or is small enough to get one.

    Args:
        path: As `open_archive` takes it.
        environ: Where TALKS_STORE and the cache are named.

    Returns:
        None for standard input, for a pipe or device, and for a large store that has no index.

    Raises:
        StoreError: a small store cannot be read, or is not valid.
        OSError: there is no such store.
    """
    from talkscli.files.store_files import list_files
    from talkscli.files.store_paths import find_store
    from talkscli.index.cache import Cache
    from talkscli.queries.archive import Archive
    from talkscli.queries.opening import open_archive

    store = find_store(path, environ)
    if store == "-":
        return None
    mode = os.stat(store).st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        return None
    if sum(os.stat(file).st_size for file in list_files(store)) <= QUICKLY_INDEXED:
        return open_archive(store, environ=environ)
    with Cache(os.path.abspath(store), environ, None) as cache:
        connection = cache.open_unchanged()
    return None if connection is None else Archive(connection)


def complete(archive: "Archive", kinds: Sequence[str], text: str, limit: int = MOST) -> list[Candidate]:
    """List the records, claims, facts or statuses of which an id or name begins with a text.

    Args:
        archive: The store.
        kinds: Kinds of records, `outlet`, `round`, `claim`, `fact` or `status`.
        text: What was typed; without any, only ids are listed.
        limit: How many candidates of each kind at most.
    """
    return [candidate for kind in kinds for candidate in _find(archive, kind, text, limit)]


def _find(archive: "Archive", kind: str, text: str, limit: int) -> Iterator[Candidate]:
    reach = (text, text + _LAST)
    if kind == "status":
        yield from (([one], one, "") for one in archive.statuses() if one.startswith(text))
    elif kind == "claim":
        sql = "SELECT id FROM claim WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
        yield from (([one], one, "") for (one,) in archive.run(sql, (*reach, limit)))
    elif kind == "fact":
        sql = "SELECT key, verdict FROM fact WHERE key >= ? AND key < ? ORDER BY key LIMIT ?"
        yield from (([key], key, verdict) for key, verdict in archive.run(sql, (*reach, limit)))
    else:
        yield from _find_records(archive, kind, reach, limit)


def _find_records(archive: "Archive", kind: str, reach: tuple[str, str], limit: int) -> Iterator[Candidate]:
    where = "kind = 'event' AND entity.sub = 'round'" if kind == "round" else write_kind(kind)
    sql = f"SELECT id, name FROM entity WHERE {where} AND id >= ? AND id < ? ORDER BY id LIMIT ?"
    by_id = dict(archive.run(sql, (*reach, limit)))
    yield from (([one], one, name) for one, name in by_id.items())
    # A document is asked for by its id: a title fills a line.
    if not reach[0] or kind == "document":
        return
    sql = (
        "SELECT name.form, entity.id, entity.name FROM name CROSS JOIN entity ON entity.num = name.num "
        f"WHERE name.form >= ? AND name.form < ? AND name.way = 'exact' AND {where} "
        "ORDER BY name.form LIMIT ?"
    )
    spelled: dict[str, tuple[list[str], str]] = {}
    for form, one, name in archive.run(sql, (*reach, limit * _SPELLINGS)):
        if one not in by_id:
            spelled.setdefault(one, ([], name))[0].append(form)
    for one, (forms, name) in list(spelled.items())[:limit]:
        # The name first, then the shortest spelling.
        yield sorted(forms, key=lambda form, name=name: (form != name, len(form), form)), one, name  # type: ignore[misc]
