"""Claims by their words, the best first; see `text_query` for the language.

Where nothing has the words, the nearest spellings that the store has are taken, and it is said.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from talkscli.errors import cut
from talkscli.index.spelling import WORD, find_forms
from talkscli.queries.rows import ClaimRow
from talkscli.queries.spellings import prepare_query, spell_nearer
from talkscli.queries.text_matching import MOST_RANKED, find_hits

if TYPE_CHECKING:
    from talkscli.queries.session import Session
    from talkscli.queries.text_query import Condition


class Hit(NamedTuple):
    """A claim that a search found, how well it fits, and the words that matched."""

    row: ClaimRow
    score: float
    """From 0 to 1, the best hit of a search first."""
    marks: Sequence[tuple[int, int]] = ()
    """Where the words stand in the claim's text: start and end of each."""


def search_claims(
    session: "Session", query: str, limit: int | None, tags: Sequence[str] = ()
) -> tuple[Iterator[Hit], str]:
    """Return the claims that a query matches, best first, and a remark; see the module for the language.

    The remark tells what the search did beyond what was asked, such as taking a near spelling.
    """
    wanted = prepare_query(session, query)
    notes = []
    rows, by_age = find_hits(session, wanted, limit, tags)
    first = next(rows, None)
    if first is None and (changed := spell_nearer(session, wanted)):
        rows, by_age = find_hits(session, wanted, limit, tags)
        first = next(rows, None)
        taken = ", ".join(f"{cut(asked)!r}; taken instead: {near!r}" for asked, near in changed)
        notes.append(f"nothing has {taken}")
    if first is None:
        return iter(()), ""
    if by_age:
        notes.append(f"more than {MOST_RANKED:,} claims have each of these words: the newest come first")
    best = first[1]

    def tell() -> Iterator[Hit]:
        for line, score in chain((first,), rows):
            row = ClaimRow(line)
            yield Hit(row, round(score / best, 4) if best else 1.0, mark_words(row["text"], wanted))

    return tell(), "; ".join(notes)


def mark_words(text: str, wanted: Sequence["Condition"]) -> list[tuple[int, int]]:
    """List where in a text the words of a query stand: start and end of each."""
    said = list(WORD.finditer(text))
    forms = [set(find_forms(match[0])) for match in said]
    marks = {
        said[place].span()
        for one in wanted
        if not one.field and not one.absent
        for places in one.find_in(forms)
        for place in places
    }
    return sorted(marks)
