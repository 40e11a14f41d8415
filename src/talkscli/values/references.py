"""What places, actors and terms have in common: values are ids of records, one or a list of them."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from talkscli.values.base import Raw, ValueType
from talkscli.values.finding import CONTRADICTS, LEFT, OVERLAPS, REFINES, RIGHT, SAME, UNKNOWN, Finding
from talkscli.values.vocabulary import follow_chain
from talkscli.values.words import Listing, Reference, parse_listing, parse_reference
from talkscli.values.worst_pairs import Pair, Picked

if TYPE_CHECKING:
    from collections.abc import Hashable

    from talkscli.values.question import Question
    from talkscli.values.vocabulary import Vocabulary

Ids = Reference | Listing


class ReferenceType(ValueType):
    """A type whose values are ids of records of the store, of which one may lie in another."""

    @abstractmethod
    def name_id(self, one: str, vocabulary: "Vocabulary") -> str:
        """Return the name of a record."""

    @abstractmethod
    def find_wider(self, one: str, vocabulary: "Vocabulary") -> str | None:
        """Return the record in which one lies, or None."""

    @abstractmethod
    def contrast(self, x: str, y: str) -> str:
        """Write the sentence of two records, by their names, that exclude each other."""

    def is_unnamed(self, one: str, vocabulary: "Vocabulary") -> bool:
        """Return whether a record may be the same as any other."""
        del one, vocabulary
        return False

    def parse(self, raw: Raw) -> Ids:
        """Read an id or a list of ids; a list is read from its printed form too, with commas between."""
        if isinstance(raw, str):
            return self.parse_text(raw)
        if len(raw) == 1 and not self.is_listed:
            return parse_reference(raw[0], self.name)
        return parse_listing(raw, self.name)

    def parse_text(self, text: str) -> Ids:
        """Read an id, or several with commas between."""
        if self.is_listed or "," in text:
            return parse_listing(text, self.name)
        return parse_reference(text, self.name)

    def write(self, value: Ids) -> Raw:
        """Write an id, or a list of ids."""
        return sorted(value.ids) if isinstance(value, Listing) else value.id

    def join_ids(self, ids: Sequence[str]) -> Raw:
        """Return the ids that a cell or an option names as the store's JSON holds them."""
        return list(ids) if self.is_listed else super().join_ids(ids)

    def show(self, value: Ids, vocabulary: "Vocabulary", unit: str = "") -> str:
        """Write the names of the records."""
        del unit
        return ", ".join(self._names(ids_of(value), vocabulary))

    def phrase(self, value: Ids, vocabulary: "Vocabulary", unit: str = "") -> str:
        """Write the names with "and" before the last."""
        del unit
        return self.list_names(ids_of(value), vocabulary)

    def phrase_limit(self, value: Ids, vocabulary: "Vocabulary", unit: str = "") -> str:
        """Write the names with "and" before the last."""
        return self.phrase(value, vocabulary, unit)

    def list_names(self, ids: frozenset[str], vocabulary: "Vocabulary") -> str:
        """Write the names of some records with "and" before the last."""
        names = self._names(ids, vocabulary)
        return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)

    def _names(self, ids: frozenset[str], vocabulary: "Vocabulary") -> list[str]:
        return sorted(self.name_id(one, vocabulary) for one in ids)

    def ids(self, value: Ids) -> frozenset[str]:
        """Return the ids that a value names."""
        return ids_of(value)

    def chain(self, one: str, vocabulary: "Vocabulary") -> list[str]:
        """List a record and whatever it lies in, nearest first."""
        return follow_chain(one, lambda inner: self.find_wider(inner, vocabulary))

    def spread(self, ids: frozenset[str], vocabulary: "Vocabulary") -> frozenset[str]:
        """Return some records and whatever they lie in."""
        return frozenset(wider for one in ids for wider in self.chain(one, vocabulary))

    def narrow(self, ids: frozenset[str], vocabulary: "Vocabulary") -> frozenset[str]:
        """Return some records without those in which another of them lies."""
        if len(ids) == 1:
            return ids
        return ids - frozenset(wider for one in ids for wider in self.chain(one, vocabulary)[1:])

    def compare_ids(self, a: Ids, b: Ids, question: "Question") -> Finding:
        """Compare what two claims name: as open lists, or as answers of which one excludes the other."""
        first, second = ids_of(a), ids_of(b)
        if self.is_many(question) or len(first) > 1 or len(second) > 1:
            return self._compare_lists(first, second, question.vocabulary)
        (left,), (right,) = first, second
        return self._compare_single(left, right, question.vocabulary)

    def _compare_single(self, a: str, b: str, vocabulary: "Vocabulary") -> Finding:
        x, y = self.name_id(a, vocabulary), self.name_id(b, vocabulary)
        if a == b:
            return Finding(SAME, "none", f"Both give {x}.")
        if b in self.chain(a, vocabulary):
            return Finding(REFINES, "precision", f"{x} lies in {y}, which is less exact.", inner=LEFT)
        if a in self.chain(b, vocabulary):
            return Finding(REFINES, "precision", f"{y} lies in {x}, which is less exact.", inner=RIGHT)
        if self.is_unnamed(a, vocabulary) or self.is_unnamed(b, vocabulary):
            return Finding(UNKNOWN, "none", f"{x} and {y} may be the same: one of them is not named.")
        return Finding(CONTRADICTS, "none", self.contrast(x, y))

    def _compare_lists(self, one: frozenset[str], other: frozenset[str], vocabulary: "Vocabulary") -> Finding:
        first, second = self.narrow(one, vocabulary), self.narrow(other, vocabulary)
        x, y = self.list_names(first, vocabulary), self.list_names(second, vocabulary)
        if first == second:
            return Finding(SAME, "none", f"Both name {x}.")
        for inner, more, less in ((LEFT, first, second), (RIGHT, second, first)):
            if less <= self.spread(more, vocabulary):
                return self._tell_refinement(inner, more, less, vocabulary)
        common = first & second
        if not common:
            return Finding(OVERLAPS, "coverage", f"One names {x}; the other names {y}; both may hold.")
        shared, more_first, more_second = (
            self.list_names(ids, vocabulary) for ids in (common, first - second, second - first)
        )
        why = f"Both name {shared}; one adds {more_first}, the other {more_second}; both may hold."
        return Finding(OVERLAPS, "coverage", why)

    def _tell_refinement(
        self, inner: str, more: frozenset[str], less: frozenset[str], vocabulary: "Vocabulary"
    ) -> Finding:
        """Say why one list says more: whatever satisfies it satisfies the other one."""
        x, y = self.list_names(more, vocabulary), self.list_names(less, vocabulary)
        if all(less.intersection(self.chain(one, vocabulary)) for one in more):
            verb = "lies" if len(more) == 1 else "lie"
            why = f"{x} {verb} in {y}, which is less exact."
            return Finding(REFINES, "precision", why, inner=inner)
        if less < more:
            why = f"Both name {y}; one adds {self.list_names(more - less, vocabulary)}."
        else:
            why = f"One names {x}; {y}, which the other names, lies within that and says less."
        return Finding(REFINES, "coverage", why, inner=inner)

    def pick_pairs(self, values: Sequence[Ids], question: "Question") -> Picked:
        """Pick pairs by what lies in what: single ones with the deepest, of lists any two that differ."""
        vocabulary = question.vocabulary
        single: list[int] = []
        lists: list[int] = []
        many = self.is_many(question)
        for place, value in enumerate(values):
            (lists if many or len(ids_of(value)) > 1 else single).append(place)
        # Two who are named show a dispute if there is one; unless all hold the deepest one, two are apart.
        named = [place for place in single if not self.is_unnamed(_only_id(values[place]), vocabulary)]
        pairs: list[Pair] = []
        if len(named) > 1:
            deepest = max(named, key=lambda place: len(self.chain(_only_id(values[place]), vocabulary)))
            pairs = [(deepest, place) for place in named if place != deepest]
        elif len(single) > 1:
            pairs = [(single[0], single[1])]
        if lists:
            pairs += self._pick_lists(values, lists[0], vocabulary)
        return Picked(pairs)

    def _pick_lists(self, values: Sequence[Ids], first: int, vocabulary: "Vocabulary") -> list[Pair]:
        """Pick a pair with a list in it: any two that differ weigh as much as any others."""
        ids = self.narrow(ids_of(values[first]), vocabulary)
        others = [place for place in range(len(values)) if place != first]
        for place in others:
            if self.narrow(ids_of(values[place]), vocabulary) != ids:
                return [(first, place)]
        return [(first, place) for place in others[:1]]

    def implies(self, claimed: Ids, denied: Ids, question: "Question", *, only: bool = False) -> bool:
        """Return whether denying the one hits the other; of what is all there is, no more may be claimed."""
        finding = self.compare(claimed, denied, question)
        if finding.relation == REFINES and finding.inner == LEFT:
            return not only or finding.cause == "precision"
        return finding.relation == SAME

    def list_keys(self, value: Ids, question: "Question") -> "Sequence[Hashable]":
        """Return the ids of which none holds another."""
        return (self.narrow(ids_of(value), question.vocabulary),)

    def place_denied(self, claimed: Ids, denied: Ids) -> str:
        """Say whether what is denied stands in the list claimed, or holds what stands there."""
        return "is part of that" if ids_of(denied) < ids_of(claimed) else "includes that"

    def find_reach(self, asserted: Sequence[Ids], question: "Question") -> Callable[[Ids], bool]:
        """Look for ids that were asserted, or in which something lies that was."""
        known = self.spread(frozenset().union(*map(ids_of, asserted)), question.vocabulary)
        return lambda denied: ids_of(denied) <= known

    def goes_beyond(self, value: Ids, limit: Ids, finding: Finding, question: "Question") -> bool:
        """Return whether a list has what neither lies in another list nor holds any of it."""
        del finding
        limits = self.narrow(ids_of(limit), question.vocabulary)
        around = self.spread(limits, question.vocabulary)
        return any(
            one not in around and limits.isdisjoint(self.chain(one, question.vocabulary))
            for one in self.narrow(ids_of(value), question.vocabulary)
        )


def ids_of(value: Ids) -> frozenset[str]:
    """Return the ids of a list, or of the one id."""
    return value.ids if isinstance(value, Listing) else frozenset((value.id,))


def _only_id(value: Ids) -> str:
    (one,) = ids_of(value)
    return one
