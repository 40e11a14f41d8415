"""The page as text: what is in it, and what no text from a store does in it."""

import re
import sys
from collections.abc import Callable
from typing import Any

import pytest
from markdown_it import MarkdownIt
from tests.pages.hostile import make_hostile
from tests.small_stores import make_claim, make_store

from talkscli.errors import UsageError
from talkscli.pages.content import Page, collect_page
from talkscli.pages.writing import HTML, MARKDOWN, check_libraries, write_page
from talkscli.queries.archive import Archive

Open = Callable[..., Archive]


def disputed(*dates: str, **fields: Any) -> dict[str, Any]:
    """Make a store in which the nth of some people gives the nth date."""
    whos = ("ann", "bob", "cem")
    return make_store(
        *(
            make_claim(f"c{number}", who=whos[number % 3], value=date, **fields)
            for number, date in enumerate(dates)
        )
    )


def read(page: Page) -> list[str]:
    """Return the summaries of the disputes as plain text."""
    return [
        " ".join("".join(text for _, text in one) for one in dispute.summary) for dispute in page.disputes
    ]


def test_the_one_against_two_is_said_to_stand_alone(opened: Open) -> None:
    page = collect_page(opened(disputed("2025-05-16", "2025-05-16", "2025-05-18")))
    assert read(page) == [
        "2 claimants say 16 May 2025: Ann Hall and Bob Stone. Cem Yıldız stands alone with 18 May 2025."
    ]
    assert [one.is_alone for one in page.disputes[0].positions] == [False, True]


def test_one_against_one_is_no_majority(opened: Open) -> None:
    page = collect_page(opened(disputed("2025-05-16", "2025-05-18")))
    assert read(page) == ["One against one: Ann Hall: 16 May 2025; Bob Stone: 18 May 2025."]
    assert not any(one.is_alone for one in page.disputes[0].positions)


def test_an_unnamed_source_may_be_one_of_the_others_and_makes_nobody_stand_alone(opened: Open) -> None:
    store = make_store(
        make_claim("a", who="ann", value="2025-05-16"),
        make_claim("b", who="some-source", value="2025-05-16"),
        make_claim("c", who="bob", value="2025-05-18"),
    )
    page = collect_page(opened(store))
    assert not any(one.is_alone for one in page.disputes[0].positions)
    assert page.disputes[0].positions[0].origins == "1 to 2 claimants"


def test_what_is_only_less_exact_comes_after_what_it_fits(opened: Open) -> None:
    page = collect_page(opened(disputed("2025-05", "2025-05-16", "2025-05-18")))
    (dispute,) = page.disputes
    assert [(one.letter, one.value, one.fits) for one in dispute.positions] == [
        ("A", "16 May 2025", []), ("B", "18 May 2025", []), ("C", "May 2025", ["A", "B"])
    ]  # fmt: skip


def test_the_matrix_tells_silence_from_not_saying(opened: Open) -> None:
    store = make_store(
        make_claim("a", who="ann", value="2025-05-16", document="doc-1"),
        make_claim("b", who="bob", value="2025-05-16", document="doc-1"),
        make_claim("c", who="cem", value="2025-05-18", document="doc-2"),
        make_claim("d", who="cem", value=None, stance="withholds", document="doc-4"),
        make_claim("e", about="round-3", who="cem", value="2025-05-18", document="doc-2"),
        make_claim("f", about="round-3", who="ann", value="2025-05-19", document="doc-2"),
    )
    store["actors"].append({"id": "monthly", "kind": "outlet", "name": "The Monthly"})
    store["documents"].append({"id": "doc-4", "outlet": "monthly", "title": "Four"})
    page = collect_page(opened(store))
    assert page.matrix.outlets == ["The Weekly", "The Daily", "The Monthly"]
    told = {
        dispute.key: [([differs for _, differs in cell.said], cell.has_unsaid) for cell in cells]
        for dispute, cells in page.matrix.rows
    }
    assert told == {
        "round-1.date": [([True], False), ([False], False), ([], True)],
        # Where each stands alone there is no answer to differ from.
        "round-3.date": [([False, False], False), ([], False), ([], False)],
    }
    html, text = write_page(page, HTML), write_page(page, MARKDOWN)
    assert html.count('<span class="unsaid">somebody did not say</span>') == 1
    assert html.count('<span class="hidden">silent</span>') == 2
    assert "| B. 18 May 2025 (differs) | A. 16 May 2025 | somebody did not say |" in text


