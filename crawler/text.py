"""Thai text as text: folding for comparison, mending broken layers, digits, tidying. No meaning lives here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_DIGITS = dict(zip(map(ord, "๐๑๒๓๔๕๖๗๘๙"), "0123456789", strict=True))
_DROPPED = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"), None)
# Fonts of the TIS-620 era drew raised and shifted marks as glyphs of their own, and PDF layers leak them as U+F7xx.
_GLYPHS = dict(
    zip(
        range(0xF700, 0xF71B),
        "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
        "\u0e0d\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
        strict=True,
    )
)
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011"), "-")
_TIDY = {**_DROPPED, **_GLYPHS, **_HYPHENS}
_FOLD = {**_TIDY, **_DIGITS}
# Few texts hold any of them: to look first is ten times cheaper than to translate.
_UNTIDY = re.compile("[" + "".join(map(chr, _TIDY)) + "]")
_UNFOLDED = re.compile("[" + "".join(map(chr, _FOLD)) + "]")

_CONSONANT = "\u0e01-\u0e2e"
_TONE = "\u0e48-\u0e4b"
_VOWEL = "\u0e31\u0e34-\u0e3a\u0e47"  # vowels and signs drawn above or below the consonant
_MARK = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"

RANGES = 8  # of pages that are named

# Spellings of the same word: sara e twice for sara ae, nikhahit + aa for am, a mark typed twice or in the wrong order.
# Begins with one set of letters, so that a search skips from one of them to the next.
_MESS = re.compile(
    f"([{_MARK}\u0e40])(?:\\1|(?<=\u0e4d)[{_TONE}]?\u0e32|(?<=[{_TONE}])\u0e4d\u0e32|(?<=[{_TONE}\u0e4c])[{_VOWEL}]"
    f"|(?<=[{_TONE}])[{_TONE}])"
)
_ORDER = re.compile(f"([{_TONE}\u0e4c]+)([{_VOWEL}]+)")
_AM = re.compile(f"\u0e4d([{_TONE}]?)\u0e32|([{_TONE}])\u0e4d\u0e32")
_TWICE = re.compile(f"([{_MARK}])\\1+")
_TONES = re.compile(f"([{_TONE}])[{_TONE}]+")

_SPACE = re.compile(r"\s+")
_APART = re.compile(f"(?<=[{_CONSONANT}{_MARK}])[ \u00a0]+(?=[{_MARK}])")
# "ส านัก": no Thai word begins with sara aa, so a space before one stands where sara am lost its circle. With a torn
# tone mark between ("น ้า") only น้ำ and ซ้ำ are mended; elsewhere it is a plain torn mark ("ก ้าว").
_LOST_AM = re.compile(f"(?<=[{_CONSONANT}])([{_TONE}]?)[ \u00a0]+[\u0e32\u0e33]|(?<=[นซ])[ \u00a0]+(\u0e49)\u0e32")
# Official words that exist only with sara am; a layer that lost it leaves sara aa. Whole stems, so no real word is hit.
_AM_WORDS = re.compile(
    "ดา(?=เนิน)|(?<=ประ)จา(?=ปี|เดือน|ตำแหน่ง)|สา(?=นักงาน|นักปลัด|หรับ|คัญ|เร็จ|รวจ|เนา)|กา(?=หนด|กับดูแล|กับติดตาม|ลังคน)"
    "|อา(?=นวย|นาจ|เภอ)|จา(?=นวน|แนก|หน่าย)|ทา(?=งาน|เนียบ)|คา(?=สั่ง|ร้อง|แถลง|ขวัญ)|(?<=แนะ)นา|ตา(?=แหน่ง|บล)|ชา(?=ระ|นาญ|รุด)"
    "|บา(?=รุง|เหน็จ|นาญ)|ลา(?=ดับ)"
)

# Bold faces of some years map their sara aa to sara am ("รำยกำร"). Where no word has sara am: after these letters, and
# in these stems of official words. Apart from what ``_AM_WORDS`` puts back, or mending would not end.
_AA_WORDS = re.compile(
    "ำ(?:(?<=[มวหปศษภฐณญฎฏฒถ]ำ)|(?<=[วป]่ำ)|(?<=ป้ำ)(?=ย)|(?<=หน้ำ|เป้ำ)|(?<=เข้ำ)|(?<=[ดบรต]้ำ)(?=น)|(?<=[จร]้ำ)(?=ง)"
    "|(?<=กำ)(?=ร(?!า))|(?<=งำ)(?=น(?![าั]))|(?<=รำ)(?=ย(?!า)|ช|ค[าำ])|(?<=บำ)(?=ท(?!า)|ล)|(?<=ทำ)(?=ง(?![าำบว]))"
    "|(?<=ต่ำ)(?=ง(?![าบว]))|(?<=กลำ)(?=ง)|(?<=ขนำ)(?=ด)|(?<=ต[าำ]รำ)(?=ง)|(?<=ตำ)(?=ร[าำ]ง)|(?<=เวลำ)(?!ดับ)|(?<=พัฒนำ)"
    "|(?<=ข้ำ)(?=ร[าำ]|ง)|(?<=อำ)(?=[คห][าำ])|(?<=[าำ]คำ)(?=ร(?!้))|(?<=ร[าำ]คำ)(?!สั่ง|ร้อง|แถลง|ขวัญ)|(?<=ธนำ)(?=ค[าำ])"
    "|(?<=ยำ)(?=บ[าำ]|ว|ย)|(?<=ชำ)(?=ย|ติ|ว|ช|น(?!า))|(?<=พำ)(?=ณิ)|(?<=ธำ)(?=รณ|น(?!ี))|(?<=สำ)(?=[ธมข][าำ])"
    "|(?<=ตำ)(?=ม(?![ะ-ู]))|(?<=เจ้ำ)|(?<=เอกสำ)(?=ร)|(?<=ประสำ)(?=น)|(?<=น[าำ]งสำ)(?=ว)|(?<=ทรำ)(?=บ)|(?<=จ่ำ)(?=ย)"
    "|(?<=บุคลำ)(?=กร)|(?<=ค่ำ)(?=ใช้|จ้|ก่อ|ง[าำ]น|ตอบ|ธรรม|วัสดุ|เช่)"
    "|(?<![ก-\u0e4e]นำ)(?<=นำ)(?=ย(?![า-ู])|งส[าำ]ว)|(?<=\\(นำ)(?=ง))"
)


def digits(text: str) -> str:
    """Thai digits as Arabic digits; everything else unchanged."""
    return text.translate(_DIGITS)


def glyph_names(text: str) -> str:
    """Private-use glyphs of marks as the marks they draw; everything else unchanged."""
    return text.translate(_GLYPHS)


@lru_cache(maxsize=2)
def lowered(page: str) -> str:
    """A page's markup in lower case, which several look through one after the other."""
    return page.lower()


