"""Quotations of one utterance: how alike they are, and how much of them is compared for it."""

from typing import Any

import pytest
import rapidfuzz.fuzz
from tests.factory import compare, make_variant

COMPARED = 10_000
"""What docs/spec.md says."""


def find_similarity(one: str, other: str) -> tuple[str, str, float | None]:
    finding = compare("quote", make_variant("quote", one), make_variant("quote", other))
    return finding.relation, finding.cause, finding.similarity


def test_the_similarity_of_long_quotations_is_that_of_their_beginnings() -> None:
    same = "we agreed on it " * (COMPARED // 16)
    assert len(same) == COMPARED
    assert find_similarity(f"{same}now", f"{same}never") == ("overlaps", "wording", 1.0)
    assert find_similarity(f"now {same}", f"never {same}") == ("overlaps", "wording", 1.0)
    assert find_similarity(f"{same[:-1000]}{'now ' * 250}", f"{same[:-1000]}{'zzz ' * 250}")[2] == 0.92


def test_long_quotations_are_the_same_or_excerpts_by_all_their_words() -> None:
    same = "we agreed on it " * COMPARED
    assert find_similarity(f"{same}now", f"{same.upper()} NOW!")[0] == "same"
    assert find_similarity(f"{same}now", f"{same}now and then")[:2] == ("refines", "coverage")
    assert find_similarity(f"{same}now", f"{same}never")[0] == "overlaps"


def test_no_more_than_the_beginnings_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def ratio(*texts: str, **more: Any) -> float:
        del more
        compared.extend(map(len, texts))
        return 50.0

    monkeypatch.setattr(rapidfuzz.fuzz, "ratio", ratio)
    find_similarity("now " * 100_000, "then " * 100_000)
    assert compared == [COMPARED, COMPARED]
