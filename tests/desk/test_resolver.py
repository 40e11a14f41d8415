"""No name is guessed where something is written: whole names are taken, parts and near ones are suggested."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from talkscli.claims import Actor
from talkscli.desk.new_records import RecordMaker
from talkscli.desk.resolver import Resolver
from talkscli.errors import AmbiguousNameError, UnknownNameError, UnsureNameError
from talkscli.queries.archive import Archive
from talkscli.queries.opening import open_archive

STORE: dict[str, Any] = {
    "schema_version": 1,
    "title": "Names",
    "actors": [
        {"id": "umerov", "kind": "person", "name": "Rustem Umerov", "aliases": ["Рустем Умєров"]},
        {"id": "salman", "kind": "person", "name": "Salman bin Muhammad"},
        {"id": "moscow-times", "kind": "outlet", "name": "Moscow Times"},
        {"id": "rt-source", "kind": "unnamed", "name": "RT source"},
        {"id": "wren", "kind": "person", "name": "Wren Books"},
        {"id": "lyon-commune", "kind": "office", "name": "Lyon"},
        {"id": "hall-1", "kind": "person", "name": "Ann Hall"},
        {"id": "hall-2", "kind": "person", "name": "Dan Hall"},
        {"id": "kremlin", "kind": "office", "name": "Kremlin", "aliases": ["Moscow"]},
    ],
    "places": [
        {"id": "new-york", "name": "New York"},
        {"id": "south-sudan", "name": "South Sudan"},
        {"id": "california", "name": "California"},
        {"id": "walnut-creek", "name": "Walnut Creek", "within": "california"},
        {"id": "illinois", "name": "Illinois"},
        {"id": "ohio", "name": "Ohio"},
        {"id": "sangamon", "name": "Sangamon County", "within": "illinois"},
        {"id": "springfield-il", "name": "Springfield", "within": "sangamon"},
        {"id": "springfield-oh", "name": "Springfield", "within": "ohio"},
        {"id": "ciragan", "name": "Çırağan Palace"},
        {"id": "moscow", "name": "Moscow"},
    ],
    "events": [{"id": "round-3", "kind": "round", "name": "Third round", "number": 3}],
    "properties": [{"id": "bodies-from-russia", "type": "count", "label": "Bodies from Russia"}],
    "documents": [{"id": "d", "outlet": "moscow-times", "title": "Talks in Istanbul"}],
    "claims": [],
}

ACTOR, PLACE, SUBJECT = ("actor",), ("place",), ("event", "actor", "place")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    path = tmp_path / "store.json"
    path.write_text(json.dumps(STORE), encoding="utf-8")
    with open_archive(str(path), environ={}) as opened:
        yield opened


SURE = [
    ("umerov", ACTOR, "umerov"),
    (" Rustem Umerov ", ACTOR, "umerov"),
    ("Рустем Умєров", ACTOR, "umerov"),
    ("RUSTEM UMEROV", ACTOR, "umerov"),
    ("Umerov, Rustem", ACTOR, "umerov"),
    ("Рустем Умеров", ACTOR, "umerov"),
    ("Rustem Umierov", ACTOR, "umerov"),
    ("the moscow times".removeprefix("the "), ACTOR, "moscow-times"),
    ("ciragan palace", PLACE, "ciragan"),
    ("third round", SUBJECT, "round-3"),
    ("3rd round", SUBJECT, "round-3"),
    ("bodies from russia", ("property",), "bodies-from-russia"),
    ("Talks in Istanbul", ("document",), "d"),
    ("Springfield, Illinois", PLACE, "springfield-il"),
    ("springfield, sangamon county, illinois", PLACE, "springfield-il"),
    ("Springfield, Ohio", PLACE, "springfield-oh"),
    ("Moscow", PLACE, "moscow"),
    ("Lyon", ACTOR, "lyon-commune"),
]


@pytest.mark.parametrize(("name", "kinds", "one"), SURE)
def test_a_whole_name_is_taken(archive: Archive, name: str, kinds: tuple[str, ...], one: str) -> None:
    assert Resolver(archive).find(name, kinds, "--who") == one


UNSURE = [
    ("York", PLACE, "new-york"),
    ("Sudan", PLACE, "south-sudan"),
    ("Times", ACTOR, "moscow-times"),
    ("RT", ACTOR, "rt-source"),
    ("bodies", ("property",), "bodies-from-russia"),
    ("Umerov", ACTOR, "umerov"),
    ("R. Umerov", ACTOR, "umerov"),
    ("Rustem Enverovych Umerov", ACTOR, "umerov"),
    ("President Rustem Umerov", ACTOR, "umerov"),
    ("Rustm Umerov", ACTOR, "umerov"),
    ("Books", ACTOR, "wren"),
]


@pytest.mark.parametrize(("name", "kinds", "one"), UNSURE)
def test_a_part_of_a_name_and_a_near_one_are_suggested(
    archive: Archive, name: str, kinds: tuple[str, ...], one: str
) -> None:
    with pytest.raises(UnsureNameError) as caught:
        Resolver(archive).find(name, kinds, "--who")
    assert (caught.value.suggestions, caught.value.place) == ((one,), "--who")
    assert caught.value.message == f"no {' or '.join(kinds)} is named {name!r}"
    assert one in caught.value.hint
    assert Resolver(archive, accept_near=True).find(name, kinds) == one


UNKNOWN = [
    ("walnut, california", PLACE),
    ("Springfield, California", PLACE),
    ("Lyon", PLACE),
    ("New York", ACTOR),
    ("Muhammad bin Salman", ACTOR),
    ("", ACTOR),
    ("\udcff", ACTOR),
]


@pytest.mark.parametrize(("name", "kinds"), UNKNOWN)
def test_what_another_kind_or_another_place_is_called_is_not_taken(
    archive: Archive, name: str, kinds: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownNameError):
        Resolver(archive).find(name, kinds)


AMBIGUOUS = [
    ("Springfield", PLACE, {"springfield-il", "springfield-oh"}),
    ("Moscow", SUBJECT, {"kremlin", "moscow"}),
    ("Hall", ACTOR, {"hall-1", "hall-2"}),
]


@pytest.mark.parametrize(("name", "kinds", "ids"), AMBIGUOUS)
def test_what_several_are_called_is_not_chosen_between(
    archive: Archive, name: str, kinds: tuple[str, ...], ids: set[str]
) -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        Resolver(archive, accept_near=True).find(name, kinds)
    assert set(caught.value.suggestions) == ids


def test_how_a_name_was_understood_is_remarked(archive: Archive) -> None:
    resolver = Resolver(archive)
    for name in ("umerov", "Rustem Umerov", "UMEROV, Rustem", "Rustem Umierov"):
        resolver.find(name, ACTOR, "who")
    assert resolver.remarks == [
        "who: UMEROV, Rustem is Rustem Umerov (umerov), folded",
        "who: Rustem Umierov is Rustem Umerov (umerov), transliterated",
    ]


def test_records_to_come_are_found_by_any_whole_name(archive: Archive) -> None:
    resolver = Resolver(archive)
    resolver.add(Actor(id="abu", kind="person", name="Abu Dhabi", aliases=["Абу Даби"]))
    assert [resolver.find(name, ACTOR) for name in ("abu", "abu dhabi", "Dhabi, Abu", "АБУ ДАБИ")] == [
        "abu"
    ] * 4
    resolver.forget(0)
    with pytest.raises(UnknownNameError):
        resolver.find("abu", ACTOR)


def test_a_name_that_nothing_had_is_found_once_something_is_to_come_with_it(archive: Archive) -> None:
    resolver = Resolver(archive)
    assert not resolver.is_sure("Zoe Zeta", ("actor",))
    resolver.add(Actor(id="zeta", kind="person", name="Zoe Zeta"))
    assert resolver.is_sure("Zoe Zeta", ("actor",))
    resolver.forget(0)
    assert not resolver.is_sure("Zoe Zeta", ("actor",))


def test_what_resembles_a_name_is_not_made_new_either(archive: Archive) -> None:
    maker = RecordMaker(archive, create=("actors", "places"))
    for name, kinds in (("Times", ACTOR), ("York", PLACE), ("Hall", ACTOR)):
        with pytest.raises(UnknownNameError, match=r".") as caught:
            maker.find(name, kinds, "outlet", create=kinds[0])
        assert "--accept-near" in caught.value.hint
    assert maker.find("Nobody Known", ACTOR, "who", create="actor") == "nobody-known"
    assert maker.find("nobody known", ACTOR, "who", create="actor") == "nobody-known"
    assert list(maker.coming) == [("actor", "nobody-known")]
