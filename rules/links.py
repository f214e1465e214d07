"""Telling where a link or a form leads: a form service, a file, a page of the site itself, somewhere else."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from crawler.site import Form, Link
from crawler.text import fold
from rules.content import Content, quote

ONLINE_FORM = re.compile(
    r"//(?:forms\.gle/\w|docs\.google\.com/forms/|forms\.office\.com/|forms\.cloud\.microsoft/"
    r"|(?:www\.)?surveymonkey\.com/r/)",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|jpe?g|png|odt)$", re.IGNORECASE)
_SHORT = re.compile(
    r"//(?:bit\.ly|shorturl\.\w+|tinyurl\.com|me-qr\.com|cutt\.ly|t\.ly|qrco\.de|lin\.ee|line\.me|is\.gd|rb\.gy)/",
    re.IGNORECASE,
)
_STORE = re.compile(
    r"//(?:drive\.google\.com|docs\.google\.com/(?:document|spreadsheets|presentation|file)"
    r"|(?:www\.)?dropbox\.com|1drv\.ms|onedrive\.)",
    re.IGNORECASE,
)
_SEARCH = re.compile(
    r"search|ค้นหา|newsletter|subscribe|รับข่าวสาร|username|password|รหัสผ่าน|login|เข้าสู่ระบบ|captcha only", re.IGNORECASE
)


def live(link: Link) -> bool:
    """Whether a link leads to another address by http or https: not dead, not a telephone, not its own page."""
    return (
        not link.dead
        and link.url.lower().startswith(("http://", "https://"))
        and link.url.rstrip("/") != link.source.rstrip("/")
    )


def to_file(link: Link) -> bool:
    """Whether a link leads to a file or a file store rather than to something that works."""
    path = unquote(urlsplit(link.url).path)
    return bool(_FILE.search(path) or _STORE.search(link.url))


def online_form(link: Link) -> bool:
    """Whether a link leads to a form of a public form service."""
    return bool(ONLINE_FORM.search(link.url))


def asks(form: Form) -> bool:
    """Whether a form asks its reader for something: at least two visible fields, and neither a search nor a login."""
    fields = [name for name in form.fields if name.strip()]
    words = fold(" ".join((form.action, form.text, *fields)))
    return len(fields) >= 2 and not (_SEARCH.search(words) and len(fields) < 4)


def elsewhere(link: Link, content: Content) -> bool:
    """Whether a link leaves the host it stands on. A page of the same site is judged by itself, not by its label."""
    return _host(link.url) not in {_host(content.url), _bare(content.site_host)}


def front_of_another(link: Link, content: Content) -> bool:
    """Whether a link leads to the front page of another organisation's site, not to something of the agency's own."""
    parts = urlsplit(link.url)
    own = _bare(content.site_host)
    return parts.path in ("", "/") and not parts.query and not (own and _host(link.url).endswith("." + own))


def _host(url: str) -> str:
    return _bare(urlsplit(url).hostname or "")


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.").split(":")[0]


def under(link: Link) -> str:
    """The words a link stands under and among, folded: headings, menus, its own text."""
    return fold(" ".join((*link.headings, *link.menu, link.text)))


def cite(link: Link, content: Content) -> str:
    """A quotation of a link: its words and where it leads."""
    words = link.text.strip() or (link.headings[-1] if link.headings else "") or content.label or "ลิงก์"
    return f"{quote(words)} [{link.url[:120]}]"


def cite_form(form: Form) -> str:
    """A quotation of a form: its words and the names of its fields."""
    return quote(f"[แบบฟอร์มออนไลน์] {' '.join(form.text.split()) or ', '.join(form.fields)}")


def short(link: Link) -> bool:
    """Whether a link is an abbreviated address, which says nothing of where it leads."""
    return bool(_SHORT.search(link.url))
