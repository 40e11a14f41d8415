"""Run a command of bash on a terminal of its own, and write what the terminal shows to standard output.

`python on_terminal.py shows COMMAND` ends with the command's status. With `asks` in place of `shows` the command has to
ask something; it gets the end of its input as the answer, and the status is 0 if it ends as an interrupted command does.
"""

import os
import pty
import sys

END_OF_INPUT = b"\x04"
"""Control-D. Control-C reaches nobody where the tests were started in the background of a script."""
INTERRUPTED = 130


def run_on_terminal(text: str, *, asks: bool) -> int:
    """Run a command and return its exit status."""
    shown = b""
    is_told = False

    def read(handle: int) -> bytes:
        nonlocal shown, is_told
        data = os.read(handle, 1 << 16)
        shown += data
        if asks and not is_told and shown.rstrip(b" ").endswith(b":"):
            os.write(handle, END_OF_INPUT)
            is_told = True
        return data

    status = os.waitstatus_to_exitcode(pty.spawn(["bash", "--norc", "-c", text], read))
    if not asks:
        return status
    return 0 if is_told and status == INTERRUPTED else 1


if __name__ == "__main__":
    sys.exit(run_on_terminal(sys.argv[2], asks=sys.argv[1] == "asks"))
