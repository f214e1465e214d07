"""Which item a document answers by its own word, or none and why: one answer for locating, ``oit read`` and benchmarks.

What the document calls itself (cover, subject line, title, running words of a foreword) is matched as a label is; what
kind of paper it is decides whether it can be evidence at all, and whose it is whether it is this agency's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from crawler.site import Document
from crawler.text import mend, tidy
from rules.agency import agency_kind, other_owner, short_name
from rules.content import Agency
from rules.document_kind import (
    ACCOMPANYING,
    NAMES,
    Identity,
    begins_inside,
    close,
    head_of,
    identity,
    named_kind,
    subject_of,
)
from rules.match import Match, Matcher

PART = 0.5  # score of a paper that is only part of what an item asks for
SURE = 0.8  # likeness from which a line of a list's head may speak for the whole
LINES = 5  # of the head in which a document may name itself
MENTIONS, SHARE = 3, 0.6  # of one item among all that a foreword names
UNITS = 6  # units of an agency on one page, from which it is its chart
PAGE = 20_000  # characters of a page looked at: a sheet can be one page of megabytes
LONG = 150  # characters: no name is longer

# What a paper of a single purchase is called; all of them together make up the list of purchases.
_PURCHASE = re.compile(
    r"^(?:ประกาศ|เอกสาร|ร่าง|แบบ|เผยแพร่|ตาราง|แสดง|การ|ผล|รายงาน|บัญชี|หนังสือ|ยกเลิก)*"
    r"(?:สอบราคา|ประกวดราคา|ประกาศเชิญชวน|ประกาศราคากลาง|ราคากลาง|ผู้ชนะการ(?:เสนอ|ประกวด|สอบ)|จ้างก่อสร้าง|ซื้อครุภัณฑ์|แผนการ?จัดซื้อจัดจ้าง"
    r"|ขอบเขตของงาน|เสนอราคา|ปร\.?[456](?!\d)|วงเงินงบประมาณที่ได้รับจัดสรรและราคากลาง)"
)
_ESTIMATE = re.compile(r"factorf|ค่างานต้นทุน|ราคากลาง(?:ของงาน)?(?:คำนวณ|เป็นเงิน)|ผู้ประมาณราคา")
_VACANCY = re.compile(
    r"^(?:ประกาศ)*(?:เรื่อง)?(?:การ)?(?:ประกาศ)?(?:รายชื่อผู้(?:มีสิทธิ|ผ่าน|สอบ|ได้รับการ)|รับสมัคร|ผลการ(?:สอบ|คัดเลือก|สรรหา|เลือกสรร)|สรรหาและเลือกสรร"
    r"|บัญชีผู้(?:ผ่าน|สอบ))"
)
_NATION = "รัฐบาล (แผนระดับชาติ)"
# Plans of the state, which every agency's site may show and none has made.
_NATIONAL = re.compile(
    r"^(?:\(?ร่าง\)?|ประกาศ|เรื่อง|ใช้|การ)*(?:ยุทธศาสตร์ชาติ|แผนแม่บทภายใต้|แผนการปฏิรูปประเทศ|แผนระดับชาติ|(?:แผน|ยุทธศาสตร์|นโยบาย)\S{0,40}?แห่งชาติ)"
)
_ABOVE = re.compile(r"^(?:กระทรวง|กรม(?!การ)|สำนักงานปลัด(?:กระทรวง|สำนัก)|สำนักงานคณะกรรมการ|สำนักนายก)")
_PROVINCE = re.compile(r"^(?:ประกาศ|ใช้|ร่าง)*แผนพัฒนา(?:กลุ่ม)?(?:จังหวัด|อำเภอ)")
_UNIT = re.compile(
    r"(?:^|[\s|(])(?:ก?กลุ่มงาน|กอง|สำนักปลัด|ฝ่าย|แผนก|งาน(?=[ก-ฮเแโใไ])|หน่วยตรวจสอบภายใน|กลุ่มบริหาร)[^\s|()]*"
)
_MONTH = re.compile(r"มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม")
_PERIOD = re.compile(
    r"ไตรมาส(?:ที่)?[1-4]|รอบ(?:[369]|หก|สาม|เก้า)เดือน|(?:รอบ|ประจำ)เดือน(?!ตุลาคม\S{0,8}(?:ถึง|-|–)\S{0,10}กันยายน)"
)
# A fiscal year from its first day to its last names months, and is none of them.
_WHOLE_YEAR = re.compile(
    r"\(?(?:ระหว่าง|ตั้งแต่)?(?:วันที่)?\s*[1๑]?\s*ตุลาคม\s*(?:พ\.ศ\.)?\s*[\d๐-๙]{4}\s*(?:-|–|—|ถึง)\s*(?:วันที่)?\s*(?:30|๓๐)?\s*กันยายน\s*"
    r"(?:พ\.ศ\.)?\s*[\d๐-๙]{4}\)?"
)
_ORDER_RULES = ("ethics", "structure")  # of which an order may be part: who is in the team, who does what
_GENERAL_CODES = ("code", "law", "list", "structure")  # papers that hold for many agencies, or name none
# Where the name of a document ends and words about it begin.
_ENDS = re.compile(
    r"(?<=.{8})\s*(?:เป็นการ|เป็นเครื่องมือ|เป็นแผน|เป็นแนวทาง|จัดทำขึ้น|ฉบับนี้|เล่มนี้|ได้(?:จัดทำ|กำหนด)|มีวัตถุ|ตาม(?:พระราช|กฎหมาย|ระเบียบ|มาตรา)"
    r"|และขออนุญาต|เพื่อ(?:เผยแพร่|โปรด|ทราบ)|จึง)"
)
_JOINED = re.compile(r"^(?:และ|ด้าน|เพื่อ|ของ(?!กอง)|ใน(?!ปี)|หรือ|ภายใน|ตาม(?!ที่)|จาก|เรื่อง|การ|ต่อ|\(|ระยะ|ประจำปี|ปีงบ)")
_SELF = re.compile(
    r"(?<!งาน)(?:แผน(?!ที่|ก(?!าร|ลยุทธ)|ภูมิ|ผัง)|รายงาน(?!ตัว|การประชุม)|คู่มือ|มาตรการ|แนวปฏิบัติ|นโยบาย|ยุทธศาสตร์|ประมวล|ข้อมูลสถิติ|สถิติ)[\u0e01-\u0e4e]{4,60}"
)
_SELF_ENDS = re.compile(
    r"(?:ฉบับ|เล่ม|เป็น|ขององค์|ของหน่วย|ของเทศ|ของโรง|ขึ้น|ที่|จะ|ได้|ตาม|โดย|ให้|ซึ่ง|ในการ|สำหรับ|ประจำ|ดังกล่าว|มี|ต่อไป|จึง|อย่าง|เพื่อ)"
)
_PREFACE_PAGES = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What a document answers.

    ``item`` is "" for none. ``part``: it is one paper of many, or only near to what the item asks for. ``score`` 0..1
    is how surely. ``name`` are its own words that were matched. ``why`` is the reason in Thai, also for none.
    """

    item: str
    part: bool
    score: float
    name: str
    why: str
    match: Match | None = None
    refused: bool = False  # it can be no evidence of its own, whatever leads to it


