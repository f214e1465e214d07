"""Which Buddhist year a text is of: fiscal years, dates, ranges, in Thai or Arabic digits, told from years of laws.

Three questions: which years does a text mention (``mentions``), does it cover a year (``covers``), and is a piece of
evidence of the year an item asks for (``year_verdict``). Years are Buddhist everywhere; a fiscal year 2568 runs from
1 October 2567 to 30 September 2568.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.text import digits, fold, mend, tidy

FIRST, LAST = 2540, 2599
LONG = 6  # years: a longer range names a national strategy, not the plan itself
HEAD_LINES = 25  # lines of a document in which it says what it is

# How a mention says its year. Strong: stated for the thing itself. Weak: a day, a letter's number, a file's digits.
STRONG = ("fiscal", "year", "short", "range", "month", "gregorian")
WEAK = ("date", "number")


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year in a text. ``year`` (to ``until``, for a range) is Buddhist; of months and days it is the fiscal year.

    ``span`` are positions in the text as given. ``how``: fiscal ("ปีงบประมาณ พ.ศ. 2568"), year ("พ.ศ. 2568", "2568"),
    short ("ปี 68"), range, month ("ต.ค. 67": a period), gregorian, date (a day), number ("12/2567"), law (the year in a
    law's name). ``calendar`` is the calendar year of a month or day, else 0.
    """

    year: int
    span: tuple[int, int]
    how: str
    until: int = 0
    calendar: int = 0

    def covers(self, year: int) -> bool:
        """Whether ``year`` is the mentioned year or lies in the mentioned range."""
        return self.year <= year <= max(self.year, self.until)


