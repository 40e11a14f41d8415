"""`talks rounds`."""

from typing import Annotated

import typer

from talkscli.cli.completion import completing
from talkscli.cli.options import reading
from talkscli.cli.run import Run
from talkscli.errors import UnknownNameError
from talkscli.reports.table import Report

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
@reading
def rounds(
    run: Run,
    round: Annotated[  # noqa: A002
        list[str] | None,
        typer.Argument(
            metavar="[ROUND]",
            autocompletion=completing("event"),
            help="A round by number, name or id: shown in depth, fact by fact.",
        ),
    ] = None,
) -> Report:
    """Show each round: when, where, who led, what came out, and what is disputed.

    \b
    Examples:
      talks rounds                      every round at a glance
      talks rounds 3                    the third round, fact by fact
      talks rounds --format json | jq '.[] | {name, disputed}'
      talks rounds 3 --as-of 2025-07-22   what was known on that day
    """  # noqa: D301
    from talkscli.reports.rounds import report_round, report_rounds

    words = run.expand(round or ())
    if not words:
        return report_rounds(run.archive, run.shared.limit)
    return report_round(run.archive, find_round(run, " ".join(words)))


def find_round(run: Run, words: str) -> str:
    """Return the id of the round meant: by number in digits or words, by name, or by id."""
    from talkscli.reports.rounds import list_rounds

    rounds = list_rounds(run.archive)
    named = words.lower().removeprefix("round").removesuffix("round").strip(" -")
    number = ORDINALS.index(named) + 1 if named in ORDINALS else read_number(named)
    for event in rounds:
        if number is not None and event.get("number") == number:
            return str(event["id"])
    try:
        return run.find(words, "event").ids[0]
    except UnknownNameError as error:
        if error.suggestions or not rounds:
            raise
        names = ", ".join(event["id"] for event in rounds[:12])
        raise UnknownNameError(words, "round", hint=f"the rounds are {names}") from error


def read_number(text: str) -> int | None:
    """Read 3, or 3rd."""
    digits = text[:-2] if text[-2:] in {"st", "nd", "rd", "th"} else text
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None
