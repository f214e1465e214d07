"""Imported once by the process that all site processes of a machine are forked from: what every site needs is loaded
and made there, so that a site costs no start.

``OIT_WARM`` names the list of items and the year, as criteria:year.
"""

from __future__ import annotations

import gc
import hashlib
import os

import scrapy.core.downloader.handlers.http11
import scrapy.core.engine
import scrapy.core.scheduler
import scrapy.crawler
import scrapy.downloadermiddlewares.cookies
import scrapy.downloadermiddlewares.defaultheaders
import scrapy.downloadermiddlewares.httpcompression
import scrapy.downloadermiddlewares.useragent
import scrapy.dupefilters
import scrapy.logformatter
import scrapy.pqueues
import scrapy.spiderloader
import scrapy.squeues
import scrapy.statscollectors  # noqa: F401  (what the crawl would load by name)

import checker.identities  # noqa: F401  (what judging would load)
import crawler.documents.child
import crawler.documents.pdf_tables
import crawler.documents.qr
import crawler.spider  # noqa: F401  (what reading a site and its files would load)
from checker.agency import AgencyFile
from checker.engine import judge, matcher_for
from checker.prefer import Prefer
from checker.scan.work import criteria_of
from crawler.extract import extract
from crawler.site import Page, Site
from reports import html
from reports.json_report import to_dict
from rules.collection import load_rules

WARM = "OIT_WARM"
_START = "http://warm.invalid/"
_HTML = "<title>หน่วยงาน</title><ul><li><a href='/p'>แผนพัฒนา</a></ul><h1>แผนพัฒนาท้องถิ่น</h1><p>หน่วยงานในอำเภอ</p>"


def warm(word: str) -> None:
    """Make what is made once for a list of items: a page of our own is taken apart, judged and reported, so that
    whatever is made at its first use (patterns, templates, tables) is there."""
    name, _, year = word.rpartition(":")
    criteria, assessed = criteria_of(name, int(year))
    matcher_for(criteria)
    load_rules()
    seen = extract(_HTML, _START)
    for link in seen.links:
        Prefer(name)(link)
    digest = hashlib.sha256(_HTML.encode()).hexdigest()
    page = Page(_START, 200, seen.title, 0, seen.blocks, seen.links, seen.images, seen.forms, _HTML, digest)
    site = Site(_START, _START, ("warm.invalid",), (page,), (), (), (), (), True, fetched=1)
    report = judge(site, criteria, assessed, AgencyFile())
    html.render(report)
    to_dict(report)


if os.environ.get(WARM):
    warm(os.environ[WARM])
    gc.collect()
    gc.freeze()
