"""Serves the sample agency on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from checker.demo.site import PICTURED, STATES, File, State, files, planted

__all__ = ["PICTURED", "STATES", "State", "planted", "serve"]

NOT_FOUND = "<!doctype html><title>404</title><h1>ไม่พบหน้าที่ต้องการ</h1>".encode()


@contextmanager
def serve(state: State) -> Iterator[str]:
    """Serve the site in ``state`` on a free port of 127.0.0.1 while the context lasts; gives its address."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.found = files(state)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    found: dict[str, File]

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader that hangs up is no fault of the site."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        file = self.server.found.get(self.path.partition("#")[0])
        body, content_type = (file.body, file.content_type) if file else (NOT_FOUND, "text/html; charset=utf-8")
        self.send_response(200 if file else 404)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep the terminal for the program."""
