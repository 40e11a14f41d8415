"""Claims of two desks as flat fields: when they are one, what differs, their ids in the merged store."""

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from talkscli.desk.ids import make_stem, propose_ids_of
from talkscli.desk.record_joining import show_value
from talkscli.files.style import simplify
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.claims import Claim

KEY = ("who", "when", "about", "property", "stance", "status", "only", "at", "document", "via")
"""What makes two desks' claims one, if where they stand in the document fits: not the words for it."""

NEAR = ("who", "about", "property", "stance", "only", "document")
"""What is the same of claims that are nearly one, with the value unless it is words."""

GAINED = ("paragraph", "quote", "note", "recorded", "retracted")
"""Fields that a claim gains where only the other desk's has them."""

UNORDERED = ("mentions", "tags")
"""Lists of which the order says nothing."""

_WORDS = frozenset({"text", "quote"})
"""Types of values whose wording may differ."""
_ALIKE = 80
"""Words are nearly the same from this likeness on, of 100."""
_PROGRAM = re.compile(r"-[0-9]+")

_write_json = json.JSONEncoder(ensure_ascii=False).encode

Fields = dict[str, Any]
Place = tuple[int | None, str | None]
"""The paragraph and the quote of a claim."""


def flatten(claim: "Claim") -> Fields:
    """Return the fields of a claim that say something, without the two parts in which they are written."""
    fields = simplify(claim)
    what, source = fields.pop("what"), fields.pop("source")
    return {**fields, **what, **source}


def write_key(fields: Mapping[str, Any]) -> str:
    """Write what makes two desks' claims one: who says what when, and in which document."""
    return _write_json([*(fields.get(name) for name in KEY), _normalise(fields.get("value"))])


def find_place(fields: Mapping[str, Any]) -> Place:
    """Return where in its document a claim stands, as far as it says so."""
    return fields.get("paragraph"), fields.get("quote")


def write_near_key(fields: Mapping[str, Any], kind: str) -> str:
    """Write what two claims have in common that are nearly one.

    Args:
        fields: The claim.
        kind: The type of its property.
    """
    value = None if kind in _WORDS else _normalise(fields.get("value"))
    return _write_json([*(fields.get(name) for name in NEAR), value])


def tell_near(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> str | None:
    """Say what keeps two claims from being one that have one key of nearness; None if they are not near."""
    first, second = ours.get("value"), theirs.get("value")
    if _normalise(first) != _normalise(second):
        from rapidfuzz.fuzz import token_set_ratio
        from rapidfuzz.utils import default_process

        if token_set_ratio(str(first), str(second), processor=default_process) < _ALIKE:
            return None
    names = ("value", "status", "when", "at", "via", "paragraph", "quote")
    return ", ".join(
        f"{name} {show_value(ours.get(name, 'none'))} and {show_value(theirs.get(name, 'none'))}"
        for name in names
        if ours.get(name) != theirs.get(name)
    )


def is_made_id(fields: Mapping[str, Any], outlet: str) -> bool:
    """Tell whether the id of a claim is one that the program made of what it says."""
    one = fields["id"]
    made = propose_ids_of(fields["about"], fields["property"], fields["who"], outlet, fields["document"])
    stem = make_stem(made[-1])
    return one in made or (one.startswith(stem) and _PROGRAM.fullmatch(one, len(stem)) is not None)


def join_claims(ours: Fields, theirs: Fields) -> tuple[Fields, list[str], list[str]]:
    """Return our version of a claim with what only theirs says, what it gained, and what differs."""
    wider = dict(ours)
    gains, told = [], []
    for name, value in theirs.items():
        own = ours.get(name)
        if name in {"id", "value", *KEY} or own == value:
            continue
        if name in UNORDERED:
            if more := [one for one in value if one not in (own or [])]:
                wider[name] = [*(own or []), *more]
                gains.append(name)
        elif own is None and name in GAINED and _fits(name, ours, theirs):
            wider[name] = value
            gains.append(name)
        else:
            told.append(f"{name} {show_value(value)}")
    return wider, gains, told


def _fits(name: str, ours: Fields, theirs: Fields) -> bool:
    """Tell whether a field of theirs fits ours: a quote stands in its paragraph and in no other."""
    other = {"paragraph": "quote", "quote": "paragraph"}.get(name)
    if other is None:
        return True
    return None in (ours.get(other), theirs.get(other)) or ours.get(other) == theirs.get(other)


def move_claim(fields: Fields, ids: Mapping[str, Mapping[str, str]], types: Mapping[str, str]) -> Fields:
    """Return a claim with the ids of the merged store.

    Args:
        fields: The claim as its own store has it.
        ids: By kind: the ids that are others in the merged store.
        types: The types of the merged store's properties.
    """
    subjects = {**ids["actor"], **ids["place"], **ids["event"]}
    prop = ids["property"].get(fields["property"], fields["property"])
    homes: dict[str, Mapping[str, str]] = {
        "who": ids["actor"],
        "via": ids["actor"],
        "about": subjects,
        "mentions": subjects,
        "property": ids["property"],
        "document": ids["document"],
    }
    if (kind := type_named(types.get(prop, "text")).refers_to) is not None:
        homes["value"] = ids[kind]
    moved = dict(fields)
    for name, home in homes.items():
        if home and name in moved:
            value = moved[name]
            moved[name] = (
                home.get(value, value) if isinstance(value, str) else [home.get(one, one) for one in value]
            )
    return moved


def tell_conflicts(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> str:
    """Say in what two claims of one id are not one."""
    return ", ".join(
        f"{name} {show_value(ours.get(name, 'none'))} and {show_value(theirs.get(name, 'none'))}"
        for name in ("value", *KEY, "paragraph", "quote")
        if ours.get(name) != theirs.get(name)
    )


def _normalise(value: Any) -> Any:
    """Write a value in one way: the order of a list says nothing, nor that it is one."""
    if isinstance(value, list):
        return value[0] if len(value) == 1 else sorted(value)
    return value
