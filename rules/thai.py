"""Patterns that many rules share: names and titles of persons, posts, telephones, e-mails, addresses, dates.

Every pattern takes Thai and Arabic digits. Patterns are applied to text that ``crawler.text.tidy`` has tidied.
"""

from __future__ import annotations

import re

from crawler.text import digits

LETTERS = "ก-ฮะ-ฺเ-๎"  # Thai letters, vowels and marks, without digits, ฿ and ๏

_RANKS = (
    r"พล(?:\s?\.\s?|)(?:ต\.)?\s?[อทต]\.|พล(?:ตำรวจ|เรือ|อากาศ)?(?:เอก|โท|ตรี)"
    r"|พ\.\s?ต\.\s?[อทต]\.|พ\.[อทต]\.|พัน(?:ตำรวจ|จ่า|จ่าอากาศ)?(?:เอก|โท|ตรี)|พ\.จ\.(?:อ\.)?[อทต]\."
    r"|ร\.\s?ต\.\s?[อทต]\.|ร\.[อทต]\.|ร้อย(?:ตำรวจ)?(?:เอก|โท|ตรี)|ด\.ต\.|ดาบตำรวจ"
    r"|จ\.ส\.[อทต]\.|จ่าสิบ(?:เอก|โท|ตรี|ตำรวจ)|จ\.[อทต]\.|จ่า(?:เอก|โท|ตรี)"
    r"|ส\.ต\.[อทต]\.|ส\.[อทต]\.|สิบ(?:ตำรวจ)?(?:เอก|โท|ตรี)"
    r"|น\.[อทต]\.|นาวา(?:อากาศ)?(?:เอก|โท|ตรี)|เรือ(?:เอก|โท|ตรี)|เรืออากาศ(?:เอก|โท|ตรี)"
)
_LEARNED = (
    r"ศาสตราจารย์|รองศาสตราจารย์|ผู้ช่วยศาสตราจารย์|ศ\.|รศ\.|ผศ\.|ดร\.|ดอกเตอร์|อาจารย์|อ\.ดร\."
    r"|นายแพทย์|แพทย์หญิง|นพ\.|พญ\.|ทันตแพทย์หญิง|ทันตแพทย์|ทพญ\.|ทพ\.|เภสัชกรหญิง|เภสัชกร|ภญ\.|ภก\."
    r"|สัตวแพทย์หญิง|นายสัตวแพทย์|สพ\.?ญ\.|น\.สพ\.|พว\.|ทนพ\.|สถ\.|นพ\b|พญ\b"
)
# นายก, นายช่าง, นายอำเภอ and their like are offices; a man may still be called นายกิตติ or นายกมล.
_MR = (
    r"นาย(?!ก(?:$|[^" + LETTERS + r"]|เทศ|อบ|องค์|รัฐมน|สภา|สมาคม|เมือง|ฯ|เหล่า|กิ่ง|พัทยา|ตำบล|คน|ลง|มอบ|และ|รอง)"
    r"|ช่าง|อำเภอ|ทะเบียน|จ้าง|หน้า|ทหาร|ตำรวจ|ด่าน|สถานี|ท้าย|ไปรษณีย์|ตรวจ|ประกัน|แบบ|แพทย์|สัตว|ท่า|ทุน|กอง(?:\s|$))"
)
_COMMON = _MR + r"|นางสาว|นาง|น\.\s?ส\.|ม\.ร\.ว\.|ม\.ล\.|หม่อมหลวง|หม่อมราชวงศ์|ว่าที่"
TITLE = (
    r"(?:(?:ว่าที่\s?)?(?:" + _RANKS + r")\s*(?:หญิง\s*)?|" + _LEARNED + r"|" + _COMMON + r")"
    r"(?:\s*(?:" + _RANKS + r"|" + _LEARNED + r"|" + _COMMON + r"))*"
)

