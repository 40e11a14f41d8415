"""`talks rounds`."""

from typing import Annotated

from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument, flag
from talkscli.cli.options import reading
from talkscli.cli.run import Run
from talkscli.errors import UnknownNameError
from talkscli.reports.table import Report

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip

CARDINALS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


@reading
def rounds(
    run: Run,
    round: Annotated[  # noqa: A002
        list[str] | None,
        argument(
            "[ROUND]", "A round by number, name or id: shown in depth, fact by fact.", completing("round")
        ),
    ] = None,
    all: Annotated[  # noqa: A002
        bool, flag("--all", "Of one round, show by itself what only one document speaks of, too.")
    ] = False,
) -> Report:
    """Show each round: when, where, who led, what came out, and what is disputed.

    \b
    Examples:
      talks rounds                            # every round at a glance
      talks rounds 3                          # the third round, fact by fact
      talks rounds 3 --all            # what only one document says, too
      talks rounds 3 --as-of 2025-07-22       # what was known on that day
      talks rounds --format json | jq '.[] | {name, disputed}'
    """  # noqa: D301
    from talkscli.reports.event import report_event
    from talkscli.reports.rounds import report_rounds

    words = run.expand(round or ())
    if round and not words:
        return report_rounds(run.archive, 0)
    if not words:
        return report_rounds(run.archive, run.shared.limit)
    limit, run.shared.limit = run.shared.limit, None  # it counts facts; the rows of one are not cut
    return report_event(run.archive, find_round(run, " ".join(words)), limit, name="round", open_all=all)


def find_round(run: Run, words: str) -> str:
    """Return the id of the round meant: by number in digits or words, by name, or by id."""
    from talkscli.reports.rounds import list_rounds

    rounds = list_rounds(run.archive)
    named = words.lower().removeprefix("round").removesuffix("round").strip(" -")
    number = read_number(named)
    meant = [event for event in rounds if number is not None and event.get("number") == number]
    if len(meant) > 1:
        names = ", ".join(f"{event['name']} ({event['id']})" for event in meant)
        raise UnknownNameError(
            words, "round", message=f"{words!r} fits several: {names}", hint="name one of them by its id"
        )
    if meant:
        return str(meant[0]["id"])
    try:
        found = run.archive.find(words, ("event",))
    except UnknownNameError:
        found = None
    if found is None or found.way == "near":
        events = rounds or list(run.archive.entities("event"))
        names = ", ".join(event["id"] for event in events[:12])
        raise UnknownNameError(
            words, "round", hint=f"the {'rounds' if rounds else 'events'} are {names}" if names else ""
        )
    return run.find(words, "event").ids[0]


def read_number(text: str) -> int | None:
    """Read 3, 3rd, three or third."""
    for names in (ORDINALS, CARDINALS):
        if text in names:
            return names.index(text) + 1
    digits = text[:-2] if text[-2:] in {"st", "nd", "rd", "th"} else text
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None
