"""A half-typed command line: its words as a shell reads them, and what completes the last of them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from talkscli.cli.command_list import COMMANDS
from talkscli.cli.completion import Offers
from talkscli.cli.global_options import move_behind_command
from talkscli.errors import UsageError

_PIECE = re.compile(
    r"""(?P<blank>\s+)
    | '(?P<single>[^']*)(?P<single_end>'?)
    | "(?P<double>(?:[^"\\]|\\.)*\\?)(?P<double_end>"?)
    | \\(?P<escaped>.?)
    | (?P<bare>[^\s'"\\]+)""",
    re.DOTALL | re.VERBOSE,
)
_ESCAPED_IN_QUOTES = re.compile(r'\\([\\"$`!])')


def split_words(line: str) -> list[str]:
    """Split a line at blanks outside quotes; words keep their quotes. After a blank the last one is empty."""
    words = [""]
    for piece in _PIECE.finditer(line.lstrip()):
        if piece["blank"]:
            words.append("")
        else:
            words[-1] += piece[0]
    return words


def unquote(word: str) -> tuple[str, str]:
    """Return what a word stands for, and the quote that is still open at its end."""
    text, quote = "", ""
    for piece in _PIECE.finditer(word):
        if piece["single"] is not None:
            text += piece["single"]
            quote = "" if piece["single_end"] else "'"
        elif piece["double"] is not None:
            text += _ESCAPED_IN_QUOTES.sub(r"\1", piece["double"])
            quote = "" if piece["double_end"] else '"'
        else:
            text += piece["escaped"] or piece["bare"] or piece["blank"] or ""
    return text, quote


def find_offers(group: TyperGroup, words: Sequence[str], text: str) -> Offers:
    """Return what the last word of a command line may become.

    Args:
        group: The program's commands.
        words: The whole words after the program's name.
        text: The last word, half typed.
    """
    offers = Offers()
    try:
        words = move_behind_command(words)
    except UsageError:  # only options so far, and the command comes next
        words = []
    command, awaited, given, count, ended = _follow(group, words)
    if command is None:
        offers.words = {}
        return offers
    if awaited is None and not ended and text.startswith("-"):
        name, equals, value = text.partition("=")
        awaited = _find_option(command, name) if equals else None
        if awaited is None:
            offers.words = {} if equals else dict(_list_options(command, text, given))
            return offers
        _ask(awaited, command, value, given, offers)
        if offers.words is not None:
            offers.words = {f"{name}={word}": meaning for word, meaning in offers.words.items()}
        return offers
    if awaited is None and isinstance(command, TyperGroup):
        offers.words = dict(_list_commands(command, text))
        return offers
    if awaited is None:
        arguments = [one for one in command.params if one.param_type_name == "argument"]
        awaited = next(
            (one for place, one in enumerate(arguments) if place == count or one.nargs == -1), None
        )
    if awaited is not None:
        _ask(awaited, command, text, given, offers)
    else:
        offers.words = {}
    return offers


def _follow(group: TyperGroup, words: Sequence[str]) -> tuple[Any, Any, dict[str, str], int, bool]:
    """Read whole words.

    Returns:
        The command, or None if there is no such; the option whose value comes next, or None; the options
        given with their values; how many arguments were given; and whether `--` has ended the options.
    """
    command: Any = group
    awaited: Any = None
    given: dict[str, str] = {}
    count, ended = 0, False
    for word in words:
        if awaited is not None:
            given[awaited.name] = word
            awaited = None
        elif word == "--":
            ended = True
        elif word.startswith("-") and word != "-" and not ended:
            name, equals, value = word.partition("=")
            option = _find_option(command, name)
            if option is not None:
                given[option.name] = value
                awaited = None if equals or option.is_flag else option
        elif isinstance(command, TyperGroup):
            command = command.get_command(typer.Context(command), word)
            given = {key: given[key] for key in given if key == "store"}
            if command is None:
                break
        else:
            count += 1
    return command, awaited, given, count, ended


def _find_option(command: Any, name: str) -> Any:
    return next((one for one in command.params if name in (*one.opts, *one.secondary_opts)), None)


def _list_options(command: Any, text: str, given: dict[str, str]) -> Iterator[tuple[str, str]]:
    for option in command.params:
        if option.param_type_name != "option" or getattr(option, "hidden", False):
            continue
        if option.name in given and not option.multiple:
            continue
        for name in (*option.opts, *option.secondary_opts):
            if name.startswith(text) and (name.startswith("--") or len(text) > 1 or len(option.opts) == 1):
                yield name, option.help or ""
    if "--help".startswith(text):
        yield "--help", "Show how it is used."


def _list_commands(group: TyperGroup, text: str) -> Iterator[tuple[str, str]]:
    for name in group.list_commands(typer.Context(group)):
        if not name.startswith(text):
            continue
        if (known := COMMANDS.get(name)) and group.name == "talks":
            yield name, known
        elif (command := group.get_command(typer.Context(group), name)) is not None and not command.hidden:
            yield name, command.get_short_help_str(80)


def _ask(parameter: Any, command: Any, text: str, given: dict[str, str], offers: Offers) -> None:
    """Let a parameter's completer say what it offers."""
    context = typer.Context(command, obj=offers, resilient_parsing=True)
    context.params = dict(given)
    parameter.shell_complete(context, text)
