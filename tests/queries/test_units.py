from collections.abc import Callable
from typing import Any

import pytest

from talkscli.queries.archive import Archive

WHY = "250 cents and 300 to 350 cents have no number in common."


@pytest.mark.parametrize("as_of", [None, "2025-07-25"])
def test_the_reasons_that_are_kept_and_told_name_what_a_count_counts(
    as_of: str | None,
    store: Callable[..., dict[str, Any]],
    claim: Callable[..., dict[str, Any]],
    opened: Callable[..., Archive],
) -> None:
    given = store(
        claim("c1", property="price", value="250", when="2025-07-20"),
        claim("c2", who="bob", property="price", value="300..350", when="2025-07-24"),
        claim("c3", who="cem", property="price", value="250", when="2025-07-29"),
    )
    given["properties"].append({"id": "price", "type": "count", "unit": "cents"})
    archive = opened(given, as_of=as_of)
    fact = archive.fact("round-1.price")
    assert fact
    assert (fact.why, fact.claims) == (WHY, 2 if as_of else 3)
    worst = archive.judge("round-1.price").worst
    assert worst
    assert worst.why == WHY
