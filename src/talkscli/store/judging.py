"""The verdicts that an index keeps: each fact's, from the claims that count.

The engine judges one fact and tells all there is to tell. A new store has very many facts, and a list shows
little of each: facts on which all agree need no comparing, values and pairs of them that many facts share are
read and compared once, and pairs that cannot come first are left out. What comes out is the same, which the
tests hold against the engine; what is rare is left to it.
"""

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, combinations
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.engine import PAIRED_POSITIONS, Account, judge, settle_verdict
from talkscli.conflicts.ranking import find_first, rank_position
from talkscli.conflicts.rules import compare_variants
from talkscli.conflicts.variant import OUTCOME, PLAN, Variant
from talkscli.conflicts.verdict import CONTRADICTION, CONTRADICTS, UNKNOWN, VERDICTS, Finding
from talkscli.conflicts.vocabulary import measure
from talkscli.index.parallel import Spreading
from talkscli.store.schema import ABOUT
from talkscli.values.parsing import parse_value

if TYPE_CHECKING:
    from collections.abc import Hashable

    from talkscli.conflicts.vocabulary import Vocabulary
    from talkscli.index.header import Header

RANKS = {verdict: rank for rank, verdict in enumerate(VERDICTS)}
"""The worst verdict first."""

Summary = tuple[int, str, str, str, int, int, int, int, int, int]
"""rank, verdict, cause, why, claims, positions, least and most origins, reports, self-contradiction."""

