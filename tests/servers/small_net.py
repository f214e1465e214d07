"""A small net of invented agencies on loopback: several on one address, and the connections to each counted."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from local_site import Answer

PAGES = 8


class Agency:
    """One agency's server on an address of its own or shared. ``gate``, when set, holds every answer back until it is
    opened."""

    def __init__(self, net: Net, name: str, address: str) -> None:
        self.name = name
        self.asked: list[str] = []
        self.gate = threading.Event()
        self.gate.set()
        self.extra: dict[str, Answer] = {}
        agency = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 30

            def log_message(self, format: str, *args: object) -> None:
                return

            def setup(self) -> None:
                net.opened(address)
                super().setup()

            def finish(self) -> None:
                try:
                    super().finish()
                except OSError:
                    pass
                finally:
                    net.closed(address)

            def do_GET(self) -> None:
                agency.asked.append(self.path)
                agency.gate.wait(20)
                answer = agency.extra.get(self.path) or agency.page(self.path)
                try:
                    self.send_response(answer.status)
                    for key, value in {"Content-Type": answer.type, **answer.headers}.items():
                        self.send_header(key, value)
                    self.send_header("Content-Length", str(len(answer.body)))
                    self.end_headers()
                    self.wfile.write(answer.body)
                except OSError:
                    self.close_connection = True

        self._server = _Server((address, 0), Handler)
        self.url = f"http://{address}:{self._server.server_address[1]}/"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def page(self, path: str) -> Answer:
        """What this agency shows at a path."""
        if path == "/":
            body = "".join(f'<p><a href="/p{n}">เรื่องที่ {n} ของ{self.name}</a></p>' for n in range(PAGES))
        elif path.startswith("/p") and path[2:].isdigit() and int(path[2:]) < PAGES:
            body = f"<h1>เรื่องที่ {path[2:]}</h1><p>{self.name} ดำเนินงานเรื่องที่ {path[2:]} ครบถ้วน</p>" * 3
        else:
            return Answer(b"<h1>404</h1>", 404)
        html = f"<!doctype html><html><head><title>{self.name}</title></head><body>{body}</body></html>"
        return Answer(html.encode())

    def close(self) -> None:
        """Stop the server."""
        self.gate.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        return


class Net:
    """Agencies with the most connections that were ever open to each address at once."""

    def __init__(self) -> None:
        self.agencies: list[Agency] = []
        self.most: Counter[str] = Counter()
        self._open: Counter[str] = Counter()
        self._lock = threading.Lock()

    def opened(self, address: str) -> None:
        """A connection begins."""
        with self._lock:
            self._open[address] += 1
            self.most[address] = max(self.most[address], self._open[address])

    def closed(self, address: str) -> None:
        """A connection is over."""
        with self._lock:
            self._open[address] -= 1

    def add(self, name: str, address: str) -> Agency:
        """One more agency."""
        agency = Agency(self, name, address)
        self.agencies.append(agency)
        return agency

    def write_list(self, path: Path, *more: str) -> Path:
        """The auditor's list of these agencies, and of further lines."""
        lines = ["ชื่อหน่วยงาน,เว็บไซต์", *(f"{one.name},{one.url}" for one in self.agencies), *more]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path


@contextmanager
def net(count: int, addresses: int) -> Iterator[Net]:
    """``count`` agencies spread over that many loopback addresses."""
    made = Net()
    with ExitStack() as stack:
        for number in range(count):
            agency = made.add(f"เทศบาลตำบลสมมุติ {number + 1}", f"127.0.0.{11 + number % addresses}")
            stack.callback(agency.close)
        yield made
