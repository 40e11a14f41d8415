"""The verdicts that an index keeps: each fact's, from the engine."""

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.engine import Account, Judge
from talkscli.index.parallel import Spreading
from talkscli.store.schema import ABOUT

if TYPE_CHECKING:
    from talkscli.conflicts.judgement import Summary
    from talkscli.index.header import Header

_AT_ONCE = 4000


class Ledger:
    """Of every claim what judging needs, in columns; a claim's place is its number less one."""

    def __init__(self, header: "Header") -> None:
        self.header = header
        self.whos = array("i")
        self.documents = array("i")
        self.facts = array("q")
        self.known = array("q")
        self.variants = array("i")
        self.texts: list[str] = []
        """What distinct claims say: stance, exclusion, status and value as JSON."""
        self.revisions: list[tuple[str, str, int]] = []
        self.retracted: set[int] = set()
        self.ids: Sequence[str] = ()
        self.order = array("i")
        """The claims' places, fact by fact."""
        self.starts = array("i")
        """Where in `order` each fact begins, and where the last one ends."""
        self.judge = Judge(header)
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._revised: dict[int, str] = {}

    def add(
        self,
        whos: Iterable[int],
        documents: Iterable[int],
        facts: Iterable[int],
        known: Iterable[int],
        variants: Iterable[str],
        *,
        revisions: Iterable[tuple[str, str, int]] = (),
        retractions: Iterable[int] = (),
    ) -> None:
        """Add claims in the order of their numbers.

        Args:
            whos: The number of each one's claimant.
            documents: That of its document.
            facts: That of its fact.
            known: The day from which it is known.
            variants: What it says: stance, `only` or nothing, status and value as JSON, with bars between.
            revisions: The claim, the one it revises, and the first one's number.
            retractions: The numbers of those taken back.
        """
        self.whos.extend(whos)
        self.documents.extend(documents)
        self.facts.extend(facts)
        self.known.extend(known)
        # A text that is new is given the next number.
        self.variants.extend(map(self._numbers.__getitem__, variants))
        self.revisions += revisions
        self.retracted.update(retractions)

    def settle(self, ids: Sequence[str]) -> None:
        """Group the claims by fact, when there are no more to come."""
        self.ids = ids
        self.texts = list(self._numbers)
        self._numbers.clear()
        facts = self.facts
        # Facts are counted and claims put in their places: sorting them would take longer and hold far more.
        counts = Counter(facts)
        numbers = sorted(counts)
        self.starts = array("i", accumulate((counts[fact] for fact in numbers), initial=0))
        free = dict(zip(numbers, self.starts, strict=False))
        del counts, numbers
        self.order = order = array("i", bytes(4 * len(facts)))
        for claim, fact in enumerate(facts):
            place = free[fact]
            order[place] = claim
            free[fact] = place + 1
        self._revised = {number - 1: revised for _, revised, number in self.revisions}

    def count_facts(self) -> int:
        """Return how many facts there are."""
        return len(self.starts) - 1

    def judge_some(self, start: int) -> list[tuple[Any, ...]]:
        """Return the rows of some facts, beginning with one."""
        rows = []
        records, known, starts = self.header.records, self.known, self.starts
        for number in range(start, min(start + _AT_ONCE, self.count_facts())):
            places = self.order[starts[number] : starts[number + 1]].tolist()
            fact = self.facts[places[0]]
            about, asked = records[fact // ABOUT - 1][1].id, records[fact % ABOUT - 1][1]
            key = f"{about}.{asked.id}"
            accounts = [self._read(place, asked.type) for place in places]
            found: Summary = self.judge.judge(
                key, asked.type, accounts, explain=False, unit=asked.unit
            ).summary
            latest = max(map(known.__getitem__, places))
            rows.append((fact, key, about, asked.id, *found, latest))
        return rows

    def _read(self, place: int, kind: str) -> Account:
        records = self.header.records
        stance, only, status, raw = self.texts[self.variants[place]].split("|", 3)
        value: Any = None
        if raw != "null":
            is_plain = raw[0] == '"' and "\\" not in raw
            value = self.judge.read_value(kind, raw[1:-1] if is_plain else json.loads(raw))
        return Account(
            self.ids[place],
            records[self.whos[place] - 1][1].id,
            value,
            document=records[self.documents[place] - 1][1].id,
            stance=stance,
            status=status or None,
            only=bool(only),
            revises=self._revised.get(place),
            retracted=place + 1 in self.retracted,
        )


def spread_judging(ledger: Ledger, workers: int) -> Spreading:
    """Have the rows of all facts made, by other processes where there are some."""
    starts = range(0, ledger.count_facts(), _AT_ONCE)
    return Spreading(starts, ledger.judge_some, workers, ahead=workers > 0)


def read_account(line: str, kind: str, judging: Judge) -> Account:
    """Make the engine's view of a claim from its row's text."""
    row: dict[str, Any] = json.loads(line)
    return Account(
        row["id"],
        row["who"],
        judging.read_value(kind, row["value"]),
        document=row["document"],
        stance=row["stance"],
        status=row["status"],
        only=row["only"],
        when=row["when"],
        revises=row["revises"],
        retracted=row["retracted"] is not None,
    )
