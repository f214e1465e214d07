"""Small real web servers on loopback for tests: what a path answers is a value or a function of what was asked."""

from __future__ import annotations

import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType


@dataclass(frozen=True)
class Answer:
    """One response. ``parts`` is sent piece by piece without a length instead of ``body`` when given."""

    body: bytes = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    parts: Callable[[], Iterator[bytes]] | None = None


@dataclass(frozen=True)
class Asked:
    """One request, as the server saw it."""

    path: str
    headers: Mapping[str, str]
    time: float


Route = Answer | Callable[[Asked], Answer]


def page(body: str, title: str = "หน้า", head: str = "") -> Answer:
    """An HTML page in UTF-8."""
    return Answer(f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode())


def link(path: str, text: str = "ลิงก์") -> str:
    """A link in a paragraph."""
    return f'<p><a href="{path}">{text}</a></p>'


def moved(to: str, status: int = 302) -> Answer:
    """A redirect."""
    return Answer(status=status, headers={"Location": to})


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that is gone is no fault of the server's; anything else is told."""
        if not isinstance(sys.exception(), ConnectionError | ssl.SSLError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class LocalSite:
    """A server for the length of a ``with`` block. ``otherwise`` answers what no route names."""

    def __init__(
        self,
        routes: Mapping[str, Route],
        otherwise: Route | None = None,
        address: str = "127.0.0.1",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._scheme = "https" if tls else "http"
        self.routes = dict(routes)
        self.asked: list[Asked] = []
        none = otherwise or Answer(b"<h1>404</h1>", 404)
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: object) -> None:
                return

            def do_GET(self) -> None:
                asked = Asked(self.path, dict(self.headers.items()), time.monotonic())
                site.asked.append(asked)
                route = site.routes.get(self.path, none)
                answer = route(asked) if callable(route) else route
                if answer.delay:
                    time.sleep(answer.delay)
                try:
                    self._send(answer)
                except (ConnectionError, TimeoutError):
                    self.close_connection = True

            do_POST = do_GET

            def _send(self, answer: Answer) -> None:
                self.send_response(answer.status)
                if answer.type:
                    self.send_header("Content-Type", answer.type)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if answer.parts is None:
                    self.send_header("Content-Length", str(len(answer.body)))
                    self.end_headers()
                    self.wfile.write(answer.body)
                    return
                self.send_header("Connection", "close")
                self.end_headers()
                for part in answer.parts():
                    self.wfile.write(part)
                self.close_connection = True

        self._server = _Server((address, 0), Handler)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """The start address, with a slash at the end."""
        return f"{self._scheme}://127.0.0.1:{self.port}/"

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order of arrival."""
        return [asked.path for asked in self.asked]

    def __enter__(self) -> LocalSite:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class Wanting:
    """A preference that can be sent to another process: links whose text holds the word."""

    def __init__(self, word: str) -> None:
        self.word = word

    def __call__(self, link: object) -> float:
        return 1.0 if self.word in getattr(link, "text", "") else 0.0


class Dying:
    """A preference that ends the process it runs in, at the link with this word."""

    def __init__(self, word: str) -> None:
        self.word = word

    def __call__(self, link: object) -> float:
        if self.word in getattr(link, "text", ""):
            import os

            os._exit(7)
        return 0.0
