"""A claimant corrects or sharpens an earlier claim, which stays as history."""

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from talkscli.desk.adding import settle_drafts
from talkscli.desk.claim_content import SOURCE
from talkscli.desk.drafts import ClaimDrafter
from talkscli.desk.resolver import Resolver
from talkscli.desk.text_checks import TextChecker
from talkscli.desk.transaction import WAIT, change_store
from talkscli.errors import UnknownNameError, UsageError
from talkscli.queries.filters import ClaimFilter
from talkscli.values.base import MANY
from talkscli.values.edtf import parse_edtf
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.desk.changes import Changes, Outcome
    from talkscli.desk.store_view import StoreView
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import ClaimRow

_KEPT = ("who", "about", "property", "value", "stance", "status", "only", "at", "text", "mentions", "when")


def revise_claim(
    path: str,
    one: str,
    fields: Mapping[str, Any],
    *,
    texts: str | None = None,
    dry_run: bool = False,
    wait: float = WAIT,
    environ: Mapping[str, str] = os.environ,
    name_field: Callable[[str], str] = str,
) -> "Outcome":
    """Add a claim by which the same claimant corrects an earlier one.

    Args:
        path: The store.
        one: The id of the earlier claim.
        fields: What is new, as for `add_claim`; what is not given is taken over from the earlier claim. Where
            another document is given, nothing of the earlier one's paragraph, quote and chain is.
        texts: The directory with the documents' texts, in which the claim is looked up.
        dry_run: Whether to check and report only.
        wait: How many seconds to wait for another writer.
        environ: Where the cache of indexes is named.
        name_field: Names a field in messages.

    Raises:
        UnknownNameError: there is no such claim, or a name is not known.
        UsageError: nothing is given, the claim was retracted, or a field is not as it has to be.
        StoreError: the store cannot be read, or is not valid.
        StoreWriteError: it could not be written, and is unchanged.
    """
    given = {name: value for name, value in fields.items() if value not in (None, [], "")}
    if not given.keys() - {"id"}:
        raise UsageError(
            "nothing is given that the claimant corrects", hint="see talks revise --help for the options"
        )
    remarks: list[str] = []
    checker = TextChecker(texts) if texts else None

    def change(view: "StoreView") -> "Changes":
        old = view.archive.claim(one)
        if old is None:
            raise UnknownNameError(one, "claim", hint="talks search finds claims by their words")
        if old["retracted"] is not None:
            raise UsageError(
                f"it was retracted: {old['retracted']}", place=f"claim {one}", hint="add a new claim instead"
            )
        resolver = Resolver(view.archive)
        drafter = ClaimDrafter(resolver, name_field, checker=checker)
        draft = drafter.draft({**carry_over(old, given, drafter), "revises": one})
        remarks[:] = resolver.remarks
        return settle_drafts(view, [draft])

    outcome = change_store(path, change, dry_run=dry_run, wait=wait, environ=environ)
    outcome.remarks = remarks
    return outcome


def carry_over(old: "ClaimRow", given: Mapping[str, Any], drafter: ClaimDrafter) -> dict[str, Any]:
    """Return the fields of a claim with what is given laid over them.

    A sentence that the program composed says nothing of its own, and is left out: it is composed anew.
    """
    kept = _KEPT if "document" in given else (*_KEPT, *SOURCE)
    row = {**{name: old[name] for name in kept}, **given}
    if "text" not in given and old["text"] == drafter.compose(old):
        row["text"] = None
    if row["stance"] == "withholds":
        row["value"] = None
    return row


def find_earlier(archive: "Archive", resolver: Resolver, fields: Mapping[str, Any]) -> "ClaimRow | None":
    """Return the claim that a new one of the same claimant may correct: the last that says something else.

    Args:
        archive: The store.
        resolver: Finds the property and the documents.
        fields: The new claim: ids, and the value in its notation.

    Returns:
        A claim on the same fact that counts, with another value or stance, and not said after the new one.
        None if there is none, or if several answers may hold beside each other.
    """
    prop = fields["property"]
    asked = type_named(resolver.type_of(prop))
    if (resolver.record_of("property", prop).get("answers") or asked.answers) == MANY:
        return None
    wanted = ClaimFilter(fact=(f"{fields['about']}.{prop}",), who=(fields["who"],))
    claims = [claim for claim in archive.claims(wanted) if claim["retracted"] is None]
    corrected = {claim["revises"] for claim in claims}
    now = _last_day(fields.get("when") or resolver.published_of(fields["document"]))
    said = _list_values(fields.get("value")), fields.get("stance") or "asserts"
    for claim in claims:
        then = _first_day(claim["when"] or resolver.published_of(claim["document"]))
        is_later = now is not None and then is not None and then > now
        if claim["id"] not in corrected and not is_later:
            return claim if (_list_values(claim["value"]), claim["stance"]) != said else None
    return None


def _list_values(value: Any) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def _first_day(day: str | None) -> int | None:
    return parse_edtf(day).earliest if day else None


def _last_day(day: str | None) -> int | None:
    return parse_edtf(day).latest if day else None
