"""A claim from the options of a command: names become ids, and every mistake names its option."""

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from talkscli.claims import SUBJECTS, Claim, Property, id_of, kind_of
from talkscli.cli.records import build
from talkscli.desk.drafts import WITHOUT_ID, Draft
from talkscli.errors import UnknownNameError, UsageError, ValueSyntaxError
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.claims import Record
    from talkscli.cli.run import Run
    from talkscli.desk.changes import Snapshot

NEEDED = {"actor": " --kind person", "event": " --kind round", "property": " --type text"}
"""What `talks add` needs besides a name, with a value as an example."""

UNSURE = {"near", "part"}
"""Ways of finding a name that are a guess: shown, and never taken when something is written."""

OPTIONS = {
    "id": "--id",
    "who": "--who",
    "what.about": "--about",
    "what.property": "--property",
    "what.value": "--value",
    "what.stance": "--stance",
    "what.status": "--status",
    "what.only": "--only",
    "what.text": "--text",
    "what.mentions": "--mention",
    "when": "--when",
    "source.document": "--document",
    "source.paragraph": "--paragraph",
    "source.quote": "--quote",
    "source.via": "--via",
    "revises": "--revises",
    "recorded": "--recorded",
    "note": "--note",
}


class Names:
    """Finds what names mean: in the store as it is, and among what is about to come in."""

    def __init__(self, run: "Run", snapshot: "Snapshot", coming: "Sequence[Record]" = ()) -> None:
        self.run = run
        self.snapshot = snapshot
        self.coming = list(coming)

    def find(self, word: str, option: str, *kinds: str) -> str:
        """Return the id that a name stands for.

        Raises:
            UnknownNameError: nothing has that name, or something has only a similar one.
        """
        for kind in kinds:
            if word in self.snapshot.records(kind):
                return word
        for record in self.coming:
            if kind_of(record) in kinds and word in {id_of(record), getattr(record, "name", None)}:
                return id_of(record)
        try:
            found = self.run.archive.find(word, kinds)
        except UnknownNameError as error:
            more = " --kind outlet" if option == "--outlet" else NEEDED.get(kinds[0], "")
            hint = error.hint or f"talks add {kinds[0]} {shlex.quote(word)}{more} makes one"
            raise UnknownNameError(
                word, error.kind, error.suggestions, message=f"{option}: {error.message}", hint=hint
            ) from error
        if found.way in UNSURE:
            raise UnknownNameError(
                word,
                found.kind,
                found.ids,
                message=f"{option}: no {' or '.join(kinds)} is named {word!r}",
                hint=f"did you mean {found.ids[0]} ({found.name})?",
            )
        if found.way not in {"id", "exact"}:
            self.run.streams.note(f"{word}: {found.name} ({found.ids[0]}), {found.way}")
        return found.ids[0]

    def type_of(self, one: str) -> str:
        """Return the type of a property."""
        for record in (self.snapshot.records("property").get(one), *self.coming):
            if isinstance(record, Property) and record.id == one:
                return record.type
        return "text"

    def read_value(self, kind: str, values: Sequence[str], option: str = "--value") -> str | list[str]:
        """Read a value as a property's type wants it; names in it become ids.

        Raises:
            UsageError: it is not in the notation of the type.
        """
        value: str | list[str]
        asked = type_named(kind)
        if asked.refers_to:
            words = [word.strip() for value in values for word in value.split(",") if word.strip()]
            value = asked.join_ids([self.find(word, option, asked.refers_to) for word in words])
        elif len(values) > 1:
            raise UsageError(f"a {kind} is one value", place=option, hint="give it once")
        else:
            value = values[0]
        try:
            asked.parse(value)
        except ValueSyntaxError as error:
            raise UsageError(error.message, place=option, hint=error.hint) from error
        return value


def draft_claim(names: Names, given: dict[str, Any]) -> Draft:
    """Make a draft from options; those that were not given are None or empty.

    Raises:
        UsageError: something is missing, or not as it has to be.
        UnknownNameError: a name is not known.
    """
    for name in ("who", "about", "property", "document", "text"):
        if not given.get(name):
            raise UsageError(
                "is missing", place=f"--{name}", hint="talks add --help shows examples; on a terminal it asks"
            )
    fields = resolve_fields(names, given)
    fields["id"] = given.get("id") or WITHOUT_ID
    claim = build(Claim, fields, lambda field: OPTIONS.get(field.partition("[")[0], field))
    return Draft(claim, has_id=bool(given.get("id")), place=f"claim {given['id']}" if given.get("id") else "")


def resolve_fields(names: Names, given: dict[str, Any], *, kind: str = "") -> dict[str, Any]:
    """Turn options into the fields of a claim, leaving out what was not given."""
    what: dict[str, Any] = {}
    source: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    if given.get("who"):
        fields["who"] = names.find(given["who"], "--who", "actor")
    if given.get("about"):
        what["about"] = names.find(given["about"], "--about", *SUBJECTS)
    if given.get("property"):
        what["property"] = names.find(given["property"], "--property", "property")
        kind = names.type_of(what["property"])
    if given.get("value"):
        what["value"] = names.read_value(kind, given["value"])
    for name in ("stance", "status", "only", "text"):
        if given.get(name):
            what[name] = given[name]
    if given.get("mention"):
        what["mentions"] = [names.find(one, "--mention", *SUBJECTS) for one in given["mention"]]
    if given.get("document"):
        source["document"] = names.find(given["document"], "--document", "document")
    for name in ("paragraph", "quote"):
        if given.get(name) is not None:
            source[name] = given[name]
    if given.get("via"):
        source["via"] = [names.find(one, "--via", "actor") for one in given["via"]]
    for name in ("when", "revises", "recorded", "note"):
        if given.get(name):
            fields[name] = given[name]
    for name in ("when", "recorded"):
        if name in fields:
            check_date(fields[name], f"--{name}")
    return {**fields, "what": what, "source": source}


def check_date(text: str, option: str) -> None:
    """Refuse what is not a date, naming the option."""
    from talkscli.values.edtf import parse_edtf

    try:
        parse_edtf(text)
    except ValueSyntaxError as error:
        raise UsageError(error.message, place=option, hint=error.hint) from error
