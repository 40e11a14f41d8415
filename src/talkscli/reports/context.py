"""Positions in context, in words: who says only something vaguer that fits, and what is level at the top."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.context import find_level, find_rivals, find_support
from talkscli.reports.blocks import Block, Paragraph, Span
from talkscli.reports.labels import count_words, origin_words

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from talkscli.conflicts.context import Support
    from talkscli.conflicts.engine import Judgement, Position
    from talkscli.queries.labels import Labels
    from talkscli.values.vocabulary import Vocabulary

MOST_TOLD = 3
"""Of so many positions it is told in a sentence who says something vaguer that fits."""


class Context:
    """How the positions of a judged fact stand among each other; found when it is first asked for."""

    def __init__(self, judgement: "Judgement", vocabulary: "Vocabulary") -> None:
        self.judgement = judgement
        self._vocabulary = vocabulary

    @cached_property
    def level(self) -> "Sequence[Position]":
        """Return the positions with most origins, where several have as many."""
        return find_level(self.judgement)

    @cached_property
    def _support(self) -> "Mapping[Hashable, Support]":
        return find_support(self.judgement, self._vocabulary)

    def support(self, position: "Position") -> "Support | None":
        """Return who says only something vaguer that fits a position, if there is anybody."""
        return self._support.get(position.key)


def describe_support(
    context: Context, position: "Position", numbers: "Mapping[Hashable, int]"
) -> dict[str, Any]:
    """Return, for JSON, who says only something vaguer that fits a position."""
    found = context.support(position)
    least, most = found.origins if found else (0, 0)
    return {
        "least": least,
        "most": most,
        "who": list(found.whos) if found else [],
        "positions": [numbers[one.key] for one in found.positions] if found else [],
    }


def tell_size(judgement: "Judgement") -> str:
    """Tell how many positions, origins and reports there are, and how many origins stand in several rows."""
    times = Counter(who for position in judgement.positions for who in position.whos)
    shared = sum(1 for count in times.values() if count > 1)
    origins = origin_words(judgement.origins) + (f" ({shared} with more than one position)" if shared else "")
    reports = count_words(judgement.reports, "report")
    return f"{count_words(len(judgement.positions), 'position')}, {origins}, {reports}"


def draw_context(context: Context, labels: "Labels", say: "Callable[[Position], str]") -> Iterator[Block]:
    """Draw what the numbers of origins alone do not show.

    Args:
        context: The positions.
        labels: The names of claimants.
        say: Writes the value of a position.
    """
    if level := context.level:
        shown = [say(position) for position in level[:MOST_TOLD]]
        if more := len(level) - len(shown):
            shown.append(f"{more:,} more")
        told = f"{', '.join(shown[:-1])} and {shown[-1]}, with {origin_words(level[0].origins)} each."
        yield Paragraph([Span("Level at the top: ", "strong"), told], hanging=5)
    groups: dict[tuple[object, ...], tuple[Support, list[Position]]] = {}
    for position in find_rivals(context.judgement):
        if found := context.support(position):
            alike = (tuple(found.whos), tuple(one.key for one in found.positions))
            groups.setdefault(alike, (found, []))[1].append(position)
    for found, positions in list(groups.values())[:MOST_TOLD]:
        shown = [f"{_count_sayers(one.origins)} {say(one)}" for one in positions[:MOST_TOLD]]
        if more := len(positions) - len(shown):
            shown.append(count_words(more, "more position"))
        vaguer = " or ".join(say(one) for one in found.positions)
        which = "which fits" if len(positions) == 1 else "which fits each"
        yield Paragraph(
            [
                Span("Fits too: ", "strong"),
                f"{', '.join(shown)}; {_count_sayers(found.origins, 'more')} only {vaguer}, {which} ",
                Span(f"({', '.join(labels.short_who(one) for one in found.whos)}).", "dim"),
            ],
            hanging=5,
        )


def _count_sayers(origins: tuple[int, int], more: str = "") -> str:
    least, most = origins
    number = f"{most:,}" if least == most else f"{least:,} to {most:,}"
    return " ".join(filter(None, [number, more, "says" if most == 1 else "say"]))
