"""Claims' texts in, columns for the index out, or what is wrong with them.

This runs once for every claim of a new store: a million times, where the store is large. What the form can
show is checked by pydantic; the rest by look-ups in dictionaries, each distinct value being read once.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from json.encoder import encode_basestring as quote
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from talkscli.claims import Claim
from talkscli.conflicts.variant import PHASES
from talkscli.errors import ValueSyntaxError
from talkscli.files.faults import MOST_FAULTS, WARNING, Fault, name_record, shorten, suggest
from talkscli.files.model_errors import explain_errors, show_location
from talkscli.index.header import Header, unknown_reference
from talkscli.index.schema import ABOUT
from talkscli.values.edtf import parse_edtf
from talkscli.values.registry import type_named, type_names

if TYPE_CHECKING:
    from talkscli.index.stored_header import KnownHeader

LONGEST_QUOTE = 12
"""An anchor has at most this many words."""

_KNOWN = 20_000
"""How many distinct texts are remembered as read before the memory is emptied."""

_parse_json = Claim.__pydantic_validator__.validate_json

CLAIM_COLUMNS = (
    "id",
    "who",
    "document",
    "fact",
    "day_from",
    "day_to",
    "known",
    "status",
    "stance",
)
"""What the index's table of claims takes of a batch as it is."""

RARE_COLUMNS = ("links", "revisions", "retractions")
"""What a batch holds only where there is any, with its place in the batch."""

COLUMNS = (*CLAIM_COLUMNS, "variant", "line", "spoken", *RARE_COLUMNS)
"""What a batch holds: one list a column."""

Batch = list[list[Any]]
"""Columns of plain values, so that batches can be sent from one process to another."""

NEVER = -(2**62)
"""The day of what has no date: before all days."""

UNDATED = NEVER - 1
"""Stands for no day where only numbers can stand."""


_NUMBERS = slice(1, 7)
_WIDTHS = "iiqqqq"
"""The columns of a batch that hold numbers only, and how wide those are."""


def join_words(text: str, quoted: str | None, name: str) -> str:
    """Return the text by whose words a claim is found, and by which alone they leave the index again."""
    return f"{text} {quoted or ''} {name}"


def pack_batch(batch: Batch) -> list[Any]:
    """Write the numbers of a batch as bytes, to be sent to another process."""
    numbers = (array(*pair).tobytes() for pair in zip(_WIDTHS, batch[_NUMBERS], strict=True))
    return [batch[0], *numbers, *batch[_NUMBERS.stop :]]


def unpack_batch(packed: list[Any]) -> Batch:
    """Read a batch that another process sent."""
    numbers: list[Any] = [array(*pair) for pair in zip(_WIDTHS, packed[_NUMBERS], strict=True)]
    return [packed[0], *numbers, *packed[_NUMBERS.stop :]]


