"""Articles that the rules were not made for: who says what in them, and what each value is.

Each is a text beside a small store, whose claims are what a careful reader finds; the rules see only its vocabulary.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from talkscli.desk.anchors import holds
from talkscli.desk.claim_checks import check_claim
from talkscli.desk.store_view import open_view
from talkscli.drafting.documents import DocumentFinder
from talkscli.drafting.draft_file import Proposal, write_draft
from talkscli.drafting.language import load_language
from talkscli.drafting.rules import RuleDrafter
from talkscli.index.claim_faults import LONGEST_QUOTE
from talkscli.queries.opening import open_archive

HERE = Path(__file__).parent / "articles"
ARTICLES = sorted(one.stem for one in HERE.glob("*.json"))
MEASURED = {"date", "count", "duration", "place", "actor"}


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory, session_cache: Path) -> dict[str, list[Proposal]]:
    """Draft each article against its store without its claims."""
    folder = tmp_path_factory.mktemp("stores")
    found = {}
    for name in ARTICLES:
        store = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
        bare = folder / f"{name}.json"
        bare.write_text(json.dumps({**store, "claims": []}), encoding="utf-8")
        with open_archive(str(bare), environ={"TALKS_CACHE": str(session_cache)}) as archive:
            finder = DocumentFinder(archive, str(HERE), outlet=None, published=None)
            drafter = RuleDrafter(archive, load_language("en"))
            found[name] = [one for doc in store["documents"] for one in drafter.draft(finder.find(doc["id"]))]
    return found


def read_claims(name: str) -> tuple[list[dict[str, Any]], dict[str, str]]:
    store = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return store["claims"], {one["id"]: one["type"] for one in store["properties"]}


def read_value(raw: Any) -> frozenset[str]:
    return frozenset(raw if isinstance(raw, list) else [raw])


@pytest.mark.parametrize("name", ARTICLES)
def test_most_statements_are_met_and_nearly_none_is_put_into_a_wrong_mouth(
    name: str, drafted: dict[str, list[Proposal]]
) -> None:
    claims, _ = read_claims(name)
    said = {(claim["source"]["paragraph"], claim["who"]) for claim in claims}
    made = {(one.source.paragraph, one.who) for one in drafted[name]}
    assert len(said & made) >= 0.75 * len(said), sorted(said - made)
    assert len(made - said) <= 0.1 * len(made), sorted(made - said)


def test_most_values_are_those_of_a_claim_of_the_same_paragraph(drafted: dict[str, list[Proposal]]) -> None:
    right, wrong = 0, []
    for name, proposals in drafted.items():
        claims, types = read_claims(name)
        known = {
            (one["source"]["paragraph"], types[one["what"]["property"]], read_value(one["what"].get("value")))
            for one in claims
        }
        for one in proposals:
            kind = types[one.what.property]
            if kind in MEASURED and one.what.value is not None:
                key = (one.source.paragraph, kind, read_value(one.what.value))
                right += key in known
                wrong += [] if key in known else [key]
    assert right >= 0.7 * (right + len(wrong)), wrong


@pytest.mark.parametrize("name", ARTICLES)
def test_each_anchor_stands_once_in_the_text_and_in_its_paragraph(
    name: str, drafted: dict[str, list[Proposal]]
) -> None:
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip()]
    assert drafted[name]
    for one in drafted[name]:
        quote, paragraph = one.source.quote, one.source.paragraph
        assert quote is not None
        assert paragraph is not None
        assert len(quote.split()) <= LONGEST_QUOTE
        assert text.count(quote) == 1
        assert holds(lines[paragraph - 1], quote)


@pytest.mark.parametrize("name", ARTICLES)
def test_each_draft_would_be_a_valid_claim_of_the_store(
    name: str, drafted: dict[str, list[Proposal]]
) -> None:
    with open_view(str(HERE / f"{name}.json")) as view:
        for one in drafted[name]:
            check_claim(one.to_claim(), view.header, name)
    ids = [one.id for one in drafted[name]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", ARTICLES)
def test_each_draft_says_why_and_is_the_same_every_time(
    name: str, drafted: dict[str, list[Proposal]], session_cache: Path, tmp_path: Path
) -> None:
    store = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    bare = tmp_path / "again.json"
    bare.write_text(json.dumps({**store, "claims": []}), encoding="utf-8")
    with open_archive(str(bare), environ={"TALKS_CACHE": str(session_cache)}) as archive:
        finder = DocumentFinder(archive, str(HERE), outlet=None, published=None)
        again = list(
            RuleDrafter(archive, load_language("en")).draft(finder.find(store["documents"][0]["id"]))
        )
    assert list(map(write_draft, again)) == list(map(write_draft, drafted[name]))
    for one in again:
        assert one.draft.by == "rules"
        assert one.draft.why
        assert 0 < one.draft.score <= 1


def find(drafted: dict[str, list[Proposal]], name: str, paragraph: int, who: str) -> Iterator[Proposal]:
    return (one for one in drafted[name] if one.source.paragraph == paragraph and one.who == who)


def test_what_a_source_told_an_outlet_comes_through_it(drafted: dict[str, list[Proposal]]) -> None:
    (source,) = find(drafted, "strike", 9, "coast-radio-source")
    assert source.source.via == ["coast-radio"]
    (people,) = find(drafted, "merger", 7, "reuters-people")
    assert people.source.via == ["reuters"]


def test_who_declined_to_say_withholds_and_gives_no_value(drafted: dict[str, list[Proposal]]) -> None:
    for name, paragraph, who in (("court", 9, "frisch"), ("merger", 7, "altron"), ("strike", 8, "brandt")):
        silent = [one for one in find(drafted, name, paragraph, who) if one.what.stance == "withholds"]
        assert silent, who
        assert all(one.what.value is None for one in silent)


def test_what_may_go_on_in_another_mouth_is_marked(drafted: dict[str, list[Proposal]]) -> None:
    texts = {name: (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines() for name in ARTICLES}
    for name, proposals in drafted.items():
        for one in proposals:
            if any(re.match("who: .* may still be speaking", missing) for missing in one.draft.missing):
                assert texts[name]
                assert one.who in {"gazette", "herald", "wire", "ledger"}
