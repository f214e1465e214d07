"""Which item of a criteria list a label belongs to: a menu entry, a heading, a link's words, a title, a file name.

A label is read as concepts (``rules.concepts``): what kind of thing it is and about which subject. Each title and label
of the criteria is read the same way, and the nearest of all items wins, by what is shared against what is missing, what
is said besides, and how much is not understood at all. Names one slip away (``unlike``) and names of things that are no
item compete like items. Misspelt words are met by likeness of letters. Nothing is learnt from data or random.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest

from rapidfuzz import fuzz, process

from config.loader import Criteria
from crawler.text import fold
from rules.agency import strip_agency
from rules.concepts import WEIGHTS, concepts, key, weight

ACCEPT = 0.62  # least score at which an item is named
MARGIN = 0.02  # least distance to the next item
UNKNOWN = 0.15  # weight of a letter that no known word accounts for
UNKNOWN_BESIDE_ONE = 0.25  # the same where only one subject is named: "แผนที่" and something else is no map
MAX_UNKNOWN = 2.5
EXACT = 0.97  # a text that names only a kind ("รายงาน") is taken for nothing less like it
ALIKE = 0.82  # least likeness of letters for a misspelt label
LONGEST = 110  # letters: no misspelt label is longer
SURE = 0.95  # a text this well understood is not looked at letter by letter
ANSWERS = 20_000  # texts whose answers are remembered, some 1 kB each
SUBJECT = 2.5  # concepts of this weight say what a text is about

_BULLETS = re.compile(r"^[\s\-–—•·●○▪►»>*+=~_#|:.)(\]\[“”\"'๏✓✔☑🔹🔸]+|[\s\-–—•·|:>»*_…]+$")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2190-\u27bf\ufe0f\u20e3]+")
_ENDING = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|jpe?g|png|html?|php|aspx?)\s*$")
_CODE = re.compile(
    r"^\W*(?:ita[\s_-]*(?:\d\d(?:\d\d)?[\s_-]*)?)?(?:(?:oit|ข้อ|ข้อที่)?[\s_.-]*o[\s_.:-]*0?(\d{1,2})(?![\d/])(?:[-.]\d{1,2}(?!\d))?"
    r"|oit[\s_.:-]*(\d{1,2})(?!\d)|ข้อ(?:ที่)?[\s_]*0?(\d{1,2})(?![\d.])|0(\d{1,2})(?=$|[\s_:.)|–-]*[^\d\s_:.)|–-])(?!-?\d))"
    r"(?:v\d)?[\s_:.)|–—-]*"
)
_LISTED = re.compile(r"^\W*\d{1,2}[.)]\s*(?=ita|oit|o\s?\d)")
_OTHER_CODE = re.compile(r"^\W*(?:moit|eeb|eb|mop|ง)[\s.]*\d{1,2}(?:[.\s]+\d{1,2})*[\s.:)-]*")
_NUMBER = re.compile(r"^\(?\d{1,2}(?:\.\d{1,2})*(?:[.)\s:-]+|(?=[\u0e01-\u0e4e]))")
_TAIL = re.compile(
    r"\((?:[^()]*อ้างอิง[^()]*|o\s?\d{1,2}|0\d{1,2}|ลิงก์[^()]*|ลิงค์[^()]*|pdf|excel|word|link|ใหม่|new|แบบ[^()]*ลงนาม[^()]*)\)"
    r"|\bo\d{1,2}(?:_?v\d+)?$"
    r"|มาตรา\s*[79]\s*\(\s*\d\s*\)?|ลิงก์ที่\s*\d+|ดูไฟล์แนบ|ดูรายละเอียด|\bclick\b|คลิก(?:ที่นี่)?|ดาวน์โหลด|เปิดอ่าน.*$"
)
_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\d{1,2}:\d{2}")
_CLAUSE = re.compile(r"ประกอบด้วย|\(มีครบ|\(ต้องมี|ที่ผ่านความเห็นชอบ|ที่ดำเนินการ|โดยจัดทำ|ซึ่ง|ตามข้อ\s?\d|\s[\"“”]?\(1\)")
_YEAR = re.compile(
    r"(?:พ\.?\s?ศ\.?\s*)?(?<!\d)(?:25|20)\d\d(?!\d)(?:\s*[-–/]\s*(?:25|20)\d\d)?|พ\.ศ\.+|ปี\s*-?\s*[5-8]\d(?!\d)"
)
_YEARS_LONG = re.compile(r"25\d\d\s*\)?\s*(?:-|–|ถึง)\s*\(?(?:พ\.?\s?ศ\.?\s*)?25\d\d|(?<!\d)(?:[3-9]|สาม|สี่|ห้า|20)\s?ปี")
_MONTH = re.compile(r"(?:ม\.ค|ก\.พ|มี\.ค|เม\.ย|พ\.ค|มิ\.ย|ก\.ค|ส\.ค|ก\.ย|ต\.ค|พ\.ย|ธ\.ค)\.?\s*(?:\d|$)")
_TWICE = re.compile(r"^(?P<start>.{10,60}?)\S*\s?(?:\.{3}|…)\s*(?=(?P=start))")  # an excerpt, then the title itself
_KINDS = frozenset({"plan", "report", "manual", "measure", "policy", "guideline", "declare", "progress", "assess"})
_OWNERS = frozenset({"unit", "person"})
_OWNER_FIRST = re.compile(
    r"(?:ขอมูล|รายชือ|ทำเนียบ|คณะ)*(?:กอง|สำนักปลัด|สำนักงานปลัด|กลุมงาน|ฝาย|หนวย|สมาชิก|สภา|บุคลากร|บุคคลากร|พนักงาน|ขาราชการ|ครู|นักเรียน)"
)
# "ประกาศ <who> เรื่อง <what>", "ข้อบังคับ <who> ว่าด้วย <what>": who issued it says nothing of what it is
_ISSUED = re.compile(r"^\W*(?P<kind>ประกาศ|คำสั่ง|ระเบียบ|ข้อบังคับ)[^:]{3,90}?(?:\sเรื่อง\s*|ว่าด้วย\s*)(?=\S{4})")
# An agency's initials ("กทม."), but not those of laws and forms
_SHORT_NAME = re.compile(r"(?<![\u0e01-\u0e4e.])(?!พรบ|พรก|พรฎ|สขร|ปปช|ปปท|อบต|อบจ)[ก-ฮ]{2,5}\.(?=\s|$)")
_CUT = re.compile(r"(?:\.{3}|…)\s*$")

# Names that look like items of some list and are none of any: they compete with the items of a criteria list, unless
# the list has an item of that name.
_NO_ITEM = (
    "กฎหมายที่เกี่ยวข้อง",
    "กฎหมาย ระเบียบ ข้อบังคับที่เกี่ยวข้อง",
    "ระเบียบและข้อบังคับ",
    "Social Network",
    "นโยบายคุ้มครองข้อมูลส่วนบุคคล",
    "นโยบายเว็บไซต์",
    "รายงานผลการสำรวจความพึงพอใจการให้บริการ",
    "แบบสำรวจความพึงพอใจ",
    "แบบสอบถามความพึงพอใจ",
    "ศูนย์ข้อมูลข่าวสาร",
    "การควบคุมภายใน",
    "การตรวจสอบภายใน",
    "การประเมินคุณธรรมและความโปร่งใส",
    "ITA",
    "OIT",
    "MOIT",
    "แบบวัด EIT",
    "แบบวัด IIT",
    "บุคลากร",
    "นโยบายผู้บริหาร",
    "ร้องเรียนร้องทุกข์",
    "รับฟังความคิดเห็น",
    "กระดานถาม-ตอบ",
    "ประกาศ",
    "คำสั่ง",
    "แผนการจัดซื้อจัดจ้าง",
    "ประกาศจัดซื้อจัดจ้าง",
    "หลักเกณฑ์การบริหารและพัฒนาทรัพยากรบุคคล",
    "การดำเนินการตามนโยบายการบริหารทรัพยากรบุคคล",
    "การเสริมสร้างวัฒนธรรมองค์กร",
    "เจตจำนงสุจริตของผู้บริหาร",
    "ผลประโยชน์ทับซ้อน",
    "มาตรการป้องกันการรับสินบน",
    "มาตรการป้องกันผลประโยชน์ทับซ้อน",
    "รายงานทางการเงิน",
    "สถิติผู้เข้าชมเว็บไซต์",
    "สถิติผู้ใช้บริการเว็บไซต์",
    "รายงานการประชุม",
    "บันทึกข้อความ",
    "แบบฟอร์ม",
    "การปฏิบัติงาน",
    "การให้บริการ",
    "การดำเนินงาน",
)


@dataclass(frozen=True, slots=True)
class Match:
    """What a label was taken for.

    ``best`` is the item's code, None when no item is near enough or two are equally near. ``score`` 0..1 is the best
    candidate's, ``margin`` its distance to the next. ``candidates`` are (code, score, nearest label), best first.
    ``negative``: the label is the name of something that is no item. ``code_hint`` is an official number written before
    the name ("O12"); it means nothing without its scheme and year.
    """

    text: str
    best: str | None
    score: float
    margin: float
    candidates: tuple[tuple[str, float, str], ...]
    negative: bool = False
    label: str = ""
    code_hint: str = ""


@dataclass(frozen=True, slots=True)
class _Group:
    """All labels of one item that name the same concepts."""

    code: str  # "" for what is no item
    names: frozenset[str]
    total: float
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    by_concept: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A label taken apart: its official code or "", the key of its name, its concepts with how much their place counts,
    how many letters no known word accounts for, and whether it was cut off ("...")."""

    code: str
    key: str
    places: dict[str, float]
    names: frozenset[str]
    unknown: float
    cut: bool


