"""Whether a page is no real content: a note that something is missing, a login, a robot wall, a lost domain.

Conservative: a page with much text of its own is never called empty because one of these words stands in it.
"""

from __future__ import annotations

import re

from crawler.extract import Extract
from crawler.text import lowered

LITTLE = 400  # characters of the page's own text, menus and footers aside
_CONSTRUCTION = re.compile(
    r"(?:อยู่ระหว่าง|กำลัง|ระหว่าง)(?:การ)?(?:ดำเนินการ)?\s*(?:ปรับปรุง|จัดทำ|พัฒนา|รวบรวม|อัพเดต|อัปเดต|บำรุงรักษา|ปิดปรับปรุง)(?!แผน|ระบบงาน)"
    r"|ปิดปรับปรุง|ขออภัยในความไม่สะดวก|under\s+construction|coming\s+soon|under\s+maintenance|site\s+is\s+being\s+updated"
    r"|เร็ว\s*ๆ\s*นี้|ยังไม่เปิดให้บริการ",
    re.I,
)
_MISSING = re.compile(
    r"ไม่พบ(?:หน้า|ไฟล์|เอกสาร|ข้อมูลที่|สิ่งที่|เนื้อหา|บทความ|ลิงก์|ลิงค์)|ไม่พบข้อมูล\s*$|ไม่มีหน้า(?:นี้|ที่)|หน้า(?:เว็บ)?(?:นี้)?(?:ไม่มีอยู่|ถูกลบ|ถูกย้าย)"
    r"|ไม่มีข้อมูล(?:ที่ท่านต้องการ|ในระบบ|\s*$)|ขออภัย.{0,30}ไม่พบ|page\s+not\s+found|not\s+found|404\s+error|error\s+404|file\s+not\s+found"
    r"|no\s+(?:results?|data|records?)\s+found|not\s+available|does\s+not\s+exist|cannot\s+be\s+found|nothing\s+found",
    re.I | re.M,
)
_MISSING_TITLE = re.compile(r"\b404\b|not\s+found|ไม่พบ(?:หน้า|ไฟล์|ข้อมูล|เอกสาร)", re.I)
_LOGIN = re.compile(r"เข้าสู่ระบบ|ลงชื่อเข้าใช้|ล็อกอิน|ลงทะเบียนเข้าใช้|log\s*-?in|sign\s*-?in|username|ชื่อผู้ใช้|รหัสผู้ใช้", re.I)
_PASSWORD = re.compile(r"password|รหัสผ่าน|passwd", re.I)
_BOTWALL = re.compile(
    r"checking\s+(?:your\s+browser|if\s+the\s+site)|just\s+a\s+moment|verify\s+(?:that\s+)?you\s+are\s+(?:a\s+)?human"
    r"|attention\s+required|ddos\s+protection|are\s+you\s+a\s+robot|unusual\s+traffic|access\s+denied|request\s+(?:was\s+)?blocked"
    r"|security\s+check|captcha|ยืนยันว่า(?:คุณ|ท่าน)(?:ไม่ใช่|เป็น)|ตรวจสอบความปลอดภัย.{0,20}(?:เบราว์เซอร์|ก่อน)|incapsula|request\s+rejected"
    r"|enable\s+javascript\s+and\s+cookies",
    re.I,
)
_PARKED = re.compile(
    r"domain\s+(?:name\s+)?(?:is\s+)?(?:for\s+sale|parked|has\s+expired|may\s+be\s+for\s+sale)|buy\s+this\s+domain|parked\s+free"
    r"|this\s+domain\s+(?:name\s+)?(?:has\s+)?expired|โดเมน(?:นี้)?(?:หมดอายุ|ว่าง|ขาย)|account\s+(?:has\s+been\s+)?suspended"
    r"|บัญชี(?:นี้)?ถูกระงับ|website\s+is\s+no\s+longer\s+available|default\s+(?:web\s+)?page|welcome\s+to\s+nginx|it\s+works!"
    r"|apache2?\s+\w*\s*default\s+page|iis\s+windows\s+server|index\s+of\s+/cgi-sys|future\s+home\s+of",
    re.I,
)
_GAMBLING = re.compile(
    r"สล็อต|บาคาร่า|คาสิโน|แทงบอล|พนันออนไลน์|เว็บ(?:ตรง|พนัน|สล็อต)|ยิงปลา|เครดิตฟรี|ฝาก\s*-?\s*ถอน(?:ไม่มี|ออโต้)|หวยออนไลน์|เดิมพัน|ไฮโลออนไลน์"
    r"|viagra|cialis|levitra|tadalafil|sildenafil|\bonline\s+pharmacy\b|\bslot(?:s|xo|pg|online)?\b|\bcasino\b|\bbaccarat\b|\bsbobet\b|\bufabet\b|\bjudi\b|\bgacor\b|\btogel\b|\bpgslot\b|\bpoker\b|\bmaxwin\b",
    re.I,
)
# Some of these words stand on every such page; a plain search for them is much cheaper than the pattern.
_STEMS = (
    "สล็อต",
    "บาคาร่า",
    "คาสิโน",
    "แทงบอล",
    "พนัน",
    "หวย",
    "slot",
    "casino",
    "baccarat",
    "bet",
    "judi",
    "gacor",
    "togel",
    "viagra",
    "cialis",
    "pharmacy",
)
# The same words in a warning of the police or a rule of conduct.
_AGAINST = re.compile(r"ห้าม|ปราบปราม|จับกุม|ป้องกัน|ผิดกฎหมาย|เตือนภัย|โทษ(?:ของ|ภัย)|รณรงค์|ต่อต้าน|หลงเชื่อ")


