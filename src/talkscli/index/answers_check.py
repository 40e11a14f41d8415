"""Properties whose claims look as if their type, or what is said of their answers, were wrong."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from talkscli.files.faults import WARNING, Fault, shorten
from talkscli.index.known_records import find_side
from talkscli.values.as_written import UNKNOWN_STYLE
from talkscli.values.base import MANY
from talkscli.values.registry import all_types, type_named

if TYPE_CHECKING:
    from talkscli.claims import Claim, Property
    from talkscli.index.header import Header
    from talkscli.values.base import ValueType

_MOST_FACTS = 10_000
"""So many facts of one property are looked at; the rest will be like them."""
_LEAST = 2
"""Fewer claims or facts than this tell nothing of a property."""


class AnswersCheck:
    """Looks at all claims, one after the other, and says at the end which properties look wrong."""

    def __init__(self, header: "Header") -> None:
        self._header = header
        self._sides: dict[str, dict[str, dict[str, set[str]]]] = {}
        """By property and fact, what each side names."""
        self._types: dict[str, list[ValueType]] = {}
        """By property of free text, the types that all its values so far could have."""
        self._counts: dict[str, int] = {}
        self._parties = {record.side for record in header.by_kind["actor"].values()}
        """Whoever is a side of somebody."""

    def take(self, claim: "Claim") -> None:
        """Look at a claim."""
        what = claim.what
        if what.stance != "asserts" or what.value is None or claim.retracted is not None:
            return
        record = self._header.by_kind["property"][what.property]
        kind = type_named(record.type)
        if kind.refers_to is not None and (record.answers or kind.answers) != MANY:
            self._take_side(claim, what.value)
        elif kind.is_free:
            known = self._types.get(what.property)
            left = all_types() if known is None else known
            self._types[what.property] = [one for one in left if _could_be(one, what.value)]
            self._counts[what.property] = self._counts.get(what.property, 0) + 1

    def find_faults(self, file: str) -> Iterator[Fault]:
        """Yield what looks wrong."""
        for record in self._header.by_kind["property"].values():
            types = self._types.get(record.id)
            if types and self._counts[record.id] >= _LEAST:
                names = " or ".join(one.name for one in types)
                yield _warn(
                    file,
                    record,
                    "type",
                    f"every value could be a {names}, and as free text none is compared",
                    f'give it the type "{types[0].name}"',
                )
            facts = self._sides.get(record.id, {})
            if self._differs_by_side(facts):
                yield _warn(
                    file,
                    record,
                    "answers",
                    "it has one answer, and its values differ by the side of whoever claims them",
                    'write "answers": "many" if each may hold, or "one" if they exclude each other',
                )

    def _take_side(self, claim: "Claim", value: Any) -> None:
        side = self._side_of(claim.who)
        if side is None:
            return
        facts = self._sides.setdefault(claim.what.property, {})
        if claim.what.about in facts or len(facts) < _MOST_FACTS:
            named = [value] if isinstance(value, str) else value
            facts.setdefault(claim.what.about, {}).setdefault(side, set()).update(named)

    def _side_of(self, actor: str) -> str | None:
        """Return the side of an actor, which may be a side itself; or that of what it belongs to."""

        def read(one: str) -> tuple[str | None, str | None]:
            record = self._header.by_kind["actor"].get(one)
            return (record.side, record.of) if record else (None, None)

        return find_side(actor, self._parties, read)

    def _differs_by_side(self, facts: dict[str, dict[str, set[str]]]) -> bool:
        """Return whether no two sides ever name the same: in several facts, or each its own people."""
        disputed = [sides for sides in facts.values() if len(sides) >= _LEAST]
        if not disputed:
            return False
        for sides in disputed:
            named = [one for values in sides.values() for one in values]
            if len(set(named)) < len(named):
                return False
        if len(disputed) >= _LEAST:
            return True
        return all(
            one == side or self._side_of(one) == side
            for side, values in disputed[0].items()
            for one in values
        )


def _could_be(kind: "ValueType", value: Any) -> bool:
    """Return whether a value is of a type, in its notation or as people write it."""
    return kind.fits_cell(value) or bool(isinstance(value, str) and kind.list_meanings(value, UNKNOWN_STYLE))


def _warn(file: str, record: "Property", field: str, message: str, hint: str) -> Fault:
    if field == "answers" and record.answers is not None:
        # Whoever states it has thought of it.
        hint = f"{shorten(record.answers)} is stated: leave it if the answers exclude each other"
    return Fault(file, message, record=f"property {record.id}", field=field, hint=hint, level=WARNING)
