"""Programs of others that a test needs: a test without them is skipped, but not where all must run."""

import os
import shutil

import pytest

MUST_RUN = os.environ.get("TALKS_CI") == "1"
"""Whether a missing program fails a test: .ci/run installs them all."""


def require(*programs: str) -> None:
    """Skip a test where one of its programs is not installed; fail it in continuous integration."""
    for program in programs:
        if shutil.which(program) is None:
            skip(f"{program} is not installed")


def skip(reason: str) -> None:
    """Skip a test that needs what this machine lacks; fail it in continuous integration."""
    if MUST_RUN:
        pytest.fail(f"{reason}, and TALKS_CI=1 says that no test may be skipped for that")
    pytest.skip(reason)