@lru_cache(maxsize=ANSWERS)
def read(text: str) -> Reading:
    """A label taken apart."""
    folded = _EMOJI.sub(" ", fold(text).replace("๐", "0"))
    cut = bool(_CUT.search(folded))
    folded = _ENDING.sub("", _TWICE.sub("", folded))
    hint = _CODE.match(_LISTED.sub("", folded, count=1))
    if hint:
        folded = _LISTED.sub("", folded, count=1)
    code = ""
    if hint and (number := next((int(n) for n in hint.groups() if n), 0)) and number <= 50:
        code = f"O{number}"
        folded = folded[hint.end() :]
    elif other := _OTHER_CODE.match(folded):
        folded = folded[other.end() :]
    name = folded.replace("_", " ")
    name = _ISSUED.sub(r"\g<kind> ", _TAIL.sub(" ", _DATE.sub(" ", name)), count=1)
    for _ in range(3):
        name = _NUMBER.sub("", _BULLETS.sub("", name), count=1)
    full = name
    clause = _CLAUSE.search(name, 12)
    if clause:
        name = name[: clause.start()]
    name = _YEAR.sub(" ", strip_agency(_SHORT_NAME.sub(" ", name)))
    compact = key(name)
    places, unknown = concepts(compact)
    for name in _OWNERS & places.keys():  # "คู่มือ... กองช่าง": whose it is; "กองช่าง": the unit itself
        if not _OWNER_FIRST.match(compact):
            places[name] *= 0.2
    if _YEARS_LONG.search(full):
        places["multiyear"] = 1.0
    if _MONTH.search(full):
        places.setdefault("monthly", 1.0)
    return Reading(code, compact, places, frozenset(places), unknown, cut)