# Words that end a name or can never be one.
_POST_WORDS = (
    r"นายก(?:เทศ|อบ|องค์|เมือง|\s|$)|รองนายก|รองผู้|รองปลัด|รองอธิการ|รองอธิบดี|รองประธาน|รองหัวหน้า|ผู้อำนวย|ผู้ว่า|ผู้ช่วย|ผู้บ|ผู้กำกับ|ผู้จัด"
    r"|ปลัด(?:เทศ|อบ|องค์|กระ|อำ|จัง|เมือง|\s|$)|เลขา|ที่ปรึกษา|ประธาน|สมาชิก(?:สภา|อบต)|หัวหน้า|อธิบดี|อธิการ|คณบดี|กรรมการ"
    r"|รักษา(?:การ|ราชการ)"
    r"|ตำแหน่ง|ตำหน่ง|ตําแหน่ง|โทร|เบอร์|มือถือ|อีเมล|วาระ|ดำรง|จังหวัด|ตำบล|อำเภอ|เทศบาล|องค์การ|อบต|นักวิชาการ|นักทรัพ|นักพัฒ|นักจัด"
    r"|นักวิเคราะห์|เจ้าพนักงาน|เจ้าหน้าที่|ครู(?:\s|$|ชำนาญ|ผู้|อัตรา)|พนักงาน|ข้าราชการ|นายช่าง|วิศวกร|นิติกร|พยาบาล|สาธารณสุข"
    r"|สังกัด|วุฒิ|การศึกษา"
    r"|ผอ\.|นามสกุล|ลงชื่อ|ลงนาม|และคณะ"
    r"|(?:ชื่อ|สกุล|และ|ได้|เป็น|มอบ|พร้อม|ให้|ที่|ใน|วันที่|เวลา|ประกาศ|กล่าว|ร่วม|ซึ่ง|เปิด|ของ|จาก|โดย|กับ|เพื่อ|ไม่|มี)"
    r"(?![" + LETTERS + r"])"
)
_STOP = re.compile(_POST_WORDS)
_WORD = r"[" + LETTERS + r"]{2,24}"
_PERSON = re.compile(
    r"(?<![" + LETTERS + r".])(?:ชื่อ|ลงชื่อ|โดย|คือ|และ|กับ|ลงนามโดย)?\s*\(?(?P<name>(?:" + TITLE + r")\s*"
    r"(?P<given>" + _WORD + r")(?:\s*\(\s*" + _WORD + r"\s*\))?"
    r"\s+(?P<family>(?:ณ\s+)?" + _WORD + r"(?:\s?-\s?" + _WORD + r")?(?:\s+ณ\s+" + _WORD + r")?))"
)
_HALF = re.compile(r"^(?:" + TITLE + r")\s*" + _WORD + r"$")

