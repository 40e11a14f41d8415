"""`talks import`."""

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer
from typer.core import TyperCommand

from talkscli.cli.options import check_request, writing
from talkscli.cli.run import STDIN, Run
from talkscli.errors import UsageError
from talkscli.reports.table import Report

if TYPE_CHECKING:
    from talkscli.desk.mapping import RowMapping

app = typer.Typer(add_completion=False, rich_markup_mode=None)


ALL = "all"
_KINDS = re.compile(r"[a-z]+(?:,[a-z]*)*")


class ImportCommand(TyperCommand):
    """The command, with an option whose value may be left out."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Give `--create` its value before typer parses."""
        return super().parse_args(ctx, list(spell_out_create(args)))


def spell_out_create(words: list[str]) -> Iterator[str]:
    """Yield the words, with `--create=all` for a `--create` that is not followed by kinds.

    Kinds are words with commas; what has a dot or a slash, or is the name of a file, is the file to import.
    """
    for number, word in enumerate(words):
        following = words[number + 1] if number + 1 < len(words) else ""
        alone = not _KINDS.fullmatch(following) or os.path.exists(following)  # noqa: PTH110
        yield f"--create={ALL}" if word == "--create" and alone else word


@app.command(cls=ImportCommand)
@writing
def import_rows(
    run: Run,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A table; - is standard input.")],
    fields: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN,...", help="Which column holds which field of a claim."),
    ] = None,
    constants: Annotated[
        list[str] | None,
        typer.Option(
            "--const", metavar="FIELD=VALUE", help="What a field is where a row has nothing for it."
        ),
    ] = None,
    types: Annotated[
        list[str] | None,
        typer.Option(
            "--type", metavar="PROPERTY=TYPE,...", help="The types of new properties; else inferred."
        ),
    ] = None,
    mapping: Annotated[
        str | None,
        typer.Option("--mapping", metavar="FILE", help="A file with the tables columns, constants, types."),
    ] = None,
    create: Annotated[
        list[str] | None,
        typer.Option(
            "--create",
            metavar="[KINDS]",
            help="Create what is unknown: actors, properties, documents, places, events, terms, or all, "
            "which --create alone means. Without it, unknown names are refused.",
        ),
    ] = None,
    actor_kind: Annotated[
        str, typer.Option("--actor-kind", metavar="KIND", help="The kind of new actors; outlets are outlets.")
    ] = "organisation",
    accept_near: Annotated[
        bool, typer.Option("--accept-near", help="Take names that are only near a known one.")
    ] = False,
    date_order: Annotated[
        str | None,
        typer.Option(
            "--date-order",
            metavar="ORDER",
            help="How 05/06/2025 is meant: dmy, mdy or ymd. Without it, what has two meanings is refused.",
        ),
    ] = None,
    decimal: Annotated[
        str | None,
        typer.Option(
            "--decimal",
            metavar="SIGN",
            help="How 1.000 is meant: the sign before decimals, a comma or a full stop.",
        ),
    ] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Take the good rows though others are refused.")
    ] = False,
    problems: Annotated[
        bool, typer.Option("--problems", help="List only rows with problems or notes.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and report; write nothing.")] = False,
    kind: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="FORMAT", help="csv, tsv, ndjson or json; else by name and first lines."
        ),
    ] = None,
) -> Report:
    """Take claims from a table: CSV, TSV, NDJSON or a JSON list. All rows or none, unless --skip-bad.

    Columns that are named as the fields need no mapping: what `talks claims` writes comes in as it is. A name
    is taken where it is sure; one that is only near or a part is refused, with what may be meant. Status 5 if
    nothing was written because a row was refused.

    \b
    Examples:
      talks init my.json --like shipped --no-claims
      talks claims --who ria --format csv | talks import - --store my.json
      printf 'source,price\\nMinistry,45\\n' > prices.csv
      talks import prices.csv --store my.json --map who=source,value=price \\
        --const about=Bread --const property=price \\
        --const document=nym-2025-07-23 --create --dry-run
      talks import prices.csv --store my.json --map who=source,value=price \\
        --const about=Bread --const property=price \\
        --const document=nym-2025-07-23 --create
    """  # noqa: D301
    from talkscli.claims import ACTOR_KINDS
    from talkscli.cli.writing import NOT_WRITTEN, check_choices, find_target
    from talkscli.desk.importing import import_table
    from talkscli.desk.new_records import CREATED
    from talkscli.desk.tables import FORMATS
    from talkscli.reports.imports import COLUMNS, list_notes, report_import
    from talkscli.values.as_written import Style
    from talkscli.values.as_written.date_digits import ORDERS

    check_request(run, COLUMNS)
    wanted = [part.strip() for word in create or () for part in word.split(",")]
    check_choices(wanted, (*CREATED, ALL), "--create", "kind")
    check_choices([actor_kind], ACTOR_KINDS, "--actor-kind", "kind of actor")
    check_choices([date_order] if date_order is not None else [], ORDERS, "--date-order", "order")
    check_choices([decimal] if decimal is not None else [], (",", "."), "--decimal", "sign")
    check_choices([kind] if kind else [], FORMATS, "--from", "format")
    path = find_target(run, run.shared.store)
    given = read_mapping_options(mapping, fields, constants, types)
    table: str | BinaryIO = file
    if file == STDIN:
        table = run.open_stdin("the rows")
    result = run.keep(
        import_table(
            path,
            table,
            mapping=given,
            kind=kind,
            create=CREATED if ALL in wanted else wanted,
            actor_kind=actor_kind,
            accept_near=accept_near,
            style=Style(order=date_order or "", decimal=decimal or ""),
            skip_bad=skip_bad,
            dry_run=dry_run,
            environ=run.environ,
            progress=run.progress("reading the rows"),
        )
    )
    if result.is_held:
        run.status = NOT_WRITTEN
    for note in list_notes(result):
        run.streams.note(note)
    return report_import(result, problems=problems, limit=run.shared.limit)


def read_mapping_options(
    file: str | None,
    columns: list[str] | None,
    constants: list[str] | None,
    types: list[str] | None,
) -> "RowMapping":
    """Read the mapping file, and lay the options over it."""
    from talkscli.desk.mapping import RowMapping, parse_pairs, read_mapping, read_types

    base = RowMapping()
    if file is not None:
        try:
            with open(file, encoding="utf-8-sig") as stream:  # noqa: PTH123
                base = read_mapping(stream.read(1 << 20), file)
        except UnicodeDecodeError as error:
            raise UsageError("it is not UTF-8", place=file, hint="save it as UTF-8") from error
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "this cannot be the name of a file"
            raise UsageError(
                f"cannot be read: {reason}", place=file, hint="name another --mapping"
            ) from error
    return base.updated(
        RowMapping(
            parse_pairs(columns or (), "--map"),
            parse_pairs(constants or (), "--const"),
            read_types(parse_pairs(types or (), "--type", None), "--type"),
        )
    )
