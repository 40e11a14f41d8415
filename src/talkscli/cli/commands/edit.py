"""`talks edit`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from talkscli.cli.completion import completing, completing_words
from talkscli.cli.declaring import argument, option
from talkscli.cli.writing import Change, changing
from talkscli.errors import UsageError
from talkscli.reports.records import KINDS

if TYPE_CHECKING:
    from talkscli.desk.changes import Outcome

EDITED = {**KINDS, "claims": "claim"}
"""What can be edited, by the word for many of each kind."""


@changing()
def edit(
    change: Change,
    kind: Annotated[
        str,
        argument(
            "KIND",
            "actor, place, event, property, term, document or claim.",
            completing_words(*EDITED.values()),
        ),
    ],
    ids: Annotated[
        list[str],
        argument(
            "ID...", "Which of them, by id or name; - reads them, one a line.", completing(*EDITED.values())
        ),
    ],
    given: Annotated[
        list[str] | None,
        option(
            "--set",
            "FIELD=VALUE",
            "Another value of a field; nothing after the sign clears it. Several times for several, or "
            "for a list as a whole.",
        ),
    ] = None,
    added: Annotated[
        list[str] | None, option("--add", "FIELD=VALUE", "One more in a list: alias=Kyiv, tag=checked.")
    ] = None,
    removed: Annotated[list[str] | None, option("--remove", "FIELD=VALUE", "One less in a list.")] = None,
    unset: Annotated[list[str] | None, option("--unset", "FIELD", "Clear a field.")] = None,
) -> "Outcome":
    """Change fields of actors, places, events, properties, terms, documents, all in one write.

    Their ids never change. What claims rest on is checked again: a change that would make a claim invalid is
    refused, and how verdicts change is told; --dry-run tells it first. Of claims tags, note and recorded
    are edited; talks replace mends what they say.

    \b
    Examples:
      talks init my.json --like shipped
      export TALKS_STORE=my.json
      talks edit actor umerov --add alias='R. Umerov' --set note=
      talks edit property venue --set answers=many --dry-run
      talks edit place dolmabahce-palace --unset within --dry-run
      talks edit document nym-2025-07-23 --set published='24 July 2025'
      talks edit claim r3-date-ria r3-date-tass --add tag=checked
    """  # noqa: D301
    from talkscli.desk.record_edits import RecordEdit, edit_records

    one = find_kind(kind)
    values: dict[str, str | list[str]] = {
        name: found[0] if len(found) == 1 else found for name, found in read_pairs(given, "--set").items()
    }
    for name in unset or ():
        if name in values:
            raise UsageError(f"{name} is set as well", place="--unset", hint="give one of them")
        values[name] = ""
    wanted = RecordEdit(values, added=read_pairs(added, "--add"), removed=read_pairs(removed, "--remove"))
    return edit_records(change.path, one, change.run.expand(ids), wanted, **change.how)


def find_kind(word: str) -> str:
    """Return the kind of record that a word names, alone or as many.

    Raises:
        UsageError: it names none.
    """
    folded = word.strip().lower()
    one = EDITED.get(folded) or (folded if folded in EDITED.values() else None)
    if one is None:
        from talkscli.output.request import suggest

        there = list(EDITED.values())
        message = f"{word!r} cannot be edited; there are: {', '.join(there)}"
        raise UsageError(message, place="KIND", hint=suggest(folded, there))
    return one


def read_pairs(given: Sequence[str] | None, option: str) -> dict[str, list[str]]:
    """Read `name=Anna` into the values of each field; what comes after the first sign is the value.

    Raises:
        UsageError: a word has no sign of equality, or no field before it.
    """
    pairs: dict[str, list[str]] = {}
    for word in given or ():
        name, sign, value = word.partition("=")
        if not sign or not name.strip():
            raise UsageError(f"{word!r} is not FIELD=VALUE", place=option, hint=f"write {option} name='Anna'")
        if option != "--set" and not value.strip():
            raise UsageError(f"{name.strip()} has no value", place=option, hint=f"write {option} {name}=…")
        pairs.setdefault(name.strip(), []).append(value.strip())
    return pairs
