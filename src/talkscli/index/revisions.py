"""Which claim corrects which: the same claimant, the same fact, and no circle."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from talkscli.files.faults import Fault, shorten, suggest

if TYPE_CHECKING:
    from talkscli.index.known_records import KnownRecords

Follow = Callable[[str], str | None]
"""Told a claim's id, answers with that of the claim which it revises, or None."""


def follow_in(connection: sqlite3.Connection) -> Follow:
    """Return a function that looks up in an index what a claim revises."""

    def follow(claim: str) -> str | None:
        row = connection.execute("SELECT revised FROM revision WHERE claim = ?", (claim,)).fetchone()
        return row[0] if row else None

    return follow


def find_faults(
    connection: sqlite3.Connection,
    claims: Iterable[str],
    header: "KnownRecords",
    file: str,
    follow: Follow,
) -> Iterator[Fault]:
    """Yield what is wrong with the revisions that some claims are.

    Args:
        connection: A database whose table `claim` has id, claimant and fact of all claims.
        claims: Their ids.
        header: Tells the names of facts.
        file: As shown to people.
        follow: Tells what a claim revises.
    """
    sql = "SELECT who, fact FROM claim WHERE id = ?"
    claims = list(claims)
    circling = find_circling(follow, claims)
    for claim in claims:
        revised = follow(claim)
        if revised is None:
            continue
        who, fact = connection.execute(sql, (claim,)).fetchone()
        found = connection.execute(sql, (revised,)).fetchone()
        if found is None:
            message = f"there is no claim {shorten(revised)}"
            hint = _suggest_claim(connection, revised) or "name the id of a claim of the same claimant"
        elif found[0] != who:
            message = f"the claim {shorten(revised)} is another claimant's"
            hint = "only a claimant's own correction revises; leave it out"
        elif found[1] != fact:
            message = f"{shorten(revised)} is about another fact, {header.name_fact(found[1])}"
            hint = "revise a claim of the same fact"
        elif claim in circling:
            message, hint = "the revisions lead in a circle", "leave it out of the oldest"
        else:
            continue
        yield Fault(file, message, record=f"claim {claim}", field="revises", hint=hint)


def find_concerned(connection: sqlite3.Connection, touched: Iterable[str]) -> list[str]:
    """List the claims whose revisions may be wrong after some claims came or went, by their ids."""
    follow = follow_in(connection)
    concerned = {claim for claim in touched if follow(claim) is not None}
    for claim in touched:
        rows = connection.execute("SELECT claim FROM revision WHERE revised = ?", (claim,))
        concerned.update(row[0] for row in rows)
    # A circle closed by one of them is a fault of all its members.
    return sorted(concerned | find_circling(follow, concerned))


def find_circling(follow: Follow, ids: Iterable[str]) -> set[str]:
    """Return the members of all circles into which some ids lead, each of which is followed once."""
    circling: set[str] = set()
    seen: set[str] = set()
    for first in ids:
        path: dict[str, int] = {}
        one: str | None = first
        while one is not None and one not in seen:
            seen.add(one)
            path[one] = len(path)
            one = follow(one)
        if one in path:
            circling.update(list(path)[path[one] :])
    return circling


def _suggest_claim(connection: sqlite3.Connection, claim: str) -> str:
    """Ask whether one of the claims with a like id was meant."""
    near = [
        found[0]
        for sign, way in ((">=", "ASC"), ("<", "DESC"))
        for found in connection.execute(
            f"SELECT id FROM claim WHERE id {sign} ? ORDER BY id {way} LIMIT 100", (claim,)
        )
    ]
    return suggest(claim, near)
