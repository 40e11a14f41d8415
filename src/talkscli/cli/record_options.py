"""The options that the fields of a record make, and the record that options make."""

import inspect
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from talkscli.claims import MODELS, Record
from talkscli.cli.records import build, read_objects
from talkscli.desk.ids import propose_ids
from talkscli.errors import UsageError

if TYPE_CHECKING:
    from talkscli.cli.drafting import Names

LISTS = {"aliases": "--alias"}
REFERENCES = {"side": "actor", "outlet": "actor", "within": "place"}
"""The fields that name another record, and its kind."""

WORDS = "words"
"""The argument that can stand in place of the option of the headline."""


def list_options(kind: str, headline: str) -> list[inspect.Parameter]:
    """Make one option of each field of a kind's model; its headline can be given as words too."""
    options = []
    for name, field in MODELS[kind].model_fields.items():
        text = (field.description or "").split("\n")[0]
        annotation: Any
        if name == headline:
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


def read_record(names: "Names", kind: str, given: dict[str, Any]) -> Record:
    """Make a record from options; without an id, one is made of its name.

    Raises:
        UsageError: something is missing, or not as it has to be.
        UnknownNameError: it names another record that is not there.
    """
    fields = {name: value for name, value in given.items() if value not in (None, [])}
    for name, other in REFERENCES.items():
        if name in fields:
            fields[name] = names.find(fields[name], f"--{name}", other)
    if kind == "property" and "id" not in fields and "label" not in fields:
        raise UsageError("is missing", place="--label", hint=f"see talks add {kind} --help")
    if "id" not in fields:
        there = names.snapshot.records(kind)
        for proposed in propose_ids(kind, fields):
            made = build(MODELS[kind], {**fields, "id": proposed}, _name_option)
            # A record that is there just so is left alone, whichever number its id has.
            if there.get(proposed, made) == made:
                return made
    return build(MODELS[kind], fields, _name_option)


def read_records(stream: BinaryIO, kind: str) -> list[Record]:
    """Read records, one a line; those without an id get one of their names.

    Raises:
        UsageError: a line is not a record of that kind.
    """
    records: list[Record] = []
    taken: set[str] = set()
    for place, fields in read_objects(stream):
        if "id" not in fields:
            fields["id"] = next(one for one in propose_ids(kind, fields) if one not in taken)
        taken.add(str(fields["id"]))
        record = build(
            MODELS[kind],
            fields,
            lambda field, place=place: f"{place}: {field}" if field else place,  # type: ignore[misc]
        )
        records.append(record)
    return records


def _name_option(field: str) -> str:
    bare = field.partition("[")[0]
    return LISTS.get(bare, f"--{bare}")
