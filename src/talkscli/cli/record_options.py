"""The options that the fields of a record make."""

from typing import Annotated, Any

from talkscli.claims import MODELS
from talkscli.cli.declaring import Options, Shared, argument, number, several, single
from talkscli.desk.adding_records import REFERENCES
from talkscli.errors import UsageError

HEADLINES = {"actor": "name", "place": "name", "event": "name", "property": "label", "term": "name",
             "document": "title"}  # fmt: skip
"""The field that names a record of each kind."""

LISTS = {"aliases": "--alias", "tags": "--tag"}

WORDS = "words"
"""The argument that can stand in place of the option of the field that names a record."""


def list_options(kind: str) -> Options:
    """Make one option of each field of a kind's model; its name can be given as words too."""
    options: dict[str, Shared] = {}
    for name, field in MODELS[kind].model_fields.items():
        text = (field.description or "").split("\n")[0]
        if name == HEADLINES[kind]:
            words = f"The same as --{name}; - reads records from standard input, one JSON object a line."
            options[WORDS] = Annotated[list[str] | None, argument(f"[{name.upper()}]", words)], None
        if name in LISTS:
            options[name] = several(LISTS[name], "TEXT", text)
        elif field.annotation == int | None:
            options[name] = number(f"--{name}", "N", text)
        else:
            value = "NAME" if name in REFERENCES else name.upper()
            options[name] = single(f"--{name}", value, text)
    return options


def join_words(given: dict[str, Any], headline: str) -> dict[str, Any]:
    """Return the fields given, with the words that were given as an argument for the field that they name.

    Raises:
        UsageError: the field is given by its option too.
    """
    fields = {name: value for name, value in given.items() if name != WORDS}
    words = " ".join(given[WORDS] or ())
    if words and fields[headline]:
        raise UsageError(
            f"{words!r} and {fields[headline]!r} are both given",
            place=f"--{headline}",
            hint="give one of them",
        )
    return {**fields, headline: words or fields[headline]}


def name_option(field: str) -> str:
    """Return the option that fills a field of a record."""
    return LISTS.get(field, f"--{field}")
