"""One record in three versions: as both sides had it, as ours has it, and as theirs has it.

What one side changed is taken. What both changed is a conflict, unless they changed it alike, or it is words
by which nothing is compared: then ours is kept, and theirs is told.
"""

from collections.abc import Mapping
from typing import Any

from talkscli.desk.record_joining import LISTS, TOLD, show_value

Fields = dict[str, Any]

_SAID = ("about", "property", "value", "stance", "status", "only", "at")
"""What a claim says: if both sides changed some of it, neither of them said what all of it together says."""

_WORDS = TOLD | {"text", "recorded"}
_SETS = (*LISTS, "mentions")


class ThreeWay:
    """What becomes of a record that both sides may have changed.

    Attributes:
        fields: The merged record.
        conflicts: What both changed, each with both versions.
        told: The words of which ours is kept, each with theirs.
    """

    __slots__ = ("conflicts", "fields", "told")

    def __init__(self, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
        self.fields: Fields = {}
        self.conflicts: list[str] = []
        self.told: list[str] = []
        for name in dict.fromkeys([*ours, *theirs]):
            value = self._merge(name, base.get(name), ours.get(name), theirs.get(name))
            if value is not None and value != []:
                self.fields[name] = value
        both = _list_changes(base, ours, _SAID), _list_changes(base, theirs, _SAID)
        if not self.conflicts and all(both) and both[0] != both[1]:
            self.conflicts.append(f"{', '.join(both[0])} here and {', '.join(both[1])} there")
        for one, other, where in ((ours, both[1], "there"), (theirs, both[0], "here")):
            if one.get("retracted") and not base.get("retracted") and other and not self.conflicts:
                self.conflicts.append(f"retracted, and {', '.join(other)} changed {where}")

    def _merge(self, name: str, base: Any, ours: Any, theirs: Any) -> Any:
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        if name in _SETS:
            old, mine, other = (value or [] for value in (base, ours, theirs))
            kept = [one for one in mine if one in other or one not in old]
            return [*kept, *(one for one in other if one not in mine and one not in old)]
        if name in _WORDS or (name == "retracted" and ours and theirs):
            self.told.append(f"{name} {show_value(theirs)}")
            return ours
        shown = ["none" if value is None else show_value(value) for value in (ours, theirs)]
        self.conflicts.append(f"{name} {shown[0]} and {shown[1]}")
        return ours


def _list_changes(base: Mapping[str, Any], now: Mapping[str, Any], names: tuple[str, ...]) -> list[str]:
    return [
        f"{name} {show_value(now.get(name, 'none'))}" for name in names if now.get(name) != base.get(name)
    ]
