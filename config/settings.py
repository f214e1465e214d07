"""Limits and manners of a crawl."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """How far and how politely a site is read. Sizes in bytes, times in seconds."""

    max_pages: int = 800  # requests answered, pages and documents together
    max_bytes: int = 600_000_000
    deadline: float = 30 * 60.0
    max_depth: int = 12
    concurrency: int = 8  # requests at once to one host
    delay: float = 0.0
    timeout: float = 30.0
    opening: float = 0.0  # for an answer of a host that has never given one, 0 for timeout
    max_body: int = 40_000_000
    max_page: int = 8_000_000  # HTML
    max_redirects: int = 8
    allow_private: bool = False
    also: tuple[str, ...] = ()  # further hosts that are the agency's own
    seeds: tuple[str, ...] = ()  # further addresses to be read first, whether or not a page leads to them
    folder: str = ""  # path below which the site's addresses lie, "" for all
    offsite: bool = True  # False: nothing is asked of any host but the site's
    offsite_files: int = 150  # asked for at most outside the site, and within these bytes and seconds
    offsite_bytes: int = 250_000_000
    offsite_seconds: float = 420.0
    hosts: tuple[tuple[str, str], ...] = ()  # ("name:port", "address:port") to connect to instead; "*:port" for others
    robots: bool = True
    insecure: bool = False  # read on where the certificate is wrong
    trust_dates: bool = False  # every other time, do not ask again for what is dated old and no link names as an item's
    fresh: bool = False  # neither go on with a crawl that was cut short nor compare with an earlier one
    render: bool = True
    max_rendered: int = 40
    document_seconds: float = 30.0
    document_pages: int = (
        600  # pages read of one document: text is cheap, only tables and OCR have budgets of their own
    )
    ocr: bool = True  # read scans by OCR when tesseract is there
    ocr_pages: int = 5  # pages of each scan read by OCR before any is read on: the first, the last, then from the first
    ocr_site_pages: int = 200  # pages read by OCR in one crawl
    ocr_seconds: float = 240.0  # spent on all scans of a site, after everything else was read
    ocr_cache: str = ""  # file that keeps what OCR read of which content; "" keeps nothing
    turns: str = ""  # host:port/word of the keeper of servers that many crawls share, "" when there is none
    servers: tuple[str, ...] = ()  # IP addresses lent to this crawl by the keeper
    turn_interval: float = 0.0  # between two requests to one server, kept by the keeper
    keep: str = ""  # folder that takes each document as fetched, by its SHA-256; "" keeps none
    codes: bool = True  # look for QR codes in pictures
    user_agent: str = "oit-checker/1.0 (reads public pages only; to keep it out, name oit-checker in robots.txt)"
