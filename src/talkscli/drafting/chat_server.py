"""A server that speaks the chat protocol of OpenAI (`POST …/chat/completions`): a provider's, or one's own.

The article and the key go to the address that the user named and nowhere else: no redirect is followed, no
proxy of the environment is used, and what is asked for takes a bounded time and has a bounded size.
"""

import ipaddress
import json
import re
from collections.abc import Mapping, Sequence
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, NamedTuple

from talkscli import __version__
from talkscli.articles.addresses import Address
from talkscli.articles.connections import Watch, open_connection, report_failures
from talkscli.articles.hosts import is_public, resolve_host
from talkscli.errors import ServerError, UsageError

if TYPE_CHECKING:
    from http.client import HTTPResponse

URL, MODEL, KEY = "TALKS_LLM_URL", "TALKS_LLM_MODEL", "TALKS_LLM_KEY"
"""The variables that name the server, its model and the key."""

SECONDS = 300.0
"""So long may one answer take: a model of one's own on a small machine is slow."""
LARGEST = 1 << 23
"""An answer of more bytes (8 MiB) is none."""
RETRIES = 2
"""So often a server that is busy is asked again."""
LONGEST_PAUSE = 30.0
"""A server that wants a longer pause is not waited for."""

_BLOCK = 1 << 16
_BUSY = frozenset({429, 502, 503, 504})
_OF_THE_QUESTION = frozenset({400, 413, 415, 422, 500, 501})
"""Statuses by which servers refuse a form that they do not know, or this one question."""
_TELLING = 200
"""Of what a server says, so many characters are shown."""
_LEAST_SECRET = 12
"""A shorter key is no secret: servers of one's own take any word."""

Message = dict[str, str]


class Answer(NamedTuple):
    """What a model answered."""

    text: str
    is_cut: bool
    """Whether the model stopped since it had written as much as it may."""


