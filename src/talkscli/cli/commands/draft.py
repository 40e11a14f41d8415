"""`talks draft`."""

from typing import TYPE_CHECKING, Annotated

import typer

from talkscli.cli.completion import completing, completing_words
from talkscli.cli.options import Force, Store
from talkscli.cli.run import Run
from talkscli.errors import TalksError, UsageError, cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from talkscli.drafting.proposing import Drafted

app = typer.Typer(add_completion=False, rich_markup_mode=None)

MOST_NAMED = 5
"""So many speakers that the store does not have are named of one document."""


@app.command()
def draft(
    ctx: typer.Context,
    documents: Annotated[
        list[str],
        typer.Argument(
            metavar="DOCUMENT...",
            help="Ids of documents whose texts are at hand, or text files; - reads them, one a line.",
            autocompletion=completing("document"),
        ),
    ],
    texts: Annotated[
        str | None,
        typer.Option(
            "--texts", metavar="DIR", envvar="TALKS_TEXTS", help="The directory with the documents' texts."
        ),
    ] = None,
    maker: Annotated[
        str,
        typer.Option(
            "--with",
            metavar="MAKER",
            help="What drafts them: rules.",
            autocompletion=completing_words("rules"),
        ),
    ] = "rules",
    outlet: Annotated[
        str | None,
        typer.Option(
            "--outlet",
            metavar="NAME",
            help="Who published a text file that is no document of the store.",
            autocompletion=completing("outlet"),
        ),
    ] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="When that file was published.")
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write the drafts to this file.")
    ] = None,
    force: Force = False,
    store: Store = None,
) -> int:
    """Propose claims from articles, for a person to judge, as NDJSON: one a line, with the reason.

    Each draft is a claim in the store's own shape with one more key, draft: score, why, missing, text_sha256,
    by. Its quote stands in the text once. A name is taken only where it is sure; who speaks and is not in the
    store is told on standard error, and nothing is drafted of what he says.

    \b
    Examples:
      echo 'Peskov said that round 3 is planned for 24 July.' > article.txt
      talks draft article.txt --outlet NYM --published 2025-07-23
      talks draft article.txt --outlet NYM --published 2025-07-23 -o drafts.ndjson
    """  # noqa: D301
    from talkscli.cli.writing import check_choices
    from talkscli.drafting.proposing import MAKERS, draft_documents

    run: Run = ctx.obj
    run.shared.store = store
    check_choices([maker], MAKERS, "--with", "maker")
    if force and output is None:
        raise UsageError("it is for the file of -o", place="--force", hint="name one with -o FILE")
    words = run.expand(documents)
    drafted = draft_documents(
        run.archive,
        words,
        texts=texts,
        outlet=run.find(outlet, "actor").ids[0] if outlet is not None else None,
        published=_read_day(published),
    )
    show = run.progress("drafting")

    first: TalksError | None = None

    def write_all(send: "Callable[[bytes], object]") -> int:
        from talkscli.drafting.draft_file import write_draft

        nonlocal first
        count = 0
        for number, made in enumerate(drafted, 1):
            for proposal in made.proposals:
                send((write_draft(proposal) + "\n").encode())
            count += len(made.proposals)
            if show is not None:
                show(number, len(words))
            if made.error is not None:
                # The first is told at the end, with its status; the others here.
                if first is not None:
                    run.streams.note(f"talks: {made.error.place or made.word}: {made.error.message}")
                first = first or made.error
            _tell_unknown(run, made)
        if show is not None:
            show.clear()
        return count

    if output is None:
        count = write_all(run.streams.write)
        run.streams.flush()
    else:
        from talkscli.cli.output_file import OutputFile

        with OutputFile(output, replace=force) as file:
            count = write_all(file.write)
            file.keep()
    if first is not None:
        raise first
    run.streams.note(f"{count:,} {'draft' if count == 1 else 'drafts'} of {_count_documents(len(words))}")
    return 0


def _read_day(text: str | None) -> str | None:
    if text is None:
        return None
    from talkscli.desk.written_values import read_date

    return read_date(text, "--published", [])


def _count_documents(count: int) -> str:
    return f"{count:,} {'document' if count == 1 else 'documents'}"


def _tell_unknown(run: Run, made: "Drafted") -> None:
    """Tell who speaks in a document and cannot be named."""
    named: dict[str, int] = {}
    for number, words in made.unknown:
        named.setdefault(" ".join(words.split()), number)
    if not named:
        return
    shown = [f"{cut(words)} (paragraph {number})" for words, number in list(named.items())[:MOST_NAMED]]
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    run.streams.note(f"{made.word}: not drafted, since who speaks is not known: {', '.join(shown)}{more}")