# Posts of the leadership. The order of reading is: political side of a local government, its permanent side, others.
POLITICAL_HEAD = r"(?<!รอง)(?<!การ)(?<!ษา)นายก(?:เทศมนตรี|องค์การบริหาร|\s?อบ[ตจ]|\s?อบ\.?[ตจ]\.?|เมืองพัทยา|ฯ|\s|$)"
POLITICAL_DEPUTY = r"รอง\s?นายก"
POLITICAL_STAFF = r"(?:เลขานุการ|เลขา|ที่ปรึกษา|ผู้ช่วยเลขานุการ)\s?(?:ประจำ)?\s?นายก"
COUNCIL = r"(?:ประธาน|รองประธาน|เลขานุการ|สมาชิก)\s?สภา|สมาชิก\s?(?:อบต|เทศบาล|องค์การ)|ส\.อบต|ส\.ท\."
LOCAL_CLERK = r"(?<!สำนัก)(?<!สำนักงาน)(?<!หน้า)ปลัด\s?(?:เทศบาล|องค์การ|อบ[ตจ]|อบ\.[ตจ]\.|เมืองพัทยา|ทต|ทม)"
HEAD = (
    r"ผู้อำนวยการ(?:โรงพยาบาล|โรงเรียน|วิทยาลัย|สถาบัน|องค์การ|สำนักงาน|ศูนย์|เขต|สถานศึกษา|วิทยาเขต|ส\S{0,3}พ\.)"
    r"|ผอ\.\s?(?:รพ|ร\.ร|รร|สำนักงาน|สถาบัน|โรง)"
    r"|(?<!รอง)(?:อธิบดี|อธิการบดี|เลขาธิการ|ผู้ว่าราชการ|ผู้ว่าการ|ผู้บัญชาการ|ผู้บังคับการ|ผู้กำกับการ|ผู้กำกับ(?!ดูแล)|สารวัตรใหญ่|คณบดี"
    r"|ปลัดกระทรวง|ปลัดกรุงเทพ)"
    r"|(?<!ที่ทำการปกครอง)(?<!ปลัด)(?<!ว่าที่)นายอำเภอ|นายแพทย์สาธารณสุขจังหวัด|(?<!สำนักงาน)(?<!งาน)สาธารณสุขอำเภอ"
    r"|ผู้จัดการ(?:ใหญ่|สำนักงาน)|กรรมการผู้จัดการ|ศึกษาธิการจังหวัด|หัวหน้าสำนักงาน|ผู้อำนวยการ(?=\s*$)|ประธานกรรมการ"
)
DEPUTY = (
    r"รอง\s?(?:ผู้อำนวยการ|ผอ\.|อธิบดี|อธิการบดี|เลขาธิการ|ผู้ว่า|ผู้บัญชาการ|ผู้บังคับการ|ผู้กำกับ|คณบดี|ปลัด|นายแพทย์|ผู้จัดการ|ประธาน"
    r"|ศึกษาธิการ|หัวหน้า)"
    r"|ผู้ช่วย(?:ผู้อำนวยการ|สาธารณสุขอำเภอ|เลขาธิการ|ผู้บัญชาการ|ผู้ว่า|อธิการบดี|นายแพทย์)"
)
MIDDLE = (
    r"ผู้อำนวยการ\s?(?:กอง|สำนัก|ส่วน|กลุ่ม|ฝ่าย|แผนก)|ผอ\.\s?(?:กอง|สำนัก|ส่วน|กลุ่ม)|หัวหน้า\s?(?:สำนัก|ส่วน|กลุ่ม|ฝ่าย|งาน|กอง"
    r"|แผนก|หน่วย|ศูนย์|ภาค)"
    r"|สารวัตร|เลขานุการกรม|ปลัดอำเภอ"
)
POSITION = (
    r"(?:"
    + r"|".join((POLITICAL_HEAD, POLITICAL_DEPUTY, POLITICAL_STAFF, COUNCIL, r"รอง\s?ปลัด", LOCAL_CLERK))
    + r"|"
    + r"|".join((DEPUTY, HEAD, MIDDLE))
    + r"|ปลัด(?=\s|$)|เลขานุการ|ที่ปรึกษา|ผู้อำนวยการ|ผู้จัดการ|ประธาน|กรรมการ|หัวหน้า|ผู้ช่วย|นักวิชาการ|นักวิเคราะห์|นักพัฒนา"
    r"|นักทรัพยากร|นักจัดการ|เจ้าพนักงาน|เจ้าหน้าที่|นายช่าง|วิศวกร|นิติกร|(?<!โรง)พยาบาล(?:วิชาชีพ)?|ครู|อาจารย์|นายแพทย์(?:ชำนาญ"
    r"|เชี่ยวชาญ|ปฏิบัติ|ทรง)|ผู้บัญชาการ|พัศดี|พนักงาน"
    r"|รักษา(?:การ|ราชการ))"
)

