"""Whether a claim whose form is right is valid in a store: references, values, dates."""

from functools import lru_cache
from typing import TYPE_CHECKING

from talkscli.claims import list_new
from talkscli.desk.claim_content import nest_row
from talkscli.errors import TalksError, UsageError
from talkscli.index.claim_faults import ClaimChecker
from talkscli.queries.filters import ClaimFilter
from talkscli.values.registry import type_named, type_names

MOST_TOLD = 10
"""Of claims that would no longer be valid, so many faults are told."""

if TYPE_CHECKING:
    from collections.abc import Sequence

    from talkscli.claims import Claim, Property
    from talkscli.desk.store_view import StoreView
    from talkscli.files.faults import Fault
    from talkscli.index.header import Header


def check_claim(claim: "Claim", header: "Header", place: str) -> None:
    """Check a claim against the header of a store.

    Args:
        claim: The claim.
        header: The store's header.
        place: The store, for messages.

    Raises:
        UsageError: the claim names what is not there, or a value or date is not in its notation.
    """
    checker = ClaimChecker(header, place)
    checker.find_faults(claim)
    refuse_faults(checker.faults)


def check_resting(record: "Property", view: "StoreView", header: "Header") -> None:
    """Check the claims of a property that is to change.

    Args:
        record: The property as it will be.
        view: The store as it is.
        header: The header as it will be.

    Raises:
        UsageError: claims would not be valid; the first of them are in `others`.
    """
    from talkscli.claims import Claim

    old = view.records("property")[record.id]
    if (old.type, old.answers) == (record.type, record.answers):  # type: ignore[attr-defined]
        return
    checker = ClaimChecker(header, view.path)
    told: list[TalksError] = []
    count = 0
    for row in view.archive.claims(ClaimFilter(property=(record.id,))):
        checker.find_faults(Claim.model_validate(nest_row(row.fields)))
        count += bool(checker.faults)
        told += [
            UsageError(fault.message, place=f"{fault.record}, {fault.field}", hint=fault.hint)
            for fault in checker.faults[: MOST_TOLD - len(told)]
        ]
        checker.faults.clear()
    if count:
        what = f"{count:,} of its claims" if count > 1 else "a claim of it"
        error = UsageError(
            f"{what} would not be valid",
            place=f"property {record.id}",
            hint="mend them with talks replace, or choose otherwise",
        )
        error.others = told
        raise error


def uses_new(claim: "Claim", header: "Header") -> bool:
    """Return whether a claim uses what stores of version 1 do not have."""
    if list_new(claim):
        return True
    value = claim.what.value
    if value is None:
        return False
    record = header.by_kind["property"].get(claim.what.property)
    # Of a property that comes in itself any type may be meant; what stands without a sign was always known.
    kinds = (record.type,) if record else type_names() if not value[0][0].isalnum() else ()
    return _is_new(kinds, tuple(value) if isinstance(value, list) else value)


@lru_cache(maxsize=5_000)
def _is_new(kinds: tuple[str, ...], value: str | tuple[str, ...]) -> bool:
    """Return whether a value is of a later version than its type; tables repeat values, so it is kept."""
    raw = value if isinstance(value, str) else list(value)
    return any(
        kind.since < kind.version(kind.parse(raw)) for kind in map(type_named, kinds) if kind.can_parse(raw)
    )


def refuse_faults(faults: "Sequence[Fault]") -> None:
    """Raise the first fault, if there is any, and say how many more there are.

    Raises:
        UsageError: there is a fault.
    """
    if not faults:
        return
    first, more = faults[0], len(faults) - 1
    place = ", ".join(part for part in (first.record, first.field) if part)
    raise UsageError(
        first.message + (f" (and {more} more)" if more else ""), place=place or first.file, hint=first.hint
    )