def tidy(text: str) -> str:
    """One line of text: zero-width characters dropped, runs of white space as one space, ends stripped."""
    return " ".join((text.translate(_TIDY) if _UNTIDY.search(text) else text).split())


def _in_order(text: str) -> str:
    """One way to write what can be typed in several: see ``_MESS``. Repeated until nothing is left to mend."""
    while _MESS.search(text):
        text = text.replace("\u0e40\u0e40", "\u0e41")
        text = _TWICE.sub(r"\1", text)
        text = _ORDER.sub(r"\2\1", text)
        text = _TONES.sub(r"\1", text)
        text = _AM.sub(lambda found: (found[1] or found[2] or "") + "\u0e33", text)
    return text


_REMEMBERED = 400  # characters: menus and labels come again on every page, long paragraphs do not


def fold(text: str) -> str:
    """The form in which two Thai texts are compared; ``fold(fold(x)) == fold(x)``.

    Lower case, Arabic digits, one way to write sara am and sara ae, marks in one order and none doubled, private-use
    glyphs as the marks they draw, no zero-width characters, runs of white space as one space.
    """
    return _folded(text) if len(text) <= _REMEMBERED else _folded.__wrapped__(text)


@lru_cache(maxsize=1 << 16)
def _folded(text: str) -> str:
    if _UNFOLDED.search(text):
        text = text.translate(_FOLD)
    return _in_order(" ".join(text.casefold().split()))


def mend(text: str) -> str:
    """Text of a broken layer made readable: lines and spaces between words stay.

    Canonical composition, private-use glyphs, marks torn from their letter ("ที ่"), doubled or misordered marks, and a
    lost sara am ("ส านักงาน", "น ้า", "ดาเนินการ") put back, one in place of sara aa ("รำยกำร") undone. Idempotent.
    """
    text = unicodedata.normalize("NFC", text.translate(_TIDY))
    while True:
        before = text
        text = _LOST_AM.sub(lambda found: (found[1] or found[2] or "") + "\u0e33", text)
        text = _in_order(_APART.sub("", text))
        text = _AA_WORDS.sub("\u0e32", text)
        text = _AM_WORDS.sub(lambda found: found[0].replace("\u0e32", "\u0e33"), text)
        if text == before:
            return text


def in_ranges(numbers: Iterable[int]) -> str:
    """Ascending numbers as a reader writes them, "1, 3–5"; of many ranges the first, and how many numbers follow."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs[:RANGES])
    rest = sum(len(run) for run in runs[RANGES:])
    return f"{shown} และอีก {rest} หน้า" if rest else shown
