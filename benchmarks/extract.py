"""What reading pages and files costs, in processor time: ``python benchmarks/extract.py [FOLDER]``.

Without a folder an invented page of 60 kB is read; with one, every HTML file under it, and every document in the child
process. Prints milliseconds for 60 kB of markup (best of several runs) beside what the parser alone takes.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from config.settings import CrawlSettings
from crawler.documents.reader import Reader
from crawler.documents.result import KINDS
from crawler.encoding import decode
from crawler.extract import extract
from crawler.pagecause import page_cause
from crawler.shell import why_shell

RUNS = 5
URL = "https://www.thungna.example/info/index.html"


def invented() -> str:
    """A page as many are: a menu, text, a table of files, a footer; two thirds of it markup and scripts."""
    menu = "".join(f'<li class="nav-item"><a class="nav-link" href="/page{n}.html">เมนู {n}</a></li>' for n in range(60))
    text = "".join(f'<p class="text">{"ผลการดำเนินงานของหน่วยงานประจำปี " * 8}{n}</p>' for n in range(30))
    rows = "".join(
        f'<tr><td>{n}</td><td>โครงการที่ {n}</td><td><a href="files/{n}.pdf">ดาวน์โหลด</a></td></tr>' for n in range(50)
    )
    page = (
        f"<html><head><title>หน้า</title><style>{'a{color:red}' * 800}</style></head><body>"
        f'<nav class="navbar"><ul>{menu}</ul></nav>'
        f'<div class="content"><h1>หัวข้อ</h1>{text}<table>{rows}</table></div><footer>ติดต่อ</footer></body></html>'
    )
    return page + "<!-- " + "x" * max(0, 60_000 - len(page.encode())) + " -->"


def cost(pages: list[str], work: Callable[[str], object]) -> float:
    """Milliseconds of processor time for 60 kB, best of ``RUNS``."""
    size = sum(len(page.encode()) for page in pages)
    best = float("inf")
    for _ in range(RUNS):
        began = time.process_time()
        for page in pages:
            work(page)
        best = min(best, time.process_time() - began)
    return best * 1000 * 60_000 / size


def judged(page: str) -> object:
    """Extraction with the questions that follow it."""
    parts = extract(page, URL)
    return why_shell(page, parts), page_cause(parts, 200, URL)


def documents(folder: Path) -> None:
    """Reads every document under ``folder`` and prints how many of each kind could be read, and how long it took."""
    found: Counter[str] = Counter()
    spent = 0.0
    with Reader(CrawlSettings(ocr=False)) as reader:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix[1:].lower() in KINDS:
                began = time.perf_counter()
                result = reader.read(path.read_bytes(), path.as_uri(), "")
                spent += time.perf_counter() - began
                found[f"{result.kind} {result.cause or 'read'}"] += 1
    total = sum(found.values())
    if total:
        print(
            f"{total} documents, {1000 * spent / total:.0f} ms each: "
            + ", ".join(f"{k} {n}" for k, n in sorted(found.items()))
        )


def main() -> None:
    """Measures and prints."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if folder:
        files = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in (".html", ".htm")]
        pages = [decode(path.read_bytes(), "")[0] for path in files]
    else:
        pages = [invented()] * 20
    print(f"{len(pages)} pages, milliseconds for 60 kB:")
    works = (("parser alone", LexborHTMLParser), ("extract", lambda page: extract(page, URL)), ("with causes", judged))
    for name, work in works:
        print(f"  {name:14} {cost(pages, work):6.2f}")
    if folder:
        documents(folder)


if __name__ == "__main__":
    main()
