"""Other crawlers as they come, on the servers of ``probe.py``: Scrapy, LinkChecker and Crawlee.

LinkChecker and Crawlee get environments of their own below a folder, made with ``uv`` or ``venv`` and ``pip`` from the
package index at the first run. They run with their defaults; what they print is what they tell.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATIENCE = 20.0  # seconds given to another crawler on one trouble
TIMEOUT = 3  # seconds for one answer, as the program's own on these servers
CUT_OFF = (("unshare", "--net"), ("unshare", "--map-current-user", "--net"))  # a process without a network, on Linux
_NAMES = Path(__file__).parent / "scan_names"  # a resolver that asks nobody
SAID = 2_000_000  # characters kept of what it printed
_SCRAPY = """
import sys
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule
class Stock(CrawlSpider):
    name = "stock"
    start_urls = [sys.argv[1]]
    rules = (Rule(LinkExtractor(), callback="parse_item", follow=True),)
    def parse_item(self, response):
        yield {"url": response.url}
process = CrawlerProcess({"DOWNLOAD_TIMEOUT": int(sys.argv[2])})
process.crawl(Stock)
process.start()
"""
_CRAWLEE = """
import asyncio, sys
from crawlee.crawlers import BeautifulSoupCrawler
async def main():
    crawler = BeautifulSoupCrawler()
    @crawler.router.default_handler
    async def handle(context):
        await context.enqueue_links()
    await crawler.run([sys.argv[1]])
asyncio.run(main())
"""


@dataclass(frozen=True)
class Other:
    """A crawler: ``package`` from the index, "" for one that is here already; ``command`` after its environment."""

    name: str
    package: str
    command: tuple[str, ...]


OTHERS = (
    Other("Scrapy", "", ("python", "-c", _SCRAPY, "{url}", str(TIMEOUT))),
    Other(
        "LinkChecker",
        "LinkChecker==10.6.0",
        ("linkchecker", "--verbose", "--no-status", "--timeout", str(TIMEOUT), "{url}"),
    ),
    Other("Crawlee", "crawlee[beautifulsoup]==1.11.0", ("python", "-c", _CRAWLEE, "{url}")),
)


def prepared(folder: Path) -> dict[str, tuple[str, ...]]:
    """The crawlers that can be run here, by name, with their command; makes what is missing below ``folder``."""
    found = {}
    for other in OTHERS:
        programs = Path(sys.executable).parent
        if other.package:
            programs = folder.resolve() / other.package.replace("[", "-").replace("]", "") / "bin"
            try:
                _install(programs.parent, other.package)
            except (OSError, subprocess.CalledProcessError) as error:
                print(f"without {other.name}: could not be installed ({error})")
                shutil.rmtree(programs.parent, ignore_errors=True)
                continue
        found[other.name] = (str(programs / other.command[0]), *other.command[1:])
    return found


def _install(place: Path, package: str) -> None:
    if (place / "ready").exists():
        return
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    python = place / "bin" / "python"
    if uv:
        subprocess.run([uv, "venv", "-q", str(place)], check=True)
        subprocess.run([uv, "pip", "install", "-q", "--python", str(python), package], check=True)
    else:
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", package], check=True)
    (place / "ready").touch()


@cache
def cut_off() -> tuple[str, ...]:
    """What to put before a command to run it without any network, () where that cannot be done."""
    for words in CUT_OFF if shutil.which("unshare") else ():
        if not subprocess.run([*words, "true"], capture_output=True).returncode:
            return words
    return ()


def run(command: tuple[str, ...], url: str) -> tuple[str, bool]:
    """What a crawler printed, and whether it ended by itself within ``PATIENCE``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)  # one of them gives up its rights when it may
        said = folder / "said"
        environment = os.environ | {"CRAWLEE_STORAGE_DIR": name, "HOME": name, "XDG_DATA_HOME": name}
        environment |= {"NO_PROXY": "*", "PYTHONPATH": str(_NAMES)}
        with said.open("wb") as file:
            process = subprocess.Popen(
                [*(word.replace("{url}", url) for word in command)],
                stdout=file,
                stderr=subprocess.STDOUT,
                cwd=name,
                env=environment,
                start_new_session=True,
            )
            try:
                process.wait(PATIENCE)
                ended = True
            except subprocess.TimeoutExpired:
                ended = False
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        return said.read_text(encoding="utf-8", errors="replace")[:SAID].lower(), ended
