"""The index is only a cache: never older than the store, never in the way, never missed."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from talkscli.errors import StoreError
from talkscli.index import cache as caching
from talkscli.index import maintenance
from talkscli.index.cache import Ticket, is_settled
from talkscli.index.maintenance import update_index
from talkscli.index.update import Update
from talkscli.queries.filters import ClaimFilter
from talkscli.queries.opening import open_archive

Make = Callable[..., dict[str, Any]]
Written = Callable[..., bytes]


def read_texts(path: Path) -> list[str]:
    archive = open_archive(str(path))
    try:
        return [row["text"] for row in archive.claims(ClaimFilter())]
    finally:
        archive.close()


def age(*paths: Path) -> None:
    """Give files times that are long past, as far as the system lets; their ctime stays."""
    for path in paths:
        os.utime(path, (1_600_000_000, 1_600_000_000.5))


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often an index is built."""
    counted: list[int] = []
    apply = Update.apply

    def count(update: Update, *values: Any) -> None:
        if update.is_new:
            counted.append(1)
        apply(update, *values)

    monkeypatch.setattr(Update, "apply", count)
    return counted


@pytest.fixture
def file(tmp_path: Path, cache: Path, store: Make, claim: Make, written: Written) -> Path:
    del cache
    path = tmp_path / "store.json"
    path.write_bytes(written(store(claim("c1", text="old"))))
    return path


def test_an_unchanged_store_is_indexed_once(file: Path, builds: list[int]) -> None:
    for _ in range(3):
        assert read_texts(file) == ["old"]
    assert len(builds) == 1


def test_a_touched_store_of_a_free_form_is_not_indexed_again(
    file: Path, builds: list[int], store: Make, claim: Make, written: Written
) -> None:
    # Two claims on a line: it only seems that there is one on each.
    raw = written(store(*(claim(f"c{number}") for number in range(3))))
    head, comma, last = raw.rpartition(b"},\n    {")
    file.write_bytes(head + comma.replace(b"\n", b"") + last)
    assert len(read_texts(file)) == 3
    made = len(builds)
    age(file)
    assert len(read_texts(file)) == 3
    assert len(builds) == made


def test_a_touched_store_is_not_indexed_again(file: Path, builds: list[int]) -> None:
    read_texts(file)
    age(file)
    assert read_texts(file) == ["old"]
    file.write_bytes(file.read_bytes())
    assert read_texts(file) == ["old"]
    assert len(builds) == 1


def test_a_change_of_the_same_length_at_once_is_seen(file: Path) -> None:
    raw = file.read_bytes()
    for number in range(20):
        text = f"{number:03d}"
        file.write_bytes(raw.replace(b'"old"', f'"{text}"'.encode()))
        assert read_texts(file) == [text]


def test_a_change_that_keeps_the_time_is_seen(file: Path) -> None:
    read_texts(file)
    status = file.stat()
    file.write_bytes(file.read_bytes().replace(b'"old"', b'"new"'))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert read_texts(file) == ["new"]


def test_times_within_a_tick_of_the_look_are_not_trusted() -> None:
    second = 1_000_000_000
    assert is_settled(f"9 {5 * second + 1} {5 * second + 1} 1 1 a", 6 * second)
    assert not is_settled(f"9 {5 * second + 1} {5 * second + 1} 1 1 a", 5 * second + 2)
    assert not is_settled(f"9 {5 * second} {5 * second + 1} 1 1 a", 6 * second)
    assert not is_settled(f"9 1 1 1 1 a\x009 {5 * second + 1} 1 1 1 b c", 5 * second)


def test_a_damaged_index_is_made_anew_without_a_word(file: Path, cache: Path, builds: list[int]) -> None:
    read_texts(file)
    (index,) = cache.glob("*/*.index")
    raw = index.read_bytes()
    for number, damage in enumerate((b"", b"not an index", raw[:5000], raw[:100] + bytes(len(raw) - 100))):
        (index,) = cache.glob("*/*.index")
        index.write_bytes(damage)
        assert read_texts(file) == ["old"]
        assert len(builds) == number + 2
    (ticket,) = cache.glob("*/*.ticket")
    for text in ("", "talks", "talks 0 0\n1\n../../etc/passwd\n\n\n", "\0" * 50):
        ticket.write_text(text)
        assert read_texts(file) == ["old"]
    shutil.rmtree(cache)
    assert read_texts(file) == ["old"]


