"""Small stores, made in one line, and the ways to write and open them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from talkscli.queries.archive import Archive
from talkscli.queries.opening import open_archive

Store = dict[str, Any]


def make_claim(one: str, **fields: Any) -> dict[str, Any]:
    """Make a claim: fields of `what` and `source` by their own names."""
    claim: dict[str, Any] = {"id": one, "who": fields.pop("who", "ann")}
    what: dict[str, Any] = {
        "about": "round-1",
        "property": "date",
        "value": "2025-05-16",
        "text": f"What {one} says.",
    }
    source: dict[str, Any] = {"document": "doc-1"}
    for name, value in fields.items():
        if name in {"about", "property", "value", "stance", "status", "only", "text", "mentions"}:
            what[name] = value
        elif name in {"document", "paragraph", "quote", "via"}:
            source[name] = value
        else:
            claim[name] = value
    if what["value"] is None:
        del what["value"]
    return claim | {"what": what, "source": source}


def make_store(*claims: dict[str, Any], **sections: Any) -> Store:
    """Make a store with three people, two rounds, three places and one property of each type."""
    return {
        "schema_version": 1,
        "title": "Small talks",
        "actors": [
            {"id": "ann", "kind": "person", "name": "Ann Hall", "aliases": ["Анна Холл"]},
            {"id": "bob", "kind": "person", "name": "Bob Stone"},
            {"id": "cem", "kind": "person", "name": "Cem Yıldız"},
            {"id": "some-source", "kind": "unnamed", "name": "a source"},
            {"id": "daily", "kind": "outlet", "name": "The Daily"},
            {"id": "weekly", "kind": "outlet", "name": "The Weekly"},
            *sections.pop("actors", []),
        ],
        "places": [
            {"id": "turkey", "name": "Türkiye"},
            {"id": "istanbul", "name": "Istanbul", "within": "turkey"},
            {"id": "palace", "name": "Dolmabahçe Palace", "within": "istanbul"},
        ],
        "events": [
            {"id": "round-1", "kind": "round", "name": "First round", "number": 1},
            {"id": "round-3", "kind": "round", "name": "Third round", "number": 3},
        ],
        "properties": [
            {"id": kind, "type": kind, "label": kind.title()}
            for kind in ("date", "duration", "count", "place", "actor", "terms", "yes-no", "quote", "text")
        ],
        "terms": [{"id": "peace", "name": "Peace"}, {"id": "trade", "name": "Trade"}],
        "documents": [
            {"id": "doc-1", "outlet": "daily", "title": "One", "published": "2025-07-21"},
            {"id": "doc-2", "outlet": "weekly", "title": "Two", "published": "2025-07-23"},
            {"id": "doc-3", "outlet": "weekly", "title": "Three"},
        ],
        **sections,
        "claims": list(claims),
    }


def write_lines(store: Store) -> bytes:
    """Write a store as the program writes it: one record a line."""
    parts = []
    for key, value in store.items():
        if isinstance(value, list):
            rows = ",\n".join("    " + json.dumps(one, ensure_ascii=False) for one in value)
            parts.append(f'  "{key}": [\n{rows}\n  ]' if rows else f'  "{key}": []')
        else:
            parts.append(f'  "{key}": {json.dumps(value, ensure_ascii=False)}')
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


@pytest.fixture
def claim() -> Callable[..., dict[str, Any]]:
    return make_claim


@pytest.fixture
def store() -> Callable[..., Store]:
    return make_store


@pytest.fixture
def written() -> Callable[[Store], bytes]:
    return write_lines


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "cache"
    monkeypatch.setenv("TALKS_CACHE", str(directory))
    return directory


@pytest.fixture
def opened(tmp_path: Path, cache: Path) -> Iterator[Callable[..., Archive]]:
    """Write a store and open it."""
    archives: list[Archive] = []

    def open_store(store: Store | bytes, *, name: str = "store.json", as_of: str | None = None) -> Archive:
        path = tmp_path / name
        path.write_bytes(store if isinstance(store, bytes) else write_lines(store))
        archives.append(open_archive(str(path), as_of=as_of))
        return archives[-1]

    del cache
    yield open_store
    for archive in archives:
        archive.close()
