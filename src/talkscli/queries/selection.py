"""A filter of claims as SQL that walks along one index, in the order of the list."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.index.schema import ABOUT, NEVER, NEWEST_FIRST

if TYPE_CHECKING:
    from talkscli.queries.filters import ClaimFilter
    from talkscli.queries.session import Session

ALL = "claim_day"
"""The index to walk along where no other is narrower."""

_MOST_FACTS = 500

FEW = 20_000
"""So many claims are looked up one by one; of more, all are walked through in the order of the list."""


class Selection:
    """The claims that a filter asks for, as a table with conditions."""

    __slots__ = ("conditions", "driver", "sorts", "table", "values")

    def __init__(self) -> None:
        self.driver = ALL
        """The index to walk along: every one ends with the order of the list."""
        self.conditions: list[str] = []
        self.values: list[object] = []
        self.sorts = False
        """Whether the claims are looked up one by one and sorted, as the filter leaves few."""

    def add(self, column: str, numbers: Sequence[int]) -> None:
        """Ask for the claims that have one of some numbers in a column."""
        # Without the sign the planner might leave the index that is in the list's order.
        self.conditions.append(f"{self._lead(column)}claim.{column} IN ({','.join(map(str, numbers))})")

    def add_subjects(self, subjects: Sequence[int]) -> None:
        """Ask for the claims about one of some subjects, with whose number the facts' numbers begin."""
        column = f"{self._lead('fact')}claim.fact"
        self.conditions.append("(" + " OR ".join(speak_about(one, column) for one in subjects) + ")")

    def _lead(self, column: str) -> str:
        if self.driver == ALL and not self.sorts:
            self.driver = f"claim_{column}"
            return ""
        return "+"

    def write(self, driver: str | None = None) -> str:
        """Write the table and the conditions, to stand after FROM."""
        where = f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""
        return ("claim" if self.sorts else f"claim INDEXED BY {driver or self.driver}") + where


def select_lines(
    session: "Session", wanted: "ClaimFilter", limit: int | None
) -> tuple[str, Sequence[object]]:
    """Return the query for the lines of the claims wanted; no query where nothing can match."""
    selection = select_claims(session, wanted)
    if selection is None:
        return "", ()
    # The inner query has a limit, so that it stays one: the lines are read after the order is known.
    inner = f"SELECT claim.seq AS seq FROM {selection.write()} ORDER BY {NEWEST_FIRST} LIMIT ?"
    return (
        f"SELECT line.line FROM ({inner}) AS hit CROSS JOIN line ON line.seq = hit.seq",
        [*selection.values, -1 if limit is None else limit],
    )


