"""Imported once by the process that all site processes of a machine are forked from: what every site needs is loaded
and made there, so that a site costs no start.

``OIT_WARM`` names the list of items and the year, as criteria:year.
"""

from __future__ import annotations

import gc
import os

import scrapy.core.downloader.handlers.http11
import scrapy.core.engine  # noqa: F401  (what the crawl would load by name)

import crawler.documents.child
import crawler.documents.pdf_tables
import crawler.documents.qr  # noqa: F401  (what reading files would load)
from checker.engine import matcher_for
from checker.prefer import Prefer
from checker.scan.work import criteria_of
from crawler.site import Link
from reports import html as html
from rules.collection import load_rules

WARM = "OIT_WARM"


def warm(word: str) -> None:
    """Make what is made once for a list of items."""
    name, _, year = word.rpartition(":")
    criteria, _ = criteria_of(name, int(year))
    matcher_for(criteria)
    load_rules()
    Prefer(name)(Link("", 0, "http://x/", "", "แผนพัฒนา", (), (), "", "main", "a"))


if os.environ.get(WARM):
    warm(os.environ[WARM])
    gc.collect()
    gc.freeze()
