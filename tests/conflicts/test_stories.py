"""Disputes of invented stories, each in a store of its own under tests/cases/stores, and what a careful reader calls them.

A file is a store whose claims stand under `disputes`: a fact, what the case is about (`says`), the verdict, the cause
of the worst pair where it matters, and the claims in short.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from talkscli.index.check import check_store
from talkscli.queries.archive import Archive
from talkscli.queries.opening import open_archive

FOLDER = Path(__file__).parents[1] / "cases" / "stores"
STORIES: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))
}
DISPUTES = [(name, dispute) for name, story in STORIES.items() for dispute in story["disputes"]]
FIELDS = {"says", "fact", "verdict", "cause", "claims", "origins", "self_contradictions", "differing_reports"}
OF_WHAT = ("value", "stance", "status", "only", "at")


def make_claim(dispute: dict[str, Any], number: int, short: dict[str, Any]) -> dict[str, Any]:
    about, _, prop = dispute["fact"].partition(".")
    what = {"about": about, "property": prop, **{key: short[key] for key in OF_WHAT if key in short}}
    claim = {
        "id": short.get("id", f"{about}-{prop}-{number}"),
        "who": short["who"],
        "what": {**what, "text": dispute["says"]},
        "source": {"document": short["document"], "via": short.get("via", [])},
    }
    return claim | {key: short[key] for key in ("when", "revises") if key in short}


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Archive]]:
    folder = tmp_path_factory.mktemp("stories")
    opened = {}
    for name, story in STORIES.items():
        claims = [
            make_claim(dispute, number, short)
            for dispute in story["disputes"]
            for number, short in enumerate(dispute["claims"], 1)
        ]
        head = {key: value for key, value in story.items() if key != "disputes"}
        path = folder / f"{name}.json"
        path.write_text(json.dumps({"schema_version": 2, **head, "claims": claims}), encoding="utf-8")
        assert list(check_store(str(path))) == []
        opened[name] = open_archive(str(path))
    yield opened
    for archive in opened.values():
        archive.close()


def test_each_dispute_is_a_fact_of_its_own() -> None:
    for story in STORIES.values():
        facts = [dispute["fact"] for dispute in story["disputes"]]
        assert len(facts) == len(set(facts))
        assert all(set(dispute) <= FIELDS for dispute in story["disputes"])


@pytest.mark.parametrize(
    ("story", "dispute"), DISPUTES, ids=[f"{story}/{dispute['fact']}" for story, dispute in DISPUTES]
)
def test_a_dispute_is_called_what_a_careful_reader_calls_it(
    archives: dict[str, Archive], story: str, dispute: dict[str, Any]
) -> None:
    judgement = archives[story].judge(dispute["fact"])
    assert judgement.verdict == dispute["verdict"], judgement.worst
    if "cause" in dispute:
        assert judgement.worst is not None
        worst = judgement.worst
        causes = {pair.finding.cause for pair in judgement.findings if pair.finding.weight == worst.weight}
        assert dispute["cause"] in causes | {worst.cause}
    if "origins" in dispute:
        assert list(judgement.origins) == dispute["origins"]
    for pairs in ("self_contradictions", "differing_reports"):
        if pairs in dispute:
            assert len(getattr(judgement, pairs)) == dispute[pairs]