@dataclass(frozen=True, slots=True)
class Paper:
    """What is known of a document when it is asked: its text, its own title, and whose site it stands on."""

    pages: tuple[str, ...]
    title: str
    own: Agency


class Papers:
    """The documents of one agency's site: what each one is and answers, worked out once."""

    def __init__(self, matcher: Matcher, own: Agency) -> None:
        self.matcher = matcher
        self.own = own
        self._answers: dict[str, Answer] = {}

    def answer(self, document: Document) -> Answer:
        """The item that a document answers, or none, with the reason."""
        if document.url not in self._answers:
            self._answers[document.url] = answer(Paper(document.pages, document.title, self.own), self.matcher)
        return self._answers[document.url]

    def owner(self, document: Document) -> str:
        """Whose plan, report or measure a document is when it is not this agency's, in Thai; "" when it may be its."""
        known = identity(document.pages, document.title)
        text = next((page for page in document.pages if page.strip()), "")
        return _NATION if _national(known, text) else _another(Paper(document.pages, document.title, self.own), known)


def answer(paper: Paper, matcher: Matcher) -> Answer:
    """The item that a document answers, or none, with the reason."""
    known = identity(paper.pages, paper.title)
    text = next((page[:PAGE] for page in paper.pages if page.strip()), "")
    if not text.strip():
        return _none("ไม่มีข้อความให้อ่าน")
    if _national(known, text):
        return _refused("เป็นแผนระดับชาติ ไม่ใช่ของหน่วยงาน")
    if known.kind in ("memo", "letter"):
        return _bundle(paper, matcher, known)
    found = _alone(paper, matcher, known, text)
    if found.item and (owner := _another(paper, known)):
        return _refused(f"เป็นเอกสารของ{owner}")
    return found