def select_claims(session: "Session", wanted: "ClaimFilter") -> Selection | None:
    """Return the claims wanted; None where nothing can match."""
    selection = Selection()
    conditions, values = selection.conditions, selection.values
    selection.sorts = bool(wanted.mentions)
    if wanted.ids:
        import json

        conditions.append("claim.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(wanted.ids))
        selection.driver = "claim_id"
    for column, numbers in _list_numbers(session, wanted):
        if not numbers:
            return None
        if column == "about":
            selection.add_subjects(numbers)
        else:
            selection.add(column, numbers)
    for column, names in (("status", wanted.status), ("stance", wanted.stance)):
        if names:
            conditions.append(f"claim.{column} IN ({','.join('?' * len(names))})")
            values += names
    if wanted.since is not None:
        conditions.append(f"claim.day_to >= {clamp(wanted.since)}")
    if wanted.until is not None:
        conditions.append(f"claim.day_from BETWEEN {NEVER} AND {clamp(wanted.until)}")
    if wanted.value:
        marks = ",".join("?" * len(wanted.value))
        _meet(session, selection, _number_values(session, wanted.value))
        conditions.append(f"EXISTS ({_VALUES} WHERE given.value IN ({marks}))")
        values += wanted.value
    if wanted.tag:
        from talkscli.queries.tags import meet_tags

        condition, tags, few = meet_tags(session, wanted.tag, FEW)
        conditions.append(condition)
        values += tags
        selection.sorts = selection.sorts or few
    conditions += session.known
    if wanted.mentions:
        numbers = _number_subjects(session, wanted.mentions)
        if not numbers:
            return None
        spoken = f"SELECT seq FROM link WHERE entity IN ({','.join(map(str, numbers))})"
        about = " UNION ".join(f"SELECT seq FROM claim WHERE {speak_about(number)}" for number in numbers)
        conditions.append(f"claim.seq IN ({spoken} UNION {about})")
    if wanted.text is not None:
        from talkscli.queries.spellings import prepare_query
        from talkscli.queries.text_matching import are_few, match_claims

        prepared = prepare_query(session, wanted.text)
        clause, matched = match_claims(session, prepared)
        conditions.append(clause)
        values += matched
        if selection.driver in {ALL, "claim_property", "claim_document"} and are_few(session, prepared):
            selection.sorts = True
    return selection


def _number_values(session: "Session", values: Sequence[str]) -> list[int]:
    """Return by which links claims with some values are found: records by their number, the rest by marks."""
    from talkscli.index.marks import mark_value

    kinds = ("term", "place", "actor")
    records = (session.number(kind, value) for value in values for kind in kinds)
    return [*map(mark_value, values), *(number for number in records if number is not None)]


def _meet(session: "Session", selection: Selection, links: Sequence[int]) -> None:
    """Look up one by one the claims with some links where they are few; they are sorted then."""
    spoken = f"SELECT seq FROM link WHERE entity IN ({','.join(map(str, links))})"
    (many,) = session.first(f"SELECT count(*) FROM ({spoken} LIMIT {FEW + 1})")
    if many <= FEW:
        selection.conditions.append(f"claim.seq IN ({spoken})")
        selection.sorts = True


_VALUES = "SELECT 1 FROM line CROSS JOIN json_each(line.line, '$.value') AS given ON line.seq = claim.seq"


def _list_numbers(session: "Session", wanted: "ClaimFilter") -> Iterator[tuple[str, list[int]]]:
    """Yield each column asked for with the numbers wanted in it, the most selective first."""
    facts = _find_facts(session, wanted)
    if facts is not None:
        yield "fact", facts
    for column, kind, names in (
        ("document", "document", wanted.document),
        ("who", "actor", wanted.who),
        ("property", "property", wanted.property),
    ):
        if names:
            found = (session.number(kind, name) for name in names)
            yield column, [number for number in found if number is not None]
    if wanted.about:
        yield "about", _number_subjects(session, wanted.about)


def _find_facts(session: "Session", wanted: "ClaimFilter") -> list[int] | None:
    """List the facts that a filter asks for, by key or by subject and property; None if it asks for none."""
    if wanted.fact:
        rows = (session.first("SELECT num FROM fact WHERE key = ?", (key,)) for key in wanted.fact)
        return [row[0] for row in rows if row]
    if not (wanted.about and wanted.property) or len(wanted.about) * len(wanted.property) > _MOST_FACTS:
        return None
    properties = [session.number("property", name) for name in wanted.property]
    subjects = _number_subjects(session, wanted.about)
    return [subject * ABOUT + asked for subject in subjects for asked in properties if asked]


def _number_subjects(session: "Session", names: Sequence[str]) -> list[int]:
    return [number for name in names if (number := session.subject(name)) is not None]


def speak_about(subject: int, column: str = "claim.fact") -> str:
    """Write the condition that a claim is about a subject."""
    return f"{column} BETWEEN {subject * ABOUT} AND {subject * ABOUT + ABOUT - 1}"


def clamp(day: int) -> int:
    """Keep a day within what SQLite holds."""
    return max(NEVER, min(-NEVER, day))
