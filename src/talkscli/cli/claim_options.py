"""The options that make a claim, each declared once for the commands that add claims."""

from typing import Annotated

import typer

from talkscli.cli.completion import completing, completing_words

Who = Annotated[
    str | None,
    typer.Option("--who", metavar="NAME", help="Who claims it.", autocompletion=completing("actor")),
]
About = Annotated[
    str | None,
    typer.Option(
        "--about",
        metavar="NAME",
        help="The event, actor or place it is about.",
        autocompletion=completing("event", "actor", "place"),
    ),
]
Property = Annotated[
    str | None,
    typer.Option(
        "--property", metavar="ID", help="Which property of it.", autocompletion=completing("property")
    ),
]
Value = Annotated[
    list[str] | None,
    typer.Option("--value", metavar="VALUE", help="The value claimed; several times for a list."),
]
Text = Annotated[str | None, typer.Option("--text", metavar="SENTENCE", help="The claim in one sentence.")]
When = Annotated[str | None, typer.Option("--when", metavar="DATE", help="When the claimant said it.")]
Document = Annotated[
    str | None,
    typer.Option(
        "--document",
        metavar="NAME",
        help="The document that carries it.",
        autocompletion=completing("document"),
    ),
]
Paragraph = Annotated[
    int | None,
    typer.Option(
        "--paragraph", metavar="N", help="The paragraph of its text: its lines that are not empty, from 1."
    ),
]
Quote = Annotated[
    str | None,
    typer.Option("--quote", metavar="WORDS", help="At most 12 words of it, exactly as they stand there."),
]
Via = Annotated[
    list[str] | None,
    typer.Option(
        "--via",
        metavar="NAME",
        help="Who passed it on, nearest the document first.",
        autocompletion=completing("actor"),
    ),
]
Status = Annotated[
    str | None,
    typer.Option(
        "--status",
        metavar="WORD",
        help="planned, tentative, held, agreed …",
        autocompletion=completing("status"),
    ),
]
Stance = Annotated[
    str | None,
    typer.Option(
        "--stance",
        metavar="WORD",
        help="asserts, denies or withholds.",
        autocompletion=completing_words("asserts", "denies", "withholds"),
    ),
]
Only = Annotated[
    bool | None, typer.Option("--only/--not-only", help="Whether the claimant rules out anything else.")
]
Mention = Annotated[
    list[str] | None,
    typer.Option(
        "--mention",
        metavar="NAME",
        help="Whom or what else it mentions.",
        autocompletion=completing("event", "actor", "place"),
    ),
]
Revises = Annotated[
    str | None,
    typer.Option(
        "--revises", metavar="ID", help="The claim that it corrects.", autocompletion=completing("claim")
    ),
]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="DATE", help="The time of which the value speaks, if not the fact's own."),
]
Tag = Annotated[
    list[str] | None, typer.Option("--tag", metavar="LABEL", help="A free label; never compared.")
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A remark; never compared.")]
Texts = Annotated[
    str | None,
    typer.Option(
        "--texts",
        metavar="DIR",
        envvar="TALKS_TEXTS",
        help="The documents' texts, in which paragraph and quote are looked up.",
    ),
]
NewId = Annotated[
    str | None, typer.Option("--id", metavar="ID", help="Its id; without it, one is made of its content.")
]


def name_option(field: str) -> str:
    """Return the option that fills a field of a claim."""
    return {"mentions": "--mention", "tags": "--tag"}.get(field, f"--{field}")
