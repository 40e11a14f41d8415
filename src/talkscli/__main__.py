"""The program's door: `talks`, or `python -m talkscli`."""

import gc
import sys


def run() -> None:
    """Run and end the process with the status."""
    # Most runs are over before the collector pays off; building an index switches it as it needs.
    gc.disable()
    try:
        from talkscli.cli.main import main
        from talkscli.output.streams import show_traceback

        sys.excepthook = show_traceback
        status = main()
    except KeyboardInterrupt:  # so early that nothing was there to say it
        status = 130
    # As it ends the interpreter would look through all objects once more, and the process ends anyway.
    gc.freeze()
    sys.exit(status)


if __name__ == "__main__":
    run()
