"""How much may be asked at once: far more than any question needs, so that what it costs is bounded."""

from talkscli.errors import UsageError

MOST_WORDS = 64
"""A name or a search has at most so many words."""
MOST_CHARACTERS = 4000
"""An argument has at most so many characters."""
MOST_LINES = 100_000
"""At most so many names or ids are asked for at once."""


def check_length(text: str, what: str, *, place: str = "") -> None:
    """Refuse a text of too many characters.

    Args:
        text: What was given.
        what: What it is, for the message, such as `a name`.
        place: Where it was given, such as an option.

    Raises:
        UsageError: it has more characters than are taken.
    """
    if len(text) > MOST_CHARACTERS:
        raise UsageError(
            f"{what} has at most {MOST_CHARACTERS:,} characters, and this has {len(text):,}",
            place=place,
            hint="shorten it",
        )


def check_words(text: str, what: str, *, place: str = "") -> None:
    """Refuse a name or a search of too many words or characters; the arguments are those of `check_length`.

    Raises:
        UsageError: it has more than are taken.
    """
    from talkscli.index.spelling import read_words

    check_length(text, what, place=place)
    count = len(read_words(text))
    if count > MOST_WORDS:
        raise UsageError(
            f"{what} has at most {MOST_WORDS} words, and this has {count}", place=place, hint="shorten it"
        )


def check_count(count: int, *, place: str = "") -> None:
    """Refuse too many names or ids at once.

    Raises:
        UsageError: there are more than are taken.
    """
    if count > MOST_LINES:
        raise UsageError(
            f"at most {MOST_LINES:,} names or ids are taken at once", place=place, hint="ask in several runs"
        )
