"""The programs that exports are for: a test that opens one is skipped where it is missing.

They are many and large, and README's command does not install them; .ci/run does, and says so with TALKS_CONSUMERS=1.
"""

import os
from importlib import import_module
from typing import Any

import pytest


def load(name: str) -> Any:
    """Return a module of a consumer."""
    try:
        return import_module(name)
    except ImportError:
        if os.environ.get("TALKS_CONSUMERS") == "1":
            raise
        pytest.skip(f"{name} is not installed")
