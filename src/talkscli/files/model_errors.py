"""The forms of pydantic's errors in plain sentences, with the field they are about."""

import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any

from talkscli.claims import SCHEMA_VERSION
from talkscli.errors import cut
from talkscli.files.faults import shorten, suggest

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

_KINDS = {
    "NoneType": "null",
    "bool": "true or false",
    "int": "a number",
    "float": "a number",
    "str": "a text",
    "list": "a list",
    "dict": "an object",
}
_WANTED = {
    "string_type": "a text",
    "list_type": "a list",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "dict_type": "an object",
}
_VERSION = ("schema_version",)
_QUOTED = re.compile("'([^']*)'")
# pydantic names the branch of a union in the location; no field has such a name.
_BRANCHES = ("constrained-str", "list[")


def explain_errors(
    error: "ValidationError", model: "type[BaseModel]"
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Yield location, sentence and hint of each fault; the branches of one union are one fault."""
    seen: set[tuple[str | int, ...]] = set()
    # Of a union, the branch that fits what stands there tells more: it comes first.
    for one in sorted(error.errors(include_url=False), key=_is_beside):
        location = tuple(
            part for part in one["loc"] if not (isinstance(part, str) and part.startswith(_BRANCHES))
        )
        union = len(location) < len(one["loc"])
        where = location[:2] if union else location
        if where in seen:
            continue
        seen.add(where)
        message, hint = _say(one, model, where)
        if union and one["type"] in _WANTED:
            message = f"must be a text or a list of ids, and is {_name_kind(one['input'])}"
            hint = "write a text or a list of ids"
        yield where, message, hint


def _is_beside(one: "ErrorDetails") -> bool:
    return one["type"] in _WANTED and any(str(part).startswith(_BRANCHES) for part in one["loc"])


def show_location(location: tuple[str | int, ...]) -> str:
    """Write a location with dots and brackets: `what.mentions[2]`."""
    shown = ""
    for part in location:
        shown += f"[{part}]" if isinstance(part, int) else f".{cut(part)}" if shown else cut(part)
    return shown


def _say(
    one: Mapping[str, Any], model: "type[BaseModel]", location: tuple[str | int, ...]
) -> tuple[str, str]:
    kind, value, context = one["type"], one.get("input"), one.get("ctx", {})
    if isinstance(value, float) and not isfinite(value):
        return "NaN and Infinity are not JSON", "write a number or leave it out"
    if kind == "missing":
        return "is missing", f'add "schema_version": {SCHEMA_VERSION}' if location == _VERSION else "add it"
    if kind == "extra_forbidden":
        known = _fields_at(model, location[:-1])
        return "there is no such field", suggest(str(location[-1]), known) or "leave it out"
    if kind in _WANTED:
        wanted = _WANTED[kind]
        return f"must be {wanted}, and is {_name_kind(value)}", f"write {wanted}"
    if kind == "literal_error":
        expected = str(context.get("expected", ""))
        if location == _VERSION:
            hint = f'write "schema_version": {SCHEMA_VERSION}'
            return f"must be {expected}, and is {shorten(value)}", hint
        near = suggest(value, _QUOTED.findall(expected)) if isinstance(value, str) else ""
        return f"{shorten(value)} is not one of {expected}", near or "write one of these"
    if kind == "string_pattern_mismatch":
        if "0-9a-f" in str(context.get("pattern")):
            return f"{shorten(value)} is not a SHA-256", "write its 64 hexadecimal digits in lower case"
        return f"{shorten(value)} is not an id", "use lower-case letters, digits and hyphens"
    if kind == "string_unicode":
        return "is not text in UTF-8", "half of a surrogate pair, or a byte of another encoding, stands in it"
    if kind == "string_too_short":
        return "is empty", "write something or leave the field out"
    if kind == "string_too_long":
        return f"is longer than {context.get('max_length')} characters", "make it shorter"
    if kind == "greater_than_equal":
        return f"{shorten(value)} is less than {context.get('ge')}", f"write {context.get('ge')} or more"
    message = str(one["msg"])
    return message[:1].lower() + message[1:], ""


def _fields_at(model: "type[BaseModel]", location: tuple[str | int, ...]) -> list[str]:
    """List the fields of the model that stands at a location."""
    from pydantic import BaseModel as Base

    current: Any = model
    for part in location:
        if isinstance(part, int):
            continue
        field = getattr(current, "model_fields", {}).get(part)
        if field is None:
            return []
        current = _find_model(field.annotation, Base)
        if current is None:
            return []
    return list(current.model_fields)


def _find_model(annotation: Any, base: type) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, base):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _find_model(inner, base)
        if found is not None:
            return found
    return None


def _name_kind(value: Any) -> str:
    return _KINDS.get(type(value).__name__, "something else")
