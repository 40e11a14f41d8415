"""The verdicts that an index keeps: each fact's, from the claims that count."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.engine import Account, Judgement, judge
from talkscli.conflicts.verdict import VERDICTS
from talkscli.values.parsing import parse_value

if TYPE_CHECKING:
    from talkscli.conflicts.vocabulary import Vocabulary

RANKS = {verdict: rank for rank, verdict in enumerate(VERDICTS)}
"""The worst verdict first."""

Summary = tuple[int, str, str, str, int, int, int, int, int, int]
"""rank, verdict, cause, why, claims, positions, least and most origins, reports, self-contradiction."""


def read_account(line: str, kind: str) -> Account:
    """Make the engine's view of a claim from its row's text."""
    row: dict[str, Any] = json.loads(line)
    return Account(
        row["id"],
        row["who"],
        None if row["value"] is None else parse_value(kind, row["value"]),
        document=row["document"],
        stance=row["stance"],
        status=row["status"],
        only=row["only"],
        when=row["when"],
        revises=row["revises"],
        retracted=row["retracted"] is not None,
    )


def summarize(key: str, kind: str, accounts: Sequence[Account], vocabulary: "Vocabulary") -> Summary:
    """Judge a fact and keep what a list of facts shows."""
    return summarize_judgement(judge(key, kind, accounts, vocabulary), len(accounts))


def summarize_judgement(judged: Judgement, claims: int) -> Summary:
    """Keep of a judgement what a list of facts shows."""
    worst = judged.worst
    return (
        RANKS[judged.verdict],
        judged.verdict,
        worst.cause if worst else "none",
        worst.why if worst else "",
        claims,
        len(judged.positions),
        judged.origins[0],
        judged.origins[1],
        judged.reports,
        int(bool(judged.self_contradictions)),
    )
