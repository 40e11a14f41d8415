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


def list_options(kind: str, headline: str) -> list[inspect.Parameter]:
    """Make one option of each field of a kind's model; its headline is the argument."""
    options = []
    for name, field in MODELS[kind].model_fields.items():
        text = (field.description or "").split("\n")[0]
        annotation: Any
        if name == headline:
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
        raise UsageError("is missing", place="LABEL", hint=f"see talks add {kind} --help")
    if "id" not in fields:
        there = names.snapshot.records(kind)
        for proposed in propose_ids(kind, fields):
            made = build(MODELS[kind], {**fields, "id": proposed}, lambda field: _name_option(kind, field))
            # A record that is there just so is left alone, whichever number its id has.
            if there.get(proposed, made) == made:
                return made
    return build(MODELS[kind], fields, lambda field: _name_option(kind, field))


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


def _name_option(kind: str, field: str) -> str:
    bare = field.partition("[")[0]
    from talkscli.cli.interactive import HEADLINES

    return bare.upper() if bare == HEADLINES[kind] else LISTS.get(bare, f"--{bare}")
