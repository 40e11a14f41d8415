"""Shell completion: the program's words and the store's own, and what of them a shell is given."""

import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Talks
from tests.programs import require

from talkscli.cli.command_line import split_words, unquote
from talkscli.cli.completion import choose_words, is_plain
from talkscli.cli.shells import SHELLS, make_answer, read_script


def ask(line: str, shell: str = "zsh", **environ: str) -> list[str]:
    """Ask as a shell's script does: the line up to the cursor."""
    done = subprocess.run(
        [sys.executable, "-m", "talkscli"],
        env={**os.environ, "_TALKS_COMPLETE": shell, "_TALKS_LINE": line, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stderr == b""
    return done.stdout.decode().splitlines()


def complete(line: str, **environ: str) -> list[str]:
    """Return the words that are offered, without their descriptions."""
    answer = ask(line, **environ)
    assert answer[:1] in ([], ["words"])
    return [word.partition("\t")[0] for word in answer[1:]]


CASES = [
    ("talks wh", ["who"]),
    ("talks claims --sou", ["--source"]),
    ("talks who ume", ["umerov"]),
    ("talks who Um", ["Umerov"]),
    ("talks who Rustem\\ Um", ["Rustem Umerov"]),
    ("talks who 'Rustem Um", ["Rustem Umerov"]),
    ("talks who Умє", ["Умєров"]),
    ("talks show round-3.da", ["round-3.date"]),
    ("talks show r3-date-ri", ["r3-date-ria"]),
    ("talks claims --source euneww", []),
    ("talks claims --source eunews-2025-07-22", ["eunews-2025-07-22"]),
    ("talks claims --property prisoners-e", ["prisoners-each-side"]),
    ("talks claims --who=ume", ["--who=umerov"]),
    ("talks claims --status plan", ["planned"]),
    ("talks conflicts --verdict ov", ["overlap"]),
    ("talks rounds --format nd", ["ndjson"]),
    ("talks rounds ", ["round-1", "round-2", "round-3"]),
    ("talks add act", ["actor"]),
    ("talks add actor --ki", ["--kind"]),
    ("talks rounds --no-header --no-h", []),
    ("talks claims --who umerov --wh", ["--who"]),
    ("talks nonsense wh", []),
    ("talks claims -- --so", []),
    ("TALKS=1 talks wh", ["who"]),
    ("talks who --store data/facts.json ume", ["umerov"]),
]


@pytest.fixture(autouse=True)
def indexed_before(talks: "Talks") -> None:
    """Index the stores first: completing waits three seconds at most, which a busy machine may need for it."""
    talks("rounds")
    talks("rounds", "--store", "data/facts.json")


@pytest.mark.parametrize(("line", "words"), CASES)
def test_a_half_typed_word_is_completed(line: str, words: list[str]) -> None:
    assert complete(line) == words


def test_a_store_in_the_home_directory_is_found(tmp_path: Path, small_store: dict[str, Any]) -> None:
    (tmp_path / "my story.json").write_text(json.dumps(small_store))
    environ = {"HOME": str(tmp_path), "FOLDER": str(tmp_path)}
    assert complete("talks who --store ~/my\\ story.json Ann", **environ) == ["Anna Alpha"]
    assert complete('talks who --store "$FOLDER/my story.json" Ann', **environ) == ["Anna Alpha"]
    assert complete("talks who --store=~/my\\ story.json Ann", **environ) == ["Anna Alpha"]


@pytest.mark.parametrize("line", ["talks check ", "talks rounds --store ", "talks rounds --store=x"])
def test_files_are_offered_where_there_are_no_words(line: str) -> None:
    assert ask(line) == ["files"]


def test_options_are_described_on_one_line() -> None:
    assert "--status\tOf this status: planned, tentative, proposed, held …" in ask("talks claims --stat")


@pytest.mark.parametrize(
    "store", ["/nowhere.json", "/", "/dev/zero", "/dev/stdin", "-", "\udcff", "x" * 5000]
)
def test_a_store_that_cannot_be_read_completes_nothing(store: str) -> None:
    assert complete("talks who ume", TALKS_STORE=store) == []


def test_a_pipe_and_a_damaged_store_complete_nothing_at_once(tmp_path: Path) -> None:
    pipe, broken = tmp_path / "pipe", tmp_path / "broken.json"
    os.mkfifo(pipe)
    broken.write_text('{"schema_version": 1, "actors": [')
    started = time.monotonic()
    assert complete("talks who ume", TALKS_STORE=str(pipe)) == []
    assert complete("talks who ume", TALKS_STORE=str(broken)) == []
    assert time.monotonic() - started < 10


def test_a_large_store_is_completed_once_it_has_an_index(
    tmp_path: Path, small_store: dict[str, Any], talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("TALKS_CACHE", str(cache))
    store = tmp_path / "large.json"
    claim = {**small_store["claims"][0], "note": "long " * 1000}
    small_store["claims"] = [{**claim, "id": f"c-{number}"} for number in range(1000)]
    store.write_text(json.dumps(small_store))
    old = time.time() - 60
    os.utime(store, (old, old))
    assert complete("talks who Ann", TALKS_STORE=str(store)) == []
    assert not cache.exists()
    assert talks("rounds", "--store", store).status == 0
    assert complete("talks who Ann", TALKS_STORE=str(store)) == ["Anna Alpha"]


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch, talks: Talks) -> None:
    monkeypatch.setattr("talkscli.cli.shells.PATIENCE", 0.05)
    monkeypatch.setattr("talkscli.queries.completions.open_quickly", lambda *_: time.sleep(60))
    started = time.monotonic()
    ended = talks(environ={"_TALKS_COMPLETE": "zsh", "_TALKS_LINE": "talks who ume"})
    assert (ended.status, ended.out, ended.err) == (0, "", "")
    assert time.monotonic() - started < 10


def test_a_fault_of_the_program_is_not_told_at_the_prompt(
    monkeypatch: pytest.MonkeyPatch, talks: Talks
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("talkscli.queries.completions.complete", fail)
    ended = talks(environ={"_TALKS_COMPLETE": "bash", "_TALKS_LINE": "talks who ume", "_TALKS_WORD": "ume"})
    assert (ended.status, ended.out, ended.err) == (0, "", "")


def test_the_script_of_an_earlier_version_is_answered_with_nothing() -> None:
    assert ask("talks who ume", shell="complete_zsh", _TYPER_COMPLETE_ARGS="talks who ume") == []
    assert ask("", shell="complete_bash", COMP_WORDS="talks who ume", COMP_CWORD="2") == []


BASH_TAILS = [
    ("talks who Rustem\\ Um", "Rustem\\ Um", ["Rustem\\ Umerov"]),
    ('talks who "Rustem Um', "Rustem Um", ["Rustem Umerov"]),
    ("talks who Rus'tem Um", "tem Um", ["tem Umerov"]),
    ("talks who 'Rus'tem\\ Um", "'Rus'tem\\ Um", ["Rustem\\ Umerov"]),
    ("talks claims --who=Um", "Um", ["Umerov"]),
    ("talks claims --who=Um", "--who=Um", ["--who=Umerov"]),
    ('talks who "Rustem Um', '"Rustem Um', []),
    ("talks who Um", "something else", []),
    ("talks who $'Rustem Um", "Rustem Um", []),
]


@pytest.mark.parametrize(("line", "tail", "words"), BASH_TAILS)
def test_bash_gets_what_stands_in_the_place_of_the_tail(line: str, tail: str, words: list[str]) -> None:
    assert ask(line, "bash", _TALKS_WORD=tail)[1:] == words


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_its_script_and_takes_it_without_a_fault(shell: str, talks: Talks) -> None:
    script = talks("completion", shell).out
    assert script == read_script(shell)
    require(shell)
    done = subprocess.run([shell, "-n"], input=script, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
SPECIAL = st.text(
    st.sampled_from("ab Я-_.,+’'\"\\`$(){}[]<>|&;#!~*?=%@^:\n\t\r\x1b\u202e\u200b\u3164"), max_size=8
)


@given(st.lists(st.tuples(ANY_TEXT | SPECIAL, st.sampled_from(["id-1", "id-2"])), max_size=4))
def test_only_letters_digits_and_a_few_marks_are_offered(named: list[tuple[str, str]]) -> None:
    chosen = choose_words(([name], one, "") for name, one in named)
    for word in chosen:
        assert all(letter.isalpha() or letter.isnumeric() or letter.isprintable() for letter in word)
        assert not set(word) & set("'\"\\`$(){}[]<>|&;#!~*?=%@^:\n\t\r\x1b\u202e\u200b\u3164")
        assert not word.startswith(("-", " ", ".", ",", "+"))


PLAIN_TEXT = st.from_regex(r"[^\W_]([^\W_]|[ ,.+’-]){0,10}", fullmatch=True).filter(is_plain)


@given(st.lists(PLAIN_TEXT, min_size=1, max_size=6), st.sampled_from(["", "'", '"']))
def test_bash_reads_each_word_as_it_was_meant(words: list[str], quote: str) -> None:
    from talkscli.cli.shells import _write_for_bash

    written = list(_write_for_bash(dict.fromkeys(words, ""), quote, ""))
    line = " ".join(f"{quote}{word}{quote}" for word in written)
    assert shlex.split(line) == list(dict.fromkeys(words))


def test_the_real_bash_reads_all_plain_words_as_they_were_meant() -> None:
    require("bash")
    from talkscli.cli.shells import _write_for_bash

    letters = [chr(code) for code in range(0x20, 0x3000) if is_plain(f"a{chr(code)}b")]
    words = [f"a{letter}b" for letter in letters]
    assert len(words) > 5000
    line = "printf '%s\\n' " + " ".join(_write_for_bash(dict.fromkeys(words, ""), "", ""))
    done = subprocess.run(
        [str(shutil.which("bash")), "--norc"], input=line, text=True, capture_output=True, check=True
    )
    assert done.stdout.splitlines() == words


@given(ANY_TEXT | SPECIAL)
def test_what_was_quoted_is_read_back(text: str) -> None:
    assert unquote(shlex.quote(text)) == (text, "")
    line = f"talks who {shlex.quote(text)} {shlex.quote(text)}"
    assert [unquote(word)[0] for word in split_words(line)] == ["talks", "who", text, text]


@given(ANY_TEXT | SPECIAL, ANY_TEXT | SPECIAL)
def test_any_line_is_answered(text: str, tail: str) -> None:
    import typer

    from talkscli.cli.main import app

    group = typer.main.get_command(app)
    for shell in (*SHELLS, "powershell", ""):
        answer = make_answer(group, shell, f"talks {text} {tail}", tail)
        assert answer.partition("\n")[0] in {"words", "files", ""}
