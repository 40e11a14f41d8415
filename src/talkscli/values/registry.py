"""The types of value that there are. A type's module is loaded when a value of that type is first met."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from talkscli.values.base import ValueType

MODULES = {
    "date": "dates",
    "duration": "durations",
    "count": "counts",
    "money": "money",
    "place": "places",
    "actor": "actors",
    "terms": "terms",
    "yes-no": "answers",
    "quote": "quotes",
    "text": "texts",
}
"""By a type's name the module of this package that defines it, as `TYPE`."""

WITH_DAYS = frozenset({"date"})
"""The package's own types whose values are days: to load all types only to ask them takes too long."""

_loaded: "dict[str, ValueType]" = {}
_names = list(MODULES)


def type_named(name: str) -> "ValueType":
    """Return a type by its name.

    Raises:
        KeyError: there is no such type.
    """
    found = _loaded.get(name)
    if found is None:
        # `import_module` would do the same, and take the time of loading importlib.
        path = f"talkscli.values.{MODULES[name]}"
        found = _loaded[name] = __import__(path, fromlist=("TYPE",)).TYPE
    return found


def type_names() -> tuple[str, ...]:
    """Return the names of all types, in the order in which they are told."""
    return tuple(_names)


def all_types() -> "Iterator[ValueType]":
    """Yield every type; this loads all of them."""
    return map(type_named, _names)


def names_with_days() -> list[str]:
    """Return the names of the types whose values are days of the calendar."""
    added = (name for name in _names if name not in MODULES and _loaded[name].has_days)
    return [*sorted(WITH_DAYS), *added]


def register(made: "ValueType") -> None:
    """Add a type from outside this package.

    Raises:
        ValueError: there is a type of that name.
    """
    if made.name in _names:
        raise ValueError(f"there is a type {made.name!r} already")
    _loaded[made.name] = made
    _names.append(made.name)


def unregister(name: str) -> None:
    """Remove a type that `register` added."""
    if name in MODULES:
        raise ValueError(f"the type {name!r} is the package's own")
    _names.remove(name)
    del _loaded[name]
