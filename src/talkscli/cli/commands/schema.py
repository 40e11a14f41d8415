"""`talks schema`."""

from typing import Annotated

import typer

from talkscli.cli.declaring import argument
from talkscli.errors import UsageError


def schema(
    ctx: typer.Context,
    what: Annotated[
        str,
        argument(
            "[store|draft|COMMAND]", "The store, a line of talks draft, or a command whose JSON is meant."
        ),
    ] = "store",
) -> int:
    """Print the JSON Schema of the store, or of what a command prints as JSON.

    \b
    Examples:
      talks schema > talks.schema.json
      talks schema conflicts
      talks schema claims | jq '.items.properties | keys'
    """  # noqa: D301
    import json

    from talkscli.reports.schemas import ITEMS, command_schema, store_schema

    if what == "store":
        found = store_schema()
    elif what == "draft":
        from talkscli.drafting.draft_file import draft_schema

        found = draft_schema()
    elif what in ITEMS:
        found = command_schema(what)
    else:
        from talkscli.output.request import suggest

        raise UsageError(
            f"no schema of {what!r}; there are: store, draft, {', '.join(ITEMS)}",
            hint=suggest(what, ITEMS),
        )
    ctx.obj.streams.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    return 0
