"""`talks add`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from talkscli.cli.claim_entry import NEXT, ClaimEntry
from talkscli.cli.claim_options import Texts, choose_fields, name_option, read_fields
from talkscli.cli.declaring import make_command, single, switch
from talkscli.cli.prompts import Prompter
from talkscli.cli.record_options import HEADLINES, join_words, list_options
from talkscli.cli.record_options import name_option as name_record_option
from talkscli.cli.record_questions import RecordAsker
from talkscli.cli.run import STDIN, Run
from talkscli.cli.writing import HOW, Change, changing, find_target, write_outcome
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


_OPTIONS = {
    **choose_fields(only=switch("--only", "The claimant rules out anything else.")),
    "recorded": single("--recorded", "DATE", "When it entered the store."),
    "yes": switch("--yes", "On a terminal, write without asking once more."),
    **HOW,
}


def add(ctx: typer.Context, texts: str | None, yes: bool, **given: Any) -> int:
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
    given = read_fields(given)
    run.shared.store = given.pop("store") or run.shared.store
    dry_run, wait = given.pop("dry_run"), given.pop("wait")
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
    withholds = given["stance"] == "withholds"
    missing = [name for name in NEEDED if not given[name] and not (name == "value" and withholds)]
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


app.callback(invoke_without_command=True)(
    make_command(add, _OPTIONS, lambda ctx, _, given: add(ctx, **given))
)


@app.command(STDIN, hidden=True)
@changing({"texts": (Texts, None)})
def add_input(change: Change) -> "Outcome":
    """Add claims from standard input, one JSON object a line."""
    above: Any = change.context.parent
    texts = change.fields["texts"] or above.params["texts"]
    lines = read_stdin(change.run, "the claims")
    return add_claims(change.path, lines, texts=texts, name_place=lambda _: lines.place, **change.how)


def read_stdin(run: Run, what: str) -> ObjectLines:
    """Read all of standard input before a store is locked: whoever writes into the pipe may take long."""
    try:
        file = run.keep(keep_stream("standard input", run.open_stdin(what), key=b"\n"))
    except StoreError as error:
        raise UsageError(error.message, place=error.place, hint=error.hint) from error
    file.seek(0)
    return ObjectLines(file)


def _make_command(kind: str) -> Callable[..., int]:
    """Make the command that adds records of one kind, with the options of its model."""

    def command(change: Change) -> "Outcome":
        given = join_words(change.fields, HEADLINES[kind])
        if given[HEADLINES[kind]] == STDIN:
            lines = read_stdin(change.run, f"records of kind {kind}")
            return add_records(change.path, kind, lines, name_place=lambda _: lines.place, **change.how)
        fields, records = ask_for_record(change.run, change.path, kind, given)
        return add_record(
            change.path, kind, fields, records=records, name_field=name_record_option, **change.how
        )

    command.__name__ = f"add_{kind}"
    article = "an" if kind[0] in "aeiou" else "a"
    lines = ("talks init story.json", "export TALKS_STORE=story.json", *EXAMPLES[kind])
    examples = "\n".join(f"  {line}" for line in lines)
    command.__doc__ = f"Add {article} {kind}, or with - many, as NDJSON.\n\n\b\nExamples:\n{examples}\n"
    return changing(list_options(kind))(command)


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