def _alone(paper: Paper, matcher: Matcher, known: Identity, text: str) -> Answer:
    """The answer of one paper that is no bundle under a memo."""
    names = tuple(_names(known, head_of(text), paper.title))
    if not known.kind and (chart := _of_chart(paper, matcher, text)):
        return chart
    best, said = _matched(names, matcher)
    if said is None and begins_inside(text) and (mentioned := _by_mentions(paper.pages, matcher)):
        return mentioned
    rules = {item.code: item.rule for item in matcher.criteria.items}
    if known.kind == "law":
        said = said if said is not None and rules[said.best or ""] == "structure" else _structure(names, matcher)
        return _of(said, "กฎหมายที่แบ่งส่วนราชการหรือให้อำนาจหน้าที่") if said else _refused(_as_kind(known))
    if known.kind == "form":
        return _refused(_as_kind(known))
    if known.kind == "minutes":
        return _refused(_as_kind(known))
    if known.kind == "order" and (said is None or rules[said.best or ""] not in _ORDER_RULES):
        return _none("เป็นคำสั่ง")
    if said is not None and rules[said.best or ""] == "procurement_report" and _part_of_year(text):
        return _piece(matcher, "procurement_list", said.text, "ผลการจัดซื้อจัดจ้างเพียงบางช่วงของปี") or _of(said, "ชื่อในเอกสาร")
    if said is not None:
        return _of(said, "ชื่อในเอกสาร")
    return (
        _by_lines(known, head_of(text), matcher)
        or _by_use(names, text, known, matcher)
        or _related(names, matcher)
        or _no_item(best)
    )


def _national(known: Identity, text: str) -> bool:
    return any(_NATIONAL.match(close(line)) for line in (known.title, *head_of(text)[:LINES]))


def _of(match: Match, why: str, part: bool = False) -> Answer:
    score = min(match.score, PART) if part else match.score
    return Answer(match.best or "", part, score, match.text, f"{why} “{match.text[:80]}”", match)


def _none(why: str) -> Answer:
    return Answer("", False, 0.0, "", why)


def _refused(why: str) -> Answer:
    return Answer("", False, 0.0, "", why, None, True)


def _no_item(best: Match | None) -> Answer:
    if best is not None and best.negative:
        return Answer("", False, 0.0, best.text, f"ชื่อในเอกสารเป็นเรื่องอื่น “{best.text[:80]}”", best)
    return _none("ชื่อในเอกสารไม่ตรงกับข้อใด" if best is not None else "เอกสารไม่บอกชื่อเรื่อง")


