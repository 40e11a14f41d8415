"""Claims by their words."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from talkscli.errors import UnknownNameError, UsageError
from talkscli.queries import spellings, text_matching
from talkscli.queries.archive import Archive
from talkscli.queries.session import Session

Make = Callable[..., dict[str, Any]]
Opened = Callable[..., Archive]


@pytest.fixture
def archive(store: Make, claim: Make, opened: Opened) -> Archive:
    return opened(
        store(
            claim("c1", text="Prisoners were exchanged on each side."),
            claim("c2", who="bob", text="A prisoner exchange, and peace.", document="doc-2"),
            claim(
                "c3",
                who="cem",
                text="Peace talks in Çırağan.",
                about="palace",
                property="place",
                value="istanbul",
            ),
            claim("c4", text="Умеров said nothing of peace.", quote="zone of silence"),
            claim("c5", text="Talks of peace, peace and peace: peace!"),
        )
    )


CASES: tuple[tuple[str, set[str]], ...] = (
    ("peace", {"c2", "c3", "c4", "c5"}),
    ("PEACE", {"c2", "c3", "c4", "c5"}),
    ("peace talks", {"c3", "c5"}),
    ('"peace talks"', {"c3"}),
    ('"talks peace"', set()),
    ("prisoner", {"c2"}),
    ("prisoner*", {"c1", "c2"}),
    ("peace -talks", {"c2", "c4"}),
    ('peace -"peace talks"', {"c2", "c4", "c5"}),
    ("ciragan", {"c3"}),
    ("Çırağan", {"c3"}),
    ("cira*", {"c3"}),
    ("umerov", {"c4"}),
    ("Умеров", {"c4"}),
    ("silence", {"c4"}),
    ("stone", {"c2"}),
    ("who:bob", {"c2"}),
    ("who:stone peace", {"c2"}),
    ("peace -who:stone", {"c3", "c4", "c5"}),
    ("outlet:weekly", {"c2"}),
    ("outlet:weekly -prisoner", set()),
    ("about:dolmabahce", {"c3"}),
    ("property:place peace", {"c3"}),
    ('who:"Cem Yıldız"', {"c3"}),
    ("AND", {"c2", "c5"}),
    ("peace NOT", set()),
    ("NEAR(peace)", set()),
    ('"', set()),
    ("12:30", set()),
    ("a", {"c2"}),
    ("aaaa", set()),
    ("a" * 4000, set()),
    ("peaceeee" + "e" * 3900, set()),
)


@pytest.mark.parametrize(("query", "ids"), CASES)
def test_a_query_finds_the_claims_that_have_its_words(query: str, ids: set[str], archive: Archive) -> None:
    if query == '"':
        with pytest.raises(UsageError):
            list(archive.search(query))
        return
    assert {hit.row["id"] for hit in archive.search(query)} == ids
    assert archive.last_search_note == ""


def test_the_best_hit_comes_first_and_scores_one(archive: Archive) -> None:
    hits = list(archive.search("peace"))
    assert hits[0].row["id"] == "c5"
    assert hits[0].score == 1.0
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert [hit.row["id"] for hit in archive.search("peace", 2)] == [hit.row["id"] for hit in hits[:2]]


def test_marks_show_where_the_words_stand(archive: Archive) -> None:
    def marked(query: str) -> list[str]:
        hit = next(archive.search(query))
        return [hit.row["text"][start:end] for start, end in hit.marks]

    assert marked("prisoner*") in (["Prisoners"], ["prisoner"])
    assert marked('"peace talks" ciragan') == ["Peace", "talks", "Çırağan"]
    assert marked("umerov -talks") == ["Умеров"]
    assert marked("silence") == []


def test_a_near_spelling_is_taken_when_nothing_matches_and_said(archive: Archive) -> None:
    assert {hit.row["id"] for hit in archive.search("prisoners exchangd")} == {"c1"}
    assert archive.last_search_note == "nothing has 'exchangd'; taken instead: 'exchanged'"
    assert {hit.row["id"] for hit in archive.search("peace")} == {"c2", "c3", "c4", "c5"}
    assert archive.last_search_note == ""
    assert list(archive.search("qqqqqq")) == []
    assert archive.last_search_note == ""


@pytest.mark.parametrize("query", ["", " ", "-peace", "!!", "whom:ann", "a " * 65, "a" * 4001])
def test_a_query_that_asks_nothing_is_wrong_usage(query: str, archive: Archive) -> None:
    with pytest.raises(UsageError):
        list(archive.search(query))


MANY = 90
COMMON: tuple[str, ...] = (
    "peace",
    "peace talks",
    '"peace talks"',
    "peace -talks",
    "peace rare",
    "peace* talk*",
    "w*",
    "w* peace -rare",
    "rare w*",
    "rare -w7",
    "who:bob peace",
    "who:bob -peace",
    "-who:bob peace",
    "about:dolmabahce peace",
    "outlet:weekly peace",
    "property:date",
)


@pytest.mark.parametrize("few", [0, 1000], ids=["walking", "at once"])
@pytest.mark.parametrize("walked", [0, 10_000], ids=["sorting", "looking"])
@pytest.mark.parametrize("query", COMMON)
def test_common_words_find_the_same_claims_and_a_limit_the_first_of_them(
    query: str,
    walked: int,
    few: int,
    store: Make,
    claim: Make,
    opened: Opened,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claims = [
        claim(
            f"c{number}",
            text=f"{'Peace' if number % 3 else 'War'} {'talks' if number % 2 else 'words'} w{number}"
            + " rare" * (number % 40 == 7),
            who=("ann", "bob", "cem")[number // 3 % 3],
            document=f"doc-{1 + number % 3}",
            about=("round-1", "palace")[number % 7 == 0],
            when=f"2025-07-{1 + number * 17 % 28:02}",
        )
        for number in range(MANY)
    ]
    archive = opened(store(*claims))
    expected = {hit.row["id"] for hit in archive.search(query)}
    assert expected
    monkeypatch.setattr(text_matching, "MOST_RANKED", 5)
    monkeypatch.setattr(text_matching, "_FEW", few)
    monkeypatch.setattr(text_matching, "_WALKED", walked)
    monkeypatch.setattr(spellings, "_MOST_SPELLINGS", 20)
    found = [hit.row["id"] for hit in archive.search(query)]
    assert len(found) == len(expected)
    assert set(found) == expected
    for limit in (1, 7, MANY):
        assert [hit.row["id"] for hit in archive.search(query, limit)] == found[:limit]


def test_where_all_words_are_common_the_newest_come_first_and_it_is_said(
    store: Make, claim: Make, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = (3, 9, 1, 7)
    archive = opened(
        store(*(claim(f"c{day}", text="Peace " * day, when=f"2025-07-0{day}") for day in days), claim("x"))
    )
    monkeypatch.setattr(text_matching, "MOST_RANKED", 3)
    found = list(archive.search("peace"))
    assert [(hit.row["id"], hit.score) for hit in found] == [
        ("c9", 1.0),
        ("c7", 1.0),
        ("c3", 1.0),
        ("c1", 1.0),
    ]
    assert archive.last_search_note.endswith("claims have each of these words: the newest come first")
    monkeypatch.setattr(text_matching, "MOST_RANKED", 4)
    assert sorted(hit.row["id"] for hit in archive.search("peace")) == ["c1", "c3", "c7", "c9"]
    assert archive.last_search_note == ""


def test_a_name_with_a_tab_is_found_by_its_words_until_its_claim_goes(
    store: Make, claim: Make, opened: Opened
) -> None:
    tabbed = {"id": "tab", "kind": "person", "name": "Ann\tZebra"}
    claims = [claim(f"c{number}", who="tab", text="Says so.") for number in range(3)]
    for left in (claims, claims[1:], claims):
        archive = opened(store(*left, actors=[tabbed]))
        assert {hit.row["id"] for hit in archive.search("zebra")} == {one["id"] for one in left}
        assert list(archive.search("says -zebra")) == []


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("who:jem peace", "did you mean Cem Yıldız?"),
        ("-who:jem peace", "did you mean Cem Yıldız?"),
        ("about:xyzzy", ""),
    ],
)
def test_a_field_with_an_unknown_name_is_an_error_with_the_nearest(
    query: str, hint: str, archive: Archive
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        list(archive.search(query))
    assert caught.value.hint == hint


@pytest.mark.parametrize(
    ("query", "taken"),
    [("xyzzy", ""), ("hello", ""), ("foobar", ""), ("bodys", "bodies"), ("exchnage", "exchange")],
)
def test_only_a_near_spelling_is_taken(
    query: str, taken: str, store: Make, claim: Make, opened: Opened
) -> None:
    archive = opened(store(claim("c1", text="He sees that far; four held an exchange of bodies.")))
    assert len(list(archive.search(query))) == bool(taken)
    assert archive.last_search_note == (taken and f"nothing has {query!r}; taken instead: {taken!r}")


SYLLABLES = ("ta", "ri", "no", "mu", "ka", "vi")
CYRILLIC = str.maketrans("tarinomukv", "тариномукв")


def make_words(count: int) -> list[str]:
    """Make words of three syllables, no two alike."""
    return ["".join(SYLLABLES[number // 6**place % 6] for place in range(3)) for number in range(count)]


@pytest.fixture
def twice_spelled(store: Make, claim: Make, opened: Opened) -> Archive:
    """A store whose words are each written in two alphabets: a phrase of n words could be written in 2^n ways."""
    words = make_words(64)
    mixed = [word.translate(CYRILLIC) if place % 2 else word for place, word in enumerate(words)]
    other = [word if place % 2 else word.translate(CYRILLIC) for place, word in enumerate(words)]
    return opened(
        store(
            claim("mixed", text=" ".join(mixed)),
            claim("reversed", text=" ".join(reversed(words))),
            claim("other", text=" ".join(reversed(other))),
        )
    )


def count_terms(archive: Archive, query: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str]]:
    """Count the words that the index is asked for at once, at most; and list what was found."""
    run, most = archive.run, 0

    def count(sql: str, values: Sequence[object] = ()) -> Iterator[Any]:
        nonlocal most
        if "MATCH" in sql:
            most = max(most, *(len(str(value).replace('"', " ").split()) for value in values))
        found: Iterator[Any] = run(sql, values)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(Session, "run", lambda _, *given: count(*given))
        return most, [hit.row["id"] for hit in archive.search(query)]


def test_a_long_phrase_is_found_however_many_spellings_it_has_at_a_cost_that_grows_with_its_length(
    twice_spelled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs = {}
    for count in (4, 16, 64):
        phrase = '"' + " ".join(make_words(count)) + '"'
        costs[count], found = count_terms(twice_spelled, phrase, monkeypatch)
        assert found == ["mixed"]
    assert costs[16] <= 4 * costs[4]
    assert costs[64] <= 4 * costs[16]
    assert costs[64] < 500
