"""Connections to the very address that was judged; they end when their time is up, whatever is waited for."""

import http.client
import socket
import ssl
from contextlib import ExitStack, contextmanager, suppress
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING

from talkscli.errors import TalksError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from talkscli.articles.addresses import Address


class Watch:
    """Ends a connection when its time is up, whatever is being waited for."""

    def __init__(self) -> None:
        self.has_ended = False

    @contextmanager
    def over(self, connection: socket.socket, until: float) -> "Iterator[None]":
        """Watch a connection."""

        def end() -> None:
            self.has_ended = True
            with suppress(OSError):  # the other side may have ended it already
                connection.shutdown(socket.SHUT_RDWR)

        timer = Timer(max(0.0, until - monotonic()), end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


@contextmanager
def report_failures(
    host: str, until: float, watch: Watch, late: TalksError, *, proof_hint: str, hint: str
) -> "Iterator[None]":
    """Make of whatever fails on a connection an error with a sentence and what to do.

    Args:
        host: The name that the server has to prove.
        until: When the connection is ended, by the monotonic clock.
        watch: Ends it.
        late: Is raised where the time was up: what came until then may look like something else.
        proof_hint: What to do where the server cannot prove its name.
        hint: What to do where anything else fails.
    """
    try:
        yield
    except UsageError as error:
        if watch.has_ended:
            raise late from error
        raise
    except ssl.SSLCertVerificationError as error:
        reason = error.verify_message or "it cannot be checked"
        raise UsageError(f"the server cannot prove that it is {host}: {reason}", hint=proof_hint) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        if watch.has_ended or isinstance(error, TimeoutError) or monotonic() >= until:
            raise late from error
        if isinstance(error, http.client.HTTPException):
            problem = f"the server's answer is broken ({type(error).__name__})"
        else:
            problem = f"the connection failed: {getattr(error, 'strerror', None) or error}"
        raise UsageError(problem, hint=hint) from error
    if watch.has_ended:
        raise late


@contextmanager
def open_connection(
    address: "Address", hosts: "Sequence[str]", until: float, watch: Watch
) -> "Iterator[http.client.HTTPConnection]":
    """Connect to the first of some addresses that answers, with TLS for https, until the time is up.

    Args:
        address: What will be asked for; its host has to prove its name.
        hosts: The addresses that its host stands for, and that may be asked.
        until: When it is ended, by the monotonic clock.
        watch: Ends it.

    Raises:
        TimeoutError: none was reached in time.
        OSError: none was reached, or it cannot prove its name.
    """
    with ExitStack() as stack:
        raw = stack.enter_context(_connect(hosts, address.port, until))
        raw.settimeout(max(1.0, until - monotonic()))
        # TLS takes the socket over: its twin stays, by which the connection can be ended.
        twin = stack.enter_context(raw.dup())
        stack.enter_context(watch.over(twin, until))
        if address.scheme == "https":
            context = ssl.create_default_context()
            raw = stack.enter_context(context.wrap_socket(raw, server_hostname=address.host))
        connection = http.client.HTTPConnection(address.host, address.port)
        connection.sock = raw
        yield connection


def _connect(hosts: "Sequence[str]", port: int, until: float) -> socket.socket:
    for number, host in enumerate(hosts, 1):
        left = until - monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            return socket.create_connection((host, port), left / (len(hosts) - number + 1))
        except OSError:
            if number == len(hosts):
                raise
    raise TimeoutError
