"""Which columns of somebody's rows are which fields of a claim, and what holds for all of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from talkscli.desk.precisions import Precise
from talkscli.desk.written_values import SEPARATOR, Pair
from talkscli.errors import UsageError
from talkscli.values.as_written.numbers import write_number
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
KINDS = ("about", "who", "via", "outlet", "value")
"""The fields that name something of a kind, which a column may tell: `about_kind`."""

PRECISIONS = ("value", "when", "at", "published")
"""The fields that may be dates, whose precision a column may tell: `value_precision`."""

DOCUMENT_FIELDS = ("document", "outlet", "title", "published", "url", "language", "author")
UNIT = "value_unit"
"""The field for a column that tells the unit of a value, or its currency."""

_BESIDE = (*(f"{name}_kind" for name in KINDS), *(f"{name}_precision" for name in PRECISIONS), UNIT)
FIELDS = (*_CLAIM_FIELDS, *DOCUMENT_FIELDS, *_BESIDE)
"""Every field that a row can fill; those of documents find the document, or make it."""

_WORDS = frozenset({"value", "text", "quote", "note", "retracted", "tags"})
"""The fields that may hold words of any kind."""

_ASKED = frozenset({"fact", "property", "value", "value_precision", UNIT})

_PARTS = ("columns", "constants", "types")


class RowMapping:
    """How the columns of rows become fields."""

    __slots__ = (
        "_has_precision",
        "_names",
        "_pairs",
        "columns",
        "constants",
        "empty",
        "ignored",
        "kinds",
        "measures",
        "separator",
        "split",
        "types",
    )

    def __init__(
        self,
        columns: Mapping[str, str] | None = None,
        constants: Mapping[str, str] | None = None,
        types: Mapping[str, str] | None = None,
        *,
        empty: Collection[str] = (),
        ignored: Collection[str] = (),
        measures: Sequence[str] = (),
        kinds: Mapping[str, str] | None = None,
        split: Collection[str] = (),
        separator: str = SEPARATOR,
    ) -> None:
        self.columns = dict(columns or {})
        """The column of each field that has another name than its column; two with a slash are two ends."""
        self.constants = dict(constants or {})
        """What a field is where a row has nothing for it."""
        self.types = dict(types or {})
        """The types of properties that the store does not have."""
        self.empty = frozenset(empty)
        """Cells that say that there is nothing, such as `N/A`."""
        self.ignored = frozenset(ignored)
        """Columns that fill no field, whatever they are called."""
        self.measures = tuple(measures)
        """Columns of which each is a property, so that one row makes several claims."""
        self.kinds = dict(kinds or {})
        """Of which kind what a field names is: a kind of actor, `place`, or a kind of event."""
        self.split = tuple(split)
        """Fields of whose cells each part makes a claim of its own: several sources, or several claimants."""
        self.separator = separator
        """What parts several things in one cell."""
        self._names: tuple[str, ...] | None = None
        self._has_precision = False
        self._pairs: list[tuple[str, tuple[str, ...]]] = []

    def updated(self, other: "RowMapping") -> "RowMapping":
        """Return the mapping with another laid over it."""
        return RowMapping(
            self.columns | other.columns,
            self.constants | other.constants,
            self.types | other.types,
            empty=self.empty | other.empty,
            ignored=self.ignored | other.ignored,
            measures=(*self.measures, *other.measures),
            kinds=self.kinds | other.kinds,
            split=(*self.split, *other.split),
            separator=other.separator,
        )

    def find_columns(self, names: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
        """Return which fields rows with such columns fill, each with its column, or with the two of its ends.

        A column that is named as a field but for capitals and blanks is that field's.
        """
        there = [name for name in names if name and name not in self.ignored]
        alike = {fold_header(name): name for name in reversed(there)}
        alike |= {name: name for name in there}

        pairs: list[tuple[str, tuple[str, ...]]] = []
        taken = {*self.columns.values(), *self.measures}
        for field in FIELDS:
            stated = self.columns.get(field)
            if stated is None:
                column = alike.get(field)
                pairs += [(field, (column,))] if column is not None and column not in taken else []
            elif stated in there:
                pairs.append((field, (stated,)))
            elif "/" in stated:
                first, last = (end.strip() for end in stated.split("/", 1))
                pairs += [(field, (first, last))] if first in there and last in there else []
        if self.measures:
            # A row of several claims has no one id.
            pairs = [pair for pair in pairs if pair[0] not in {"id", "property", "value", "fact"}]
        return pairs

    def find_doubles(self, names: Iterable[str]) -> list[list[str]]:
        """Return the columns of which several are named as one field but for capitals and blanks."""
        alike: dict[str, list[str]] = {}
        for name in names:
            if name and name not in self.ignored and name not in self.columns.values():
                alike.setdefault(fold_header(name), []).append(name)
        return [
            found
            for field, found in alike.items()
            if len(found) > 1 and field in FIELDS and field not in self.columns
        ]

    def apply(self, row: Mapping[str, Any], *, is_exact: bool = False) -> dict[str, Any]:
        """Return the fields that a row fills; empty cells fill nothing.

        Args:
            row: The cells by the names of their columns.
            is_exact: Whether white space at the ends of words is part of them, as a program wrote it.
        """
        self._learn_names(row)
        return self._fill(row, self._pairs, is_exact=is_exact)

    def _learn_names(self, row: Mapping[str, Any]) -> None:
        """Find out which columns fill which fields; the rows of a table are alike, and it is settled once."""
        names = tuple(row)
        if names != self._names:
            self._names = names
            self._pairs = self.find_columns(names)
            filled = {*self.constants, *(field for field, _ in self._pairs)}
            self._has_precision = any(f"{name}_precision" in filled for name in PRECISIONS)

    def _fill(
        self, row: Mapping[str, Any], pairs: Iterable[tuple[str, tuple[str, ...]]], *, is_exact: bool
    ) -> dict[str, Any]:
        fields: dict[str, Any] = dict(self.constants)
        for field, columns in pairs:
            value = row.get(columns[0])
            if value.__class__ is str:
                if not is_exact or field not in _WORDS:
                    value = value.strip()
                if not value or (self.empty and value.strip() in self.empty):
                    value = None
            elif value.__class__ is list and not value:
                value = None
            if len(columns) > 1:
                last = self.read_cell(row.get(columns[1]))
                value = None if value is None and last is None else Pair(value, last)
            if value is not None:
                fields[field] = value
        for name in PRECISIONS if self._has_precision else ():
            precision = fields.pop(f"{name}_precision", None)
            if precision is not None and name in fields:
                fields[name] = Precise(fields[name], precision)
        if UNIT in fields and not self.measures:
            unit = fields.pop(UNIT)
            if "value" in fields:
                fields["value"] = _add_unit(fields["value"], unit)
        return fields

    def read_rows(self, row: Mapping[str, Any], *, is_exact: bool = False) -> list[dict[str, Any]]:
        """Return the fields of each claim that a row makes.

        A row whose value is one of the words for nothing makes none; nor does an empty cell of a measure.

        Args:
            row: The cells by the names of their columns.
            is_exact: Whether white space at the ends of words is part of them.
        """
        fields = self.apply(row, is_exact=is_exact)
        if not self.measures:
            return [] if self.empty and "value" not in fields and self._says_nothing(row) else [fields]
        values = self._read_measures(row, fields.pop(UNIT, None))
        return [{**fields, "property": measure, "value": value} for measure, value in values]

    def read_values(self, row: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """Return the property and the value of each claim that a row makes, where it has both."""
        self._learn_names(row)
        fields = self._fill(row, (pair for pair in self._pairs if pair[0] in _ASKED), is_exact=False)
        if self.measures:
            values = self._read_measures(row, fields.get(UNIT))
        else:
            name = fields.get("property") or str(fields.get("fact") or "").rpartition(".")[2]
            values = [(str(name), fields.get("value"))]
        return [(name, value) for name, value in values if name and value is not None]

    def _read_measures(self, row: Mapping[str, Any], unit: Any) -> list[tuple[str, Any]]:
        """Return each measure that a row has a value of, with the value."""
        values = [(measure, self.read_cell(row.get(measure))) for measure in self.measures]
        return [(measure, _add_unit(value, unit)) for measure, value in values if value is not None]

    @property
    def who_column(self) -> str | None:
        """Return the column of the last row that may name a claimant, or None."""
        return next((columns[0] for field, columns in self._pairs if field == "who"), None)

    def fields_of(self, column: str) -> list[str]:
        """Return the fields that a column of the last row fills."""
        named = [field for field, columns in self._pairs if column in columns]
        return [*named, "value"] if column in self.measures else named

    def read_cell(self, value: Any) -> Any:
        """Return what a cell holds, or None where it holds nothing."""
        if isinstance(value, str):
            value = value.strip()
            if value in self.empty:
                return None
        return None if value in (None, "", []) else value

    def _says_nothing(self, row: Mapping[str, Any]) -> bool:
        columns = next((columns for field, columns in self._pairs if field == "value"), ())
        return any(str(row.get(column) or "").strip() in self.empty for column in columns)


def _add_unit(value: Any, unit: Any) -> Any:
    """Write the unit behind a number, and behind both ends of a range; what is no number stays."""
    if unit is None:
        return value
    if isinstance(value, Pair):
        return Pair(_add_unit(value.first, unit), _add_unit(value.last, unit))
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = write_number(Fraction(str(value)))
    return f"{value} {unit}" if isinstance(value, str) else value


def fold_header(name: str) -> str:
    """Return the name of a column without its capitals, and with one kind of blank."""
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


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
