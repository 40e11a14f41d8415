"""How a value reads in a sentence."""

from typing import TYPE_CHECKING

from talkscli.values.quantity import Quantity
from talkscli.values.words import Listing, Reference, Words

if TYPE_CHECKING:
    from talkscli.conflicts.vocabulary import Vocabulary
    from talkscli.values.parsing import Value


def show_value(value: "Value", vocabulary: "Vocabulary", unit: str = "") -> str:
    """Write a value for people: names for ids, "23–24 July 2025" for EDTF, quotation marks for words."""
    if isinstance(value, Quantity):
        return f"{value.words} {unit}" if unit and value.type == "count" else value.words
    if isinstance(value, Reference):
        return _name(value.id, value.type, vocabulary)
    if isinstance(value, Listing):
        return ", ".join(sorted(_name(one, value.type, vocabulary) for one in value.ids))
    if isinstance(value, Words):
        return f"“{value.text}”" if value.type == "quote" else value.text
    from talkscli.values.edtf import show_edtf

    return show_edtf(value)


def _name(one: str, kind: str, vocabulary: "Vocabulary") -> str:
    if kind == "place":
        return vocabulary.place_name(one)
    if kind == "actor":
        return vocabulary.actor_name(one)
    return vocabulary.term_name(one) if kind == "terms" else one
