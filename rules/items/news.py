"""ข่าวประชาสัมพันธ์: news of the agency's own work.

Judges whether there is a list of real news: entries with their dates, or headlines that lead to their own pages. Empty
lists, menus, calendars and a weather box are no news. The year of the news is judged apart.
"""

import re

from crawler.text import fold
from rules import thai
from rules.agency import other_owner
from rules.content import Content, quote
from rules.links import short
from rules.rule import Answer, Rule, Unsure
from rules.substance import EMPTY, REQUIREMENT

rule = Rule(home=True, by_link=True, dated=True)

_NEWS = re.compile(r"ข่าว|ประชาสัมพันธ์|กิจกรรม|ประกาศ|news|press|activity", re.IGNORECASE)
_NAMED_EIT = re.compile(r"(?<![a-z])e[\s_-]?i[\s_-]?t(?![a-z])|ผู้มีส่วนได้(?:ส่วน)?เสียภายนอก", re.IGNORECASE)
_EIT = re.compile(r"//itas\.nacc\.go\.th/go/eit/[A-Za-z0-9]{3,}", re.IGNORECASE)
_NOT_NEWS = re.compile(
    r"copyright|สงวนลิขสิทธิ์|ผู้เข้าชม|โดยวิธี(?:เฉพาะ|ประกวด|คัดเลือก|ตกลง)|ผู้ชนะการเสนอราคา|ราคากลาง|สถิติ|เริ่มนับ|online"
    r"|ลงวันที่รับสมัครสมาชิก|login|เข้าสู่ระบบ|ปรับปรุงล่าสุด"
    r"|last update|^หน้า|ก่อนหน้า|ถัดไป",
    re.IGNORECASE,
)
_MORE = re.compile(r"^(?:อ่าน|ดู|more|read|view|เพิ่มเติม|ทั้งหมด|รายละเอียด|คลิก|ดาวน์โหลด|download|หน้าแรก|ติดต่อ)", re.IGNORECASE)


@rule.element
def news(content: Content) -> Answer:
    """ข่าวสารเกี่ยวกับการดำเนินงานตามภารกิจ: dated entries, or headlines with their own pages.

    No least number is known. One dated entry is enough on a page that is named for its news; elsewhere two different
    ones tell a list of news from a date that happens to stand there.
    """
    dated = _dated(content)
    if len(dated) >= (1 if _NEWS.search(f"{content.title} {content.label}") else 2):
        return " … ".join(dated[:2])
    linked = _linked(content)
    if len(linked) >= 3:
        return " … ".join(quote(text) for text in linked[:2])
    return None


@rule.element
def eit_link(content: Content) -> Answer:
    """ลิงก์หรือ QR แบบวัด EIT (itas.nacc.go.th/go/eit/รหัส) บนเว็บไซต์ (คำแนะนำ ไม่นับคะแนน).

    IIT links and empty codes are none; what a short address that was not followed, a code beside another agency's
    name, or a picture of EIT without a readable code leads to is not known.
    """
    unknown = ""
    for link in content.links:
        if _EIT.search(link.url):
            if owner := other_owner(link.text, (), content.agency):
                unknown = unknown or f"ลิงก์ EIT มีชื่อหน่วยงานอื่น ({owner}) ให้คนตรวจว่าเป็นรหัสของใคร"
            else:
                return quote(f"{link.text or 'EIT'} [{link.url[:100]}]")
        elif short(link) and _NAMED_EIT.search(link.text):
            unknown = unknown or f"ลิงก์ EIT เป็นลิงก์ย่อ {link.url[:80]} ซึ่งยังไม่ได้เปิดตาม"
    for image in content.images:
        words = f"{image.alt} {image.near}".strip()
        if not image.code and _NAMED_EIT.search(f"{image.alt} {image.url.rpartition('/')[2]}"):
            unknown = unknown or f"ภาพ {image.alt or image.url.rpartition('/')[2]} ไม่มีลิงก์ และอ่าน QR ในภาพไม่ได้"
        for line in filter(None, image.code.split("\n")):
            said, _, target = line.partition("\t")
            if not _EIT.search(target or said):
                if not target and _NAMED_EIT.search(f"{words} {image.url.rpartition('/')[2]}") and "//" in said:
                    unknown = unknown or f"QR ของ EIT นำไปยังลิงก์ย่อ {said[:80]} ซึ่งยังไม่ได้เปิดตาม"
            elif owner := other_owner(words, (), content.agency):
                unknown = unknown or f"QR ของ EIT อยู่ข้างชื่อหน่วยงานอื่น ({owner}) ให้คนตรวจว่าเป็นรหัสของใคร"
            else:
                return quote(f"QR ในภาพ {image.alt or image.url.rpartition('/')[2]} [{(target or said)[:100]}]")
    return Unsure(unknown) if unknown else None


def _dated(content: Content) -> list[str]:
    """Entries of a list with a date in or next to them; the same entry counts once."""
    lines = [line for line in content.lines if line.strip()]
    found: dict[str, str] = {}
    for at, line in enumerate(lines):
        date = thai.DATE.search(line)
        if not date or EMPTY.search(fold(line)) or _NOT_NEWS.search(line):
            continue
        own = _letters(line.replace(date[0], ""))
        if len(own) < 12:
            beside = [lines[other] for other in (at - 1, at + 1) if 0 <= other < len(lines)]
            best = next((text for text in beside if _headline(text)), "")
            if not best:
                continue
            found.setdefault(_letters(best), quote(f"{best} {date[0]}"))
        elif _headline(line):
            found.setdefault(own, quote(line))
    return list(found.values())


def _headline(text: str) -> bool:
    return (
        len(_letters(text)) >= 12
        and not EMPTY.search(fold(text))
        and not REQUIREMENT.search(fold(text))
        and not _NOT_NEWS.search(text)
        and not _MORE.match(text.strip())
    )


def _letters(text: str) -> str:
    return "".join(re.findall(r"[ก-ฮa-z]", fold(text)))


def _linked(content: Content) -> list[str]:
    """Headlines that lead to their own page, on a page that is about news."""
    found: dict[str, str] = {}
    for link in content.links:
        under = " ".join((*link.headings, content.title, content.label))
        live = link.place == "main" and link.url and not link.dead
        if live and len(_letters(link.text)) >= 25 and _NEWS.search(under) and _headline(link.text):
            found.setdefault(link.url, link.text)
    return list(dict.fromkeys(found.values()))
