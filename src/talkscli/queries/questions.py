"""A question in words, and the facts that it asks for: "how many prisoners", "when is the third round".

The word that asks tells the type of the answer; the words that say something are looked for in the names of
facts and in their claims. Where not all of them are found together, as many as can be count.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from talkscli.index.spelling import read_words

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import FactRow

ASKING: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("how many", ("count",)),
    ("how much", ("money", "count")),
    ("how long", ("duration",)),
    ("how old", ("count", "duration")),
    ("when", ("date",)),
    ("on what day", ("date",)),
    ("on which day", ("date",)),
    ("on what date", ("date",)),
    ("where", ("place",)),
    ("who", ("actor",)),
    ("whom", ("actor",)),
    *((word, ()) for word in ("what", "which", "why", "how")),
    *(
        (word, ("yes-no",))
        for word in ("is", "are", "was", "were", "did", "does", "do", "will", "has", "have")
    ),
)
"""How a question begins, and the types of the properties that answer it; none where any may."""

_EMPTY = """
a an the of in on at to for from by with as and or not no it its this that these those there they he she is
are was were be been being did does do done has have had will would shall can could may must what which who
whom whose when where why how many much long old day date say says said about take takes took place happen
happens happened
"""
EMPTY = frozenset(_EMPTY.split())
"""Words that say nothing of what is asked for."""

MOST_WORDS = 6
"""More words than so many that say something are no question of this kind."""
MOST_FACTS = 5


class Question(NamedTuple):
    """What is asked: of which types the answer is, and the words that say what it is about."""

    types: Sequence[str]
    words: Sequence[str]


def read_question(text: str) -> Question | None:
    """Return what a text asks, or None where it is no question."""
    if any(sign in text for sign in '":*') or text.startswith("-") or " -" in text:
        return None  # the language of searches
    said = read_words(text.lower())
    for beginning, types in ASKING:
        first = beginning.split()
        if said[: len(first)] == first:
            words = [word for word in said[len(first) :] if word not in EMPTY]
            return Question(types, words) if 0 < len(words) <= MOST_WORDS else None
    return None


def find_answers(archive: "Archive", question: Question) -> "list[FactRow]":
    """Return the facts that a question asks for: those that have most of its words, and of these the few that
    most claims are about.
    """  # noqa: D205
    for size in range(len(question.words), 0, -1):
        found: dict[str, FactRow] = {}
        for words in combinations(question.words, size):
            for fact in _list_facts(archive, words, question.types):
                found.setdefault(fact.key, fact)
        if found:
            return sorted(found.values(), key=lambda fact: (-fact.claims, fact.key))[:MOST_FACTS]
    return []


def _list_facts(archive: "Archive", words: Sequence[str], types: Sequence[str]) -> "Iterator[FactRow]":
    properties = [one["id"] for kind in types for one in archive.entities("property", type=kind)]
    if types and not properties:
        return iter(())
    return archive.facts(words=" ".join(words), property=properties, limit=4 * MOST_FACTS)
