"""The libraries of others that read articles, loaded where they are used; a missing one is told."""

import logging
from importlib import import_module
from typing import Any

from talkscli.errors import UsageError

_TALKATIVE = ("pypdf", "trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")
"""What logs words of strangers, which no terminal may get raw."""


def import_extra(name: str, purpose: str, place: str) -> Any:
    """Import a library that comes with the extra `articles`.

    Args:
        name: The library.
        purpose: What it is needed for.
        place: What is to be read, for messages.

    Raises:
        UsageError: it is not installed.
    """
    try:
        module = import_module(name)
    except ImportError as error:
        if error.name is None or error.name.partition(".")[0] != name:
            hint = "install it anew: pip install --force-reinstall 'talkscli[articles]'"
            raise UsageError(f"{name} cannot be loaded: {error}", place=place, hint=hint) from error
        raise UsageError(
            f"{purpose} needs the library {name}, which is not installed",
            place=place,
            hint="pip install 'talkscli[articles]'",
        ) from error
    for one in _TALKATIVE:
        logger = logging.getLogger(one)
        # Without a handler of its own, what a library remarks goes to standard error as it is.
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    return module
