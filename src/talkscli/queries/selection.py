"""A filter of claims as SQL that walks along one index, in the order of the list."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talkscli.index.schema import ABOUT, NEVER, NEWEST_FIRST

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.filters import ClaimFilter

_NUMBERED = ("fact", "document", "who", "property")
"""The columns with an index, the one with the fewest claims a value first."""


_MOST_FACTS = 500


class Selected:
    """The claims that a filter asks for, as a table with conditions."""

    __slots__ = ("conditions", "driver", "table", "values")

    def __init__(self, driver: str) -> None:
        self.driver = driver
        """The index to walk along."""
        self.table = f"claim INDEXED BY {driver}"
        self.conditions: list[str] = []
        self.values: list[object] = []

    @property
    def where(self) -> str:
        """Return the conditions as a clause, or nothing."""
        return f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""


def select_claims(
    archive: "Archive", wanted: "ClaimFilter", limit: int | None
) -> tuple[str, Sequence[object]]:
    """Return the query for the lines of the claims wanted; no query where nothing can match."""
    selected = choose_claims(archive, wanted)
    if selected is None:
        return "", ()
    # The inner query has a limit, so that it stays one: the lines are read after the order is known.
    inner = f"SELECT claim.seq AS seq FROM {selected.table}{selected.where} ORDER BY {NEWEST_FIRST} LIMIT ?"
    return (
        f"SELECT line.line FROM ({inner}) AS hit CROSS JOIN line ON line.seq = hit.seq",
        [*selected.values, -1 if limit is None else limit],
    )


def choose_claims(archive: "Archive", wanted: "ClaimFilter") -> Selected | None:
    """Choose the claims wanted; None where nothing can match."""
    conditions: list[str] = []
    values: list[object] = []
    driver = _choose_index(archive, wanted, conditions, values)
    if driver is None:
        return None
    selected = Selected(driver)
    selected.conditions, selected.values = conditions, values
    for column, names in (("status", wanted.status), ("stance", wanted.stance)):
        if names:
            conditions.append(f"claim.{column} IN ({_marks(names)})")
            values += names
    if wanted.since is not None:
        conditions.append(f"claim.day_to >= {clamp(wanted.since)}")
    if wanted.until is not None:
        until = clamp(wanted.until)
        conditions.append(f"claim.day_from BETWEEN {NEVER} AND {until}")
    if archive.as_of is not None:
        # Nothing is known before it was said.
        conditions += [f"claim.day_from <= {archive.as_of}", f"claim.known <= {archive.as_of}"]
    if wanted.mentions:
        numbers = [number for name in wanted.mentions if (number := archive.subject(name)) is not None]
        if not numbers:
            return None
        spoken = f"SELECT seq FROM link WHERE entity IN ({','.join(map(str, numbers))})"
        about = " UNION ".join(f"SELECT seq FROM claim WHERE {speak_about(number)}" for number in numbers)
        conditions.append(f"claim.seq IN ({spoken} UNION {about})")
        selected.table = "claim"
    if wanted.text is not None:
        from talkscli.queries.search import match_prepared, prepare_query
        from talkscli.queries.text_matching import are_few

        prepared = prepare_query(archive, wanted.text)
        clause, matched = match_prepared(archive, prepared)
        conditions.append(clause)
        values += matched
        if driver in {"claim_day", "claim_property", "claim_document"} and are_few(archive, prepared):
            # The claims with the words are looked up and sorted, where that is less than the list.
            selected.table = "claim NOT INDEXED"
    return selected


def _choose_index(
    archive: "Archive", wanted: "ClaimFilter", conditions: list[str], values: list[object]
) -> str | None:
    """Add the conditions that have an index, and name the one to walk along; None where nothing can match."""
    driver = "claim_day"
    if wanted.ids:
        import json

        conditions.append("claim.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(wanted.ids))
        driver = "claim_id"
    facts = _find_facts(archive, wanted)
    for column in _NUMBERED:
        if column == "fact" and facts is not None:
            numbers = facts
        elif names := getattr(wanted, column):
            numbers = [
                number for name in names if (number := _find_number(archive, column, name)) is not None
            ]
        else:
            continue
        if not numbers:
            return None
        plain = driver == "claim_day" and not wanted.mentions
        # Without the sign the planner might leave the index that is in the list's order.
        conditions.append(f"{'' if plain else '+'}claim.{column} IN ({','.join(map(str, numbers))})")
        if plain:
            driver = f"claim_{column}"
    if wanted.about:
        numbers = [number for name in wanted.about if (number := archive.subject(name)) is not None]
        if not numbers:
            return None
        plain = driver == "claim_day" and not wanted.mentions
        # A fact's number begins with its subject's; the sign keeps the planner from other indexes.
        parts = [speak_about(number, "claim.fact" if plain else "+claim.fact") for number in numbers]
        conditions.append(f"({' OR '.join(parts)})")
        if plain:
            driver = "claim_fact"
    return driver


def speak_about(subject: int, column: str = "claim.fact") -> str:
    """Write the condition that a claim is about a subject."""
    return f"{column} BETWEEN {subject * ABOUT} AND {subject * ABOUT + ABOUT - 1}"


def clamp(day: int) -> int:
    """Keep a day within what SQLite holds."""
    return max(-(2**62), min(2**62, day))


def _find_facts(archive: "Archive", wanted: "ClaimFilter") -> list[int] | None:
    """List the facts that a filter asks for, by key or by subject and property; None if it asks for none."""
    if wanted.fact:
        rows = (archive.first("SELECT num FROM fact WHERE key = ?", (key,)) for key in wanted.fact)
        return [row[0] for row in rows if row]
    if not (wanted.about and wanted.property) or len(wanted.about) * len(wanted.property) > _MOST_FACTS:
        return None
    subjects = [archive.subject(name) for name in wanted.about]
    properties = [archive.number("property", name) for name in wanted.property]
    return [subject * ABOUT + asked for subject in subjects if subject for asked in properties if asked]


def _find_number(archive: "Archive", column: str, name: str) -> int | None:
    return archive.number("actor" if column == "who" else column, name)


def _marks(names: Sequence[str]) -> str:
    return ",".join("?" * len(names))
