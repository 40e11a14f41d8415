"""The command tree, and how a run ends."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, redirect_stdout
from importlib import import_module
from io import StringIO
from typing import Annotated, Any, BinaryIO

import typer
from typer.core import TyperGroup

from talkscli import __version__
from talkscli.cli.command_list import COMMANDS, find_module
from talkscli.cli.declaring import flag
from talkscli.cli.global_options import add_global_options, move_behind_command
from talkscli.cli.parameters import align_parameters
from talkscli.cli.run import Run
from talkscli.errors import (
    MOST_SHOWN,
    StoreError,
    StoreWriteError,
    TalksError,
    UnknownNameError,
    UsageError,
)
from talkscli.output.formats import FORMATS
from talkscli.output.streams import Streams, run_to_reader
from talkscli.queries.limits import MOST_CHARACTERS, MOST_LINES, MOST_WORDS, check_length

STATUSES: dict[type[TalksError], int] = {
    UsageError: 2,
    UnknownNameError: 3,
    StoreError: 4,
    StoreWriteError: 5,
    TalksError: 2,
}
"""The exit status of each failure; the nearest ancestor counts."""

LISTS = frozenset({"--columns", "--map", "--type", "--create"})
"""The options whose value is a list with commas."""

INTERRUPTED = 130
WRONG_USAGE = 2


class Commands(TyperGroup):
    """The group of all commands, which imports the one that is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands, without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import one command, or return None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = typer.main.get_command(load_app(cmd_name))
        command.name = cmd_name
        command.short_help = COMMANDS[cmd_name]
        return align_parameters(add_global_options(command))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, or say which one may be meant."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from talkscli.output.request import suggest

            near = suggest(args[0], COMMANDS)
            if args[0] == "version":
                near = "talks --version shows the version"
            raise UsageError(f"no command {args[0]!r}", hint=near or "talks --help lists them")
        return super().resolve_command(ctx, args)


def load_app(name: str) -> typer.Typer:
    """Import a command: the function of this name in its module, or an app that the module makes."""
    module = import_module(f"talkscli.cli.commands.{find_module(name)}")
    made: typer.Typer | None = getattr(module, "app", None)
    if made is None:
        made = typer.Typer(add_completion=False, rich_markup_mode=None)
        made.command()(getattr(module, name))
    return made


