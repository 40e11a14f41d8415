"""A writer killed at each of its system calls: the store is the old or the new one, whole, every time.

`benchmarks/crashes.py` does the same to the real program, by the kernel.
"""

import gzip
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.store.stores import list_forms, make_claim, read_back

from talkscli.claims import Actor, Retraction
from talkscli.desk.changes import Changes
from talkscli.desk.transaction import change_store
from talkscli.errors import TalksError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

CALLS = (
    "open", "close", "write", "fsync", "replace", "unlink", "fchmod", "fchown", "fstat", "stat",
    "copy_file_range", "listxattr", "getxattr", "setxattr", "scandir",
)  # fmt: skip
NO_CACHE: dict[str, str] = {}
"""An environment without a cache: whatever happens to an index, the same calls are made each time."""

FORMS = ["canonical.json", "pretty.json", "records.jsonl", "canonical.json.gz"]


class Faults:
    """Stands between the writer and the system, counts calls, and strikes at one of them."""

    def __init__(self, strike: Callable[[str, Callable[..., Any], tuple[Any, ...]], Any], at: int) -> None:
        self.strike = strike
        self.at = at
        self.made: list[str] = []

    def wrap(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            self.made.append(name)
            if len(self.made) == self.at:
                return self.strike(name, call, args)
            return call(*args, **kwargs)

        return wrapped


@contextmanager
def faulty_system(faults: Faults) -> Iterator[None]:
    kept = {name: getattr(os, name) for name in CALLS if hasattr(os, name)}
    for name, call in kept.items():
        setattr(os, name, faults.wrap(name, call))
    try:
        yield
    finally:
        for name, call in kept.items():
            setattr(os, name, call)


def die(name: str, call: Callable[..., Any], args: tuple[Any, ...]) -> None:
    del name, call, args
    os.kill(os.getpid(), signal.SIGKILL)


def die_after(name: str, call: Callable[..., Any], args: tuple[Any, ...]) -> None:
    del name
    call(*args)
    os.kill(os.getpid(), signal.SIGKILL)


def die_half_way(name: str, call: Callable[..., Any], args: tuple[Any, ...]) -> None:
    if name == "write":
        call(args[0], bytes(args[1])[: len(args[1]) // 2])
    os.kill(os.getpid(), signal.SIGKILL)


def fail(name: str, call: Callable[..., Any], args: tuple[Any, ...]) -> None:
    del call, args
    raise OSError(28, f"no space: {name}")


def names(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


def put(folder: Path, name: str) -> Path:
    raw = list_forms()[name.removesuffix(".gz")].encode()
    path = folder / name
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    return path


def change(path: Path) -> None:
    old = read_back(path).claims[0]
    changes = [Actor(id="bert", kind="person", name="Bert"), make_claim("new")]
    taken = old.model_copy(update={"retracted": Retraction(why="misread")})
    change_store(str(path), lambda _: Changes(changes, replaced=[taken]), environ=NO_CACHE)


def count_calls(path: Path) -> list[str]:
    faults = Faults(die, 0)
    with faulty_system(faults):
        change(path)
    return faults.made


@pytest.mark.parametrize("strike", [die, die_after, die_half_way], ids=["before", "after", "half way"])
@pytest.mark.parametrize("name", FORMS)
def test_a_writer_killed_at_any_call_leaves_the_old_or_the_new_store(
    tmp_path: Path, name: str, strike: Callable[..., None]
) -> None:
    path = put(tmp_path, name)
    old = path.read_bytes()
    calls = count_calls(path)
    new = path.read_bytes()
    assert {"write", "fsync", "replace"} <= set(calls)
    assert new != old
    seen = set()
    for at in range(1, len(calls) + 1):
        path.write_bytes(old)
        child = os.fork()
        if not child:
            try:
                with faulty_system(Faults(strike, at)):
                    change(path)
            finally:
                os._exit(7)
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL, calls[at - 1]
        left = path.read_bytes()
        assert left in {old, new}, calls[at - 1]
        seen.add(left)
        # No lock stays, and the next writer clears away what was left.
        change_store(str(path), lambda _: Changes([make_claim("next")]), wait=0)
        assert read_back(path).claims[-1].id == "next"
        assert names(tmp_path) == [name]
    assert seen == {old, new}


@pytest.mark.parametrize("name", FORMS)
def test_a_call_that_fails_leaves_the_old_or_the_new_store_and_nothing_else(
    tmp_path: Path, name: str
) -> None:
    path = put(tmp_path, name)
    old = path.read_bytes()
    calls = count_calls(path)
    new = path.read_bytes()
    for at, call in enumerate(calls, 1):
        path.write_bytes(old)
        told = ""
        try:
            with faulty_system(Faults(fail, at)):
                change(path)
        except TalksError as error:
            told = str(error)
        left = path.read_bytes()
        # What is told is true.
        assert left == (old if told else new), (call, told)
        assert names(tmp_path) == [name] or call == "unlink"


def test_the_new_store_is_on_the_disk_before_the_old_one_goes(tmp_path: Path) -> None:
    path = put(tmp_path, "canonical.json")
    calls = count_calls(path)
    at = calls.index("replace")
    assert "fsync" in calls[:at]
    assert "write" not in calls[calls.index("fsync") :]
    assert calls[at + 1 :].count("fsync") == 1