def hide_change(cache: Path) -> None:
    """Make the ticket of a changed index say that it is unchanged."""
    (ticket,) = cache.glob("*/*.ticket")
    known = caching.parse_ticket(ticket.read_bytes())
    known.index_look = caching.describe_index((ticket.parent / known.index).stat())
    ticket.write_bytes(known.write())


def ask_much(path: Path) -> list[Any]:
    archive = open_archive(str(path))
    try:
        return [
            archive.title,
            list(archive.claim_lines(ClaimFilter())),
            [hit.row["id"] for hit in archive.search("what says", 5)],
            [(fact.key, fact.why) for fact in archive.facts(words="first")],
            list(archive.entities("actor")),
            archive.find("Ann Hal", ("actor",)).ids,
            archive.judge("round-1.date").verdict,
        ]
    finally:
        archive.close()


def test_an_index_damaged_anywhere_heals_while_it_is_read(
    file: Path, cache: Path, store: Make, claim: Make, written: Written
) -> None:
    file.write_bytes(written(store(*(claim(f"c{number}") for number in range(60)))))
    expected = ask_much(file)
    (index,) = cache.glob("*/*.index")
    page = 8192
    for start in range(0, index.stat().st_size, page):
        raw = index.read_bytes()
        index.write_bytes(raw[:start] + b"\xff" * page + raw[start + page :])
        hide_change(cache)
        assert ask_much(file) == expected
        assert ask_much(file) == expected
        (index,) = cache.glob("*/*.index")
        index.write_bytes(raw)
        hide_change(cache)


def test_a_damaged_index_of_a_store_that_changed_is_an_error_once(
    file: Path, cache: Path, store: Make, claim: Make, written: Written
) -> None:
    read_texts(file)
    (index,) = cache.glob("*/*.index")
    archive = open_archive(str(file))
    raw = index.read_bytes()
    index.write_bytes(raw[:8192] + b"\xff" * (len(raw) - 8192))
    hide_change(cache)
    file.write_bytes(written(store(claim("c1", text="new"))))
    with pytest.raises(StoreError) as caught:
        list(archive.claim_lines(ClaimFilter()))
    archive.close()
    assert caught.value.hint == "run the command again: it is made anew"
    assert read_texts(file) == ["new"]


