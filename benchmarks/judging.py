"""Time and memory of judging a large site that was crawled before: an archive is written without a crawl, then judged.

The pages are those of ``benchmarks/crawl.py``, 60 kB each; what is measured is one fresh process.

    python benchmarks/judging.py [--pages N] [--archive FILE] [--json FILE]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

from crawl import cpu, document, in_process, name, peak

from config.loader import load_criteria
from crawler.archive import Archive, Summary, read_site
from crawler.extract import extract
from crawler.site import Page

ROOT = "https://www.example.go.th"


def write(path: Path, count: int) -> None:
    """An archive of ``count`` pages."""
    summary = Summary(f"{ROOT}/", f"{ROOT}/", ("www.example.go.th",), True, fetched=count)
    archive = Archive.create(path, summary)
    for number in range(count):
        body = document(number, count, 60_000)
        html = body.decode()
        url = f"{ROOT}/" if number == 0 else f"{ROOT}{name(number)}"
        seen = extract(html, url)
        depth = 0 if number == 0 else 1 if number < 40 else 2
        parts = (seen.title, depth, seen.blocks, seen.links, seen.images, seen.forms)
        archive.add_page(Page(url, 200, *parts, html, hashlib.sha256(body).hexdigest()))
    archive.finish(summary, ())


def judge(pipe: Connection, path: Path) -> None:
    """Read and judge it, timed with all that has to be imported for it."""
    began, used = time.perf_counter(), cpu()
    from checker.engine import judge as verdicts

    site = read_site(path)
    report = verdicts(site, load_criteria("2568"))
    pipe.send(
        {
            "pages": report.crawl.pages,
            "seconds": time.perf_counter() - began,
            "cpu_seconds": cpu() - used,
            "peak_mb": peak() / 1e6,
        }
    )


def main() -> None:
    """Write, judge, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--archive", type=Path, help="keep the archive here, or judge the one that is there")
    parser.add_argument("--json", type=Path, help="write the figures to a file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.archive or Path(folder) / "bench.db"
        if not path.exists():
            write(path, options.pages)
        found = in_process(judge, path)
    each = found["cpu_seconds"] / found["pages"] * 1000
    print(
        f"{found['pages']} pages judged in {found['seconds']:.1f} s, {each:.2f} ms of processor time a page,"
        f" peak {found['peak_mb']:.0f} MB"
    )
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
