"""What is wrong with a claim: in itself, and against the header of its store."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from talkscli.claims import Claim, list_new
from talkscli.conflicts.variant import PHASES
from talkscli.errors import ValueSyntaxError
from talkscli.files.faults import MOST_FAULTS, WARNING, Fault, name_record, shorten, suggest
from talkscli.files.model_errors import explain_errors, show_location
from talkscli.index.header import Header, fault_of_version, unknown_reference
from talkscli.values.base import ONE
from talkscli.values.edtf import parse_edtf
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.index.known_records import KnownRecords

LONGEST_QUOTE = 12
"""An anchor has at most this many words."""

TIMELESS = ("former", "current", "acting", "denied", "conditional")
"""Statuses that speak neither of what is to come nor of what came."""

parse_claim = Claim.__pydantic_validator__.validate_json


class ClaimChecker:
    """Says what is wrong with claims."""

    def __init__(self, header: "KnownRecords", file: str = "") -> None:
        self.header = header
        self.file = file
        """As shown to people."""
        self.faults: list[Fault] = []
        """What was found so far."""

    def check_form(self, text: bytes) -> Claim | None:
        """Find what is wrong with a claim in itself, where there is no header to hold it against."""
        try:
            claim: Claim = parse_claim(text)
        except ValidationError as error:
            self.explain(error, text, 0)
            return None
        self._check_alone(claim, text)
        return claim

    def find_faults(self, claim: Claim, text: bytes = b"") -> None:
        """Find what is wrong with a claim whose form is right; its text, if any, may give a field twice."""
        what, source = claim.what, claim.source
        subjects = self.header.subjects
        if claim.who not in self.header.numbers["actor"]:
            self._miss(claim, "who", "actor", claim.who)
        if what.about not in subjects:
            message, hint = unknown_reference("actor, place or event", what.about, subjects)
            self._blame(claim, "what.about", message, hint)
        if source.document not in self.header.numbers["document"]:
            self._miss(claim, "source.document", "document", source.document)
        if what.property in self.header.numbers["property"]:
            self._check_value(claim)
        else:
            self._miss(claim, "what.property", "property", what.property)
        for one in what.mentions:
            if one not in subjects:
                message, hint = unknown_reference("actor, place or event", one, subjects)
                self._blame(claim, "what.mentions", message, hint)
        for one in source.via:
            if one not in self.header.numbers["actor"]:
                self._miss(claim, "source.via", "actor", one)
        if self.header.version == 1:
            for field in list_new(claim):
                self.faults.append(fault_of_version(self.file, f"claim {claim.id}", field))
        self._check_alone(claim, text)

    def _check_alone(self, claim: Claim, text: bytes) -> None:
        source = claim.source
        words = len((source.quote or "").split())
        if words > LONGEST_QUOTE:
            self._blame(
                claim, "source.quote", f"the quote has {words} words", f"anchor it in at most {LONGEST_QUOTE}"
            )
        self._check_date(claim, "when", claim.when)
        self._check_date(claim, "what.at", claim.what.at)
        self._check_date(claim, "recorded", claim.recorded)
        if claim.retracted is not None:
            self._check_date(claim, "retracted.on", claim.retracted.on)
        if twice := find_repeated_key(text):
            self._blame(claim, "", f"the field {shorten(twice)} stands there twice", "keep one of them")

    def _check_value(self, claim: Claim) -> None:
        what = claim.what
        value, kind = what.value, self.header.subs["property"][what.property]
        if value is None:
            if what.stance != "withholds":
                self._blame(
                    claim,
                    "what.value",
                    "is missing",
                    'add it; only a claimant who withholds it gives none ("stance": "withholds")',
                )
            return
        if what.stance == "withholds":
            self._blame(
                claim,
                "what.value",
                "a claimant who withholds a value gives none",
                'leave the value out, or the "stance"',
            )
            return
        try:
            parsed = type_named(kind).parse(value)
        except ValueSyntaxError as error:
            self._blame(claim, "what.value", error.message, error.hint)
            return
        if self.header.version == 1 and type_named(kind).version(parsed) > 1:
            self.faults.append(fault_of_version(self.file, f"claim {claim.id}", "what.value"))
        if isinstance(value, list) and len(value) > 1 and what.property in self.header.single:
            message = f"names several, and {shorten(what.property)} has one answer"
            self._blame(claim, "what.value", message, "name one, or make a claim of each")
        if home := type_named(kind).refers_to:
            known = self.header.numbers[home]
            for one in [value] if isinstance(value, str) else value:
                if one not in known:
                    self._miss(claim, "what.value", home, one)

    def _check_date(self, claim: Claim, field: str, text: str | None) -> None:
        if text is None:
            return
        try:
            parse_edtf(text)
        except ValueSyntaxError as error:
            self._blame(claim, field, error.message, error.hint)

    def _miss(self, claim: Claim, field: str, kind: str, one: str) -> None:
        message, hint = unknown_reference(kind, one, self.header.numbers[kind])
        self._blame(claim, field, message, hint)

    def _blame(self, claim: Claim, field: str, message: str, hint: str = "") -> None:
        self.faults.append(Fault(self.file, message, record=f"claim {claim.id}", field=field, hint=hint))

    def explain(self, error: ValidationError, text: bytes, place: int) -> None:
        """Take a claim of a wrong form for what it is; `place` tells which of a block it was."""
        if error.error_count() > MOST_FAULTS:
            message = f"{error.error_count():,} things in it are wrong"
            self.faults.append(Fault(self.file, message, record=f"claim {_find_id(text)}"))
            return
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"] == "json_invalid":
            # Where in the file that is, only the caller knows.
            self.faults.append(Fault(self.file, "", record=str(place), field="json", hint=first["msg"]))
            return
        record = name_record("claim", _find_id(text))
        for location, message, hint in explain_errors(error, Claim):
            self.faults.append(
                Fault(self.file, message, record=record, field=show_location(location), hint=hint)
            )


def warn_of(claim: Claim, header: Header, file: str) -> Iterator[Fault]:
    """Find what is allowed and yet likely to be a slip."""
    record = f"claim {claim.id}"
    what, source = claim.what, claim.source
    if what.status and what.status not in PHASES and what.status not in TIMELESS:
        yield Fault(
            file,
            f"the status {shorten(what.status)} is neither a plan nor an outcome that this program knows",
            record=record,
            field="what.status",
            hint=suggest(what.status, [*PHASES, *TIMELESS])
            or "write one that it knows, such as planned or held, if it means the same",
            level=WARNING,
        )
    asked = header.by_kind["property"].get(what.property)
    if (
        asked is not None
        and asked.answers is None
        and isinstance(what.value, list)
        and len(what.value) > 1
        and type_named(asked.type).answers == ONE
    ):
        yield Fault(
            file,
            f"names several, and {shorten(what.property)} has one answer, since nothing else is stated",
            record=record,
            field="what.value",
            hint=f'write "answers": "many" into the property {what.property}, or name one',
            level=WARNING,
        )
    if header.subs["document"].get(source.document) in source.via:
        yield Fault(
            file,
            "the document's own outlet is not between claimant and document",
            record=record,
            field="source.via",
            hint="leave it out",
            level=WARNING,
        )


def find_repeated_key(text: bytes, fields: int = -1) -> str | None:
    """Return a key that stands twice in one object of a JSON text, or None.

    Args:
        text: The JSON text.
        fields: How many fields were read from it; where that is as many as there are colons after a quotation
            mark, and none after white space, each key stands there once, and the text is not read again.
    """
    if text.count(b'":') == fields and not any(space in text for space in (b" :", b"\t:", b"\n:", b"\r:")):
        return None
    import json

    class Repeated(Exception):  # noqa: N818 - a signal, not an error
        pass

    def check(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            raise Repeated(next(key for key in keys if keys.count(key) > 1))
        return found

    try:
        json.loads(text, object_pairs_hook=check)
    except Repeated as repeated:
        return str(repeated)
    except (ValueError, RecursionError):
        return None
    return None


def _find_id(text: bytes) -> str:
    import json

    try:
        claim = json.loads(text)
    except (ValueError, RecursionError):
        return "?"
    one = claim.get("id") if isinstance(claim, dict) else None
    return one if isinstance(one, str) else "without an id"
