"""Rows from elsewhere as claims of a store: names found, values checked, each refusal explained."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from talkscli.claims import STANCES, Claim
from talkscli.desk.cells import (
    RefusalError,
    check_shapes,
    read_date,
    read_flag,
    read_list,
    read_number,
    refuse,
    write_content,
)
from talkscli.desk.ids import find_number
from talkscli.desk.resolver import CREATED, Finder
from talkscli.desk.revisions import Revisions
from talkscli.errors import TalksError
from talkscli.queries.filters import ClaimFilter
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.desk.mapping import RowMapping
    from talkscli.desk.resolver import Key
    from talkscli.desk.rows import Row
    from talkscli.desk.work_tables import Scratch
    from talkscli.queries.archive import Archive
    from talkscli.values.base import ValueType

__all__ = ["ALREADY", "CREATED", "HELD", "REFUSED", "STATES", "TAKEN", "Importer", "Taken"]

TAKEN = "taken"
ALREADY = "already"
REFUSED = "refused"
HELD = "held"

STATES = (TAKEN, ALREADY, REFUSED, HELD)
"""`held`: good, and not taken because another row was refused."""

LONGEST_QUOTE = 12
_AT_ONCE = 500

_write_json = json.JSONEncoder(ensure_ascii=False).encode


class Taken:
    """What became of one row."""

    __slots__ = ("claim", "fact", "id", "line", "reason", "revises", "state", "who")

    def __init__(
        self,
        line: int,
        state: str,
        *,
        id: str | None = None,  # noqa: A002
        fact: str | None = None,
        reason: str = "",
        claim: str = "",
        who: str | None = None,
        revises: str | None = None,
    ) -> None:
        self.line = line
        self.state = state
        self.id = id
        self.fact = fact
        self.reason = reason
        """Why it was not taken, or what was understood on the way."""
        self.claim = claim
        """The claim as JSON; empty where there is none."""
        self.who = who
        self.revises = revises


class Importer:
    """Turns rows into claims against one store."""

    def __init__(
        self,
        archive: "Archive",
        mapping: "RowMapping",
        scratch: "Scratch",
        *,
        create: frozenset[str] = frozenset(),
        accept_near: bool = False,
        actor_kind: str = "organisation",
    ) -> None:
        self.archive = archive
        self.mapping = mapping
        self.scratch = scratch
        self.finder = Finder(archive, mapping, create=create, accept_near=accept_near, actor_kind=actor_kind)
        self._numbers: dict[str, int] = {}

    def survey(self, rows: "Iterable[Row]") -> None:
        """Learn from all rows which types the values of unknown properties can have."""
        for _, cells, _ in rows:
            if cells is None:
                continue
            fields = self.mapping.apply(cells)
            name = fields.get("property") or str(fields.get("fact") or "").rpartition(".")[2]
            value = fields.get("value")
            if name and value is not None and not isinstance(value, list):
                self.finder.guess(str(name), value)

    def run(self, rows: "Iterable[Row]") -> None:
        """Decide on each row, and keep what becomes of it."""
        with Revisions() as revisions:
            for taken in self._take(rows):
                self.scratch.keep(taken)
                if taken.revises is not None:
                    revisions.add(str(taken.id), str(taken.who), str(taken.fact), taken.revises)
            if revisions.count:
                self._check_revisions(revisions)

    def _take(self, rows: "Iterable[Row]") -> Iterator[Taken]:
        finder = self.finder
        for line, cells, problem in rows:
            if cells is None:
                yield Taken(line, REFUSED, reason=problem)
                continue
            finder.begin()
            fields = self.mapping.apply(cells)
            given = fields.get("id")
            try:
                check_shapes(fields)
                yield self._settle(line, self._make(fields), has_id=given is not None)
            except RefusalError as refusal:
                finder.forget()
                # What is no text in a row is no text in the report either.
                shown = str(given).encode(errors="backslashreplace").decode() if given else None
                yield Taken(line, REFUSED, id=shown, reason=str(refusal))

    def _check_revisions(self, revisions: Revisions) -> None:
        """Refuse rows that revise what they cannot: the claim revised may be that of a later row."""
        revisions.know(self.scratch.find_rows(revisions.unknown()))
        rest = revisions.unknown()
        while batch := tuple(islice(rest, _AT_ONCE)):
            found = self.archive.claims(ClaimFilter(ids=batch))
            revisions.know((row["id"], row["who"], row["fact"]) for row in found)
        problems = ((one, f"revises: {why}; {hint}") for one, why, hint in revisions.find_problems())
        if self.scratch.refuse(problems, TAKEN, ALREADY, REFUSED) and self.finder.added:
            # What only those rows needed is not created either.
            self.finder.keep_only(key for text in self.scratch.texts() for key in _list_uses(text))

    def _settle(self, line: int, claim: dict[str, Any], *, has_id: bool) -> Taken:
        fact = f"{claim['what']['about']}.{claim['what']['property']}"
        content = write_content(claim)
        ledger = self.scratch
        if has_id:
            one = claim["id"]
            same = one if ledger.holds_id(one) else None
            if same is not None and not ledger.says(one, content):
                raise RefusalError(f"id: there is a claim {one!r} already, and it says something else")
        else:
            same = ledger.same_as(content)
        if same is not None:
            return Taken(line, ALREADY, id=same, fact=fact, reason="the same claim is there already")
        if not has_id:
            claim["id"] = self._propose(claim)
        try:
            Claim.model_validate(claim)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(
                str(part) for part in first["loc"] if not str(part).startswith(("list", "constrained"))
            )
            raise RefusalError(f"{where}: {first['msg']}") from error
        self.finder.keep()
        ledger.enter(claim["id"], content)
        return Taken(
            line,
            TAKEN,
            id=claim["id"],
            fact=fact,
            reason="; ".join(self.finder.remarks),
            claim=_write_json(claim),
            who=claim["who"],
            revises=claim.get("revises"),
        )

    def _make(self, fields: dict[str, Any]) -> dict[str, Any]:
        finder = self.finder
        about, prop = finder.find_fact(fields)
        document = finder.find_document(fields)
        given = fields.get("who")
        who = finder.outlet_of(document) if given is None else finder.find_actor("who", given)
        claim: dict[str, Any] = {
            "id": str(fields.get("id", "x")),
            "who": who,
            "what": self._make_matter(fields, who, about, prop),
        }
        if "when" in fields:
            claim["when"] = read_date("when", fields["when"])
        claim["source"] = self._make_source(fields, document)
        if "revises" in fields:
            claim["revises"] = str(fields["revises"])
        if "recorded" in fields:
            claim["recorded"] = read_date("recorded", fields["recorded"])
        if "retracted" in fields:
            claim["retracted"] = {"why": str(fields["retracted"])}
        if "note" in fields:
            claim["note"] = str(fields["note"])
        return claim

    def _make_matter(self, fields: Mapping[str, Any], who: str, about: str, prop: str) -> dict[str, Any]:
        stance = str(fields.get("stance", "asserts"))
        if stance not in STANCES:
            raise RefusalError(f"stance: {stance!r} is none of {', '.join(STANCES)}")
        value = fields.get("value")
        if value is None and stance != "withholds":
            raise RefusalError("value: is missing")
        if value is not None and stance == "withholds":
            raise RefusalError("value: a claimant who withholds a value gives none")
        what: dict[str, Any] = {"about": about, "property": prop}
        if value is not None:
            what["value"] = self._read_value(prop, value)
        if stance != "asserts":
            what["stance"] = stance
        if "status" in fields:
            what["status"] = str(fields["status"])
        if read_flag("only", fields.get("only", False)):
            what["only"] = True
        what["text"] = str(fields.get("text") or self._say(who, about, prop, what.get("value")))
        mentions = [
            self.finder.find("mentions", one, "actor", "place", "event")
            for one in read_list(fields.get("mentions"))
        ]
        if mentions:
            what["mentions"] = mentions
        return what

    def _make_source(self, fields: Mapping[str, Any], document: str) -> dict[str, Any]:
        source: dict[str, Any] = {"document": document}
        if "paragraph" in fields:
            source["paragraph"] = read_number("paragraph", fields["paragraph"])
        if "quote" in fields:
            source["quote"] = str(fields["quote"])
            if (words := len(source["quote"].split())) > LONGEST_QUOTE:
                raise RefusalError(f"quote: has {words} words; anchor it in at most {LONGEST_QUOTE}")
        via = [self.finder.find_actor("via", one) for one in read_list(fields.get("via"))]
        if via:
            source["via"] = via
        return source

    def _read_value(self, prop: str, value: Any) -> str | list[str]:
        kind = type_named(self.finder.type_of(prop))
        read: str | list[str]
        if kind.refers_to:
            read = self._find_values(kind, value)
        elif isinstance(value, dict | list):
            raise RefusalError(f"value: a {kind.name} is one text")
        else:
            read = kind.read_cell(value)
        try:
            kind.parse(read)
        except TalksError as error:
            raise refuse("value", error) from error
        return read

    def _find_values(self, kind: "ValueType", value: Any) -> str | list[str]:
        home = kind.refers_to or ""

        def find(name: Any) -> str:
            create = home if f"{home}s" in self.finder.create and kind.creates_records else ""
            return self.finder.find("value", name, home, create=create)

        if isinstance(value, list):
            return [find(one) for one in value]
        if kind.is_listed:
            return [find(one) for one in read_list(value)]
        try:
            return find(value)
        except RefusalError:
            # In a table a list is its ids with commas.
            if "," not in str(value):
                raise
            return [find(one) for one in read_list(value)]

    def _say(self, who: str, about: str, prop: str, value: str | list[str] | None) -> str:
        """Write the claim in a sentence where the row has none."""
        name = self.finder.name_of
        names = [name(("actor",), who), name(("property",), prop)]
        subject = name(("event", "actor", "place"), about)
        if value is None:
            return f"{names[0]} did not say: {names[1]} of {subject}."
        shown = value if isinstance(value, str) else ", ".join(value)
        return f"{names[0]} gives {names[1]} of {subject} as {shown}."

    def _propose(self, claim: Mapping[str, Any]) -> str:
        """Make an id; the next number of many alike is not sought from the first."""
        what = claim["what"]
        base = f"{what['about']}-{what['property']}-{claim['who']}"[:180].rstrip("-")
        holds = self.scratch.holds_id
        return find_number(base, holds, self._numbers) if holds(base) else base


def _list_uses(text: str) -> "Iterator[Key]":
    """Yield kind and id of all that a claim may name."""
    claim = json.loads(text)
    what, source = claim["what"], claim["source"]
    value = what.get("value")
    values = value if isinstance(value, list) else [value]
    for kind in ("actor", "place", "event"):
        for one in (claim["who"], what["about"], *what.get("mentions", ()), *source.get("via", ()), *values):
            yield kind, one
    yield "property", what["property"]
    yield "document", source["document"]
    for one in values:
        yield "term", one
