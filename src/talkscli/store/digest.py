"""One claim's text in, one row for the index out, or what is wrong with it.

This runs once for every claim of a new store: a million times, where the store is large. What the form can
show is checked by pydantic; the rest by look-ups in dictionaries, each distinct value being read once.
"""

from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring as quote
from typing import Any

from pydantic import ValidationError

from talkscli.claims import Claim
from talkscli.conflicts.variant import PHASES
from talkscli.errors import ValueSyntaxError
from talkscli.store.faults import WARNING, Fault, suggest
from talkscli.store.folding import fold_words
from talkscli.store.forms import explain_errors, show_location
from talkscli.store.header import Header, unknown_reference
from talkscli.values.edtf import parse_edtf
from talkscli.values.parsing import parse_value

LONGEST_QUOTE = 12
"""An anchor has at most this many words."""

_KNOWN = 200_000
"""How many distinct texts are remembered as read before the memory is emptied."""

_REFERRING = {"place": "place", "actor": "actor", "terms": "term"}

_parse_json = Claim.__pydantic_validator__.validate_json

Row = tuple[Any, ...]
"""See `FIELDS`; plain values only, so that rows can be sent from one process to another."""

FIELDS = (
    "id",
    "who",
    "about",
    "property",
    "document",
    "day_from",
    "day_to",
    "known",
    "status",
    "stance",
    "revises",
    "retracted",
    "variant",
    "links",
    "line",
    "folded",
)


