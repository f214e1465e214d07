"""What a second crawl of an unchanged site costs: ``python benchmarks/again.py [--files N] [--wait MS]``.

A server on loopback gives every page and file with an ETag and a date of last year, and answers 304 to whoever has it.
Prints seconds, processor time and bytes of both crawls and of both judgings, apart and together, and the same of a
third crawl that trusts the dates of what nothing speaks for. The files are the demo agency's PDFs. With ``--wait`` the
server takes so long to answer as one in a network does.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import resource
import sys
import tempfile
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from crawl import document, in_process, name, pin

from checker.prefer import Prefer
from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.run import crawl

FILES = Path(__file__).resolve().parent.parent / "checker" / "demo" / "files"


def serve(pipe: Connection, count: int, size: int, files: int, wait: int) -> None:
    """Serve the pages with ETags and tell the port; ends with the caller."""
    pages = {name(n): document(n, count, size) for n in range(count)}
    pdfs = [path.read_bytes() for path in sorted(FILES.glob("*.pdf"))]
    shown = [f'<a href="/{n}.pdf">ประกาศฉบับที่ {n}</a>' for n in range(files)]
    pages["/"] = pages[name(0)].replace("หน้าที่ 0".encode(), f"หน้าแรก {' '.join(shown)}".encode())
    pages |= {f"/{n}.pdf": pdfs[n % len(pdfs)] + f"%{n}\n".encode() for n in range(files)}
    made = formatdate(time.time() - 300 * 86400, usegmt=True)
    tags = {path: f'"{hashlib.sha256(body).hexdigest()[:16]}"' for path, body in pages.items()}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def log_message(self, format: str, *args: object) -> None:
            return

        def do_GET(self) -> None:
            time.sleep(wait / 1000)
            body = pages.get(self.path)
            same = body is not None and self.headers.get("If-None-Match") == tags[self.path]
            self.send_response(304 if same else 200 if body else 404)
            if body:
                self.send_header("ETag", tags[self.path])
                self.send_header("Last-Modified", made)
            if not same:
                kind = "application/pdf" if self.path.endswith(".pdf") else "text/html; charset=utf-8"
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            if not same:
                self.wfile.write(body or b"")

    class Server(ThreadingHTTPServer):
        request_queue_size = 128
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    pipe.send(server.server_address[1])
    server.serve_forever()


def one(pipe: Connection, url: str, count: int, target: str, trust_dates: bool) -> None:
    """Crawl and judge once, into the same file as before."""
    from checker.engine import judge  # the crawl's own process, which runs this file again, needs none of it
    from config.loader import load_criteria

    pin(0)
    settings = CrawlSettings(
        allow_private=True,
        offsite=False,
        max_pages=2 * count,
        max_bytes=10**10,
        max_depth=99,
        concurrency=16,
        trust_dates=trust_dates,
    )
    began, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    outcome = crawl(url, Path(target), settings, Prefer("2568"))
    crawled, spent = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    at = time.process_time()
    judge(read_site(Path(target)), load_criteria("2568"))
    pipe.send(
        {
            "pages": outcome.pages,
            "same": outcome.same,
            "bytes": outcome.received,
            "crawl": crawled - began,
            "crawl_cpu": spent.ru_utime + spent.ru_stime - used.ru_utime - used.ru_stime,
            "judge": time.perf_counter() - crawled,
            "judge_cpu": time.process_time() - at,
        }
    )


def main() -> None:
    """Crawl twice and print what each cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--size", type=int, default=60_000)
    parser.add_argument("--files", type=int, default=0, help="documents that the start page leads to")
    parser.add_argument("--wait", type=int, default=0, help="milliseconds before each answer")
    options = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe()
    server = context.Process(
        target=serve, args=(far, options.pages, options.size, options.files, options.wait), daemon=True
    )
    server.start()
    url = f"http://127.0.0.1:{near.recv()}/"
    try:
        with tempfile.TemporaryDirectory() as folder:
            target = str(Path(folder) / "again.db")
            runs = [in_process(one, url, options.pages, target, trusting) for trusting in (False, False, True)]
    finally:
        server.terminate()
        server.join()
    first = runs[0]
    for who, found in zip(("first", "again", "again, trusting dates"), runs, strict=True):
        print(
            f"{who}: {found['pages']} pages ({found['same']} taken over), {found['bytes'] / 1e6:.1f} MB;"
            f" crawl {found['crawl']:.1f} s ({found['crawl_cpu']:.1f} s of processor),"
            f" judged in {found['judge']:.1f} s ({found['judge_cpu']:.1f})"
        )
        if found is not first:
            print("  of the first: " + ", ".join(f"{name} {share:.2f}" for name, share in shares(first, found).items()))


def shares(first: dict[str, float], again: dict[str, float]) -> dict[str, float]:
    """What the later crawl cost, as parts of what the first did."""
    whole = {kind: [one[f"crawl{kind}"] + one[f"judge{kind}"] for one in (first, again)] for kind in ("", "_cpu")}
    return {
        "bytes": again["bytes"] / first["bytes"],
        "crawl": again["crawl"] / first["crawl"],
        "crawl's processor time": again["crawl_cpu"] / first["crawl_cpu"],
        "in all": whole[""][1] / whole[""][0],
        "in all, processor time": whole["_cpu"][1] / whole["_cpu"][0],
    }


if __name__ == "__main__":
    main()
