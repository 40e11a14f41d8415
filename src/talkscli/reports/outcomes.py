"""What a change did to a store, or would do: ids, records and remarks."""

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from talkscli.claims import id_of
from talkscli.desk.changes import name_counts
from talkscli.desk.claim_ledger import ClaimLedger
from talkscli.desk.verdict_changes import MOST_FACTS
from talkscli.files.style import write_line
from talkscli.reports.labels import count_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from talkscli.desk.changes import Outcome

SHOWN = 20
"""Of more facts than this, only those whose verdict changes are told, and of those so many."""


def list_ids(outcome: "Outcome") -> Iterator[str]:
    """Yield the ids of what came in, and of what took the place of another."""
    changes = outcome.changes
    yield from map(id_of, changes.added)
    if isinstance(changes.claims, ClaimLedger):
        yield from changes.claims.ids()
    yield from map(id_of, changes.replaced)


def list_records(outcome: "Outcome") -> Iterator[str]:
    """Yield the same records, each as JSON on one line."""
    changes = outcome.changes
    yield from map(write_line, changes.added)
    if isinstance(changes.claims, ClaimLedger):
        yield from changes.claims.lines()
    yield from map(write_line, changes.replaced)


def list_notes(outcome: "Outcome") -> Iterator[str]:
    """Yield how names were understood, what was there already, what came in, and which verdicts change."""
    changes = outcome.changes
    yield from outcome.remarks
    for one in changes.already[:SHOWN]:
        yield f"already there: {one}"
    if changes.repeated > SHOWN:
        yield f"already there: {changes.repeated - SHOWN:,} more"
    if outcome.is_empty:
        yield "nothing changed"
        return
    verbs = ("would add", "would change") if outcome.is_dry_run else ("added", "changed")
    last = next(chain(map(id_of, reversed(changes.replaced)), list_ids(outcome)))
    for verb, counts in zip(verbs, (outcome.added, outcome.replaced), strict=True):
        if counts:
            yield f"{verb} {_name(counts, last)}"
    if outcome.version is not None:
        yield f"the store's schema_version is {outcome.version} now: something that came in needs it"
    yield from list_verdicts(outcome)


def list_verdicts(outcome: "Outcome") -> Iterator[str]:
    """Yield how verdicts change; of many facts only those whose verdict does."""
    if outcome.verdicts is None:
        count = len(outcome.changes.facts)
        touched = f"more than {MOST_FACTS:,}" if count > MOST_FACTS else f"{count:,}"
        yield f"{touched} facts are touched; talks conflicts shows how they stand"
        return
    told = outcome.verdicts
    is_header = not outcome.changes.claims and "claim" not in outcome.replaced
    if is_header or len(told) > SHOWN:
        told = [one for one in told if one.before != one.after and (is_header or one.before is not None)]
    for one in told[:SHOWN]:
        yield f"{one}: {one.why}" if one.why and one.before != one.after else str(one)
    if len(told) > SHOWN:
        yield f"and {len(told) - SHOWN:,} more facts with another verdict"
    if is_header and (same := len(outcome.verdicts) - len(told)):
        # What changed is no claim of these facts: only what follows from it is worth a line each.
        yield f"{count_words(same, 'verdict')} as before"


def _name(counts: "Mapping[str, int]", one: str) -> str:
    """Name records: the kind and id of one, or how many there are of each kind."""
    return f"{next(iter(counts))} {one}" if sum(counts.values()) == 1 else ", ".join(name_counts(counts))
