"""`talks search`: what is a word and what an option."""

import json
from pathlib import Path
from typing import Any

import pytest

from talkscli.cli.commands.search import set_words_apart

VALUED = {"--limit", "--output", "-o", "--store"}
LINES = [
    ("peace -report", "-- peace -report"),
    ("-report peace --limit 3 -e", "--limit 3 -e -- -report peace"),
    ("-o file -ocean", "-o file -- -ocean"),
    ("--output -x -- -h --limit", "--output -x -- -h --limit"),
    ("-", "-- -"),
    ("--limit=3 peace", "--limit=3 -- peace"),
    ("-e", "-e"),
    ("--limit", "--limit"),
    ("-h", "-h"),
]


@pytest.mark.parametrize(("given", "parsed"), LINES)
def test_words_with_a_minus_are_parted_from_options(given: str, parsed: str) -> None:
    assert " ".join(set_words_apart(given.split(), VALUED)) == parsed


@pytest.mark.parametrize("word", ["-report", "-ocean", "-oven", "-peace", "-quiet", "-head", "-eeee"])
def test_a_word_to_leave_out_is_no_bundle_of_options(
    word: str, talks: Any, tmp_path: Path, small_store: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = small_store["claims"][0]
    texts = {"with": f"The talks and the {word[1:]}.", "without": "The talks."}
    claims = [{**claim, "id": name, "what": {**claim["what"], "text": text}} for name, text in texts.items()]
    store = tmp_path / "story.json"
    store.write_text(json.dumps({**small_store, "claims": claims}))
    monkeypatch.chdir(tmp_path)
    ended = talks("search", "talks", word, "--store", store, "--columns", "id", "--no-header")
    assert (ended.status, ended.out, ended.err) == (0, "without\n", "")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["story.json"]


def test_an_unknown_option_of_search_is_told(talks: Any) -> None:
    ended = talks("search", "talks", "--limt", "3")
    assert ended.status == 2
    assert "no such option: --limt" in ended.err
