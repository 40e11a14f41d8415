"""One door for all types of value: the text and the type in, the value out."""

from typing import TYPE_CHECKING, TypeAlias

from talkscli.values.base import Raw
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.values.edtf import DateValue
    from talkscli.values.quantity import Quantity
    from talkscli.values.words import Listing, Reference, Words

    Value: TypeAlias = DateValue | Quantity | Reference | Listing | Words
    """Any value of the package's own types, parsed."""

__all__ = ["Raw", "parse_value"]


def parse_value(type_name: str, raw: Raw) -> "Value":
    """Read a value of the type named, as the store's JSON holds it or as it is printed.

    Raises:
        ValueSyntaxError: the text is not in the notation of the type.
    """
    value: Value = type_named(type_name).parse(raw)
    return value
