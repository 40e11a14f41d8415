"""`talks mcp`."""

from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Annotated, Any

from talkscli.cli.claim_options import Texts
from talkscli.cli.declaring import flag, option
from talkscli.cli.options import taking
from talkscli.cli.run import STDIN, Run
from talkscli.cli.writing import find_target
from talkscli.errors import UsageError

if TYPE_CHECKING:
    from talkscli.assistants.service import Answer


@taking("store")
def mcp(
    run: Run,
    texts: Texts = None,
    drafts: Annotated[
        str | None,
        option(
            "--drafts",
            "FILE",
            "Where proposals are added, for talks review. Without it, STORE.drafts.ndjson.",
        ),
    ] = None,
    write: Annotated[
        bool, flag("--write", "Also let claims and vocabulary be written into the store.")
    ] = False,
) -> int:
    """Serve a store to an assistant, over the Model Context Protocol on standard input and output.

    The assistant's program starts it; docs/assistants.md has the lines for usual ones. It reads documents,
    names, claims and verdicts, checks claims and proposes drafts; it writes the store only with --write. It
    needs pip install 'talkscli[mcp]'.

    \b
    Examples:
      talks mcp < /dev/null               # what a client starts
      talks init story.json
      talks mcp --store story.json --texts . --write < /dev/null
    """  # noqa: D301
    path = find_target(run, run.shared.store) if write else run.find_path(None)
    if path == STDIN:
        raise UsageError("standard input is for the protocol", place="--store", hint="name a file")
    server = load_server()
    from talkscli.assistants.service import Service
    from talkscli.files.store_paths import shipped_store

    if drafts is None and path != shipped_store():
        drafts = f"{path}.drafts.ndjson"
    run.archive.close()  # what is wrong with the store is told before a client is
    if run.streams.err_is_terminal:
        run.streams.note("waiting for a client on standard input; Ctrl-C ends it")
    server.serve(
        Service(
            path,
            lambda words: run_command(run, words),
            texts=texts,
            drafts=drafts,
            can_write=write,
            environ=run.environ,
        )
    )
    return 0


def load_server() -> Any:
    """Return the module of the server.

    Raises:
        UsageError: the SDK of the protocol is not installed.
    """
    try:
        import mcp.server.mcpserver  # noqa: F401
    except ImportError as error:
        if error.name is None or error.name.partition(".")[0] not in {"mcp", "mcp_types"}:
            raise
        raise UsageError(
            "talks mcp needs the library mcp, which is not installed", hint="pip install 'talkscli[mcp]'"
        ) from error
    from talkscli.assistants import server

    return server


def run_command(run: Run, words: Sequence[str]) -> "Answer":
    """Run a command of the program with streams of its own, as an assistant asked for it."""
    from talkscli.assistants.service import Answer
    from talkscli.cli.main import attempt
    from talkscli.output.streams import Streams

    streams = Streams(StringIO(), StringIO())
    own = Run(streams, run.environ, BytesIO())
    try:
        status = attempt(list(words), own)
    finally:
        own.close()
    return Answer(status, streams.captured, streams.captured_notes)
