"""Claims' texts in, rows of the index out, or what is wrong with them.

This runs once for every claim of a new store: a million times, where the store is large. What the form can
show is checked by pydantic; the rest by look-ups in dictionaries, each distinct value being read once.
"""

from collections.abc import Callable, Iterable
from json.encoder import encode_basestring as quote
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from talkscli.claims import Claim
from talkscli.errors import ValueSyntaxError
from talkscli.index.claim_faults import (
    LONGEST_QUOTE,
    ClaimChecker,
    find_repeated_key,
    parse_claim,
)
from talkscli.index.marks import mark_tags, mark_value
from talkscli.index.schema import ABOUT, NEVER, UNDATED
from talkscli.values.edtf import parse_edtf
from talkscli.values.registry import names_with_days, type_named, type_names

if TYPE_CHECKING:
    from talkscli.index.known_records import KnownRecords

_REMEMBERED = 20_000
"""How many distinct texts are remembered as read before the memory is emptied."""

_NO_DATE = UNDATED, UNDATED, -1
_NOT_ASSERTED = None, None


class ClaimRows:
    """Some claims as rows of the index's tables."""

    __slots__ = ("claims", "lines", "links", "revisions", "words")

    def __init__(self) -> None:
        self.claims: list[tuple[Any, ...]] = []
        """Rows of the table `claim`, without its last column, which SQLite makes."""
        self.lines: list[tuple[int, str]] = []
        self.words: list[tuple[int, str]] = []
        """Rows of `words`: the text by whose words a claim is found."""
        self.links: list[tuple[int, int]] = []
        self.revisions: list[tuple[str, str]] = []


def join_words(text: str, quoted: str | None, name: str) -> str:
    """Return the text whose words are indexed; to delete them, FTS5 needs exactly this text again."""
    return f"{text} {quoted or ''} {name}"


