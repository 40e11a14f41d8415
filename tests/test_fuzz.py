"""Whatever the bytes of a store, a value or the words of a question are, the program ends in a way it names."""

import json
import random
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkscli.errors import ValueSyntaxError
from talkscli.values.parsing import parse_value
from talkscli.values.registry import type_names

if TYPE_CHECKING:
    from tests.conftest import Talks

RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
BRIEF = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
SHIPPED = Path(__file__).parents[1] / "data/facts.json"
PIECES = st.sampled_from(
    [b"{", b"}", b"[", b"]", b'"', b"\\", b"\0", b"\n", b"\xff", b"\\ud800", b"NaN", b"9" * 5000, b"[" * 2000]
)
TEXTS = st.text(max_size=30) | st.sampled_from(
    ["9" * 5000, "\udcff", "who:", '"', "2025-X?", "a.b", "\x1b[2J"]
)


@BRIEF
@given(st.integers(0, 10_000), st.integers(0, 40), PIECES | st.binary(max_size=8), st.booleans())
def test_a_store_with_changed_bytes_is_read_or_refused_in_one_line(
    talks: "Talks",
    small_store: dict[str, Any],
    tmp_path: Path,
    place: int,
    length: int,
    piece: bytes,
    pretty: bool,
) -> None:
    raw = json.dumps(small_store, indent=2 if pretty else None).encode()
    at = place % len(raw)
    store = tmp_path / "store.json"
    store.write_bytes(raw[:at] + piece + raw[at + length :])
    for words in (("claims", "--store", store), ("check", store)):
        ended = talks(*words)
        assert ended.status in {0, 4}
        assert not RAW.search(ended.out + ended.err)
    if talks("claims", "--store", store).status == 4:
        assert talks("claims", "--store", store).err.startswith(f"talks: {store}")


@BRIEF
@given(st.sampled_from(type_names()), TEXTS | st.lists(TEXTS, max_size=3))
def test_any_text_is_a_value_or_refused_as_one(kind: str, raw: str | list[str]) -> None:
    try:
        value = parse_value(kind, raw)
    except ValueSyntaxError as error:
        assert error.message  # noqa: PT017 - both ends are good ones
    else:
        assert str(value)


@BRIEF
@given(st.sampled_from(["search", "who", "show", "conflicts", "rounds", "sources"]), TEXTS)
def test_any_question_is_answered_or_refused(talks: "Talks", command: str, text: str) -> None:
    ended = talks(command, "--store", SHIPPED, "--", text)
    assert ended.status in {0, 2, 3}
    assert not RAW.search(ended.out + ended.err)


CHANGING = [
    "import", "merge", "diff", "verify", "cite", "add -", "add", "add by questions", "revise", "retract",
    "there and back", "series", "edits", "broken stores", "init", "forms",
]  # fmt: skip


@pytest.mark.parametrize("kind", CHANGING)
def test_no_change_leaves_less_than_a_whole_store(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[1] / "benchmarks")
    monkeypatch.chdir(tmp_path)
    fuzzer = import_module("fuzz").Fuzzer(tmp_path, tmp_path / "findings")
    act = dict(case for case, _ in fuzzer.kinds)[kind]
    for number in range(1 if kind in {"series", "edits"} else 2):
        act(random.Random(f"{kind}-{number}"))


