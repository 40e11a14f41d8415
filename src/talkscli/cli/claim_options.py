"""The options that make a claim, each declared once for the commands that add claims."""

from collections.abc import Iterable
from typing import Annotated, Any

from talkscli.cli.completion import completing, completing_words
from talkscli.cli.declaring import Options, flag, option

Texts = Annotated[
    str | None,
    option(
        "--texts",
        "DIR",
        "The documents' texts, in which paragraph and quote are looked up.",
        envvar="TALKS_TEXTS",
    ),
]

FIELDS: dict[str, Any] = {
    "who": Annotated[str | None, option("--who", "NAME", "Who claims it.", completing("actor"))],
    "about": Annotated[
        str | None,
        option(
            "--about", "NAME", "The event, actor or place it is about.", completing("event", "actor", "place")
        ),
    ],
    "property": Annotated[
        str | None, option("--property", "ID", "Which property of it.", completing("property"))
    ],
    "value": Annotated[
        list[str] | None, option("--value", "VALUE", "The value claimed; several times for a list.")
    ],
    "text": Annotated[str | None, option("--text", "SENTENCE", "The claim in one sentence.")],
    "when": Annotated[str | None, option("--when", "DATE", "When the claimant said it.")],
    "document": Annotated[
        str | None, option("--document", "NAME", "The document that carries it.", completing("document"))
    ],
    "paragraph": Annotated[
        int | None,
        option("--paragraph", "N", "The paragraph of its text: its lines that are not empty, from 1."),
    ],
    "quote": Annotated[
        str | None, option("--quote", "WORDS", "At most 12 words of it, exactly as they stand there.")
    ],
    "via": Annotated[
        list[str] | None,
        option("--via", "NAME", "Who passed it on, nearest the document first.", completing("actor")),
    ],
    "status": Annotated[
        str | None, option("--status", "WORD", "planned, tentative, held, agreed …", completing("status"))
    ],
    "stance": Annotated[
        str | None,
        option(
            "--stance",
            "WORD",
            "asserts, denies or withholds.",
            completing_words("asserts", "denies", "withholds"),
        ),
    ],
    "only": Annotated[
        bool | None, flag("--only/--not-only", "Whether the claimant rules out anything else.")
    ],
    "mentions": Annotated[
        list[str] | None,
        option("--mention", "NAME", "Whom or what else it mentions.", completing("event", "actor", "place")),
    ],
    "revises": Annotated[
        str | None, option("--revises", "ID", "The claim that it corrects.", completing("claim"))
    ],
    "at": Annotated[
        str | None, option("--at", "DATE", "The time of which the value speaks, if not the fact's own.")
    ],
    "tags": Annotated[list[str] | None, option("--tag", "LABEL", "A free label; never compared.")],
    "note": Annotated[str | None, option("--note", "TEXT", "A remark; never compared.")],
    "id": Annotated[str | None, option("--id", "ID", "Its id; without it, one is made of its content.")],
}
"""The fields of a claim, and the option by which each is given; `value` is one or, for a list, several."""


def choose_fields(*, without: Iterable[str] = (), **others: Any) -> Options:
    """Choose the fields that a command takes.

    Args:
        without: The fields that it does not take.
        others: Those that it takes in another way.
    """
    return {name: (others.get(name, one), None) for name, one in FIELDS.items() if name not in set(without)}


def name_option(field: str) -> str:
    """Return the option that fills a field of a claim."""
    return {"mentions": "--mention", "tags": "--tag"}.get(field, f"--{field}")


def read_fields(given: dict[str, Any]) -> dict[str, Any]:
    """Return the fields given: a list of one value is that value."""
    value = given.get("value")
    return {**given, "value": value[0] if value and len(value) == 1 else value}