def test_an_index_changed_at_one_place_with_its_time_put_back_is_made_anew(file: Path, cache: Path) -> None:
    # The second look finds the store's times settled.
    for _ in range(2):
        time.sleep(0.1)
        read_texts(file)
    (index,) = cache.glob("*/*.index")
    status, raw = index.stat(), index.read_bytes()
    assert raw.count(b'"old"')
    index.write_bytes(raw.replace(b'"old"', b'"lie"'))
    os.utime(index, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert read_texts(file) == ["old"]


def test_an_index_of_another_version_is_made_anew(
    file: Path, builds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_texts(file)
    monkeypatch.setattr(caching, "VERSION", "another")
    assert read_texts(file) == ["old"]
    assert len(builds) == 2


def test_nothing_is_left_but_the_newest_index(file: Path, cache: Path) -> None:
    for text in ("one", "two", "three"):
        file.write_bytes(file.read_bytes().replace(b'"old"', f'"{text}"'.encode()).replace(b'"c1"', b'"c1"'))
        read_texts(file)
    (directory,) = cache.iterdir()
    (directory / "123.new").write_text("work that was never finished")
    old = time.time() - 7200
    os.utime(directory / "123.new", (old, old))
    file.write_bytes(file.read_bytes().replace(b'"text": "', b'"text": "more '))
    read_texts(file)
    assert sorted(path.suffix for path in directory.iterdir()) == [".index", ".ticket"]


def test_two_stores_have_two_indexes(file: Path, cache: Path, builds: list[int]) -> None:
    other = file.with_name("other.json")
    other.write_bytes(file.read_bytes().replace(b'"old"', b'"other"'))
    for _ in range(2):
        assert (read_texts(file), read_texts(other)) == (["old"], ["other"])
    assert len(builds) == 2
    assert len(list(cache.glob("*/*.index"))) == 2


def test_a_cache_that_cannot_be_written_changes_no_answer(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocker = tmp_path / "blocker"
    blocker.write_text("a file where a directory should be")
    monkeypatch.setenv("TALKS_CACHE", str(blocker / "cache"))
    assert read_texts(file) == ["old"]
    monkeypatch.setenv("TALKS_CACHE", "")
    for name in ("XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    assert read_texts(file) == ["old"]


def test_an_invalid_store_leaves_nothing_behind(file: Path, cache: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b'"who": "ann"', b'"who": "zoe"'))
    with pytest.raises(Exception, match="zoe"):
        read_texts(file)
    assert [path for path in cache.rglob("*") if path.is_file()] == []


def test_an_index_is_never_changed_in_place(file: Path, cache: Path) -> None:
    archive = open_archive(str(file))
    file.write_bytes(file.read_bytes().replace(b'"old"', b'"new"'))
    assert read_texts(file) == ["new"]
    assert [row["text"] for row in archive.claims(ClaimFilter())] == ["old"]
    archive.close()
    (index,) = cache.glob("*/*.index")
    with (
        open_archive(str(file)) as again,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        again.connection.execute("DELETE FROM claim")
    assert index.exists()


@pytest.mark.skipif(os.name != "posix", reason="takes turns by flock")
def test_of_many_that_meet_a_new_store_at_once_one_indexes_it(
    file: Path, builds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maintenance, "LARGE", 0)
    monkeypatch.setattr(maintenance, "SLOWEST", 1)
    with ThreadPoolExecutor(4) as readers:
        assert list(readers.map(read_texts, [file] * 8)) == [["old"]] * 8
    assert len(builds) == 1


def test_an_index_that_another_made_after_the_first_look_is_taken(
    file: Path, builds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    update = maintenance._Keeper.update

    def update_while_another_indexes(keeper: maintenance._Keeper) -> sqlite3.Connection | None:
        monkeypatch.setattr(maintenance._Keeper, "update", update)
        connection = update(keeper)
        assert read_texts(file) == ["old"]
        return connection

    monkeypatch.setattr(maintenance._Keeper, "update", update_while_another_indexes)
    assert read_texts(file) == ["old"]
    assert len(builds) == 1


READER = """
import sys
from talkscli.queries.filters import ClaimFilter
from talkscli.queries.opening import open_archive
path, rounds = sys.argv[1], int(sys.argv[2])
last = -1
for _ in range(rounds):
    archive = open_archive(path)
    texts = {row["text"] for row in archive.claims(ClaimFilter())}
    assert len(texts) == 1, texts
    number = int(texts.pop())
    assert number >= last, (number, last)
    last = number
    archive.close()
"""


def test_readers_and_rebuilds_do_not_disturb_each_other(
    tmp_path: Path, cache: Path, store: Make, claim: Make, written: Written
) -> None:
    del cache
    path = tmp_path / "store.json"

    def replace(number: int) -> None:
        new = path.with_suffix(".tmp")
        new.write_bytes(written(store(*(claim(f"c{one}", text=str(number)) for one in range(30)))))
        new.replace(path)

    replace(0)
    readers = [subprocess.Popen([sys.executable, "-c", READER, str(path), "25"]) for _ in range(4)]
    for number in range(1, 13):
        replace(number)
        assert read_texts(path) == [str(number)] * 30
    assert [reader.wait(60) for reader in readers] == [0] * 4


def test_a_store_that_is_replaced_while_it_is_read_was_read_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply = Update.apply
    replaced: list[int] = []

    def replace_and_apply(*values: Any) -> None:
        new = file.with_suffix(".tmp")
        new.write_bytes(file.read_bytes().replace(b'"old"', b'"new"'))
        new.replace(file)
        replaced.append(1)
        apply(*values)

    monkeypatch.setattr(Update, "apply", replace_and_apply)
    assert read_texts(file) == ["old"]
    assert len(replaced) == 1
    monkeypatch.undo()
    assert read_texts(file) == ["new"]


def test_a_store_that_is_written_to_while_it_is_read_is_read_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply = Update.apply

    def apply_and_write(*values: Any) -> None:
        apply(*values)
        if b'"old"' in (raw := file.read_bytes()):
            file.write_bytes(raw.replace(b'"old"', b'"newer"'))

    monkeypatch.setattr(Update, "apply", apply_and_write)
    assert read_texts(file) == ["newer"]


def test_what_seems_wrong_in_a_store_that_is_being_written_to_is_read_again(
    file: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del cache
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    keep = maintenance._Keeper.keep

    def keep_while_somebody_writes(keeper: maintenance._Keeper, progress: Any) -> sqlite3.Connection:
        try:
            return keep(keeper, progress)
        except StoreError:
            with file.open("r+b") as half:
                half.write(whole)
            raise

    monkeypatch.setattr(maintenance._Keeper, "keep", keep_while_somebody_writes)
    assert read_texts(file) == ["old"]


def read_ticket(store: Path, cache: Path) -> tuple[Path, Ticket]:
    """Return the file of a store's ticket, and what it says."""
    (path,) = cache.glob(f"*/{caching.hash_path(str(store))}.ticket")
    return path, caching.parse_ticket(path.read_bytes())


def test_a_ticket_that_names_the_index_of_another_store_is_no_ticket(file: Path, cache: Path) -> None:
    other = file.with_name("other.json")
    other.write_bytes(file.read_bytes().replace(b'"old"', b'"lie"'))
    for path in (file, other):
        read_texts(path)
        update_index(str(path), os.environ)
    path, own = read_ticket(file, cache)
    _, foreign = read_ticket(other, cache)
    path.write_bytes(Ticket(own.made, foreign.index, foreign.index_look, foreign.secret, own.look).write())
    assert read_texts(file) == ["old"]


def test_a_change_that_cannot_be_seen_from_outside_is_looked_for_within_a_tick(
    file: Path, cache: Path
) -> None:
    read_texts(file)
    file.write_bytes(file.read_bytes().replace(b'"old"', b'"new"'))
    path, ticket = read_ticket(file, cache)
    # As if both had been written within one tick of the clock, and the first looked at in between.
    ticket.look, ticket.made = caching.look_at(str(file)), file.stat().st_mtime_ns
    path.write_bytes(ticket.write())
    assert read_texts(file) == ["new"]


def test_a_use_noted_in_the_future_is_noted_anew(file: Path, cache: Path) -> None:
    read_texts(file)
    update_index(str(file), os.environ)
    path, _ = read_ticket(file, cache)
    future = time.time() + 86400
    os.utime(path, (future, future))
    read_texts(file)
    assert path.stat().st_mtime < future - 3600


def test_a_damaged_index_whose_ticket_is_gone_is_an_error_once(file: Path, cache: Path) -> None:
    read_texts(file)
    (index,) = cache.glob("*/*.index")
    archive = open_archive(str(file))
    raw = index.read_bytes()
    index.write_bytes(raw[:8192] + b"\xff" * (len(raw) - 8192))
    path, _ = read_ticket(file, cache)
    path.unlink()
    with pytest.raises(StoreError, match="the index was damaged"):
        list(archive.claim_lines(ClaimFilter()))
    archive.close()
    assert read_texts(file) == ["old"]


def test_only_a_store_that_has_an_index_is_indexed_when_it_is_written(
    file: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[str] = []
    monkeypatch.setattr(maintenance, "wait_for_tick", waited.append)
    update_index(str(file), os.environ)
    assert waited == []
    read_texts(file)
    update_index(str(file), os.environ)
    assert waited == [str(file)]
    assert len(list(cache.glob("*/*.index"))) == 1


def test_after_a_store_was_written_the_next_reader_need_not_look_into_it(file: Path) -> None:
    read_texts(file)
    file.write_bytes(file.read_bytes().replace(b'"old"', b'"new"'))
    update_index(str(file), os.environ)
    with caching.Cache(str(file), os.environ, None) as known:
        connection = known.open_unchanged()
    assert connection is not None
    connection.close()
    assert read_texts(file) == ["new"]
