"""`talks who`."""

from typing import TYPE_CHECKING, Annotated

from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument, option
from talkscli.cli.options import reading
from talkscli.cli.run import STDIN, Run
from talkscli.queries.limits import MOST_WORDS
from talkscli.reports.table import Report

if TYPE_CHECKING:
    from collections.abc import Mapping


@reading
def who(
    run: Run,
    name: Annotated[
        list[str],
        argument(
            "NAME",
            f"A person or body, by any spelling; - reads names, one a line. At most {MOST_WORDS} words.",
            completing("actor"),
        ),
    ],
    tag: Annotated[
        list[str] | None, option("--tag", "TAG", "Only claims that have this tag, or come from what has it.")
    ] = None,
) -> Report:
    """Show a person or body: roles over time, what they said, what is said of them.

    \b
    Examples:
      talks who Umerov
      talks who Умеров                        # the same man, by another spelling
      talks who Peskov --columns when,text,outlet
      talks who RIA --format json | jq -r '.[].text'
    """  # noqa: D301
    from talkscli.reports.who import report_who

    queries = run.expand(name) if STDIN in name else [" ".join(name)]
    keys = run.find_ids(queries, "actor")
    tags: tuple[str, ...] = ()
    if tag:
        from talkscli.cli.filters import read_tags

        tags = read_tags(run, tag)
    report = report_who(run.archive, keys, run.shared.limit, tags)
    report.notes += [tell_unnamed(key, others) for key, others in run.archive.unnamed_sources(keys).items()]
    return report


def tell_unnamed(key: str, others: "Mapping[str, str]") -> str:
    """Say which unnamed sources speak beside an actor, and how to see both."""
    named = ", ".join(f"{name} ({one})" for one, name in others.items())
    options = " ".join(f"--who {one}" for one in (key, *others))
    return f"see also {named}; talks claims {options} shows what all say"
