"""Who vouches for what: the ways in which articles name a speaker, in a sentence each."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talkscli.desk.texts import Text
from talkscli.drafting.documents import DraftDocument
from talkscli.drafting.language import load_language
from talkscli.drafting.rules import Drafts, RuleDrafter
from talkscli.queries.opening import open_archive

if TYPE_CHECKING:
    from talkscli.drafting.draft_file import Proposal

STORE: dict[str, Any] = {
    "schema_version": 2,
    "title": "Ferry",
    "actors": [
        {"id": "lund", "kind": "person", "name": "Eva Lund", "of": "line"},
        {"id": "moss", "kind": "person", "name": "Karl Moss"},
        {"id": "line", "kind": "organisation", "name": "Northern Line"},
        {"id": "norland", "kind": "state", "name": "Norland"},
        {"id": "police", "kind": "office", "name": "Harbour Police"},
        {"id": "wire", "kind": "agency", "name": "Sea Wire"},
        {"id": "wire-source", "kind": "unnamed", "name": "a source of Sea Wire", "of": "wire"},
        {"id": "post", "kind": "outlet", "name": "The Post"},
    ],
    "places": [{"id": "norland-country", "name": "Norland"}, {"id": "capital", "name": "Sundby", "within": "norland-country"}],
    "events": [{"id": "sinking", "kind": "sinking", "name": "Sinking of the Aurora", "aliases": ["the sinking"]}],
    "properties": [
        {"id": "date", "type": "date", "label": "Date"},
        {"id": "rescued", "type": "count", "label": "Rescued", "unit": "passengers"},
        {"id": "demand", "type": "terms", "label": "Demands"},
        {"id": "statement", "type": "text", "label": "Statement"},
    ],
    "terms": [{"id": "inquiry", "name": "Public inquiry"}],
    "documents": [{"id": "d", "outlet": "post", "title": "T", "published": "2026-05-06"}],
    "claims": [],
}  # fmt: skip


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory, session_cache: Path) -> Iterator[Callable[..., Drafts]]:
    path = tmp_path_factory.mktemp("ferry") / "ferry.json"
    path.write_text(json.dumps(STORE), encoding="utf-8")
    with open_archive(str(path), environ={"TALKS_CACHE": str(session_cache)}) as archive:
        drafter = RuleDrafter(archive, load_language("en"))

        def make(*lines: str) -> Drafts:
            text = Text("\n".join(lines), "0" * 64)
            published = "2026-05-06"
            return drafter.draft(
                DraftDocument("d", text, outlet="post", outlet_name="The Post", published=published)
            )

        yield make


CASES = [
    ("Eva Lund said that 40 passengers were rescued after the sinking.", "lund", [], "asserts"),
    ("“We rescued 40 passengers after the sinking,” Eva Lund said.", "lund", [], "asserts"),
    ("“We rescued 40 passengers after the sinking,” said Eva Lund.", "lund", [], "asserts"),
    ("“We rescued 40 passengers after the sinking,” said the captain, Eva Lund.", "lund", [], "asserts"),
    ("After the sinking 40 passengers were rescued, according to Eva Lund.", "lund", [], "asserts"),
    ("According to Northern Line, 40 passengers were rescued after the sinking.", "line", [], "asserts"),
    ("Eva Lund told Sea Wire that 40 passengers were rescued after the sinking.", "lund", ["wire"], "asserts"),
    ("Eva Lund, captain of the Aurora, told Sea Wire that 40 passengers were rescued.", "lund", ["wire"], "asserts"),
    ("A source told Sea Wire that 40 passengers were rescued after the sinking.", "wire-source", ["wire"], "asserts"),
    ("Sea Wire reported, citing a source, that 40 passengers were rescued.", "wire-source", ["wire"], "asserts"),
    ("A spokesman for Northern Line said that 40 passengers were rescued.", "line", [], "asserts"),
    ("Northern Line said nothing was wrong. It added that 40 passengers were rescued.", "line", [], "asserts"),
    ("Eva Lund denied that 40 passengers were rescued.", "lund", [], "denies"),
    ("Sundby said that 40 passengers were rescued after the sinking.", "norland", [], "asserts"),
    ("Eva Lund: 40 passengers were rescued after the sinking", "lund", [], "asserts"),
    ("40 passengers were rescued after the sinking – Eva Lund", "lund", [], "asserts"),
    ("After the sinking 40 passengers were rescued.", "post", [], "asserts"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "who", "via", "stance"), CASES)
def test_a_number_is_claimed_by_who_says_it(
    draft: Callable[..., Drafts], line: str, who: str, via: list[str], stance: str
) -> None:
    counts = [one for one in draft(line) if one.what.property == "rescued"]
    found = [(one.who, one.source.via, one.what.stance, one.what.value) for one in counts]
    assert found == [(who, via, stance, "40")]


def read(drafts: Drafts) -> list[tuple[int | None, str, str]]:
    return [(one.source.paragraph, one.who, one.what.property) for one in drafts]


def test_two_speakers_of_one_sentence_each_say_their_own(draft: Callable[..., Drafts]) -> None:
    line = "Eva Lund said that 40 passengers were rescued, while Sea Wire reported that 38 passengers were rescued."
    found = [(one.who, one.what.value) for one in draft(line)]
    assert found == [("lund", "40"), ("wire", "38")]


def test_he_and_the_captain_are_who_was_just_spoken_of(draft: Callable[..., Drafts]) -> None:
    drafts = draft(
        "Captain Eva Lund said that she had called for help at once.",
        "She added that 40 passengers were rescued after the sinking.",
        "The captain said that the sinking took place on Monday.",
    )
    assert read(drafts)[1:] == [(2, "lund", "rescued"), (3, "lund", "date")]


def test_a_bare_role_that_fits_two_is_nobody(draft: Callable[..., Drafts]) -> None:
    drafts = draft(
        "Captain Eva Lund and Captain Karl Moss came to the harbour office together.",
        "The captain said that 40 passengers were rescued after the sinking.",
    )
    assert read(drafts) == []
    assert drafts.unknown == [(2, "The captain")]


def test_a_surname_is_that_of_who_was_named_in_full(draft: Callable[..., Drafts]) -> None:
    drafts = draft(
        "Eva Lund commanded the ferry for many years.", "Lund said that 40 passengers were rescued."
    )
    assert read(drafts) == [(2, "lund", "rescued")]


def test_a_surname_that_nobody_bears_in_full_is_not_guessed(draft: Callable[..., Drafts]) -> None:
    drafts = draft("Lund said that 40 passengers were rescued after the sinking.")
    assert read(drafts) == []
    assert drafts.unknown == [(1, "Lund")]


def test_another_bearer_of_a_surname_is_somebody_else(draft: Callable[..., Drafts]) -> None:
    drafts = draft(
        "Eva Lund commanded the ferry for many years.",
        "Her brother Peter Lund said that 40 passengers were rescued.",
    )
    assert read(drafts) == []


def test_what_somebody_unknown_says_is_not_the_outlets(draft: Callable[..., Drafts]) -> None:
    drafts = draft("Rosa Diaz, a passenger, said that 40 passengers were rescued after the sinking.")
    assert list(drafts) == []
    assert len(drafts.unknown) == 1


def test_a_quotation_without_a_speaker_is_that_of_who_speaks_beside_it(draft: Callable[..., Drafts]) -> None:
    drafts = draft("“The sea was calm that night.” Eva Lund said so. “We lost power,” she added.")
    assert {one.who for one in drafts} == {"lund"}


def test_the_day_beside_the_verb_is_when_it_was_said_and_no_value(draft: Callable[..., Drafts]) -> None:
    for line in (
        "Eva Lund said on Monday that 40 passengers were rescued after the sinking.",
        "On Monday, Eva Lund said that 40 passengers were rescued after the sinking.",
        "“We rescued 40 passengers after the sinking,” Eva Lund said on Monday.",
    ):
        found = [(one.when, one.what.property) for one in draft(line)]
        assert found == [("2026-05-04", "rescued")], line


def test_a_demand_is_its_makers_and_has_its_matter(draft: Callable[..., Drafts]) -> None:
    (one,) = draft("Northern Line demanded a public inquiry into the sinking.")
    assert (one.who, one.what.about, one.what.value, one.what.status) == (
        "line",
        "line",
        ["inquiry"],
        "demanded",
    )


def test_words_that_look_like_speech_are_none(draft: Callable[..., Drafts]) -> None:
    lines = (
        "The report on the sinking filled 40 pages and had many claims in it.",
        "The ferry is expected to be raised, and the crew is said to be well.",
        "A think tank in the harbour studied the sinking for a long time.",
    )
    drafts = draft(*lines)
    assert [one for one in drafts if one.who != "post"] == []
    assert drafts.unknown == []


def test_a_negated_value_is_left_to_a_reader(draft: Callable[..., Drafts]) -> None:
    found: list[Proposal] = list(draft("Eva Lund said that not all 40 passengers were rescued."))
    assert [one.what.property for one in found] == ["statement"]


def test_who_speaks_for_somebody_is_not_him(draft: Callable[..., Drafts]) -> None:
    drafts = draft(
        "Eva Lund, spokeswoman for harbour chief Karl Moss, said that 40 passengers were rescued.",
        "The spokeswoman for the harbour chief did not say when the sinking took place.",
    )
    assert [(one.source.paragraph, one.who, one.what.stance) for one in drafts] == [
        (1, "lund", "asserts"),
        (2, "lund", "withholds"),
    ]


HOSTILE = [
    "said " * 400,
    '"' * 999,
    "“" * 300 + "Eva Lund said",
    "Eva Lund said, " * 200,
    "of 2 July and " * 200,
    "1 " * 900,
    "\u202eEva Lund\u202c said that \x00\x1b[31m 40 passengers were rescued",
    "Eva Lund: " * 300,
    "– Eva Lund said.",
    "according to " * 200,
    "Eva Lund said that " + "very " * 3000 + "40 passengers were rescued.",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_nobody_would_write_is_read_all_the_same(draft: Callable[..., Drafts], text: str) -> None:
    lines = [text, "Eva Lund told Sea Wire that 40 passengers were rescued after the sinking.", text]
    for one in draft(*lines):
        assert one.source.quote is not None
        assert "\n".join(lines).count(one.source.quote) == 1