class _Memo(dict[Any, Any]):
    """Answers kept by question, each made when it is first asked for; too many are forgotten."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Any) -> Any:
        if len(self) > _REMEMBERED:
            self.clear()
        made = self[key] = self._make(key)
        return made


class ClaimReader:
    """Reads claims against a header."""

    def __init__(self, header: "KnownRecords", file: str = "") -> None:
        self.header = header
        self.checker = ClaimChecker(header, file)
        """Has the faults of the claims that were left out."""
        self._days: dict[str | None, tuple[int, int, int]] = {None: _NO_DATE}
        self._dates = _Memo(_find_days)
        self._with_days = frozenset(names_with_days())
        self._is_old = header.version == 1
        self._marks = _Memo(mark_value)
        self._values: dict[str, dict[Any, str]] = {kind: {} for kind in type_names()}
        """By type: each value that was read, as JSON."""
        # What the rows of many claims share is looked up and written once.
        self._actors = _Memo(self._find_actor)
        self._facts = _Memo(self._find_fact)
        self._documents = _Memo(self._find_document)

    def read(self, texts: Iterable[bytes], number: int = 1) -> ClaimRows:
        """Return the rows of claims, the first with this number; those with faults are left out."""
        rows = ClaimRows()
        for place, text in enumerate(texts):
            try:
                claim = parse_claim(text)
            except ValidationError as error:
                self.checker.explain(error, text, place)
                continue
            if self._take(claim, text, rows, number):
                number += 1
                continue
            before = len(self.checker.faults)
            self.checker.find_faults(claim, text)
            if len(self.checker.faults) == before:
                raise AssertionError(f"claim {claim.id} was refused and has no fault")
        return rows

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
        return subject * ABOUT + number, self.header.subs["property"][asked], text

    def _find_document(self, document: str) -> tuple[int, int, str] | None:
        """Return a document's number, the day of its publication, and its part of a row."""
        number = self.header.numbers["document"].get(document)
        if number is None:
            return None
        text = f'"document":"{document}","outlet":"{self.header.subs["document"][document]}"'
        return number, self.header.first_day(document), text

    def _take(self, claim: Claim, text: bytes, rows: ClaimRows, seq: int) -> bool:
        """Add a claim's rows; return whether it has no fault."""
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
            if raw.__class__ is list and len(raw) > 1 and what["property"] in self.header.single:
                return False
            known = self._values[kind].get(raw) if raw.__class__ is str else None
            read = self._read_value(kind, raw) if known is None else known
            if read is None or stance == "withholds":
                return False
            value = read
        quoted, paragraph, retracted = source["quote"], source["paragraph"], whole["retracted"]
        when, at, tags, note = whole["when"], what["at"], whole["tags"], whole["note"]
        days = self._days.get(when) or self._read_days(when)
        # So many words need a space between each and the next.
        if (
            days is None
            or (quoted and len(quoted) > 2 * LONGEST_QUOTE and len(quoted.split()) > LONGEST_QUOTE)
            or (whole["recorded"] and self._read_days(whole["recorded"]) is None)
            or (retracted and self._read_days(retracted.on) is None)
            or (at and self._read_days(at) is None)
            or (self._is_old and (at or tags))
            or find_repeated_key(text, _count_fields(claim))
        ):
            return False
        via = mentions = "[]"
        if source["via"]:
            if not all(map(self._actors.__getitem__, source["via"])):
                return False
            via = '["' + '","'.join(source["via"]) + '"]'
        linked: set[int] = set()
        if what["mentions"]:
            subjects = self.header.subjects
            linked.update(subjects.get(mention, 0) for mention in what["mentions"])
            if 0 in linked:
                return False
            mentions = '["' + '","'.join(what["mentions"]) + '"]'
        linked |= mark_tags(tags)
        if raw is not None:
            linked.update(self._link_value(kind, raw))
        who_number, who_part, name = actor
        document_number, published, document_part = document
        spoken, revises = what["text"], whole["revises"]
        shown = f'"{status}"' if status else "null"
        earlier = f'"{revises}"' if revises else "null"
        line = (
            f'{{"id":"{one}",{who_part},{fact_part},"value":{value}'
            f',"status":{shown},"stance":"{stance}"'
            f',"when":{quote(when) if when else "null"},"text":{quote(spoken)}'
            f',{document_part},"via":{via},"paragraph":{paragraph or "null"}'
            f',"quote":{quote(quoted) if quoted else "null"},"mentions":{mentions}'
            f',"at":{quote(at) if at else "null"},"only":{"true" if what["only"] else "false"}'
            f',"revises":{earlier},"tags":{_write_texts(tags)}'
            f',"note":{quote(note) if note else "null"}'
            f',"retracted":{quote(retracted.why) if retracted else "null"}}}'
        )
        is_date = stance == "asserts" and not retracted and kind in self._with_days
        rows.claims.append(
            (
                seq,
                one,
                who_number,
                document_number,
                fact_number,
                *days,
                max(days[0], published),
                status,
                stance,
                *(self._dates[kind, raw] if is_date else _NOT_ASSERTED),
            )
        )
        rows.lines.append((seq, line))
        rows.words.append((seq, join_words(spoken, quoted, name)))
        if linked:
            rows.links += [(number, seq) for number in linked]
        if revises:
            rows.revisions.append((one, revises))
        return True

    def _link_value(self, kind: str, raw: Any) -> Iterable[int]:
        """Return the numbers of the records that a value names, or the mark of a plain one."""
        parts = [raw] if raw.__class__ is str else raw
        home = type_named(kind).refers_to
        return map((self.header.numbers[home] if home else self._marks).__getitem__, parts)

    def _read_value(self, kind: str, raw: Any) -> str | None:
        """Return a value as JSON; None if it has a fault."""
        values = self._values[kind]
        key = raw if raw.__class__ is str else tuple(raw)
        if (known := values.get(key)) is not None:
            return known
        try:
            value = type_named(kind).parse(raw)
        except ValueSyntaxError:
            return None
        if self._is_old and type_named(kind).version(value) > 1:
            return None
        if home := type_named(kind).refers_to:
            numbers = self.header.numbers[home]
            if not all(part in numbers for part in ([raw] if isinstance(raw, str) else raw)):
                return None
        if len(values) > _REMEMBERED:
            values.clear()
        text = quote(raw) if isinstance(raw, str) else "[" + ",".join(f'"{part}"' for part in raw) + "]"
        values[key] = text
        return text

    def _read_days(self, text: str | None) -> tuple[int, int, int] | None:
        """Return the first and last day of a date and its clock, `_NO_DATE` without one; None for a fault."""
        if (known := self._days.get(text)) is not None:
            return known
        try:
            value = parse_edtf(text or "")
        except ValueSyntaxError:
            return None
        if len(self._days) > _REMEMBERED:
            self._days = {None: _NO_DATE}
        self._days[text] = days = (max(NEVER, value.earliest), min(-NEVER, value.latest), value.clock)
        return days


def _write_texts(texts: list[str]) -> str:
    return f"[{','.join(map(quote, texts))}]" if texts else "[]"


def _find_days(asserted: tuple[str, str]) -> tuple[int, int]:
    """Return the days by which a value is ordered, given its type and text.

    These are its first and its last; one with no first day stands at its last.
    """
    kind, raw = type_named(asserted[0]), asserted[1]
    spans, _ = kind.days(kind.parse(raw))
    first, last = max(NEVER, spans[0][0]), min(-NEVER, spans[-1][1])
    return (last, -1) if first == NEVER else (first, last)


def _count_fields(claim: Claim) -> int:
    whole = claim.__dict__
    fields = (
        len(claim.__pydantic_fields_set__)
        + len(whole["what"].__pydantic_fields_set__)
        + len(whole["source"].__pydantic_fields_set__)
    )
    if whole["retracted"] is not None:
        fields += len(whole["retracted"].__pydantic_fields_set__)
    return fields
