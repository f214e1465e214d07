"""Dropbox: shared files, and shared folders as a ZIP, by the link itself with ``dl=1``."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from crawler.reply import Reply
from crawler.stores.shown import Shown, words_of

HOSTS = ("dropbox.com", "dropboxusercontent.com")
_SHARED = re.compile(r"^/(?:s|sh|scl/f[io]|l/s|l/scl/f[io])/")
_FOLDER = re.compile(r"^/(?:l/)?(?:sh|scl/fo)/")
_TRAFFIC = re.compile(r"generating too much traffic|temporarily disabled|bandwidth|ระงับ(?:ลิงก์)?ชั่วคราว", re.I)
_GONE = re.compile(
    r"\b404\b|(?:was|been) (?:deleted|removed)|no longer (?:exists|available)|isn'?t here|can'?t find"
    r"|ไม่พบ|ถูกลบ|ไม่มีอยู่",
    re.I,
)


def ways(url: str) -> tuple[str, ...]:
    """The address that gives the file; () when none is known."""
    parts = urlsplit(url)
    if not (parts.hostname or "").endswith("dropbox.com") or not _SHARED.match(parts.path):
        return ()
    kept = [part for part in parts.query.split("&") if part and not part.startswith(("dl=", "raw="))]
    return (urlunsplit(parts._replace(query="&".join((*kept, "dl=1")), fragment="")),)


def shown(reply: Reply) -> Shown:
    """What Dropbox shows instead of a file."""
    _, words = words_of(reply)
    if reply.status == 429 or _TRAFFIC.search(words[:2000]):
        return Shown("store_quota")
    if reply.status in (404, 410) or _GONE.search(words[:2000]):
        return Shown("store_gone")
    if reply.status in (401, 403):
        return Shown("store_login")
    return Shown("store_folder" if _FOLDER.match(urlsplit(reply.url).path) else "")
