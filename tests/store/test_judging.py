"""What an index keeps of each fact, against the engine that tells all there is to tell."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conflicts.generated import KINDS, make_accounts, write_raw
from tests.factory import WORLD

from talkscli.claims import Actor, Document, Event, Place, Property, Term
from talkscli.conflicts import rules
from talkscli.conflicts.engine import Account
from talkscli.conflicts.variant import PHASES
from talkscli.conflicts.vocabulary import measure
from talkscli.index.header import Header
from talkscli.store import judging
from talkscli.index.facts import Ledger, read_account, spread_judging, summarize
from talkscli.index.schema import ABOUT
from talkscli.values.parsing import parse_value

UNITS = {"count": "prisoners"}
WHOS = ("anadolu", "tass", "peskov")
DOCUMENTS = ("x", "y", "z")


def make_header(events: int) -> Header:
    header = Header()
    for one, name in WORLD.actors.items():
        kind = "unnamed" if one in WORLD.unnamed else "person"
        header.add("actor", Actor.model_validate({"id": one, "kind": kind, "name": name}))
    for one in WHOS:
        header.add("actor", Actor.model_validate({"id": one, "kind": "person", "name": one.title()}))
    for one, name in WORLD.places.items():
        place = {"id": one, "name": name, "within": WORLD.parents.get(one)}
        header.add("place", Place.model_validate(place))
    for one, name in WORLD.terms.items():
        header.add("term", Term.model_validate({"id": one, "name": name}))
    for kind in KINDS:
        asked = {"id": kind, "type": kind, "label": kind, "unit": UNITS.get(kind)}
        header.add("property", Property.model_validate(asked))
    for one in DOCUMENTS:
        header.add("document", Document.model_validate({"id": one, "outlet": "anadolu", "title": one}))
    for number in range(events):
        header.add("event", Event.model_validate({"id": f"e{number}", "kind": "round", "name": "A round"}))
    return header


Fact = tuple[str, list[Account]]


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    """Draw facts of any types, whose claims have ids of their own and documents that the store knows."""
    drawn = draw(
        st.lists(
            st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind), make_accounts(kind))),
            max_size=6,
        )
    )
    for number, (_, accounts) in enumerate(drawn):
        for account in accounts:
            account.id = f"f{number}-{account.id}"
            account.document = account.document or "z"
            if account.revises:
                account.revises = f"f{number}-{account.revises}"
    return drawn


def write_variant(account: Account) -> str:
    """Write what a digest keeps of a claim for judging."""
    phase = PHASES.get(account.status or "", "")
    value = "null" if account.value is None else json.dumps(write_raw(account.value), ensure_ascii=False)
    return f"{account.stance}|{'only' if account.only else ''}|{phase}|{value}"


def fill_ledger(drawn: list[Fact], order: list[tuple[int, Account]]) -> Ledger:
    """Make a ledger of the claims in an order, each with the number of its fact."""
    header = make_header(len(drawn))
    numbers = header.numbers
    ledger = Ledger(header)
    for place, (fact, account) in enumerate(order, 1):
        ledger.add(
            [numbers["actor"][account.who]],
            [numbers["document"][account.document]],
            [numbers["event"][f"e{fact}"] * ABOUT + numbers["property"][drawn[fact][0]]],
            [place],
            [write_variant(account)],
            revisions=[(account.id, account.revises, place)] if account.revises else [],
            retractions=[place] if account.retracted else [],
        )
    ledger.settle([account.id for _, account in order])
    return ledger


def judge_all(ledger: Ledger) -> list[tuple[Any, ...]]:
    with spread_judging(ledger, 0) as judging:
        return [row for rows in judging.results() for row in rows]


def judge_facts(drawn: list[Fact]) -> list[tuple[Any, ...]]:
    order = [(fact, one) for fact, (_, own) in enumerate(drawn) for one in own]
    return judge_all(fill_ledger(drawn, order))


def ask_engine(drawn: list[Fact], ledger: Ledger) -> list[tuple[Any, ...]]:
    """Summarize each fact by the engine, in the order of an index."""
    rows = []
    for fact, (kind, accounts) in enumerate(drawn):
        vocabulary = measure(ledger.header, UNITS.get(kind))
        rows.append((f"e{fact}.{kind}", *summarize(f"e{fact}.{kind}", kind, accounts, vocabulary)))
    return rows


@given(facts(), st.data())
def test_a_new_index_keeps_of_each_fact_what_the_engine_says(drawn: list[Fact], data: st.DataObject) -> None:
    order = data.draw(st.permutations([(fact, one) for fact, (_, own) in enumerate(drawn) for one in own]))
    ledger = fill_ledger(drawn, order)
    rows = judge_all(ledger)
    assert [(row[1], *row[4:-1]) for row in rows] == ask_engine(drawn, ledger)
    latest = [max(place for place, (one, _) in enumerate(order, 1) if one == fact) for fact in range(len(drawn))]  # fmt: skip
    assert [row[-1] for row in rows] == latest


LIMITS = (
    ("_REMEMBERED", 0),
    ("_BENCHES", 0),
    ("_AT_ONCE", 1),
    ("PAIRED_POSITIONS", 1),
)


@pytest.mark.parametrize(("limit", "number"), LIMITS)
@settings(max_examples=25)
@given(drawn=facts())
def test_what_is_remembered_for_how_long_changes_no_row(limit: str, number: int, drawn: list[Fact]) -> None:
    rows = judge_facts(drawn)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, limit, number)
        assert judge_facts(drawn) == rows


@given(st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind), make_accounts(kind))))
def test_a_claim_read_from_its_row_is_judged_alike(fact: Fact) -> None:
    kind, accounts = fact
    lines = [
        json.dumps(
            {
                **{name: getattr(one, name) for name in ("id", "who", "document", "stance", "status", "only")},
                **{name: getattr(one, name) for name in ("when", "revises")},
                "value": None if one.value is None else write_raw(one.value),
                "retracted": "misread" if one.retracted else None,
            }
        )
        for one in accounts
    ]  # fmt: skip
    again = [read_account(line, kind) for line in lines]
    assert summarize("e.f", kind, again, WORLD) == summarize("e.f", kind, accounts, WORLD)


CLOSE: list[tuple[str, list[tuple[str, str, str, str | None]], tuple[Any, ...]]] = [
    # type, the claims in the order of the file (id, claimant, value, status or `only`), verdict, why, `self`
    (
        "duration",
        [("b", "tass", "1.5 h", None), ("a", "tass", "90 min", None), ("c", "peskov", "2 h", None)],
        ("contradiction", "2 hours and 90 minutes are not the same length.", 0),
    ),
    (
        "yes-no",
        [("a", "tass", "yes", "planned"), ("b", "peskov", "yes", None), ("c", "tass", "no", "held")],
        ("contradiction", "One says yes, the other no.", 0),
    ),
    (
        "yes-no",
        [("a", "peskov", "yes", "planned"), ("b", "tass", "yes", None), ("c", "tass", "no", "held")],
        ("contradiction", "One says yes, the other no.", 1),
    ),
    (
        "date",
        [
            ("a", "tass", "2025-07-23/2025-07-24", "only"),
            ("b", "peskov", "2025-07-24/2025-07-25", None),
            ("c", "anadolu", "2025-07-30", None),
        ],
        ("contradiction", "23–24 July 2025 and 30 July 2025 have no day in common.", 0),
    ),
    (
        "date",
        [
            ("a", "tass", "2025-07-23/2025-07-24", None),
            ("b", "anadolu", "2025-07-23/2025-07-24", "only"),
            ("c", "peskov", "2025-07-24/2025-07-25", None),
        ],
        ("contradiction", "“Only 23–24 July 2025” leaves no room for 24–25 July 2025.", 0),
    ),
    (
        "actor",
        [("a", "tass-source", "umerov", None), ("b", "tass-source", "umerov", None)],
        ("single", "", 0),
    ),
]


@pytest.mark.parametrize(("kind", "claims", "told"), CLOSE)
def test_a_closer_look_is_taken_where_it_tells(
    kind: str, claims: list[tuple[str, str, str, str | None]], told: tuple[Any, ...]
) -> None:
    accounts = []
    for one, who, raw, mark in claims:
        only = mark == "only"
        value = parse_value(kind, raw)
        accounts.append(Account(one, who, value, document="x", status=None if only else mark, only=only))
    (row,) = judge_facts([(kind, accounts)])
    assert (row[5], row[7], row[13]) == told
    header = make_header(1)
    assert row[4:-1] == summarize(f"e0.{kind}", kind, accounts, header)


class Counter:
    def __init__(self) -> None:
        self.number = 0


@pytest.fixture(name="comparisons")
def count_comparisons(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    counter = Counter()
    compare = rules.compare_variants

    def compare_and_count(*args: Any) -> Any:
        counter.number += 1
        return compare(*args)

    monkeypatch.setattr(judging, "compare_variants", compare_and_count)
    yield counter
    assert counter.number > 0


def say(kind: str, raws: list[str], fact: int) -> Fact:
    accounts = [
        Account(f"f{fact}-{n}", WHOS[n % 3], parse_value(kind, raw), document="x")
        for n, raw in enumerate(raws)
    ]
    return kind, accounts


def test_values_that_many_facts_share_are_compared_once(comparisons: Counter) -> None:
    rows = judge_facts([say("count", ["1000", "~1000", "2000"], fact) for fact in range(50)])
    assert {row[5] for row in rows} == {"contradiction"}
    assert comparisons.number <= 3


def test_pairs_that_cannot_come_first_are_left_out(comparisons: Counter) -> None:
    (row,) = judge_facts([say("count", [str(number) for number in range(40)], 0)])
    assert row[5:8] == ("contradiction", "none", "0 prisoners and 1 prisoners are not the same number.")
    # One for the worst pair, one to find a claimant who contradicts himself.
    assert comparisons.number == 2
