"""A store where there was none, written canonically."""
# The crash tests stand between this module and the calls of `os`, so it calls nothing else.
# ruff: noqa: PTH100, PTH122

import json
import os
from collections.abc import Iterable, Iterator

from talkscli.claims import HEADER_KINDS, SECTIONS, Claim, Store
from talkscli.errors import StoreWriteError, UsageError
from talkscli.files.replacement import GZIP, ZSTD, Replacement
from talkscli.files.style import simplify, write_line

ENDINGS = ("", ".json", ".jsonl", ".ndjson")
"""How the name of a store may end, before what tells that it is compressed."""


def create_store(path: str, store: Store, claims: Iterable[Claim] | None = None) -> None:
    """Write a new store where there is none: one record a line, or JSON Lines, as the name says.

    Args:
        path: Its name, which ends in .json, .jsonl or .ndjson, or has no ending; .gz or .zst may follow.
        store: What it holds.
        claims: Its claims in place of those that `store` has; asked for once and never held together.

    Raises:
        UsageError: the name is that of another kind of file.
        StoreWriteError: there is a file of that name, or it cannot be written.
    """
    stem, packing = path, ""
    for ending, kind in ((".gz", GZIP), (".zst", ZSTD)):
        if path.endswith(ending):
            stem, packing = path.removesuffix(ending), kind
    ending = os.path.splitext(stem)[1]
    if ending not in ENDINGS:
        raise UsageError(
            f"a store is JSON, and {ending} names something else",
            place=path,
            hint=f"let the name end in {', '.join(ENDINGS[1:])}; .gz or .zst may follow",
        )
    text = (write_document if ending in {"", ".json"} else write_records)(
        store, store.claims if claims is None else claims
    )
    try:
        with Replacement(os.path.abspath(path), packing=packing) as new:
            new.write_all(text)
            new.finish()
            new.place()
    except FileExistsError as error:
        raise StoreWriteError(
            "there is a file of that name already", place=path, hint="name another, or `talks add` to it"
        ) from error
    except ValueError as error:
        raise StoreWriteError(
            "this cannot be the name of a file", place=repr(path), hint="name another"
        ) from error
    except OSError as error:
        raise StoreWriteError(
            f"could not be written: {error.strerror or error}", place=path, hint="name another place"
        ) from error


def write_document(store: Store, claims: Iterable[Claim]) -> Iterator[bytes]:
    """Write a store canonically: fixed order, one record a line."""
    members = {
        "$schema": store.json_schema,
        "schema_version": store.schema_version,
        "title": store.title,
        "description": store.description,
    }
    lines = [f'  "{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in members.items() if value]
    yield ("{\n" + ",\n".join(lines)).encode()
    for section in SECTIONS.values():
        yield f',\n  "{section}": ['.encode()
        between = b"\n    "
        for record in claims if section == "claims" else getattr(store, section):
            yield between + write_line(record).encode()
            between = b",\n    "
        yield b"\n  ]"
    yield b"\n}\n"


def write_records(store: Store, claims: Iterable[Claim]) -> Iterator[bytes]:
    """Write a store as JSON Lines: the header first, then one claim a line."""
    header = simplify(store.model_copy(update={"claims": []}))
    if (schema := header.pop("json_schema", None)) is not None:
        header = {"$schema": schema, **header}
    for section in (SECTIONS[kind] for kind in HEADER_KINDS):
        if section in header:
            header[section] = [simplify(record) for record in getattr(store, section)]
    yield (json.dumps(header, ensure_ascii=False) + "\n").encode()
    for claim in claims:
        yield (write_line(claim) + "\n").encode()
