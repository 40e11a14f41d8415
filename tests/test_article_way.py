"""README's way from an article on the web to a changed verdict, command by command, against a page on this machine."""

import re
import shlex
from pathlib import Path

import pytest
from tests.articles.samples import require_library
from tests.conftest import Talks
from tests.web import Server, give

README = Path(__file__).parents[1] / "README.md"
ADDRESS = "https://gazette.example/exchange"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>1,200 for 1,200 | Gazette</title>
<meta property="og:site_name" content="Gazette">
<meta property="article:published_time" content="2025-07-24T09:30:00+03:00"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>1,200 for 1,200</h1>
<p>In the first round the parties agreed to exchange 1,200 prisoners of war each, Medinsky said on Thursday.</p>
<p>Nobody in Istanbul wanted to say when those who are still waiting for their relatives will hear more of it.</p>
</article><footer>Copyright Gazette</footer></body></html>"""


def read_commands() -> list[list[str]]:
    """Return the words of the commands in README's block on the way of an article."""
    text = README.read_text(encoding="utf-8")
    (block,) = (
        one for one in re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL) if ADDRESS in one
    )
    lines = [shlex.split(line, comments=True) for line in block.splitlines()]
    return [words[1:] for words in lines if words and words[0] == "talks"]


def test_an_article_becomes_a_changed_verdict_in_four_commands(
    tmp_path: Path, talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    require_library("trafilatura")
    commands = read_commands()
    assert len(commands) == 4
    monkeypatch.chdir(tmp_path)
    assert talks("init", "my.json", "--like", "shipped").status == 0
    monkeypatch.setenv("TALKS_STORE", "my.json")
    monkeypatch.setenv("TALKS_TEXTS", "articles")
    fact = commands[-1][-1]
    before = talks("show", fact, "--format", "json").out
    with Server() as server:
        server.pages["/exchange"] = give(PAGE)
        page = server.url("/exchange")
        errors = ""
        for words in commands:
            own = [page if word == ADDRESS else word for word in words]
            own += {"capture": ["--allow-private"], "review": ["--accept-all"]}.get(words[0], [])
            ended = talks(*own)
            assert ended.status == 0, (own, ended)
            errors += ended.err
    assert f"{fact}: agreement → contradiction: " in errors
    assert '"verdict":"agreement"' in before
    assert "gazette" in ended.out
