"""The program's door: `talks`, or `python -m talkscli`."""

# ruff: noqa: E402
# What `signal` wraps: that takes milliseconds to load, in which an interrupt would show a traceback.
import _signal  # type: ignore[import-not-found,unused-ignore]

CAUGHT = _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler
"""Whether an interrupt is ours to handle: whoever started the program may have it ignored."""

# An interrupt is caught where there is something to clean up; else the system ends the process.
if CAUGHT:
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)

import gc
import os
import sys

TYPE_CHECKING = False  # a type checker reads it as true; importing typing takes time

if TYPE_CHECKING:
    from sys import UnraisableHookArgs
    from types import FrameType

INTERRUPTED = 130


_interrupts: list[int] = []


def interrupt(number: int, frame: "FrameType | None") -> None:
    """Remember an interrupt, and raise it where the program is."""
    _interrupts.append(number)
    _signal.default_int_handler(number, frame)


def pass_over(unraisable: "UnraisableHookArgs") -> None:
    """Show an error that Python cannot raise where it happened, unless an interrupt was the cause."""
    if not _interrupts:
        sys.__unraisablehook__(unraisable)


def run() -> None:
    """Run and end the process with the status."""
    try:
        occupy_closed_streams()
        # Most runs are over before the collector pays off; in a long one caught errors would pile up.
        gc.set_threshold(50_000)
        from talkscli.cli.main import main
        from talkscli.output.streams import show_traceback

        sys.excepthook = show_traceback
        if CAUGHT:
            sys.unraisablehook = pass_over
            _signal.signal(_signal.SIGINT, interrupt)
        status = main()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BaseException:
        # Compiled code that is interrupted may fail in its own way, which is no failure of ours.
        if not _interrupts:
            raise
        status = INTERRUPTED
    finally:
        if CAUGHT:
            _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    # As it ends the interpreter would look through all objects once more, and the process ends anyway.
    gc.freeze()
    sys.exit(status)


def occupy_closed_streams() -> None:
    """Open the null device where a standard stream was closed: else a store would get its number.

    Whatever writes to standard error without asking, as C libraries do, would then write into the store.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


if __name__ == "__main__":
    run()
