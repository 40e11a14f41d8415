"""`talks export`: what is refused, and what a failure leaves."""

import json
import re
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.small_stores import make_claim, make_store

from talkscli.exports import workbook

if TYPE_CHECKING:
    from tests.conftest import Talks

FORMS = ("sqlite", "xlsx", "ftm", "jsonld", "datapackage", "parquet")
FILES = ("sqlite", "xlsx", "ftm", "jsonld")
"""The forms that are one file and need nothing but what the tests install."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.json"
    path.write_text(json.dumps(make_store(*(make_claim(f"c{n}", value="2025-05-16") for n in range(2000)))))
    return path


def list_others(folder: Path, *known: Path) -> list[str]:
    return [one.name for one in folder.iterdir() if one not in known]


def test_a_form_that_there_is_not_is_answered_with_those_there_are(talks: "Talks", tmp_path: Path) -> None:
    ended = talks("export", "--as", "parqet", tmp_path / "x")
    assert ended.status == 2
    assert "did you mean parquet?" in ended.err
    assert talks("export", tmp_path / "x").status == 2


@pytest.mark.parametrize("form", FILES)
def test_a_file_is_replaced_only_by_force(talks: "Talks", tmp_path: Path, store: Path, form: str) -> None:
    file = tmp_path / "out"
    file.write_text("old")
    ended = talks("export", "--as", form, file, "--store", store)
    assert (ended.status, ended.err) == (
        5, f"talks: {file}: there is a file of that name already; --force replaces it\n"
    )  # fmt: skip
    assert file.read_text() == "old"
    assert talks("export", "--as", form, file, "--store", store, "--force").status == 0
    assert file.read_bytes() != b"old"
    assert list_others(tmp_path, file, store) == []


def test_a_directory_is_replaced_only_by_force_and_only_if_it_is_such_an_export(
    talks: "Talks", tmp_path: Path, store: Path
) -> None:
    folder = tmp_path / "out"
    words = ("export", "--as", "datapackage", folder, "--store", store)
    folder.mkdir()
    assert talks(*words).status == 0  # an empty one is as good as none
    ended = talks(*words)
    assert (ended.status, "--force replaces it" in ended.err) == (5, True)
    assert talks(*words, "--force").status == 0
    (folder / "thesis.docx").write_text("years of work")
    ended = talks(*words, "--force")
    assert ended.status == 5
    assert "this directory has something else in it: thesis.docx" in ended.err
    assert (folder / "thesis.docx").read_text() == "years of work"
    assert list_others(tmp_path, folder, store) == []


def test_a_file_where_a_directory_is_to_be_is_refused(talks: "Talks", tmp_path: Path, store: Path) -> None:
    file = tmp_path / "out"
    file.write_text("old")
    ended = talks("export", "--as", "datapackage", file, "--store", store, "--force")
    assert ended.status == 5
    assert file.read_text() == "old"


@pytest.mark.parametrize("form", FORMS)
def test_a_directory_that_is_not_there_is_one_line(talks: "Talks", tmp_path: Path, form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    ended = talks("export", "--as", form, tmp_path / "absent" / "out")
    assert ended.status == 5
    assert ended.err == (
        f"talks: {tmp_path / 'absent'}: there is no such directory; make the directory first, or name a file in "
        "another one\n"
    )


@pytest.mark.parametrize("form", [*FILES, "datapackage"])
def test_a_full_disk_leaves_what_was_there(talks: "Talks", tmp_path: Path, store: Path, form: str) -> None:
    target = tmp_path / "out"
    assert talks("export", "--as", form, target, "--store", store).status == 0

    def read() -> dict[str, bytes]:
        files = target.iterdir() if target.is_dir() else [target]
        return {file.name: file.read_bytes() for file in files}

    before = read()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, hard))
    try:
        ended = talks("export", "--as", form, target, "--store", store, "--force")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert ended.status == 5, ended
    assert ended.err.startswith(f"talks: {target}: could not be written: ")
    assert ended.err.count("\n") == 1
    assert read() == before
    assert list_others(tmp_path, target, store) == []


def test_the_store_itself_is_never_replaced(talks: "Talks", store: Path) -> None:
    before = store.read_bytes()
    ended = talks("export", "--as", "jsonld", store, "--store", store, "--force")
    assert (ended.status, "it is the store itself" in ended.err) == (5, True)
    assert store.read_bytes() == before


@pytest.mark.parametrize(("form", "module"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow.parquet")])
def test_a_missing_library_is_named_with_the_command_that_installs_it(
    talks: "Talks", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    ended = talks("export", "--as", form, tmp_path / "out")
    assert ended.status == 2
    assert ended.err.endswith(f"; pip install 'talkscli[{form}]'\n")
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_is_too_long_for_a_sheet_is_refused_and_another_form_named(
    talks: "Talks", tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 1999)
    ended = talks("export", "--as", "xlsx", tmp_path / "out", "--store", store)
    assert ended.status == 2
    assert "a sheet holds 1,999 rows, and the table claims has 2,000; export --as sqlite" in ended.err
    assert list_others(tmp_path, store) == []


def test_a_day_in_the_past_exports_what_was_known_then(talks: "Talks", tmp_path: Path) -> None:
    file = tmp_path / "then.jsonld"
    assert talks("export", "--as", "jsonld", file, "--as-of", "2025-07-22").status == 0
    text = file.read_text(encoding="utf-8")
    assert "urn:talks:claim:r3-date-ria" in text
    assert "urn:talks:claim:r3-date-peskov-nym-later" not in text


def test_an_invalid_store_leaves_nothing(talks: "Talks", tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"schema_version": 1}')
    ended = talks("export", "--as", "sqlite", tmp_path / "out", "--store", bad)
    assert ended.status == 4
    assert list_others(tmp_path, bad) == []


def test_how_far_a_long_export_is_can_be_seen_on_a_terminal_and_is_wiped_away(
    talks: "Talks", tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("talkscli.cli.progress.PATIENCE", 0.0)
    monkeypatch.setattr("talkscli.cli.progress.EVERY", 0.0)
    monkeypatch.setattr("talkscli.exports.source.EVERY", 100)
    monkeypatch.setattr("talkscli.exports.source.STEPS", 100)
    ended = talks("export", "--as", "sqlite", tmp_path / "out", "--store", store, terminal=True)
    assert re.search(r"writing sqlite .* [1-9]\d%", ended.err)
    assert ended.err.endswith(f"\r\x1b[2Kwrote {tmp_path / 'out'}\n")