class _Memo(dict[Any, Any]):
    """Answers kept by question, each made when it is first asked for; too many are forgotten."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Any) -> Any:
        if len(self) > _KNOWN:
            self.clear()
        made = self[key] = self._make(key)
        return made


class Digester:
    """Reads claims against a header."""

    def __init__(self, header: "Header | KnownHeader", file: str = "") -> None:
        self.header = header
        self.file = file
        self.faults: list[Fault] = []
        self._days: dict[str | None, tuple[int | None, int | None]] = {None: (None, None)}
        self._values: dict[str, dict[Any, str]] = {kind: {} for kind in type_names()}
        """By type: each value that was read, as JSON."""
        # What the rows of many claims share is looked up and written once.
        self._actors = _Memo(self._find_actor)
        self._facts = _Memo(self._find_fact)
        self._documents = _Memo(self._find_document)

    def _find_actor(self, actor: str) -> tuple[int, str, str] | None:
        """Return an actor's number, part of a row, and name."""
        number = self.header.numbers["actor"].get(actor)
        if number is None:
            return None
        name = self.header.actor_name(actor)
        return number, f'"who":"{actor}","who_name":{quote(name)}', name

    def _find_fact(self, key: tuple[str, str]) -> tuple[int, str, str] | None:
        """Return the number of a fact, the type of its values, and its part of a row."""
        about, asked = key
        subject, number = self.header.subjects.get(about), self.header.numbers["property"].get(asked)
        if subject is None or number is None:
            return None
        text = f'"about":"{about}","property":"{asked}","fact":"{about}.{asked}"'
        return subject * ABOUT + number, self.header.types[asked], text

    def _find_document(self, document: str) -> tuple[int, int, str] | None:
        """Return a document's number, the day of its publication, and its part of a row."""
        number = self.header.numbers["document"].get(document)
        if number is None:
            return None
        day = self.header.first_day(document)
        text = f'"document":"{document}","outlet":"{self.header.outlets[document]}"'
        return number, NEVER if day is None else day, text

    def digest(self, texts: Iterable[bytes]) -> Batch:
        """Make a batch of claims; those with faults are left out, and their faults are in `faults`."""
        rows: list[tuple[Any, ...]] = []
        # Links, revisions and retractions, which most claims lack.
        rare: Batch = [[], [], []]
        for place, text in enumerate(texts):
            try:
                claim = _parse_json(text)
            except ValidationError as error:
                self._explain(error, text, place)
                continue
            if not self._take(claim, text, rows, rare):
                before = len(self.faults)
                self._find_faults(claim, text)
                if len(self.faults) == before:
                    raise AssertionError(f"claim {claim.id} was refused and has no fault")
        columns = [list(column) for column in zip(*rows, strict=True)]
        return (columns or [[] for _ in COLUMNS[: -len(RARE_COLUMNS)]]) + rare

    def check_form(self, text: bytes) -> Claim | None:
        """Find what is wrong with a claim in itself, where there is no header to hold it against."""
        try:
            claim: Claim = _parse_json(text)
        except ValidationError as error:
            self._explain(error, text, 0)
            return None
        self._check_alone(claim, text)
        return claim

    def _take(self, claim: Claim, text: bytes, rows: list[tuple[Any, ...]], rare: Batch) -> bool:
        """Add a claim to a batch; return whether it has no fault."""
        whole = claim.__dict__
        what, source = whole["what"].__dict__, whole["source"].__dict__
        one, stance, status = whole["id"], what["stance"], what["status"]
        actor = self._actors[whole["who"]]
        fact = self._facts[what["about"], what["property"]]
        document = self._documents[source["document"]]
        if actor is None or fact is None or document is None:
            return False
        fact_number, kind, fact_part = fact
        raw = what["value"]
        if raw is None:
            value = "null"
            if stance != "withholds":
                return False
        else:
            # Lists cannot be looked up, and are rare.
            known = self._values[kind].get(raw) if raw.__class__ is str else None
            read = self._read_value(kind, raw) if known is None else known
            if read is None or stance == "withholds":
                return False
            value = read
        quoted, paragraph, retracted = source["quote"], source["paragraph"], whole["retracted"]
        when = whole["when"]
        days = self._days.get(when) or self._read_days(when)
        # So many words need a space between each and the next.
        if (
            days is None
            or (quoted and len(quoted) > 2 * LONGEST_QUOTE and len(quoted.split()) > LONGEST_QUOTE)
            or (whole["recorded"] and self._read_days(whole["recorded"]) is None)
            or (retracted and self._read_days(retracted.on) is None)
            or not _has_distinct_keys(claim, text)
        ):
            return False
        place = len(rows)
        via = mentions = "[]"
        if source["via"]:
            if not all(map(self._actors.__getitem__, source["via"])):
                return False
            via = '["' + '","'.join(source["via"]) + '"]'
        if what["mentions"]:
            numbers = [self.header.subjects.get(mention) for mention in what["mentions"]]
            if not all(numbers):
                return False
            mentions = '["' + '","'.join(what["mentions"]) + '"]'
            rare[0] += [(number, place) for number in numbers]
        if raw is not None and (home := type_named(kind).refers_to):
            records = self.header.numbers[home]
            rare[0] += [(records[part], place) for part in ([raw] if raw.__class__ is str else raw)]
        who_number, who_part, name = actor
        document_number, published, document_part = document
        spoken, revises = what["text"], whole["revises"]
        if revises:
            rare[1].append((one, revises, who_number, fact_number, place))
        if retracted:
            rare[2].append(place)
        day = days[0]
        shown = f'"{status}"' if status else "null"
        earlier = f'"{revises}"' if revises else "null"
        line = (
            f'{{"id":"{one}",{who_part},{fact_part},"value":{value}'
            f',"status":{shown},"stance":"{stance}"'
            f',"when":{quote(when) if when else "null"},"text":{quote(spoken)}'
            f',{document_part},"via":{via},"paragraph":{paragraph or "null"}'
            f',"quote":{quote(quoted) if quoted else "null"},"mentions":{mentions}'
            f',"only":{"true" if what["only"] else "false"},"revises":{earlier}'
            f',"retracted":{quote(retracted.why) if retracted else "null"}}}'
        )
        rows.append(
            (
                one,
                who_number,
                document_number,
                fact_number,
                UNDATED if day is None else day,
                UNDATED if days[1] is None else days[1],
                published if day is None or day < published else day,
                status,
                stance,
                f"{stance}|{'only' if what['only'] else ''}|{status or ''}|{value}",
                line,
                join_words(spoken, quoted, name),
            )
        )
        return True

    def _read_value(self, kind: str, raw: Any) -> str | None:
        """Return a value as JSON; None if it has a fault."""
        values = self._values[kind]
        key = raw if raw.__class__ is str else tuple(raw)
        if (known := values.get(key)) is not None:
            return known
        try:
            type_named(kind).parse(raw)
        except ValueSyntaxError:
            return None
        if home := type_named(kind).refers_to:
            numbers = self.header.numbers[home]
            if not all(part in numbers for part in ([raw] if isinstance(raw, str) else raw)):
                return None
        if len(values) > _KNOWN:
            values.clear()
        text = quote(raw) if isinstance(raw, str) else "[" + ",".join(f'"{part}"' for part in raw) + "]"
        values[key] = text
        return text

    def _read_days(self, text: str | None) -> tuple[int | None, int | None] | None:
        """Return the first and last day of a date, or None for a fault; where there is no date, no days."""
        if (known := self._days.get(text)) is not None:
            return known
        try:
            value = parse_edtf(text or "")
        except ValueSyntaxError:
            return None
        if len(self._days) > _KNOWN:
            self._days = {None: (None, None)}
        self._days[text] = days = (max(NEVER, value.earliest), min(-NEVER, value.latest))
        return days

    def _find_faults(self, claim: Claim, text: bytes) -> None:
        """Say what is wrong with a claim that was refused."""
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
        self._check_alone(claim, text)

    def _check_alone(self, claim: Claim, text: bytes) -> None:
        source = claim.source
        words = len((source.quote or "").split())
        if words > LONGEST_QUOTE:
            self._blame(
                claim, "source.quote", f"the quote has {words} words", f"anchor it in at most {LONGEST_QUOTE}"
            )
        self._check_date(claim, "when", claim.when)
        self._check_date(claim, "recorded", claim.recorded)
        if claim.retracted is not None:
            self._check_date(claim, "retracted.on", claim.retracted.on)
        if twice := find_repeated_key(text):
            self._blame(claim, "", f"the field {shorten(twice)} stands there twice", "keep one of them")

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
        try:
            type_named(kind).parse(value)
        except ValueSyntaxError as error:
            self._blame(claim, "what.value", error.message, error.hint)
            return
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

    def _explain(self, error: ValidationError, text: bytes, place: int) -> None:
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


def _has_distinct_keys(claim: Claim, text: bytes) -> bool:
    """Tell whether no field of a claim stands twice in its text."""
    whole = claim.__dict__
    fields = (
        len(claim.__pydantic_fields_set__)
        + len(whole["what"].__pydantic_fields_set__)
        + len(whole["source"].__pydantic_fields_set__)
    )
    if whole["retracted"] is not None:
        fields += len(whole["retracted"].__pydantic_fields_set__)
    # Field names hold no quotation mark, so that as many of these as there are fields is one of each. Other
    # counts (a space before the colon, a quotation mark at the end of a quotation) prove nothing.
    return text.count(b'":') == fields or find_repeated_key(text) is None


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
