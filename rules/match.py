"""Which item of a criteria list a label belongs to: a menu entry, a heading, a link's words, a title, a file name.

A label is read as concepts (``rules.concepts``): what kind of thing it is and about which subject. Each title and label of
the criteria is read the same way, and the nearest of all items wins, by what is shared against what is missing, what is
said besides, and how much is not understood at all. Names one slip away (``unlike``) and names of things that are no item
compete like items. Misspelt words are met by likeness of letters. Nothing is learnt from data; nothing is random.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from config.loader import Criteria
from crawler.text import fold
from rules.agency import strip_agency
from rules.concepts import WEIGHTS, concepts, key, weight

ACCEPT = 0.62  # least score at which an item is named
MARGIN = 0.02  # least distance to the next item
UNKNOWN = 0.15  # weight of a letter that no known word accounts for
MAX_UNKNOWN = 2.5
CONTEXT = 0.6  # how much a concept counts that only the context names
ALIKE = 0.82  # least likeness of letters for a misspelt label
SUBJECT = 2.5  # concepts of this weight say what a text is about

_BULLETS = re.compile(r"^[\s\-–—•·●○▪►»>*+=~_#|:.)(\]\[“”\"'๏✓✔☑🔹🔸]+|[\s\-–—•·|:>»*_…]+$")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2190-\u27bf\ufe0f\u20e3]+")
_ENDING = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|jpe?g|png|html?|php|aspx?)\s*$")
_CODE = re.compile(
    r"^\W*(?:ita[\s_-]*(?:\d\d(?:\d\d)?[\s_-]*)?)?(?:(?:oit|ข้อ|ข้อที่)?[\s_.-]*o[\s_.:-]*0?(\d{1,2})(?![\d/])(?:[-.]\d{1,2}(?!\d))?"
    r"|oit[\s_.:-]*(\d{1,2})(?!\d)|ข้อ(?:ที่)?[\s_]*0?(\d{1,2})(?![\d.])|0(\d{1,2})(?=$|[\s_:.)|–-]*[^\d\s_:.)|–-])(?!-?\d))"
    r"(?:v\d)?[\s_:.)|–—-]*"
)
_OTHER_CODE = re.compile(r"^\W*(?:moit|eeb|eb|mop|ง)[\s.]*\d{1,2}(?:[.\s]+\d{1,2})*[\s.:)-]*")
_NUMBER = re.compile(r"^\(?\d{1,2}(?:\.\d{1,2})*(?:[.)\s:-]+|(?=[\u0e01-\u0e4e]))")
_TAIL = re.compile(
    r"\((?:[^()]*อ้างอิง[^()]*|o\s?\d{1,2}|0\d{1,2}|ลิงก์[^()]*|ลิงค์[^()]*|pdf|excel|word|link|ใหม่|new|แบบ[^()]*ลงนาม[^()]*)\)"
    r"|\bo\d{1,2}(?:_?v\d+)?$"
    r"|มาตรา\s*[79]\s*\(\s*\d\s*\)?|ลิงก์ที่\s*\d+|ดูไฟล์แนบ|ดูรายละเอียด|\bclick\b|คลิก(?:ที่นี่)?|ดาวน์โหลด|เปิดอ่าน.*$"
)
_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\d{1,2}:\d{2}")
_CUT = re.compile(r"(?:\.{3}|…)\s*$")

# Names that look like items of some list and are none of any: they compete with the items of a criteria list, unless the
# list has an item of that name.
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
    "รายงานการประชุม",
    "บันทึกข้อความ",
    "แบบฟอร์ม",
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


@lru_cache(maxsize=50_000)
def read(text: str) -> tuple[str, str, frozenset[str], int, bool]:
    """A label taken apart: (official code or "", key of its name, concepts, unknown letters, whether it was cut off)."""
    folded = _EMOJI.sub(" ", fold(text).replace("๐", "0"))
    cut = bool(_CUT.search(folded))
    folded = _ENDING.sub("", folded)
    hint = _CODE.match(folded)
    code = ""
    if hint and (number := next((int(n) for n in hint.groups() if n), 0)) and number <= 50:
        code = f"O{number}"
        folded = folded[hint.end() :]
    elif other := _OTHER_CODE.match(folded):
        folded = folded[other.end() :]
    name = folded.replace("_", " ")
    name = _TAIL.sub(" ", _DATE.sub(" ", name))
    for _ in range(3):
        name = _NUMBER.sub("", _BULLETS.sub("", name), count=1)
    name = strip_agency(name)
    compact = key(name)
    names, unknown = concepts(compact)
    if re.search(r"25\d\d\s*(?:-|–|ถึง)\s*25\d\d|(?:ระยะ\s*)?(?:[3-9]|สาม|สี่|ห้า|20)\s*ปี", name):
        names |= {"multiyear"}
    return code, compact, names, unknown, cut


class Matcher:
    """Matches texts against the items of one criteria list. Made once a list; answers are cached."""

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria
        self._codes = {item.code for item in criteria.items}
        self._order = {item.code: position for position, item in enumerate(criteria.items)} | {"": 99}
        named: dict[tuple[str, frozenset[str]], dict[str, str]] = defaultdict(dict)
        own: set[str] = set()
        for item in criteria.items:
            for label in (item.title, *item.labels):
                _, compact, names, _, _ = read(label)
                named[item.code, names].setdefault(compact, label)
                own.add(compact)
        for label in (*(other for item in criteria.items for other in item.unlike), *_NO_ITEM):
            _, compact, names, _, _ = read(label)
            if compact not in own:
                named["", names].setdefault(compact, label)
        self._groups = tuple(
            _Group(code, names, weight(names), tuple(labels), tuple(labels.values()))
            for (code, names), labels in sorted(named.items(), key=lambda at: (self._order[at[0][0]], sorted(at[0][1])))
        )
        self._by_concept: dict[str, list[int]] = defaultdict(list)
        self._by_trigram: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._exact: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for at, group in enumerate(self._groups):
            for name in sorted(group.names):
                self._by_concept[name].append(at)
            for which, compact in enumerate(group.keys):
                self._exact[compact].append((at, group.labels[which]))
                for part in sorted(_trigrams(compact)):
                    self._by_trigram[part].append((at, which))
        self._cache: dict[tuple[str, tuple[str, ...], bool], Match] = {}

    def match(self, text: str, context: Sequence[str] = (), *, codes: bool = False) -> Match:
        """The item ``text`` names. ``context``: texts it stands under, outermost first (menus, headings, page title).

        ``codes=True`` says that official numbers on this page are of this list's scheme and year: a number then decides
        where the name is missing or says too little.
        """
        asked = (text, tuple(context), codes)
        found = self._cache.get(asked)
        if found is None:
            if len(self._cache) > 100_000:
                self._cache.clear()
            found = self._cache[asked] = self._match(*asked)
        return found

    def _match(self, text: str, context: tuple[str, ...], codes: bool) -> Match:
        code, compact, names, unknown, cut = read(text)
        around: frozenset[str] = frozenset()
        for outer in context[-3:]:
            around |= read(outer)[2]
        scores = self._scores(compact, names, unknown, cut, around - names)
        if weight(names) <= 2 and unknown <= 4 and context:
            self._from_context(scores, names, context)
        best: dict[str, tuple[float, str]] = {}
        for item, score, label in scores:
            if item not in best or (score, label) > best[item]:
                best[item] = (score, label)
        ranked = sorted(best.items(), key=lambda at: (-at[1][0], self._order[at[0]]))
        items = tuple((item, round(score, 4), label) for item, (score, label) in ranked if item)[:5]
        nothing = best.get("", (0.0, ""))[0]
        if codes and code in self._codes and (not items or items[0][1] < ACCEPT) and nothing < 0.9:
            return Match(text, code, 0.8, 0.8, ((code, 0.8, ""), *items), False, "", code)
        if not items:
            return Match(text, None, 0.0, 0.0, (), nothing >= ACCEPT, "", code)
        top = items[0][1]
        margin = round(top - max(items[1][1] if len(items) > 1 else 0.0, nothing), 4)
        negative = nothing >= ACCEPT and nothing > top or ("privacy" in around and items[0][0] != "" and nothing >= 0)
        negative = negative and top < 0.999 or ("privacy" in around and "privacy" not in names)
        sure = top >= ACCEPT and margin >= MARGIN and not negative
        return Match(text, items[0][0] if sure else None, top, margin, items, negative, items[0][2], code)

    def _scores(
        self, compact: str, names: frozenset[str], unknown: int, cut: bool, around: frozenset[str]
    ) -> list[tuple[str, float, str]]:
        """(code or "", score, label) of every group of labels that comes near."""
        said = weight(names)
        strange = min(MAX_UNKNOWN, UNKNOWN * unknown)
        rough: list[tuple[float, int]] = []
        for at, shared in self._shared(names).items():
            group = self._groups[at]
            lent = sum(CONTEXT * WEIGHTS[name] for name in around & group.names if WEIGHTS[name] >= 2)
            missing = max(0.0, group.total - shared - lent) * (0.4 if cut else 0.9)
            extra = said - shared
            rough.append(((shared + 0.8 * lent) / (shared + lent + missing + extra + strange), at))
        rough.sort(key=lambda one: (-one[0], one[1]))
        scores: list[tuple[str, float, str]] = []
        for likeness, at in rough[:12]:
            group = self._groups[at]
            ratio, which = max((fuzz.ratio(compact, label) / 100, -i) for i, label in enumerate(group.keys))
            scores.append((group.code, 0.85 * likeness + 0.15 * max(ratio, likeness * 0.8), group.labels[-which]))
        for at, label in self._exact.get(compact, ()):
            scores.append((self._groups[at].code, 1.0, label))
        if unknown and len(compact) >= 8:
            scores.extend(self._misspelt(compact, names))
        return scores

    def _shared(self, names: frozenset[str]) -> dict[int, float]:
        shared: dict[int, float] = defaultdict(float)
        for name in sorted(names):
            for at in self._by_concept[name]:
                shared[at] += WEIGHTS[name]
        return shared

    def _misspelt(self, compact: str, names: frozenset[str]) -> list[tuple[str, float, str]]:
        """Labels almost spelt like the text, when it says nothing of weight that they do not."""
        parts = _trigrams(compact)
        counts: Counter[tuple[int, int]] = Counter()
        for part in parts:
            counts.update(self._by_trigram.get(part, ()))
        found: list[tuple[str, float, str]] = []
        for (at, which), count in sorted(counts.items()):
            group = self._groups[at]
            if count < 0.4 * len(parts) or any(WEIGHTS[name] >= 2 for name in names - group.names):
                continue
            ratio = fuzz.ratio(compact, group.keys[which], score_cutoff=ALIKE * 100) / 100
            if ratio:
                found.append((group.code, ratio * 0.97, group.labels[which]))
        return found

    def _from_context(
        self, scores: list[tuple[str, float, str]], names: frozenset[str], context: tuple[str, ...]
    ) -> None:
        """A text that says only what kind of thing it is ("รายงานผล") takes its subject from what it stands under."""
        if not any(WEIGHTS[name] >= 1.5 for name in names):
            return
        for outer in reversed(context[-2:]):
            _, _, above, unknown, _ = read(outer)
            subjects = frozenset(name for name in above if WEIGHTS[name] >= SUBJECT or name in ("prevent", "develop"))
            if not any(WEIGHTS[name] >= SUBJECT for name in subjects):
                continue
            for item, score, label in self._scores("", names | subjects, min(unknown, 6), False, frozenset()):
                if item:
                    scores.append((item, 0.92 * score / 0.97, label))
            return


def _trigrams(compact: str) -> set[str]:
    return {compact[at : at + 3] for at in range(len(compact) - 2)}
