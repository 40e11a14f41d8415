"""What an archive answers, against a reading of the same store in plain Python."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkscli.conflicts.engine import Judge
from talkscli.conflicts.verdict import VERDICTS
from talkscli.errors import UsageError
from talkscli.index.facts import read_account
from talkscli.queries import fact_search, text_matching
from talkscli.queries.archive import Archive
from talkscli.queries.filters import ClaimFilter
from talkscli.queries.opening import open_archive
from talkscli.queries.rows import CLAIM_FIELDS
from talkscli.values.edtf import parse_edtf

Make = Callable[..., dict[str, Any]]
Opened = Callable[..., Archive]

PUBLISHED = {"doc-1": "2025-07-21", "doc-2": "2025-07-23", "doc-3": None}
OUTLET = {"doc-1": "daily", "doc-2": "weekly", "doc-3": "weekly"}
EARLY = -(2**62)


def test_a_claim_is_a_row_with_its_fields_in_order(store: Make, claim: Make, opened: Opened) -> None:
    archive = opened(
        store(
            claim(
                "c1",
                who="cem",
                when="2025-07-21",
                status="planned",
                only=True,
                text='Tab\tand “quotes” "here"',
                mentions=["bob", "palace"],
                via=["daily"],
                paragraph=3,
                quote="the words",
                retracted={"why": "misread"},
            ),
            claim("c2", who="cem", property="terms", value=["peace"], stance="denies", revises="c3"),
            claim("c3", who="cem", property="terms", value=["trade"], when="2025-07-20"),
        )
    )
    rows = {row["id"]: row for row in archive.claims(ClaimFilter())}
    assert json.loads(rows["c1"].line) == {
        "id": "c1",
        "who": "cem",
        "who_name": "Cem Yıldız",
        "about": "round-1",
        "property": "date",
        "fact": "round-1.date",
        "value": "2025-05-16",
        "status": "planned",
        "stance": "asserts",
        "when": "2025-07-21",
        "text": 'Tab\tand “quotes” "here"',
        "document": "doc-1",
        "outlet": "daily",
        "via": ["daily"],
        "paragraph": 3,
        "quote": "the words",
        "mentions": ["bob", "palace"],
        "at": None,
        "only": True,
        "revises": None,
        "tags": [],
        "note": None,
        "retracted": "misread",
    }
    assert tuple(json.loads(rows["c1"].line)) == CLAIM_FIELDS
    assert rows["c2"].cells()[6:9] == [["peace"], None, "denies"]
    assert rows["c2"]["revises"] == "c3"


WHENS = (
    None,
    "2025-07-20",
    "2025-07",
    "2025-07-22/2025-07-24",
    "2025-07-21?",
    "../2025-07-21",
    "[2025-07-20..]",
)
VALUES: dict[str, list[Any]] = {
    "date": ["2025-05-16", "2025-05", "2025-05-16/2025-05-17", "[2025-05-11..2025-05-20]"],
    "place": ["palace", "istanbul", "turkey"],
    "actor": ["ann", "bob", "some-source"],
    "terms": [["peace"], ["peace", "trade"]],
    "quote": ["great words", "great, words", "good words"],
}


@st.composite
def small_claims(draw: st.DrawFn) -> list[dict[str, Any]]:
    claims: list[dict[str, Any]] = []
    for number in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(sorted(VALUES)))
        stance = draw(st.sampled_from(("asserts", "asserts", "asserts", "denies", "withholds")))
        who = draw(st.sampled_from(("ann", "bob", "some-source")))
        what: dict[str, Any] = {
            "about": draw(st.sampled_from(("round-1", "palace"))),
            "property": kind,
            "stance": stance,
            "text": draw(st.sampled_from(("Great words.", "Words of peace.", "Silence"))),
            "mentions": draw(st.lists(st.sampled_from(("cem", "istanbul", "round-3")), unique=True)),
        }
        if stance != "withholds":
            what["value"] = draw(st.sampled_from(VALUES[kind]))
        if draw(st.booleans()):
            what["status"] = draw(st.sampled_from(("planned", "held")))
        one: dict[str, Any] = {
            "id": f"c{number}",
            "who": who,
            "what": what,
            "source": {"document": draw(st.sampled_from(sorted(PUBLISHED)))},
        }
        if when := draw(st.sampled_from(WHENS)):
            one["when"] = when
        if draw(st.integers(0, 9)) == 0:
            one["retracted"] = {"why": "misread"}
        asked = (who, what["about"], kind)
        own = [
            old["id"]
            for old in claims
            if (old["who"], old["what"]["about"], old["what"]["property"]) == asked
        ]
        if own and draw(st.integers(0, 4)) == 0:
            one["revises"] = draw(st.sampled_from(own))
        claims.append(one)
    return claims


def first_day(text: str | None) -> int:
    return EARLY if text is None else parse_edtf(text).earliest


def is_known(claim: dict[str, Any], day: int | None) -> bool:
    published = first_day(PUBLISHED[claim["source"]["document"]])
    return day is None or max(first_day(claim.get("when")), published) <= day


def list_plainly(claims: list[dict[str, Any]]) -> list[str]:
    def key(claim: dict[str, Any]) -> tuple[bool, int, str]:
        when = claim.get("when")
        return when is None, -first_day(when), claim["id"]

    return [claim["id"] for claim in sorted(claims, key=key)]


def speaks_of(claim: dict[str, Any], one: str) -> bool:
    value = claim["what"].get("value")
    refers = claim["what"]["property"] in {"place", "actor", "terms"}
    values = ([value] if isinstance(value, str) else value or []) if refers else []
    return one in {claim["what"]["about"], *claim["what"]["mentions"], *values}


FILTERS: list[tuple[ClaimFilter, Callable[[dict[str, Any]], bool]]] = [
    (ClaimFilter(), lambda _: True),
    (ClaimFilter(who=("ann",)), lambda c: c["who"] == "ann"),
    (ClaimFilter(who=("ann", "bob")), lambda c: c["who"] in {"ann", "bob"}),
    (ClaimFilter(who=("nobody",)), lambda _: False),
    (ClaimFilter(about=("palace",)), lambda c: c["what"]["about"] == "palace"),
    (ClaimFilter(property=("date", "place")), lambda c: c["what"]["property"] in {"date", "place"}),
    (ClaimFilter(fact=("round-1.date",)), lambda c: (c["what"]["about"], c["what"]["property"]) == ("round-1", "date")),
    (ClaimFilter(document=("doc-2",), who=("bob",)), lambda c: (c["source"]["document"], c["who"]) == ("doc-2", "bob")),
    (ClaimFilter(mentions=("cem",)), lambda c: speaks_of(c, "cem")),
    (ClaimFilter(mentions=("istanbul", "ann")), lambda c: speaks_of(c, "istanbul") or speaks_of(c, "ann")),
    (ClaimFilter(mentions=("palace",), who=("ann",)), lambda c: speaks_of(c, "palace") and c["who"] == "ann"),
    (ClaimFilter(status=("planned",)), lambda c: c["what"].get("status") == "planned"),
    (ClaimFilter(stance=("denies", "withholds")), lambda c: c["what"]["stance"] != "asserts"),
    (ClaimFilter(ids=("c3", "c1", "zz")), lambda c: c["id"] in {"c1", "c3"}),
    (ClaimFilter(text="words"), lambda c: "ords" in c["what"]["text"]),
    (ClaimFilter(text="words", who=("ann",)), lambda c: "ords" in c["what"]["text"] and c["who"] == "ann"),
    (
        ClaimFilter(since=parse_edtf("2025-07-21").earliest),
        lambda c: "when" in c and parse_edtf(c["when"]).latest >= parse_edtf("2025-07-21").earliest,
    ),
    (
        ClaimFilter(until=parse_edtf("2025-07-20").latest),
        lambda c: "when" in c and parse_edtf(c["when"]).earliest <= parse_edtf("2025-07-20").latest,
    ),
]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims=small_claims(), as_of=st.sampled_from((None, "2025-07-20", "2025-07-22", "2025-07", "2030")))
def test_an_archive_answers_as_plain_python_does(
    claims: list[dict[str, Any]],
    as_of: str | None,
    store: Make,
    written: Callable[..., bytes],
    tmp_path: Path,
) -> None:
    file = tmp_path / "store.json"
    file.write_bytes(written(store(*claims)))
    archive = open_archive(str(file), as_of=as_of, environ={"TALKS_CACHE": str(tmp_path / "cache")})
    day = parse_edtf(as_of).latest if as_of else None
    known = {claim["id"]: claim for claim in claims if is_known(claim, day)}
    order = [one for one in list_plainly(claims) if one in known]
    assert archive.count("claim") == len(order)
    for wanted, fits in FILTERS:
        expected = [one for one in order if fits(known[one])]
        assert [row["id"] for row in archive.claims(wanted)] == expected
        assert [row["id"] for row in archive.claims(wanted, 2)] == expected[:2]
    lines = {row["id"]: row.line for row in archive.claims(ClaimFilter())}
    keys = {f"{c['what']['about']}.{c['what']['property']}" for c in known.values()}
    facts = list(archive.facts())
    assert {fact.key for fact in facts} == keys
    assert archive.count("fact") == len(keys)
    ranked = [(VERDICTS.index(fact.verdict), -fact.claims, fact.key) for fact in facts]
    assert ranked == sorted(ranked)
    for fact in facts:
        kind = fact.property
        own = [lines[c["id"]] for c in known.values() if f"{c['what']['about']}.{kind}" == fact.key]
        own = [line for line in own if json.loads(line)["fact"] == fact.key]
        judging = Judge(archive.vocabulary)
        judged = judging.judge(fact.key, kind, [read_account(line, kind, judging) for line in own])
        assert (fact.verdict, fact.claims, fact.origins, fact.reports, fact.positions) == (
            judged.verdict,
            len(own),
            judged.origins,
            judged.reports,
            len(judged.positions),
        )
        assert (fact.cause, fact.why) == (
            (judged.worst.cause, judged.worst.why) if judged.worst else ("none", "")
        )
        assert fact.self_contradicting == bool(judged.self_contradictions)
        again = archive.fact(fact.key)
        assert again is not None
        assert again.why == fact.why
        assert archive.judge(fact.key).verdict == fact.verdict
    worst = [fact.key for fact in facts if fact.verdict in {"contradiction", "overlap"}]
    assert [fact.key for fact in archive.facts(verdicts=("overlap", "contradiction"))] == worst
    about = [fact.key for fact in facts if fact.about == "palace"]
    assert [fact.key for fact in archive.facts(about=("palace",))] == about
    archive.close()


def test_facts_are_found_by_the_words_of_their_claims(store: Make, claim: Make, opened: Opened) -> None:
    archive = opened(
        store(claim("c1", text="A palace."), claim("c2", property="place", value="palace", text="A room."))
    )
    assert [fact.key for fact in archive.facts(words="palace")] == ["round-1.date"]
    assert [fact.key for fact in archive.facts(words="palace", property=("place",))] == []


FACTS: tuple[tuple[str, set[str]], ...] = (
    ("Third round: Date", {"round-3.date"}),
    ("third round date", {"round-3.date"}),
    ("Üçüncü", set()),
    ("date", {"round-1.date", "round-3.date"}),
    ("palace", {"palace.text", "round-1.date"}),
    ("Dolmabahce", {"palace.text"}),
    ("дата", set()),
    ("round -third", {"round-1.date"}),
    ("round who:bob", {"round-3.date"}),
    ("first palace", {"round-1.date"}),
    ("palace noise", {"palace.text"}),
    ('"third round"', {"round-3.date"}),
    ('"round third"', set()),
    ("round-3.date", {"round-3.date"}),
    ("thi*", {"round-3.date"}),
)


@pytest.mark.parametrize(("words", "keys"), FACTS, ids=[words for words, _ in FACTS])
def test_facts_are_found_by_what_they_are_called(
    words: str, keys: set[str], store: Make, claim: Make, opened: Opened
) -> None:
    archive = opened(
        store(
            claim("c1", text="In the palace."),
            claim("c2", text="Elsewhere."),
            claim("c3", who="bob", about="round-3"),
            claim("c4", about="palace", property="text", value="noise", text="Noise."),
        )
    )
    assert {fact.key for fact in archive.facts(words=words)} == keys


def test_records_are_given_as_the_store_has_them(store: Make, opened: Opened) -> None:
    archive = opened(store())
    assert archive.entity("place", "palace") == {
        "id": "palace",
        "name": "Dolmabahçe Palace",
        "aliases": [],
        "within": "istanbul",
        "note": None,
    }
    assert archive.entity("actor", "palace") is None
    assert [one["id"] for one in archive.entities("actor", kind="outlet")] == ["daily", "weekly"]
    assert [one["id"] for one in archive.entities("document", outlet="weekly")] == ["doc-2", "doc-3"]
    assert [one["id"] for one in archive.entities("event", number=3)] == ["round-3"]
    assert [one["id"] for one in archive.entities("term")] == ["peace", "trade"]
    kinds = ("claim", "fact", "actor", "place", "event", "property", "term", "document", "nonsense")
    assert [archive.count(kind) for kind in kinds] == [0, 0, 6, 3, 2, 9, 2, 3, 0]
    words = archive.vocabulary
    assert (words.place_name("palace"), words.place_parent("palace")) == ("Dolmabahçe Palace", "istanbul")
    assert (words.place_parent("turkey"), words.place_name("atlantis")) == (None, "atlantis")
    assert words.actor_is_unnamed("some-source")
    assert not words.actor_is_unnamed("ann")
    assert (words.actor_name("ann"), words.term_name("trade")) == ("Ann Hall", "Trade")


def test_documents_published_later_are_not_there_yet(store: Make, opened: Opened) -> None:
    archive = opened(store(), as_of="2025-07-22")
    assert [one["id"] for one in archive.entities("document")] == ["doc-1", "doc-3"]
    assert archive.count("document") == 2


def test_a_day_that_is_no_date_is_wrong_usage(store: Make, opened: Opened) -> None:
    with pytest.raises(UsageError, match="--as-of"):
        opened(store(), as_of="yesterday")


@pytest.mark.parametrize("walked", [0, 10_000], ids=["all", "in order"])
@pytest.mark.parametrize("words", [*(words for words, _ in FACTS), "said", "said date", "round -said", "r*"])
def test_a_limit_gives_the_first_of_the_facts_found_by_words(
    words: str,
    walked: int,
    store: Make,
    claim: Make,
    opened: Opened,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    archive = opened(
        store(
            claim("c1", text="In the palace, he said."),
            claim("c2", text="Elsewhere, he said."),
            claim("c3", who="bob", about="round-3", text="She said."),
            claim("c4", about="palace", property="text", value="noise", text="Noise, they said."),
            claim("c5", about="round-3", property="place", value="palace"),
        )
    )
    expected = [fact.key for fact in archive.facts(words=words)]
    monkeypatch.setattr(text_matching, "MOST_RANKED", 0)
    monkeypatch.setattr(fact_search, "_FEW", 0)
    monkeypatch.setattr(fact_search, "_WALKED", walked)
    assert [fact.key for fact in archive.facts(words=words)] == expected
    for limit in (1, 2, 5):
        assert [fact.key for fact in archive.facts(words=words, limit=limit)] == expected[:limit]


def test_words_that_name_something_as_a_whole_mean_the_facts_about_it(
    store: Make, claim: Make, opened: Opened
) -> None:
    archive = opened(
        store(
            claim("c1", about="bob", property="text", value="tired"),
            claim("c2", about="ann", property="text", value="awake"),
        )
    )
    for words in ("B. Stone", "Stone, Bob", "STONE"):
        assert [fact.key for fact in archive.facts(words=words)] == ["bob.text"]
    assert list(archive.facts(words="Bob Stame")) == []
