"""OneDrive and SharePoint: files shared with anyone, by the addresses that Microsoft documents for them."""

from __future__ import annotations

import base64
import re
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from crawler.reply import Reply
from crawler.stores.shown import Shown, words_of
from crawler.stores.table import under

HOSTS = ("1drv.ms", "onedrive.live.com", "sharepoint.com", "api.onedrive.com", "microsoftpersonalcontent.com")
_VIEWS = frozenset({"", "/", "/redir", "/redir.aspx", "/embed", "/view.aspx", "/edit.aspx", "/self.aspx"})
_SHARED = re.compile(r"^/:(\w):/")
_DOC = re.compile(r"^(.*)/_layouts/15/(?:doc|wopiframe|guestaccess)\w*\.aspx$", re.I)
_GONE = re.compile(
    r"(?:might|may) not exist|no longer available|has been (?:removed|deleted)|link (?:has )?expired"
    r"|isn'?t (?:here|available)|ไม่มีอยู่|ไม่พร้อมใช้งาน|ถูก(?:ลบ|เอาออก)|ลิงก์(?:นี้)?หมดอายุ",
    re.I,
)
_SIGN_IN = re.compile(r"sign in to|access denied|you need permission|ลงชื่อเข้าใช้|การเข้าถึงถูกปฏิเสธ|ต้องมีสิทธิ์", re.I)


def folder(url: str) -> bool:
    """Whether a shared link says of itself that it leads to a folder."""
    parts = urlsplit(url)
    if parts.hostname == "1drv.ms":
        return parts.path.startswith("/f/")
    found = _SHARED.match(parts.path)
    return bool(found and found[1] == "f" and under(parts.hostname or "", ("sharepoint.com",)))


def ways(url: str) -> tuple[str, ...]:
    """Addresses that give the file, the likeliest first; () when none is known."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    asked = {name.lower(): values[0] for name, values in parse_qs(parts.query).items()}
    if host == "1drv.ms":
        token = base64.urlsafe_b64encode(url.encode()).decode().rstrip("=")
        return (f"https://api.onedrive.com/v1.0/shares/u!{token}/root/content", url)
    if host == "onedrive.live.com":
        identity = asked.get("resid") or asked.get("id", "")
        if not identity or parts.path.lower() not in _VIEWS:
            return ()
        known = {"resid": identity, "authkey": asked.get("authkey", "")}
        return ("https://onedrive.live.com/download?" + urlencode({k: v for k, v in known.items() if v}),)
    if under(host, ("sharepoint.com",)):
        if _SHARED.match(parts.path):
            kept = [part for part in parts.query.split("&") if part and not part.startswith(("download=", "web="))]
            return (urlunsplit(parts._replace(query="&".join((*kept, "download=1")), fragment="")),)
        if (found := _DOC.match(parts.path)) and asked.get("sourcedoc"):
            identity = urlencode({"UniqueId": asked["sourcedoc"].strip("{}")})
            return (f"https://{host}{found[1]}/_layouts/15/download.aspx?{identity}",)
    return ()


def shown(reply: Reply) -> Shown:
    """What OneDrive or SharePoint shows instead of a file."""
    path = urlsplit(reply.url).path.lower()
    if "accessdenied" in path or "authenticate.aspx" in path:
        return Shown("store_login")
    _, words = words_of(reply)
    if reply.status in (404, 410) or _GONE.search(words[:2000]):
        return Shown("store_gone")
    if reply.status in (401, 403) or _SIGN_IN.search(words[:2000]):
        return Shown("store_login")
    return Shown("store_busy" if reply.status == 429 else "")
