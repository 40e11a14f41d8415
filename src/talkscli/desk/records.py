"""Records as programs give them: objects of JSON, in the store's shape or as `talks claims` prints."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, TypeVar

from pydantic import ValidationError

from talkscli.claims import Claim, Record
from talkscli.errors import UsageError
from talkscli.files.model_errors import explain_errors, show_location

R = TypeVar("R", bound=Record)

WITHOUT_ID = "without-id"
"""Stands for the id of a claim that is still to get one."""

LONGEST_LINE = 1 << 24
"""A line of more bytes than this is no record."""


class Draft:
    """A claim that is to come in."""

    __slots__ = ("claim", "has_id", "place")

    def __init__(self, claim: Claim, *, has_id: bool = False, place: str = "") -> None:
        self.claim = claim
        self.has_id = has_id
        """Whether its id was chosen by whoever gives it, or is to be made."""
        self.place = place
        """Where it comes from, for messages: `standard input:3`."""


def build(model: type[R], fields: Mapping[str, Any], name_place: Callable[[str], str]) -> R:
    """Make a record, or say of each field in one sentence what is wrong with it.

    Args:
        model: The model of the record.
        fields: Its fields, in the store's shape.
        name_place: Names the place of a field, given its path (`what.value`), for messages.

    Raises:
        UsageError: the fields do not make one; what else is wrong is in `others`.
    """
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        first, *others = (
            UsageError(message, place=name_place(show_location(location)), hint=hint)
            for location, message, hint in explain_errors(error, model)
        )
        first.others = [*others]
        raise first from error


class ObjectLines:
    """The objects of JSON in a stream, one a line."""

    def __init__(self, stream: BinaryIO, name: str = "standard input") -> None:
        self._stream = stream
        self._name = name
        self.place = name
        """Where the last object stood: `standard input:3`."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield the objects.

        Raises:
            UsageError: a line is not a JSON object.
        """
        number = 0
        while line := self._stream.readline(LONGEST_LINE):
            number += 1
            self.place = f"{self._name}:{number}"
            if text := line.strip().removeprefix(b"\xef\xbb\xbf"):
                yield self._read(text, is_whole=len(line) < LONGEST_LINE)

    def _read(self, text: bytes, *, is_whole: bool) -> dict[str, Any]:
        if not is_whole:
            raise UsageError("the line is too long", place=self.place, hint="give one object a line")
        try:
            fields = parse_json(text.decode())
        except UnicodeDecodeError as error:
            raise UsageError("this is not UTF-8", place=f"{self.place}:{error.start + 1}") from error
        except UsageError as error:
            error.place = f"{self.place}:{error.place}" if error.place else self.place
            raise
        if not isinstance(fields, dict):
            raise UsageError("this is not an object", place=self.place, hint="give one object a line")
        return fields


def parse_json(text: str) -> Any:
    """Parse JSON in which no key stands twice and every number is one.

    Raises:
        UsageError: it is not such JSON; the place is the column, where it is known.
    """
    try:
        return json.loads(text, **JSON_RULES)
    except json.JSONDecodeError as error:
        problem = error.msg[:1].lower() + error.msg[1:]
        raise UsageError(
            f"this is not JSON: {problem}", place=str(error.colno), hint="give one object a line"
        ) from error
    except (ValueError, RecursionError) as error:
        raise UsageError("this is nested too deep or no number") from error


def _make_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise UsageError(f"the field {twice!r} stands there twice", hint="keep one of them")
    return made


def _refuse_constant(name: str) -> None:
    raise UsageError(f"{name} is not JSON", hint="write a number or leave the field out")


JSON_RULES: dict[str, Any] = {"object_pairs_hook": _make_object, "parse_constant": _refuse_constant}
"""How JSON is parsed: a key that stands twice, NaN and Infinity are refused."""