PAYLOADS = {
    "title": "\x1b]0;owned\x07",
    "link": "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "screen": "\x1b[2J\x1b[H",
    "device control": "\x1bP+q544e\x1b\\",
    "application": "\x1b_payload\x1b\\",
    "C1": "\x9b31m\x90q\x9c\x9d0;x\x9c",
    "backspaces": "good\x08\x08\x08\x08evil",
    "return": "good\revil",
    "line": "good\nevil",
    "direction": "\u202egnp.exe\u202c\u2066x\u2069",
    "tags": "a\U000e0065\U000e0076\U000e007f",
    "no width": "zero\u200bwidth\ufeff\u2060",
    "lines": "one\u2028two\u2029three\x85four",
    "markup": "[red]x[/red][/][link=http://evil.example]y",
}
SEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_command_sends_to_a_terminal_what_could_command_it(
    payload: str, talks: "Talks", small_store: dict[str, Any], tmp_path: Path
) -> None:
    text = PAYLOADS[payload]
    small_store["title"] = small_store["actors"][0]["name"] = text
    small_store["actors"][0]["aliases"] = [text + "b"]
    small_store["events"][0]["name"] = small_store["documents"][0]["title"] = text
    small_store["properties"].append({"id": "said", "type": "quote", "label": text})
    small_store["claims"][0]["what"] |= {"property": "said", "value": text, "text": text}
    small_store["claims"][0]["source"]["quote"] = text
    store = tmp_path / "store.json"
    store.write_text(json.dumps(small_store), encoding="utf-8")
    for words in (
        ["claims"], ["rounds"], ["rounds", "1"], ["who", "a"], ["conflicts", "--verdict", "all",
        "--explain"],
        ["timeline"], ["sources"], ["sources", "d"], ["show", "c"], ["show", "e.said"], ["search",
        "who:a"], ["cite", "c"],
    ):  # fmt: skip
        ended = talks(*words, "--store", store, terminal=True)
        assert ended.status == 0, words
        assert not SEEN.search(ended.out + ended.err), words
        if payload == "markup" and words == ["claims"]:
            assert "[red]x[/red]" in ended.out.replace("\n", "")
    rows = json.loads(talks("claims", "--store", store, "--format", "json").out)
    assert [(row["text"], row["value"], row["who_name"], row["quote"]) for row in rows] == [(text,) * 4]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_error_sends_to_a_terminal_what_could_command_it(
    payload: str, talks: "Talks", small_store: dict[str, Any], tmp_path: Path
) -> None:
    text = PAYLOADS[payload]
    store = tmp_path / "store.json"
    store.write_text(json.dumps(small_store), encoding="utf-8")
    for words in (
        ["show", text], ["who", text], ["claims", "--who", text], ["claims", "--format", text], ["claims",
        "--columns", text],
        ["claims", "--limit", text], ["claims", "--since", text], ["search", f"{text}:x"], [text],
        [f"--{text}"],
        ["conflicts", "--verdict", text],
    ):  # fmt: skip
        ended = talks(*words, *(["--store", str(store)] if words[0].isalpha() else []), terminal=True)
        assert ended.status in {0, 2, 3}, words
        assert not SEEN.search(ended.out + ended.err), words
    assert not SEEN.search(talks("claims", "--store", tmp_path / text.replace("/", "_"), terminal=True).err)
    small_store["claims"][0][text] = text
    small_store["claims"][0]["who"] = text
    store.write_text(json.dumps(small_store), encoding="utf-8")
    for words in (["claims", "--store", str(store)], ["check", str(store)]):
        ended = talks(*words, terminal=True)
        assert ended.status == 4
        assert not SEEN.search(ended.out + ended.err)


@pytest.mark.parametrize("asked", [["--columns", "nowhere"], ["--columns", ","], ["--format", "nothing"]])
@pytest.mark.parametrize("command", ["import", "merge"])
def test_a_report_that_cannot_be_made_is_refused_before_anything_is_written(
    asked: list[str], command: str, talks: "Talks", small_store: dict[str, Any], tmp_path: Path
) -> None:
    store, other = tmp_path / "store.json", tmp_path / "other.json"
    other.write_text(json.dumps(small_store), encoding="utf-8")
    store.write_text(json.dumps({**small_store, "claims": []}), encoding="utf-8")
    rows = talks("claims", "--store", other, "--format", "csv").out
    before = store.read_bytes()
    source = "-" if command == "import" else other
    assert talks(command, source, "--store", store, *asked, stdin=rows).status == 2
    assert store.read_bytes() == before
    assert talks(command, source, "--store", store, stdin=rows).status == 0
    assert store.read_bytes() != before


def test_a_reason_that_is_no_text_is_refused(
    talks: "Talks", small_store: dict[str, Any], tmp_path: Path
) -> None:
    store = tmp_path / "store.json"
    store.write_text(json.dumps(small_store), encoding="utf-8")
    ended = talks("retract", "c", "--why", "half \udcff", "--store", store)
    assert ended.status == 2
    assert ended.err.startswith("talks: --why: ")


def test_what_got_another_id_in_a_merge_gets_it_once(
    talks: "Talks", small_store: dict[str, Any], tmp_path: Path
) -> None:
    store, other = tmp_path / "store.json", tmp_path / "other.json"
    store.write_text(json.dumps(small_store), encoding="utf-8")
    small_store["actors"][0]["name"] = "Another Alpha"
    small_store["claims"][0]["what"]["value"] = "2025-07-24"
    other.write_text(json.dumps(small_store), encoding="utf-8")
    words: list[str | Path] = [
        "merge",
        other,
        "--store",
        store,
        "--on-clash",
        "rename",
        "--columns",
        "outcome,id",
    ]
    assert talks(*words).out == "outcome\tid\nrenamed\ta-2\nrenamed\tc-2\n"
    before = store.read_bytes()
    assert talks(*words).out == "outcome\tid\njoined\ta-2\njoined\tc-2\n"
    assert store.read_bytes() == before


def test_a_title_that_is_no_text_makes_no_store(talks: "Talks", tmp_path: Path) -> None:
    like: list[str | Path] = ["--like", SHIPPED]
    for more in ([], like):
        ended = talks("init", tmp_path / "new.json", "--title", "half \udcff", *more)
        assert (ended.status, ended.err) == (2, "talks: --title: is not UTF-8; give text as UTF-8\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_what_cannot_be_the_name_of_a_file_is_told(
    name: str, talks: "Talks", small_store: dict[str, Any], tmp_path: Path
) -> None:
    store = tmp_path / "store.json"
    store.write_text(json.dumps(small_store), encoding="utf-8")
    for words in (
        ["init", name], ["import", name, "--store", store], ["merge", name, "--store", store], ["diff", name],
        ["import", "-", "--store", store, "--mapping", name], ["merge", store, "--output", name], ["check", name],
        ["verify", "--texts", name, "--store", store], ["claims", "--store", name],
    ):  # fmt: skip
        ended = talks(*words)
        assert ended.status in {2, 4, 5}, words
        assert len((ended.out + ended.err).strip().splitlines()) <= 2, words


@pytest.mark.parametrize("words", [["retract", "--why", "w"], ["revise", "--only"]])
def test_a_claim_named_by_half_a_character_is_unknown(
    words: list[str], talks: "Talks", small_store: dict[str, Any], tmp_path: Path
) -> None:
    store = tmp_path / "store.json"
    store.write_text(json.dumps(small_store), encoding="utf-8")
    ended = talks(*words, "\udcff", "--store", store)
    assert ended.status == 3
    assert ended.err.startswith("talks: ")


@pytest.mark.parametrize("escaped", [('"id": "c"', '"id": "\\u0063"'), ('"id": "c"', '"\\u0069d": "c"')])
@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("count", [1, 40, 600])
def test_an_id_written_in_another_way_is_the_same_id(
    escaped: tuple[str, str], indent: int | None, count: int, talks: "Talks", small_store: dict[str, Any],
    tmp_path: Path
) -> None:  # fmt: skip
    store = tmp_path / "store.json"
    claim = json.loads(json.dumps(small_store["claims"][0]))
    raw = json.dumps(small_store, indent=indent)
    raw = raw if indent else raw.replace('"claims": [', '"claims": [\n').replace("}}]}", "}}\n]}")
    assert escaped[0] in raw
    store.write_text(raw.replace(*escaped), encoding="utf-8")
    before = store.read_bytes()
    claim["what"]["about"] = "a"
    lines = [json.dumps({**claim, "id": f"c-{number}" if number else "c"}) for number in range(count)]
    assert talks("add", "-", "--store", store, stdin="\n".join(lines)).status == 2
    assert store.read_bytes() == before
    assert talks("retract", "c", "--why", "w", "--store", store).status == 0
    assert talks("check", store).status == 0


@pytest.mark.parametrize("between", ["\n,", ",", ", \n "])
def test_a_store_whose_lines_are_not_claims_is_merged_all_the_same(
    between: str, talks: "Talks", small_store: dict[str, Any], tmp_path: Path
) -> None:
    store, other = tmp_path / "store.json", tmp_path / "other.json"
    other.write_text(json.dumps(small_store), encoding="utf-8")
    claims = [json.dumps({**small_store["claims"][0], "id": f"c-{number}"}) for number in range(4)]
    header = json.dumps({**small_store, "claims": []})
    lines = f"{claims[0]},\n{claims[1]}{between}{claims[2]},\n{claims[3]}"
    store.write_text(header.replace('"claims": []', f'"claims": [\n{lines}\n]'), encoding="utf-8")
    assert talks("check", store).status == 0
    assert talks("merge", other, "--store", store).err == "merged: 1 joined, 6 same\n"
    assert talks("merge", store, "--store", other).err == "merged: 3 added, 1 joined, 6 same\n"


def test_a_mark_that_stands_on_no_letter_is_no_word(
    talks: "Talks", small_store: dict[str, Any], tmp_path: Path
) -> None:
    store = tmp_path / "store.json"
    small_store["claims"][0]["what"]["text"] = "\u030c It was on 23 July."
    store.write_text(json.dumps(small_store), encoding="utf-8")
    assert talks("search", "july", "--store", store, "--columns", "id").out == "id\nc\n"
    small_store["claims"][0]["what"]["text"] = "\u0300 \u030c July."
    store.write_text(json.dumps(small_store), encoding="utf-8")
    assert talks("search", "july", "--store", store, "--columns", "id").out == "id\nc\n"


def test_a_store_is_not_found_from_a_directory_that_is_gone(
    talks: "Talks", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    for words in (["claims", "--store", "x.json"], ["check", "x.json"], ["add", "-", "--store", "x.json"],
                  ["diff", "x.json"], ["merge", "x.json", "--store", "y.json"]):  # fmt: skip
        assert talks(*words).status == 4
    assert talks("init", "x.json").status == 5
    assert talks("rounds", "--store", SHIPPED).status == 0


def test_a_note_under_a_key_written_in_another_way_is_compared(
    talks: "Talks", small_store: dict[str, Any], tmp_path: Path
) -> None:
    store, other = tmp_path / "store.json", tmp_path / "other.json"
    small_store["claims"][0]["note"] = "n"
    raw = json.dumps(small_store)
    store.write_text(raw, encoding="utf-8")
    other.write_text(raw.replace('"note"', '"n\\u006fte"'), encoding="utf-8")
    assert talks("diff", store, other, "-e").status == 1


@pytest.mark.parametrize("indent", [None, 1])
def test_claims_under_a_key_written_in_another_way_are_read_and_kept(
    indent: int | None, talks: "Talks", small_store: dict[str, Any], tmp_path: Path
) -> None:
    store = tmp_path / "store.json"
    raw = json.dumps(small_store, indent=indent)
    store.write_text(raw.replace('"claims"', '"\\u0063laims"'), encoding="utf-8")
    assert talks("claims", "--store", store, "--columns", "id").out == "id\nc\n"
    claim = json.dumps({**small_store["claims"][0], "id": "c-2", "who": "o"})
    assert talks("add", "-", "--store", store, stdin=claim).status == 0
    assert talks("claims", "--store", store, "--columns", "id").out == "id\nc\nc-2\n"


def test_a_record_of_one_name_comes_in_once_under_any_number(
    talks: "Talks", small_store: dict[str, Any], tmp_path: Path
) -> None:
    store = tmp_path / "store.json"
    store.write_text(json.dumps(small_store), encoding="utf-8")
    for kind, told in (
        ("person", "added actor nato\n"),
        (
            "organisation",
            "NATO is a name of nato too: write ids where either may be meant\nadded actor nato-2\n",
        ),
        ("organisation", "already there: nato-2\nnothing changed\n"),
        ("person", "already there: nato\nnothing changed\n"),
    ):  # fmt: skip
        ended = talks("add", "actor", "NATO", "--kind", kind, "--store", store)
        assert (ended.status, ended.err) == (0, told)


def test_what_would_be_written_cannot_command_a_terminal(
    talks: "Talks", small_store: dict[str, Any], tmp_path: Path
) -> None:
    store = tmp_path / "store.json"
    store.write_text(json.dumps(small_store), encoding="utf-8")
    words: list[str | Path] = ["retract", "c", "--why", "a\x9b31m\u202eb", "--store", store, "--dry-run"]
    shown = talks(*words, terminal=True).out
    assert not RAW.search(shown)
    assert json.loads(shown)["retracted"]["why"] == "a\x9b31m\u202eb"
