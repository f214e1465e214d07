"""The sample agency's sites, crawled once a session; tests read the archives and never write to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from checker.demo.server import serve
from checker.prefer import Prefer
from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.run import crawl
from crawler.site import Site

SETTINGS = CrawlSettings(allow_private=True, offsite=False, render=False)


def crawled(state: str, archive: Path) -> Path:
    """Serve the sample agency in ``state`` and crawl it into ``archive``."""
    with serve(state) as address:
        crawl(address, archive, SETTINGS, Prefer("2568"))
    return archive


@pytest.fixture(scope="session")
def crawl_demo() -> Callable[[str, Path], Path]:
    """Crawls the sample agency in a state once more, into an archive of the test's own."""
    return crawled


@pytest.fixture(scope="session")
def demo_archive(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The archive of the sample agency in a state."""
    folder = tmp_path_factory.mktemp("demo")
    return cache(lambda state: crawled(state, folder / f"{state}.db"))


@pytest.fixture(scope="session")
def demo_site(demo_archive: Callable[[str], Path]) -> Callable[[str], Site]:
    """What was seen of the sample agency in a state."""
    return cache(lambda state: read_site(demo_archive(state)))
