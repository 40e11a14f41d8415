"""Events of any kind, lists of records, and claims by tag, value and other names."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Talks
from tests.small_stores import make_claim, make_store


def write(folder: Path, *claims: dict[str, Any], **sections: Any) -> str:
    file = folder / "store.json"
    file.write_text(json.dumps({**make_store(*claims, **sections), "schema_version": 2}), encoding="utf-8")
    return str(file)


VOYAGES = [
    {"id": "v1", "kind": "voyage", "name": "First voyage", "number": 1},
    {"id": "v2", "kind": "voyage", "name": "Second voyage", "number": 2},
    {"id": "fire", "kind": "accident", "name": "The fire"},
]


@pytest.fixture
def ferry(tmp_path: Path) -> str:
    return write(
        tmp_path,
        make_claim("a", about="v1", value="2025-05-16"),
        make_claim("b", about="v2", value="2025-05-18"),
        make_claim("c", about="v2", value="2025-05-19", who="bob"),
        make_claim("d", about="v2", property="count", value="1200", text="1,200 prisoners were on board."),
        make_claim("e", about="fire", property="duration", value="2 h"),
        events=VOYAGES,
    )


def test_events_are_listed_with_their_kinds(talks: Talks, ferry: str) -> None:
    assert talks("events", "--store", ferry).out.splitlines() == [
        "event\tname\tkind\tdisputed\tfacts\tclaims",
        "v1\tFirst voyage\tvoyage\t\t1\t1",
        "v2\tSecond voyage\tvoyage\tdate\t2\t3",
        "fire\tThe fire\taccident\t\t1\t1",
    ]
    shown = talks("events", "--store", ferry, terminal=True).out
    assert "Second voyage  v2" in shown
    assert "talks events KIND" in shown


@pytest.mark.parametrize("word", ["voyage", "Voyages"])
def test_events_of_a_kind_stand_side_by_side_with_what_is_most_asked(
    talks: Talks, ferry: str, word: str
) -> None:
    assert talks("events", word, "--store", ferry).out.splitlines() == [
        "event\tname\tnumber\tdate\tcount\tdisputed\tfacts\tclaims",
        "v1\tFirst voyage\t1\t2025-05-16\t\t\t1\t1",
        "v2\tSecond voyage\t2\t2025-05-18 | 2025-05-19\t1200\tdate\t2\t3",
    ]
    head = talks("events", word, "--store", ferry, terminal=True).out.splitlines()[0]
    assert head.split("  ")[-1].strip() or head
    assert "First voyage" in head
    assert "Second voyage" in head


def test_one_event_is_shown_fact_by_fact(talks: Talks, ferry: str) -> None:
    shown = talks("events", "second", "voyage", "--store", ferry, terminal=True).out
    assert shown.splitlines()[0] == "Second voyage  v2  2 facts, 3 claims"
    row = talks("events", "v2", "--store", ferry).out.splitlines()[1].split("\t")
    assert row[:2] == ["v2", "v2.date"]


def test_rounds_are_one_case_of_events(talks: Talks) -> None:
    rounds = json.loads(talks("rounds", "--format", "json").out)
    events = json.loads(talks("events", "round", "--format", "json").out)
    assert [one["round"] for one in rounds] == [one["event"] for one in events]
    assert [one["disputed"] for one in rounds] == [one["disputed"] for one in events]
    assert talks("rounds", "3").out.split("\n", 1)[1] == talks("events", "round-3").out.split("\n", 1)[1]


def test_an_unknown_event_is_answered_with_the_kinds(talks: Talks, ferry: str) -> None:
    ended = talks("events", "xyzzy", "--store", ferry)
    assert ended.status == 3
    assert "the kinds are voyage, accident" in ended.err


def test_records_are_listed_with_type_and_claims(talks: Talks, ferry: str) -> None:
    lines = talks("list", "events", "--store", ferry, "--columns", "id,name,type,claims").out.splitlines()
    assert lines[1:] == [
        "v1\tFirst voyage\tvoyage\t1",
        "v2\tSecond voyage\tvoyage\t3",
        "fire\tThe fire\taccident\t1",
    ]
    actors = dict(
        line.split("\t")
        for line in talks("list", "actors", "--store", ferry, "--columns", "id,claims").out.splitlines()
    )
    assert (actors["ann"], actors["bob"], actors["cem"]) == ("4", "1", "0")
    properties = talks("list", "property", "--store", ferry, "--columns", "id,type,claims").out.splitlines()
    assert "date\tdate\t3" in properties
    documents = talks("list", "documents", "--store", ferry, "--columns", "id,name,type,claims").out
    assert documents.splitlines()[1] == "doc-1\tOne\tdaily\t5"
    assert talks(
        "list", "events", "--store", ferry, "--columns", "id,claims", "--as-of", "2025-07-20"
    ).out.endswith("fire\t0\n")


def test_an_unknown_kind_is_answered_with_the_kinds(talks: Talks) -> None:
    ended = talks("list", "actorz")
    assert ended.status == 2
    assert "did you mean actors" in ended.err


@pytest.mark.parametrize(
    "query", ["1200", "1,200", "1200 prisoners", '"1,200 prisoners"', '"1200 prisoners"']
)
def test_a_number_is_found_however_it_is_written(talks: Talks, ferry: str, query: str) -> None:
    assert talks("search", query, "--store", ferry, "--columns", "id", "--no-header").out == "d\n"


@pytest.mark.parametrize("query", ["1200", "1,200", "'1 200'"])
def test_a_number_written_without_commas_is_found_too(talks: Talks, tmp_path: Path, query: str) -> None:
    store = write(
        tmp_path, make_claim("a", text="They spoke of 1200 prisoners."), make_claim("b", text="Of 1201.")
    )
    assert talks("search", query.strip("'"), "--store", store, "--columns", "id", "--no-header").out in {
        "a\n",
        "",
    }
    assert talks("search", "1,200", "--store", store, "--columns", "id", "--no-header").out == "a\n"


def test_another_number_is_not_taken_instead(talks: Talks, ferry: str) -> None:
    ended = talks("search", "1300", "--store", ferry)
    assert ended.out.count("\n") == 1
    assert "taken instead" not in ended.err


def test_a_term_is_found_by_its_other_names(talks: Talks, tmp_path: Path) -> None:
    terms = [{"id": "ceasefire", "name": "Ceasefire", "aliases": ["truce", "end of hostilities"]}]
    store = write(
        tmp_path,
        make_claim("a", text="A ceasefire was asked for."),
        make_claim("b", text="They want a truce."),
        make_claim("c", text="The end of hostilities is far."),
        make_claim("d", text="The end is far."),
        terms=terms,
    )
    for query in ("truce", "ceasefire", '"end of hostilities"'):
        found = talks("search", query, "--store", store, "--columns", "id", "--no-header").out.split()
        assert sorted(found) == ["a", "b", "c"], query
    assert talks("claims", "--text", "truce -ceasefire", "--store", store, "--columns", "id").out == "id\n"


def test_claims_are_filtered_by_their_value(talks: Talks, tmp_path: Path) -> None:
    store = write(
        tmp_path,
        make_claim("a", property="place", value="istanbul"),
        make_claim("b", property="terms", value=["peace", "trade"]),
        make_claim("c", property="count", value="1200"),
        make_claim("d", mentions=["istanbul"]),
    )

    def find(*words: str) -> list[str]:
        return talks("claims", *words, "--store", store, "--columns", "id", "--no-header").out.split()

    assert find("--value", "Istanbul") == ["a"]
    assert find("--value", "trade") == ["b"]
    assert find("--value", "1,200") == ["c"]
    assert find("--value", "2025-05-16") == ["d"]
    assert find("--value", "peace", "--value", "istanbul") == ["a", "b"]
    assert find("--value", "16 May 2025") == ["d"]
    assert find("--value", "1.2 thousand") == ["c"]


def test_what_a_value_was_taken_for_is_told(talks: Talks, tmp_path: Path) -> None:
    store = write(tmp_path, make_claim("a", value="2025-06-05"), make_claim("b", value="2025-05-06"))

    def find(value: str) -> tuple[list[str], str]:
        ended = talks("claims", "--value", value, "--store", store, "--columns", "id", "--no-header")
        return sorted(ended.out.split()), ended.err

    assert find("5 June 2025") == (["a"], "talks: 5 June 2025 is taken as 2025-06-05\n")
    both, told = find("05/06/2025")
    assert both == ["a", "b"]
    assert "is taken as 2025-06-05 or 2025-05-06" in told
    assert find("2025-06-05") == (["a"], "")


def test_an_answer_is_no_other_spelling_of_a_name(talks: Talks, tmp_path: Path) -> None:
    actors = [{"id": "union", "kind": "organisation", "name": "Union", "aliases": ["\u0404\u0421"]}]
    store = write(
        tmp_path,
        make_claim("a", property="actor", value="union"),
        make_claim("b", property="yes-no", value="yes"),
        actors=actors,
    )
    out = talks("claims", "--value", "yes", "--store", store, "--columns", "id", "--no-header").out
    assert out.split() == ["b"]


def test_claims_are_filtered_by_tags_of_their_own_and_of_their_source(talks: Talks, tmp_path: Path) -> None:
    grade = 'admiralty-scale:source-reliability="b"'
    documents = [
        {"id": "doc-1", "outlet": "daily", "title": "One"},
        {"id": "doc-2", "outlet": "weekly", "title": "Two", "tags": ["checked"]},
        {"id": "doc-4", "outlet": "tagged", "title": "Four"},
    ]
    actors = [{"id": "tagged", "kind": "outlet", "name": "Tagged", "tags": [grade]}]
    store = write(
        tmp_path,
        make_claim("own", tags=["checked"], note="seen twice", text="Ann told of the talks."),
        make_claim("document", document="doc-2", text="Ann told of the talks once more."),
        make_claim("outlet", document="doc-4", text="Ann told of the talks, too."),
        make_claim("claimant", who="tagged"),
        make_claim("none"),
        documents=documents,
        actors=actors,
    )

    def find(*words: str) -> list[str]:
        return talks(*words, "--store", store, "--no-header").out.split("\n")[:-1]

    assert sorted(find("claims", "--tag", "checked", "--columns", "id")) == ["document", "own"]
    assert sorted(find("claims", "--tag", grade, "--columns", "id")) == ["claimant", "outlet"]
    assert (
        find("claims", "--tag", "checked", "--who", "ann", "--value", "2025-05-17", "--columns", "id") == []
    )
    assert len(find("timeline", "--only", "said", "--tag", "checked")) == 2
    assert sorted(find("search", "told of", "--tag", "checked", "--columns", "id")) == ["document", "own"]
    assert sorted(find("who", "ann", "--tag", "checked", "--columns", "id")) == ["document", "own"]
    assert find("list", "documents", "--tag", "checked", "--columns", "id") == ["doc-2"]
    facts = find("conflicts", "--verdict", "all", "--tag", "checked", "--columns", "fact")
    assert set(facts) == {"round-1.date"}
    assert find("conflicts", "round-1.date", "--verdict", "all", "--tag", "checked") != []
    assert find("claims", "own", "--columns", "tags,note") == ["checked\tseen twice"]
    ended = talks("claims", "--tag", "chekced", "--store", store)
    assert ended.status == 3
    assert "did you mean checked" in ended.err


def test_a_value_and_a_tag_that_change_are_found_as_they_are(talks: Talks, tmp_path: Path) -> None:
    def find(*words: str) -> list[str]:
        return talks("claims", *words, "--store", store, "--columns", "id", "--no-header").out.split()

    store = write(tmp_path, make_claim("a", value="2025-05-16", tags=["weak"]), make_claim("b"))
    assert (find("--value", "2025-05-16"), find("--tag", "weak")) == (["a", "b"], ["a"])
    write(tmp_path, make_claim("a", value="2025-05-17", tags=["strong"]), make_claim("b"))
    assert (find("--value", "2025-05-17"), find("--tag", "strong")) == (["a"], ["a"])
    assert find("--value", "2025-05-16") == ["b"]
    assert talks("claims", "--tag", "weak", "--store", store).status == 3
