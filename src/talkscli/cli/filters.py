"""The filters of claims as options, and how names in them become ids."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

from talkscli.cli.completion import completing
from talkscli.cli.declaring import Options, choice, several, single
from talkscli.cli.options import SHARED, make_reporting
from talkscli.cli.run import Run, parse_day
from talkscli.errors import UnknownNameError, UsageError, cut
from talkscli.queries.filters import ClaimFilter
from talkscli.queries.limits import MOST_CHARACTERS, MOST_WORDS, check_words

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMITS = f"At most {MOST_WORDS} words and {MOST_CHARACTERS:,} characters."
"""What the help of every option and argument says that takes a search."""

STANCES = ("asserts", "denies", "withholds")

FILTERS: Options = {
    "about": several(
        "--about",
        "NAME",
        "About this event, actor or place, by any spelling.",
        completing("event", "actor", "place"),
    ),
    "property": several("--property", "ID", "Of this property, such as date.", completing("property")),
    "fact": several("--fact", "KEY", "Of this fact, such as round-3.date.", completing("fact")),
    "who": several("--who", "NAME", "By this claimant, by any spelling.", completing("actor")),
    "source": several(
        "--source",
        "NAME",
        "Carried by this document, or by this outlet's documents.",
        completing("document", "outlet"),
    ),
    "since": single("--since", "DATE", "Said on this day or later; vague dates that may fit are included."),
    "until": single("--until", "DATE", "Said on this day or earlier; vague dates that may fit are included."),
    "status": several(
        "--status", "WORD", "Of this status: planned, tentative, proposed, held …", completing("status")
    ),
    "stance": (
        Annotated[
            list[str] | None, choice("--stance", "WORD", "asserts, denies or withholds.", STANCES, "stance")
        ],
        None,
    ),
    "text": single("--text", "WORDS", f"With these words, as in talks search. {LIMITS}"),
    "value": several(
        "--value",
        "VALUE",
        "With this value, or with a list that has it: an id, a name, or as people write it.",
    ),
    "tag": several(
        "--tag", "TAG", "With this tag: the claim's own, its claimant's, its document's or the outlet's."
    ),
}
"""The options that choose claims."""

Reader = Callable[[Run, list[str]], tuple[str, ...]]

NOTHING = ("",)
"""What an option stands for whose standard input was empty: no id is empty, so nothing meets it."""


def filtering(*names: str) -> Callable[[Callable[..., Any]], Callable[..., int]]:
    """Give a reading command filters, which it takes as keyword arguments for `read_filter`."""
    chosen = {name: FILTERS[name] for name in names}
    return lambda command: make_reporting(command, SHARED, chosen)


def read_filter(
    run: Run, *, since: str | None = None, until: str | None = None, text: str | None = None, **given: Any
) -> ClaimFilter:
    """Resolve names and dates in the options of a filter.

    Args:
        run: The run of the program.
        since: A date in EDTF, or as people write it.
        until: The same.
        text: Words, as in a search.
        given: Lists of what other options of `FILTERS` were given, and of `ids` of claims.
    """
    first, last = read_period(run, since, until)
    check_words(text or "", "a search", place="--text")
    wanted: dict[str, Any] = {"since": first, "until": last, "text": text}
    for name, words in given.items():
        if words:
            field, read = _READERS[name]
            wanted[field] = read(run, words) or NOTHING
    return ClaimFilter(**wanted)


def _finding(*kinds: str) -> Reader:
    return lambda run, words: run.find_ids(words, *kinds)


def read_period(run: Run, since: str | None, until: str | None) -> tuple[int | None, int | None]:
    """Return the first and the last day asked for, which must not be the wrong way round."""
    first, last = parse_day(run, since, "--since", last=False), parse_day(run, until, "--until", last=True)
    if first is not None and last is not None and last < first:
        raise UsageError(f"{until} is before {since}", place="--until", hint="exchange --since and --until")
    return first, last


def read_statuses(run: Run, statuses: "Sequence[str]") -> tuple[str, ...]:
    """Return the statuses asked for, all of which some claim has."""
    folded = tuple(status.strip().lower() for status in statuses)
    for status in folded:
        if next(run.archive.claim_lines(ClaimFilter(status=(status,)), 1), None) is None:
            known = run.archive.statuses()
            hint = f"there are: {', '.join(known)}" if known else "no claim has any"
            raise UnknownNameError(status, "status", hint=hint)
    return folded


def read_tags(run: Run, tags: "Sequence[str] | None") -> tuple[str, ...]:
    """Return the tags asked for, all of which a claim, an actor or a document has."""
    for tag in tags or ():
        if not run.archive.has_tag(tag):
            from talkscli.output.request import suggest

            known = run.archive.tags()
            hint = f"there are: {', '.join(known[:12])}{' …' if len(known) > 12 else ''}" if known else ""
            raise UnknownNameError(tag, "tag", hint=suggest(tag, known) or hint or "nothing has any")
    return tuple(tags or ())


def read_values(run: Run, values: "Sequence[str]") -> tuple[str, ...]:
    """Return how the store may write values."""
    return tuple(dict.fromkeys(form for value in values for form in read_value(run, value)))


def read_value(run: Run, value: str) -> list[str]:
    """Return how the store may write a value: as given, by its id, or as what people write means.

    Reading may guess: what has several meanings is taken in each of them, and that is told.
    """
    from datetime import date

    from talkscli.values.as_written import NO_YEAR, Style
    from talkscli.values.registry import all_types

    given = value.strip()
    forms = [given, given.lower()]
    types = [one for one in all_types() if not one.refers_to and not one.is_wording]
    if any(one.can_parse(given) for one in types):
        return list(dict.fromkeys(forms))
    style = Style(near=date.today())  # noqa: DTZ011 - the reader's own day
    meanings = [read for one in types for read in one.list_meanings(given, style) if NO_YEAR not in read]
    if meanings := [read for read in dict.fromkeys(meanings) if read not in forms]:
        run.say_once(f"{cut(given)} is taken as {' or '.join(meanings)}")
    records = run.archive.find_sure(given, ("term", "place", "actor", "event"))
    return list(dict.fromkeys([*forms, *meanings, *(one for found in records for one in found.ids)]))


def read_claims(run: Run, given: "Sequence[str]") -> tuple[str, ...]:
    """Return the ids given, all of which the store has."""
    ids = run.expand(given)
    there = {row["id"] for row in run.archive.claims(ClaimFilter(ids=tuple(ids or NOTHING)))}
    for one in ids:
        if one not in there:
            raise explain_unknown(run, one, "claim")
    return tuple(dict.fromkeys(ids))


def explain_unknown(run: Run, word: str, *kinds: str) -> UnknownNameError:
    """Say why a word names no claim or fact: it is not yet known, or it names something else."""
    try:
        found = run.archive.find(word, kinds)
    except UnknownNameError as error:
        return _point_elsewhere(run, word, error)
    what = f"{found.name}: nothing of it was said and published by {run.shared.as_of}"
    return UnknownNameError(word, kinds[0], message=what, hint="choose a later --as-of")


def _point_elsewhere(run: Run, word: str, error: UnknownNameError) -> UnknownNameError:
    for kind, hint in (("fact", "lists its claims"), ("claim", "shows it")):
        with suppress(UnknownNameError):
            other = run.archive.find(word, (kind,))
            message = f"{cut(word)!r} is a {kind}, not a {error.kind}"
            return UnknownNameError(
                word, error.kind, message=message, hint=f"talks show {other.ids[0]} {hint}"
            )
    try:
        other = run.archive.find(word, ("event", "actor", "place"))
    except UnknownNameError:
        return error
    if other.way == "near":
        return error
    command = {"event": "talks rounds", "actor": "talks who"}.get(other.kind, "talks claims --about")
    return UnknownNameError(
        word,
        error.kind,
        message=f"{cut(word)!r} is no {error.kind}: it is {other.name}",
        hint=f"{command} {other.ids[0]} shows what is said of it",
    )


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


_READERS: dict[str, tuple[str, Reader]] = {
    "ids": ("ids", read_claims),
    "about": ("about", _finding("event", "actor", "place")),
    "property": ("property", _finding("property")),
    "fact": ("fact", _finding("fact")),
    "who": ("who", _finding("actor")),
    "source": ("document", find_documents),
    "status": ("status", read_statuses),
    "stance": ("stance", lambda _, words: tuple(words)),
    "tag": ("tag", read_tags),
    "value": ("value", read_values),
}
"""The field of a filter that each option fills, and what reads the option."""
