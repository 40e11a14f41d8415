"""Claims in one line, and a small world for them to speak of."""

from itertools import count
from typing import Any

from talkscli.conflicts.engine import Account, Judgement, judge
from talkscli.conflicts.rules import compare_variants
from talkscli.conflicts.variant import Variant
from talkscli.values.finding import Finding
from talkscli.values.parsing import Raw, parse_value
from talkscli.values.question import Question
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
    terms={"ceasefire": "ceasefire", "exchange": "prisoner exchange", "summit": "leaders' summit"},
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


def compare(kind: str, a: Variant, b: Variant) -> Finding:
    """Compare two variants in the small world."""
    return compare_variants(Question(kind, WORLD), a, b)


def judge_claims(kind: str, accounts: list[Account], *, explain: bool = True) -> Judgement:
    """Judge claims of one fact in the small world."""
    return judge("round.matter", kind, accounts, WORLD, explain=explain)