class Digester:
    """Reads claims against a header."""

    def __init__(self, header: Header, file: str = "") -> None:
        self.header = header
        self.file = file
        self.faults: list[Fault] = []
        self._days: dict[str, tuple[int, int] | None] = {}
        self._good: dict[tuple[str, str], bool] = {}
        self._actors = header.numbers["actor"]
        self._documents = header.numbers["document"]
        self._properties = header.numbers["property"]
        self._names = {key: quote(actor.name) for key, actor in header.by_kind["actor"].items()}

    def digest(self, texts: Iterable[bytes]) -> Iterator[Row | None]:
        """Yield one row for each claim; None for one with faults, which are then in `faults`."""
        for place, text in enumerate(texts):
            try:
                claim = _parse_json(text)
            except ValidationError as error:
                self._explain(error, text, place)
                yield None
            else:
                yield self.read(claim, text)

    def read(self, claim: Claim, text: bytes) -> Row | None:
        """Check what the form cannot show and make the row."""
        before = len(self.faults)
        what, source = claim.what, claim.source
        who = self._actors.get(claim.who, 0)
        if not who:
            self._miss(claim, "who", "actor", claim.who)
        about = self.header.subjects.get(what.about, 0)
        if not about:
            message, hint = unknown_reference("actor, place or event", what.about, self.header.subjects)
            self._blame(claim, "what.about", message, hint)
        document = self._documents.get(source.document, 0)
        if not document:
            self._miss(claim, "source.document", "document", source.document)
        prop = self._properties.get(what.property, 0)
        if prop:
            self._check_value(claim)
        else:
            self._miss(claim, "what.property", "property", what.property)
        links = {about}
        for one in what.mentions:
            if one in self.header.subjects:
                links.add(self.header.subjects[one])
            else:
                message, hint = unknown_reference("actor, place or event", one, self.header.subjects)
                self._blame(claim, "what.mentions", message, hint)
        for one in source.via:
            if one not in self._actors:
                self._miss(claim, "source.via", "actor", one)
        # So many words need a space between each and the next.
        if source.quote and len(source.quote) > 2 * LONGEST_QUOTE:
            words = len(source.quote.split())
            if words > LONGEST_QUOTE:
                self._blame(
                    claim,
                    "source.quote",
                    f"the quote has {words} words",
                    f"anchor it in at most {LONGEST_QUOTE}",
                )
        days = self._date(claim, "when", claim.when)
        if claim.recorded is not None:
            self._date(claim, "recorded", claim.recorded)
        if claim.retracted is not None and claim.retracted.on is not None:
            self._date(claim, "retracted.on", claim.retracted.on)
        if not _has_distinct_keys(claim, text) and (twice := find_repeated_key(text)):
            self._blame(claim, "", f"the field {twice!r} stands there twice", "keep one of them")
        if len(self.faults) > before:
            return None
        kind = self.header.types[what.property]
        links.update(self._refer(kind, what.value))
        published = self.header.published.get(source.document)
        known = max(days[0] if days else -(2**62), published[0] if published else -(2**62))
        value = (
            "null"
            if what.value is None
            else quote(what.value)
            if isinstance(what.value, str)
            else "[" + ",".join(f'"{one}"' for one in what.value) + "]"
        )
        spoken = f"{what.text} {source.quote or ''} {self.header.actor_name(claim.who)}"
        phase = PHASES.get(what.status, "") if what.status else ""
        return (
            claim.id,
            who,
            about,
            prop,
            document,
            days[0] if days else None,
            days[1] if days else None,
            known,
            what.status,
            what.stance,
            claim.revises,
            claim.retracted is not None,
            f"{what.stance[0]}{'!' if what.only else ''}{phase}|{value}",
            tuple(links),
            self._write_line(claim, value),
            fold_words(spoken),
        )

    def _write_line(self, claim: Claim, value: str) -> str:
        what, source = claim.what, claim.source
        via = "[" + ",".join(f'"{one}"' for one in source.via) + "]" if source.via else "[]"
        mentions = "[" + ",".join(f'"{one}"' for one in what.mentions) + "]" if what.mentions else "[]"
        return (
            f'{{"id":"{claim.id}","who":"{claim.who}","who_name":{self._names[claim.who]}'
            f',"about":"{what.about}","property":"{what.property}","fact":"{what.about}.{what.property}"'
            f',"value":{value},"status":{_quote_id(what.status)},"stance":"{what.stance}"'
            f',"when":{quote(claim.when) if claim.when else "null"},"text":{quote(what.text)}'
            f',"document":"{source.document}","outlet":"{self.header.outlets[source.document]}","via":{via}'
            f',"paragraph":{source.paragraph or "null"}'
            f',"quote":{quote(source.quote) if source.quote else "null"}'
            f',"mentions":{mentions},"only":{"true" if what.only else "false"}'
            f',"revises":{_quote_id(claim.revises)}'
            f',"retracted":{quote(claim.retracted.why) if claim.retracted else "null"}}}'
        )

    def _refer(self, kind: str, value: str | list[str] | None) -> Iterator[int]:
        if value is None or kind not in {"place", "actor", "terms"}:
            return
        numbers = self.header.numbers[_REFERRING[kind]]
        for one in [value] if isinstance(value, str) else value:
            yield numbers[one]

    def _check_value(self, claim: Claim) -> None:
        what = claim.what
        value, kind = what.value, self.header.types[what.property]
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
        if isinstance(value, str):
            key = (kind, value)
            if key in self._good:
                return
        try:
            parse_value(kind, value)
        except ValueSyntaxError as error:
            self._blame(claim, "what.value", error.message, error.hint)
            return
        if kind in _REFERRING:
            known = self.header.numbers[_REFERRING[kind]]
            for one in [value] if isinstance(value, str) else value:
                if one not in known:
                    self._miss(claim, "what.value", _REFERRING[kind], one)
                    return
        if isinstance(value, str):
            if len(self._good) > _KNOWN:
                self._good.clear()
            self._good[kind, value] = True

    def _date(self, claim: Claim, field: str, text: str | None) -> tuple[int, int] | None:
        if text is None:
            return None
        if text in self._days:
            return self._days[text]
        try:
            value = parse_edtf(text)
        except ValueSyntaxError as error:
            self._blame(claim, field, error.message, error.hint)
            return None
        if len(self._days) > _KNOWN:
            self._days.clear()
        self._days[text] = days = (value.earliest, value.latest)
        return days

    def _miss(self, claim: Claim, field: str, kind: str, one: str) -> None:
        message, hint = unknown_reference(kind, one, self.header.numbers[kind])
        self._blame(claim, field, message, hint)

    def _blame(self, claim: Claim, field: str, message: str, hint: str = "") -> None:
        self.faults.append(Fault(self.file, message, record=f"claim {claim.id}", field=field, hint=hint))

    def _explain(self, error: ValidationError, text: bytes, place: int) -> None:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"] == "json_invalid":
            # Where in the file that is, only the caller knows.
            self.faults.append(Fault(self.file, "", record=str(place), field="json", hint=first["msg"]))
            return
        record = f"claim {_find_id(text)}"
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
            f"the status {what.status!r} is neither a plan nor an outcome that this program knows",
            record=record,
            field="what.status",
            hint=suggest(what.status, [*PHASES, *TIMELESS]),
            level=WARNING,
        )
    if header.outlets.get(source.document) in source.via:
        yield Fault(
            file,
            "the document's own outlet is not between claimant and document",
            record=record,
            field="source.via",
            hint="leave it out",
            level=WARNING,
        )


TIMELESS = ("former", "current", "acting", "denied", "conditional")
"""Statuses that speak neither of what is to come nor of what came."""


def _quote_id(one: str | None) -> str:
    return f'"{one}"' if one else "null"


def _has_distinct_keys(claim: Claim, text: bytes) -> bool:
    """Tell whether the text has as many keys as the claim has fields; False may also mean unsure."""
    # Field names hold no quotation mark, and inside a text one stands only behind a backslash.
    fields = len(claim.model_fields_set) + len(claim.what.model_fields_set)
    fields += len(claim.source.model_fields_set)
    if claim.retracted is not None:
        fields += len(claim.retracted.model_fields_set)
    return text.count(b'":') == fields


def find_repeated_key(text: bytes) -> str | None:
    """Return a key that stands twice in one object of a JSON text, or None."""
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
