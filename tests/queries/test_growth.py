"""What a question costs does not grow with the store: counted in steps of SQLite's machine, not in time."""

from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest

from talkscli.queries import fact_search, text_matching
from talkscli.queries.archive import Archive
from talkscli.queries.completions import complete
from talkscli.queries.filters import ClaimFilter

Make = Callable[..., dict[str, Any]]
Opened = Callable[..., Archive]

SIZES = (400, 4000)
QUESTIONS: dict[str, Callable[[Archive], Any]] = {
    "the first dates": lambda archive: list(archive.datings(ClaimFilter(), None, None, 10)),
    "the first dates of a property": lambda archive: list(
        archive.datings(ClaimFilter(property=("date",)), None, None, 10)
    ),
    "the oldest claims": lambda archive: list(archive.claims_by_day(ClaimFilter(), None, None, 10)),
    "the newest claims": lambda archive: list(archive.claims(ClaimFilter(), 10)),
    "a person's claims": lambda archive: list(archive.claims(ClaimFilter(who=("ann",)), 10)),
    "the first documents": lambda archive: list(islice(archive.entities("document"), 10)),
    "how a document stands": lambda archive: list(archive.sources("document").list_all(only=["paper-7"])),
    "how the first documents stand": lambda archive: list(archive.sources("document").list_all(limit=10)),
    "how the first claimants stand": lambda archive: list(archive.sources("claimant").list_all(limit=3)),
    "the worst facts": lambda archive: list(archive.facts(verdicts=("contradiction",), limit=10)),
    "a rare word": lambda archive: list(archive.search("w17", 10)),
    "a common word": lambda archive: list(archive.search("peace", 10)),
    "a common beginning": lambda archive: list(archive.search("pea*", 10)),
    "a common word of a person": lambda archive: list(archive.search("who:ann peace", 10)),
    "facts by a common word": lambda archive: list(archive.facts(words="peace", limit=10)),
    "facts by a rare word": lambda archive: list(archive.facts(words="w17", limit=10)),
    "a name": lambda archive: archive.find("Анна Холл", ("actor",)),
    "a completion": lambda archive: complete(archive, ("fact", "claim", "actor"), "e1"),
}


def make_large(store: Make, claim: Make, size: int) -> dict[str, Any]:
    """Make a store in which a fact, a person and a document have as many claims, however many there are."""
    claims = [
        claim(
            f"c{number}",
            who="ann" if number < 40 else ("bob", "cem")[number % 2],
            about=f"e{number // 4}",
            value=f"2025-{1 + number % 12:02}-{1 + number // 12 % 28:02}",
            when=f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number // 7 % 28:02}",
            text=f"Peace, w{number}.",
            document=f"paper-{number // 8}",
        )
        for number in range(size)
    ]
    made = store(*claims)
    made["events"] += [
        {"id": f"e{number}", "kind": "round", "name": f"Meeting {number}"} for number in range(size // 4)
    ]
    made["documents"] += [
        {"id": f"paper-{number}", "outlet": "daily", "title": f"Paper {number}"}
        for number in range(size // 8 + 1)
    ]
    return made


def count_steps(archive: Archive, ask: Callable[[Archive], Any]) -> int:
    """Count in hundreds the steps that SQLite's machine makes for a question."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    archive.connection.set_progress_handler(step, 100)
    assert ask(archive)
    archive.connection.set_progress_handler(None, 0)
    return steps


def test_what_a_question_costs_does_not_grow_with_the_store(
    store: Make, claim: Make, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_matching, "MOST_RANKED", 30)
    monkeypatch.setattr(text_matching, "_FEW", 60)
    monkeypatch.setattr(text_matching, "_WALKED", 100)
    monkeypatch.setattr(fact_search, "_WALKED", 60)
    costs = {}
    for size in SIZES:
        archive = opened(make_large(store, claim, size), name=f"{size}.json")
        costs[size] = {name: count_steps(archive, ask) for name, ask in QUESTIONS.items()}
    few, many = (costs[size] for size in SIZES)
    assert {name: (few[name], many[name]) for name in QUESTIONS if many[name] > 2 * few[name] + 10} == {}
