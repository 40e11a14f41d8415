"""Claims in one line, and a small world for them to speak of."""

from itertools import count
from typing import Any

from talkscli.conflicts.engine import Account, Judgement, judge
from talkscli.conflicts.rules import compare_variants
from talkscli.conflicts.standing import compare_standing, find_days
from talkscli.conflicts.variant import Variant
from talkscli.values.finding import LEFT, RIGHT, SAME, Finding
from talkscli.values.parsing import Raw, parse_value
from talkscli.values.question import Question
from talkscli.values.registry import type_named
from talkscli.values.vocabulary import Words

WORLD = Words(
    places={
        "turkey": "Türkiye",
        "istanbul": "Istanbul",
        "dolmabahce": "Dolmabahçe Palace",
        "ciragan": "Çırağan Palace",
        "ankara": "Ankara",
        "vatican": "the Vatican",
    },
    parents={
        "dolmabahce": "istanbul",
        "ciragan": "istanbul",
        "istanbul": "turkey",
        "ankara": "turkey",
    },
    actors={
        "umerov": "Rustem Umerov",
        "medinsky": "Vladimir Medinsky",
        "kellogg": "Keith Kellogg",
        "tass-source": "a TASS source",
        "ria-source": "a RIA source",
    },
    unnamed=frozenset({"tass-source", "ria-source"}),
    terms={
        "ceasefire": "ceasefire",
        "return": "return of prisoners",
        "exchange": "prisoner exchange",
        "swift-exchange": "swift prisoner exchange",
        "summit": "leaders' summit",
    },
    broader={"exchange": "return", "swift-exchange": "exchange"},
    published={"x": "2025-07-20", "y": "2025-07-22", "z": "2025-07"},
)

_numbers = count()


def make_account(kind: str, value: Raw | None, who: str = "", **more: Any) -> Account:
    """Make a claim; one that names nobody is by somebody else than every other."""
    number = next(_numbers)
    return Account(
        more.pop("id", f"c{number:06d}"),
        who or f"who-{number}",
        None if value is None else parse_value(kind, value),
        **more,
    )


def make_variant(kind: str, value: Raw, **more: Any) -> Variant:
    """Make what is compared: `stance`, `only` and `status` as in a claim."""
    return Variant(parse_value(kind, value), **more)


def ask(kind: str, answers: str | None = None, tolerance: str | None = None) -> Question:
    """Make a question of the small world."""
    stated = None if tolerance is None else type_named(kind).parse_tolerance(tolerance)
    return Question(kind, WORLD, answers=answers, tolerance=stated)


def compare(kind: str, a: Variant, b: Variant, **stated: Any) -> Finding:
    """Compare two variants in the small world."""
    return compare_variants(ask(kind, **stated), a, b)


def make_said(account: Account) -> Variant:
    """Make what is compared of a claim that gives a value."""
    assert account.value is not None
    return Variant(account.value, account.stance, only=account.only, status=account.status, at=account.at)


def compare_claims(question: Question, a: Account, b: Account) -> Finding:
    """Compare two claims that count by all rules, those of who says it and when too."""
    left, right = make_said(a), make_said(b)
    finding = compare_variants(question, left, right)
    if finding.relation != SAME or left.position != right.position:
        return finding
    said = [(one.who, find_days(one, question.vocabulary)) for one in (a, b)]
    return compare_standing(question, left, right, *said) or finding


def judge_claims(kind: str, accounts: list[Account], *, explain: bool = True, **stated: Any) -> Judgement:
    """Judge claims of one fact in the small world."""
    return judge("round.matter", kind, accounts, WORLD, explain=explain, **stated)


def flip(finding: Finding) -> Finding:
    """Return the same finding seen from the other side."""
    if finding.inner is None:
        return finding
    return Finding(
        finding.relation,
        finding.cause,
        finding.why,
        inner=RIGHT if finding.inner == LEFT else LEFT,
        similarity=finding.similarity,
    )
