"""Google Drive, Docs, Sheets and Slides: public files by their download or export address."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, quote, urlencode, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.address import clean
from crawler.documents.result import is_published
from crawler.reply import Reply
from crawler.stores.shown import Shown, words_of
from crawler.stores.table import under

HOSTS = ("drive.google.com", "docs.google.com", "drive.usercontent.google.com")
_ACCOUNT = re.compile(r"^(?:/u/\d+|/a/[^/]+)(?=/)")
_FILE = re.compile(r"^/file(?:/u/\d+)?/d/([\w-]{10,})|^/d/([\w-]{15,})")
_FOLDER = re.compile(r"^/drive(?:/u/\d+)?(?:/mobile)?/folders/([\w-]{10,})")
_FOLDER_BY_QUERY = frozenset({"/folderview", "/embeddedfolderview"})
_FILE_BY_QUERY = frozenset({"/open", "/uc", "/thumbnail", "/download"})
_EDITED = re.compile(r"^/(document|spreadsheets|presentation|drawings)(?:/u/\d+)?/d/([\w-]{15,})")
_PUBLISHED = re.compile(r"^/(document|spreadsheets)(?:/u/\d+)?/d/e/([\w-]{15,})/pub")
_VIEWERS = frozenset({"/viewer", "/gview", "/viewerng/viewer"})
_EXPORT = {
    "document": "export?format=pdf",
    "spreadsheets": "export?format=xlsx",
    "presentation": "export/pdf",
    "drawings": "export/pdf",
}
_QUOTA = re.compile(
    r"quota exceeded|too many users have viewed|download quota|เกินโควต้า|โควต้าการดาวน์โหลด|มีผู้ใช้(?:จำนวน)?มากเกินไป"
    r"|can'?t view or download this file|ดูหรือดาวน์โหลดไฟล์นี้.{0,12}ในขณะนี้",
    re.I,
)
_AUTOMATED = re.compile(r"automated queries|unusual traffic|ข้อความค้นหาอัตโนมัติ|การเข้าชมที่ผิดปกติ", re.I)
_SIGN_IN = re.compile(
    r"you need access|request access|access denied|sign in(?: to continue)?\b|ask for access|คุณต้องมีสิทธิ์|ต้องมีสิทธิ์เข้าถึง"
    r"|ขอสิทธิ์เข้าถึง|คุณต้องได้รับสิทธิ์|การเข้าถึงถูกปฏิเสธ|ลงชื่อเข้าใช้",
    re.I,
)
_GONE = re.compile(
    r"file you have requested does not exist|not found|in the owner'?s trash|has been (?:deleted|removed)"
    r"|ไฟล์ที่คุณ(?:ร้อง)?ขอไม่มีอยู่|ไม่มีไฟล์ที่คุณ(?:ร้อง)?ขอ|ไม่พบ(?:ไฟล์|หน้า)|อยู่ในถังขยะ|ถูกลบ",
    re.I,
)
_WITHHELD = re.compile(
    r"hasn'?t given you permission to download|only the owner .{0,40}download|infected with a virus"
    r"|violation of .{0,40}terms|ไม่ได้(?:ให้|รับ)(?:สิทธิ์|อนุญาต).{0,20}ดาวน์โหลด|ติดไวรัส|ละเมิดข้อกำหนด",
    re.I,
)


def _query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def _key(asked: dict[str, str], mark: str = "&") -> str:
    """The resource key that links of older files carry, without which they do not open."""
    found = asked.get("resourcekey", "")
    return f"{mark}resourcekey={quote(found, safe='-_')}" if found else ""


def folder_of(url: str) -> str:
    """The identity of the Drive folder at an address, "" when it is none."""
    parts = urlsplit(url)
    if parts.hostname not in HOSTS:
        return ""
    path = _ACCOUNT.sub("", parts.path)
    if found := _FOLDER.match(path):
        return found[1]
    return _query(url).get("id", "") if path in _FOLDER_BY_QUERY else ""


def listing_address(identity: str) -> str:
    """The one address under which a folder is known, whoever links to it in whatever way."""
    return f"https://drive.google.com/drive/folders/{identity}"


def ways(url: str) -> tuple[str, ...]:
    """Addresses that give the file, the likeliest first; () when none is known."""
    parts = urlsplit(url)
    asked = _query(url)
    path = _ACCOUNT.sub("", parts.path)
    if path.rstrip("/") in _VIEWERS:
        return tuple(filter(None, (clean(asked.get("url", "")),)))
    if folder := folder_of(url):
        return (f"https://drive.google.com/embeddedfolderview?id={folder}{_key(asked)}",)
    if found := _PUBLISHED.match(path):
        address = f"https://docs.google.com/{found[1]}/d/e/{found[2]}/pub"
        return (address,) if found[1] == "document" else (f"{address}?output=xlsx", f"{address}html")
    if (found := _EDITED.match(path)) and f"/d/e/{found[2]}" not in path:
        tail = _EXPORT[found[1]]
        return (f"https://docs.google.com/{found[1]}/d/{found[2]}/{tail}{_key(asked, '&' if '?' in tail else '?')}",)
    identity = ""
    if found := _FILE.match(path):
        identity = found[1] or found[2]
    elif path in _FILE_BY_QUERY and re.fullmatch(r"[\w-]{10,}", asked.get("id", "")):
        identity = asked["id"]
    if not identity or "confirm" in asked:
        return ()
    direct = f"https://drive.google.com/uc?export=download&id={identity}{_key(asked)}"
    # What "open" leads to may also be a folder or a text of Docs: Drive itself says.
    return (direct, url) if path == "/open" else (direct,)


def published(reply: Reply) -> bool:
    """Whether a reply is a text or a sheet that its owner has put on the web as a plain page."""
    parts = urlsplit(reply.url)
    if reply.cause or parts.hostname not in HOSTS or not _PUBLISHED.match(_ACCOUNT.sub("", parts.path)):
        return False
    return reply.unchanged or is_published(reply.body)


def shown(reply: Reply) -> Shown:
    """What Drive or Docs shows instead of a file."""
    html, words = words_of(reply)
    if onward := _confirmation(html, reply.url):
        return Shown(onward=onward)
    if _AUTOMATED.search(words):
        return Shown("store_busy")
    if _QUOTA.search(words):
        return Shown("store_quota")
    if _WITHHELD.search(words):
        return Shown("store_denied")
    if _SIGN_IN.search(words[:1500]) or "ServiceLogin" in html[:20_000]:
        return Shown("store_login")
    if _GONE.search(words[:1500]) or reply.status == 404:
        return Shown("store_gone")
    return Shown("store_denied" if reply.status in (401, 403) else "store_busy" if reply.status == 429 else "")


def _confirmation(html: str, address: str) -> str:
    """The address behind "download anyway" of the page that says a file is too large to be scanned for viruses."""
    if "download-form" not in html and "uc-download-link" not in html:
        return ""
    tree = LexborHTMLParser(html)
    form = tree.css_first("form#download-form")
    target = ""
    if form is not None and form.attributes.get("action"):
        fields = [
            (field.attributes.get("name") or "", field.attributes.get("value") or "")
            for field in form.css("input[name]")
        ]
        action, _, query = urljoin(address, unescape(form.attributes["action"] or "")).partition("?")
        target = f"{action}?{'&'.join(filter(None, (query, urlencode(fields))))}"
    else:
        link = tree.css_first("a#uc-download-link[href]")
        target = urljoin(address, link.attributes["href"] or "") if link is not None else ""
    return target if under(urlsplit(target).hostname or "", HOSTS) else ""
