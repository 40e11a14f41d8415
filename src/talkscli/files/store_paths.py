"""Which store is meant, and where the shipped one lies."""

# Paths are plain strings here: pathlib would cost start-up time.
# ruff: noqa: PTH100, PTH110, PTH120

import os
from collections.abc import Mapping

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def find_store(path: str | None, environ: Mapping[str, str]) -> str:
    """Name the store to read: the one given, that of TALKS_STORE, or the one shipped with the program."""
    return path or environ.get("TALKS_STORE") or shipped_store()


def shipped_store() -> str:
    """Name the store that comes with the program."""
    packaged = packaged_store()
    checkout = f"{_PACKAGE}/../../data/facts.json"
    if not os.path.exists(packaged) and os.path.exists(checkout):
        return os.path.normpath(checkout)
    return packaged


def packaged_store() -> str:
    """Name the store inside the installed package, which nobody may write."""
    return f"{_PACKAGE}/data/facts.json"
