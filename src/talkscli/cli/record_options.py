"""The options that the fields of a record make."""

import inspect
from typing import Annotated, Any

import typer

from talkscli.claims import MODELS
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
        annotation: Any
        if name == HEADLINES[kind]:
            words = f"The same as --{name}; - reads records from standard input, one JSON object a line."
            argument = typer.Argument(metavar=f"[{name.upper()}]", help=words)
            place, kind_of_words = inspect.Parameter.KEYWORD_ONLY, Annotated[list[str] | None, argument]
            options.append(inspect.Parameter(WORDS, place, default=None, annotation=kind_of_words))
        if name in LISTS:
            annotation = Annotated[list[str] | None, typer.Option(LISTS[name], metavar="TEXT", help=text)]
        else:
            number = field.annotation == int | None
            metavar = "N" if number else "NAME" if name in REFERENCES else name.upper()
            option = typer.Option(f"--{name}", metavar=metavar, help=text)
            annotation = Annotated[int | None, option] if number else Annotated[str | None, option]
        place = inspect.Parameter.KEYWORD_ONLY
        options.append(inspect.Parameter(name, place, default=None, annotation=annotation))
    return options


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
