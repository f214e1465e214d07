"""Which agency a site belongs to, and taking agencies' names out of labels."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from crawler.site import Site
from crawler.text import fold, mend, tidy
from rules.content import Agency

# Words that end an agency's name where no space does.
_END = r"(?=\s|$|[()\[\]|:/,–—-]|ประจำ|ปี|พ\.ศ|เรื่อง|ที่|ว่าด้วย|ตาม|ตั้งแต่|อำเภอ|จังหวัด|อ\.|จ\.|รอบ|ไตรมาส|โดย|ระหว่าง|และ)"
_NAMED = re.compile(
    r"(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:ตำบล|เมือง|นคร)|โรงพยาบาล(?:ส่งเสริมสุขภาพตำบล|มหาราช|ศูนย์)?"
    r"|สำนักงานสาธารณสุข(?:อำเภอ|จังหวัด)|สถานีตำรวจ(?:ภูธร|นครบาล)|โรงเรียน|วิทยาลัย(?:เทคนิค|การอาชีพ|อาชีวศึกษา|เกษตรและเทคโนโลยี|พยาบาล)"
    r"|มหาวิทยาลัย(?:ราชภัฏ|เทคโนโลยีราชมงคล)?|เรือนจำ(?:กลาง|จังหวัด|อำเภอ)?|ที่ว่าการอำเภอ|สำนักงานเขตพื้นที่การศึกษา)"
    r"(?!หน่วยงาน|สถานศึกษา|ประจำ)[\u0e01-\u0e4e.]+?" + _END
)
_SHORT = re.compile(
    r"(?<![\u0e01-\u0e4e])(?:อบต|อบจ|ทต|ทม|ทน|รพ(?:\.?\s?สต)?|สสอ|สสจ|สภ|รร|สพป|สพม)\.(?:\s?[\u0e01-\u0e4e]{2,24}?"
    + _END
    + ")?"
)
_PLACE = re.compile(r"(?<![\u0e01-\u0e4e])(?:อำเภอ|จังหวัด|อ\.|จ\.)\s?[\u0e01-\u0e4e]{2,20}?" + _END)


def strip_agency(text: str) -> str:
    """``text`` without names of agencies and of the district and province after them; never without everything."""
    if "ล" not in text and "." not in text and "รียน" not in text and "อำเภอ" not in text and "รือน" not in text:
        return text
    stripped = _SHORT.sub(" ", _NAMED.sub(" ", text))
    if stripped != text:
        stripped = _PLACE.sub(" ", stripped)
    stripped = tidy(stripped)
    return stripped or text


_KINDS = (
    ("local", r"องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:ตำบล|เมือง|นคร)|\bอบ[ตจ]\.|เมืองพัทยา|กรุงเทพมหานคร"),
    ("hospital", r"โรงพยาบาล|สำนักงานสาธารณสุข|\bรพ\.|\bสส[อจ]\."),
    ("school", r"โรงเรียน|วิทยาลัยเทคนิค|วิทยาลัยการอาชีพ|วิทยาลัยอาชีวศึกษา|วิทยาลัยเกษตร|เขตพื้นที่การศึกษา|วิทยาลัยสารพัดช่าง"),
    ("university", r"มหาวิทยาลัย|สถาบันเทคโนโลยี|สถาบันบัณฑิต|วิทยาลัยชุมชน"),
    ("police", r"สถานีตำรวจ|ตำรวจภูธร|กองบังคับการ|กองบัญชาการตำรวจ|\bสภ\."),
    ("province", r"สำนักงานจังหวัด|^จังหวัด[\u0e01-\u0e4e]+$|ที่ว่าการอำเภอ|ศาลากลางจังหวัด"),
    ("central", r"กรม[\u0e01-\u0e4e]|กระทรวง|สำนักงาน|องค์การมหาชน|สถาบัน|เรือนจำ|การไฟฟ้า|การประปา|องค์การ|กองทุน|ศาล"),
)
_NAME = re.compile(
    r"((?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:ตำบล|เมือง|นคร)|โรงพยาบาล|โรงเรียน|มหาวิทยาลัย|วิทยาลัย|สถานีตำรวจ|เรือนจำ|สถาบัน"
    r"|สำนักงาน|กรม|กระทรวง|อบต\.|อบจ\.|รพ\.)\s?[\u0e01-\u0e4e]{2,60}(?:\s?\(องค์การมหาชน\))?)"
)


_DISTRICT = re.compile(
    r"(?<=[\u0e01-\u0e4e])(?<!สาธารณสุข)(?<!เรือนจำ)(?<!การ)(?<!สำนักงาน)(?:อำเภอ|จังหวัด)[\u0e01-\u0e4e]+$"
)


def agency_of(site: Site) -> Agency:
    """The agency's name and kind: what page titles and the start page name most; kind by host where they do not say."""
    votes: Counter[str] = Counter()
    order: dict[str, int] = {}
    home = next((page for page in site.pages if page.url == site.start), site.pages[0] if site.pages else None)
    texts = [(tidy(mend(page.title)), 2) for page in site.pages]
    if home is not None:
        texts.append((tidy(mend(home.title)), 6))
        texts += [
            (tidy(mend(block.text)), 3 if block.place in ("header", "footer") else 1) for block in home.blocks[:400]
        ]
    for text, points in texts:
        for found in _NAME.finditer(text[:300]):
            name = _DISTRICT.sub("", tidy(found[1]))
            votes[name] += points
            order.setdefault(name, len(order))
    best = min(votes, key=lambda name: (-votes[name], order[name]), default="")
    return Agency(best, _kind(best, site))


