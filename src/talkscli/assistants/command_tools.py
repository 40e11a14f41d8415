"""The tools that are commands of the program: what they find is told as their JSON."""

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from talkscli.assistants.answers import pack
from talkscli.errors import TalksError

if TYPE_CHECKING:
    from talkscli.assistants.service import Service

Names = Annotated[list[str], Field(max_length=50, description="Names in any spelling, or ids.")]
Limit = Annotated[int, Field(ge=1, le=200, description="At most so many records.")]
AsOf = Annotated[str, Field(description="Only what was known by this day.")]
Day = Annotated[str, Field(description="A day, YYYY-MM-DD, or a vaguer date in EDTF.")]

BRIEF = ("id", "who", "value", "status", "stance", "when", "text", "document", "via", "revises", "retracted")
"""What is told of a claim that stands within the record of a fact."""


class CommandTools:
    """The tools, for one store."""

    def __init__(self, service: "Service") -> None:
        self._service = service

    def search(
        self,
        words: Annotated[str, Field(description='Words, "a phrase", prefix*, -without, who:name.')],
        limit: Limit = 20,
    ) -> dict[str, Any]:
        """Find claims by their words, the best first; a question finds the facts that it asks for."""
        return self._ask("search", words, limit=limit)

    def claims(
        self,
        about: Names = [],  # noqa: B006
        property: Names = [],  # noqa: A002, B006
        who: Names = [],  # noqa: B006
        source: Names = [],  # noqa: B006
        fact: Annotated[list[str], Field(max_length=50, description="Keys, ABOUT.PROPERTY.")] = [],  # noqa: B006
        status: list[str] = [],  # noqa: B006
        stance: list[Literal["asserts", "denies", "withholds"]] = [],  # noqa: B006
        since: Day = "",
        until: Day = "",
        as_of: AsOf = "",
        limit: Limit = 30,
    ) -> dict[str, Any]:
        """List claims, newest first. Several of one condition take either; different conditions all hold."""
        return self._ask(
            "claims", about=about, property=property, who=who, source=source, fact=fact, status=status,
            stance=stance, since=since, until=until, as_of=as_of, limit=limit,
        )  # fmt: skip

    def who(
        self,
        name: Annotated[str, Field(description="A person or body, in any spelling.")],
        as_of: AsOf = "",
        limit: Limit = 40,
    ) -> dict[str, Any]:
        """Show a person or body: roles over time, what they said, what is said of them."""
        return self._ask("who", name, as_of=as_of, limit=limit)

    def rounds(
        self,
        number: Annotated[str, Field(description="A round by number, name or id; without it, all.")] = "",
        as_of: AsOf = "",
        limit: Limit = 30,
    ) -> dict[str, Any]:
        """Show rounds of talks: when, where, who led, what came out, what is disputed."""
        return self._ask("rounds", *([number] if number else []), as_of=as_of, limit=limit)

    def conflicts(
        self,
        fact: Annotated[
            str, Field(description="A fact's key, or words that it is about; without it, all.")
        ] = "",
        verdict: Annotated[
            list[Literal["contradiction", "overlap", "imprecise", "agreement", "single", "unknown", "all"]],
            Field(description="Which verdicts; without it, what is in dispute."),
        ] = [],  # noqa: B006
        as_of: AsOf = "",
        limit: Limit = 10,
    ) -> dict[str, Any]:
        """Show the facts on which sources disagree: each position, who stands behind it, and why."""
        return self._ask("conflicts", *([fact] if fact else []), verdict=verdict, as_of=as_of, limit=limit)

    def show(
        self,
        ids: Annotated[
            list[str], Field(min_length=1, max_length=20, description="Claims, or keys of facts.")
        ],
        as_of: AsOf = "",
    ) -> dict[str, Any]:
        """Show claims with their whole chain, and facts with their positions and history."""
        return self._ask("show", *ids, as_of=as_of)

    def timeline(
        self,
        about: Names = [],  # noqa: B006
        who: Names = [],  # noqa: B006
        since: Day = "",
        until: Day = "",
        only: Annotated[Literal["", "events", "said"], Field(description="Only dates, or statements.")] = "",
        limit: Limit = 50,
    ) -> dict[str, Any]:
        """Show what happened, what was planned and what was said, by date."""
        return self._ask("timeline", about=about, who=who, since=since, until=until, only=only, limit=limit)

    def changes(self, since: Day, until: Day = "", about: Names = [], limit: Limit = 20) -> dict[str, Any]:  # noqa: B006
        """Show what became known between two days: new claims, verdicts that changed, who revised what."""
        return self._ask("changes", since=since, until=until, about=about, limit=limit)

    def coverage(
        self, document: Annotated[str, Field(description="A document's id or title.")], limit: Limit = 200
    ) -> dict[str, Any]:
        """List the sentences of a document on which no claim rests yet; its notes name who is in no claim."""
        return self._ask("review", document=document, texts=self._service.require_texts(), limit=limit)

    def _ask(self, command: str, /, *words: str, **options: Any) -> dict[str, Any]:
        """Run a command; each word stands where it can be no option, whatever it begins with."""
        line = [command, "--json", "--no-input", f"--store={self._service.path}"]
        for name, given in options.items():
            for one in given if isinstance(given, list) else [given]:
                line += [f"--{name.replace('_', '-')}={one}"] if one != "" else []
        answer = self._service.run([*line, "--", *words] if words else line)
        notes = [one.removeprefix("talks: ") for one in answer.notes.splitlines()]
        if answer.status:
            raise TalksError("\n".join(notes) or f"it ended with status {answer.status}")
        return pack(_shorten(json.loads(answer.out or "null"), keep=command == "show"), notes)


def _shorten(value: Any, *, keep: bool = False, depth: int = 0) -> Any:
    """Leave out of claims within a record what show tells, and what follows from the record."""
    if isinstance(value, list):
        return [_shorten(one, keep=keep, depth=depth) for one in value]
    if not isinstance(value, dict) or keep:
        return value
    if depth and "quote" in value:
        return {name: value[name] for name in BRIEF if name in value}
    return {name: _shorten(one, depth=depth + 1) for name, one in value.items()}
