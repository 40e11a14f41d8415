"""A claim in one plain sentence, where nobody has written one."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from talkscli.claims import SUBJECTS
from talkscli.values.registry import type_named
from talkscli.values.vocabulary import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from talkscli.desk.resolver import Resolver
    from talkscli.queries.rows import ClaimRow

_VERBS = {"denies": "denies", "withholds": "did not confirm"}


def compose_sentence(resolver: "Resolver", row: "Mapping[str, Any] | ClaimRow") -> str:
    """Write a claim, flat and with ids, in a sentence."""
    name, value = resolver.name_of, row["value"]
    who, subject = name(("actor",), row["who"]), name(SUBJECTS, row["about"])
    label = name(("property",), row["property"])
    if value is None:
        return f"{who} did not say: {label} of {subject}."
    verb = _VERBS.get(row["stance"], "gives")
    shown = _show_value(resolver, row["property"], value) + (" only" if row["only"] else "")
    status = f" ({row['status']})" if row["status"] else ""
    return f"{who} {verb} {label} of {subject} as {shown.removesuffix('.')}{status}."


def _show_value(resolver: "Resolver", prop: str, value: str | list[str]) -> str:
    """Write a value for people, with names for ids."""
    kind = resolver.type_of(prop)
    if (home := type_named(kind).refers_to) is not None:
        ids = value if isinstance(value, list) else value.split(",")
        return ", ".join(resolver.name_of((home,), one) for one in ids)
    text = value if isinstance(value, str) else "; ".join(value)
    return text if type_named(kind).is_free else _show(kind, text)


@lru_cache(4_000)
def _show(kind: str, value: str) -> str:
    asked = type_named(kind)
    return asked.show(asked.parse(value), Words()) if asked.can_parse(value) else value
