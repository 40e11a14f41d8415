"""`talks diff`."""

import os
from typing import Annotated

from talkscli.cli.declaring import argument, flag, option
from talkscli.cli.options import reading
from talkscli.cli.run import Run
from talkscli.errors import UsageError
from talkscli.reports.table import Report

GIT_WORDS = (7, 9)
"""How many arguments git gives to an external diff: two more where the file has a new name."""


@reading
def diff(
    run: Run,
    stores: Annotated[
        list[str], argument("OLD [NEW]", "Two stores; without NEW, the one in use. - is standard input.")
    ],
    kind: Annotated[
        list[str] | None, option("--kind", "KIND", "Only this kind: claim, fact, verdict, actor, document …")
    ] = None,
    git: Annotated[bool, flag("--git", "Act as git's external diff.")] = False,
) -> Report | int:
    """Show what differs between two stores: claims, records, facts and verdicts that came, went or changed.

    A verdict is listed where new or other claims changed it. With -e the status is 1 where nothing differs.
    The last two examples make it git's view of a store.

    \b
    Examples:
      talks init old.json --like shipped
      cp old.json new.json
      talks retract r3-date-ria --why 'RIA was misread.' --store new.json
      talks diff old.json new.json
      talks diff old.json new.json --kind claim --format json
      talks diff - new.json < old.json
      echo 'new.json diff=talks' >> .gitattributes
      git config --global diff.talks.command 'talks diff --git'
    """  # noqa: D301
    from talkscli.cli.declaring import check_choices
    from talkscli.desk.comparing import compare_stores
    from talkscli.desk.differences import KINDS
    from talkscli.reports.differences import report_differences

    kinds = tuple(check_choices(kind or (), KINDS, "--kind", "kind"))
    if git:
        from talkscli.output.safe_text import plain

        name, *stores = read_git(stores)
        if not stores:
            run.streams.show(f"talks diff {plain(name)}: not merged yet\n")
            return 0
        run.shared.format = run.shared.format or "table"
        run.streams.show(f"talks diff {plain(name)}\n")
    if len(stores) > 2:
        raise UsageError(f"two stores are compared, not {len(stores)}", hint="quote names with spaces")
    paths = [find_path(run, stores[0]), find_path(run, stores[1] if len(stores) == 2 else None)]
    compared = run.keep(
        compare_stores(
            *paths,
            as_of=run.as_of,
            environ=run.environ,
            stdin=run.stdin,
            progress=run.progress(),
            remark=run.say_once,
        )
    )
    for name in compared.unread:
        run.streams.note(f"{name}: read as it comes, so that notes on claims are not compared")
    return report_differences(compared.differences, kinds=kinds, limit=run.shared.limit)


def read_git(words: list[str]) -> list[str]:
    """Return the name of a file, and the two files to compare, from what git gives.

    Git gives: path, old file, its hash and mode, new file, its hash and mode; of a conflict, the path alone.
    """
    if len(words) == 1:
        return words
    if len(words) not in GIT_WORDS:
        raise UsageError(
            f"git gives 7 arguments to an external diff, not {len(words)}",
            place="--git",
            hint="leave --git out to compare two stores by hand",
        )
    return [words[0], words[1], words[4]]


def find_path(run: Run, given: str | None) -> str:
    """Return the path of one of the stores; the null device is a store that is not there."""
    return given if given == os.devnull else run.find_path(given)
