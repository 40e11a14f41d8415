"""`talks import`."""

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer
from typer.core import TyperCommand

from talkscli.cli.claim_options import Texts
from talkscli.cli.declaring import argument, check_choices, flag, option
from talkscli.cli.options import check_request, writing
from talkscli.cli.run import STDIN, Run
from talkscli.errors import UsageError
from talkscli.reports.table import Report

if TYPE_CHECKING:
    from talkscli.desk.mapping import RowMapping

app = typer.Typer(add_completion=False, rich_markup_mode=None)


ALL = "all"
_LARGEST_MAPPING = 1 << 20
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
    file: Annotated[str, argument("FILE", "A table; - is standard input.")],
    fields: Annotated[
        list[str] | None, option("--map", "FIELD=COLUMN,...", "Which column holds which field of a claim.")
    ] = None,
    constants: Annotated[
        list[str] | None, option("--const", "FIELD=VALUE", "What a field is where a row has nothing for it.")
    ] = None,
    types: Annotated[
        list[str] | None, option("--type", "PROPERTY=TYPE,...", "The types of new properties; else inferred.")
    ] = None,
    mapping: Annotated[
        str | None, option("--mapping", "FILE", "A file with the tables columns, constants, types.")
    ] = None,
    create: Annotated[
        list[str] | None,
        option(
            "--create",
            "[KINDS]",
            "Create what is unknown: actors, properties, documents, places, events, terms, or all, "
            "which --create alone means. Without it, unknown names are refused.",
        ),
    ] = None,
    actor_kind: Annotated[
        str, option("--actor-kind", "KIND", "The kind of new actors; outlets are outlets.")
    ] = "organisation",
    accept_near: Annotated[bool, flag("--accept-near", "Take names that are only near a known one.")] = False,
    measures: Annotated[
        list[str] | None,
        option("--measures", "COLUMN,...", "Columns that are each a property: a row makes a claim of each."),
    ] = None,
    kinds: Annotated[
        list[str] | None,
        option(
            "--kind",
            "FIELD=KIND,...",
            "Of which kind what a field names is: about=person, about=place, about=accident (an event). "
            "A column tells it too: about_kind.",
        ),
    ] = None,
    split: Annotated[
        list[str] | None,
        option(
            "--split", "FIELD,...", "Fields whose cells name several, a claim each: document, outlet or who."
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        option("--ignore", "COLUMN,...", "Columns that fill no field, whatever their names."),
    ] = None,
    na: Annotated[
        list[str] | None, option("--na", "WORD,...", "Cells that say that there is nothing: N/A,NA,-")
    ] = None,
    list_separator: Annotated[
        str, option("--list-separator", "SIGN", "What parts several names in one cell.")
    ] = ";",
    date_order: Annotated[
        str | None,
        option(
            "--date-order",
            "ORDER",
            "How 05/06/2025 is meant: dmy, mdy or ymd. Without it, what has two meanings is refused.",
        ),
    ] = None,
    decimal: Annotated[
        str | None,
        option("--decimal", "SIGN", "How 1.000 is meant: the sign before decimals, a comma or a full stop."),
    ] = None,
    texts: Texts = None,
    skip_bad: Annotated[bool, flag("--skip-bad", "Take the good rows though others are refused.")] = False,
    problems: Annotated[bool, flag("--problems", "List only rows with problems or notes.")] = False,
    dry_run: Annotated[bool, flag("--dry-run", "Check and report; write nothing.")] = False,
    kind: Annotated[
        str | None, option("--from", "FORMAT", "csv, tsv, ndjson or json; else by name and first lines.")
    ] = None,
    delimiter: Annotated[
        str | None, option("--delimiter", "SIGN", r"What parts the cells; \t is a tab. Else by the header.")
    ] = None,
    skip: Annotated[int, option("--skip", "N", "How many lines stand before the header.")] = 0,
    no_header_line: Annotated[
        bool, flag("--no-header-line", "No line names the columns: they are called 1, 2, 3 …")
    ] = False,
    encoding: Annotated[
        str | None, option("--encoding", "NAME", "How characters are written; else UTF-8: cp1252, cp1251 …")
    ] = None,
    sheet: Annotated[
        str | None, option("--sheet", "NAME", "Which sheet of a workbook; else the first.")
    ] = None,
    fill_down: Annotated[
        list[str] | None,
        option("--fill-down", "COLUMN,...", "Columns of which an empty cell says what the one above says."),
    ] = None,
    explain: Annotated[
        bool, flag("--explain", "Show column by column how the first rows are understood; write nothing.")
    ] = False,
) -> Report:
    """Take claims from a table: CSV, TSV, NDJSON, a JSON list, a sheet. All rows or none, unless --skip-bad.

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
        --const document=nym-2025-07-23 --create --explain
      talks import prices.csv --store my.json --map who=source,value=price \\
        --const about=Bread --const property=price \\
        --const document=nym-2025-07-23 --create
      printf 'who;price;weight\\nBakers;45,50;N/A\\n' > bread.csv
      talks import bread.csv --store my.json --measures price,weight --na N/A \\
        --decimal , --const about=Bread --const document=nym-2025-07-23 --create
    """  # noqa: D301
    from talkscli.claims import ACTOR_KINDS
    from talkscli.cli.writing import NOT_WRITTEN, find_target
    from talkscli.desk.importing import import_table
    from talkscli.desk.mapping import RowMapping
    from talkscli.desk.new_records import CREATED
    from talkscli.desk.table_rows import TableForm
    from talkscli.desk.tables import FORMATS
    from talkscli.reports.imports import COLUMNS, EXPLANATION, list_notes, report_explanation, report_import
    from talkscli.values.as_written import Style
    from talkscli.values.as_written.date_digits import ORDERS

    check_request(run, EXPLANATION if explain else COLUMNS)
    wanted = [part.strip() for word in create or () for part in word.split(",")]
    check_choices(wanted, (*CREATED, ALL), "--create", "kind")
    check_choices([actor_kind], ACTOR_KINDS, "--actor-kind", "kind of actor")
    check_choices([date_order] if date_order is not None else [], ORDERS, "--date-order", "order")
    check_choices([decimal] if decimal is not None else [], (",", "."), "--decimal", "sign")
    check_choices([kind] if kind else [], FORMATS, "--from", "format")
    path = find_target(run, run.shared.store)
    given = read_mapping_options(mapping, fields, constants, types).updated(
        RowMapping(
            empty=split_words(na, "--na"),
            ignored=split_words(ignore, "--ignore"),
            measures=split_words(measures, "--measures"),
            kinds=read_kinds(kinds),
            split=read_split(split),
            separator=check_sign(list_separator, "--list-separator"),
        )
    )
    form = TableForm(
        kind,
        encoding=encoding,
        delimiter=check_sign(delimiter, "--delimiter") if delimiter is not None else None,
        skip=check_count(skip),
        has_header=not no_header_line,
        sheet=sheet,
        fill_down=split_words(fill_down, "--fill-down"),
    )
    table: str | BinaryIO = file
    if file == STDIN:
        table = run.open_stdin("the rows")
    result = run.keep(
        import_table(
            path,
            table,
            mapping=given,
            form=form,
            create=CREATED if ALL in wanted else wanted,
            actor_kind=actor_kind,
            accept_near=accept_near,
            style=Style(order=date_order or "", decimal=decimal or ""),
            texts=texts,
            skip_bad=skip_bad,
            dry_run=dry_run or explain,
            environ=run.environ,
            progress=run.progress("reading the rows"),
        )
    )
    if result.is_held:
        run.status = NOT_WRITTEN
    for note in list_notes(result):
        run.streams.note(note)
    if explain:
        return report_explanation(result)
    return report_import(result, problems=problems, limit=run.shared.limit)


