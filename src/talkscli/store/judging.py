"""The verdicts that an index keeps: each fact's, from the claims that count.

The engine judges one fact and tells all there is to tell. A new store has very many facts, and a list shows
little of each: facts on which all agree need no comparing, and of others each pair of variants is compared
once. What comes out is the same, which the tests hold against the engine; what is rare is left to it.
"""

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.engine import PAIRED_POSITIONS, Account, Judgement, judge, settle_verdict
from talkscli.conflicts.rules import compare_variants
from talkscli.conflicts.sweep import FEW
from talkscli.conflicts.variant import OUTCOME, PLAN, Variant
from talkscli.conflicts.verdict import CONTRADICTION, CONTRADICTS, UNKNOWN, VERDICTS, Finding
from talkscli.conflicts.vocabulary import measure
from talkscli.store.parallel import spread
from talkscli.store.schema import ABOUT
from talkscli.values.parsing import parse_value

if TYPE_CHECKING:
    from talkscli.conflicts.vocabulary import Vocabulary
    from talkscli.store.header import Header

RANKS = {verdict: rank for rank, verdict in enumerate(VERDICTS)}
"""The worst verdict first."""

Summary = tuple[int, str, str, str, int, int, int, int, int, int]
"""rank, verdict, cause, why, claims, positions, least and most origins, reports, self-contradiction."""

_AT_ONCE = 4000
_KNOWN = 50_000
_STATUS = {PLAN: "planned", OUTCOME: "held", "": None}


