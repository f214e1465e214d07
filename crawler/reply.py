"""What came of asking for an address."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

PAGE_TYPES = ("text/html", "application/xhtml")
_VAGUE_TYPES = frozenset({"", "text/plain", "application/octet-stream", "application/xml", "text/xml"})
_DATA_TYPES = re.compile(r"application/(?:\w+\+)?(?:json|xml)|application/(?:rss|atom)\+xml|text/(?:xml|calendar)")
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.I)
_FILE_STARTS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"Rar!")


@dataclass(slots=True)
class Reply:
    """What came of asking for an address. ``cause`` is "" when ``body`` is what the address holds."""

    asked: str
    url: str  # where it was found, after redirects
    status: int = 0
    body: bytes = b""
    content_type: str = ""
    disposition: str = ""
    hops: tuple[str, ...] = ()  # addresses that led on, in order
    cause: str = ""
    detail: str = ""
    requests: int = 0
    left: str = ""  # address outside the site that it led to, not asked
    kind: str = ""  # page, data (for programs, not for readers), file; "" when it failed
    size: int = 0  # bytes of the body as it came over the network, decompressed
    sha256: str = ""  # of the body
    etag: str = ""
    modified: str = ""  # Last-Modified, as the server wrote it
    unchanged: bool = False  # 304: ``body`` is empty, ``sha256`` that of the earlier crawl
    turn: int = 1  # how often the address had been asked in this crawl, this time included
    stored: str = ""  # address of the page or document that its body became before the crawl was resumed
    shell: str = ""  # why plain HTML was not enough, when ``stored``
    onward: str = ""  # where its script sends the visitor, when ``stored``

    def hold(self, body: bytes) -> None:
        """Take the body in, and note its size, hash and kind."""
        self.body, self.size = body, len(body)
        self.sha256 = hashlib.sha256(body).hexdigest()
        self.kind = "page" if self._is_page() else "data" if _DATA_TYPES.match(self.content_type) else "file"

    def _is_page(self) -> bool:
        head = self.body[:2048].lstrip()
        if head.startswith(_FILE_STARTS):
            return False
        kind = self.content_type.partition(";")[0].strip().lower()
        return kind.startswith(PAGE_TYPES) or (kind in _VAGUE_TYPES and bool(_MARKUP.search(head)))

    @property
    def is_page(self) -> bool:
        """Whether it holds a web page, by its bytes where the server's word is vague or wrong."""
        return self.kind == "page"

    @property
    def is_data(self) -> bool:
        """Whether it is for programs, not for readers."""
        return self.kind == "data"
