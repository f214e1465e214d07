"""Pages that only a browser can show: how many a second, what they add to a crawl, and the memory they take.

A server in a process of its own gives application shells: an empty page, a script of 90 kB that asks for the menu, then
for the content, and puts both in. First 60 of them are shown by the browser alone; then a site of 300 pages is crawled,
once with plain pages only and once with 20 of them as shells, and those 20 are shown alone as well.

    python benchmarks/rendering.py [--shells N] [--pages N] [--among N] [--json FILE]
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path

from config.settings import CrawlSettings
from crawler.guard import Guard
from crawler.render import Renderer
from crawler.run import crawl
from crawler.scope import Scope

_TEXT = "เทศบาลตำบลทุ่งนาใหม่เผยแพร่ข้อมูลให้ประชาชนทราบเป็นประจำทุกเดือนตลอดปีงบประมาณ "
_SCRIPT = (
    "const get = path => fetch(path).then(r => r.json());\n"
    "get('/menu.json').then(menu => get('/data' + location.pathname + '.json').then(data => {\n"
    "  document.getElementById('root').innerHTML = menu.links + '<h1>' + data.title + '</h1>' + data.body;\n"
    "}));\n"
)
SETTINGS = CrawlSettings(allow_private=True, offsite=False, max_pages=2000, max_rendered=1000, codes=False)


def plain(number: int, count: int) -> bytes:
    """A page of text with links, as a server writes it."""
    links = "".join(f'<li><a href="{_name((number * 7 + n) % count)}">รายการที่ {n}</a></li>' for n in range(30))
    return f"<!doctype html><title>หน้า {number}</title><body><ul>{links}</ul><p>{_TEXT * 100}{number}</p>".encode()


def shell(number: int) -> bytes:
    """The same page as an application: nothing but a place for it."""
    return (
        f"<!doctype html><title>เทศบาล</title><!-- {number} --><body><div id=root></div><script src=/app.js></script>"
    ).encode()


def _name(number: int) -> str:
    return f"/{'abcdefghij'[number // 100 % 10]}x/{'abcdefghij'[number // 10 % 10]}y/{'abcdefghij'[number % 10]}z"


def serve(pipe: Connection, count: int, among: int) -> None:
    """Serve ``count`` pages, ``among`` of them shells below ``/mixed``; ends with the caller."""
    padding = f"const words = {json.dumps([f'{_TEXT[:40]}{n}' for n in range(550)])};\n"
    script = (padding + _SCRIPT).encode()
    step = max(count // among, 1)

    def answer(path: str) -> tuple[str, bytes]:
        if path == "/app.js":
            return "text/javascript; charset=utf-8", script
        if path == "/menu.json":
            links = "".join(f'<a href="{_name(n)}">เมนูที่ {n}</a> ' for n in range(20))
            return "application/json", json.dumps({"links": links}).encode()
        if path.startswith("/data"):
            number = _number(path)
            text = plain(number, count).decode().partition("<body>")[2]
            return "application/json", json.dumps({"title": f"หน้า {number}", "body": text}).encode()
        number = _number(path)
        return "text/html; charset=utf-8", shell(number) if only or (mixed and number % step == 1) else plain(
            number, count
        )

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def log_message(self, format: str, *args: object) -> None:
            return

        def do_GET(self) -> None:
            known = self.path == "/" or self.path.endswith(("z", ".json", ".js"))
            kind, body = answer(self.path) if known else ("text/html", b"")
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    pipe.send(server.server_address[1])
    only = mixed = False
    with contextlib.suppress(EOFError):
        while True:
            word = pipe.recv()
            only, mixed = word == "shells", word == "mixed"
            pipe.send(word)


def _number(path: str) -> int:
    letters = [part[0] for part in path.removeprefix("/data").split("/") if part][:3]
    return int("".join(str("abcdefghij".find(letter)) for letter in letters if letter in "abcdefghij") or "0")


class Family:
    """The processes that this one has started, watched: their memory (shared pages counted once) and time."""

    def __init__(self) -> None:
        self.most = 0
        self._ended = threading.Event()
        self._cpu: dict[int, float] = {}
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Family:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    @property
    def cpu(self) -> float:
        """Seconds of processor time they have used, as far as they were seen."""
        return sum(self._cpu.values())

    def _watch(self) -> None:
        while not self._ended.wait(0.2):
            held = 0
            for process in descendants(os.getpid()):
                with contextlib.suppress(OSError, ValueError, IndexError):
                    folder = Path("/proc") / str(process)
                    told = (folder / "smaps_rollup").read_text().splitlines()
                    held += next(int(line.split()[1]) for line in told if line.startswith("Pss:"))
                    words = (folder / "stat").read_text().rpartition(")")[2].split()
                    self._cpu[process] = (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
            self.most = max(self.most, held * 1024)


def descendants(parent: int) -> Iterator[int]:
    """The running processes below one."""
    above: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                above[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    below = {parent}
    while more := {process for process, its in above.items() if its in below} - below:
        below |= more
    yield from sorted(below - {parent})


def show(base: str, numbers: Sequence[int]) -> tuple[float, int]:
    """Seconds to show these pages, the browser's start included, and how many were shown whole."""
    began = time.perf_counter()
    renderer = Renderer(SETTINGS, Guard(Scope(base), allow_private=True, offsite=False))
    try:
        asked = [renderer.render(base.rstrip("/") + _name(number)) for number in numbers]
        whole = sum(f"<h1>หน้า {number}</h1>" in one.result().html for number, one in zip(numbers, asked, strict=True))
    finally:
        renderer.close()
    return time.perf_counter() - began, whole


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shells", type=int, default=60, help="pages shown by the browser alone")
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--among", type=int, default=20, help="shells among them")
    parser.add_argument("--json", type=Path, help="write the figures to a file")
    options = parser.parse_args()
    near, far = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(far, options.pages, options.among), daemon=True
    )
    server.start()
    base = f"http://127.0.0.1:{near.recv()}/"

    def kind(word: str) -> None:
        near.send(word)
        near.recv()

    found: dict[str, float] = {}
    try:
        kind("shells")
        found["start_seconds"], _ = show(base, [0])
        began = sum(os.times()[:4])
        with Family() as family:
            seconds, whole = show(base, range(options.shells))
        found |= {"shown": whole, "asked": options.shells, "seconds": seconds, "browser_mb": family.most / 1e6}
        found["cpu_seconds_a_page"] = (family.cpu + sum(os.times()[:2]) - began) / options.shells
        found["pages_a_second"] = (options.shells - 1) / max(seconds - found["start_seconds"], 0.001)
        step = max(options.pages // options.among, 1)
        found["shells_alone"], _ = show(base, [n for n in range(options.pages) if n % step == 1])
        for word in ("plain", "mixed"):
            kind(word)
            with tempfile.TemporaryDirectory() as folder:
                began = time.perf_counter()
                outcome = crawl(base, Path(folder) / "a.db", SETTINGS)
                found[f"{word}_seconds"] = time.perf_counter() - began
            found[f"{word}_pages"], found[f"{word}_rendered"] = outcome.pages, outcome.rendered
    finally:
        server.terminate()
        server.join()
    found["ratio"] = (found["mixed_seconds"] - found["shells_alone"]) / found["plain_seconds"]
    told = {name: round(figure, 1) for name, figure in found.items()}
    print(
        f"{told['shown']:.0f} of {told['asked']:.0f} shells shown whole: {told['pages_a_second']} pages/s after"
        f" a start of {told['start_seconds']} s, {found['cpu_seconds_a_page'] * 1000:.0f} ms of processor time a page,"
        f" browser {found['browser_mb']:.0f} MB"
    )
    print(
        f"{told['plain_pages']:.0f} plain pages: {told['plain_seconds']} s; {told['mixed_pages']:.0f} with"
        f" {told['mixed_rendered']:.0f} shells: {told['mixed_seconds']} s; those alone {told['shells_alone']} s"
    )
    print(f"crawl with shells, less the showing of them, over the plain crawl: {found['ratio']:.2f}")
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
