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
        first = [slug(f"{fields.get('outlet')} {when}"), slug(f"{fields.get('outlet')} {name}")]
    else:
        first = [slug(name)]
    yield from _number([one for one in first if one] or [kind])


def propose_claim_ids(claim: "Claim", outlet: str = "") -> Iterator[str]:
    """Yield ids for a claim, the best first, without end: its fact, its claimant, then what carries it."""
    what = claim.what
    base = f"{what.about}-{what.property}-{claim.who}"
    first = [base]
    if outlet and outlet != claim.who:
        first.append(f"{base}-{outlet}")
    first.append(f"{base}-{claim.source.document}")
    yield from _number([cut(one, 200) for one in first])


def choose(ids: Iterator[str], is_taken: Callable[[str], bool]) -> str:
    """Return the first id that is free."""
    return next(one for one in ids if not is_taken(one))


def is_same_claim(one: "Claim", other: "Claim") -> bool:
    """Return whether two claims say the same from the same source, whatever their ids and remarks."""
    # A row of `talks claims` has neither remarks nor the day of a retraction.
    own: dict[str, object] = {"id": "", "recorded": None, "note": None, "retracted": None}
    reasons = [claim.retracted.why if claim.retracted else None for claim in (one, other)]
    return reasons[0] == reasons[1] and one.model_copy(update=own) == other.model_copy(update=own)


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
        yield f"{cut(distinct[-1], 190)}-{number}"