_AT_ONCE = 4000
_REMEMBERED = 1024
"""How many variants of a type are remembered, and as many pairs."""
_BENCHES = 32
_STATUS = {PLAN: "planned", OUTCOME: "held", "": None}
_PHASES = (*_STATUS,)


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
        """The distinct variants, when all are there: stance, exclusion, phase and value."""
        self.revisions: list[tuple[str, str, int]] = []
        self.retracted: set[int] = set()
        self.ids: Sequence[str] = ()
        self.order = array("i")
        """The claims' places, fact by fact."""
        self.starts = array("i")
        """Where in `order` each fact begins, and where the last one ends."""
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._unnamed: set[int] = set()
        self._revised: dict[int, str] = {}
        self._special: set[int] = set()
        self._questions: dict[int, tuple[str, Bench]] = {}
        self._benches: dict[tuple[str, str | None], Bench] = {}

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
            variants: Its value with what changes how it is compared.
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
        self._unnamed = {
            number
            for number, (kind, record) in enumerate(self.header.records, 1)
            if kind == "actor" and record.kind == "unnamed"
        }
        # What revises or was taken back changes which claims count: the engine sees to that.
        self._revised = {number - 1: revised for _, revised, number in self.revisions}
        self._special = {facts[place] for place in self._revised}
        self._special |= {facts[number - 1] for number in self.retracted}

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
            about, asked = records[fact // ABOUT - 1][1].id, fact % ABOUT
            name, bench = self._questions.get(asked) or self._ask(asked)
            found = self._summarize(f"{about}.{name}", fact, bench, places)
            latest = max(map(known.__getitem__, places))
            rows.append((fact, f"{about}.{name}", about, name, *found, latest))
        return rows

    def _ask(self, number: int) -> tuple[str, "Bench"]:
        """Return the id of a property, and where its values are compared."""
        record = self.header.records[number - 1][1]
        if len(self._benches) > _BENCHES:
            self._benches.clear()
            self._questions.clear()
        which = (record.type, record.unit)
        if which not in self._benches:
            self._benches[which] = Bench(record.type, self.texts, measure(self.header, record.unit))
        self._questions[number] = asked = record.id, self._benches[which]
        return asked

    def _summarize(self, key: str, fact: int, bench: "Bench", places: list[int]) -> Summary:
        counting = self._set_aside(places) if fact in self._special else places
        variants = self.variants
        first = variants[counting[0]] if counting else 0
        for place in counting:
            if variants[place] != first:
                break
        else:
            return self._tell_one(len(places), counting)
        found = self._compare(bench, counting, len(places))
        return found or self._ask_engine(key, bench, places)

    def _set_aside(self, places: list[int]) -> list[int]:
        """Keep the claims that count: not those taken back, nor those that one of the others revises."""
        standing = [place for place in places if place + 1 not in self.retracted]
        revised = {self._revised.get(place) for place in standing}
        return [place for place in standing if self.ids[place] not in revised]

    def _tell_one(self, claims: int, places: list[int]) -> Summary:
        """Judge a fact of which all claims that count say the same."""
        if not places or self.texts[self.variants[places[0]]].startswith("withholds"):
            return (RANKS[UNKNOWN], UNKNOWN, "none", "", claims, 0, 0, 0, 0, 0)
        least, most = self._count_origins(set(map(self.whos.__getitem__, places)))
        verdict = settle_verdict(1, len(places), most)
        reports = len(set(map(self.documents.__getitem__, places)))
        return (RANKS[verdict], verdict, "none", "", claims, 1, least, most, reports, 0)

    def _compare(self, bench: "Bench", places: list[int], claims: int) -> Summary | None:
        """Judge a fact with several variants; None where it has so many that the engine must choose pairs."""
        # Where a value is written in several ways, the first claim's is shown.
        places.sort(key=self.ids.__getitem__)
        bench.forget()
        variants, whos_of, documents_of = self.variants, self.whos, self.documents
        readings = bench.readings
        speaking = 0
        groups: dict[int, Group] = {}
        for place in places:
            number = variants[place]
            reading = readings.get(number) or bench.read(number)
            if reading is None:
                continue
            speaking += 1
            group = groups.get(reading.position)
            if group is None:
                groups[reading.position] = Group(reading, whos_of[place], documents_of[place])
                continue
            if number != group.first.number:
                group.take(reading)
            group.whos.add(whos_of[place])
            group.documents.add(documents_of[place])
        if len(groups) > PAIRED_POSITIONS:
            return None
        positions = list(groups.values())
        if len(positions) > 1:
            positions.sort(key=Group.rank)
        worst = find_first(positions, bench.compare)
        whos: set[int] = set()
        documents: set[int] = set()
        for group in positions:
            whos |= group.whos
            documents |= group.documents
        least, most = self._count_origins(whos)
        verdict = settle_verdict(worst.weight if worst else 1, speaking, most)
        own = verdict == CONTRADICTION and self._find_own(bench, positions, places)
        return (
            RANKS[verdict],
            verdict,
            worst.cause if worst else "none",
            worst.why if worst else "",
            claims,
            len(positions),
            least,
            most,
            len(documents),
            int(own),
        )

    def _find_own(self, bench: "Bench", positions: list["Group"], places: list[int]) -> bool:
        """Return whether one claimant's claims contradict each other."""
        for ours, theirs in combinations(positions, 2):
            if ours.whos.isdisjoint(theirs.whos) or bench.compare(ours, theirs).relation != CONTRADICTS:
                continue
            if len(ours.members) == len(theirs.members) == 1 or self._find_own_variants(bench, places):
                return True
        return False

    def _find_own_variants(self, bench: "Bench", places: list[int]) -> bool:
        """Look for the same where a position has variants that not all of its claimants share."""
        by_who: dict[int, dict[int, Reading]] = {}
        for place in places:
            reading = bench.read(self.variants[place])
            if reading is not None:
                by_who.setdefault(self.whos[place], {})[reading.key] = reading
        return any(
            bench.compare_two(a, b).relation == CONTRADICTS
            for said in by_who.values()
            for a, b in combinations(said.values(), 2)
            if a.position != b.position
        )

    def _count_origins(self, whos: set[int]) -> tuple[int, int]:
        """Return what `count_origins` would, from numbers."""
        most = len(whos)
        if self._unnamed.isdisjoint(whos):
            return most, most
        return max(most - len(whos & self._unnamed), 1), most

    def _ask_engine(self, key: str, bench: "Bench", places: Sequence[int]) -> Summary:
        accounts = []
        bench.forget()
        for place in places:
            reading = bench.read(self.variants[place])
            stance, only, phase, _ = self.texts[self.variants[place]].split("|", 3)
            accounts.append(
                Account(
                    self.ids[place],
                    self.header.records[self.whos[place] - 1][1].id,
                    reading.variant.value if reading else None,
                    document=self.header.records[self.documents[place] - 1][1].id,
                    stance=stance,
                    status=_STATUS[phase],
                    only=bool(only),
                    revises=self._revised.get(place),
                    retracted=place + 1 in self.retracted,
                )
            )
        return summarize(key, bench.kind, accounts, bench.vocabulary)


class Reading:
    """A variant as read, with the numbers of its position and its key: equal ones are the same."""

    __slots__ = ("key", "number", "position", "variant")

    def __init__(self, variant: Variant, number: int, position: int, key: int) -> None:
        self.variant = variant
        self.number = number
        self.position = position
        self.key = key


class Group:
    """The claims of one position."""

    __slots__ = ("documents", "first", "members", "reports", "whos")

    def __init__(self, first: Reading, who: int, document: int) -> None:
        self.first = first
        self.members = [first]
        """Its distinct variants, in the order of the claims' ids."""
        self.whos = {who}
        self.documents = {document}
        self.reports = 0

    def take(self, reading: Reading) -> None:
        """Take one more variant in, if it is not there yet."""
        if all(reading.key != one.key for one in self.members):
            self.members.append(reading)

    def rank(self) -> tuple[int, int, bool, str]:
        """Count the reports, and return what positions are sorted by."""
        self.reports = len(self.documents)
        return rank_position(len(self.whos), self.reports, self.first.variant)


class Bench:
    """Reads and compares the variants of one type, each and each pair once while they are remembered."""

    __slots__ = ("_findings", "_positions", "kind", "readings", "texts", "vocabulary")

    def __init__(self, kind: str, texts: Sequence[str], vocabulary: "Vocabulary") -> None:
        self.kind = kind
        self.texts = texts
        self.vocabulary = vocabulary
        self.readings: dict[int, Reading] = {}
        """By number, those that were read: `read` looks here first."""
        self._positions: dict[Hashable, int] = {}
        self._findings: dict[tuple[int, int], Finding] = {}

    def forget(self) -> None:
        """Make room, between one fact and the next: what is read of a fact is compared by its numbers."""
        if len(self.readings) > _REMEMBERED:
            self.readings.clear()
            self._positions.clear()
        if len(self._findings) > _REMEMBERED:
            self._findings.clear()

    def read(self, number: int) -> Reading | None:
        """Return a variant by its number; None where nothing is said."""
        reading = self.readings.get(number)
        if reading is not None:
            return reading
        stance, only, phase, raw = self.texts[number].split("|", 3)
        if raw == "null" or stance == "withholds":
            return None
        is_plain = raw[0] == '"' and "\\" not in raw
        value = parse_value(self.kind, raw[1:-1] if is_plain else json.loads(raw))
        variant = Variant(value, stance, only=bool(only), status=_STATUS[phase])
        position = self._positions.setdefault(variant.position, len(self._positions))
        key = 2 * (len(_PHASES) * position + _PHASES.index(phase)) + variant.only
        reading = self.readings[number] = Reading(variant, number, position, key)
        return reading

    def compare(self, ours: Group, theirs: Group) -> Finding:
        """Return the worst finding between the variants of one position and those of another."""
        worst = self.compare_two(ours.first, theirs.first)
        if len(ours.members) > 1 or len(theirs.members) > 1:
            for a in ours.members:
                for b in theirs.members:
                    finding = self.compare_two(a, b)
                    if finding.weight > worst.weight:
                        worst = finding
        return worst

    def compare_two(self, a: Reading, b: Reading) -> Finding:
        """Compare two variants."""
        pair = a.number, b.number
        finding = self._findings.get(pair)
        if finding is None:
            finding = compare_variants(self.kind, a.variant, b.variant, self.vocabulary)
            self._findings[pair] = finding
        return finding


def spread_judging(ledger: Ledger, workers: int) -> Spreading:
    """Have the rows of all facts made, by other processes where there are some."""
    starts = range(0, ledger.count_facts(), _AT_ONCE)
    return Spreading(starts, ledger.judge_some, workers, ahead=workers > 0)


def read_account(line: str, kind: str) -> Account:
    """Make the engine's view of a claim from its row's text."""
    row: dict[str, Any] = json.loads(line)
    return Account(
        row["id"],
        row["who"],
        None if row["value"] is None else parse_value(kind, row["value"]),
        document=row["document"],
        stance=row["stance"],
        status=row["status"],
        only=row["only"],
        when=row["when"],
        revises=row["revises"],
        retracted=row["retracted"] is not None,
    )


def summarize(key: str, kind: str, accounts: Sequence[Account], vocabulary: "Vocabulary") -> Summary:
    """Judge a fact and keep what a list of facts shows."""
    judged = judge(key, kind, accounts, vocabulary, explain=False)
    worst = judged.worst
    return (
        RANKS[judged.verdict],
        judged.verdict,
        worst.cause if worst else "none",
        worst.why if worst else "",
        len(accounts),
        len(judged.positions),
        judged.origins[0],
        judged.origins[1],
        judged.reports,
        int(bool(judged.self_contradictions)),
    )
