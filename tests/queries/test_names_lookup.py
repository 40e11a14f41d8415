"""Names and ids, found in their order and never guessed."""

from collections.abc import Callable
from typing import Any

import pytest

from talkscli.errors import UnknownNameError, UsageError
from talkscli.names import candidates
from talkscli.queries.archive import Archive

Make = Callable[..., dict[str, Any]]
Opened = Callable[..., Archive]

SUBJECTS = ("actor", "place", "event")
CASES: tuple[tuple[str, tuple[str, ...], str, str, str], ...] = (
    ("ann", SUBJECTS, "ann", "id", "actor"),
    (" ann ", SUBJECTS, "ann", "id", "actor"),
    ("Ann Hall", SUBJECTS, "ann", "exact", "actor"),
    ("Анна Холл", SUBJECTS, "ann", "exact", "actor"),
    ("hall, ann", SUBJECTS, "ann", "folded", "actor"),
    ("YILDIZ", SUBJECTS, "cem", "folded", "actor"),
    ("Джем Йылдыз", SUBJECTS, "cem", "transliterated", "actor"),
    ("Bob Stonne", SUBJECTS, "bob", "near", "actor"),
    ("dolmabahce palace", SUBJECTS, "palace", "folded", "place"),
    ("round-3", SUBJECTS, "round-3", "id", "event"),
    ("round 3", SUBJECTS, "round-3", "exact", "event"),
    ("third round", SUBJECTS, "round-3", "exact", "event"),
    ("3rd round", SUBJECTS, "round-3", "exact", "event"),
    ("Third Round", SUBJECTS, "round-3", "folded", "event"),
    ("3", SUBJECTS, "round-3", "exact", "event"),
    ("The Weekly", ("document", "outlet"), "weekly", "exact", "outlet"),
    ("daily", ("document", "outlet"), "daily", "id", "outlet"),
    ("Two", ("document", "outlet"), "doc-2", "exact", "document"),
    ("yes no", ("property",), "yes-no", "exact", "property"),
    ("Date", ("property",), "date", "exact", "property"),
    ("trade", ("term",), "trade", "id", "term"),
    ("round-1.date", ("fact", *SUBJECTS), "round-1.date", "id", "fact"),
    ("first round.Date", ("fact", *SUBJECTS), "round-1.date", "exact", "fact"),
    ("c1", ("claim", "fact"), "c1", "id", "claim"),
)


@pytest.mark.parametrize(("query", "kinds", "one", "way", "kind"), CASES)
def test_a_name_is_found_in_the_order_of_the_ways(
    query: str,
    kinds: tuple[str, ...],
    one: str,
    way: str,
    kind: str,
    store: Make,
    claim: Make,
    opened: Opened,
) -> None:
    found = opened(store(claim("c1"))).find(query, kinds)
    ways = (way,) if way != "near" else ("near", "transliterated")
    assert (found.ids, found.kind) == ((one,), kind)
    assert found.way in ways


UNKNOWN: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Xylophon Qwertz", SUBJECTS, ()),
    ("", SUBJECTS, ()),
    ("Ann Holt", ("place",), ()),
    ("round-1.dat", ("fact",), ("round-1.date",)),
    ("c11", ("claim",), ("c1",)),
    ("ann", ("outlet",), ()),
    ("Ann Holl", ("actor",), ("Ann Hall",)),
    ("dates", ("property",), ("date",)),
    ("doc-7", ("document",), ("doc-3", "doc-2", "doc-1")),
    ("round-7", SUBJECTS, ("round-3", "round-1")),
    ("a" * 4000, SUBJECTS, ()),
    ("abcdef" * 100 + "." + "ab" * 100, ("fact", *SUBJECTS), ()),
)


