"""Zstandard: in Python itself from 3.14 on, before that in a package of the same interface."""

from typing import Any


def load_zstd() -> Any:
    """Return the module that compresses and decompresses, or None where there is none."""
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        try:
            from backports import zstd  # type: ignore[import-not-found,no-redef,unused-ignore]
        except ImportError:
            return None
    return zstd
