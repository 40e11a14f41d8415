"""The claims that concern an actor: roles, what they said, what is said of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talkscli.queries.filters import ClaimFilter

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import ClaimRow

ROLE = "role"
SAID = "said"
OF = "of"


def read_parts(archive: "Archive", key: str, tags: tuple[str, ...] = ()) -> Iterator[tuple[str, "ClaimRow"]]:
    """Return the claims that concern an actor, each once: roles, what they said, what is said of them."""
    seen = set()
    for row in archive.claims(ClaimFilter(about=(key,), property=(ROLE,), tag=tags)):
        seen.add(row["id"])
        yield ROLE, row
    for row in archive.claims(ClaimFilter(who=(key,), tag=tags)):
        if row["id"] not in seen:
            yield SAID, row
    for row in archive.claims(ClaimFilter(mentions=(key,), tag=tags)):
        if row["id"] not in seen and row["who"] != key:
            yield OF, row
