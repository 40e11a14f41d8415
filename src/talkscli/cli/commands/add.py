"""`talks add`."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from talkscli.cli.claim_entry import NEXT, ClaimEntry
from talkscli.cli.claim_options import (
    About,
    At,
    Document,
    Mention,
    NewId,
    Note,
    Paragraph,
    Property,
    Quote,
    Revises,
    Stance,
    Status,
    Tag,
    Text,
    Texts,
    Value,
    Via,
    When,
    Who,
    name_option,
)
from talkscli.cli.declaring import flag, option
from talkscli.cli.prompts import Prompter
from talkscli.cli.record_options import HEADLINES, join_words, list_options
from talkscli.cli.record_options import name_option as name_record_option
from talkscli.cli.record_questions import RecordAsker
from talkscli.cli.run import STDIN, Run
from talkscli.cli.writing import WAIT, DryRun, Store, Wait, find_target, write_outcome
from talkscli.desk.adding import add_claim, add_claims
from talkscli.desk.adding_records import add_record, add_records
from talkscli.desk.records import ObjectLines
from talkscli.desk.store_view import open_view
from talkscli.errors import StoreError, UsageError
from talkscli.files.unpacking import keep_stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from talkscli.claims import Record
    from talkscli.desk.changes import Outcome

NEEDED = ("who", "about", "property", "value", "document")
"""The options of a claim without which it is asked for."""

HELP = "Tab completes by any spelling, ? lists what there is, < goes back, Ctrl-C gives up."


class AddGroup(TyperGroup):
    """The group of what can be added; a word that is none of it is told, with what there is."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find what is to be added, or say what there is."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            from talkscli.output.request import suggest

            kinds = [name for name in self.commands if name != STDIN]
            near = suggest(args[0], kinds)
            raise UsageError(
                f"{args[0]!r} cannot be added; there are: {', '.join(kinds)}, and - for claims as NDJSON",
                hint=near or "talks add --help shows how a claim is added",
            )
        return super().resolve_command(ctx, args)


app = typer.Typer(cls=AddGroup, add_completion=False, rich_markup_mode=None)

EXAMPLES = {
    "actor": (
        "talks add actor Gazette --kind outlet",
        "talks add actor --name 'Anna Alpha' --alias 'Анна Альфа' --kind person",
        """echo '{"name": "Harbour office", "kind": "office"}' | talks add actor -""",
    ),
    "place": ("talks add place Harbour", "talks add place 'Pier 3' --within Harbour"),
    "event": (
        "talks add event 'Ferry accident' --kind accident",
        "talks add event 'Second hearing' --kind hearing --number 2",
    ),
    "property": (
        "talks add property Casualties --type count",
        "talks add property Sunk --type yes-no --note 'Wholly under water.'",
    ),
    "term": ("talks add term Rescue", "talks add term 'Ban on fishing' --alias 'fishing ban'"),
    "document": (
        "talks add actor Gazette --kind outlet",
        "talks add document 'Ferry sinks' --outlet Gazette --published 2026-03-02",
        "talks add document --title 'All saved' --outlet Gazette --language en",
    ),
}
"""What the help of each kind shows, after a store was made."""

Yes = Annotated[bool, flag("--yes", "On a terminal, write without asking once more.")]


@app.callback(invoke_without_command=True)
def add(
    ctx: typer.Context,
    who: Who = None,
    about: About = None,
    property: Property = None,  # noqa: A002
    value: Value = None,
    text: Text = None,
    when: When = None,
    document: Document = None,
    paragraph: Paragraph = None,
    quote: Quote = None,
    via: Via = None,
    status: Status = None,
    stance: Stance = None,
    only: Annotated[bool, flag("--only", "The claimant rules out anything else.")] = False,
    mention: Mention = None,
    revises: Revises = None,
    recorded: Annotated[str | None, option("--recorded", "DATE", "When it entered the store.")] = None,
    at: At = None,
    tag: Tag = None,
    note: Note = None,
    id: NewId = None,  # noqa: A002
    texts: Texts = None,
    store: Store = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    wait: Wait = WAIT,
) -> int:
    """Add a claim: by options, by questions on a terminal, or many as NDJSON with -.

    The ids of what was added are written to standard output, and how the fact's verdict changed to standard
    error. Lines of NDJSON have the store's shape or that of talks claims --format ndjson; what is there
    already is left alone.

    \b
    Examples:
      talks init my.json --like shipped
      talks add --store my.json               # asks, on a terminal
      talks add --store my.json --who RIA --about round-3 --property date \\
        --value 2025-07-24 --status planned --when 2025-07-22 \\
        --document eunews-2025-07-22 --paragraph 8 \\
        --text 'RIA reported that the talks were planned for 24 July.'
      talks claims --who ria --format ndjson | talks add - --store my.json
      talks add actor 'Anna Alpha' --kind person --store my.json
    """  # noqa: D301
    run: Run = ctx.obj
    run.shared.store = store or run.shared.store
    given = {
        "id": id,
        "who": who,
        "about": about,
        "property": property,
        "value": value[0] if value and len(value) == 1 else value,
        "text": text,
        "when": when,
        "document": document,
        "paragraph": paragraph,
        "quote": quote,
        "via": via,
        "status": status,
        "stance": stance,
        "only": only,
        "mentions": mention,
        "revises": revises,
        "recorded": recorded,
        "at": at,
        "tags": tag,
        "note": note,
    }
    if ctx.invoked_subcommand is not None:
        for name, word in given.items():
            if word:
                hint = f"write it after {ctx.invoked_subcommand}, or leave it out"
                raise UsageError("belongs to a claim given by options", place=name_option(name), hint=hint)
        return 0
    path = find_target(run, run.shared.store, wait)

    def add_it(fields: dict[str, Any], records: "Sequence[Record]" = (), *, dry_run: bool) -> "Outcome":
        return add_claim(
            path,
            fields,
            records=records,
            texts=texts,
            dry_run=dry_run,
            wait=wait,
            environ=run.environ,
            name_field=name_option,
        )

    prompter = Prompter(run)
    missing = [name for name in NEEDED if not given[name] and (name, stance) != ("value", "withholds")]
    if missing and not prompter.can_ask:
        hint = "talks add --help shows examples; on a terminal it asks"
        raise UsageError("is missing", place=name_option(missing[0]), hint=hint)
    if not prompter.can_ask or (not missing and (yes or dry_run)):
        return write_outcome(run, add_it(given, dry_run=dry_run))
    entry = ClaimEntry(prompter, path, add_it, texts)
    entry.take(given)
    is_next = False
    while True:
        if missing:
            if not is_next:
                run.streams.note(HELP)
            entry.ask(given if not is_next else dict.fromkeys(given))
        answer = "yes" if yes or dry_run else entry.review()
        if answer == "no":
            run.streams.note("nothing was written")
            return 0
        write_outcome(run, entry.write(dry_run=dry_run))
        if answer != NEXT:
            return 0
        is_next = True
        missing = list(NEEDED)


