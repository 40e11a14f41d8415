"""Claims of two desks as flat fields: when they are one, what differs, their ids in the merged store."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from talkscli.files.style import simplify
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.claims import Claim

KEY = ("who", "when", "about", "property", "value", "stance", "status", "only", "at", "document", "via")
"""What makes two desks' claims one, with the paragraph or else the quote: not the words for it."""

_write_json = json.JSONEncoder(ensure_ascii=False).encode

Fields = dict[str, Any]


def flatten(claim: "Claim") -> Fields:
    """Return the fields of a claim that say something, without the two parts in which they are written."""
    fields = simplify(claim)
    what, source = fields.pop("what"), fields.pop("source")
    return {**fields, **what, **source}


def write_key(fields: Mapping[str, Any]) -> str:
    """Write what makes two desks' claims one: who says what when, and where."""
    place = fields.get("paragraph") or fields.get("quote")
    return _write_json([*(fields.get(name) for name in KEY), place])


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


def tell_difference(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> str | None:
    """Say in what two records of one claim differ; nothing where theirs says nothing else."""
    fields = [
        f"{name} {show_value(value)}"
        for name, value in theirs.items()
        if name != "id" and ours.get(name) != value
    ]
    return f"ours is kept; theirs has {'; '.join(fields)}" if fields else None


def tell_conflicts(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> str:
    """Say in what two claims of one id are not one."""
    return ", ".join(
        f"{name} {show_value(ours.get(name, 'none'))} and {show_value(theirs.get(name, 'none'))}"
        for name in (*KEY, "paragraph", "quote")
        if ours.get(name) != theirs.get(name)
    )


def show_value(value: Any) -> str:
    """Write a value as a sentence has room for."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"{text[:77]}…" if len(text) > 78 else text
