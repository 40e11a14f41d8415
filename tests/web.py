"""A server on this machine that serves what a test tells it, as well or as badly as servers do."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Serves one page a path; the pages may be changed while it runs."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self._scheme = "https" if context else "http"
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        """The paths that were asked for."""
        self.headers: list[Mapping[str, str]] = []
        self.bodies: list[bytes] = []
        """What was sent with them."""
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.asked.append(self.path)
                server.headers.append(dict(self.headers))
                server.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
                answer = server.pages.get(self.path.partition("?")[0])
                if answer is None:
                    give(b"not here", status=404)(self)
                else:
                    answer(self)
                self.close_connection = True

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, *_: object) -> None:
                """Write nothing."""

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                """Say nothing of readers that go away, which is what these tests are about."""

        self._server = Quiet(("127.0.0.1", 0), Handler)
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """Return the address of a page."""
        return f"{self._scheme}://{host}:{self.port}{path}"


def give(
    body: bytes | str, kind: str = "text/html; charset=utf-8", *, status: int = 200, **headers: str
) -> Answer:
    """Answer with a page."""
    content = body.encode() if isinstance(body, str) else body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def send_on(target: str, status: int = 302) -> Answer:
    """Answer with a redirect."""
    return give(b"", status=status, Location=target)


def trickle(pieces: Iterator[bytes]) -> Answer:
    """Answer with raw bytes, as they are, until they end or the reader goes away."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()

    return answer