class ChatServer:
    """Asks one model of one server."""

    def __init__(
        self, url: str, model: str, key: str = "", *, allow_private: bool = False, seconds: float = SECONDS
    ) -> None:
        """Choose the server; it is not asked yet.

        Raises:
            UsageError: the address, the model or the key cannot be one.
        """
        if "@" in url.partition("://")[2].partition("/")[0]:
            raise UsageError("the address has a user name in it", place=URL, hint=f"put a key into {KEY}")
        try:
            self._address = Address(url)
        except UsageError as error:
            error.place = URL
            error.hint = "write https://HOST/v1, or http://127.0.0.1:PORT/v1 for a server of your own"
            raise
        if not re.fullmatch(r"[^\x00-\x1f\x7f-\x9f]{1,200}", model):
            raise UsageError("this cannot be the name of a model", place=MODEL, hint="as the server calls it")
        if not re.fullmatch(r"[!-~]*", key):
            raise UsageError("the key has signs that no key has", place=KEY, hint="copy it anew")
        path = self._address.path.rstrip("/") or "/v1"
        if not path.endswith("/chat/completions"):
            path += "/chat/completions"
        self._address.path = path
        self.model = model
        self._key = key
        self._allow_private = allow_private
        self._seconds = seconds
        self._form = 0
        """Which form of the question the server is known to take."""

    @property
    def name(self) -> str:
        """Return the names of model and server."""
        return f"{self.model} at {self._address.netloc}"

    def ask(self, messages: Sequence[Message], schema: Mapping[str, Any]) -> Answer:
        """Ask the model, and return what it answers.

        A server that refuses the schema, or the choice of the likeliest words, is asked without.

        Raises:
            ServerError: it cannot be asked at all.
            UsageError: it refuses this question, or its answer is none.
        """
        forms = list(_list_forms(schema))
        for number in range(self._form, len(forms)):
            question = {"model": self.model, "messages": list(messages), "stream": False, **forms[number]}
            body = json.dumps(question, ensure_ascii=False).encode("utf-8", "replace")
            status, answer = self._send_patiently(body)
            if status == 200:
                self._form = number
                return self._read(answer)
            if status not in _OF_THE_QUESTION or number == len(forms) - 1:
                raise self._refuse(status, answer)
        raise AssertionError  # one of the forms was the last

    def _send_patiently(self, body: bytes) -> tuple[int, bytes]:
        """Send a question, and again where the server is busy."""
        until = monotonic() + self._seconds
        for number in range(RETRIES + 1):
            status, pause, answer = self._send(body, until)
            wanted = 2.0 ** (number + 1) if pause is None else pause
            left = until - monotonic()
            if status not in _BUSY or number == RETRIES or wanted > min(LONGEST_PAUSE, left):
                break
            sleep(wanted)
        return status, answer

    def _send(self, body: bytes, until: float) -> tuple[int, float | None, bytes]:
        watch = Watch()
        place = self._address.netloc
        problem = f"there was no whole answer after {self._seconds:g} seconds"
        late = ServerError(problem, place=place, hint="--timeout gives it longer")
        running = f"check {URL}, and that the server runs"
        try:
            with report_failures(
                self._address.host, until, watch, late, proof_hint=f"check {URL}", hint=running
            ):
                hosts = self._find_hosts(until)
                with open_connection(self._address, hosts, until, watch) as connection:
                    connection.auto_open = 0
                    connection.request("POST", self._address.target, body, self._make_headers())
                    with connection.getresponse() as response:
                        return response.status, _read_pause(response), self._read_body(response)
        except UsageError as error:
            raise ServerError(error.message, place=place, hint=error.hint) from error

    def _find_hosts(self, until: float) -> list[str]:
        """Return the addresses that may be asked: this machine, public ones with TLS, others if allowed."""
        address = self._address
        found = resolve_host(
            address.host, address.port, allow_private=True, seconds=max(0.0, until - monotonic())
        )
        is_safe = address.scheme == "https"
        kept = [
            one
            for one in found
            if _is_own(one) or (is_safe if is_public(one) else self._allow_private)
        ]  # fmt: skip
        if kept:
            return kept
        if any(map(is_public, found)):
            raise UsageError("article and key would be sent in the open", hint="write https in " + URL)
        hint = "--allow-private allows it"
        raise UsageError(f"{address.host} is a machine of a private network, which is not asked", hint=hint)

    def _make_headers(self) -> dict[str, str]:
        headers = {
            "Host": self._address.netloc,
            "User-Agent": f"talkscli/{__version__}",
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        return {**headers, "Authorization": f"Bearer {self._key}"} if self._key else headers

    def _read_body(self, response: "HTTPResponse") -> bytes:
        if response.headers.get_content_type() == "text/event-stream":
            raise UsageError("the server streams its answer, which was not asked for", hint=f"check {URL}")
        pieces: list[bytes] = []
        size = 0
        while block := response.read1(_BLOCK):
            pieces.append(block)
            size += len(block)
            if size > LARGEST:
                raise UsageError(f"the answer has more than {LARGEST >> 20} MiB", hint="name another model")
        if response.length:
            raise UsageError("the answer ends in its middle", hint="try again")
        return b"".join(pieces)

    def _read(self, body: bytes) -> Answer:
        """Take the model's words out of the server's answer."""
        try:
            choice = json.loads(body)["choices"][0]
            text = choice["message"]["content"]
            refusal = choice["message"].get("refusal")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            problem = "the answer is not one of the chat protocol"
            hint = f"check {URL}: it mostly ends in /v1"
            raise ServerError(problem, place=self._address.netloc, hint=hint) from error
        if isinstance(refusal, str) and refusal and not text:
            told = self._tell(refusal)
            raise UsageError(
                f"the model refuses to read this: {told}", place=self.name, hint="try another model"
            )
        if not isinstance(text, str):
            text = ""  # some servers put what a model thinks elsewhere, and nothing here
        return Answer(self.hide_key(text), is_cut=choice.get("finish_reason") == "length")

    def hide_key(self, text: str) -> str:
        """Return a text without the key: a server that is sent it may send it back."""
        if len(self._key) < _LEAST_SECRET:
            return text
        return text.replace(self._key, "…").replace(json.dumps(self._key)[1:-1], "…")

    def _refuse(self, status: int, body: bytes) -> UsageError:
        """Return what is to be said of a status that is not that of an answer."""
        place = self._address.netloc
        told = self._find_reason(body)
        more = f": {told}" if told else ""
        if status in {401, 403}:
            # What the server says of it may have a part of the key in it.
            if not self._key:
                return ServerError(
                    f"the server wants a key ({status})", place=place, hint=f"put it into {KEY}"
                )
            return ServerError(f"the server refuses the key ({status})", place=place, hint=f"check {KEY}")
        if status == 404:
            hint = f"check {URL}, which mostly ends in /v1, and {MODEL}"
            return ServerError(f"the server has no such model or address (404){more}", place=place, hint=hint)
        if 300 <= status < 400:
            hint = f"put the address into {URL} to which it sends, if it is to have article and key"
            return ServerError(
                f"the server sends elsewhere ({status}), which is not followed", place=place, hint=hint
            )
        if status in _BUSY:
            return ServerError(
                f"the server is busy or down ({status}){more}", place=place, hint="try again later"
            )
        if status in _OF_THE_QUESTION:
            hint = "try another model, or a shorter text"
            return UsageError(f"the server refuses the question ({status}){more}", place=place, hint=hint)
        return ServerError(f"the server gives no answer ({status}){more}", place=place, hint=f"check {URL}")

    def _find_reason(self, body: bytes) -> str:
        try:
            found: Any = json.loads(body)
        except (ValueError, RecursionError):
            return ""
        for name in ("error", "message", "detail"):
            if isinstance(found, dict) and name in found:
                found = found[name]
        return self._tell(found) if isinstance(found, str) else ""

    def _tell(self, text: str) -> str:
        words = " ".join(self.hide_key(text[: 50 * _TELLING]).split())
        return words if len(words) <= _TELLING else words[: _TELLING - 1] + "…"


def _list_forms(schema: Mapping[str, Any]) -> "list[dict[str, Any]]":
    """List the ways to ask, the strictest first: not every server and model takes every one."""
    strict = {
        "type": "json_schema",
        "json_schema": {"name": "claims", "strict": True, "schema": schema},
    }
    return [
        {"response_format": strict, "temperature": 0},
        {"response_format": strict},
        {"response_format": {"type": "json_object"}},
        {},
    ]


def _is_own(text: str) -> bool:
    """Tell whether an address is one of this machine."""
    return ipaddress.ip_address(text.partition("%")[0]).is_loopback


def _read_pause(response: "HTTPResponse") -> float | None:
    """Return how many seconds a busy server wants to be left alone, if it says so in seconds."""
    text = (response.getheader("retry-after") or "").strip()
    return float(text) if re.fullmatch(r"\d{1,6}", text) else None


def read_server(environ: Mapping[str, str], *, allow_private: bool, seconds: float) -> ChatServer:
    """Return the server that the environment names.

    Raises:
        UsageError: it names none, or not rightly.
    """
    for name, what in (
        (URL, "address of a server, such as http://127.0.0.1:11434/v1"),
        (MODEL, "model to ask"),
    ):
        if not environ.get(name, "").strip():
            raise UsageError(
                "it is not set", place=name, hint=f"put into it the {what}; docs/drafting.md tells more"
            )
    return ChatServer(
        environ[URL].strip(),
        environ[MODEL].strip(),
        environ.get(KEY, "").strip(),
        allow_private=allow_private,
        seconds=seconds,
    )
