"""A claim of the store's own that was entered wrongly: retracted, and the right one added, in one write."""

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from talkscli.desk.adding import settle_drafts
from talkscli.desk.changes import Changes
from talkscli.desk.claim_content import fact_of
from talkscli.desk.drafts import ClaimDrafter
from talkscli.desk.resolver import Resolver
from talkscli.desk.retracting import make_retraction, retract_claim
from talkscli.desk.revising import carry_over
from talkscli.desk.text_checks import TextChecker
from talkscli.desk.transaction import WAIT, change_store
from talkscli.errors import UnknownNameError, UsageError, cut

if TYPE_CHECKING:
    from talkscli.desk.changes import Outcome
    from talkscli.desk.store_view import StoreView


_KEPT = ("revises", "tags", "note")
"""What a claim that was entered rightly would have had too, beside what it says."""


def replace_claim(
    path: str,
    one: str,
    fields: Mapping[str, Any],
    why: str,
    *,
    texts: str | None = None,
    dry_run: bool = False,
    wait: float = WAIT,
    environ: Mapping[str, str] = os.environ,
    name_field: Callable[[str], str] = str,
) -> "Outcome":
    """Mend a claim that was entered wrongly: retract it with the reason, and add the right one.

    Args:
        path: The store.
        one: The id of the wrong claim.
        fields: What is right, as for `add_claim`; what is None or not there is taken over, and what is empty
            is left out. Where another document is given, nothing of the earlier one's paragraph, quote and
            chain is taken over. A sentence that the program composed is composed anew.
        why: What was wrong, in a sentence.
        texts: The directory with the documents' texts, in which the claim is looked up.
        dry_run: Whether to check and report only.
        wait: How many seconds to wait for another writer.
        environ: Where the cache of indexes is named.
        name_field: Names a field in messages.

    Raises:
        UnknownNameError: there is no such claim, or a name is not known.
        UsageError: nothing is given, no reason is, the claim was retracted, or a field is not right.
        StoreError: the store cannot be read, or is not valid.
        StoreWriteError: it could not be written, and is unchanged.
    """
    given = {name: value for name, value in fields.items() if value is not None}
    if not given.keys() - {"id"}:
        raise UsageError("nothing is given that is right instead", hint="talks replace --help shows examples")
    remarks: list[str] = []
    reason = make_retraction(why, None, remarks)
    checker = TextChecker(texts) if texts else None

    def change(view: "StoreView") -> Changes:
        old = view.archive.claim(one)
        if old is None:
            raise UnknownNameError(one, "claim", hint="talks search finds claims by their words")
        wrong = retract_claim(view.read_claim(one), one, reason)
        resolver = Resolver(view.archive)
        drafter = ClaimDrafter(resolver, name_field, checker=checker)
        row = {**{name: old[name] for name in _KEPT}, **carry_over(old, given, drafter)}
        if "value" in given and not given.get("text") and row["text"]:
            remarks.append(f"the sentence stays: {cut(row['text'])}; --text gives another")
        draft = drafter.draft(row)
        remarks.extend(resolver.remarks)
        changes = settle_drafts(view, [draft])
        if changes.repeated:
            hint = f"talks retract {one} takes the wrong one back"
            raise UsageError(
                f"the right claim is there already: {changes.already[0]}", place=f"claim {one}", hint=hint
            )
        return Changes(claims=changes.claims, replaced=[wrong], facts=[*changes.facts, fact_of(wrong)])

    outcome = change_store(path, change, dry_run=dry_run, wait=wait, environ=environ)
    outcome.remarks = remarks
    return outcome
