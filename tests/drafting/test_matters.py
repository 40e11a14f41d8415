"""Of which event a draft is: of several of a kind, of what is over and what lies ahead, or of none."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talkscli.desk.texts import Text
from talkscli.drafting.documents import DraftDocument
from talkscli.drafting.language import load_language
from talkscli.drafting.rules import RuleDrafter
from talkscli.queries.opening import open_archive

if TYPE_CHECKING:
    from talkscli.drafting.draft_file import Proposal

STORE: dict[str, Any] = {
    "schema_version": 2,
    "title": "Border talks",
    "actors": [
        {"id": "lund", "kind": "person", "name": "Eva Lund"},
        {"id": "moss", "kind": "person", "name": "Karl Moss"},
        {"id": "post", "kind": "outlet", "name": "The Post"},
        {"id": "herald", "kind": "outlet", "name": "Herald"},
    ],
    "places": [{"id": "sundby", "name": "Sundby"}, {"id": "fell", "name": "Fell"}],
    "events": [
        {"id": "talks", "kind": "series", "name": "Border talks", "aliases": ["border talks"]},
        {"id": "round-1", "kind": "round", "name": "First round", "number": 1},
        {"id": "round-2", "kind": "round", "name": "Second round", "number": 2},
        {"id": "round-3", "kind": "round", "name": "Third round", "number": 3},
        {"id": "summit", "kind": "summit", "name": "Meeting of leaders", "aliases": ["summit"]},
        {"id": "war", "kind": "war", "name": "Border war", "aliases": ["the war"]},
    ],
    "properties": [
        {"id": "date", "type": "date", "label": "Date"},
        {"id": "venue", "type": "place", "label": "Venue"},
        {"id": "bodies", "type": "count", "label": "Prisoners", "unit": "prisoners"},
        {"id": "statement", "type": "text", "label": "Statement"},
    ],
    "terms": [],
    "documents": [{"id": "d", "outlet": "post", "title": "T", "published": "2026-05-06"}],
    "claims": [],
}
AHEAD = "The third round will take place in Sundby on 12 May, Eva Lund said."

Draft = Callable[[str], list["Proposal"]]


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory, session_cache: Path) -> Iterator[Draft]:
    """Draft a paragraph of an article whose main event, the third round, lies ahead."""
    path = tmp_path_factory.mktemp("border") / "border.json"
    path.write_text(json.dumps(STORE), encoding="utf-8")
    with open_archive(str(path), environ={"TALKS_CACHE": str(session_cache)}) as archive:
        drafter = RuleDrafter(archive, load_language("en"))

        def make(paragraph: str) -> list["Proposal"]:
            text = Text(f"{AHEAD}\n{paragraph}", "0" * 64)
            document = DraftDocument("d", text, outlet="post", outlet_name="The Post", published="2026-05-06")
            return [one for one in drafter.draft(document) if one.source.paragraph == 2]

        yield make


@pytest.mark.parametrize(
    ("paragraph", "about"),
    [
        ("The next round will be held in Fell.", {"round-3"}),
        ("The meeting is expected to be held in Fell.", {"round-3"}),
        ("The second round took place in Fell.", {"round-2"}),
        ("The previous round took place in Fell.", {"round-2"}),
        ("The first negotiation took place in Fell.", {"round-1"}),
        ("Previous rounds took place in Fell.", {"talks"}),
        ("Two rounds of talks were held in Fell.", {"talks"}),
        ("Two earlier rounds, on 3 March and 7 April, brought nothing.", {"round-1", "round-2"}),
        ("The second round took place in April. The talks were held in Fell.", {"round-2"}),
        ("Trade had long been slow in Fell.", set()),
        ("The two had a phone call on 2 May.", set()),
        ("A meeting between Eva Lund and Karl Moss took place in Fell.", set()),
        ("A meeting between the leaders may take place in Fell.", {"summit"}),
        ("Thousands fled to Fell since the start of the war, and many stayed in Sundby.", set()),
    ],
)
def test_a_value_is_of_the_event_that_its_own_words_mean(
    draft: Draft, paragraph: str, about: set[str]
) -> None:
    assert {one.what.about for one in draft(paragraph)} == about


def test_a_statement_that_names_no_event_is_left_to_its_speaker_and_says_so(draft: Draft) -> None:
    (made,) = draft("Karl Moss said that patience was running out on every side.")
    assert made.what.about == "moss"
    assert "about: no event is named here; the speaker is taken" in made.draft.missing


@pytest.mark.parametrize(
    "paragraph",
    [
        "Karl Moss said that this momentum could help everybody involved.",
        "“So far, we do not see this,” Karl Moss said.",
        "The news about the exchange was also confirmed by Karl Moss.",
        "The deal ends what Karl Moss describes as the root of all evil.",
    ],
)
def test_what_is_cut_off_or_points_to_what_stands_before_it_is_no_statement(
    draft: Draft, paragraph: str
) -> None:
    assert [one for one in draft(paragraph) if one.what.property == "statement"] == []


def test_this_week_points_to_nothing(draft: Draft) -> None:
    assert draft("Karl Moss said that this week had been hard for all of them.")


def test_an_act_keeps_its_helping_verbs(draft: Draft) -> None:
    (made,) = draft("Karl Moss has long been urging his neighbours to come.")
    assert str(made.what.value).startswith("has long been urging")


@pytest.mark.parametrize(
    ("paragraph", "who"),
    [
        ("Karl Moss just smiled: “We shall see it through.”", "moss"),
        (
            "All prisoners of both sides will be freed before June, their negotiator Karl Moss said on Tuesday.",
            "moss",
        ),
        ("The delegations have arrived with their gifts, per the Herald.", "herald"),
        ("“Nobody leaves without a deal,” Karl Moss snapped.", "moss"),
        (
            "The third round may fail for want of trust, Karl Moss said; Eva Lund denied that it would.",
            "moss",
        ),
    ],
)
def test_speakers_of_looser_english_are_found(draft: Draft, paragraph: str, who: str) -> None:
    assert who in {one.who for one in draft(paragraph)}


def test_per_before_a_measure_names_no_speaker(draft: Draft) -> None:
    assert "herald" not in {one.who for one in draft("The third round will cost 40 euros per day in Fell.")}
