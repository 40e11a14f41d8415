"""`talks init`."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from talkscli.cli.run import Run

app = typer.Typer(add_completion=False, rich_markup_mode=None)

USUAL_NAME = "story.json"


@app.command()
def init(
    ctx: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="The store to make: .json or .jsonl; .gz after it compresses."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What story this is.")] = None,
    like: Annotated[
        str | None,
        typer.Option("--like", metavar="STORE", help="Take the vocabulary and documents of another store."),
    ] = None,
) -> int:
    """Make a new store without claims, with the usual properties. Without FILE: TALKS_STORE or story.json.

    \b
    Examples:
      talks init story.json --title 'The strike at the harbour'
      talks init story.jsonl
      talks init other.json --like story.json
    """  # noqa: D301
    from talkscli.desk.template import begin_store
    from talkscli.errors import UsageError
    from talkscli.files.new_store import create_store

    run: Run = ctx.obj
    path = file or run.environ.get("TALKS_STORE") or USUAL_NAME
    given = (title or "").strip()
    if any("\ud800" <= character <= "\udfff" for character in given):
        raise UsageError("is not UTF-8", place="--title", hint="give text as UTF-8")
    store = begin_store(given, like=like)
    create_store(path, store)
    run.streams.note(f"made {path}; next: talks add --store {path}")
    return 0

