"""Claims taken back: they stay, with the reason, and count nowhere."""

import os
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from talkscli.claims import Claim, Retraction
from talkscli.desk.changes import Changes
from talkscli.desk.claim_content import fact_of
from talkscli.desk.records import build
from talkscli.desk.transaction import WAIT, change_store
from talkscli.desk.written_values import read_date
from talkscli.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from talkscli.desk.changes import Outcome
    from talkscli.desk.store_view import StoreView


def retract_claims(
    path: str,
    ids: Sequence[str],
    why: str,
    *,
    on: str | None = None,
    dry_run: bool = False,
    wait: float = WAIT,
    environ: Mapping[str, str] = os.environ,
) -> "Outcome":
    """Take claims back.

    Args:
        path: The store.
        ids: The claims.
        why: The reason, in a sentence.
        on: When (EDTF); today if not given.
        dry_run: Whether to check and report only.
        wait: How many seconds to wait for another writer.
        environ: Where the cache of indexes is named.

    Raises:
        UnknownNameError: there is no such claim.
        UsageError: a claim was retracted before, no reason is given, or the day is not a date.
        StoreError: the store cannot be read, or is not valid.
        StoreWriteError: it could not be written, and is unchanged.
    """
    remarks: list[str] = []
    reason = make_retraction(why, on, remarks)

    def change(view: "StoreView") -> Changes:
        taken = [retract_claim(view.read_claim(one), one, reason) for one in dict.fromkeys(ids)]
        return Changes(replaced=taken, facts=map(fact_of, taken))

    outcome = change_store(path, change, dry_run=dry_run, wait=wait, environ=environ)
    outcome.remarks = remarks
    return outcome


def make_retraction(why: str, on: str | None, remarks: list[str]) -> Retraction:
    """Return the reason with its day, which is today if none is given.

    Raises:
        UsageError: no reason is given, or the day is no date.
    """
    if not why.strip():
        raise UsageError("is empty", place="--why", hint="say in a sentence why they are taken back")
    day = read_date(on or time.strftime("%Y-%m-%d"), "--on", remarks)
    return build(Retraction, {"why": why.strip(), "on": day}, lambda field: f"--{field}")


def retract_claim(claim: Claim | None, one: str, reason: Retraction) -> Claim:
    """Return a claim as it is once it is taken back.

    Raises:
        UnknownNameError: there is no such claim.
        UsageError: it was retracted before.
    """
    if claim is None:
        raise UnknownNameError(one, "claim", hint="talks search finds claims by their words")
    if claim.retracted is not None:
        raise UsageError(
            f"it was retracted already: {claim.retracted.why}",
            place=f"claim {one}",
            hint="the first reason stays",
        )
    return claim.model_copy(update={"retracted": reason})
