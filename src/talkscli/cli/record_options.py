"""The options that the fields of a record make."""

import inspect
from typing import Annotated, Any

from talkscli.claims import MODELS
from talkscli.cli.declaring import argument, option
from talkscli.desk.adding_records import REFERENCES
from talkscli.errors import UsageError

HEADLINES = {"actor": "name", "place": "name", "event": "name", "property": "label", "term": "name",
             "document": "title"}  # fmt: skip
"""The field that names a record of each kind."""

LISTS = {"aliases": "--alias", "tags": "--tag"}

WORDS = "words"
"""The argument that can stand in place of the option of the field that names a record."""


def list_options(kind: str) -> list[inspect.Parameter]:
    """Make one option of each field of a kind's model; its name can be given as words too."""
    options = []
    for name, field in MODELS[kind].model_fields.items():
        text = (field.description or "").split("\n")[0]
        if name == HEADLINES[kind]:
            words = f"The same as --{name}; - reads records from standard input, one JSON object a line."
            options.append(make_parameter(WORDS, list[str] | None, argument(f"[{name.upper()}]", words)))
        if name in LISTS:
            options.append(make_parameter(name, list[str] | None, option(LISTS[name], "TEXT", text)))
            continue
        is_number = field.annotation == int | None
        metavar = "N" if is_number else "NAME" if name in REFERENCES else name.upper()
        kind_of_value = int | None if is_number else str | None
        options.append(make_parameter(name, kind_of_value, option(f"--{name}", metavar, text)))
    return options


def make_parameter(name: str, type_of_value: Any, declared: Any) -> inspect.Parameter:
    """Make a parameter that may be left out."""
    annotation = Annotated[type_of_value, declared]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def join_words(given: dict[str, Any], headline: str) -> None:
    """Put the words that were given as an argument in place of the option that they stand for.

    Raises:
        UsageError: both are given.
    """
    words = " ".join(given.pop(WORDS) or ())
    if words and given[headline]:
        raise UsageError(
            f"{words!r} and {given[headline]!r} are both given",
            place=f"--{headline}",
            hint="give one of them",
        )
    given[headline] = words or given[headline]


def name_option(field: str) -> str:
    """Return the option that fills a field of a record."""
    return LISTS.get(field, f"--{field}")
