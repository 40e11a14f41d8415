"""How a value reads in a sentence."""

from typing import TYPE_CHECKING

from talkscli.conflicts.vocabulary import Measured
from talkscli.values.quantity import Quantity
from talkscli.values.words import Listing, Reference, Words

if TYPE_CHECKING:
    from talkscli.conflicts.vocabulary import Vocabulary
    from talkscli.values.parsing import Value


def show_value(value: "Value", vocabulary: "Vocabulary", unit: str = "") -> str:
    """Write a value for people: names for ids, "23–24 July 2025" for EDTF, quotation marks for words."""
    if isinstance(value, Quantity):
        if isinstance(vocabulary, Measured):
            unit = unit or vocabulary.unit
        return f"{value.words} {unit}" if unit and value.type == "count" else value.words
    if isinstance(value, Reference):
        return _name(value.id, value.type, vocabulary)
    if isinstance(value, Listing):
        return ", ".join(sorted(_name(one, value.type, vocabulary) for one in value.ids))
    if isinstance(value, Words):
        return f"“{value.text}”" if value.type == "quote" else value.text
    from talkscli.values.edtf import show_edtf

    return show_edtf(value)


def name_value(value: "Value", vocabulary: "Vocabulary") -> str:
    """Write a value for a sentence that names others beside it: "and" in lists, and dates that are more than
    a noun, such as "from 23 July 2025 on", in quotation marks.
    """  # noqa: D205
    if isinstance(value, Quantity | Reference | Words):
        return show_value(value, vocabulary)
    if isinstance(value, Listing):
        return list_names(value, vocabulary)
    shown = show_value(value, vocabulary)
    is_noun = not shown.startswith(("from ", "until ", "between ", "one ")) and not any(
        mark in shown for mark in (" and ", " or ", ", ")
    )
    # The comma before a time of day parts nothing.
    return shown if is_noun or value.time is not None else f"“{shown}”"


def list_names(value: Listing, vocabulary: "Vocabulary") -> str:
    """Write a list with "and" before its last name."""
    names = sorted(_name(one, value.type, vocabulary) for one in value.ids)
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _name(one: str, kind: str, vocabulary: "Vocabulary") -> str:
    if kind == "place":
        return vocabulary.place_name(one)
    if kind == "actor":
        return vocabulary.actor_name(one)
    return vocabulary.term_name(one) if kind == "terms" else one
