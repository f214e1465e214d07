"""ข้อมูลการติดต่อ: the agency's address, telephone, e-mail and map; whether one can ask and be answered online.

Judges the contact page, or what stands for it: footer and home page count, because every reader sees them. Numbers
such as 042-xxx-xxx and addresses of a template are none.
"""

import re

from crawler.site import Link
from rules import thai
from rules.content import Content, quote
from rules.people import icon
from rules.rule import Answer, Rule

rule = Rule(home=True, chrome=True, by_link=True)

_MAP_URL = re.compile(
    r"(?:google\.[a-z.]+/maps|maps\.google\.|maps\.app\.goo\.gl|goo\.gl/maps|g\.page/|openstreetmap\.org"
    r"|map\.longdo|longdo\.com/map|here\.com/)",
    re.IGNORECASE,
)
_MAP_WORDS = re.compile(
    r"แผนที่(?!\s*(?:เว็บ|เวป|ไซต์|ภาษี|ความเสี่ยง|กลยุทธ์|ยุทธ|ทางเดิน|แม่บท|แนวเขต|site|ชุมชน|ท่องเที่ยว|แหล่ง))"
    r"|google\s?maps?|ที่ตั้งสำนักงาน",
    re.IGNORECASE,
)
# Places of works and projects are written like addresses.
_WORKS = re.compile(r"จ้าง|ก่อสร้าง|ซ่อม|ปรับปรุง|โครงการ|ประกวด|ประกาศ|สอบราคา|กิจกรรม|ลงพื้นที่")
_MAP_FILE = re.compile(r"(?:^|[-_/])(?:map|maps|แผนที่|phanthi|googlemap)(?:[-_.0-9]|$)", re.IGNORECASE)
_ASK = re.compile(
    r"q\s?(?:&|and|n)\s?a\b|ถาม\s?-?\s?ตอบ|ถามตอบ|กระดาน(?:สนทนา|ถาม|ข่าว)|เว็บ\s?บอร์ด|เวบ\s?บอร์ด|web\s?board|กระทู้"
    r"|สอบถาม(?:ข้อมูล|ออนไลน์)|ตั้งคำถาม|live\s?chat|แชท|messenger|ช่องทางการสอบถาม",
    re.IGNORECASE,
)
_CHAT = re.compile(
    r"//(?:m\.me/|(?:www\.)?messenger\.com/t|lin\.ee/|line\.me/(?:r/)?ti/p|page\.line\.me|liff\.line\.me)",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"คำถาม|หัวข้อ|กระทู้|ข้อความ|รายละเอียด|question|message|ถาม", re.IGNORECASE)


@rule.element
def address(content: Content) -> Answer:
    """ที่อยู่หน่วยงาน: house or village and district, province or postcode; the agency's name alone is no address."""
    lines = [line for line in content.lines if not _WORKS.search(line)]
    partly = None
    for exact in (thai.postcode, thai.house):
        for span in (1, 2, 3, 4):
            for at in range(len(lines) - span + 1):
                joined = " ".join(lines[at : at + span])
                found = thai.address(joined) if span == 1 or len(joined) < 400 else None
                if found and exact(found):
                    if thai.house(found):
                        return quote(found)
                    partly = partly or found
    return quote(partly) if partly else None


@rule.element
def phone(content: Content) -> Answer:
    """หมายเลขโทรศัพท์ของหน่วยงาน, in Thai or Arabic digits; placeholders and fax numbers alone are none."""
    for at_line, line in enumerate(content.lines):
        if any(thai.persons(near) for near in content.lines[max(0, at_line - 2) : at_line + 1]):
            continue  # a person's own number, not the agency's
        for part in re.split(r"(?=โทรสาร|แฟกซ์|[Ff]ax)", line):
            if re.match(r"โทรสาร|แฟกซ์|[Ff]ax", part):
                part = re.sub(r"^.*?(?=โทรศัพท์|เบอร์|[Tt]el|$)", "", part, count=1)
            found = thai.phone(part) or thai.hotline(part)
            if found:
                at = line.find(found)
                return quote(line, max(at, 0), max(at, 0) + len(found))
    return next((quote(f"{link.text} {found}") for link, found in _called(content, "tel:", thai.phone)), None)


@rule.element
def email(content: Content) -> Answer:
    """E-mail ของหน่วยงาน, in text or as a mailto link; an address inside a picture cannot be used."""
    for line in content.lines:
        found = thai.email(line)
        if found:
            at = line.find(found)
            return quote(line, at, at + len(found))
    return next((quote(f"{link.text} {found}") for link, found in _called(content, "mailto:", thai.email)), None)


@rule.element
def map(content: Content) -> Answer:
    """แผนที่ตั้ง: an embedded map, a link to one, or a picture of the map."""
    for link in content.links:
        if link.url and _MAP_URL.search(link.url):
            return quote(f"{link.text if len(link.text) < 60 and link.text else 'แผนที่'} [{link.url[:100]}]")
    for link in content.links:
        if (
            link.url
            and not link.dead
            and _MAP_WORDS.search(link.text[:60])
            and link.place != "nav"
            and len(link.text) < 60
        ):
            return quote(f"{link.text} [{link.url[:100]}]")
    for image in content.images:
        large = not (0 < image.width < 120 or 0 < image.height < 120)
        file = re.sub(r"[?#].*", "", image.url).rsplit("/", 1)[-1]
        if (
            large
            and (_MAP_WORDS.search(f"{image.alt} {image.near}") or _MAP_FILE.search(file))
            and not (icon(image.url) and not _MAP_FILE.search(file))
        ):
            return quote(f"[ภาพแผนที่ {file}] {image.alt or image.near}")
    if re.search(r"new\s+google\.maps\.Map\(|L\.map\(|new\s+longdo\.Map\(", content.html):
        return "[แผนที่ฝังในหน้าเว็บ]"
    return None


@rule.element
def two_way(content: Content) -> Answer:
    """ช่องทางสอบถามสองทาง: a question board or form, or a live chat (คำแนะนำ ไม่นับคะแนน)."""
    for link in content.links:
        if link.url and not link.dead and (_CHAT.search(link.url) or _ASK.search(link.text)):
            return quote(f"{link.text or 'แชต'} [{link.url[:100]}]")
    for form in content.forms:
        if _ASK.search(f"{form.text} {content.title} {content.label}") and any(
            map_ for map_ in form.fields if _QUESTION.search(map_)
        ):
            return quote(f"[แบบฟอร์ม] {form.text}")
    return None


def _called(content: Content, scheme: str, read: object) -> list[tuple[Link, str]]:
    """Links of a scheme (tel:, mailto:) whose address holds what ``read`` finds."""
    assert callable(read)
    found = ((link, read(link.url)) for link in content.links if link.url.lower().startswith(scheme))
    return [(link, words) for link, words in found if words]
