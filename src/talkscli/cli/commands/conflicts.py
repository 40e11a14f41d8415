"""`talks conflicts`."""

from typing import TYPE_CHECKING, Annotated

import typer

from talkscli.cli.completion import completing, completing_words
from talkscli.cli.filters import LIMITS, explain_unknown
from talkscli.cli.options import reading
from talkscli.cli.run import Run
from talkscli.conflicts.verdict import CONTRADICTION, OVERLAP, VERDICTS
from talkscli.errors import UsageError
from talkscli.reports.table import Report

if TYPE_CHECKING:
    from talkscli.queries.rows import FactRow

app = typer.Typer(add_completion=False, rich_markup_mode=None)

DEFAULT = (CONTRADICTION, OVERLAP)


@app.command()
@reading
def conflicts(
    run: Run,
    fact: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FACT or WORDS]",
            autocompletion=completing("fact"),
            help=f"A fact by its key, or words it is about; - reads keys. {LIMITS}",
        ),
    ] = None,
    verdict: Annotated[
        list[str] | None,
        typer.Option(
            "--verdict",
            metavar="VERDICT",
            autocompletion=completing_words(*VERDICTS, "all"),
            help=f"Which verdicts: {', '.join(VERDICTS)}, or all. Without it, contradiction and overlap.",
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Each pair of positions with its cause and the rule applied.")
    ] = False,
) -> Report:
    """Show the facts on which sources disagree: each position, who stands behind it, and why.

    What is merely vaguer is no conflict: --verdict imprecise shows it.

    \b
    Examples:
      talks conflicts
      talks conflicts round-3.date --explain
      talks conflicts Peskov
      talks conflicts --columns fact --no-header | sort -u
      talks conflicts --format json | jq -r '.[] | .fact + ": " + .why'
    """  # noqa: D301
    from talkscli.reports.conflicts import report_conflicts

    verdicts = read_verdicts(verdict)
    limit = run.shared.limit
    words = run.expand(fact or ())
    if fact and not words:
        return report_conflicts(run.archive, [], explain=explain)
    facts, notes = find_facts(run, words, verdicts, None if limit is None else limit + 1)
    keys = [one.key for one in facts]
    more = limit is not None and len(keys) > limit
    # The limit counts facts; the rows of one fact, one a claim, are not cut.
    run.shared.limit = None
    report = report_conflicts(run.archive, keys[:limit], explain=explain, more=more, limit=limit)
    report.notes += notes
    return report


def read_verdicts(words: list[str] | None) -> tuple[str, ...]:
    """Check the verdicts asked for."""
    if not words:
        return DEFAULT
    wanted = [part.strip().lower() for word in words for part in word.split(",")]
    if "all" in wanted:
        return VERDICTS
    for one in wanted:
        if one not in VERDICTS:
            from talkscli.output.request import suggest

            raise UsageError(
                f"no verdict {one!r}; there are: {', '.join(VERDICTS)}, all",
                place="--verdict",
                hint=suggest(one, VERDICTS),
            )
    return tuple(wanted)


def find_facts(
    run: Run, words: list[str], verdicts: tuple[str, ...], limit: int | None
) -> "tuple[list[FactRow], list[str]]":
    """Find the facts meant, and what is to be said of those that have another verdict."""
    if not words:
        return list(run.archive.facts(verdicts=verdicts, limit=limit)), []
    if all(_is_key(run, word) for word in words):
        facts, notes = [], []
        for word in words:
            one = run.archive.fact(word) or run.archive.fact(run.find(word, "fact").ids[0])
            if one is None:
                raise explain_unknown(run, word, "fact")
            if one.verdict in verdicts:
                facts.append(one)
            else:
                wanted = " or ".join(verdicts) if verdicts != DEFAULT else "a disagreement"
                notes.append(f"{one.key} is {one.verdict}, not {wanted}; talks show {one.key} shows it")
        return facts[:limit], notes
    return list(run.archive.facts(verdicts=verdicts, words=" ".join(words), limit=limit)), []


def _is_key(run: Run, word: str) -> bool:
    """Tell whether a word is written as a fact's key, about something or of a property that there is."""
    about, dot, prop = word.rpartition(".")
    if not (dot and about and prop) or " " in word:
        return False
    if run.archive.entity("property", prop) is not None:
        return True
    return any(run.archive.entity(kind, about) is not None for kind in ("event", "actor", "place"))
