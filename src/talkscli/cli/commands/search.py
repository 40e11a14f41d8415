"""`talks search`."""

from collections.abc import Collection, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from talkscli.cli.declaring import argument
from talkscli.cli.filters import LIMITS, filtering, read_tags
from talkscli.cli.run import Run
from talkscli.reports.table import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from talkscli.queries.rows import FactRow
    from talkscli.queries.search import Hit

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class SearchCommand(TyperCommand):
    """The command, whose words may begin with a minus."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Part the words from the options before typer parses."""
        params: list[Any] = self.params
        valued = {name for one in params if not getattr(one, "is_flag", True) for name in one.opts}
        return super().parse_args(ctx, set_words_apart(args, valued))


def set_words_apart(words: Sequence[str], valued: Collection[str]) -> list[str]:
    """Return a command line whose options stand first: `-report` is a word, and not -r -e -p and -o rt.

    Args:
        words: The command line.
        valued: The options that take a value.
    """
    options: list[str] = []
    asked: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--":
            asked += rest
        elif word.startswith("--") or (word.startswith("-") and len(word) == 2):
            options += [word, *([] if word not in valued else islice(rest, 1))]
        else:
            asked.append(word)
    return [*options, "--", *asked] if asked else options


def find_facts_asked(run: Run, text: str) -> "list[FactRow]":
    """Return the facts for which a question in words asks, and say which they are; none where it is none."""
    from talkscli.queries.questions import find_answers, read_question

    question = read_question(text)
    facts = find_answers(run.archive, question) if question is not None else []
    if facts:
        keys = ", ".join(fact.key for fact in facts)
        run.streams.note(
            f"taken as a question, for {keys}; talks show {facts[0].key} shows what is said of it"
        )
    return facts


def list_answers(run: Run, facts: "Iterable[FactRow]") -> "Iterator[Hit]":
    """Yield the claims of facts."""
    from talkscli.queries.filters import ClaimFilter
    from talkscli.queries.search import Hit

    for fact in facts:
        for row in run.archive.claims(ClaimFilter(fact=(fact.key,))):
            yield Hit(row, 1.0)


@app.command(cls=SearchCommand)
@filtering("tag")
def search(
    run: Run,
    words: Annotated[
        list[str],
        argument(
            "WORDS",
            'Words, "a phrase", prefix*, -without, field:word (who, outlet, about, property). ' + LIMITS,
        ),
    ],
    tag: list[str] | None,
) -> Report:
    """Find claims by their words, the best first. All words must be there, in any spelling or alphabet.

    A question in words finds the facts that it asks for, where no claim has all its words.

    \b
    Examples:
      talks search sanctions
      talks search '"prisoner exchange" -bodies'
      talks search 'who:peskov memorand*'
      talks search how many prisoners
      talks show "$(talks search sanctions --columns id --no-header | head -1)"
    """  # noqa: D301
    from talkscli.reports.claims import report_hits

    limit = run.shared.limit
    asked = " ".join(run.expand(words))
    tags = read_tags(run, tag)
    hits = run.archive.search(asked, None if limit is None else limit + 1, tags=tags)
    # What there is to say of a search is known with its first hit.
    first = list(islice(hits, 1))
    if not tags and (not first or run.archive.last_search_note) and (facts := find_facts_asked(run, asked)):
        return report_hits(run.archive, list_answers(run, facts), limit)
    report = report_hits(run.archive, chain(first, hits), limit)
    note = getattr(run.archive, "last_search_note", "")
    if note:
        report.notes.append(note)
    return report