@pytest.mark.parametrize(("query", "kinds", "suggestions"), UNKNOWN)
def test_an_unknown_name_is_an_error_with_the_nearest(
    query: str, kinds: tuple[str, ...], suggestions: tuple[str, ...], store: Make, claim: Make, opened: Opened
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        opened(store(claim("c1"))).find(query, kinds)
    assert caught.value.suggestions == suggestions
    assert caught.value.query == query
    assert len(caught.value.message) < 150


def test_a_name_that_two_people_share_lists_both(store: Make, opened: Opened) -> None:
    archive = opened(store(actors=[{"id": "dan", "kind": "person", "name": "Dan Hall"}]))
    with pytest.raises(
        UnknownNameError, match=r"'Hall' fits several: Ann Hall \(ann\), Dan Hall \(dan\)"
    ) as caught:
        archive.find("Hall", SUBJECTS)
    assert caught.value.suggestions == ("ann", "dan")
    assert archive.find("Dan Hall", SUBJECTS).ids == ("dan",)


def test_a_whole_name_comes_before_a_part_of_another(store: Make, opened: Opened) -> None:
    archive = opened(store(actors=[{"id": "hall", "kind": "organisation", "name": "Hall"}]))
    assert archive.find("HALL", SUBJECTS).ids == ("hall",)


def test_the_first_kind_that_has_a_name_is_taken(store: Make, opened: Opened) -> None:
    archive = opened(store(actors=[{"id": "gov", "kind": "state", "name": "Istanbul"}]))
    assert archive.find("Istanbul", SUBJECTS).ids == ("gov",)
    assert archive.find("Istanbul", ("place", "actor")).kind == "place"
    assert archive.find("istanbul", SUBJECTS).kind == "place"


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Gianluigi", "Джанлуиджи"),
        ("Джанлуиджи", "Gianluigi"),
        ("Abdurrahman", "Abdul Rahman"),
        ("Michael O'Brien", "Michael Ó Briain"),
        ("Ivan Grigoryevich Pavlov", "Іван Рыгоравіч Паўлоў"),
    ],
)
def test_a_name_is_found_as_other_languages_hear_and_join_it(
    name: str, query: str, store: Make, opened: Opened
) -> None:
    archive = opened(store(actors=[{"id": "wanted", "kind": "person", "name": name}]))
    assert archive.find(query, SUBJECTS).ids == ("wanted",)


@pytest.mark.parametrize(("name", "query"), [("Sajid Javid", "Said Javid"), ("Ed Mitchell", "Ed Michael")])
def test_a_chain_of_readings_finds_nobody(name: str, query: str, store: Make, opened: Opened) -> None:
    archive = opened(store(actors=[{"id": "wanted", "kind": "person", "name": name}]))
    assert archive.find_sure(query, SUBJECTS) == []
    with pytest.raises(UnknownNameError):
        archive.find(query, SUBJECTS)


SLIPS = ("Ann Holl", "Bob Stonne", "Stonne", "Dan Hal", "Дэн Халл", "Gil Westtwood", "Fay Nowhere")


@pytest.mark.parametrize("query", SLIPS)
def test_comparing_only_the_likest_names_gives_the_same_answer(
    query: str, store: Make, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, family = ("Ann", "Dan", "Eve", "Fay", "Gil", "Bob"), ("Hall", "Stone", "Holm", "Westwood", "Nord")
    people = [
        {"id": f"{one}-{other}".lower(), "kind": "person", "name": f"{one} {other}"}
        for one in given
        for other in family
    ]
    archive = opened(store(actors=people))

    def ask() -> tuple[str, ...]:
        try:
            return archive.find(query, ("actor",)).ids
        except UnknownNameError as error:
            return ("unknown", *error.suggestions)

    expected = ask()
    monkeypatch.setattr(candidates, "_MOST", 12)
    assert ask()[:2] == expected[:2]


@pytest.mark.parametrize("query", ["a" * 4001, "ab." * 100_000, "a " * 65])
def test_a_name_longer_than_any_is_wrong_usage(query: str, store: Make, opened: Opened) -> None:
    with pytest.raises(UsageError, match="a name has at most"):
        opened(store()).find(query, ("fact", *SUBJECTS))


@pytest.mark.parametrize("query", ["Reuters", "Weakling", "Ann Peters", "Ibn Batuta"])
def test_what_is_not_near_is_not_suggested(query: str, store: Make, opened: Opened) -> None:
    archive = opened(store(actors=[{"id": "eunews", "kind": "outlet", "name": "Eunews"}]))
    with pytest.raises(UnknownNameError) as caught:
        archive.find(query, ("actor",))
    assert (caught.value.suggestions, caught.value.hint) == ((), "")