_MONTHS = (
    "มกราคม|ม\\.?ค\\.?|มค",
    "กุมภาพันธ์|ก\\.?พ\\.?|กพ",
    "มีนาคม|มี\\.?ค\\.?",
    "เมษายน|เม\\.?ย\\.?",
    "พฤษภาคม|พ\\.?ค\\.?",
    "มิถุนายน|มิ\\.?ย\\.?",
    "กรก[ฎฏ]าคม|ก\\.?ค\\.?",
    "สิงหาคม|ส\\.?ค\\.?",
    "กันยายน|ก\\.?ย\\.?",
    "ตุลาคม|ต\\.?ค\\.?",
    "พฤศจิกายน|พ\\.?ย\\.?",
    "ธันวาคม|ธ\\.?ค\\.?",
)
_ANY_MONTH = "|".join(f"(?P<m{number}>{names})" for number, names in enumerate(_MONTHS, 1))
_BE = r"25[4-9]\d"
_CE = r"20[1-3]\d"
_ERA = r"(?:พ\s?\.?\s?ศ\s?\.{0,2}\s*|ค\s?\.?\s?ศ\s?\.{0,2}\s*)?"
_NO_DIGIT = r"(?!\d|[,.]\d)"
_RANGE = re.compile(
    rf"(?<![\d/])(?P<range1>{_BE})\s?\)?\s*(?:-|–|—|ถึง|จนถึง|\bto\b)\s*\(?(?:ปี\s*)?(?:งบประมาณ\s*)?{_ERA}(?P<range2>{_BE}|\d\d(?!\d)){_NO_DIGIT}"
    rf"|(?<=ปี)\s?(?P<short1>[5-8]\d)\s?(?:-|–|—)\s?(?P<short2>[5-8]\d)(?!\d)"
)
_DAY = re.compile(
    rf"(?<![\d/.-])(?P<day>[0-3]?\d)\s*(?:{_ANY_MONTH})\s*(?:ปี\s*)?{_ERA}(?P<year>{_BE}|{_CE}|[5-8]\d(?!\d)){_NO_DIGIT}"
)
_MONTH = re.compile(
    rf"(?<![\u0e01-\u0e4e.])(?:เดือน\s?|ประจำเดือน\s?)?(?:{_ANY_MONTH})\s*(?:ปี\s*)?{_ERA}(?P<year>{_BE}|{_CE}|[5-8]\d(?!\d)){_NO_DIGIT}"
)
_SLASHES = re.compile(
    rf"(?<![\d/.-])(?P<d>[0-3]?\d)\s?[/.-]\s?(?P<m>[01]?\d)\s?[/.-]\s?(?P<y>{_BE}|{_CE}|[5-8]\d)(?![\d/])"
    rf"|(?<![\d/.-])(?P<y2>{_CE}|{_BE})-(?P<m2>[01]\d)-(?P<d2>[0-3]\d)(?!\d)"
)
_NUMBER = re.compile(
    rf"(?<![\d/.])(?:[ก-ฮ]{{1,3}}\s?)?\d{{1,5}}(?:\.\d+)?\s?/\s?(?:ว\s?\d+\s?/\s?)?(?P<year>{_BE}){_NO_DIGIT}"
)
_FISCAL = re.compile(
    rf"(?:ปี\s*งบประมาณ|ปี\s*งปม\.?|งบประมาณ\s*(?:ประจำ)?\s*ปี|ประจำ\s*ปี(?:\s*การศึกษา)?|ปี\s*การศึกษา|fiscal\s*year|\bfy)"
    rf"\s*[=:.]?\s*{_ERA}(?P<year>{_BE}|{_CE}|'?[5-8]\d(?!\d|\s?%|\s?ราย|\s?คน)){_NO_DIGIT}",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(?:ปี|พ\s?\.?\s?ศ\s?\.)[\s_'’-]{0,2}(?P<year>[5-8]\d)(?!\d|\s?ปี|\s?%|\s?คน|\s?ราย|\s?/)")
_GREGORIAN = re.compile(rf"(?:ค\s?\.?\s?ศ\s?\.?|ปี(?:งบประมาณ)?)\s*(?P<year>{_CE}){_NO_DIGIT}")
_YEAR = re.compile(
    rf"(?:(?P<era>พ\s?\.?\s?ศ\s?\.{{0,2}}\s*|ปี\s*)|(?<![\d,./-]))(?P<year>{_BE})(?!\d|[,.]\d|-\d|\s?/\s?\d)"
)

# Words whose names end in a year of their own.
_LAW = re.compile(
    r"พระราชบัญญัติ|พ\.?\s?ร\.?\s?บ\.?|พระราชกำหนด|พระราชกฤษฎีกา|พ\.?\s?ร\.?\s?[กฎฏ]\.|รัฐธรรมนูญ|กฎกระทรวง|ระเบียบ|ข้อบังคับ|ข้อกำหนด|ประมวลจริยธรรม"
    r"|ประมวลกฎหมาย|มติคณะรัฐมนตรี|ว่าด้วย|\(ฉบับที่\s?\d+\)|แก้ไขเพิ่มเติม|กฎหมาย|อนุสัญญา|หลักเกณฑ์การรับทรัพย์สิน"
)
_SECTION = re.compile(r"\s*มาตรา\s*\d")  # what follows the name of a law that begins on the line before
_OF_ITSELF = re.compile(r"แผน|รายงาน|ประจำปี|ปีงบประมาณ|มาตรการ|การประเมิน|สรุปผล|สถิติ|ความก้าวหน้า")
_BEFORE_NO_YEAR = re.compile(
    r"(?:โทร\w*\.?|tel\.?|ต่อ|fax|โทรสาร|เลขที่|บ้านเลขที่|หมู่ที่|รหัส|ทะเบียน|จำนวน|วงเงิน|ราคา)\s*[:.]?\s*$", re.IGNORECASE
)
_AFTER_NO_YEAR = re.compile(r"^\s?(?:บาท|คน|ราย|ครั้ง|เรื่อง|ตัว|หน่วย|กม|ไร่|ตร|เมตร|ชุด|แผ่น|หน้า|โครงการ|view|ครัวเรือน|%)")
_NATIONAL = re.compile(r"ยุทธศาสตร์ชาติ|แผนแม่บทภายใต้|แผนพัฒนาเศรษฐกิจ|ระยะ\s?20\s?ปี|ระยะ\s?ยี่สิบปี|แผนการปฏิรูป")
_INDEX = re.compile(r"(?<![a-z])(?:m?oit|ita)(?![a-z])|ประเมินคุณธรรม|การเปิดเผยข้อมูลสาธารณะ", re.IGNORECASE)
_WORK = re.compile(r"มาตรการ|วิเคราะห์|รายงานผล|แผน|สรุปผล|สถิติ|สขร")


def fiscal_year(day: date) -> int:
    """The Buddhist fiscal year of a day: 2567-10-01 to 2568-09-30 is 2568. ``day`` is Gregorian."""
    return day.year + 543 + (day.month >= 10)


def _buddhist(number: str) -> int:
    value = int(number.strip("'’"))
    if value < 100:
        return 2500 + value
    return value + 543 if value < 2100 else value


def _month(found: re.Match[str]) -> int:
    return next(number for number in range(1, 13) if found[f"m{number}"])


def mentions(text: str) -> tuple[YearMention, ...]:
    """All years that ``text`` mentions, in order; positions are those of ``text``."""
    plain = digits(text)
    taken = [False] * len(plain)
    found: list[YearMention] = []

    def take(match: re.Match[str], how: str, year: int, until: int = 0, calendar: int = 0) -> None:
        start, end = match.span()
        if any(taken[start:end]) or not FIRST <= year <= LAST:
            return
        taken[start:end] = [True] * (end - start)
        found.append(YearMention(year, (start, end), how, until, calendar))

    for match in _RANGE.finditer(plain):
        first = _buddhist(match["range1"] or match["short1"])
        last = _buddhist(match["range2"] or match["short2"])
        if first < last <= first + 25:
            take(match, "range", first, last)
    for match in _SLASHES.finditer(plain):
        year = _buddhist(match["y"] or match["y2"])
        month, day = int(match["m"] or match["m2"]), int(match["d"] or match["d2"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            take(match, "date", year + (month >= 10), 0, year)
    for match in _DAY.finditer(plain):
        year = _buddhist(match["year"])
        take(match, "date", year + (_month(match) >= 10), 0, year)
    for match in _MONTH.finditer(plain):
        year = _buddhist(match["year"])
        take(match, "month", year + (_month(match) >= 10), 0, year)
    for match in _FISCAL.finditer(plain):
        take(match, "fiscal", _buddhist(match["year"]))
    for match in _NUMBER.finditer(plain):
        take(match, "number", _buddhist(match["year"]))
    for match in _GREGORIAN.finditer(plain):
        take(match, "gregorian", _buddhist(match["year"]))
    for match in _YEAR.finditer(plain):
        before, after = plain[max(0, match.start() - 14) : match.start()], plain[match.end() : match.end() + 12]
        if not match["era"] and (_BEFORE_NO_YEAR.search(before) or _AFTER_NO_YEAR.match(after)):
            continue
        take(match, "year", int(match["year"]))
    for match in _SHORT.finditer(plain):
        take(match, "short", _buddhist(match["year"]))
    found.sort(key=lambda one: one.span)
    return tuple(_as_law(plain, found))


def _as_law(plain: str, found: Sequence[YearMention]) -> Iterable[YearMention]:
    """The mentions, those that belong to the name of a law or regulation marked as such."""
    last = 0
    for one in found:
        if one.how == "year":
            before = plain[max(last, one.span[0] - 160) : one.span[0]].rsplit("\n", 1)[-1]
            laws = list(_LAW.finditer(before))
            if _SECTION.match(plain[one.span[1] :]) or (laws and not _OF_ITSELF.search(before[laws[-1].end() :])):
                one = YearMention(one.year, one.span, "law")
        last = one.span[1]
        yield one


def quote_of(text: str, mention: YearMention, width: int = 120) -> str:
    """The words around a mention, at most ``width`` characters, "…" where they were cut."""
    start, end = mention.span
    left = max(0, start - (width - (end - start)) * 3 // 4)
    right = min(len(text), left + width)
    words = tidy(text[left:right])
    return ("…" if left else "") + words + ("…" if right < len(text) else "")


def covers(text: str, year: int) -> str | None:
    """Words of ``text`` that say it is of ``year`` or of a range that includes it; None when nothing does."""
    for mention in mentions(text):
        if mention.how in STRONG and mention.covers(year):
            return quote_of(text, mention)
    return None


@dataclass(frozen=True, slots=True)
class Statement:
    """A mention together with the text it stands in."""

    text: str
    mention: YearMention

    @property
    def words(self) -> str:
        return quote_of(self.text, self.mention)


def statements(texts: Iterable[str], hows: Sequence[str] = STRONG) -> list[Statement]:
    """The mentions of the wanted kinds in each text, in order."""
    return [Statement(text, one) for text in texts for one in mentions(text) if one.how in hows]


def stated_years(title: str, lines: Sequence[str]) -> tuple[Statement, ...]:
    """What a document says its own year is: by its title, else by its first lines, else by what its text names most.

    Several are given when it names several at the same place. Empty when it names none.
    """
    if own := _own(title):
        return tuple(own)
    head = [mend(line) for line in lines[:HEAD_LINES]]
    if said := [one for one in statements(head, ("fiscal", "range")) if not _national(one)]:
        return tuple(said)
    if said := [one for one in statements(head, STRONG) if not _national(one)]:
        return tuple(said)
    rest = [one for one in statements(map(mend, lines[HEAD_LINES:1500]), ("fiscal",)) if not _national(one)]
    counts = Counter(one.mention.year for one in rest)
    if not counts:
        return ()
    most = max(counts.values())
    return tuple(one for one in rest if counts[one.mention.year] == most)[:1] if most >= 2 else ()


def _own(text: str) -> list[Statement]:
    """What a title, heading or label says; an index of the assessment itself is of no document's year."""
    text = mend(text)
    if _INDEX.search(fold(text)) and not _WORK.search(text):
        return []
    return [one for one in statements([text]) if not _national(one)]


def _national(one: Statement) -> bool:
    mention = one.mention
    if mention.until and mention.until - mention.year > LONG:
        return True
    before = one.text[max(0, mention.span[0] - 60) : mention.span[0]]
    return bool(mention.until and _NATIONAL.search(before))


def year_verdict(
    asked: int,
    *,
    label: str = "",
    headings: Sequence[str] = (),
    title: str = "",
    lines: Sequence[str] = (),
    url: str = "",
    own: tuple[int, int, str] = (0, 0, ""),
) -> tuple[str, str]:
    """Whether a piece of evidence is of the Buddhist year ``asked``: ("pass" | "fail" | "unknown", the words for it).

    What the evidence says of itself (title, first lines) counts before what the link to it says, that before the
    headings it stands under (the last is the nearest), its address, and the days its text names. The years of laws
    never count. ``asked`` 0 asks for none: always unknown. ``own`` is what a document's heading says its year is (from,
    until, the words), (0, 0, "") when it says none: no link's words outweigh it.
    """
    if not asked:
        return "unknown", ""
    named, entitled = _own(label), _own(title)
    if own[0] and not own[0] <= asked <= max(own[:2]) and not entitled:
        named = []
    for said in (entitled, named):
        for one in said:
            if one.mention.covers(asked):
                against = entitled if said is named else []
                if any(other.mention.how in ("fiscal", "range", "year") for other in against):
                    break
                return "pass", one.words
    for said in (entitled, named):
        if said:
            body = [one for one in stated_years("", lines) if one.mention.how in ("fiscal", "range")]
            agreed = next((one for one in body if one.mention.covers(asked)), None)
            # a title left over from last year's template does not outweigh the text and the link together
            if agreed is not None and (said is named or any(one.mention.covers(asked) for one in named)):
                return "pass", agreed.words
            return "fail", said[0].words
    body = list(stated_years("", lines))
    for one in body:
        if one.mention.covers(asked):
            return "pass", one.words
    for heading in reversed(headings):
        if said := _own(heading):
            fitting = next((one for one in said if one.mention.covers(asked)), None)
            if fitting is not None and not any(one.mention.how in ("fiscal", "range") for one in body):
                return "pass", fitting.words
            if fitting is None and not body:
                return "fail", said[0].words
            break
    if body:
        return "fail", body[0].words
    return _by_address_and_days(asked, lines, url)


def _by_address_and_days(asked: int, lines: Sequence[str], url: str) -> tuple[str, str]:
    if years := _address_years(url):
        words = unquote(urlsplit(url).path.rsplit("/", 1)[-1]) or url
        return ("pass" if asked in years else "fail"), words
    days = statements(map(mend, lines[:400]), ("date",))
    for one in days:
        if asked in (one.mention.year, one.mention.calendar):
            return "pass", one.words
    if len(days) >= 2:
        return "fail", days[0].words
    return "unknown", ""


def _address_years(url: str) -> set[int]:
    """Buddhist years in an address: ``?fy=2568``, "แผน-2568.pdf", "ITA_68_o12"; never folders by date of upload."""
    parts = urlsplit(url)
    name = digits(unquote(parts.path.rsplit("/", 1)[-1]))
    name = re.sub(r"\.\w{2,5}$", "", name)
    found = {int(year) for year in re.findall(rf"(?<!\d)({_BE})(?!\d)", name)}
    found |= {2500 + int(year) for year in re.findall(r"(?:ปี|ita|oit|fy)[\s_-]?([5-8]\d)(?!\d)", name.casefold())}
    for key, value in parse_qsl(parts.query):
        if key.casefold() in ("fy", "year", "y", "budget_year", "fiscal_year", "yr") and re.fullmatch(
            rf"{_BE}|{_CE}", value
        ):
            found.add(_buddhist(value))
    return found
