"""The options that the fields of a record make."""

import inspect
from typing import Annotated, Any

import typer

from talkscli.claims import MODELS
from talkscli.desk.adding import REFERENCES

HEADLINES = {"actor": "name", "place": "name", "event": "name", "property": "label", "term": "name",
             "document": "title"}  # fmt: skip
"""The field that names a record of each kind."""

LISTS = {"aliases": "--alias"}


def list_options(kind: str) -> list[inspect.Parameter]:
    """Make one option of each field of a kind's model; the field that names it is the argument."""
    options = []
    for name, field in MODELS[kind].model_fields.items():
        text = (field.description or "").split("\n")[0]
        annotation: Any
        if name == HEADLINES[kind]:
            metavar = f"[{name.upper()}]"
            annotation = Annotated[str | None, typer.Argument(metavar=metavar, help=text)]
        elif name in LISTS:
            annotation = Annotated[list[str] | None, typer.Option(LISTS[name], metavar="TEXT", help=text)]
        else:
            number = field.annotation == int | None
            metavar = "N" if number else "NAME" if name in REFERENCES else name.upper()
            option = typer.Option(f"--{name}", metavar=metavar, help=text)
            annotation = Annotated[int | None, option] if number else Annotated[str | None, option]
        place = inspect.Parameter.KEYWORD_ONLY
        options.append(inspect.Parameter(name, place, default=None, annotation=annotation))
    return options


def name_option(kind: str, field: str) -> str:
    """Return the option or argument that fills a field of a record."""
    return field.upper() if field == HEADLINES[kind] else LISTS.get(field, f"--{field}")
