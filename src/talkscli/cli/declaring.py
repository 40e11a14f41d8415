"""How commands declare their options and arguments: a name, what the value is called, and the help."""

from typing import Any

import typer

from talkscli.cli.completion import Completer


def option(names: str, value: str, text: str, complete: Completer | None = None, **more: Any) -> Any:
    """Declare an option that takes a value.

    Args:
        names: Its name, and others after a space, as in `-o --output`.
        value: What the help calls its value.
        text: The help.
        complete: What completes its value.
        more: What else typer is told.
    """
    return typer.Option(*names.split(), metavar=value, help=text, autocompletion=complete, **more)


def flag(names: str, text: str, **more: Any) -> Any:
    """Declare an option that takes no value."""
    return typer.Option(*names.split(), help=text, **more)


def argument(value: str, text: str, complete: Completer | None = None) -> Any:
    """Declare an argument; in brackets where it may be left out."""
    return typer.Argument(metavar=value, help=text, autocompletion=complete)