def _names(known: Identity, head: Sequence[str], title: str) -> Iterable[str]:
    """What a document calls itself, the fullest first."""
    subject = subject_of(head, title) if known.kind in ("announcement", "order", "memo", "letter") else ""
    if subject:
        yield _name(subject)
    start = next((at for at, line in enumerate(head[:LINES]) if named_kind(close(line)) not in ("", "form")), None)
    if start is not None and not subject:
        joined = head[start]
        whole = [joined]
        for line in head[start + 1 : start + 4]:
            if len(line) > LONG or not _JOINED.match(line):
                break
            joined = f"{joined} {line}"
            whole.append(joined)
        yield from (_name(one) for one in reversed(whole))
    if title:
        yield _name(mend(title))
    if start is None and not subject:
        yield from (_name(line) for line in head[:3] if len(line) <= LONG)


def _name(text: str) -> str:
    text = _WHOLE_YEAR.sub(" ", text)
    cut = _ENDS.search(text)
    return tidy(text[: cut.start()] if cut else text)[:LONG]


def _matched(names: Sequence[str], matcher: Matcher) -> tuple[Match | None, Match | None]:
    """The match that says most, and the one that names an item. The fullest name that says anything decides."""
    best: Match | None = None
    for name in names:
        match = matcher.match(name)
        if match.best:
            return match, match
        if match.negative:
            return match, None
        if best is None or match.score > best.score:
            best = match
    return best, None


def _as_kind(known: Identity) -> str:
    return f"เป็น{NAMES[known.kind]} “{known.quote[:80]}”"


def _structure(names: Sequence[str], matcher: Matcher) -> Match | None:
    """A regulation that divides an agency into its parts or gives it its duties."""
    for name in names:
        shown = close(name)
        if re.search(r"(?:แบ่งส่วนราชการ|การแบ่งส่วนงาน|อำนาจหน้าที่ของ|หน้าที่และอำนาจของ)", shown):
            code = _code(matcher, "structure")
            return Match(name, code, 0.75, 0.75, ((code, 0.75, name),), False, name) if code else None
    return None


def _part_of_year(text: str) -> bool:
    """Whether the head of a report says that it covers a quarter, a half or some months of a year."""
    head = close(_WHOLE_YEAR.sub(" ", " ".join(head_of(text))))
    months = set(_MONTH.findall(head))
    return bool(_PERIOD.search(head)) or 0 < len(months) <= 6


def _by_lines(known: Identity, head: Sequence[str], matcher: Matcher) -> Answer | None:
    """The plan or report that a list or a nameless table belongs to, where a line of its head names it outright."""
    for line in head[:LINES] if known.kind in ("", "list") else ():
        match = matcher.match(_name(line)) if len(line) <= LONG else None
        if match is not None and match.best and match.score >= SURE:
            return _of(match, "บรรทัดต้นของเอกสาร")
    return None


def _by_use(names: Sequence[str], text: str, known: Identity, matcher: Matcher) -> Answer | None:
    """Papers of one purchase, which are part of the list of purchases, and notices of vacancies, which are news."""
    for name in names:
        if _PURCHASE.match(close(name)):
            return _piece(matcher, "procurement_list", name, "เอกสารของการจัดซื้อจัดจ้างรายการหนึ่ง")
        if _VACANCY.match(close(name)):
            return _piece(matcher, "news", name, "ประกาศรับสมัครหรือผลการสรรหา")
    estimate = _ESTIMATE.findall(close(text))
    if not known.kind and len(set(estimate)) >= 2:
        return _piece(matcher, "procurement_list", head_of(text)[0], "แบบประมาณราคาของการจัดจ้างรายการหนึ่ง")
    return None


def _piece(matcher: Matcher, rule: str, name: str, why: str) -> Answer | None:
    code = _code(matcher, rule)
    return Answer(code, True, PART, name, f"{why} “{name[:80]}”") if code else None


def _code(matcher: Matcher, rule: str) -> str:
    return next((item.code for item in matcher.criteria.items if item.rule == rule), "")


def _related(names: Sequence[str], matcher: Matcher) -> Answer | None:
    """A neighbouring paper that the criteria name as holding part of an answer."""
    known = [
        (close(re.sub(r"[\s\d]+", "", other)), item.code) for item in matcher.criteria.items for other in item.related
    ]
    for name in names:
        bare = re.sub(r"\d+", "", close(name))
        for other, code in sorted(known, key=lambda one: (-len(one[0]), one[1])):
            if len(other) >= 8 and other in bare[: len(other) + 20]:
                return Answer(code, True, PART, name, f"เอกสารใกล้เคียงที่อาจเป็นส่วนหนึ่งของข้อ “{name[:80]}”")
    return None


