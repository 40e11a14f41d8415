"""Ids made from what a record says, so that they can be read, and typed in any shell."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkscli.claims import Claim

LONGEST = 80
"""An id made from words is cut at the last hyphen before this."""

NUMBERED = 10_000
"""Of how many ids with numbers the last number is remembered."""

_OTHER = re.compile(r"[^a-z0-9]+")


def propose_ids(kind: str, fields: dict[str, object]) -> Iterator[str]:
    """Yield ids for a record that has none yet, the best first, without end."""
    first: list[str] = []
    name = str(fields.get("name") or fields.get("label") or fields.get("title") or "")
    if kind == "actor" and fields.get("kind") == "person":
        words = name.split()
        first = [slug(words[-1]) if words else "", slug(name)]
    elif kind == "event" and isinstance(fields.get("number"), int):
        first = [slug(f"{fields.get('kind')} {fields['number']}"), slug(name)]
    elif kind == "document":
        when = str(fields.get("published") or "")
        # Of a document without a day, the outlet alone would be the id of its first.
        first = [
            slug(f"{fields.get('outlet')} {when}") if when else "",
            slug(f"{fields.get('outlet')} {name}"),
        ]
    else:
        first = [slug(name)]
    yield from _number([one for one in first if one] or [kind])


def propose_claim_ids(claim: "Claim", outlet: str = "") -> list[str]:
    """Return ids for a claim, the best first: its fact, its claimant, then what carries it.

    Args:
        claim: The claim.
        outlet: The outlet of its document, if it is known.
    """
    what = claim.what
    return propose_ids_of(what.about, what.property, claim.who, outlet, claim.source.document)


def propose_ids_of(about: str, prop: str, who: str, outlet: str, document: str) -> list[str]:
    """Return ids for a claim of which this is known, the best first."""
    base = f"{about}-{prop}-{who}"
    first = [base]
    if outlet and outlet != who:
        first.append(f"{base}-{outlet}")
    first.append(f"{base}-{document}")
    return list(dict.fromkeys(cut(one, 200) for one in first))


def make_stem(one: str) -> str:
    """Shorten an id so that a number fits after it."""
    return cut(one, 190)


def find_number(base: str, is_taken: Callable[[str], bool], last: dict[str, int]) -> str:
    """Return the first id of `base-2`, `base-3` … that is free, without trying them all.

    Args:
        base: What all of them begin with.
        is_taken: Whether a claim has an id.
        last: Remembers the last number of each base; emptied when it holds many.
    """
    number = last.get(base, 1) + 1
    if is_taken(f"{base}-{number}"):
        # Leap until one is free, then halve the way back.
        taken, free = number, 2 * number
        while is_taken(f"{base}-{free}"):
            taken, free = free, 2 * free
        while free - taken > 1:
            middle = (taken + free) // 2
            taken, free = (middle, free) if is_taken(f"{base}-{middle}") else (taken, middle)
        number = free
    if len(last) >= NUMBERED:
        last.clear()
    last[base] = number
    return f"{base}-{number}"


def slug(text: str) -> str:
    """Write words as an id: lower-case letters, digits and hyphens; other scripts are transliterated."""
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        if not plain.isascii():
            from anyascii import anyascii

            plain = anyascii(plain)
        text = plain
    text = re.sub(r"(?<=\w)['’](?=\w)", "", text)
    return cut(_OTHER.sub("-", text.lower()).strip("-"), LONGEST)


def cut(one: str, longest: int) -> str:
    """Shorten an id at a hyphen."""
    if len(one) <= longest:
        return one
    short = one[: longest + 1]
    return (short[: short.rfind("-")] if "-" in short else short[:longest]).strip("-")


def _number(first: list[str]) -> Iterator[str]:
    distinct = list(dict.fromkeys(first))
    yield from distinct
    for number in count(2):
        yield f"{make_stem(distinct[-1])}-{number}"