def split_words(given: list[str] | None, option: str) -> list[str]:
    """Read words with commas between; a word may be empty."""
    words = [word.strip() for one in given or () for word in one.split(",")]
    if given and not any(words):
        raise UsageError("names nothing", place=option, hint="write words with commas between")
    return words


def check_sign(given: str, option: str) -> str:
    """Return one sign that parts things.

    Raises:
        UsageError: it is none, or several.
    """
    sign = "\t" if given in {"\\t", "tab"} else given
    if len(sign) != 1 or sign in '"\r\n':
        raise UsageError(f"{given!r} is not one sign", place=option, hint="such as ; or | or \\t")
    return sign


def check_count(skip: int) -> int:
    """Return how many lines are left out.

    Raises:
        UsageError: it is below zero.
    """
    if skip < 0:
        raise UsageError(f"{skip} is below zero", place="--skip", hint="give 0 or more")
    return skip


def read_kinds(given: list[str] | None) -> dict[str, str]:
    """Read of which kind what a field names is.

    Raises:
        UsageError: a field names nothing of that kind.
    """
    from talkscli.claims import ACTOR_KINDS
    from talkscli.desk.drafts import find_home
    from talkscli.desk.mapping import parse_pairs

    kinds = parse_pairs(given or (), "--kind", ("about", "who", "via", "outlet", "value"))
    for field, kind in kinds.items():
        if field not in {"about", "value"} and find_home(kind) != "actor":
            hint = f"the kinds of actors are {', '.join(ACTOR_KINDS)}"
            raise UsageError(
                f"{field} names actors, and {kind!r} is no kind of them", place="--kind", hint=hint
            )
    return kinds


def read_split(given: list[str] | None) -> list[str]:
    """Read of which fields each part of a cell makes a claim.

    Raises:
        UsageError: a field cannot be parted so.
    """
    fields = split_words(given, "--split")
    check_choices(fields, ("document", "outlet", "who"), "--split", "field")
    return fields


def read_mapping_options(
    file: str | None,
    columns: list[str] | None,
    constants: list[str] | None,
    types: list[str] | None,
) -> "RowMapping":
    """Read the mapping file, and lay the options over it."""
    from talkscli.desk.mapping import RowMapping, parse_pairs, read_mapping, read_types
    from talkscli.desk.named_files import read_small

    base = RowMapping()
    if file is not None:
        base = read_mapping(read_small(file, "a mapping", _LARGEST_MAPPING), file)
    return base.updated(
        RowMapping(
            parse_pairs(columns or (), "--map"),
            parse_pairs(constants or (), "--const"),
            read_types(parse_pairs(types or (), "--type", None), "--type"),
        )
    )
