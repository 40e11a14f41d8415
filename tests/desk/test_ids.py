"""Ids from content: typeable, stable, and never two for one."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.stores import make_claim

from talkscli.claims import Actor, Claim, Document
from talkscli.desk.claim_content import write_content
from talkscli.desk.ids import cut, find_number, propose_claim_ids, propose_ids, slug

SLUGS = [
    ("Rustem Umerov", "rustem-umerov"),
    ("Çırağan Palace", "ciragan-palace"),
    ("Умєров", "umierov"),
    ("  L'État — c’est moi! ", "letat-cest-moi"),
    ("世界", "shijie"),
    ("!!!", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "one"), SLUGS)
def test_words_become_an_id(text: str, one: str) -> None:
    assert slug(text) == one


PROPOSED = [
    ("actor", {"name": "Rustem Umerov", "kind": "person"}, ["umerov", "rustem-umerov", "rustem-umerov-2"]),
    ("actor", {"name": "RIA Novosti", "kind": "agency"}, ["ria-novosti", "ria-novosti-2", "ria-novosti-3"]),
    (
        "event",
        {"name": "Third round", "kind": "round", "number": 3},
        ["round-3", "third-round", "third-round-2"],
    ),
    (
        "document",
        {"title": "T", "outlet": "ria", "published": "2025-07-22"},
        ["ria-2025-07-22", "ria-t", "ria-t-2"],
    ),
    (
        "document",
        {"title": "All saved", "outlet": "ria"},
        ["ria-all-saved", "ria-all-saved-2", "ria-all-saved-3"],
    ),
    ("property", {"label": "How many"}, ["how-many", "how-many-2", "how-many-3"]),
    ("place", {"name": "?"}, ["place", "place-2", "place-3"]),
]


@pytest.mark.parametrize(("kind", "fields", "ids"), PROPOSED)
def test_a_record_is_named_for_what_people_call_it(
    kind: str, fields: dict[str, object], ids: list[str]
) -> None:
    assert list(islice(propose_ids(kind, fields), 3)) == ids


def test_a_claim_is_named_for_its_fact_and_claimant() -> None:
    assert propose_claim_ids(make_claim("x"), "gazette") == [
        "round-1-date-anna",
        "round-1-date-anna-gazette",
        "round-1-date-anna-gazette-1",
    ]


@given(st.text(), st.text(max_size=20))
def test_every_proposed_id_is_an_id_and_none_comes_twice(name: str, outlet: str) -> None:
    ids = list(islice(propose_ids("document", {"title": name, "outlet": outlet}), 5))
    assert len(set(ids)) == 5
    for one in ids:
        Document(id=one, outlet="o", title="t")
    for one in islice(propose_ids("actor", {"name": name, "kind": "person"}), 5):
        Actor(id=one, kind="person", name="n")


@given(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,9}", fullmatch=True), st.integers(1, 60))
def test_a_cut_id_is_the_beginning_of_the_id(one: str, longest: int) -> None:
    short = cut(one, longest)
    assert one.startswith(short)
    assert 0 < len(short) <= longest
    assert not short.endswith("-")


def test_claims_say_the_same_whatever_their_ids_and_remarks() -> None:
    def write(claim: Claim) -> bytes:
        return write_content(claim)

    one = write(make_claim("a"))
    assert write(make_claim("b", note="n", recorded="2025")) == one
    retracted = make_claim("a", retracted={"why": "w", "on": "2025"})
    assert write(retracted) == write(make_claim("b", retracted={"why": "w"}))
    others = [
        make_claim("a", who="bert"),
        make_claim("a", retracted={"why": "w"}),
        make_claim("a", when="2025"),
    ]
    assert one not in map(write, others)


@given(st.lists(st.integers(2, 400)))
def test_the_number_after_an_id_is_free_and_follows_one_that_is_taken(taken: list[int]) -> None:
    ids = {f"a-{number}" for number in taken}
    one = find_number("a", ids.__contains__, {})
    assert one not in ids
    assert one == "a-2" or f"a-{int(one[2:]) - 1}" in ids


def test_many_numbers_are_given_with_few_questions() -> None:
    asked: list[str] = []
    last: dict[str, int] = {}
    taken = {f"a-{number}" for number in range(2, 5000)}

    def is_taken(one: str) -> bool:
        asked.append(one)
        return one in taken

    for number in range(5000, 5100):
        one = find_number("a", is_taken, last)
        assert one == f"a-{number}"
        taken.add(one)
    assert len(asked) < 150
