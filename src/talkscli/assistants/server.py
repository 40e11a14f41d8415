"""The server: its tools, resources and prompt, over the SDK of the Model Context Protocol."""

import gc
import json
import signal
from collections.abc import Callable
from functools import wraps
from inspect import signature
from threading import Lock
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, TextContent, ToolAnnotations

from talkscli import __version__
from talkscli.assistants.answers import DATA
from talkscli.assistants.claim_tools import ClaimTools, tell
from talkscli.assistants.command_tools import CommandTools
from talkscli.assistants.guide import PROMPT, read_guide
from talkscli.assistants.reading_tools import ReadingTools
from talkscli.assistants.service import Service
from talkscli.errors import TalksError
from talkscli.output.safe_text import plain_lines

INSTRUCTIONS = (
    "A store of claims: who said what, when, according to whom, and where sources disagree. It does not say "
    "what is true. Read talks://guide before you write claims; check_claims tells every fault. What you "
    f"propose is a draft until a person accepts it. {DATA}"
)


def make_server(service: Service) -> MCPServer[Any]:
    """Make a server for one store, with the tools that it may have."""
    server: MCPServer[Any] = MCPServer(
        "talks", title="talks", instructions=INSTRUCTIONS, version=__version__, log_level="ERROR"
    )
    looking, asking, claiming = ReadingTools(service), CommandTools(service), ClaimTools(service)
    reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    adds = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)
    lock = Lock()
    for tool in (
        looking.read_document, looking.vocabulary, looking.resolve, looking.value_help, claiming.check_claims,
        asking.coverage, asking.search, asking.claims, asking.who, asking.rounds, asking.conflicts,
        asking.show, asking.timeline, asking.changes,
    ):  # fmt: skip
        server.add_tool(_guard(tool, lock), annotations=reads)
    for tool in (
        claiming.propose_claims,
        *((claiming.add_claims, claiming.add_vocabulary) if service.can_write else ()),
    ):
        server.add_tool(_guard(tool, lock), annotations=adds)

    @server.resource(
        "talks://schema", mime_type="application/json", description="The JSON Schema of a store."
    )
    def schema() -> str:
        from talkscli.reports.schemas import store_schema

        return json.dumps(store_schema(), ensure_ascii=False, indent=1)

    @server.resource(
        "talks://guide", mime_type="text/markdown", description="How a text is read into claims."
    )
    def guide() -> str:
        return read_guide()

    @server.prompt(description="Read a document of the store into claims, and propose them.")
    def read_article(document: str) -> str:
        return PROMPT.format(document=document)

    return server


def serve(service: Service) -> None:
    """Serve one client over standard input and output, until it goes away."""
    gc.enable()  # a command is over before the collector pays off; a server is not
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:
        # The thread that waits for a line would not hear of an interrupt. A write that is ended by one leaves
        # the store as it was.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        make_server(service).run("stdio")
    except* (BrokenPipeError, ConnectionError):
        pass  # the client went away while it was answered: there is nobody to tell
    finally:
        signal.signal(signal.SIGINT, before)


def _guard(tool: Callable[..., dict[str, Any]], lock: Lock) -> Callable[..., CallToolResult]:
    """Make of a method a tool that answers one question at a time, and tells failures in lines."""

    @wraps(tool)
    def answer(*given: Any, **named: Any) -> CallToolResult:
        with lock:
            try:
                found = tool(*given, **named)
            except TalksError as error:
                raise ToolError(plain_lines(tell(error))) from error
        # The SDK would indent what it writes: compact, it is half as long.
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=found)

    answer.__signature__ = signature(tool).replace(return_annotation=CallToolResult)  # type: ignore[attr-defined]
    return answer
