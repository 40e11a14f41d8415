"""What the commands that write a store share: which store, their options, and what they tell."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from talkscli.cli.declaring import Options, flag, make_command, option
from talkscli.cli.options import STORE_TO_WRITE
from talkscli.cli.run import Run
from talkscli.errors import TalksError, UsageError

if TYPE_CHECKING:
    from talkscli.desk.changes import Outcome

DryRun = Annotated[bool, flag("--dry-run", "Show what would be written and which verdicts would change.")]
Wait = Annotated[float, option("--wait", "SECONDS", "How long to wait for another writer.")]
WAIT = 10.0
USUAL_NAME = "story.json"
"""The store that `talks init` makes where no other is named."""
NOT_WRITTEN = 5
"""The status where a report says why nothing was written."""

HOW: Options = {"store": STORE_TO_WRITE, "dry_run": (DryRun, False), "wait": (Wait, WAIT)}
"""The options of every command that changes a store and reports its outcome."""


class Change:
    """A change of a store that somebody asks for."""

    def __init__(self, context: typer.Context, given: dict[str, Any]) -> None:
        """Find the store to write.

        Args:
            context: That of the command.
            given: The values of the options `HOW`, and of the fields of a claim, if the command has any.
        """
        self.context = context
        self.run: Run = context.obj
        self.how: dict[str, Any] = {
            "dry_run": given["dry_run"],
            "wait": given["wait"],
            "environ": self.run.environ,
        }
        """What every function of `desk` that changes a store takes."""
        self.path = find_target(self.run, given["store"], given["wait"])
        self.fields = {name: value for name, value in given.items() if name not in HOW}


def changing(fields: Options | None = None) -> Callable[[Callable[..., "Outcome"]], Callable[..., int]]:
    """Make a command of a function that takes a `Change` first and returns its outcome, which is written.

    Args:
        fields: The options of the fields that the change takes.
    """

    def decorate(command: Callable[..., "Outcome"]) -> Callable[..., int]:
        def act(ctx: typer.Context, own: dict[str, Any], given: dict[str, Any]) -> int:
            return write_outcome(ctx.obj, command(Change(ctx, given), **own))

        return make_command(command, {**(fields or {}), **HOW}, act)

    return decorate


def find_target(run: Run, store: str | None, wait: float = WAIT) -> str:
    """Name the store to write: never the one that comes with the program.

    Raises:
        UsageError: no store is named, or it lies in the installed package; or the wait is below zero.
    """
    from talkscli.files.store_paths import packaged_store

    if wait < 0:
        raise UsageError(f"{wait:g} is below zero", place="--wait", hint="give 0 or more")
    path = store or run.shared.store or run.environ.get("TALKS_STORE")
    hint = f"talks init {USUAL_NAME} makes one; then --store {USUAL_NAME} or TALKS_STORE={USUAL_NAME}"
    if os.path.exists(USUAL_NAME):  # noqa: PTH110
        hint = f"--store {USUAL_NAME} names the one in this directory; so does TALKS_STORE={USUAL_NAME}"
    if not path:
        raise UsageError("no store to write is named; the shipped one is only read", hint=hint)
    shipped = packaged_store()
    if os.path.exists(path) and os.path.exists(shipped) and os.path.samefile(path, shipped):  # noqa: PTH110, PTH121
        raise UsageError("this store belongs to the installed program", place=path, hint=hint)
    run.stores.append(path)
    return path


def write_outcome(run: Run, outcome: "Outcome") -> int:
    """Write what a change brought, or would bring: ids or records as data, the rest as remarks."""
    from talkscli.output.jsontext import escape_json
    from talkscli.reports.outcomes import list_ids, list_notes, list_records

    streams = run.streams
    try:
        for line in list_records(outcome) if outcome.is_dry_run else list_ids(outcome):
            streams.write(escape_json(line, is_log=streams.is_log) + "\n")
        streams.flush()
    except TalksError as error:
        if not outcome.is_dry_run:
            error.hint = error.hint or "the store has been written all the same"
        raise
    for note in list_notes(outcome):
        streams.note(note)
    outcome.close()
    return 0