class Ledger:
    """Of every claim what judging needs, in columns; a claim's place is its number less one."""

    def __init__(self, header: "Header") -> None:
        self.header = header
        self.whos = array("q")
        self.documents = array("q")
        self.facts = array("q")
        self.known = array("q")
        self.variants = array("q")
        self.texts: list[str] = []
        """The distinct variants: stance, exclusion, phase and value."""
        self.revisions: list[tuple[str, str, int]] = []
        self.retracted: set[int] = set()
        self.ids: Sequence[str] = ()
        self.order: list[int] = []
        """The claims' places, fact by fact."""
        self.starts = array("q")
        """Where in `order` each fact begins, and where the last one ends."""
        self._numbers: dict[str, int] = {}
        self._values: dict[tuple[str, str], Any] = {}
        self._revised: dict[int, str] = {}
        self._special: set[int] = set()

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
        numbers, texts = self._numbers, self.texts
        for variant in variants:
            number = numbers.get(variant)
            if number is None:
                number = numbers[variant] = len(texts)
                texts.append(variant)
            self.variants.append(number)
        self.revisions += revisions
        self.retracted.update(retractions)

    def settle(self, ids: Sequence[str]) -> None:
        """Group the claims by fact, when there are no more to come."""
        self.ids = ids
        self._numbers = {}
        facts = self.facts
        self.order = sorted(range(len(facts)), key=facts.__getitem__)
        last = -1
        for place, claim in enumerate(self.order):
            if facts[claim] != last:
                self.starts.append(place)
                last = facts[claim]
        self.starts.append(len(self.order))
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
        records, order = self.header.records, self.order
        for number in range(start, min(start + _AT_ONCE, self.count_facts())):
            places = order[self.starts[number] : self.starts[number + 1]]
            fact = self.facts[places[0]]
            subject, asked = records[fact // ABOUT - 1][1], records[fact % ABOUT - 1][1]
            key = f"{subject.id}.{asked.id}"
            latest = max([self.known[place] for place in places])
            vocabulary = measure(self.header, asked.unit)
            found = self._summarize(key, asked.type, places, vocabulary)
            rows.append((fact, key, subject.id, asked.id, *found, latest))
        return rows

    def _summarize(self, key: str, kind: str, places: list[int], vocabulary: "Vocabulary") -> Summary:
        if self.facts[places[0]] in self._special:
            return self._ask_engine(key, kind, places, vocabulary)
        variants = self.variants
        if len({variants[place] for place in places}) > 1:
            places.sort(key=self.ids.__getitem__)
            counted = [(self._read_variant(kind, variants[place]), place) for place in places]
            claims = [(variant, place) for variant, place in counted if variant is not None]
            if len({variant.key for variant, _ in claims}) > FEW:
                return self._ask_engine(key, kind, places, vocabulary)
            return self._compare(kind, claims, len(places), vocabulary)
        if self.texts[variants[places[0]]].startswith("withholds"):
            return (RANKS[UNKNOWN], UNKNOWN, "none", "", len(places), 0, 0, 0, 0, 0)
        least, most = self._count_origins(places)
        verdict = settle_verdict(1, len(places), most)
        reports = len({self.documents[place] for place in places})
        return (RANKS[verdict], verdict, "none", "", len(places), 1, least, most, reports, 0)

    def _compare(
        self, kind: str, claims: list[tuple[Variant, int]], number: int, vocabulary: "Vocabulary"
    ) -> Summary:
        """Judge a fact with several variants by comparing each pair of them once."""
        variants: dict[Any, Variant] = {}
        groups: dict[Any, list[int]] = {}
        members: dict[Any, dict[Any, Variant]] = {}
        firsts: dict[Any, Variant] = {}
        by_who: dict[int, dict[Any, Variant]] = {}
        for claimed, place in claims:
            variant = variants.setdefault(claimed.key, claimed)
            position = variant.position
            groups.setdefault(position, []).append(place)
            firsts.setdefault(position, claimed)
            members.setdefault(position, {}).setdefault(variant.key, variant)
            by_who.setdefault(self.whos[place], {}).setdefault(variant.key, variant)
        reports_of = {
            position: len({self.documents[place] for place in places}) for position, places in groups.items()
        }
        ranked = sorted(
            groups,
            key=lambda position: (
                -len({self.whos[place] for place in groups[position]}),
                -reports_of[position],
                firsts[position].stance != "asserts",
                firsts[position].value.text,
            ),
        )
        worst = _find_worst(
            kind, [([*members[position].values()], reports_of[position]) for position in ranked], vocabulary
        )
        every = [place for _, place in claims]
        least, most = self._count_origins(every)
        verdict = settle_verdict(worst.weight if worst else 1, len(every), most)
        own = verdict == CONTRADICTION and any(
            compare_variants(kind, a, b, vocabulary).relation == CONTRADICTS
            for said in by_who.values()
            for a, b in combinations(said.values(), 2)
        )
        reports = len({self.documents[place] for place in every})
        return (
            RANKS[verdict],
            verdict,
            worst.cause if worst else "none",
            worst.why if worst else "",
            number,
            len(ranked),
            least,
            most,
            reports,
            int(own),
        )

    def _count_origins(self, places: Sequence[int]) -> tuple[int, int]:
        """Return what `count_origins` would, from numbers."""
        whos = {self.whos[place] for place in places}
        named = sum(1 for who in whos if self.header.records[who - 1][1].kind != "unnamed")
        return max(named, 1 if whos else 0), len(whos)

    def _ask_engine(self, key: str, kind: str, places: Sequence[int], vocabulary: "Vocabulary") -> Summary:
        accounts = []
        for place in places:
            text = self.texts[self.variants[place]]
            stance, only, phase, raw = text.split("|", 3)
            accounts.append(
                Account(
                    self.ids[place],
                    self.header.records[self.whos[place] - 1][1].id,
                    self._read_value(kind, raw),
                    document=self.header.records[self.documents[place] - 1][1].id,
                    stance=stance,
                    status=_STATUS[phase],
                    only=bool(only),
                    revises=self._revised.get(place),
                    retracted=place + 1 in self.retracted,
                )
            )
        return summarize(key, kind, accounts, vocabulary)

    def _read_variant(self, kind: str, number: int) -> Variant | None:
        stance, only, phase, raw = self.texts[number].split("|", 3)
        value = self._read_value(kind, raw)
        if value is None or stance == "withholds":
            return None
        return Variant(value, stance, only=bool(only), status=_STATUS[phase])

    def _read_value(self, kind: str, raw: str) -> Any:
        known = self._values.get((kind, raw))
        if known is None and raw != "null":
            if len(self._values) > _KNOWN:
                self._values.clear()
            known = self._values[kind, raw] = parse_value(kind, json.loads(raw))
        return known


def _find_worst(
    kind: str, positions: Sequence[tuple[list[Variant], int]], vocabulary: "Vocabulary"
) -> Finding | None:
    """Return the finding that makes the verdict, and of equally bad ones that which the engine tells first.

    Positions come with the number of their reports.
    """
    if len(positions) > PAIRED_POSITIONS:
        raise AssertionError("a fact of so many positions is the engine's")
    first: tuple[tuple[int, bool, int], Finding] | None = None
    for (ours, our_reports), (theirs, their_reports) in combinations(positions, 2):
        worst: Finding | None = None
        for a in ours:
            for b in theirs:
                finding = compare_variants(kind, a, b, vocabulary)
                if worst is None or finding.weight > worst.weight:
                    worst = finding
        if worst is not None:
            rank = (-worst.weight, worst.cause == "exclusive", -our_reports - their_reports)
            if first is None or rank < first[0]:
                first = rank, worst
    return first[1] if first else None


def judge_all(ledger: Ledger, workers: int) -> Iterator[tuple[Any, ...]]:
    """Yield the row of every fact."""
    starts = range(0, ledger.count_facts(), _AT_ONCE)
    for rows in spread(starts, ledger.judge_some, workers):
        yield from rows


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
    judged: Judgement = judge(key, kind, accounts, vocabulary)
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
