"""The command that makes of a claim of the store what a changed row says."""

from collections.abc import Iterator, Mapping
from shlex import quote
from typing import TYPE_CHECKING, Any

from talkscli.desk.claim_content import SOURCE, WHAT
from talkscli.errors import cut

if TYPE_CHECKING:
    from talkscli.queries.rows import ClaimRow

_FIELDS = ("who", *WHAT, "when", *SOURCE, "revises", "tags", "note")
"""What `talks replace` can mend, in the order in which a command gives it."""

_OPTIONS = {"mentions": "mention", "tags": "tag"}


def list_differences(old: "Mapping[str, Any] | ClaimRow", new: Mapping[str, Any]) -> list[str]:
    """Tell in which fields a row differs from the claim of its id: `value is 45, not 54`."""
    names = (*_FIELDS, "retracted")
    return [
        f"{name} is {_show(new[name])}, not {_show(old[name])}" for name in names if new[name] != old[name]
    ]


def propose_command(old: "Mapping[str, Any] | ClaimRow", new: Mapping[str, Any], store: str) -> str:
    """Write the command that gives a claim what a row has in its place.

    Args:
        old: The claim as it is.
        new: The row, with the same id; ids stand for names.
        store: The path of the store.

    Returns:
        A line for a shell. Nothing where there is no such command: the claim was retracted, or what would
        stand in it cannot be copied from a screen.
    """
    changed = [name for name in _FIELDS if new[name] != old[name]]
    if old["retracted"] is not None or (not changed and new["retracted"] is None):
        return ""
    if new["retracted"] is not None:
        words = ["retract", old["id"], "--why", new["retracted"]] if not changed else []
    else:
        why = "Corrected: " + "; ".join(list_differences(old, new)) + "."
        words = ["replace", old["id"], *_list_options(new, changed), "--why", why]
    words += ["--store", store]
    if len(words) == 2 or not all(word.isprintable() for word in words):
        return ""
    return " ".join(map(quote, ["talks", *words]))


def _list_options(new: Mapping[str, Any], changed: list[str]) -> Iterator[str]:
    """Yield the options; what rests on another document is given anew as a whole."""
    for name in _FIELDS:
        moved = "document" in changed and name in SOURCE and new[name] not in (None, [])
        if name == "only" and name in changed:
            yield "--only" if new[name] else "--not-only"
        elif name in changed or moved:
            values = new[name] if isinstance(new[name], list) else [new[name]]
            for value in values or [None]:
                yield from (f"--{_OPTIONS.get(name, name)}", "" if value is None else str(value))


def _show(value: Any) -> str:
    if value in (None, []):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return cut(", ".join(value) if isinstance(value, list) else str(value))