def agency_kind(name: str) -> str:
    """The kind of agency that a name tells; "other" when it tells none."""
    return next((kind for kind, pattern in _KINDS if name and re.search(pattern, name)), "other")


def _kind(name: str, site: Site) -> str:
    if (kind := agency_kind(name)) != "other":
        return kind
    host = (urlsplit(site.start).hostname or "").casefold()
    if ".ac.th" in host:
        return "school"
    if "police" in host:
        return "police"
    if "hospital" in host or host.endswith("moph.go.th"):
        return "hospital"
    text = fold(" ".join(page.title for page in site.pages[:20]))
    for kind, pattern in _KINDS:
        if re.search(pattern, text):
            return kind
    return "other"


# Kinds of agency of which there are many of the same form, so that one can be taken for another.
_OWNERS = {
    "local": re.compile(
        r"(?:เทศบาล(?:ตำบล|เมือง|นคร)|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบต\.|อบจ\.|ทต\.)\s?"
        r"(?!ประจำ|ปี|ที่|และ|ของ|ใน|ได้|มี|จะ|เรื่อง|โดย|เป็น|ทุก|แต่ละ|หรือ)[\u0e01-\u0e4e]{2,30}?" + _END
    ),
    "hospital": re.compile(r"(?:โรงพยาบาล|รพ\.)\s?(?!ส่งเสริม|ชุมชน|ประจำ|ของ|ทุก|ใน|แห่ง)[\u0e01-\u0e4e]{2,30}?" + _END),
    "school": re.compile(r"โรงเรียน(?!ใน|ของ|ทุก|ประจำ|คุณธรรม|สุจริต)[\u0e01-\u0e4e]{2,30}?" + _END),
}
_FORM = re.compile(
    r"^(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:ตำบล|เมือง|นคร)|โรงพยาบาล|โรงเรียน|อบต\.|อบจ\.|ทต\.|รพ\.)\s?"
)
_HEAD_LINES = 12


def short_name(agency: Agency) -> str:
    """What tells an agency's name from others of its form ("ทุ่งนาใหม่"), folded, without spaces."""
    return fold(_FORM.sub("", agency.name)).replace(" ", "")


def other_owner(title: str, lines: tuple[str, ...], agency: Agency) -> str:
    """The other agency of the same kind that a document's head names as its owner; "" when there is none.

    A document that names the site's own agency anywhere is its own, whatever else it mentions.
    """
    pattern = _OWNERS.get(agency.kind)
    own = short_name(agency)
    if pattern is None or len(own) < 3 or not _FORM.match(agency.name):
        return ""
    if own in fold(mend(f"{title} {' '.join(lines)}")).replace(" ", ""):
        return ""
    found = pattern.search(tidy(mend(f"{title} {' '.join(lines[:_HEAD_LINES])}")))
    return tidy(found[0]) if found else ""
