"""The filters of claims as options, and how names in them become ids."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from talkscli.cli.completion import completing, completing_words
from talkscli.cli.run import Run, parse_day
from talkscli.errors import UnknownNameError, UsageError
from talkscli.query.filters import ClaimFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

About = Annotated[
    list[str] | None,
    typer.Option(
        "--about",
        metavar="NAME",
        help="About this event, actor or place, by any spelling.",
        autocompletion=completing("event", "actor", "place"),
    ),
]
Property = Annotated[
    list[str] | None,
    typer.Option(
        "--property",
        metavar="ID",
        help="Of this property, such as date.",
        autocompletion=completing("property"),
    ),
]
Fact = Annotated[
    list[str] | None,
    typer.Option(
        "--fact",
        metavar="KEY",
        help="Of this fact, such as round-3.date.",
        autocompletion=completing("fact"),
    ),
]
By = Annotated[
    list[str] | None,
    typer.Option(
        "--who",
        metavar="NAME",
        help="By this claimant, by any spelling.",
        autocompletion=completing("actor"),
    ),
]
From = Annotated[
    list[str] | None,
    typer.Option(
        "--source",
        metavar="NAME",
        help="Carried by this document, or by this outlet's documents.",
        autocompletion=completing("document", "outlet"),
    ),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Said on this day or later.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Said on this day or earlier.")]
Status = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="WORD", help="Of this status: planned, tentative, proposed, held …"),
]
Stance = Annotated[
    list[str] | None,
    typer.Option(
        "--stance",
        metavar="WORD",
        help="asserts, denies or withholds.",
        autocompletion=completing_words("asserts", "denies", "withholds"),
    ),
]
Text = Annotated[
    str | None, typer.Option("--text", metavar="WORDS", help="With these words, as in talks search.")
]

STANCES = ("asserts", "denies", "withholds")


def read_filter(
    run: Run,
    *,
    ids: "Sequence[str] | None" = None,
    about: "Sequence[str] | None" = None,
    property: "Sequence[str] | None" = None,  # noqa: A002
    fact: "Sequence[str] | None" = None,
    who: "Sequence[str] | None" = None,
    source: "Sequence[str] | None" = None,
    since: str | None = None,
    until: str | None = None,
    status: "Sequence[str] | None" = None,
    stance: "Sequence[str] | None" = None,
    text: str | None = None,
) -> ClaimFilter:
    """Resolve names and dates in the options of a filter."""
    for one in stance or ():
        if one not in STANCES:
            raise UsageError(f"no stance {one!r}; there are: {', '.join(STANCES)}", place="--stance")
    wanted: dict[str, Any] = {
        "since": parse_day(since, "--since", last=False),
        "until": parse_day(until, "--until", last=True),
        "stance": tuple(stance or ()),
        "status": tuple(status or ()),
        "text": text,
    }
    if ids:
        wanted["ids"] = check_claims(run, run.expand(ids))
    if about:
        wanted["about"] = run.find_ids(about, "event", "actor", "place")
    if property:
        wanted["property"] = run.find_ids(property, "property")
    if fact:
        wanted["fact"] = run.find_ids(fact, "fact")
    if who:
        wanted["who"] = run.find_ids(who, "actor")
    if source:
        wanted["document"] = find_documents(run, source)
    return ClaimFilter(**wanted)


def check_claims(run: Run, ids: "Sequence[str]") -> tuple[str, ...]:
    """Return the ids, all of which the store has."""
    there = {row["id"] for row in run.archive.claims(ClaimFilter(ids=tuple(ids)))}
    for one in ids:
        if one not in there:
            raise UnknownNameError(one, "claim", hint="talks search finds claims by their words")
    return tuple(dict.fromkeys(ids))


def find_documents(run: Run, names: "Sequence[str]") -> tuple[str, ...]:
    """Return the documents meant: by id or title, or all of an outlet."""
    found: dict[str, None] = {}
    for name in run.expand(names):
        one = run.find(name, "document", "outlet")
        if one.kind == "document":
            found.update(dict.fromkeys(one.ids))
        else:
            found.update(
                (document["id"], None)
                for key in one.ids
                for document in run.archive.entities("document", outlet=key)
            )
    return tuple(found)
