"""Work spread over the processor's cores, the results in the order of the tasks.

Children are forked, so that they have all that the parent has, and send back plain values by `marshal`: both
are several times cheaper than starting fresh processes that pickle. Where the system cannot fork safely, or
there is little to do, the same work is done here, one task after the other.
"""

import marshal
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, BinaryIO, Self, TypeVar, cast

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
    with Spreading(tasks, work, workers) as spreading:
        yield from spreading.results()


class Spreading:
    """Tasks that children work on from now on, while their parent does something else."""

    def __init__(
        self, tasks: Sequence[Task], work: Callable[[Task], Any], workers: int, *, ahead: bool = False
    ) -> None:
        """Set children to work.

        Args:
            tasks: What is to be done.
            work: Does one.
            workers: How many children; with fewer than two, and not `ahead`, all is done by the parent.
            ahead: Whether children go on to the end however late their results are read.
        """
        self._tasks = tasks
        self._work = work
        self._children: list[tuple[int, BinaryIO]] = []
        self._ahead = ahead
        number = min(workers, len(tasks))
        try:
            for one in range(number if number > 1 or ahead else 0):
                pipes = [] if ahead else [pipe for _, pipe in self._children]
                self._children.append(_start(tasks[one::number], work, pipes, ahead=ahead))
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()

    def results(self) -> Iterator[Any]:
        """Yield what was made of each task, in order."""
        if not self._children:
            yield from map(self._work, self._tasks)
            return
        if self._ahead:
            self._children = [(_await(process), spool) for process, spool in self._children]
            for _, spool in self._children:
                spool.seek(0)
        for number, task in enumerate(self._tasks):
            raw = _receive(self._children[number % len(self._children)][1])
            yield self._work(task) if raw is None else marshal.loads(raw)  # noqa: S302 - our own child wrote it

    def close(self) -> None:
        """Let the children go; their results are lost."""
        for process, pipe in self._children:
            pipe.close()
            # A child whose reader is gone ends at its next result; one that works ahead has no reader.
            if self._ahead and process:
                os.kill(process, signal.SIGKILL)
            if process:
                _await(process)
        self._children = []


def _await(process: int) -> int:
    """Wait for a child's end; return what stands for a process that is no more."""
    with suppress(ChildProcessError):
        os.waitpid(process, 0)
    return 0


def _start(
    tasks: Sequence[Task], work: Callable[[Task], Any], others: Sequence[BinaryIO], *, ahead: bool
) -> tuple[int, BinaryIO]:
    if ahead:
        import tempfile

        spool = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - it is handed on open
        reading = writing = spool.fileno()
    else:
        reading, writing = os.pipe()
        _widen(writing)
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process:
        if ahead:
            return process, spool
        os.close(writing)
        return process, os.fdopen(reading, "rb")
    # Whatever happens, a child never returns into its parent's code, and runs none of its clean-up.
    try:
        for handle in [] if ahead else [reading, *(pipe.fileno() for pipe in others)]:
            os.close(handle)
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
