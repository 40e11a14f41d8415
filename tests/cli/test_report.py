"""`talks report`: where it goes, and what is refused."""

import json
import resource
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.small_stores import make_claim, make_store

from talkscli.files.store_paths import shipped_store

if TYPE_CHECKING:
    from tests.conftest import Talks


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "report.html"


def test_a_report_says_of_which_store_it_is(talks: "Talks", file: Path) -> None:
    ended = talks("report", "-o", file)
    assert (ended.status, ended.out, ended.err) == (0, "", f"wrote {file}\n")
    text = file.read_text(encoding="utf-8")
    assert sha256(Path(shipped_store()).read_bytes()).hexdigest() in text
    assert "RIA</b><b" not in text
    assert "stands alone with" in text


def test_a_directory_has_the_hash_of_the_lines_of_sha256sum(talks: "Talks", tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    header = {key: value for key, value in make_store().items() if key != "claims"}
    (folder / "a.json").write_text(json.dumps(header | {"claims": []}), encoding="utf-8")
    (folder / "b.jsonl").write_text(
        json.dumps({"schema_version": 1, "title": "Small talks"})
        + "\n"
        + json.dumps(make_claim("one"))
        + "\n",
        encoding="utf-8",
    )
    ended = talks("report", "--store", folder)
    lines = "".join(
        f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in ("a.json", "b.jsonl")
    )
    assert sha256(lines.encode()).hexdigest() in ended.out


def test_a_store_from_standard_input_has_no_hash(talks: "Talks") -> None:
    ended = talks("report", "--store", "-", stdin=json.dumps(make_store(make_claim("one"))))
    assert ended.status == 0
    assert "SHA-256" not in ended.out


def test_the_form_is_that_of_the_name_or_of_where_it_goes(talks: "Talks", tmp_path: Path) -> None:
    assert talks("report").out.startswith("<!DOCTYPE html>")
    assert talks("report", "-o", "-").out.startswith("<!DOCTYPE html>")
    assert talks("report", terminal=True).out.startswith("# The Istanbul talks")
    talks("report", "-o", tmp_path / "a.md")
    assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# The Istanbul talks")
    assert talks("report", "--format", "markdown").out.startswith("# The Istanbul talks")
    assert talks("report", "--format", "pdf").status == 2


def test_what_is_there_is_replaced_only_by_force(talks: "Talks", file: Path) -> None:
    file.write_text("old")
    ended = talks("report", "-o", file)
    assert (ended.status, ended.err) == (
        5, f"talks: {file}: there is a file of that name already; --force replaces it\n"
    )  # fmt: skip
    assert file.read_text() == "old"
    file.chmod(0o640)
    assert talks("report", "-o", file, "--force").status == 0
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert file.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_a_link_stays_and_what_it_leads_to_is_replaced(talks: "Talks", file: Path) -> None:
    real = file.with_name("real.html")
    real.write_text("old")
    file.symlink_to(real)
    assert talks("report", "-o", file, "--force").status == 0
    assert file.is_symlink()
    assert real.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "the name of the file is empty"),
        ("absent/report.html", "there is no such directory"),
        (".", "it is a directory"),
        ("/dev/null", "it is not a regular file"),
        ("x" * 300, "could not be written: File name too long"),
        ("a\0b", "this cannot be the name of a file"),
    ],
)
def test_a_place_where_nothing_can_be_written_is_one_line(
    talks: "Talks", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = talks("report", "-o", name, "--force")
    assert ended.status == (5 if name else 2)
    assert reason in ended.err
    assert ended.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_the_store_itself_is_never_replaced(talks: "Talks", tmp_path: Path) -> None:
    store = tmp_path / "store.json"
    store.write_text(json.dumps(make_store(make_claim("one"))), encoding="utf-8")
    before = store.read_bytes()
    link = tmp_path / "link.html"
    link.symlink_to(store)
    for target in (store, link):
        ended = talks("report", "--store", store, "-o", target, "--force")
        assert (ended.status, "it is the store itself" in ended.err) == (5, True)
    assert store.read_bytes() == before


def test_a_full_disk_leaves_the_old_file(talks: "Talks", file: Path) -> None:
    talks("rounds")  # indexed before: its index is larger than what may be written below
    file.write_text("old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        ended = talks("report", "-o", file, "--force")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert ended.status == 5
    assert ended.err.startswith(f"talks: {file}: could not be written: ")
    assert ended.err.count("\n") == 1
    assert file.read_text() == "old"
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_a_name_that_the_store_does_not_have_writes_nothing(talks: "Talks", file: Path) -> None:
    ended = talks("report", "--about", "nobody-at-all", "-o", file)
    assert ended.status == 3
    assert not file.exists()


def test_five_thousand_claims_on_three_hundred_disputes_are_a_page_below_three_megabytes(
    talks: "Talks", tmp_path: Path, file: Path
) -> None:
    claims = [
        make_claim(
            f"c{number}",
            who=("ann", "bob", "cem")[number % 3],
            about=("round-1", "round-3")[number % 2],
            property=f"date-{number // 2 % 150}",
            value=("2025-07-23", "2025-07-24", "2025-07")[number // 300 % 3],
            document=f"doc-{number % 3 + 1}",
            text=f"Claim {number} says in a sentence of a usual length that the talks took place on that day.",
            quote="the talks took place on that day",
            paragraph=number % 40 + 1,
        )
        for number in range(5000)
    ]
    store = make_store(*claims)
    store["properties"] += [
        {"id": f"date-{n}", "type": "date", "label": f"Date of matter {n}"} for n in range(150)
    ]
    path = tmp_path / "large.json"
    path.write_text(json.dumps(store), encoding="utf-8")
    assert talks("report", "--store", path, "-o", file).status == 0
    text = file.read_text(encoding="utf-8")
    assert text.count("<article ") == 300
    assert text.count('<p class="group"') == 2
    assert file.stat().st_size < 3_000_000
