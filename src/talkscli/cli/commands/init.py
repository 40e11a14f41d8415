"""`talks init`."""

from typing import TYPE_CHECKING, Annotated

import typer

from talkscli.cli.declaring import argument, flag, option
from talkscli.cli.run import STDIN
from talkscli.cli.writing import USUAL_NAME

if TYPE_CHECKING:
    from talkscli.cli.run import Run

SHIPPED = "shipped"
"""What `--like` calls the store that comes with the program."""


def init(
    ctx: typer.Context,
    file: Annotated[
        str | None, argument("[FILE]", "The store to make: .json or .jsonl; .gz after it compresses.")
    ] = None,
    title: Annotated[str | None, option("--title", "TEXT", "The title of the story.")] = None,
    like: Annotated[
        str | None,
        option("--like", "STORE", "Make a copy of this store; shipped is the one that comes with talks."),
    ] = None,
    no_claims: Annotated[bool, flag("--no-claims", "With --like: copy everything but the claims.")] = False,
) -> int:
    """Make a new store. Nothing is ever overwritten.

    It has the usual properties and no claims, or what another store has. Without FILE, it is made where
    TALKS_STORE says, or as story.json.

    \b
    Examples:
      talks init story.json --title 'The strike at the harbour'
      talks init my.json --like shipped       # a copy of the shipped store
      talks init next.jsonl --like story.json --no-claims
    """  # noqa: D301
    from talkscli.desk.starting import start_store
    from talkscli.errors import UsageError

    run: Run = ctx.obj
    path = file or run.environ.get("TALKS_STORE") or USUAL_NAME
    if like is None and no_claims:
        raise UsageError(
            "says what to leave out of a copy",
            place="--no-claims",
            hint="name the store to copy with --like",
        )
    source = None if like is None else find_source(run, like)
    start_store(path, title=title or "", like=source, claims=not no_claims)
    run.streams.note(f"made {path}; next: talks capture, import or add, each with --store {path}")
    return 0


def find_source(run: "Run", name: str) -> str:
    """Return the path of the store to copy, which is valid."""
    from talkscli.errors import UsageError
    from talkscli.files.store_paths import shipped_store
    from talkscli.queries.opening import open_archive

    if name == STDIN:
        raise UsageError("standard input cannot be copied", place="--like", hint="name a file")
    path = shipped_store() if name == SHIPPED else name
    open_archive(path, environ=run.environ, progress=run.progress()).close()
    return path