@app.command(STDIN, hidden=True)
def add_input(
    ctx: typer.Context,
    texts: Texts = None,
    store: Store = None,
    dry_run: DryRun = False,
    wait: Wait = WAIT,
) -> int:
    """Add claims from standard input, one JSON object a line."""
    run: Run = ctx.obj
    texts = texts or (ctx.parent.params.get("texts") if ctx.parent else None)
    path = find_target(run, store, wait)
    with read_stdin(run, "the claims") as lines:
        outcome = add_claims(
            path,
            lines,
            texts=texts,
            name_place=lambda _: lines.place,
            dry_run=dry_run,
            wait=wait,
            environ=run.environ,
        )
        return write_outcome(run, outcome)


@contextmanager
def read_stdin(run: Run, what: str) -> Iterator[ObjectLines]:
    """Read all of standard input before a store is locked: whoever writes into the pipe may take long."""
    try:
        file = keep_stream("standard input", run.open_stdin(what), key=b"\n")
    except StoreError as error:
        raise UsageError(error.message, place=error.place, hint=error.hint) from error
    file.seek(0)
    try:
        yield ObjectLines(file)
    finally:
        file.close()


def _make_command(kind: str) -> Callable[..., int]:
    """Make the command that adds records of one kind, with the options of its model."""
    options = list_options(kind)

    def command(**given: Any) -> int:
        run: Run = given.pop("ctx").obj
        how: dict[str, Any] = {
            "dry_run": given.pop("dry_run"),
            "wait": given.pop("wait"),
            "environ": run.environ,
        }
        path = find_target(run, given.pop("store"), how["wait"])
        join_words(given, HEADLINES[kind])
        if given[HEADLINES[kind]] == STDIN:
            with read_stdin(run, f"records of kind {kind}") as lines:
                outcome = add_records(path, kind, lines, name_place=lambda _: lines.place, **how)
                return write_outcome(run, outcome)
        fields, records = ask_for_record(run, path, kind, given)

        def name_field(field: str) -> str:
            return name_record_option(field)

        outcome = add_record(path, kind, fields, records=records, name_field=name_field, **how)
        return write_outcome(run, outcome)

    parameters = [
        inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context),
        *options,
        inspect.Parameter("store", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Store),
        inspect.Parameter("dry_run", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=DryRun),
        inspect.Parameter("wait", inspect.Parameter.KEYWORD_ONLY, default=WAIT, annotation=Wait),
    ]
    command.__name__ = f"add_{kind}"
    article = "an" if kind[0] in "aeiou" else "a"
    lines = ("talks init story.json", "export TALKS_STORE=story.json", *EXAMPLES[kind])
    examples = "\n".join(f"  {line}" for line in lines)
    command.__doc__ = f"Add {article} {kind}, or with - many, as NDJSON.\n\n\b\nExamples:\n{examples}\n"
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    return command


def ask_for_record(
    run: Run, path: str, kind: str, given: dict[str, Any]
) -> tuple[dict[str, Any], "list[Record]"]:
    """Ask for the fields of a record where none is given and somebody can answer.

    Returns:
        The fields, and the new records that the record needs.

    Raises:
        UsageError: nothing is given that it could be named by, and nobody can be asked.
    """
    prompter = Prompter(run)
    if prompter.can_ask and all(value in (None, []) for value in given.values()):
        with open_view(path, environ=run.environ) as view:
            asker = RecordAsker(prompter, view)
            return asker.ask_record(kind, {}), [*asker.resolver.coming.values()]
    if kind == "property" and not given["id"] and not given["label"]:
        raise UsageError("is missing", place="--label", hint=f"see talks add {kind} --help")
    return given, []


for _kind in ("actor", "place", "event", "property", "term", "document"):
    app.command(_kind)(_make_command(_kind))
