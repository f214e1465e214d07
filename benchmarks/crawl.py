"""Pages a second and memory of a crawl, beside stock Scrapy in the same run, on loopback.

A server in a process of its own gives 2,000 synthetic Thai pages of 60 kB; the crawlers are held to one core where the
system allows it. Ours goes end to end: fetched, taken apart, written into the archive and, with ``--judge``, read back
and judged. Stock Scrapy follows links with CrawlSpider and LinkExtractor and keeps the title of each page.

``--pair`` crawls one site alone, then two at once in two processes on two cores, and compares; on a machine that is
busy otherwise, the processor time a page tells more than the clock.

    python benchmarks/crawl.py [--pages N] [--size BYTES] [--judge] [--pair] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.run import crawl

_WORDS = re.findall(
    r"\S+",
    "เทศบาลตำบลทุ่งนาใหม่ ประกาศ แผนการดำเนินงาน ประจำปีงบประมาณ รายงานผล การจัดซื้อจัดจ้าง โครงการ ประชาชน "
    "ข้อมูลข่าวสาร กิจกรรม งบประมาณ ถนนคอนกรีต ผู้บริหาร ติดต่อ ร้องเรียน ทุจริต มาตรการ ส่งเสริม คุณธรรม บริการ",
)
_LETTERS = "abcdefghijklmnopqrst"


def name(number: int) -> str:
    """The path of a page: words, not numbers, as of a site with sections."""
    first, rest = divmod(number, 400)
    second, third = divmod(rest, 20)
    tens, ones = divmod(first, 20)
    return f"/{_LETTERS[tens % 20] * (tens > 0)}{_LETTERS[ones]}x/{_LETTERS[second]}y/{_LETTERS[third]}z.html"


def document(number: int, count: int, size: int) -> bytes:
    """A page with a menu of 40 links, 60 links of its own and Thai text up to ``size`` bytes."""
    menu = "".join(f'<li><a href="{name(n)}">{_WORDS[n % len(_WORDS)]} {n}</a></li>' for n in range(min(40, count)))
    links = "".join(
        f"<tr><td>{n}</td><td>{_WORDS[(number + n) % len(_WORDS)]}</td>"
        f'<td><a href="{name((number * 31 + n * 17 + 1) % count)}">รายการที่ {number}-{n}</a></td></tr>'
        for n in range(60)
    )
    head = f"<!doctype html><html><head><meta charset=utf-8><title>หน้าที่ {number}</title></head><body>"
    head += f"<nav><ul>{menu}</ul></nav><main><h1>หน้าที่ {number}</h1><table>{links}</table>"
    parts = [head]
    total, turn = len(head.encode()), number
    while total < size - 200:
        text = f"<p>{' '.join(_WORDS[(turn + k * 7) % len(_WORDS)] for k in range(24))} {turn}</p>"
        parts.append(text)
        total += len(text.encode())
        turn += 1
    return "".join([*parts, "</main><footer>โทร 02-123-4567</footer></body></html>"]).encode()


def serve(pipe: Connection, count: int, size: int) -> None:
    """Make the pages, serve them and tell the port; ends with the caller."""
    pages = {name(n): document(n, count, size) for n in range(count)}
    pages["/"] = pages[name(0)].replace("หน้าที่ 0".encode(), "หน้าแรก".encode())

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def log_message(self, format: str, *args: object) -> None:
            return

        def do_GET(self) -> None:
            body = pages.get(self.path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

    class Server(ThreadingHTTPServer):
        request_queue_size = 128
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    pipe.send(server.server_address[1])
    server.serve_forever()


def pin(core: int) -> bool:
    """Hold this process, and those it starts, to one core. False where the system cannot."""
    if not hasattr(os, "sched_setaffinity"):
        return False
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[min(core, len(cores) - 1)]})
    return True


def peak() -> int:
    """Most memory this process held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def cpu() -> float:
    """Seconds of processor time of this process and of those it has ended."""
    return sum(
        use.ru_utime + use.ru_stime
        for use in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def ours(pipe: Connection, url: str, count: int, judge: bool, core: int = 0) -> None:
    """The whole of our way, timed from the call to the last finding."""
    pinned = pin(core)
    settings = CrawlSettings(
        allow_private=True, offsite=False, max_pages=count + 10, max_bytes=10**10, max_depth=99, concurrency=16
    )
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        if judge:
            from checker.prefer import Prefer

            outcome = crawl(url, Path(folder) / "bench.db", settings, Prefer("2568"))
        else:
            outcome = crawl(url, Path(folder) / "bench.db", settings)
        crawled = time.perf_counter()
        judged = ""
        if judge:
            site = read_site(Path(folder) / "bench.db")
            read = time.perf_counter()
            judged = f"read in {read - crawled:.1f} s"
            try:
                from checker.engine import judge as verdicts
                from config.loader import load_criteria

                verdicts(site, load_criteria("2568"))
                judged += f", judged in {time.perf_counter() - read:.1f} s"
            except ImportError:
                judged += ", no engine to judge with"
        seconds = time.perf_counter() - began
    pipe.send(
        {
            "pages": outcome.pages,
            "seconds": seconds,
            "crawl_seconds": crawled - began,
            "peak_mb": outcome.peak_bytes / 1e6,
            "caller_peak_mb": peak() / 1e6,
            "cpu_seconds": cpu(),
            "judged": judged,
            "pinned": pinned,
            "stopped_by": outcome.stopped_by,
        }
    )


def stock(pipe: Connection, url: str, count: int, judge: bool) -> None:
    """Scrapy the way its tutorial shows it, with the same concurrency."""
    pinned = pin(0)
    began = time.perf_counter()
    from scrapy.crawler import CrawlerProcess
    from scrapy.linkextractors import LinkExtractor
    from scrapy.spiders import CrawlSpider, Rule

    seen: list[str] = []

    class Stock(CrawlSpider):
        name = "stock"
        start_urls = [url]  # noqa: RUF012
        rules = (Rule(LinkExtractor(), callback="parse_item", follow=True),)

        def parse_item(self, response: Any) -> Any:
            seen.append(response.url)
            yield {"url": response.url, "title": response.css("title::text").get()}

    process = CrawlerProcess(
        {"LOG_ENABLED": False, "CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "DOWNLOAD_DELAY": 0}
    )
    process.crawl(Stock)
    process.start()
    seconds = time.perf_counter() - began
    pipe.send({"pages": len(seen), "seconds": seconds, "peak_mb": peak() / 1e6, "cpu_seconds": cpu(), "pinned": pinned})


def in_process(work: Callable[..., None], *given: Any) -> dict[str, Any]:
    """Run in a fresh process and give back what it sends."""
    return in_processes(work, given)[0]


def in_processes(work: Callable[..., None], *given: Sequence[Any]) -> list[dict[str, Any]]:
    """The same in several fresh processes at once, one for each row of arguments."""
    context = multiprocessing.get_context("spawn")
    pipes, processes = [], []
    for arguments in given:
        near, far = context.Pipe()
        process = context.Process(target=work, args=(far, *arguments))
        process.start()
        far.close()
        pipes.append(near)
        processes.append(process)
    try:
        return [dict(near.recv()) for near in pipes]
    finally:
        for process in processes:
            process.join()


def pair(url: str, options: argparse.Namespace) -> dict[str, Any]:
    """One crawl alone, then two at once on two cores: how much more they do together."""
    given = (url, options.pages, options.judge)
    alone = in_process(ours, *given, 0)
    both = in_processes(ours, (*given, 0), (*given, 1))
    cost = [found["cpu_seconds"] / found["pages"] for found in (alone, *both)]
    longest = max(found["seconds"] for found in both)
    clock = sum(found["pages"] for found in both) / longest / (alone["pages"] / alone["seconds"])
    cpu_scale = 2 * cost[0] / (sum(cost[1:]) / 2)
    told = [f"{seconds * 1000:.1f}" for seconds in cost]
    print(f"alone {told[0]} ms of processor time a page; two at once {told[1]} and {told[2]}")
    print(f"two processes do {cpu_scale:.2f} times the work of one by processor time, {clock:.2f} by the clock")
    return {"alone": alone, "both": both, "by_cpu": cpu_scale, "by_clock": clock}


def main() -> None:
    """Run both and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--size", type=int, default=60_000)
    parser.add_argument("--judge", action="store_true", help="read the archive back and judge it as well")
    parser.add_argument("--pair", action="store_true", help="one crawl beside two at once, instead of stock Scrapy")
    parser.add_argument("--json", type=Path, help="write the figures to a file")
    options = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe()
    server = context.Process(target=serve, args=(far, options.pages, options.size), daemon=True)
    server.start()
    url = f"http://127.0.0.1:{near.recv()}/"
    try:
        if options.pair:
            results = pair(url, options)
            if options.json:
                options.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
            return
        results = {work.__name__: in_process(work, url, options.pages, options.judge) for work in (ours, stock)}
    finally:
        server.terminate()
        server.join()
    for who, found in results.items():
        found["pages_a_second"] = found["pages"] / found["seconds"]
        found["pages_a_cpu_second"] = found["pages"] / found["cpu_seconds"]
        print(
            f"{who:6} {found['pages']:5} pages {found['seconds']:6.1f} s {found['pages_a_second']:6.1f} pages/s"
            f" {found['pages_a_cpu_second']:6.1f} pages/s of processor time, peak {found['peak_mb']:4.0f} MB"
        )
    told = results["ours"]
    print(f"ours: caller's peak {told['caller_peak_mb']:.0f} MB; {told['judged'] or 'not judged'}")
    for measure in ("pages_a_second", "pages_a_cpu_second"):
        print(f"ratio of {measure}: {results['ours'][measure] / results['stock'][measure]:.2f}")
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
