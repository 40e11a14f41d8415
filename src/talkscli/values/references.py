"""What places, actors and terms have in common: values are ids of records, and lists of them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from talkscli.values.base import Raw, ValueType
from talkscli.values.finding import LEFT, OVERLAPS, REFINES, RIGHT, SAME, Finding
from talkscli.values.words import Listing, Reference, parse_listing, parse_reference
from talkscli.values.worst_pairs import Pair

if TYPE_CHECKING:
    from talkscli.values.question import Question
    from talkscli.values.vocabulary import Vocabulary

Ids = Reference | Listing


class ReferenceType(ValueType):
    """A type whose values are ids of records of the store."""

    def name_id(self, one: str, vocabulary: "Vocabulary") -> str:
        """Return the name of a record."""
        raise NotImplementedError(one, vocabulary)

    def parse(self, raw: Raw) -> Ids:
        """Read an id or a list of ids; a list is read from its printed form too, with commas between."""
        return self.parse_text(raw) if isinstance(raw, str) else parse_listing(raw, self.name)

    def parse_text(self, text: str) -> Ids:
        """Read an id, or several with commas between."""
        return parse_listing(text, self.name) if "," in text else parse_reference(text, self.name)

    def write(self, value: Ids) -> Raw:
        """Write an id, or a list of ids."""
        return sorted(value.ids) if isinstance(value, Listing) else value.id

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

    def compare_lists(self, a: Ids, b: Ids, question: "Question") -> Finding:
        """Compare two open lists: neither says that there is nothing else, so they never contradict; what one
        has and the other lacks is coverage.
        """  # noqa: D205
        vocabulary = question.vocabulary
        x, y = self.phrase(a, vocabulary), self.phrase(b, vocabulary)
        first, second = ids_of(a), ids_of(b)
        if first == second:
            return Finding(SAME, "none", f"Both name {x}.")
        more_first = self.list_names(first - second, vocabulary)
        more_second = self.list_names(second - first, vocabulary)
        if first < second or second < first:
            # The longer list says more: whatever satisfies it satisfies the shorter one.
            inner = LEFT if second < first else RIGHT
            more, short = (more_first, y) if inner == LEFT else (more_second, x)
            return Finding(REFINES, "coverage", f"Both name {short}; one adds {more}.", inner=inner)
        if not first & second:
            return Finding(OVERLAPS, "coverage", f"One names {x}; the other names {y}; both may hold.")
        common = self.list_names(first & second, vocabulary)
        why = f"Both name {common}; one adds {more_first}, the other {more_second}; both may hold."
        return Finding(OVERLAPS, "coverage", why)

    def implies(self, claimed: Ids, denied: Ids, question: "Question", *, only: bool = False) -> bool:
        """Return whether denying the one hits the other; of what is all there is, only the very same."""
        if only and isinstance(denied, Listing):
            return self.compare(claimed, denied, question).relation == SAME
        return super().implies(claimed, denied, question)

    def find_reach(self, asserted: Sequence[Ids], question: "Question") -> Callable[[Ids], bool]:
        """Look for ids that were asserted."""
        known = frozenset().union(*(self.spread(value, question) for value in asserted))
        return lambda denied: ids_of(denied) <= known

    def spread(self, value: Ids, question: "Question") -> frozenset[str]:
        """Return the ids of a value and of whatever they lie in."""
        del question
        return ids_of(value)

    def goes_beyond(self, value: Ids, limit: Ids) -> bool:
        """Return whether a list has what another lacks."""
        if isinstance(value, Listing) or isinstance(limit, Listing):
            return not ids_of(value) <= ids_of(limit)
        return False


def pick_lists(values: Sequence[Ids]) -> list[Pair]:
    """Pick a pair with a list in it: any two that differ weigh as much as any others."""
    first = next((place for place, value in enumerate(values) if isinstance(value, Listing)), None)
    if first is None:
        return []
    others = [place for place in range(len(values)) if place != first]
    ids = ids_of(values[first])
    differing = [place for place in others if ids_of(values[place]) != ids][:1]
    return [(first, place) for place in differing or others]


def ids_of(value: Ids) -> frozenset[str]:
    """Return the ids of a list, or of the one id."""
    return value.ids if isinstance(value, Listing) else frozenset((value.id,))
