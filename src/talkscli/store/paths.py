"""Where the shipped store lies, and where indexes may be kept."""

# Paths are plain strings here: pathlib would cost start-up time.
# ruff: noqa: PTH100, PTH110, PTH117, PTH120

import os
import sys
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


def cache_directory(environ: Mapping[str, str]) -> str | None:
    """Name the directory for indexes; None where there is no home to put it in."""
    if chosen := environ.get("TALKS_CACHE"):
        return chosen
    if sys.platform == "win32":
        base = environ.get("LOCALAPPDATA")
        return f"{base}\\talks\\Cache" if base else None
    # The XDG rule: a relative path is no answer.
    if (base := environ.get("XDG_CACHE_HOME")) and os.path.isabs(base):
        return f"{base}/talks"
    home = environ.get("HOME")
    if not home:
        return None
    return f"{home}/Library/Caches/talks" if sys.platform == "darwin" else f"{home}/.cache/talks"