def test_a_report_about_one_thing_has_nothing_else(opened: Open) -> None:
    store = make_store(
        make_claim("a", value="2025-05-16"), make_claim("b", about="round-3", document="doc-2", who="bob")
    )
    page = collect_page(opened(store), about=("round-3",), about_name="Third round")
    assert [one.key for one in page.others] == ["round-3.date"]
    assert (page.claims, page.claimants, page.documents, page.facts) == (1, 1, 1, 1)
    assert [one.title for one in page.sources] == ["Two"]


def test_a_day_in_the_past_knows_nothing_of_later_claims(opened: Open) -> None:
    store = make_store(
        make_claim("a", who="ann", value="2025-05-16", document="doc-1"),
        make_claim("b", who="bob", value="2025-05-18", document="doc-2"),
    )
    then = collect_page(opened(store, as_of="2025-07-22"), as_of="2025-07-22")
    assert (then.claims, len(then.disputes), then.as_of) == (1, 0, "22 July 2025")
    assert "As of 22 July 2025" in write_page(then, HTML)


def test_facts_that_are_not_disputed_are_left_out_where_only_disputes_are_asked_for(opened: Open) -> None:
    archive = opened(make_store(make_claim("a")))
    page = collect_page(archive, conflicts_only=True)
    assert "What is not disputed" not in write_page(page, HTML) + write_page(page, MARKDOWN)
    assert "What is not disputed" in write_page(collect_page(archive), HTML)


@pytest.mark.parametrize("form", [HTML, MARKDOWN])
def test_a_store_without_claims_makes_a_page_too(opened: Open, form: str) -> None:
    assert "Small talks" in write_page(collect_page(opened(make_store())), form)


def test_the_same_store_makes_the_same_bytes(opened: Open) -> None:
    store = disputed("2025-05-16", "2025-05-18", "2025-05")
    turned = {**store, "claims": store["claims"][::-1]}
    one, other = (
        collect_page(opened(each, name=f"{name}.json")) for name, each in (("a", store), ("b", turned))
    )
    assert write_page(one, HTML) == write_page(other, HTML)
    assert write_page(one, MARKDOWN) == write_page(other, MARKDOWN)


def test_a_page_links_to_the_web_alone(opened: Open) -> None:
    addresses = [
        "https://a.example/x",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//b.example",
        "http://[",
        "data:text/html,x",
    ]
    store = make_store(*(make_claim(f"c{number}", document=f"d{number}") for number in range(len(addresses))))
    store["documents"] = [
        {"id": f"d{number}", "outlet": "daily", "title": "T", "url": url}
        for number, url in enumerate(addresses)
    ]
    made = write_page(collect_page(opened(store)), HTML)
    assert re.findall(r'<a href="([^#"]+)"', made) == ["https://a.example/x"]


def test_what_is_hidden_in_a_text_is_written_out(opened: Open) -> None:
    store = disputed("2025-05-16", "2025-05-18", text="x \u202e\u200b y")
    for form in (HTML, MARKDOWN):
        made = write_page(collect_page(opened(store, name=f"{form}.json")), form)
        assert "\u202e" not in made
        assert "\u200b" not in made
        assert "u202e" in made


def test_no_text_of_a_store_becomes_markup_in_markdown(opened: Open) -> None:
    made = write_page(collect_page(opened(make_hostile())), MARKDOWN)
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(made)
    tags = set(re.findall(r"<([a-z0-9]+)", rendered))
    assert tags <= {
        "h1",
        "h2",
        "h3",
        "p",
        "em",
        "strong",
        "ul",
        "li",
        "code",
        "pre",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
    }
    assert "<table" in rendered
    assert not re.search(r"<[^>]*(?:href|src|onerror)=", rendered)


def test_a_template_is_no_template_within_a_text(opened: Open) -> None:
    store = disputed("2025-05-16", "2025-05-18", text="{{ 7 * 7 }}")
    assert "{{ 7 * 7 }}" in write_page(collect_page(opened(store)), HTML)


def test_the_missing_library_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(UsageError) as failed:
        check_libraries()
    assert failed.value.hint == "pip install 'talkscli[report]'"
