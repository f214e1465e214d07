"""What words on links, headings and addresses are, before any item is thought of: generic, a number, a year, news."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from crawler.text import fold, tidy

# A label of this kind says nothing by itself: its row or heading speaks for it.
_GENERIC = re.compile(
    r"^[\W\d_]*(?:(?:คลิก|กด|เปิด|ดู|อ่าน|ดาวน์โหลด|โหลด)?\s*(?:ที่นี่|ที่นี้|เพื่อดู|เพิ่มเติม|ต่อ|รายละเอียด|ไฟล์|เอกสาร|ลิงก์|ลิงค์|link|"
    r"download|click|here|view|open|read|more|detail|details|file|pdf|excel|word|url|แนบ|ไฟล์แนบ|เอกสารแนบ|หน้า|ลิงก์ที่|ลิงค์ที่|"
    r"คลิก|กด|เปิด|ดู|อ่าน|ดาวน์โหลด|xlsx?|docx?|new|\W|\d)+)?[\W\d_]*$",
    re.IGNORECASE,
)
# Words of the assessment's own page; Thai letters may stand directly beside the Latin ones.
INDEX = re.compile(r"(?<![a-z])(?:itas?|m?oit)(?![a-z])|คุณธรรมและความโปร่งใส|การเปิดเผยข้อมูลสาธารณะ", re.IGNORECASE)
# Papers that accompany evidence and are none themselves.
PAPERWORK = re.compile(
    r"บันทึกข้อความ|แบบฟอร์ม|หนังสือ(?:แจ้ง|เวียน)|แจ้งเวียน|รายงานการประชุม|ขออนุญาต|ภาพกิจกรรม|ภาพถ่าย|ลายเซ็น|ใบลงทะเบียน"
)
_BARE_CODE = re.compile(
    r"^\W*(?:(?:oit|ita|ข้อ|moit|eb)\s?-?\s?)?[o0]?\s?[-.]?\s?\d{1,2}(?:\s?\.(?:pdf|docx?|xlsx?))?\W*$"
)
_CODED = re.compile(r"\s*(?:[oO0๐]\s?[-.]?\s?\d{1,2}|[oO0๐][๐-๙]{1,2}|OIT|MOIT|EB)\b")
_NEWS = re.compile(
    r"^\W*(?:ข่าว|กิจกรรม|ประชาสัมพันธ์|ภาพกิจกรรม|news|activit)|ข่าวสาร|ข่าวประชาสัมพันธ์|ข่าวกิจกรรม", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)25[5-9]\d(?!\d)|(?<=oit)\s?6\d(?!\d)|(?<=ita)\s?6\d(?!\d)")


def strip_fragment(url: str) -> str:
    """The address without its fragment."""
    return url.split("#", 1)[0]


def file_label(url: str) -> str:
    """The file's name in an address as words: percent-decoded, without ending, separators as spaces."""
    name = unquote(urlsplit(url).path.rsplit("/", 1)[-1])
    name = re.sub(r"\.\w{2,5}$", "", name)
    return tidy(re.sub(r"[-_+.]+", " ", name))


def says_nothing(label: str) -> bool:
    """Whether a label is of the kind "click here", "file 2", "link": its row or heading must speak for it."""
    return len(label) <= 60 and bool(_GENERIC.match(label))


def is_front_page(url: str) -> bool:
    """Whether an address is that of a host's first page."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def year_of(text: str) -> int:
    """The one Buddhist year that a heading names; 0 when none or several."""
    years = {int(year) + (2500 if len(year) == 2 else 0) for year in _YEAR.findall(fold(text))}
    return years.pop() if len(years) == 1 else 0


def is_news(texts: Iterable[str]) -> bool:
    """Whether a heading or title is that of a list of news."""
    return any(map(_names_news, texts))


@lru_cache(maxsize=4096)  # a heading stands over many links
def _names_news(text: str) -> bool:
    return len(text) < 60 and bool(_NEWS.search(text))


def bare_code(text: str) -> bool:
    """Whether a label is nothing but an official number: "O12", "MOIT 3", "ข้อ ๑๒", "o12.pdf"."""
    return len(text) <= 14 and bool(_BARE_CODE.match(fold(text)))


def coded(text: str) -> bool:
    """Whether a row begins with an item code such as O12, o 12, ๐๑๒, OIT 12 or MOIT 3."""
    return bool(_CODED.match(text))


def cut(text: str, length: int = 80) -> str:
    text = tidy(text)
    return text if len(text) <= length else text[: length - 1] + "…"
