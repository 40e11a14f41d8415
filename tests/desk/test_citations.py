"""A citation keeps the whole chain and every hedge, and no text of a document breaks it."""

from typing import Any

import pytest

from talkscli.desk.citations import (
    Citation,
    find_hedges,
    find_link,
    make_csl,
    make_csl_date,
    make_review,
    write_markdown,
    write_sentence,
)
from talkscli.output.rowtext import escape_markdown

DOCUMENT = {"id": "doc", "title": "A headline", "outlet": "paper", "published": "2025-07-22"}


def cite(**changes: Any) -> Citation:
    given: dict[str, Any] = {
        "fact": "round-3.date",
        "chain": ["RIA", "Eunews"],
        "kinds": ("agency", "outlet"),
        "document": DOCUMENT,
        "published": "22 July 2025",
        "when": "2025-07-22",
        "when_words": "22 July 2025",
        "quote": "24 and 25 July",
        "paragraph": 8,
        "hedges": [],
    }
    return Citation("c1", "Talks were planned.", **(given | changes))


SENTENCES: list[tuple[dict[str, Any], str]] = [
    ({}, "RIA, according to Eunews of 22 July 2025: Talks were planned (“24 and 25 July”, paragraph 8)."),
    (
        {"chain": ["a source", "TASS", "RIA", "Eunews"], "when": "2025-07-21", "when_words": "21 July 2025"},
        (
            "A source (21 July 2025), through TASS and RIA, according to Eunews of 22 July 2025: "
            "Talks were planned (“24 and 25 July”, paragraph 8)."
        ),
    ),
    (
        {"chain": ["Eunews"], "hedges": ["planned", "this and nothing else"], "quote": None},
        (
            "Eunews of 22 July 2025, in its own voice [planned; this and nothing else]: "
            "Talks were planned (paragraph 8)."
        ),
    ),
    (
        {"document": {**DOCUMENT, "published": None}, "published": "undated", "paragraph": None, "when": None,
         "when_words": ""},
        "RIA, according to Eunews (undated): Talks were planned (“24 and 25 July”).",
    ),
    (
        {"document": {**DOCUMENT, "published": "2025-07~"}, "published": "about July 2025", "quote": None,
         "paragraph": None},
        "RIA (22 July 2025), according to Eunews (about July 2025): Talks were planned.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "sentence"), SENTENCES)
def test_the_sentence_names_everyone_in_the_chain(changes: dict[str, Any], sentence: str) -> None:
    assert write_sentence(cite(**changes)) == sentence


HEDGES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"unnamed": True}, ["the source is not named"]),
    ({"stance": "denies", "status": "planned"}, ["a denial", "planned"]),
    ({"stance": "withholds", "has_value": False}, ["did not say"]),
    ({"stance": "withholds"}, ["not confirmed"]),
    ({"status": "to-be-agreed", "only": True}, ["to be agreed", "this and nothing else"]),
    ({"revised_by": ["c2"]}, ["later revised: c2"]),
    ({"revised_by": ["c3", "c2"]}, ["later revised: c3, c2"]),
    ({"retracted": "misread"}, ["taken back by those who keep the store: misread"]),
]


@pytest.mark.parametrize(("given", "hedges"), HEDGES)
def test_every_hedge_is_said(given: dict[str, Any], hedges: list[str]) -> None:
    plain: dict[str, Any] = {"unnamed": False, "stance": "asserts", "status": None, "only": False}
    assert find_hedges(**(plain | given)) == hedges


def test_markdown_shows_the_words_and_where_they_stand() -> None:
    document = {**DOCUMENT, "url": "https://example.org/a (1)?q=<x>"}
    assert write_markdown(cite(document=document, hedges=["planned"]), escape_markdown) == (
        "**RIA**, according to Eunews of 22 July 2025 \\[planned\\]: Talks were planned.\n"
        "\n"
        "> “24 and 25 July”\n"
        ">\n"
        "> — [*A headline*](<https://example.org/a%20(1)?q=%3Cx%3E>), Eunews, 22 July 2025, paragraph 8"
    )


def test_markdown_cannot_be_broken_by_a_text() -> None:
    hostile = "[x](javascript:alert(1)) <script> **b** \n# heading \x1b[2J"
    text = write_markdown(
        cite(chain=[hostile, hostile], quote=hostile, document={**DOCUMENT, "title": hostile, "url": "javascript:x"}),
        escape_markdown,
    )  # fmt: skip
    assert "\x1b" not in text
    assert "\n#" not in text
    assert "](" not in text.replace("\\](", "")
    assert "<script>" not in text.replace("\\<script\\>", "")


@pytest.mark.parametrize(
    ("edtf", "date"),
    [
        ("2025-07-22", {"date-parts": [[2025, 7, 22]]}),
        ("2025-07", {"date-parts": [[2025, 7]]}),
        ("2025", {"date-parts": [[2025]]}),
        ("2025~", {"date-parts": [[2025]], "circa": True}),
        ("2025-07-22/2025-07-23", {"date-parts": [[2025, 7, 22], [2025, 7, 23]]}),
        ("[2025-07-21..2025-07-23]", {"literal": "WORDS"}),
        ("2025-21", {"literal": "WORDS"}),
        ("2025-07-22/..", {"literal": "WORDS"}),
    ],
)
def test_a_date_of_csl_is_parts_only_where_it_is_plain(edtf: str, date: dict[str, Any]) -> None:
    assert make_csl_date(edtf, "WORDS") == date


def test_an_item_of_csl_keeps_the_chain_in_its_note() -> None:
    document = {**DOCUMENT, "author": "A. Author", "language": "en", "url": "https://example.org/"}
    assert make_csl(cite(document=document)) == {
        "id": "c1",
        "type": "article-newspaper",
        "title": "A headline",
        "container-title": "Eunews",
        "author": [{"literal": "A. Author"}],
        "issued": {"date-parts": [[2025, 7, 22]]},
        "language": "en",
        "URL": "https://example.org/",
        "note": write_sentence(cite()),
    }


def test_a_review_rates_nothing_and_types_no_unnamed_source() -> None:
    review = make_review(cite(kinds=("unnamed", "outlet"), when="2025-07~"))
    assert "reviewRating" not in review
    assert review["itemReviewed"]["author"] == {"name": "RIA"}
    assert "datePublished" not in review["itemReviewed"]
    assert review["itemReviewed"]["appearance"]["datePublished"] == "2025-07-22"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/ä?b=1&c=2#d", "https://example.org/%C3%A4?b=1&c=2#d"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("https://example.org/%41", "https://example.org/%41"),
        ("javascript:alert(1)", None),
        ("//example.org", None),
        ("", None),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str, link: str | None) -> None:
    assert find_link({"url": url}) == link
