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
"""So many speakers who are not known are named."""
MOST_KEPT = 10_000
"""So many of them are remembered while documents are drafted."""


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
    # Drafts that are written to a terminal show by themselves how far it is.
    show = run.progress("drafting") if output is not None or not run.streams.out_is_terminal else None

    first: TalksError | None = None
    unknown = _Unknown()

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
                    if show is not None:
                        show.clear()
                    run.streams.note(f"talks: {made.error.place or made.word}: {made.error.message}")
                first = first or made.error
            unknown.add(made)
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
    unknown.tell(run)
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


class _Unknown:
    """The speakers who are not known, over all documents: how often each, and where first."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[int, str]] = {}

    def add(self, made: "Drafted") -> None:
        """Take in those of one document."""
        for number, words in made.unknown:
            name = " ".join(words.split())
            count, place = self._found.get(name, (0, f"{made.word}, paragraph {number}"))
            if count or len(self._found) < MOST_KEPT:
                self._found[name] = count + 1, place

    def tell(self, run: Run) -> None:
        """Name the most frequent of them, and say how many more there are."""
        if not self._found:
            return
        order = sorted(self._found.items(), key=lambda one: -one[1][0])
        shown = [
            f"{cut(name)} ({f'{count:,} times, first ' if count > 1 else ''}{place})"
            for name, (count, place) in order[:MOST_NAMED]
        ]
        more = f" and {len(order) - MOST_NAMED:,} more" if len(order) > MOST_NAMED else ""
        run.streams.note(f"not drafted, since who speaks is not known: {'; '.join(shown)}{more}")
