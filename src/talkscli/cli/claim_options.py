"""The options that make a claim, each declared once for the commands that add claims."""

from collections.abc import Iterable
from typing import Annotated, Any

from talkscli.cli.completion import completing, completing_words
from talkscli.cli.declaring import Options, Shared, flag, number, option, several, single

Texts = Annotated[
    str | None,
    option(
        "--texts",
        "DIR",
        "The documents' texts, in which paragraph and quote are looked up.",
        envvar="TALKS_TEXTS",
    ),
]

FIELDS: Options = {
    "who": single("--who", "NAME", "Who claims it.", completing("actor")),
    "about": single(
        "--about", "NAME", "The event, actor or place it is about.", completing("event", "actor", "place")
    ),
    "property": single("--property", "ID", "Which property of it.", completing("property")),
    "value": several("--value", "VALUE", "The value claimed; several times for a list."),
    "text": single("--text", "SENTENCE", "The claim in one sentence."),
    "when": single("--when", "DATE", "When the claimant said it."),
    "document": single("--document", "NAME", "The document that carries it.", completing("document")),
    "paragraph": number(
        "--paragraph", "N", "The paragraph of its text: its lines that are not empty, from 1."
    ),
    "quote": single("--quote", "WORDS", "At most 12 words of it, exactly as they stand there."),
    "via": several("--via", "NAME", "Who passed it on, nearest the document first.", completing("actor")),
    "status": single("--status", "WORD", "planned, tentative, held, agreed …", completing("status")),
    "stance": single(
        "--stance",
        "WORD",
        "asserts, denies or withholds.",
        completing_words("asserts", "denies", "withholds"),
    ),
    "only": (
        Annotated[bool | None, flag("--only/--not-only", "Whether the claimant rules out anything else.")],
        None,
    ),
    "mentions": several(
        "--mention", "NAME", "Whom or what else it mentions.", completing("event", "actor", "place")
    ),
    "revises": single("--revises", "ID", "The claim that it corrects.", completing("claim")),
    "at": single("--at", "DATE", "The time of which the value speaks, if not the fact's own."),
    "tags": several("--tag", "LABEL", "A free label; never compared."),
    "note": single("--note", "TEXT", "A remark; never compared."),
    "id": single("--id", "ID", "Its id; without it, one is made of its content."),
    "texts": (Texts, None),
}
"""The option by which each field of a claim is given, and that of the documents' texts."""


def choose_fields(*, without: Iterable[str] = (), **others: Shared) -> Options:
    """Choose the fields that a command takes.

    Args:
        without: The fields that it does not take.
        others: Those that it takes in another way.
    """
    return {name: others.get(name, one) for name, one in FIELDS.items() if name not in set(without)}


def name_option(field: str) -> str:
    """Return the option that fills a field of a claim."""
    return {"mentions": "--mention", "tags": "--tag"}.get(field, f"--{field}")


def read_fields(given: dict[str, Any]) -> dict[str, Any]:
    """Return the fields given: a list of one value is that value."""
    value = given.get("value")
    return {**given, "value": value[0] if value and len(value) == 1 else value}
