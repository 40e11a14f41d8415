"""The lines of a file at which records stand, for faults that name a record."""

import re
from collections.abc import Collection

_ID = re.compile(rb'"id"[ \t]*:[ \t]*"([^"\\]*)"')


def find_lines(path: str, ids: Collection[str]) -> dict[str, int]:
    """Return the first line on which each id stands; none for a file that is packed, or cannot be read."""
    wanted = {one.encode(errors="replace"): one for one in ids}
    lines: dict[str, int] = {}
    if not wanted:
        return lines
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            for number, line in enumerate(file, 1):
                for match in _ID.finditer(line):
                    if match[1] in wanted:
                        lines.setdefault(wanted[match[1]], number)
    except OSError:
        return {}
    return lines
