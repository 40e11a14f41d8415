"""One door for all types of value: the text and the type in, the value out."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from talkscli.errors import ValueSyntaxError
from talkscli.values.quantity import Quantity, parse_count, parse_duration
from talkscli.values.words import (
    Listing,
    Reference,
    Words,
    parse_answer,
    parse_listing,
    parse_reference,
    parse_words,
)

if TYPE_CHECKING:
    from talkscli.values.edtf import DateValue

    Value: TypeAlias = DateValue | Quantity | Reference | Listing | Words
    """Any value, parsed."""

Raw = str | list[str]
"""A value as the store's JSON holds it."""


def _parse_date(text: str) -> "DateValue":
    from talkscli.values.edtf import parse_edtf

    # From the second date on, nobody asks for the module again.
    _PARSERS["date"] = parse_edtf
    return parse_edtf(text)


def _parse_ids(text: str, kind: str) -> Reference | Listing:
    return parse_listing(text, kind) if "," in text else parse_reference(text, kind)


_PARSERS: dict[str, Callable[[str], object]] = {
    "date": _parse_date,
    "duration": parse_duration,
    "count": parse_count,
    "place": lambda text: _parse_ids(text, "place"),
    "actor": lambda text: _parse_ids(text, "actor"),
    "terms": lambda text: parse_listing(text, "terms"),
    "yes-no": parse_answer,
    "quote": lambda text: parse_words(text, "quote"),
    "text": lambda text: parse_words(text, "text"),
}
_LISTS = {"terms", "place", "actor"}


def parse_value(type_name: str, raw: Raw) -> "Value":
    """Read a value of the type named.

    Terms, places and actors may be lists of ids; a list is open: it does not say that there is nothing else.
    A list is read from its printed form too, the ids with commas between them.

    Raises:
        ValueSyntaxError: the text is not in the notation of the type.
    """
    if isinstance(raw, str):
        return _PARSERS[type_name](raw)  # type: ignore[return-value]
    if type_name not in _LISTS:
        raise ValueSyntaxError(
            str(raw),
            type_name,
            "it is a list",
            hint=f"a {type_name} is one text; only terms, places and actors are lists",
        )
    return parse_listing(raw, type_name)