app = typer.Typer(
    name="talks",
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


@app.callback(
    invoke_without_command=True,
    epilog="talks help words explains the words, man talks is the manual; README.md and docs/ of the project "
    "say more, CONTRIBUTING.md where to report faults. Options may stand before the command. talks schema "
    f"prints the form of a store. A name or a search has at most {MOST_WORDS} words, any argument at most "
    f"{MOST_CHARACTERS:,} characters; where - reads names or ids, at most {MOST_LINES:,} lines. Exit status: "
    "0 done, 1 nothing found (with -e), 2 wrong usage, 3 unknown name, 4 unreadable or invalid store, 5 not "
    "written, 130 interrupted.",
)
def talks(
    ctx: typer.Context,
    version: Annotated[bool, flag("--version", "Show the version and end.")] = False,
) -> int:
    """Who said what, when, according to whom, and where the sources disagree.

    \b
    Examples:
      talks                             # what you can ask, to begin with
      talks rounds 3
      talks who Umerov
      talks conflicts round-3.date --explain
      talks claims --who ria --format ndjson | jq .value
      talks init my.json --like shipped # a copy, to try things on
      talks import --help               # each command has examples
    """  # noqa: D301
    if version:
        ctx.obj.streams.show(f"talks {__version__}\n")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from talkscli.cli.welcome import welcome

        welcome(ctx.obj)
    return 0


def main(
    argv: Sequence[str] | None = None,
    *,
    streams: Streams | None = None,
    environ: Mapping[str, str] | None = None,
    stdin: BinaryIO | None = None,
) -> int:
    """Run the program and return its exit status.

    Args:
        argv: The words after the program's name; those of the process if not given.
        streams: Where output goes; the process's own streams if not given.
        environ: The environment.
        stdin: Standard input.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    environ = os.environ if environ is None else environ
    streams = streams or Streams.from_process(environ)
    if shell := environ.get("_TALKS_COMPLETE"):
        from talkscli.cli.shells import answer_shell

        return run_to_reader(
            lambda: answer_shell(typer.main.get_command(app), shell, environ, streams), streams
        )
    if words[:2] == ["help", "words"]:
        from talkscli.cli.glossary import show_words

        return run_to_reader(lambda: _show(streams, show_words(streams.width)), streams)
    if words[:1] == ["help"]:
        words = [*words[1:2], "--help"]
    run = Run(streams, environ, stdin)
    try:
        return run_to_reader(lambda: attempt(words, run), streams)
    finally:
        run.close()


def _show(streams: Streams, text: str) -> int:
    streams.show(text)
    return 0


def attempt(words: list[str], run: Run) -> int:
    """Parse and run; turn what a user can cause into one line and a status."""
    try:
        check_arguments(words)
        return invoke(move_behind_command(words), run)
    except typer.TyperException as error:
        run.streams.quiet = False
        run.streams.note(tell_usage(error, words))
        return WRONG_USAGE
    except TalksError as error:
        run.streams.quiet = False
        for one in (error, *error.others):
            run.streams.note(tell(one))
        return find_status(error)
    except (KeyboardInterrupt, typer.Abort):
        run.streams.note("talks: interrupted")
        return INTERRUPTED


def invoke(words: list[str], run: Run) -> int:
    """Parse and run; what typer writes by itself, which is help, goes where all other output goes."""
    group: Any = align_parameters(typer.main.get_command(app))
    help_text = StringIO()
    hold = redirect_stdout(help_text) if {"-h", "--help"}.intersection(words) else nullcontext()
    try:
        with hold, group.make_context("talks", words, obj=run) as context:
            status = group.invoke(context)
    except typer.Exit as end:
        run.streams.write(help_text.getvalue())
        return end.exit_code
    return status if isinstance(status, int) else 0


def check_arguments(words: Sequence[str]) -> None:
    """Refuse an argument that is too long, or a list with a space in it, naming the option.

    Raises:
        UsageError: it has more characters than any argument that is taken, or is one half of a list.
    """
    before = ""
    for number, word in enumerate(words):
        place = word.partition("=")[0] if word.startswith("--") else before
        check_length(
            word, "an argument", place=place if place.startswith("-") and len(place) < MOST_SHOWN else ""
        )
        if before in LISTS and word.endswith(",") and number + 1 < len(words):
            raise UsageError(
                "there is a space after the comma", place=before, hint=f"write {word}{words[number + 1]}"
            )
        before = word


def find_status(error: TalksError) -> int:
    """Return the exit status of a failure."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def tell(error: TalksError) -> str:
    """Write a failure as one line: where it is, what is wrong, what to do."""
    place = f"{error.place}: " if error.place else ""
    hint = f"; {error.hint}" if error.hint else ""
    return f"talks: {place}{error.message}{hint}"


NUMBERS = {"valid int": "a whole number", "valid float": "a number", "valid number": "a number"}
"""What typer says of a word that is no number, which differs between its versions, and what is meant."""


def tell_usage(error: typer.TyperException, words: Sequence[str]) -> str:
    """Write a mistake on the command line as one line, with the way to the help."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "talks"
    if path == "talks" and words[:1] and words[0] in COMMANDS:
        path = f"talks {words[0]}"
    message = error.format_message().rstrip(".").replace("\n", " ")
    for sign, wanted in NUMBERS.items():
        if sign in message:
            message = message.partition("': ")[0] + f"': write {wanted}"
    option = getattr(error, "option_name", "")
    if option.lstrip("-") in FORMATS:
        return f"talks: no such option: {option}; write --format {option.lstrip('-')}"
    if message.endswith("requires an argument"):
        return f"talks: {option}: its value is missing; see {path} --help"
    unknown = type(error).__name__ == "NoSuchOption"  # typer does not export the class
    if unknown and path == "talks":
        return f"talks: {option} goes after the command; see talks --help"
    return f"talks: {message[:1].lower()}{message[1:]}; see {path} --help"
