"""Reports in a real browser: nothing is asked for, nothing overflows, nothing hostile runs."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browsers import Browser, open_browser
from tests.pages.hostile import make_hostile

from talkscli.cli.main import main
from talkscli.output.streams import Streams

A4, LETTER = 688, 710
"""The widths of paper between the margins of the page, in CSS pixels."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with open_browser(tmp_path_factory.mktemp("browser")) as started:
        yield started


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, session_cache: Path) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    hostile = folder / "hostile.json"
    hostile.write_text(json.dumps(make_hostile()), encoding="utf-8")
    asked: dict[str, list[str]] = {
        "shipped": [],
        "hostile": ["--store", str(hostile)],
        "conflicts": ["--conflicts"],
    }
    made = {name: folder / f"{name}.html" for name in asked}
    for name, options in asked.items():
        words = ["report", "-o", str(made[name]), *options]
        assert main(words, streams=Streams.for_tests(), environ={"TALKS_CACHE": str(session_cache)}) == 0
    return made


def test_a_report_asks_for_nothing_and_no_payload_runs(browser: Browser, reports: dict[str, Path]) -> None:
    for file in reports.values():
        browser.open(file)
        assert [one for one in browser.requests if not one.startswith("data:")] == [file.as_uri()]
        assert browser.complaints == []
        assert browser.evaluate("window.hacked === undefined") is True
        assert (
            browser.evaluate("document.querySelectorAll('script, img, iframe, object, form, input').length")
            == 0
        )
        assert browser.evaluate("document.querySelectorAll('style').length") == 1
        assert browser.evaluate("document.querySelectorAll('link').length") == 1
        stray = "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes].map(a => a.name))"
        assert browser.evaluate(f"{stray}.filter(name => name.startsWith('on') || name === 'style')") == []
        schemes = browser.evaluate("[...document.links].map(a => a.protocol)")
        assert set(schemes) <= {"file:", "https:", "http:"}


def test_the_policy_of_the_page_forbids_a_script_that_would_get_in(
    browser: Browser, reports: dict[str, Path]
) -> None:
    browser.open(reports["shipped"])
    browser.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<p onclick=\"window.hacked = 1\" id=intruder>x</p>');"
        "const one = document.createElement('script'); one.textContent = 'window.hacked = 1';"
        "document.body.append(one); document.getElementById('intruder').click()"
    )
    assert browser.evaluate("window.hacked === undefined") is True


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("width", "media"),
    [(320, "screen"), (360, "screen"), (768, "screen"), (1200, "screen"), (A4, "print"), (LETTER, "print")],
)
def test_nothing_overflows(
    browser: Browser, reports: dict[str, Path], width: int, media: str, scheme: str
) -> None:
    for file in reports.values():
        browser.resize(width, media=media, scheme=scheme)
        browser.open(file)
        assert browser.evaluate("document.documentElement.scrollWidth") <= width
        cut = (
            "[...document.querySelectorAll('h1, h2, h3, h4, p, dd, th, td, figure, .label, .plot')]"
            f".filter(e => e.offsetParent && !e.closest('.scroll, .hidden, .skip') && e.getBoundingClientRect().right > {width})"
            ".map(e => e.outerHTML.slice(0, 200))"
        )
        assert browser.evaluate(cut) == []


def test_dark_is_dark_and_paper_is_white_in_every_scheme(browser: Browser, reports: dict[str, Path]) -> None:
    def brightness(media: str, scheme: str) -> int:
        browser.resize(1200, media=media, scheme=scheme)
        browser.open(reports["shipped"])
        colour = browser.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, colour.removeprefix("rgb(").removesuffix(")").split(",")))

    assert brightness("screen", "dark") < 120
    assert brightness("screen", "light") > 700
    assert brightness("print", "dark") > 700


def test_a_screen_reader_finds_its_way(browser: Browser, reports: dict[str, Path]) -> None:
    for file in reports.values():
        browser.resize(1200)
        browser.open(file)
        for landmark in ("header", "nav", "main", "footer"):
            assert (
                browser.evaluate(
                    f"document.querySelectorAll('body > {landmark}, body > header > {landmark}').length"
                )
                == 1
            )
        levels = browser.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => +e.tagName[1])"
        )
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
        pictures = browser.evaluate(
            "[...document.querySelectorAll('svg')].map(e => [e.getAttribute('role'), e.querySelector('title')?.textContent])"
        )
        assert pictures
        assert all(role == "img" and title for role, title in pictures)
        heads = browser.evaluate("[...document.querySelectorAll('th')].map(e => e.scope)")
        assert set(heads) == {"col", "row"}
        assert (
            browser.evaluate("[...document.querySelectorAll('table')].every(e => e.caption?.textContent)")
            is True
        )
        ids = browser.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids))
        targets = browser.evaluate(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map(e => e.hash.slice(1))"
        )
        assert set(targets) <= set(ids)


def test_the_index_leads_to_every_dispute(browser: Browser, reports: dict[str, Path]) -> None:
    browser.open(reports["shipped"])
    listed = browser.evaluate("[...document.querySelectorAll('.index a')].map(e => e.hash)")
    there = browser.evaluate("[...document.querySelectorAll('article')].map(e => '#' + e.id)")
    assert listed == there
    assert "#round-3.date" in there


def test_marks_lie_where_their_days_are(browser: Browser, reports: dict[str, Path]) -> None:
    """Measured as they are drawn: the bar of 23 July is under the label 23, and that of 24–25 July right of it."""
    browser.resize(1200)
    browser.open(reports["shipped"])
    bars = browser.evaluate(
        "[...document.getElementById('round-3.date').querySelectorAll('.track')].map(track => {"
        " const bar = track.querySelector('rect:not(.g)').getBoundingClientRect(); return [bar.left, bar.right] })"
    )
    labels = browser.evaluate(
        "Object.fromEntries([...document.getElementById('round-3.date').querySelectorAll('.tick')].map(tick => {"
        " const box = tick.getBoundingClientRect(); return [tick.textContent, (box.left + box.right) / 2] }))"
    )
    first, both, later, week = bars
    assert first[0] < labels["23"] < first[1]
    assert both[0] < labels["23"] < labels["24"] < both[1]
    assert later[0] < labels["24"] < labels["25"] < later[1]
    assert week[0] < labels["21"] < labels["27"] < week[1]
    assert not first[0] < labels["24"] < first[1]
