"""Two desks' versions of one record of a header: what is joined, what is told, and what clashes.

What is never compared (labels, notes, addresses, spellings) is joined or told; what verdicts rest on (types,
answers, what lies in what, who is who) clashes where it differs.
"""

from typing import Any

from talkscli.claims import Actor, Document, Event, Property, Record
from talkscli.files.style import simplify
from talkscli.names import match_whole
from talkscli.values.registry import type_named

LISTS = ("aliases", "tags")
"""Fields that hold several words, of which their order says nothing."""

TOLD = frozenset({"note", "label", "language", "author", "file", "retrieved", "archived"})
"""Fields of which ours is kept and theirs told, since nothing is compared by them."""

_DOCUMENT = frozenset({"title", "published", "url", "outlet"})
"""What may differ, and is told, of documents that are one by their text or address."""

_BODIES = frozenset({"office", "state", "organisation", "agency", "outlet"})
"""Kinds of actors between which two desks may choose differently."""


class Joined:
    """What two versions of a record make.

    Attributes:
        record: Ours, with what only theirs says.
        conflicts: The fields that clash, each with both values.
        gains: The fields that gained something.
        told: The fields of which ours is kept, each with theirs.
    """

    __slots__ = ("conflicts", "gains", "record", "told")

    def __init__(
        self, record: Record | None, conflicts: list[str], gains: list[str], told: list[str]
    ) -> None:
        self.record = record
        self.conflicts = conflicts
        self.gains = gains
        self.told = told

    def explain(self, *reasons: str) -> str | None:
        """Return in one line what was gained and what theirs says otherwise."""
        parts = [reason for reason in reasons if reason]
        parts += [f"gains {', '.join(self.gains)}"] if self.gains else []
        parts += [f"ours is kept; theirs has {'; '.join(self.told)}"] if self.told else []
        return "; ".join(parts) or None


def join_records(ours: Record, theirs: Record, *, is_one: bool = False) -> Joined:
    """Join two versions of a record.

    Args:
        ours: The record that stays.
        theirs: The other; its id is not looked at.
        is_one: Whether somebody or their content says that the two are one, so that nothing clashes but
            types and answers.
    """
    update: dict[str, Any] = {}
    conflicts, gains, told = [], [], []
    own = dict(ours)
    for name, value in own.items():
        other = getattr(theirs, name)
        if name == "id" or other == value or other is None or other == []:
            continue
        if name in LISTS:
            if more := [one for one in other if one not in value]:
                update[name] = [*value, *more]
                gains.append(name)
        elif name == "answers" and isinstance(ours, Property):
            if _answers(ours) != _answers(theirs):
                conflicts.append(f"{name} {_answers(ours)} and {_answers(theirs)}")
            elif value is None:
                update[name] = other
                gains.append(name)
        elif value is None:
            update[name] = other
            gains.append(name)
        elif name == "name" and (is_one or _is_one_name(ours, theirs)):
            if other not in (aliases := update.get("aliases", own.get("aliases", []))):
                update["aliases"] = [*aliases, other]
                gains += [] if "aliases" in gains else ["aliases"]
        elif name in TOLD or _is_told(name, ours, theirs) or (is_one and not isinstance(ours, Property)):
            told.append(f"{name} {show_value(other)}")
        else:
            conflicts.append(f"{name} {show_value(value)} and {show_value(other)}")
    return Joined(ours.model_copy(update=update) if update else ours, conflicts, gains, told)


def show_value(value: Any) -> str:
    """Write a value as a sentence has room for."""
    import json

    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"{text[:77]}…" if len(text) > 78 else text


def _answers(record: Record) -> str:
    assert isinstance(record, Property)
    return record.answers or type_named(record.type).answers


def _is_one_name(ours: Record, theirs: Record) -> bool:
    """Tell whether two records of one id are one though they are named differently."""
    if isinstance(ours, Event) and isinstance(theirs, Event):
        # The third round is the third round, however it is called.
        return ours.number is not None and (ours.kind, ours.number) == (theirs.kind, theirs.number)
    return any(match_whole(one, other) for one in _names(ours) for other in _names(theirs))


def _is_told(name: str, ours: Record, theirs: Record) -> bool:
    if isinstance(ours, Document) and isinstance(theirs, Document):
        is_text = ours.sha256 is not None and ours.sha256 == theirs.sha256
        is_place = ours.url is not None and ours.url == theirs.url and name != "sha256"
        looks = (ours.outlet, ours.title, ours.published) == (theirs.outlet, theirs.title, theirs.published)
        return (name in _DOCUMENT and (is_text or is_place)) or (name == "url" and looks)
    if name == "kind":
        is_body = isinstance(ours, Event) or {getattr(ours, name), getattr(theirs, name)} <= _BODIES
        return is_body and any(match_whole(one, other) for one in _names(ours) for other in _names(theirs))
    return name == "url" and isinstance(ours, Actor)


def _names(record: Record) -> list[str]:
    fields = simplify(record)
    return [name for name in (fields.get("name"), *fields.get("aliases", ())) if name]
