"""The program's door: `talks`, or `python -m talkscli`."""

import gc
import sys


def run() -> None:
    """Run and end the process with the status."""
    # Most runs are over before the collector pays off; building an index switches it as it needs.
    gc.disable()
    from talkscli.cli.main import main

    sys.exit(main())


if __name__ == "__main__":
    run()
