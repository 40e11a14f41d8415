"""A store as reports see it: one method a question, answered from the index."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from talkscli.queries.rows import ClaimRow
from talkscli.queries.session import Session

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from talkscli.conflicts.engine import Judgement
    from talkscli.queries.chronology import Dating, Moment
    from talkscli.queries.coming_names import ComingNames
    from talkscli.queries.filters import ClaimFilter
    from talkscli.queries.rows import Entity, FactRow, Found
    from talkscli.queries.search import Hit
    from talkscli.queries.standings import Sources


class Archive(Session):
    """A store at one moment (`--as-of`) or now."""

    def __init__(
        self,
        connection: "sqlite3.Connection",
        *,
        as_of: int | None = None,
        renew: "Callable[[], sqlite3.Connection | None] | None" = None,
    ) -> None:
        """Begin to ask an index; the arguments are those of `Session`."""
        super().__init__(connection, as_of=as_of, renew=renew)
        self.title = str(self.meta("title"))
        self.last_search_note = ""
        """What the last search did beyond what was asked, such as taking a near spelling; or nothing."""

    def at(self, day: int | None) -> "Archive":
        """Return the same store as it was known on a day, by its number; it closes with this one."""
        return Archive(self.connection, as_of=day)

    @property
    def description(self) -> str | None:
        """Return the store's description, or None."""
        found: str | None = self.meta("description")
        return found

    def count(self, kind: str) -> int:
        """Return how many claims, facts, actors, places, events, properties, terms or documents there are."""
        from talkscli.queries.records import count_records

        return count_records(self, kind)

    def entity(self, kind: str, key: str) -> "Entity | None":
        """Return an actor, place, event, property, term or document by id, or None."""
        from talkscli.queries.records import read_record

        return read_record(self, kind, key)

    def entities(self, kind: str, /, **equals: object) -> "Iterator[Entity]":
        """Return those of one kind, in the store's order, whose fields equal what is given.

        With `as_of`, documents known to be published later are left out.
        """
        from talkscli.queries.records import list_records

        return list_records(self, kind, **equals)

    def has_subject(self, prop: str, kind: str = "") -> bool:
        """Return whether a property has claims, or any about something of a kind: event, actor or place."""
        from talkscli.queries.records import has_subject

        return has_subject(self, prop, kind)

    def usual_properties(self, most: int) -> list[str]:
        """Return the properties that have the most claims, those first."""
        from talkscli.queries.records import list_usual_properties

        return list_usual_properties(self, most)

    def resting_facts(self, kind: str, ids: "Sequence[str]") -> Iterator[str]:
        """Return the facts whose verdicts rest on records: a property's, or with a claim that names one."""
        from talkscli.queries.records import list_resting_facts

        return list_resting_facts(self, kind, ids)

    def unnamed_sources(self, keys: Sequence[str]) -> dict[str, dict[str, str]]:
        """Return the unnamed sources of actors: for each actor that has any their names by id."""
        found: dict[str, dict[str, str]] = {}
        sql = (
            "SELECT json_extract(json, '$.of') AS of, id, name FROM entity "
            f"WHERE kind = 'actor' AND sub = 'unnamed' AND of IN ({', '.join('?' * len(keys))}) ORDER BY num"
        )
        for actor, one, name in self.run(sql, keys) if keys else ():
            found.setdefault(actor, {})[one] = name
        return found

    def statuses(self) -> list[str]:
        """Return the statuses that claims have, by the alphabet."""
        from talkscli.queries.records import list_statuses

        return list_statuses(self)

    def has_tag(self, tag: str) -> bool:
        """Return whether a claim, an actor or a document has a tag."""
        from talkscli.queries.tags import has_tag

        return has_tag(self, tag)

    def tags(self) -> list[str]:
        """Return the tags that claims, actors and documents have, by the alphabet."""
        from talkscli.queries.tags import list_tags

        return list_tags(self)

    def count_claims(self, kind: str, key: str) -> int:
        """Return how many claims a record has to do with: by it, about it, carried by it, or naming it."""
        from talkscli.queries.records import count_claims

        return count_claims(self, kind, key)

    def claim(self, key: str) -> ClaimRow | None:
        """Return one claim by its id, or None; whatever `as_of` says."""
        sql = "SELECT line FROM claim CROSS JOIN line USING (seq) WHERE id = ?"
        row = self.first(sql, (key,))
        return ClaimRow(row[0]) if row else None

    def claims(self, wanted: "ClaimFilter", limit: int | None = None) -> Iterator[ClaimRow]:
        """Return claims, newest first by when they were said; undated ones last."""
        return map(ClaimRow, self.claim_lines(wanted, limit))

    def claim_lines(self, wanted: "ClaimFilter", limit: int | None = None) -> Iterator[str]:
        """Return the same claims as JSON texts."""
        from talkscli.queries.selection import select_lines

        sql, values = select_lines(self, wanted, limit)
        return chain.from_iterable(self.run(sql, values)) if sql else iter(())

    def claim_bytes(self, wanted: "ClaimFilter", limit: int | None = None) -> Iterator[bytes]:
        """Return the same texts as they lie in the index, in UTF-8: for writing very many."""
        from talkscli.queries.selection import select_lines

        sql, values = select_lines(self, wanted, limit)
        if not sql:
            return iter(())
        return chain.from_iterable(self.run(f"SELECT CAST(line AS BLOB) FROM ({sql})", values))

    def claims_by_id(self) -> Iterator[tuple[str, str]]:
        """Return the id of each claim and its JSON text, in the order of the ids."""
        where = "".join(f" AND {condition}" for condition in self.known)
        inner = (
            "SELECT claim.id, claim.seq FROM claim INDEXED BY claim_id "
            f"WHERE 1{where} ORDER BY claim.id LIMIT -1"
        )
        return self.run(
            f"SELECT hit.id, line.line FROM ({inner}) AS hit CROSS JOIN line ON line.seq = hit.seq"
        )

    def claims_by_day(
        self, wanted: "ClaimFilter", since: int | None, until: int | None, limit: int | None = None
    ) -> "Iterator[tuple[Moment, ClaimRow]]":
        """Return claims, oldest first by when they were said, with the moments by which they are ordered."""
        from talkscli.queries.chronology import list_by_day

        return list_by_day(self, wanted, since, until, limit)

    def datings(
        self, wanted: "ClaimFilter", since: int | None, until: int | None, limit: int | None = None
    ) -> "Iterator[Dating]":
        """Return the dates that claims assert, oldest first; each once of a fact and a phase."""
        from talkscli.queries.chronology import list_datings

        return list_datings(self, wanted, since, until, limit)

    def sources(self, kind: str) -> "Sources":
        """Return the documents, outlets or claimants, and how they stand to the majorities of their facts.

        Args:
            kind: `document`, `outlet` or `claimant`.
        """
        from talkscli.queries.standings import Sources

        return Sources(self, kind)

    def count_claimants(self, document: str) -> int:
        """Return how many claimants a document quotes."""
        where = [
            "document = (SELECT num FROM entity WHERE kind = 'document' AND id = ?)",
            *self.known,
        ]
        sql = f"SELECT count(DISTINCT who) FROM claim INDEXED BY claim_document WHERE {' AND '.join(where)}"
        return int(self.first(sql, [document])[0])

    def facts(
        self,
        *,
        verdicts: Sequence[str] = (),
        about: Sequence[str] = (),
        property: Sequence[str] = (),  # noqa: A002
        words: str | None = None,
        causes: Sequence[str] = (),
        tags: Sequence[str] = (),
        limit: int | None = None,
    ) -> "Iterator[FactRow]":
        """Return facts: the worst verdict first, then most claims, then by key.

        Args:
            verdicts: Only those with one of these verdicts.
            about: Only those about one of these events, actors or places.
            property: Only those of one of these properties.
            words: Only those whose names or claims have these words, in the language of `talks search`.
            causes: Only those whose verdict has one of these causes.
            tags: Only those of which a claim has one of these tags, or comes from whoever or whatever has.
            limit: How many are wanted, if not all.
        """
        from talkscli.queries.fact_list import list_facts

        return list_facts(
            self,
            verdicts=verdicts,
            about=about,
            property=property,
            words=words,
            causes=causes,
            tags=tags,
            limit=limit,
        )

    def facts_by_key(self) -> "Iterator[FactRow]":
        """Return all facts in the order of their keys."""
        from talkscli.queries.fact_list import list_facts_by_key

        return list_facts_by_key(self)

    def fact(self, key: str) -> "FactRow | None":
        """Return one fact, or None if no claim is about it."""
        from talkscli.queries.fact_list import read_fact

        return read_fact(self, key)

    def judge(self, key: str) -> "Judgement":
        """Judge one fact from its claims, with every finding."""
        from talkscli.queries.facts import judge_fact

        return judge_fact(self, key)

    def find(self, query: str, kinds: Sequence[str], coming: "ComingNames | None" = None) -> "Found":
        """Resolve a name or id of any of the kinds, of records to come too; earlier kinds come first.

        Raises:
            UnknownNameError: nothing has that name, or several things have it equally.
        """
        from talkscli.queries.names_lookup import find_name

        return find_name(self, query, kinds, coming)

    def find_sure(
        self, word: str, kinds: Sequence[str], coming: "ComingNames | None" = None
    ) -> "list[Found]":
        """Return all that surely has a name: one record, or several of which none may be chosen, or none."""
        from talkscli.queries.sure_names import find_sure

        return find_sure(self, word, kinds, coming)

    def search(self, query: str, limit: int | None = None, *, tags: Sequence[str] = ()) -> "Iterator[Hit]":
        """Return claims by their words, best first; only such as have one of some tags, if any are given."""
        from talkscli.queries.search import search_claims

        hits, self.last_search_note = search_claims(self, query, limit, tags)
        return hits
