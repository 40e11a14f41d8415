from typing import Any

import pytest

from talkscli.conflicts.engine import Account, judge
from talkscli.conflicts.rules import compare_variants
from talkscli.conflicts.variant import Variant
from talkscli.values.parsing import parse_value
from talkscli.values.question import Question
from talkscli.values.vocabulary import Words

WORDS = Words(terms={"hall": "Hall", "palace": "Palace", "garden": "Garden"})

ALL: Any = ["garden", "hall", "palace"]

SENTENCES: list[tuple[str, str, Any, Any, str]] = [
    ("cents", "count", "250", "300..350", "250 cents and 300 to 350 cents have no number in common."),
    ("cents", "count", "300", "300..350", "300 cents fits 300 to 350 cents, which is less exact."),
    ("", "count", "253", "251", "253 and 251 are not the same number."),
    ("", "count", "1000.5", "1000", "1,000.5 fits 1,000, which is a round number."),
    ("", "duration", "1 y", "12 mo", "1 year and 12 months are the same."),
    ("", "date", "[2025-03-01]", "2025-03-01", "Both give 1 March 2025."),
    (
        "",
        "date",
        "2025-08",
        "2025-07-23/..",
        "August 2025 fits “from 23 July 2025 on”, which names further days.",
    ),
    (
        "",
        "date",
        "/2025-07-23",
        "2025-08",
        "“until 23 July 2025, beginning unknown” and August 2025 have no day in common.",
    ),
    (
        "",
        "date",
        "[2025-07-23..2025-07-24]",
        "2025-07-25",
        "“23 or 24 July 2025” and 25 July 2025 have no day in common.",
    ),
    (
        "",
        "date",
        "2025-07-23T10:00:00Z",
        "2025-07-23T11:00:00Z",
        "23 July 2025, 10:00 (UTC) and 23 July 2025, 11:00 (UTC) are different moments.",
    ),
    ("", "terms", ["hall"], ALL, "Both name Hall; one adds Garden and Palace."),
]


@pytest.mark.parametrize(("unit", "kind", "one", "other", "why"), SENTENCES)
def test_a_sentence_names_both_values_so_that_they_can_be_told_apart(
    unit: str, kind: str, one: Any, other: Any, why: str
) -> None:
    a, b = (Variant(parse_value(kind, raw)) for raw in (one, other))
    assert compare_variants(Question(kind, WORDS, unit=unit), a, b).why == why


def test_what_is_excluded_is_listed_with_and() -> None:
    limited, other = Variant(parse_value("terms", ["hall"]), only=True), Variant(parse_value("terms", ALL))
    finding = compare_variants(Question("terms", WORDS), limited, other)
    assert finding.why == "“Only Hall” leaves no room for Garden, Hall and Palace."


def test_the_engine_is_told_what_the_numbers_count() -> None:
    accounts = [
        Account("a", "anna", parse_value("count", "250")),
        Account("b", "ben", parse_value("count", "300")),
    ]
    why = "250 cents and 300 cents are not the same number."
    judged = judge("price.amount", "count", accounts, WORDS, unit="cents")
    assert [judged.worst and judged.worst.why, *(pair.finding.why for pair in judged.findings)] == [why, why]
