"""Work spread over the processor's cores, the results in the order of the tasks.

Children are forked, so that they have all that the parent has, and send back plain values by `marshal`: both
are several times cheaper than starting fresh processes that pickle. Where the system cannot fork safely, or
there is little to do, the same work is done here, one task after the other.
"""

import marshal
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, BinaryIO, TypeVar

Task = TypeVar("Task")

_MOST = 4
_PIPE = 1 << 20


def count_workers() -> int:
    """Return how many processes may work at once; 0 where forking is not safe."""
    if not sys.platform.startswith("linux"):
        return 0
    cores = len(os.sched_getaffinity(0))
    return min(cores, _MOST) if cores > 1 else 0


def spread(tasks: Sequence[Task], work: Callable[[Task], Any], workers: int) -> Iterator[Any]:
    """Yield what `work` makes of each task, in order; results are plain values.

    A task that fails in a child is done again here, so that its error is raised where it can be caught.
    """
    workers = min(workers, len(tasks))
    if workers < 2:
        yield from map(work, tasks)
        return
    children: list[tuple[int, BinaryIO]] = []
    try:
        for number in range(workers):
            children.append(_start(tasks[number::workers], work, [pipe for _, pipe in children]))
        for number, task in enumerate(tasks):
            raw = _receive(children[number % workers][1])
            yield work(task) if raw is None else marshal.loads(raw)  # noqa: S302 - our own child wrote it
    finally:
        for process, pipe in children:
            pipe.close()
            # A child whose reader is gone ends at its next result.
            with suppress(ChildProcessError):
                os.waitpid(process, 0)


def _start(
    tasks: Sequence[Task], work: Callable[[Task], Any], others: Sequence[BinaryIO]
) -> tuple[int, BinaryIO]:
    reading, writing = os.pipe()
    _widen(writing)
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process:
        os.close(writing)
        return process, os.fdopen(reading, "rb")
    # Whatever happens, a child never returns into its parent's code, and runs none of its clean-up.
    try:
        os.close(reading)
        for pipe in others:
            os.close(pipe.fileno())
        with os.fdopen(writing, "wb") as pipe:
            for task in tasks:
                raw = marshal.dumps(work(task))
                pipe.write(len(raw).to_bytes(8, "little"))
                pipe.write(raw)
                pipe.flush()
    except BaseException:  # noqa: BLE001 - the parent does the task again and sees the error itself
        os._exit(1)
    os._exit(0)


def _receive(pipe: BinaryIO) -> bytes | None:
    head = pipe.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "little")
    raw = pipe.read(size)
    return raw if len(raw) == size else None


def _widen(pipe: int) -> None:
    """Let a child get ahead of its parent by about one result."""
    import fcntl

    with suppress(OSError, AttributeError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)
