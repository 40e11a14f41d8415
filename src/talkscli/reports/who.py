"""`talks who`: who someone is by whose account, what they said, what is said of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talkscli.reports.columns import CLAIM_COLUMNS
from talkscli.reports.table import Cell, Column, Report
from talkscli.reports.who_parts import OF, ROLE, SAID, read_parts

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import ClaimRow
    from talkscli.reports.blocks import Block


COLUMNS = (
    Column("actor", kind="id", hidden=True),
    Column("part", choices=(ROLE, SAID, OF)),
    *CLAIM_COLUMNS,
)


def report_who(
    archive: "Archive", keys: tuple[str, ...], limit: int | None = None, tags: tuple[str, ...] = ()
) -> Report:
    """Report what concerns one actor or several; only claims that have one of some tags, if any are given."""

    def parts() -> "Iterator[tuple[str, str, ClaimRow]]":
        return ((key, part, row) for key in keys for part, row in read_parts(archive, key, tags))

    def rows() -> Iterator[list[Cell]]:
        return ([key, part, *row.cells()] for key, part, row in parts())

    def lines() -> Iterator[str]:
        # The index keeps each claim as a JSON object: what is added goes before its first key.
        return (f'{{"actor":"{key}","part":"{part}",{row.line[1:]}' for key, part, row in parts())

    def blocks(width: int) -> "Iterator[Block]":
        from talkscli.queries.labels import Labels
        from talkscli.reports.blocks import Gap
        from talkscli.reports.who_view import draw_actor

        labels = Labels(archive)
        for number, key in enumerate(keys):
            if number:
                yield Gap()
            yield from draw_actor(archive, labels, key, width, limit, tags)

    return Report(
        COLUMNS,
        rows(),
        lines=lines,
        view=blocks,
        empty=f"no claim concerns {', '.join(keys)}" if keys else "nobody is named",
    )