_GAP = r"[\s.()–—-]{0,3}"
_N = r"[0-9๐-๙]"
_LAND = r"[(]?[0๐]" + _GAP + r"[2-57๒-๕๗](?:" + _GAP + _N + r"){7}"
_MOBILE = r"[(]?[0๐]" + _GAP + r"[689๖๘๙](?:" + _GAP + _N + r"){8}"
_ABROAD = r"\+[(]?66[)]?(?:" + _GAP + r"[0๐])?(?:" + _GAP + _N + r"){8,9}"
PHONE = re.compile(
    r"(?<![0-9๐-๙/,-])(?:" + _MOBILE + r"|" + _LAND + r"|" + _ABROAD + r")(?![0-9๐-๙])"
    r"(?:\s?(?:-|–|,|ถึง)\s?" + _N + r"{1,4}(?![0-9๐-๙-]))?(?:\s*(?:ต่อ|กด|ext\.?|#)\s*" + _N + r"{1,5})?",
    re.IGNORECASE,
)
EXTENSION = re.compile(
    r"(?:ต่อ|เบอร์ภายใน|ภายใน|สายใน|ext\.?|#)\s*[:.]?\s*" + _N + r"{2,5}(?!" + _N + r")", re.IGNORECASE
)
HOTLINE = re.compile(
    r"(?:สายด่วน|call\s?cent(?:er|re)|hotline|คอลเซ็นเตอร์)\D{0,20}(?P<n>1[0-9]{3})(?![0-9])", re.IGNORECASE
)
_EMERGENCY = frozenset({"1669", "1111", "1567", "1212"})
EMAIL = re.compile(
    r"(?<![\w.@])[A-Za-z0-9][\w.+-]*\s?(?:@|\[at\]|\(at\))\s?(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}", re.IGNORECASE
)
_FAKE_MAIL = re.compile(
    r"example|yourmail|youremail|your-?email|email@email|test@|@test\.|@domain\.|@mail\.com|xxx|name@|@company\."
    r"|@yoursite|@abc\.",
    re.IGNORECASE,
)
MONTH = (
    r"(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|กรกฏาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    r"|ม\.\s?ค\.?|ก\.\s?พ\.?|มี\.\s?ค\.?|เม\.\s?ย\.?|พ\.\s?ค\.?|มิ\.\s?ย\.?|ก\.\s?ค\.?|ส\.\s?ค\.?|ก\.\s?ย\.?"
    r"|ต\.\s?ค\.?|พ\.\s?ย\.?|ธ\.\s?ค\.?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?)"
)
_YEAR = r"(?:(?:พ\.\s?ศ\.|ค\.\s?ศ\.)\s*)?(?:2[45][0-9]{2}|๒[๔๕][๐-๙]{2}|20[0-9]{2}|[0-9๐-๙]{2}(?![0-9๐-๙]))"
DATE = re.compile(
    r"(?<![0-9๐-๙/.-])(?:"
    + _N
    + r"{1,2}\s*(?:เดือน\s*)?"
    + MONTH
    + r",?\s*"
    + _YEAR
    + r"|"
    + MONTH
    + r"\s+"
    + _N
    + r"{1,2},\s*(?:2[45]|20)[0-9]{2}"
    + r"|"
    + _N
    + r"{1,2}\s?[/.-]\s?"
    + _N
    + r"{1,2}\s?[/.-]\s?(?:2[45][0-9]{2}|๒[๔๕][๐-๙]{2}|20[0-9]{2}|[56๕๖]"
    + _N
    + r"(?!"
    + _N
    + r"))"
    + r"|(?:2[45]|20)[0-9]{2}\s?[/.-]\s?[0-9]{1,2}\s?[/.-]\s?[0-9]{1,2})(?![0-9๐-๙])",
    re.IGNORECASE,
)

# A word that counts: 5 ราย, 3 เรื่อง; the same letters begin รายงาน, รายการ, หน่วยงาน, which count nothing.
COUNTED = (
    r"(?:คน|ราย(?!งาน|ละเอียด|รับ|จ่าย|ได้|ชื่อ|ปี|เดือน)|ครั้ง|เรื่อง|ฉบับ|คำขอ|คำร้อง|ครัวเรือน|หลัง|แห่ง|เล่ม|ท่าน|รูป|ชุมชน|หมู่บ้าน"
    r"|visits?|cases?|วันนอน)"
)
NUMBER = r"(?<![0-9a-z.,/])(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,6})(?![0-9/])"  # folded; nought is none