def page_cause(page: Extract, status: int, url: str) -> str:
    """``botwall``, ``parked``, ``hijacked``, ``login``, ``soft404``, ``construction``, or ""."""
    own = [block.text for block in page.blocks if block.place in ("main", "aside")]
    text = "\n".join(own)
    every = page.text
    size = len(text)
    told = f"{page.title}\n{every[:1500]}"
    if (size < 2 * LITTLE and len(page.links) < 10 and _BOTWALL.search(told)) or (
        status in (403, 429, 503) and _BOTWALL.search(told)
    ):
        return "botwall"
    if len(every) < 3 * LITTLE and len(page.links) < 40 and _PARKED.search(told):
        return "parked"
    if _hijacked(page, every):
        return "hijacked"
    if _login(page, text):
        return "login"
    if _MISSING_TITLE.search(page.title) and size < 2 * LITTLE:
        return "soft404"
    if size >= LITTLE or _holds_more(page):
        return ""
    if _MISSING.search(text):
        return "soft404"
    if _CONSTRUCTION.search(text):
        return "construction"
    return ""


_SPAM = ("slot", "casino", "สล็อต", "บาคาร่า", "viagra", "cialis", "แทงบอล", "gacor", "togel")
_HIDING = re.compile(
    r"<(?:div|span|p|ul|section|marquee|font)\b[^>]{0,300}?(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0"
    r"|(?:left|top|right|text-indent|margin-left)\s*:\s*-\d{3,}|(?:height|width|opacity)\s*:\s*0(?:px)?\s*[;\"'])",
    re.I,
)
_ANCHOR = re.compile(r"<a\b[^>]*>(.{0,300}?)</a>", re.I | re.S)


def hidden_spam(html: str) -> bool:
    """Whether links with gambling or pharmacy words are hidden on a page, as those who break into a site leave them."""
    lower = lowered(html)
    if not any(stem in lower for stem in _SPAM):
        return False
    for hiding in _HIDING.finditer(html):
        words = [
            word
            for anchor in _ANCHOR.findall(html[hiding.end() : hiding.end() + 6000])
            for word in _GAMBLING.findall(anchor)
        ]
        if len(words) >= 3 and len(set(words)) >= 2:
            return True
    return False


def _login(page: Extract, text: str) -> bool:
    """A page that is little more than a login: a password field and not much text."""
    asks = any(_PASSWORD.search(field) for form in page.forms for field in form.fields)
    return asks and len(text) < LITTLE and bool(_LOGIN.search(f"{page.title}\n{text}\n{page.base}"))


def _hijacked(page: Extract, text: str) -> bool:
    """Gambling words in the title, or so many in the text that they are what the page is about."""
    title = _GAMBLING.findall(page.title)
    if len(set(title)) >= 2 or (title and not _AGAINST.search(page.title) and len(_GAMBLING.findall(text)) >= 5):
        return True
    sample = (text[:3000] + text[-1500:]).lower()
    if not any(stem in sample for stem in _STEMS):
        return False
    words = _GAMBLING.findall(text)
    return len(words) >= 12 and len(set(words)) >= 4 and len(words) * 120 > len(text) and not _AGAINST.search(text)


def _holds_more(page: Extract) -> bool:
    """Whether the page leads to files or frames of its own part, so that few words do not make it empty."""
    files = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".ppt", ".pptx")
    for link in page.links:
        if link.place != "main" or link.dead:
            continue
        if link.tag in ("iframe", "frame", "embed", "object") or link.url.lower().partition("?")[0].endswith(files):
            return True
    return False
