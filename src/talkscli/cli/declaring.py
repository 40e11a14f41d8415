"""How commands declare their options and arguments: a name, what the value is called, and the help."""

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Annotated, Any

import typer

from talkscli.cli.completion import Completer, completing_words
from talkscli.errors import UsageError

Shared = tuple[Any, Any]
"""An option that commands share: the annotation and the default of its parameter."""

Options = Mapping[str, Shared]
"""Such options, by the names of their parameters."""

Act = Callable[[typer.Context, dict[str, Any], dict[str, Any]], int]
"""Runs a command, given the values of its own parameters and those of the options it shares."""


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


def choice(names: str, value: str, text: str, words: Sequence[str], what: str) -> Any:
    """Declare an option of which each value is one of some words, in capitals or not.

    Args:
        names: Its name, and others after a space.
        value: What the help calls its value.
        text: The help.
        words: The words.
        what: What they are, for the message that refuses another one.
    """
    place = names.split(maxsplit=1)[0]

    def check(given: Any) -> Any:
        if isinstance(given, str):
            return check_choices([given], words, place, what)[0]
        return check_choices(given, words, place, what) if given else given

    return option(names, value, text, completing_words(*words), callback=check)


def single(names: str, value: str, text: str, complete: Completer | None = None, **more: Any) -> Shared:
    """Declare an option of one text that commands share."""
    return Annotated[str | None, option(names, value, text, complete, **more)], None


def several(names: str, value: str, text: str, complete: Completer | None = None) -> Shared:
    """Declare an option that can be given several times and that commands share."""
    return Annotated[list[str] | None, option(names, value, text, complete)], None


def number(names: str, value: str, text: str) -> Shared:
    """Declare an option of a whole number that commands share."""
    return Annotated[int | None, option(names, value, text)], None


def switch(names: str, text: str) -> Shared:
    """Declare an option without a value that commands share."""
    return Annotated[bool, flag(names, text)], False


def check_choices(given: Iterable[str], valid: Collection[str], place: str, what: str) -> list[str]:
    """Return words in small letters, all of them among the valid ones.

    Raises:
        UsageError: a word is not.
    """
    words = []
    for word in given:
        folded = word.strip().lower()
        if folded not in valid:
            from talkscli.output.request import suggest

            message = f"no {what} {word!r}; there are: {', '.join(valid)}"
            raise UsageError(message, place=place, hint=suggest(folded, valid))
        words.append(folded)
    return words


def flag(names: str, text: str, **more: Any) -> Any:
    """Declare an option that takes no value."""
    return typer.Option(*names.split(), help=text, **more)


def argument(value: str, text: str, complete: Completer | None = None) -> Any:
    """Declare an argument; in brackets where it may be left out."""
    return typer.Argument(metavar=value, help=text, autocompletion=complete)


def make_command(command: Callable[..., Any], shared: Options, act: Act) -> Callable[..., int]:
    """Make what typer takes for a command of a function and of options that commands share.

    Args:
        command: Its parameters after the first become options and arguments, unless they are shared or stand
            for those that are; its name and docstring become those of the command.
        shared: The options behind the command's own.
        act: What runs.
    """
    own = [
        one.replace(kind=one.KEYWORD_ONLY)
        for one in list(inspect.signature(command).parameters.values())[1:]
        if one.name not in shared and one.kind is not one.VAR_KEYWORD
    ]

    def invoke(ctx: typer.Context, **given: Any) -> int:
        return act(ctx, {one.name: given[one.name] for one in own}, {name: given[name] for name in shared})

    parameters = [
        inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context),
        *own,
        *(
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for name, (annotation, default) in shared.items()
        ),
    ]
    invoke.__name__ = command.__name__
    invoke.__doc__ = command.__doc__
    invoke.__module__ = command.__module__
    invoke.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    invoke.__annotations__ = {one.name: one.annotation for one in parameters}
    return invoke