FAR = 0.35  # a text whose letters come no nearer to any item is not told from its like by its numbers
_NUMBERED = re.compile(r"[0-9๐-๙]+")
_CODED = re.compile(r"\W*(?:[oO0๐]|[mM]?oit|[mM]?OIT|EB|eb|ITA|ita|ข้อ)?\W*[0-9๐-๙]")


class Matcher:
    """Matches texts against the items of one criteria list. Made once a list; answers are cached."""

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria
        self._codes = {item.code for item in criteria.items}
        self._order = {item.code: position for position, item in enumerate(criteria.items)} | {"": 99}
        self._forms: dict[str, tuple[str, str]] = {}
        named: dict[tuple[str, frozenset[str]], dict[str, str]] = defaultdict(dict)
        own: set[str] = set()
        for item in criteria.items:
            for label in (item.title, *item.labels):
                known = read(label)
                if not known.key:  # the name of an official form ("ITA-o12")
                    self._forms[known.code] = (item.code, label)
                    continue
                named[item.code if _telling(known) else f"{item.code}-", known.names].setdefault(known.key, label)
                own.add(known.key)
        for label in (*(other for item in criteria.items for other in item.unlike), *_NO_ITEM):
            known = read(label)
            if not known.key or known.key in own:
                continue
            # one that differs from an item's name only by words we do not know can be told by its letters alone
            shared = known.unknown >= 3 or any((item.code, known.names) in named for item in criteria.items)
            named["-" if shared else "", known.names].setdefault(known.key, label)
        self._groups = tuple(
            _Group(code.rstrip("-"), names, weight(names), tuple(labels), tuple(labels.values()), code[-1:] != "-")
            for (code, names), labels in sorted(
                named.items(), key=lambda at: (self._order[at[0][0].rstrip("-")], at[0][0], sorted(at[0][1]))
            )
        )
        self._by_concept: dict[str, list[int]] = defaultdict(list)
        self._keys: list[str] = []
        self._of_key: list[tuple[_Group, str]] = []
        self._exact: dict[tuple[str, frozenset[str]], list[tuple[int, str]]] = defaultdict(list)
        for at, group in enumerate(self._groups):
            for name in sorted(group.names) if group.by_concept else ():
                self._by_concept[name].append(at)
            for which, compact in enumerate(group.keys):
                self._exact[compact, group.names].append((at, group.labels[which]))
                self._keys.append(compact)
                self._of_key.append((group, group.labels[which]))
        self._answer = lru_cache(maxsize=ANSWERS)(self._answered)
        self._alike = lru_cache(maxsize=ANSWERS)(self._match)
        self._nearest = lru_cache(maxsize=ANSWERS // 4)(self._nearest_to)
        self._as_long = lru_cache(maxsize=LONGEST)(self._length_near)

    def match(self, text: str, context: Sequence[str] = (), *, codes: bool = False) -> Match:
        """The item ``text`` names. ``context``: texts it stands under, outermost first (menus, headings, page title).

        ``codes=True`` says that official numbers on this page are of this list's scheme and year: a number then decides
        where the name is missing or says too little.
        """
        return self._answer(text, tuple(context), codes)

    def _answered(self, text: str, context: tuple[str, ...], codes: bool) -> Match:
        return self._far(text, context, codes) or self._match(text, context, codes)

    def _far(self, text: str, context: tuple[str, ...], codes: bool) -> Match | None:
        """The answer for a text that differs only in its numbers from one that came near nothing; None for others.

        Lists number their entries ("รายการที่ 12-3"): numbers bring no text near to an item unless they are its code.
        """
        bare, numbers = _NUMBERED.subn("0", text)
        if codes or not numbers or _CODED.match(text):
            return None
        found = self._alike(bare, _without_numbers(context), False)
        if found.best or found.negative or found.code_hint or found.score >= FAR:
            return None
        return Match(text, None, found.score, found.margin, found.candidates, label=found.label)

    def _match(self, text: str, context: tuple[str, ...], codes: bool) -> Match:
        given = read(text)
        code, names = given.code, given.names
        if not names and given.unknown <= 2 and code in self._forms and "ita" in fold(text):
            item, label = self._forms[code]
            return Match(text, item, 0.9, 0.9, ((item, 0.9, label),), False, label, code)
        best = self._from_context(given, context) or self._nearest(text)
        ranked = sorted(best.items(), key=lambda at: (-at[1][0], self._order[at[0]]))
        items = tuple((item, round(score, 4), label) for item, (score, label) in ranked if item)[:5]
        nothing = best.get("", (0.0, ""))[0]
        if codes and code in self._codes and (not items or items[0][1] < ACCEPT) and nothing < 0.9:
            return Match(text, code, 0.8, 0.8, ((code, 0.8, ""), *items), False, "", code)
        if not items:
            return Match(text, None, 0.0, 0.0, (), nothing >= ACCEPT, "", code)
        top = items[0][1]
        margin = round(top - max(items[1][1] if len(items) > 1 else 0.0, nothing), 4)
        negative = nothing >= ACCEPT and nothing > top
        if "privacy" not in names and any("privacy" in read(outer).names for outer in context[-2:]):
            negative = True  # a privacy policy has its own contact, channel and report
        sure = top >= ACCEPT and margin >= MARGIN and not negative
        return Match(text, items[0][0] if sure else None, top, margin, items, negative, items[0][2], code)

    def _nearest_to(self, text: str) -> dict[str, tuple[float, str]]:
        """The score and nearest label of every item ("" for what is no item) that ``text`` itself comes near."""
        given = read(text)
        scores = self._scores(given)
        if weight(given.names) <= 2 and given.unknown < 1:
            scores = [one for one in scores if one[1] >= EXACT]
        return _best(scores)

    def _scores(self, given: Reading) -> list[tuple[str, float, str]]:
        """(code or "", score, label) of every group of labels that comes near."""
        compact, places = given.key, given.places
        said = sum(WEIGHTS[name] * place for name, place in places.items())
        strange = min(MAX_UNKNOWN, (UNKNOWN if said > 3.5 else UNKNOWN_BESIDE_ONE) * given.unknown)
        shared: dict[int, float] = defaultdict(float)  # weight of what a group and the text both say
        placed: dict[int, float] = defaultdict(float)  # the same by its place in the text
        for name, place in sorted(places.items()):
            for at in self._by_concept.get(name, ()):
                shared[at] += WEIGHTS[name]
                placed[at] += WEIGHTS[name] * place
        rough: list[tuple[float, int]] = []
        for at, common in shared.items():
            missing = (self._groups[at].total - common) * (0.4 if given.cut else 0.9)
            rough.append((common / (common + missing + said - placed[at] + strange), at))
        scores: list[tuple[str, float, str]] = []
        for likeness, at in nsmallest(12, rough, key=lambda one: (-one[0], one[1])):
            group = self._groups[at]
            ratio, which = max((fuzz.ratio(compact, label) / 100, -i) for i, label in enumerate(group.keys))
            scores.append((group.code, 0.85 * likeness + 0.15 * max(ratio, likeness * 0.8), group.labels[-which]))
        for at, label in self._exact.get((compact, given.names), ()):
            scores.append((self._groups[at].code, 1.0, label))
        if given.unknown and 8 <= len(compact) <= LONGEST and all(one[1] < SURE for one in scores):
            scores.extend(self._misspelt(compact, given.names))
        return scores

    def _misspelt(self, compact: str, names: frozenset[str]) -> list[tuple[str, float, str]]:
        """Labels almost spelt like the text, when it says nothing of weight that they do not."""
        found: list[tuple[str, float, str]] = []
        places, keys = self._as_long(len(compact))
        for _, ratio, at in process.extract(
            compact, keys, scorer=fuzz.ratio, processor=None, score_cutoff=ALIKE * 100, limit=8
        ):
            group, label = self._of_key[places[at]]
            if not any(WEIGHTS[name] >= 2 for name in names - group.names):
                found.append((group.code, ratio / 100 * 0.97, label))
        return found

    def _length_near(self, length: int) -> tuple[list[int], list[str]]:
        """The labels that can be so alike to a text of that length, and their places: of others too much is missing."""
        places = [
            at
            for at, compact in enumerate(self._keys)
            if 2 * min(length, len(compact)) >= (ALIKE - 0.01) * (length + len(compact))
        ]
        return places, [self._keys[at] for at in places]

    def _from_context(self, given: Reading, context: tuple[str, ...]) -> dict[str, tuple[float, str]]:
        """What a text is that says too little by itself and stands under something that says the rest; else empty.

        A mere kind ("รายงานผล") takes its subject from the nearest text above that has one; a complaint under
        complaints of corruption is one of corruption; "รายงานผลการดำเนินงาน 2567" under a heading with an official
        code and a subject of its own is that heading's.
        """
        subjects = {name for name in given.names if WEIGHTS[name] >= SUBJECT}
        kind_only = weight(given.names) <= 2 and given.unknown <= 4 and bool(given.names & _KINDS)
        for outer in reversed(context[-2:]):
            above = read(outer)
            lent = {name for name in above.names if WEIGHTS[name] >= SUBJECT}
            if not lent:
                continue
            narrowed = "complaint" in subjects and {"complaint", "corruption"} <= lent and "corruption" not in subjects
            under_code = bool(above.code) and not subjects and given.unknown <= 4 and bool(given.names & _KINDS)
            if not (kind_only or narrowed or under_code):
                return {}
            lent |= above.names & {"prevent", "develop"}
            both = dict.fromkeys(lent, 1.0) | given.places
            reading = Reading(
                "", "", both, frozenset(both), min(above.unknown, 6) if kind_only else given.unknown, False
            )
            found = _best([(item, 0.95 * score, label) for item, score, label in self._scores(reading)])
            if kind_only or max((score for score, _ in found.values()), default=0.0) >= 0.75:
                return found
            return {}
        return {}


@lru_cache(maxsize=4096)
def _without_numbers(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_NUMBERED.sub("0", text) for text in texts)


def _best(scores: Iterable[tuple[str, float, str]]) -> dict[str, tuple[float, str]]:
    best: dict[str, tuple[float, str]] = {}
    for item, score, label in scores:
        if item not in best or (score, label) > best[item]:
            best[item] = (score, label)
    return best


def _telling(known: Reading) -> bool:
    """Whether a label's concepts alone say which item it is; else only its letters do."""
    return known.unknown < 4 and weight(known.names) >= 3
