"""The options that make a claim, each declared once for the commands that add claims."""

from typing import Annotated

from talkscli.cli.completion import completing, completing_words
from talkscli.cli.declaring import flag, option

Who = Annotated[str | None, option("--who", "NAME", "Who claims it.", completing("actor"))]
About = Annotated[
    str | None,
    option(
        "--about", "NAME", "The event, actor or place it is about.", completing("event", "actor", "place")
    ),
]
Property = Annotated[str | None, option("--property", "ID", "Which property of it.", completing("property"))]
Value = Annotated[
    list[str] | None, option("--value", "VALUE", "The value claimed; several times for a list.")
]
Text = Annotated[str | None, option("--text", "SENTENCE", "The claim in one sentence.")]
When = Annotated[str | None, option("--when", "DATE", "When the claimant said it.")]
Document = Annotated[
    str | None, option("--document", "NAME", "The document that carries it.", completing("document"))
]
Paragraph = Annotated[
    int | None, option("--paragraph", "N", "The paragraph of its text: its lines that are not empty, from 1.")
]
Quote = Annotated[
    str | None, option("--quote", "WORDS", "At most 12 words of it, exactly as they stand there.")
]
Via = Annotated[
    list[str] | None,
    option("--via", "NAME", "Who passed it on, nearest the document first.", completing("actor")),
]
Status = Annotated[
    str | None, option("--status", "WORD", "planned, tentative, held, agreed …", completing("status"))
]
Stance = Annotated[
    str | None,
    option(
        "--stance",
        "WORD",
        "asserts, denies or withholds.",
        completing_words("asserts", "denies", "withholds"),
    ),
]
Only = Annotated[bool | None, flag("--only/--not-only", "Whether the claimant rules out anything else.")]
Mention = Annotated[
    list[str] | None,
    option("--mention", "NAME", "Whom or what else it mentions.", completing("event", "actor", "place")),
]
Revises = Annotated[str | None, option("--revises", "ID", "The claim that it corrects.", completing("claim"))]
At = Annotated[
    str | None, option("--at", "DATE", "The time of which the value speaks, if not the fact's own.")
]
Tag = Annotated[list[str] | None, option("--tag", "LABEL", "A free label; never compared.")]
Note = Annotated[str | None, option("--note", "TEXT", "A remark; never compared.")]
Texts = Annotated[
    str | None,
    option(
        "--texts",
        "DIR",
        "The documents' texts, in which paragraph and quote are looked up.",
        envvar="TALKS_TEXTS",
    ),
]
NewId = Annotated[str | None, option("--id", "ID", "Its id; without it, one is made of its content.")]


def name_option(field: str) -> str:
    """Return the option that fills a field of a claim."""
    return {"mentions": "--mention", "tags": "--tag"}.get(field, f"--{field}")
