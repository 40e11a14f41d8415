"""Numbers for what a claim has that is no record: a plain value, a tag.

In the table `link` they stand beside the numbers of records, and are negative. Two texts may share one, so
whoever looks claims up by a mark looks at each claim as well.
"""

from collections.abc import Iterable
from zlib import crc32


def mark_value(value: str) -> int:
    """Return the mark of a plain value, as the store writes it."""
    return ~crc32(f"={value}".encode())


def mark_tag(tag: str) -> int:
    """Return the mark of a tag."""
    return ~crc32(f"#{tag}".encode())


def mark_tags(tags: Iterable[str]) -> set[int]:
    """Return the marks of some tags."""
    return {mark_tag(tag) for tag in tags}
