"""Work shared between processes gives what one process gives."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from talkscli.files import layout
from talkscli.index import reading
from talkscli.index.parallel import Spreading, spread
from talkscli.queries.filters import ClaimFilter
from talkscli.store import open_archive

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks on Linux only")


@linux
def test_results_come_in_the_order_of_the_tasks() -> None:
    assert list(spread(range(20), lambda number: [number, str(number)], 3)) == [
        [n, str(n)] for n in range(20)
    ]


@linux
def test_an_error_in_a_child_is_raised_where_it_can_be_caught() -> None:
    def halve(number: int) -> int:
        return 10 // (number - 5)

    with pytest.raises(ZeroDivisionError):
        list(spread(range(10), halve, 2))


@linux
def test_a_reader_that_stops_early_leaves_no_child_behind() -> None:
    results = spread(range(1000), lambda number: "x" * 100_000 + str(number), 2)
    assert next(results).endswith("0")
    results.close()  # type: ignore[attr-defined]


@linux
def test_children_that_work_ahead_give_the_same_in_the_same_order() -> None:
    with Spreading(range(50), lambda number: "x" * 100_000 + str(number), 2, ahead=True) as spreading:
        assert [text.strip("x") for text in spreading.results()] == [str(number) for number in range(50)]


@linux
def test_children_that_work_ahead_go_when_nobody_wants_their_results() -> None:
    with Spreading(range(2), lambda _: time.sleep(60), 2, ahead=True):
        begin = time.monotonic()
    assert time.monotonic() - begin < 30
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@linux
def test_an_error_in_a_child_that_works_ahead_is_raised_where_it_can_be_caught() -> None:
    with Spreading([5, 0], lambda number: 10 // number, 1, ahead=True) as spreading:
        results = spreading.results()
        assert next(results) == 2
        with pytest.raises(ZeroDivisionError):
            next(results)


@linux
def test_several_processes_build_the_index_that_one_builds(
    tmp_path: Path,
    store: Callable[..., dict[str, Any]],
    claim: Callable[..., dict[str, Any]],
    written: Callable[..., bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "store.json"
    values = ("2025-05-16", "2025-05", "2025-05-17")
    whos = ("ann", "bob", "some-source")
    file.write_bytes(
        written(
            store(*(claim(f"c{n}", who=whos[n % 3], value=values[n % 2 + n % 5 // 4]) for n in range(60)))
        )
    )
    monkeypatch.setattr(layout, "BLOCK", 500)
    found = []
    for workers, small in ((0, 1 << 22), (3, 0)):
        monkeypatch.setattr(reading, "_SMALL", small)
        monkeypatch.setattr(reading, "count_workers", lambda number=workers: number)
        archive = open_archive(str(file), environ={"TALKS_CACHE": str(tmp_path / f"cache{workers}")})
        facts = [(fact.key, fact.verdict, fact.why, fact.origins) for fact in archive.facts()]
        hits = [hit.row["id"] for hit in archive.search("says")]
        found.append(
            (list(archive.claim_lines(ClaimFilter())), facts, hits, archive.find("hall", ["actor"]).ids)
        )
        archive.close()
    assert found[0] == found[1]
    assert len(found[0][0]) == 60
