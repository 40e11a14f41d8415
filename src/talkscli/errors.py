"""Every failure that a user can cause, as data.

Nothing here knows a terminal or an exit status: `cli.main` maps the classes to both.
"""

from collections.abc import Sequence

MOST_SHOWN = 60
"""Of a value that stands in a message, at most so many characters are shown."""


def cut(text: str) -> str:
    """Cut what was given to what a message has room for."""
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


class TalksError(Exception):
    """Something a user can mend: what is wrong, where, and what to do about it."""

    def __init__(self, message: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        """Where it is: a file, `file:line`, a claim's id and field, or nothing."""
        self.hint = hint
        """What to do, one imperative sentence, or nothing."""
        self.others: list[TalksError] = []
        """What else is wrong with the same claim or row."""


class UsageError(TalksError):
    """The command line asks for something that does not exist or does not fit together."""


class ServerError(UsageError):
    """A server cannot be asked at all: with another question it would be the same."""


class ChangedClaimError(UsageError):
    """What comes in has the id of a claim, and says something else."""

    def __init__(self, message: str, *, place: str, command: str) -> None:
        hint = f"where it was wrong: {command}" if command else "give it another id, or leave the id out"
        super().__init__(message, place=place, hint=hint)
        self.command = command
        """The command that makes the claim what comes in; nothing where there is none."""


class ValueSyntaxError(TalksError):
    """A value is not written in the notation of its type."""

    def __init__(self, text: str, type_name: str, problem: str, *, hint: str = "") -> None:
        super().__init__(f"{cut(text)!r} is not a {type_name}: {problem}", hint=hint)
        self.text = text
        self.type_name = type_name
        self.problem = problem


class UnknownNameError(TalksError):
    """A name or id that the store does not have."""

    def __init__(
        self,
        query: str,
        kind: str,
        suggestions: Sequence[str] = (),
        *,
        message: str = "",
        place: str = "",
        hint: str = "",
    ) -> None:
        text = message or f"no {kind} named {cut(query)!r} in this store"
        if not hint and suggestions:
            hint = "did you mean " + ", ".join(suggestions) + "?"
        super().__init__(text, place=place, hint=hint)
        self.query = query
        self.kind = kind
        self.suggestions = tuple(suggestions)


class AmbiguousNameError(UnknownNameError):
    """A name that fits several things, none of which is guessed; they are its suggestions."""


class UnsureNameError(UnknownNameError):
    """A name that is only like one of something, or a part of one: too little to write by."""


class StoreError(TalksError):
    """A store cannot be read, or what it says is not valid."""


class StoreWriteError(TalksError):
    """A store could not be written, and is unchanged."""