def _by_mentions(pages: Sequence[str], matcher: Matcher) -> Answer | None:
    """What a document without a cover speaks of: the item most named in its foreword and first chapter."""
    counts: Counter[str] = Counter()
    words: dict[str, str] = {}
    decisive = 0
    for page in [page for page in pages if page.strip()][:_PREFACE_PAGES]:
        for found in _SELF.finditer(tidy(mend(page[:PAGE]))):
            name = found[0]
            if cut := _SELF_ENDS.search(name, 6):
                name = name[: cut.start()]
            match = matcher.match(name)
            if match.best:
                counts[match.best] += 1
                words.setdefault(match.best, name)
            decisive += bool(match.best or match.negative)
    code, most = min(counts.items(), key=lambda one: (-one[1], one[0]), default=("", 0))
    if most < MENTIONS or most < SHARE * decisive:
        return None
    return Answer(code, False, 0.7, words[code], f"คำนำหรือบทต้นกล่าวถึง “{words[code]}” {most} ครั้ง")


def _of_chart(paper: Paper, matcher: Matcher, text: str) -> Answer | None:
    """A single page of the agency's units under its head is its chart."""
    units = {close(found[0]) for found in _UNIT.finditer(mend(text))}
    if len(units) < UNITS or sum(bool(page.strip()) for page in paper.pages) > 2:
        return None
    head = next((line for line in head_of(text) if re.search(r"ผู้อำนวยการ|นายก|อธิบดี|ปลัด|หัวหน้า|ผู้ว่า|ผู้กำกับ", line)), "")
    return _piece(matcher, "structure", head, f"แผนผังหน่วยงาน {len(units)} ส่วน ใต้") if head else None


def _bundle(paper: Paper, matcher: Matcher, known: Identity) -> Answer:
    """A memo or letter: the papers behind it, else its subject where something behind it was not read."""
    first = next(at for at, page in enumerate(paper.pages) if page.strip())
    behind, unread, subjects = [], False, [known.title]
    for page in paper.pages[first + 1 :]:
        if not page.strip():
            unread = True
            continue
        one = identity((page,))
        if one.kind in ("memo", "letter"):
            subjects.append(one.title)
        elif one.kind and one.kind not in ACCOMPANYING:
            behind.append(page)
    why = f"เป็น{NAMES[known.kind]}"
    if not behind and not unread:
        return _refused(_as_kind(known))
    for page in behind:
        found = _alone(Paper((page,), "", paper.own), matcher, identity((page,)), page)
        if found.item:
            return replace(found, score=found.score * 0.95, why=f"{why} นำส่ง: {found.why}")
    for subject in subjects if known.kind == "memo" else ():
        _, said = _matched((_name(subject),), matcher)
        if said is not None:
            return _of(said, f"{why} นำส่ง")
    return _none(why)


def _another(paper: Paper, known: Identity) -> str:
    """The other agency whose plan, report or measure this is; "" when it is this agency's or nobody's in particular."""
    if not paper.own.name or known.kind in _GENERAL_CODES:
        return ""
    if paper.own.kind != "province" and _PROVINCE.match(close(known.title)):
        return "จังหวัดหรืออำเภอ"
    own = short_name(paper.own)
    if own in close(mend(" ".join(page[:PAGE] for page in paper.pages[:_PREFACE_PAGES]))):
        return ""  # it names the agency early: no need to look through all of it
    lines = tuple(line for page in paper.pages for line in page.splitlines() if line.strip())
    if owner := other_owner(known.title, lines, paper.own):
        return owner
    above = _ABOVE.match(known.agency) and agency_kind(paper.own.name) not in ("central", "other")
    return known.agency if above and own not in close(mend("\n".join(lines))) else ""
