"""Options that every command has, which say how the program behaves and not what it is asked."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated, Any

import typer

from talkscli.cli.command_list import PARTS
from talkscli.errors import UsageError

WITH_VALUE = frozenset({"--store", "--format", "--columns", "--as-of", "--limit", "--output", "-o"})
FLAGS = frozenset(
    {
        "--no-header", "--safe-csv", "--exit-status", "-e", "--json",
        "--no-pager", "--no-color", "--no-input", "--quiet", "-q", "--force",
    }
)  # fmt: skip
"""The options that may stand before the command as well, with a value and without."""


def move_behind_command(words: Sequence[str]) -> list[str]:
    """Return a command line whose options stand behind the command, where some stood before it.

    Raises:
        UsageError: there is no command behind them.
    """
    place = 0
    while place < len(words):
        name = words[place].partition("=")[0]
        if name in WITH_VALUE:
            place += 1 if "=" in words[place] else 2
        elif words[place] in FLAGS:
            place += 1
        else:
            break
    leading, rest = list(words[:place]), list(words[place:])
    if not leading or (rest and rest[0] in {"-h", "--help", "--version"}):
        return rest if leading else list(words)
    if not rest:
        raise UsageError(
            f"{leading[0].partition('=')[0]} needs a command",
            hint=f"write one behind it, as in talks {' '.join(leading)} rounds",
        )
    size = 2 if rest[0] in PARTS and len(rest) > 1 and not rest[1].startswith("--") else 1
    return [*rest[:size], *leading, *rest[size:]]


@cache
def make_global_options() -> list[Any]:
    """Make the parameters that every command gets."""
    made = typer.Typer(add_completion=False, rich_markup_mode=None)
    made.command()(_take_global_options)
    return list(typer.main.get_command(made).params)


def add_global_options(command: Any) -> Any:
    """Give a command, or each part of it, the options that every command has; return it."""
    known = {name for one in command.params for name in one.opts}
    command.params += [one for one in make_global_options() if not known.intersection(one.opts)]
    for part in getattr(command, "commands", {}).values():
        add_global_options(part)
    return command


def _stop_paging(ctx: typer.Context, value: bool) -> None:
    if value:
        ctx.obj.streams.stop_paging()


def _drop_colour(ctx: typer.Context, value: bool) -> None:
    if value:
        ctx.obj.streams.colour = False


def _be_quiet(ctx: typer.Context, value: bool) -> None:
    if value:
        ctx.obj.streams.quiet = True


def _never_ask(ctx: typer.Context, value: bool) -> None:
    if value:
        ctx.obj.asks = False


def _flag(*names: str, text: str, act: Callable[[typer.Context, bool], None]) -> Any:
    return typer.Option(*names, help=text, callback=act, expose_value=False)


def _take_global_options(
    no_pager: Annotated[
        bool,
        _flag("--no-pager", text="Write what is longer than the screen without a pager.", act=_stop_paging),
    ] = False,
    no_color: Annotated[
        bool, _flag("--no-color", text="Write without colours, as NO_COLOR does.", act=_drop_colour)
    ] = False,
    no_input: Annotated[bool, _flag("--no-input", text="Never ask; fail instead.", act=_never_ask)] = False,
    quiet: Annotated[
        bool, _flag("-q", "--quiet", text="Leave out notes and progress; errors are told.", act=_be_quiet)
    ] = False,
) -> None:
    """Take the options that every command has; each acts by itself."""
    del no_pager, no_color, no_input, quiet
