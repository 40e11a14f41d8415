"""Which columns of somebody's rows are which fields of a claim, and what holds for all of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from talkscli.errors import UsageError
from talkscli.values.registry import type_names

_CLAIM_FIELDS = (
    "id",
    "fact",
    "about",
    "property",
    "value",
    "who",
    "when",
    "status",
    "stance",
    "only",
    "at",
    "text",
    "mentions",
    "paragraph",
    "quote",
    "via",
    "revises",
    "retracted",
    "tags",
    "note",
    "recorded",
)
DOCUMENT_FIELDS = ("document", "outlet", "title", "published", "url", "language", "author")
FIELDS = (*_CLAIM_FIELDS, *DOCUMENT_FIELDS)
"""Every field that a row can fill; those of documents find the document, or make it."""

_PARTS = ("columns", "constants", "types")


class RowMapping:
    """How the columns of rows become fields."""

    __slots__ = ("_names", "_pairs", "columns", "constants", "types")

    def __init__(
        self,
        columns: Mapping[str, str] | None = None,
        constants: Mapping[str, str] | None = None,
        types: Mapping[str, str] | None = None,
    ) -> None:
        self.columns = dict(columns or {})
        """The column of each field that has another name than its column."""
        self.constants = dict(constants or {})
        """What a field is where a row has nothing for it."""
        self.types = dict(types or {})
        """The types of properties that the store does not have."""
        self._names: tuple[str, ...] | None = None
        self._pairs: list[tuple[str, str]] = []

    def updated(self, other: "RowMapping") -> "RowMapping":
        """Return the mapping with another laid over it."""
        return RowMapping(
            self.columns | other.columns, self.constants | other.constants, self.types | other.types
        )

    def apply(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields that a row fills; empty cells fill nothing."""
        names = tuple(row)
        if names != self._names:
            # The rows of a table are alike: what to look for is settled once.
            self._names = names
            wanted = [(field, self.columns.get(field, field)) for field in FIELDS]
            self._pairs = [(field, column) for field, column in wanted if column in row]
        fields: dict[str, Any] = dict(self.constants)
        for field, column in self._pairs:
            value = row[column]
            if isinstance(value, str):
                value = value.strip()
            if value not in (None, "", []):
                fields[field] = value
        return fields


def parse_pairs(given: Sequence[str], option: str, fields: Sequence[str] | None = FIELDS) -> dict[str, str]:
    """Read `who=source,value=price` into a dictionary; of a constant, a comma is part of the value.

    Args:
        given: The words of the option, one for each time it was given.
        option: Its name, for messages.
        fields: What may stand before the sign of equality; None for anything.

    Raises:
        UsageError: a word is not NAME=VALUE, or a name is unknown or given twice.
    """
    pairs: dict[str, str] = {}
    for word in given:
        for part in word.split(",") if option != "--const" else [word]:
            name, sign, value = part.partition("=")
            name = name.strip()
            if not sign or not name or not value.strip():
                raise UsageError(f"{part!r} is not NAME=VALUE", place=option, hint="write who=source")
            if fields is not None:
                check_field(name, option, fields)
            if name in pairs:
                raise UsageError(f"{name} is given twice", place=option, hint="give it once")
            pairs[name] = value.strip()
    return pairs


def check_field(name: str, place: str, fields: Sequence[str] = FIELDS) -> None:
    """Refuse a field that claims do not have."""
    if name not in fields:
        from difflib import get_close_matches

        near = get_close_matches(name, fields, 1)
        hint = f"did you mean {near[0]}?" if near else f"the fields are {', '.join(fields)}"
        raise UsageError(f"there is no field {name!r}", place=place, hint=hint)


def read_types(pairs: Mapping[str, str], place: str) -> dict[str, str]:
    """Check the types of properties."""
    for name, kind in pairs.items():
        if kind not in type_names():
            raise UsageError(
                f"there is no type {kind!r} for {name!r}",
                place=place,
                hint=f"the types are {', '.join(type_names())}",
            )
    return dict(pairs)


def read_mapping(text: str, name: str) -> RowMapping:
    """Read a mapping file: TOML, or JSON, with the tables columns, constants and types."""
    import json
    import tomllib

    try:
        content = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(
            f"neither TOML nor JSON: {error}", place=name, hint='write [columns], then who = "source"'
        ) from error
    tables: dict[str, dict[str, str]] = {}
    for part, table in content.items():
        if part not in _PARTS:
            raise UsageError(
                f"there is no table {part!r} in a mapping",
                place=name,
                hint=f"the tables are {', '.join(_PARTS)}",
            )
        if not isinstance(table, dict) or not all(isinstance(one, str) for one in table.values()):
            raise UsageError(
                "a table of texts is needed", place=f"{name}: {part}", hint='write who = "source"'
            )
        if part != "types":
            for field in table:
                check_field(field, f"{name}: {part}")
        tables[part] = table
    return RowMapping(
        tables.get("columns"),
        tables.get("constants"),
        read_types(tables.get("types", {}), f"{name}: types"),
    )
