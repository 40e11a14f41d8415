"""Values and claims of every type, drawn small enough to meet each other often."""

from typing import Any

from hypothesis import strategies as st
from tests.factory import WORLD

from talkscli.conflicts.engine import Account
from talkscli.conflicts.variant import Variant
from talkscli.values.parsing import Raw, parse_value
from talkscli.values.registry import type_named, type_names

KINDS = type_names()
"""Each has its values in `RAWS`, so that the laws are tried on every type."""

DAYS = [f"2025-07-{day}" for day in range(22, 26)]
DATES = [
    *(day + mark for day in DAYS for mark in ("", "?", "~", "%")),
    *(f"{a}/{b}" for a in DAYS for b in DAYS if a <= b),
    *(f"[{a}..{b}]" for a in DAYS for b in DAYS if a < b),
    *(f"[{a},{b}]" for a in DAYS for b in DAYS if a < b),
    *(f"{{{a},{b}}}" for a in DAYS for b in DAYS if a < b),
    *(pattern.format(day) for day in DAYS for pattern in ("{}/..", "../{}", "{}/", "/{}", "[{}..]", "[..{}]")),
    *(f"{a}/{b}?" for a in DAYS for b in DAYS if a < b),
    *(f"{a}~/{b}" for a in DAYS for b in DAYS if a < b),
    *("2025-07-2X", "2025-07-XX", "2025-XX-23", "XXXX-07-23", "2025-XX-2X", "202X"),
    *("2025-07", "2025-07~", "2025-07?", "2025-06/2025-08", "2025-06-01/2025-08", "2025-06/2025-08-31"),
    *("2025-21", "2025-22", "2025-22~", "2025-34", "2025", "2025~", "2024/2026", "[2024..2026]"),
    *("Y170000001", "[Y170000001..Y170000003]", "[Y170000002..Y170000004]", "Y170000001/Y170000003"),
    *(f"2025-07-23T{clock}{zone}" for clock in ("01:00:00", "23:30:00") for zone in ("", "Z", "+03:00", "-04:00")),
    *("2025-07-24T03:30:00Z", "2025-07-22T22:00:00Z"),
]  # fmt: skip

numbers = st.integers(-4, 12)
ROUND = [90, 95, 100, 105, 110, 114, 1000, 1040, 1050, 1057, 1100]
halves = numbers.map(lambda n: f"{n // 2}.{'5' if n % 2 else '0'}")


def _quantities(number: st.SearchStrategy[Any], tail: str = "") -> st.SearchStrategy[str]:
    pairs = st.tuples(number, number).map(lambda pair: sorted(pair, key=float))
    return st.one_of(
        number.map(lambda n: f"{n}{tail}"),
        number.map(lambda n: f"~{n}{tail}"),
        pairs.map(lambda pair: f"{pair[0]}..{pair[1]}{tail}"),
        pairs.map(lambda pair: f"~{pair[0]}..{pair[1]}{tail}"),
        st.tuples(st.sampled_from(["<", "<=", ">", ">=", "="]), number).map(
            lambda one: f"{one[0]}{one[1]}{tail}"
        ),
    )


def _lists(ids: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True)


PLACES, ACTORS, TERMS = list(WORLD.places), list(WORLD.actors), [*WORLD.terms, "borders"]
SAYINGS = st.lists(st.sampled_from(["no", "Miracles", "peace", "мир", "İstanbul"]), min_size=1, max_size=4)

RAWS: dict[str, st.SearchStrategy[Any]] = {
    "date": st.sampled_from(DATES),
    "count": _quantities(numbers) | _quantities(halves) | _quantities(st.sampled_from(ROUND)),
    "duration": st.sampled_from(["s", "min", "h", "d", "w", "mo", "y"]).flatmap(
        lambda unit: _quantities(st.integers(1, 40), f" {unit}") | _quantities(st.sampled_from(["0.5", "1.5"]), f" {unit}")
    ),
    "money": st.sampled_from(["EUR", "USD"]).flatmap(
        lambda code: _quantities(numbers, f" {code}") | _quantities(halves, f" {code}")
    ),
    "place": st.sampled_from(PLACES) | _lists(PLACES),
    "actor": st.sampled_from(ACTORS) | _lists(ACTORS),
    "terms": _lists(TERMS),
    "yes-no": st.sampled_from(["yes", "no"]),
    "quote": SAYINGS.map(" ".join) | SAYINGS.map(", ".join),
    "text": SAYINGS.map(" ".join),
}  # fmt: skip

STANCES = st.sampled_from(["asserts"] * 5 + ["denies"])
STATUSES = st.sampled_from(
    [None] * 3
    + [
        "planned",
        "held",
        "former",
        "proposed",
        "possible",
        "agreed",
        "reaffirmed",
        "cancelled",
        "postponed",
        "loud",
    ]
)
TIMES = st.sampled_from(
    [None] * 4 + ["2025-05", "2025-05-16", "2025-05-20", "../2025-05-16", "2025-05-18/..", "2025-06"]
)
WHENS = st.sampled_from(
    [None, "2025-07-19", "2025-07-21", "2025-07-21/2025-07-22", "2025-07-25", "../2025-07-20"]
)
ONLY = st.sampled_from([False, False, False, True])


STATED: dict[str, list[dict[str, str]]] = {
    "terms": [{"answers": "one"}, {"answers": "many"}],
    "place": [{"answers": "many"}],
    "actor": [{"answers": "many"}],
    "count": [{"tolerance": "1"}, {"tolerance": "10 %"}],
    "duration": [{"tolerance": "2 h"}, {"tolerance": "20%"}],
    "money": [{"tolerance": "1 EUR"}],
}
"""What properties of a type may state of their answers, besides nothing."""

Asked = tuple[str, dict[str, str]]
"""A type, and what a property of it states."""

QUESTIONS: list[Asked] = [(kind, stated) for kind in KINDS for stated in [{}, *STATED.get(kind, [])]]
every_question = st.sampled_from(QUESTIONS)


def make_variants(kind: str) -> st.SearchStrategy[Variant]:
    return st.builds(
        lambda raw, stance, only, status, at: Variant(
            parse_value(kind, raw), stance, only=only, status=status, at=at
        ),
        RAWS[kind],
        STANCES,
        ONLY,
        STATUSES,
        TIMES,
    )


@st.composite
def make_accounts(draw: st.DrawFn, kind: str, most: int = 7) -> list[Account]:
    """Draw claims of one fact: some withheld, retracted or revised, even in a circle."""
    number = draw(st.integers(1, most))
    accounts = []
    for index in range(number):
        withholds = draw(st.integers(0, 9)) == 0
        raw: Raw = draw(RAWS[kind])
        accounts.append(
            Account(
                f"c{index}",
                draw(st.sampled_from(["anadolu", "tass", "peskov", "tass-source"])),
                None if withholds else parse_value(kind, raw),
                document=draw(st.sampled_from(["", "x", "y", "z"])),
                stance="withholds" if withholds else draw(STANCES),
                status=draw(STATUSES | st.just("conditional")) if index % 3 else draw(STATUSES),
                only=draw(ONLY),
                at=draw(TIMES),
                when=draw(WHENS),
                revises=draw(st.sampled_from([None] * 6 + [f"c{n}" for n in range(number)])),
                retracted=draw(st.integers(0, 9)) == 0,
            )
        )
    return accounts


def write_raw(value: Any) -> Raw:
    """Write a value as the store would hold it."""
    return type_named(value.type).write(value)
