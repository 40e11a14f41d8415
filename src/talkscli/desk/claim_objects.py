"""Claims as objects of JSON, in the store's shape or as `talks claims` prints them, laid out flat."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from talkscli.claims import Claim, Retraction, Source, What
from talkscli.desk.claim_content import ROW_FIELDS
from talkscli.desk.mapping import FIELDS, check_field
from talkscli.errors import TalksError, UsageError

_FLAT = tuple(dict.fromkeys((*ROW_FIELDS, *FIELDS)))
_NESTED = ("what", "source")


def flatten_object(given: Mapping[str, Any], faults: list[TalksError]) -> dict[str, Any]:
    """Return the fields of a claim laid out flat.

    Args:
        given: The object.
        faults: Gets what is wrong with its shape: fields that claims do not have, which are left out.
    """
    is_nested = any(name in given for name in _NESTED)
    faults += _find_unknown(given, tuple(Claim.model_fields) if is_nested else _FLAT, "")
    fields = {name: value for name, value in given.items() if name not in _NESTED}
    for name, model in (("what", What), ("source", Source)) if is_nested else ():
        part = given.get(name, {})
        if isinstance(part, Mapping):
            faults += _find_unknown(part, tuple(model.model_fields), name)
            fields.update(part)
        else:
            faults.append(UsageError("must be an object", place=name, hint="as talks schema has it"))
    if isinstance(retracted := fields.get("retracted"), Mapping):
        faults += _find_unknown(retracted, tuple(Retraction.model_fields), "retracted")
    return {name: value for name, value in fields.items() if name in _FLAT} if faults else fields


def _find_unknown(names: Iterable[str], known: tuple[str, ...], place: str) -> Iterator[TalksError]:
    for name in names:
        try:
            check_field(name, place, known)
        except UsageError as error:
            yield error
