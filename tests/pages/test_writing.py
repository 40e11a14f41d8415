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
    assert [line.key for group in page.others for line in group.lines] == ["round-3.date"]
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


def test_what_several_agree_on_is_parted_from_what_one_voice_says_and_each_has_its_speaker(
    opened: Open,
) -> None:
    store = make_store(
        make_claim("a", who="ann", value="2025-05-16"),
        make_claim("b", who="bob", value="2025-05-16"),
        make_claim("c", about="round-3", who="cem", value="2025-07-23"),
        make_claim("d", about="round-2", who="ann", value="2025-06"),
        make_claim("e", about="round-2", who="bob", value="2025-06-02"),
    )
    store["events"].append({"id": "round-2", "kind": "round", "name": "Second round"})
    page = collect_page(opened(store))
    assert {group.key: [(line.key, sorted(line.said)) for line in group.lines] for group in page.others} == {
        "agreed": [("round-1.date", [("16 May 2025", "Ann Hall and Bob Stone")])],
        "fitting": [("round-2.date", [("2 June 2025", "Bob Stone"), ("June 2025", "Ann Hall")])],
        "alone": [("round-3.date", [("23 July 2025", "Cem Yıldız")])],
    }
    assert page.timeline is not None
    assert page.timeline.moments[-1].said == [("23 July 2025", "Cem Yıldız")]
    text = write_page(page, MARKDOWN)
    assert "**Cem Yıldız**: 23 July 2025" in text.partition("### Said by one voice alone")[2]


def test_days_that_lie_close_together_are_drawn_by_themselves_and_nothing_is_lost(opened: Open) -> None:
    days = ("2022-01-01", "2024-05", "2025-07-18", "2025-07-19", "2025-07-21", "2025-07-23", "2025-07-01/..")
    claims = [make_claim(f"c{number}", about=f"e{number}", value=day) for number, day in enumerate(days)]
    store = make_store(*claims)
    store["events"] += [{"id": f"e{number}", "kind": "round", "name": f"E{number}"} for number in range(7)]
    timeline = collect_page(opened(store)).timeline
    assert timeline is not None
    assert [(one.name, [each.key for each in one.moments]) for one in timeline.stretches] == [
        ("Over the whole time", ["e0.date", "e1.date", "e6.date"]),
        ("18 July 2025 to 23 July 2025", ["e2.date", "e3.date", "e4.date", "e5.date"]),
    ]
    crowded = timeline.stretches[1]
    assert [tick.text for tick in crowded.axis.ticks] == ["18", "19", "20", "21", "22", "23"]
    assert [one.marks[0].start for one in crowded.moments] == [
        crowded.axis.ticks[number].place for number in (0, 1, 3, 5)
    ]
    assert [one.key for one in timeline.moments] == [f"e{number}.date" for number in (0, 1, 6, 2, 3, 4, 5)]
    few = collect_page(opened(disputed("2025-05-16", "2025-05-18"), name="few.json")).timeline
    assert few is not None
    assert [one.name for one in few.stretches] == [""]


def close(*answers: str) -> dict[str, Any]:
    """Make a store in which the nth of some people says whether a border is closed."""
    claims = [
        make_claim(f"c{number}", who=who, property="shut", value=answer)
        for number, (who, answer) in enumerate(zip(("ann", "bob", "cem"), answers, strict=False))
    ]
    store = make_store(*claims)
    store["properties"].append({"id": "shut", "type": "yes-no", "label": "Border shut"})
    return store


def test_a_yes_stands_behind_its_question_and_that_another_says_no_is_no_reason(opened: Open) -> None:
    page = collect_page(opened(close("yes", "yes", "no")))
    assert read(page) == [
        "2 claimants say Border shut: yes: Ann Hall and Bob Stone. Cem Yıldız stands alone with Border shut: no."
    ]
    assert page.disputes[0].why == []
    dates = collect_page(opened(disputed("2025-05-16", "2025-05-18"), name="dates.json"))
    assert dates.disputes[0].why != []


def test_what_differs_in_wording_alone_is_not_counted_among_the_disputed(opened: Open) -> None:
    store = make_store(
        make_claim("a", who="ann", property="wording", value="a miraculous breakthrough in the talks"),
        make_claim("b", who="ann", property="wording", value="a miraculous progress in the talks"),
        make_claim("c", who="ann", value="2025-05-16"),
        make_claim("d", who="bob", value="2025-05-18"),
    )
    store["properties"].append({"id": "wording", "type": "quote", "label": "Words"})
    page = collect_page(opened(store))
    assert [(one.key, one.is_lesser) for one in page.disputes] == [
        ("round-1.date", False), ("round-1.wording", True)
    ]  # fmt: skip
    assert (page.disputed, page.lesser, page.lesser_causes) == (1, 1, "wording only")
    for form in (HTML, MARKDOWN):
        assert "1 of 2 facts is disputed; 1 more differs less (wording only)" in write_page(page, form)


def test_an_answer_that_all_its_claims_call_former_is_called_so(opened: Open) -> None:
    store = make_store(
        make_claim("a", who="ann", property="seat", value="turkey", status="former"),
        make_claim("b", who="bob", property="seat", value="istanbul", status="former"),
        make_claim("c", who="cem", property="seat", value="istanbul"),
        make_claim("d", who="ann", value="2025-05-16"),
    )
    store["properties"].append({"id": "seat", "type": "place", "label": "Seat"})
    page = collect_page(opened(store))
    lines = [line for group in page.others for line in group.lines if line.key == "round-1.seat"]
    said = [value for line in lines for value, _ in line.said]
    said += [position.value for dispute in page.disputes for position in dispute.positions]
    assert sorted(said) == ["Istanbul", "former Türkiye"]


def test_whoever_gave_two_answers_is_told_once(opened: Open) -> None:
    (told,) = read(collect_page(opened(disputed("2025-05-16", "2025-05-18", "2025-05", "2025-05"))))
    assert told.endswith("3 claimants; 1 of them gave two answers.")


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        ("2025-05", "2025-05-16", "Became more exact"),
        ("2025-05-16", "2025-05", "Became less exact"),
        ("2025-05-17", "2025-05-16", "Corrected"),
    ],
)
def test_a_more_exact_answer_is_no_correction(opened: Open, before: str, after: str, label: str) -> None:
    store = make_store(
        make_claim("a", who="ann", value=before, when="2025-04-01"),
        make_claim("b", who="ann", value=after, revises="a", when="2025-04-02"),
        make_claim("c", who="bob", value="2025-06-01"),
    )
    (dispute,) = collect_page(opened(store)).disputes
    assert [one[0] for one in dispute.asides] == [label]


def test_each_heading_of_markdown_has_an_empty_line_before_and_behind_it(opened: Open) -> None:
    stores = (disputed("2025-05-16", "2025-05-18", "2025-05"), close("yes", "no"), make_store())
    for number, store in enumerate(stores):
        lines = write_page(collect_page(opened(store, name=f"{number}.json")), MARKDOWN).splitlines()
        for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
            assert not line.startswith("#") or (before, after) == ("", ""), line
            assert not re.search(r"\S- \*?\*?\w", line), line


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
