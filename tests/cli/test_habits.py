"""What people who know other programs type without looking it up."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talkscli.cli.command_list import COMMANDS
from talkscli.cli.main import main
from talkscli.output.streams import Streams

if TYPE_CHECKING:
    from tests.conftest import Talks


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("--format json rounds 3", "rounds 3 --format json"),
        ("--as-of=2025-07-25 --limit 2 -e conflicts", "conflicts --as-of=2025-07-25 --limit 2 -e"),
        ("-q --no-color who Umerov --columns id", "who Umerov --columns id -q --no-color"),
        ("--json search -- sanctions", "search --json -- sanctions"),
    ],
)
def test_options_may_stand_before_the_command(talks: "Talks", before: str, after: str) -> None:
    first, second = talks(*before.split()), talks(*after.split())
    assert first.status == 0
    assert (first.out, first.err) == (second.out, second.err)


def test_options_before_a_part_of_a_command_reach_it(talks: "Talks", tmp_path: Path) -> None:
    store = tmp_path / "s.json"
    talks("init", store)
    assert talks("--store", store, "add", "place", "Harbour").status == 0
    assert talks("--store", store, "list", "places", "--columns", "id", "--no-header").out == "harbour\n"


def test_options_without_a_command_are_refused(talks: "Talks") -> None:
    ended = talks("--limit", "3")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == "talks: --limit needs a command; write one behind it, as in talks --limit 3 rounds\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_the_options_of_all(talks: "Talks", command: str) -> None:
    text = talks(command, "--help").out
    for option in ("--no-pager", "--no-color", "--no-input", "-q, --quiet"):
        assert option in text


def test_json_is_an_option(talks: "Talks") -> None:
    assert talks("rounds", "--json").out == talks("rounds", "--format", "json").out
    ended = talks("rounds", "--json", "--format", "csv")
    assert ended.status == 2
    assert ended.err == "talks: --json and --format csv exclude each other; leave one of them out\n"


def test_quiet_leaves_out_notes_and_not_errors(talks: "Talks") -> None:
    assert talks("claims", "--limit", "2").err
    assert talks("claims", "--limit", "2", "-q").err == ""
    assert talks("who", "nobody-like-this", "-q").err.startswith("talks: no actor named")


def test_no_color_leaves_out_colours() -> None:
    for more, coloured in (([], True), (["--no-color"], False)):
        streams = Streams.for_tests(terminal=True, colour=True)
        main(["rounds", *more], streams=streams)
        assert ("\x1b[" in streams.captured) is coloured


def test_a_result_goes_to_a_file_in_the_format_of_its_name(talks: "Talks", tmp_path: Path) -> None:
    file = tmp_path / "claims.json"
    ended = talks("claims", "--limit", "2", "-o", file, terminal=True)
    assert (ended.status, ended.out) == (0, "")
    assert len(json.loads(file.read_text())) == 2
    plain = tmp_path / "claims"
    talks("claims", "--limit", "2", "-o", plain, terminal=True)
    assert plain.read_text() == talks("claims", "--limit", "2").out
    assert sorted(one.name for one in tmp_path.iterdir()) == ["claims", "claims.json"]


def test_a_file_that_is_there_is_replaced_only_by_force(talks: "Talks", tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("mine\n")
    ended = talks("claims", "-o", file)
    assert (ended.status, ended.err) == (
        2,
        f"talks: {file}: this file is there already; --force replaces it\n",
    )
    assert file.read_text() == "mine\n"
    assert talks("claims", "-o", file, "--force").status == 0
    assert file.read_text().startswith("id,who,")


def test_a_command_that_fails_leaves_the_old_file(talks: "Talks", tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("mine\n")
    assert talks("who", "nobody-like-this", "-o", file, "--force").status == 3
    assert talks("claims", "--columns", "nothing", "-o", file, "--force").status == 2
    assert file.read_text() == "mine\n"
    assert [one.name for one in tmp_path.iterdir()] == ["x.csv"]


def test_a_file_that_cannot_be_written_is_status_5(talks: "Talks", tmp_path: Path) -> None:
    file = tmp_path / "none" / "x.csv"
    ended = talks("claims", "-o", file)
    assert ended.status == 5
    assert ended.err == f"talks: {file}: the file could not be written: No such file or directory\n"
    assert talks("claims", "-o", tmp_path).status == 2


def test_a_link_stays_a_link(talks: "Talks", tmp_path: Path) -> None:
    (tmp_path / "real.tsv").write_text("old\n")
    (tmp_path / "link.tsv").symlink_to(tmp_path / "real.tsv")
    assert talks("rounds", "-o", tmp_path / "link.tsv", "--force").status == 0
    assert (tmp_path / "link.tsv").is_symlink()
    assert (tmp_path / "real.tsv").read_text().startswith("round\t")


def test_the_store_itself_is_replaced_by_no_force(
    talks: "Talks", tmp_path: Path, small_store: dict[str, Any]
) -> None:
    store, other = tmp_path / "story.json", tmp_path / "other.json"
    for path in (store, other):
        path.write_text(json.dumps(small_store))
    before = store.read_bytes()
    (tmp_path / "link").symlink_to(store)
    (tmp_path / "hard").hardlink_to(store)
    (tmp_path / "rows.csv").write_text("who,about,property,value,text,document\n")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "part.json").hardlink_to(store)
    commands: list[list[str | Path]] = [
        ["claims", "--store", store],
        ["claims", "--store", folder],
        ["check", store],
        ["diff", other, store],
        ["diff", store, other],
        ["import", tmp_path / "rows.csv", "--store", store],
    ]
    for words in commands:
        for name in ("story.json", "link", "hard"):
            ended = talks(*words, "-o", tmp_path / name, "--force")
            assert ended.status == 2, words
            assert ended.err.endswith(f"{name}: it is the store itself; name another file\n")
    assert store.read_bytes() == before
    assert talks("claims", "--store", store, "-o", other, "--force").status == 0


def test_an_agency_points_to_the_unnamed_sources_it_cites(talks: "Talks") -> None:
    ended = talks("who", "TASS")
    assert ended.err == (
        "see also a TASS source (tass-source); talks claims --who tass --who tass-source shows what all say\n"
    )
    both = talks("claims", "--who", "tass", "--who", "tass-source", "--columns", "who", "--no-header").out
    assert set(both.split()) == {"tass", "tass-source"}
    assert "see also" not in talks("who", "Peskov").err


def test_the_words_are_explained(talks: "Talks") -> None:
    shown = talks("help", "words").out
    for word in ("origin", "anchor", "refines", "withholds", "stance"):
        assert word in shown


def test_words_are_completed_behind_options_before_the_command() -> None:
    import typer

    from talkscli.cli.main import app
    from talkscli.cli.shells import make_answer

    for line in ("talks --limit 3 -q rou", "talks rou"):
        assert make_answer(typer.main.get_command(app), "zsh", line, "rou") == (
            "words\nrounds\tEach round: when, where, who led, what came out.\n"
        )
    answer = make_answer(typer.main.get_command(app), "zsh", "talks --limit 3 who --form", "--form")
    assert answer.startswith("words\n--format\t")
