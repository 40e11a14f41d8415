"""The disputes of a store at a glance: one line a fact, the weightiest first."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from talkscli.conflicts.context import find_level
from talkscli.conflicts.verdict import RANKS
from talkscli.reports.blocks import Block, Gap, Heading, Line, Paragraph, Span, join_runs
from talkscli.reports.labels import count_words
from talkscli.reports.positions import drop_vaguer, show_position

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Judgement, Position
    from talkscli.queries.archive import Archive
    from talkscli.queries.labels import Labels
    from talkscli.queries.rows import FactRow

REMARKS = {
    "wording": "wording only",
    "rounding": "rounding only",
    "plan-and-outcome": "plan and outcome",
    "status": "degree only",
    "precision": "how exact",
    "coverage": "how much is named",
}
"""What is said of a dispute that is less than two answers, by its cause."""

MOST_POSITIONS = 4

LEAST_ROOM = 80
"""So much room positions are to have before the facts' names stand beside their keys."""

FEWEST_LETTERS = 8
"""To fewer a value is not cut."""

REMARK = "Positions with claimants, or how many. talks conflicts FACT shows one fact, --full all."


def draw_disputes(
    archive: "Archive", labels: "Labels", facts: "Sequence[FactRow]", width: int
) -> Iterator[Block]:
    """Draw one line a fact under its verdict: its key, and its positions in as many words as fit."""
    longest = max((len(fact.key) for fact in facts), default=0)
    margin = min(longest, width * 3 // 10)
    names = {fact.key: labels.fact(fact.key) for fact in facts}
    widest = max(map(len, names.values()), default=0)
    named = longest + widest + LEAST_ROOM <= width
    for verdict, among in groupby(sorted(facts, key=weigh), lambda fact: fact.verdict):
        here = list(among)
        yield Heading(Span(verdict, verdict), Span(count_words(len(here), "fact"), "dim"), level=2)
        for fact in here:
            begin = [Span(fact.key.ljust(longest if named else margin) + "  ", "id")]
            if named:
                begin.append(Span(names[fact.key].ljust(widest) + "  ", "strong"))
            room = width - 2 - sum(len(span.text) for span in begin)
            forms = _list_forms(labels, fact, archive.judge(fact.key), room)
            yield Line([[*begin, *form] for form in forms], indent=2)
    yield Gap()
    yield Paragraph(Span(REMARK, "dim"))


def weigh(fact: "FactRow") -> tuple[int, bool, int, int, str]:
    """Return what disputes are sorted by: the verdict, then two answers before two wordings, then origins."""
    return RANKS[fact.verdict], fact.cause in REMARKS, -fact.origins[0], -fact.reports, fact.key


def _list_forms(
    labels: "Labels", fact: "FactRow", judged: "Judgement", room: int
) -> Iterator[list[Span | str]]:
    """Write the positions of a fact in ever fewer words: with claimants, with their number, with the words in
    which all of them end only once, and cut.
    """  # noqa: D205
    telling = drop_vaguer(judged, list(judged.positions))
    shown = telling[:MOST_POSITIONS]
    more = len(judged.positions) - len(shown)
    left = f"{more} {'vaguer' if len(telling) <= MOST_POSITIONS else 'more'}" if more else ""
    level = find_level(judged)
    remarks = ["level at the top"] if level and level[0].origins[1] > 1 else []
    remarks += [REMARKS[fact.cause]] if fact.cause in REMARKS else []
    values = [show_position(labels, fact.property, position) for position in shown]
    whos = [f" ({_show_origins(labels, position)})" for position in shown]
    numbers = [f" ({position.origins[1]})" for position in shown]
    yield _join(shown, values, whos, left, remarks, fact.verdict)
    yield _join(shown, values, numbers, left, remarks, fact.verdict)
    values = _share_end(values)
    yield _join(shown, values, numbers, left, remarks, fact.verdict)
    spare = (
        room - sum(map(len, (*numbers, left, *remarks))) - 3 * (len(shown) - 1 + bool(left) + len(remarks))
    )
    yield _join(shown, _cut(values, spare), numbers, left, remarks, fact.verdict)


def _join(
    positions: "Sequence[Position]",
    values: Sequence[str],
    whos: Sequence[str],
    left: str,
    remarks: Sequence[str],
    verdict: str,
) -> list[Span | str]:
    roles = ["denies" if position.stance == "denies" else "value" for position in positions]
    told = zip(roles, values, whos, strict=True)
    spans = join_runs(
        Span(" | ", "dim"), ([Span(value, role), Span(who, "dim")] for role, value, who in told)
    )
    if left:
        spans.append(Span(f" | {left}", "dim"))
    for remark in remarks:
        spans.append(Span(f" — {remark}", verdict))
    return spans


def _cut(values: Sequence[str], room: int) -> list[str]:
    """Shorten the longest of some words until all of them fit, none to less than a few letters."""
    most = max(map(len, values), default=0)
    while most > FEWEST_LETTERS and sum(min(len(value), most) for value in values) > room:
        most -= 1
    return [value if len(value) <= most else _cut_one(value, most) for value in values]


def _cut_one(value: str, most: int) -> str:
    """Cut a value behind a word, if that leaves half of what fits."""
    kept = value[: most - 1]
    whole = kept.rpartition(" ")[0]
    return (whole if len(whole) * 2 >= most else kept).rstrip() + "…"


def _share_end(values: Sequence[str]) -> list[str]:
    """Leave out the last words that all values have in common, but of the last value."""
    words = [value.split(" ") for value in values]
    same = 0
    while all(len(one) > same + 1 for one in words) and len({one[-same - 1] for one in words}) == 1:
        same += 1
    return [" ".join(one[: len(one) - same]) for one in words[:-1]] + [*values[-1:]]


def _show_origins(labels: "Labels", position: "Position") -> str:
    """Name the claimants of a position, or one of them and how many there are beside."""
    accounts = {account.who for account in position.accounts}
    names = [labels.short_who(who) for who in position.whos]
    if len(accounts) > 2:
        names = [names[0], f"{len(accounts) - 1} more"]
    statuses = sorted({account.status for account in position.accounts if account.status})
    degree = f", {'/'.join(statuses)}" if statuses and len(statuses) < 3 else ""
    return " and ".join(names) + degree