_HOUSE = re.compile(
    r"เลขที่\s*"
    + _N
    + r"|(?:หมู่(?:ที่)?|ม\.|ถนน|ถ\.|ซอย|ซ\.|ชั้น)\s*(?:ที่\s*)?\S|(?<!"
    + _N
    + r")"
    + _N
    + r"{1,4}(?:/"
    + _N
    + r"{1,4})?\s+(?:หมู่|ม\.|ถ)"
)
_TAMBON = re.compile(r"(?<!ส่วน)(?<!เทศบาล)(?:ตำบล|แขวง|(?<![" + LETTERS + r"])ต\.)\s*[" + LETTERS + r"]{2,}")
_AMPHOE = re.compile(r"(?:อำเภอ|เขต|(?<![" + LETTERS + r"])อ\.)\s*[" + LETTERS + r"]{2,}")
_PROVINCE = re.compile(r"(?:จังหวัด|(?<![" + LETTERS + r"])จ\.)\s*[" + LETTERS + r"]{2,}|กรุงเทพ|กทม")
_POSTCODE = re.compile(r"(?<![0-9๐-๙-])(?:[1-9]|[๑-๙])" + _N + r"{3}[0๐-๙0-9](?![0-9๐-๙-])")


def persons(text: str) -> list[re.Match[str]]:
    """Every name of a person in ``text``: title, given name and surname, in group ``name``.

    An office (นายกเทศมนตรี, นายอำเภอ) is no person, and a name ends where a post begins.
    """
    return [
        found
        for found in _PERSON.finditer(text)
        if not _STOP.match(found["given"]) and not _STOP.match(found["family"])
    ]


def person(found: re.Match[str]) -> str:
    """The name of a match of ``persons``, without a post that was written on to it."""
    name = found["name"]
    start = found.start("family") - found.start("name")
    post = _STOP.search(name, start + 2) if _glued(found["family"]) else None
    return re.sub(r"\s+", " ", name[: post.start()] if post else name).strip()


def _glued(family: str) -> bool:
    """A post written on to a surname; short words that occur inside surnames do not count."""
    return bool(re.search(POSITION + r"|ตำแหน่ง|โทร", family[2:]))


def half_name(text: str) -> bool:
    """Whether ``text`` is a title and a given name alone, the surname being on the next line."""
    return bool(_HALF.match(text)) and not _STOP.search(re.sub(r"^(?:" + TITLE + r")\s*", "", text))


def surname(text: str) -> bool:
    """Whether ``text`` can be a surname alone: one Thai word that names no post."""
    return bool(re.fullmatch(_WORD, text)) and not _STOP.match(text) and not re.search(POSITION, text)


def phone(text: str) -> str | None:
    """The first telephone number of Thailand in ``text``, as written; 042-xxx-xxx and 000-000-0000 are none."""
    for found in PHONE.finditer(text):
        plain = re.sub(r"\D", "", digits(re.split(r"ต่อ|กด|ext|#", found[0], flags=re.IGNORECASE)[0]))
        if len(set(plain[2:])) > 1 and not plain.startswith(("0123456789", "012345678")):
            return found[0].strip()
    return None


def hotline(text: str) -> str | None:
    """A four-digit call centre in ``text`` (Call Center 1234), not a number shared by the whole country."""
    for found in HOTLINE.finditer(digits(text)):
        if found["n"] not in _EMERGENCY:
            return text[found.start() : found.end()].strip()
    return None


def email(text: str) -> str | None:
    """The first e-mail address in ``text``; those of a template (name@example.com) are none."""
    for found in EMAIL.finditer(text):
        if not _FAKE_MAIL.search(found[0]):
            return found[0]
    return None


def house(text: str) -> bool:
    """Whether ``text`` names a house, village number, road or floor."""
    return bool(_HOUSE.search(text))


def postcode(text: str) -> bool:
    """Whether ``text`` holds five digits as a postcode has them."""
    return bool(_POSTCODE.search(text))


def address(text: str) -> str | None:
    """A postal address in ``text`` (one or a few lines): where it stands, or None.

    Needs a house, village, road or postcode, a district or province, and at least three of: house or road,
    tambon, amphoe, province, postcode. The words "อบต. ... อำเภอ ... จังหวัด ..." of a title are no address.
    """
    exact = [_HOUSE.search(text), _POSTCODE.search(text)]
    wide = [_TAMBON.search(text), _AMPHOE.search(text), _PROVINCE.search(text)]
    found = [match for match in (*exact, *wide) if match]
    if len(found) < 3 or not any(exact) or not any(wide[1:]):
        return None
    start = min(match.start() for match in found)
    end = max(match.end() for match in found)
    return text[start:end].strip() if end - start <= 260 else None
