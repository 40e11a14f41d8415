"""How a value reads in a sentence."""

from typing import TYPE_CHECKING

from talkscli.conflicts.vocabulary import Measured
from talkscli.values.quantity import Quantity
from talkscli.values.words import Listing, Reference

if TYPE_CHECKING:
    from talkscli.conflicts.vocabulary import Vocabulary
    from talkscli.values.edtf import DateValue
    from talkscli.values.parsing import Value

_MORE_THAN_NOUNS = ("from ", "until ", "between ", "one ")


def show_value(value: "Value", vocabulary: "Vocabulary", unit: str = "") -> str:
    """Write a value for people: names for ids, "23–24 July 2025" for EDTF, quotation marks for words."""
    if value.type == "date":
        # The only type whose class is not known here: to import it takes longer than to show most stores.
        date: DateValue = value  # type: ignore[assignment]
        return date.words
    if isinstance(value, Quantity):
        if isinstance(vocabulary, Measured):
            unit = unit or vocabulary.unit
        return f"{value.words} {unit}" if unit and value.type == "count" else value.words
    if isinstance(value, Reference):
        return _name(value.id, value.type, vocabulary)
    if isinstance(value, Listing):
        return ", ".join(sorted(_name(one, value.type, vocabulary) for one in value.ids))
    return f"“{value.text}”" if value.type == "quote" else value.text


def name_value(value: "Value", vocabulary: "Vocabulary") -> str:
    """Write a value for a sentence that names others beside it: "and" in lists, and dates that are more than
    a noun, such as "from 23 July 2025 on", in quotation marks.
    """  # noqa: D205
    if value.type != "date":
        return list_names(value, vocabulary) if isinstance(value, Listing) else show_value(value, vocabulary)
    date: DateValue = value  # type: ignore[assignment]
    shown = date.words
    # The comma before a time of day parts nothing.
    if date.time is None and (
        shown.startswith(_MORE_THAN_NOUNS) or " and " in shown or " or " in shown or ", " in shown
    ):
        return f"“{shown}”"
    return shown


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
