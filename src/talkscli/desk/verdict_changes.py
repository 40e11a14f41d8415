"""What a change does to the verdicts of the facts that it touches."""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from talkscli.conflicts.engine import Judge
from talkscli.desk.claim_content import fact_of, flatten_claim
from talkscli.index.facts import read_account
from talkscli.queries.filters import ClaimFilter

if TYPE_CHECKING:
    from talkscli.claims import Claim
    from talkscli.conflicts.judgement import Judgement
    from talkscli.index.header import Header
    from talkscli.queries.archive import Archive

MOST_FACTS = 10_000
"""Of a change that touches more facts than this, the verdicts are not compared."""

MOST_CLAIMS = 5000
"""Of a change that brings more claims than this, neither."""


class VerdictChange:
    """A fact's verdict before and after a change."""

    __slots__ = ("after", "before", "fact", "why")

    def __init__(self, fact: str, before: str | None, after: "Judgement") -> None:
        self.fact = fact
        self.before = before
        """None where no claim was about it."""
        self.after = after.verdict
        self.why = after.worst.why if after.worst is not None else ""
        """The sentence of the finding that makes the new verdict."""

    def __str__(self) -> str:
        if self.before is None:
            return f"{self.fact}: new, {self.after}"
        if self.before == self.after:
            return f"{self.fact}: {self.after}, as before"
        return f"{self.fact}: {self.before} → {self.after}"


def compare_verdicts(
    archive: "Archive", header: "Header", claims: "Iterable[Claim]", facts: Iterable[str]
) -> list[VerdictChange]:
    """Judge facts as they are and as they will be.

    Args:
        archive: The store as it is.
        header: The header as it will be.
        claims: The claims that come in, or take the place of the one with their id.
        facts: The keys of the facts.
    """
    coming: dict[str, dict[str, str]] = {key: {} for key in facts}
    for claim in claims:
        if (key := fact_of(claim)) in coming:
            coming[key][claim.id] = json.dumps(flatten_claim(claim), default=str)
    judging = Judge(header)
    return [_compare_verdict(archive, header, judging, key, lines) for key, lines in coming.items()]


def _compare_verdict(
    archive: "Archive", header: "Header", judging: Judge, key: str, coming: Mapping[str, str]
) -> VerdictChange:
    asked = header.by_kind["property"][key.rpartition(".")[2]]
    before = archive.fact(key)
    there = {row["id"]: row.line for row in archive.claims(ClaimFilter(fact=(key,)))} if before else {}
    accounts = [read_account(line, asked.type, judging) for line in (there | dict(coming)).values()]
    after = judging.judge(
        key, asked.type, accounts, unit=asked.unit, answers=asked.answers, tolerance=asked.tolerance
    )
    return VerdictChange(key, before.verdict if before else None, after)
