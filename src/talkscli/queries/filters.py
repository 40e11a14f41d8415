"""Which claims are asked for; ids only, names are resolved before."""

from typing import NamedTuple


class ClaimFilter(NamedTuple):
    """Conditions that a claim must all meet; an empty tuple or None asks for nothing."""

    ids: tuple[str, ...] = ()
    """Any of these claims."""
    fact: tuple[str, ...] = ()
    """Any of these facts, by key."""
    about: tuple[str, ...] = ()
    """About any of these events, actors or places."""
    property: tuple[str, ...] = ()
    """Any of these properties."""
    who: tuple[str, ...] = ()
    """By any of these claimants."""
    document: tuple[str, ...] = ()
    """Carried by any of these documents."""
    mentions: tuple[str, ...] = ()
    """Speaking of any of these: as subject, as value, or in passing."""
    status: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    since: int | None = None
    """Said on this day (its number) or later, as far as is known; claims with no date are out."""
    until: int | None = None
    """Said on this day (its number) or earlier, as far as is known; claims with no date are out."""
    text: str | None = None
    """A query in the language of `talks search`."""
    tag: tuple[str, ...] = ()
    """With one of these tags: its own, its claimant's, its document's or that document's outlet's."""
    value: tuple[str, ...] = ()
    """Whose value is one of these, as the store writes it, or a list that names one of them."""
