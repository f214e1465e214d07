"""Explanations as Thai text: short sentences, addresses on lines of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.confidence import SIGNS_THAI, chance
from checker.explain import Alike, Explanation, Read
from config.loader import Criteria
from crawler.causes import thai as cause_name
from reports import safe, thai
from reports.terminal import wrap
from rules.locate import KEEP, Candidate

WIDTH = 100
KINDS = thai.KIND | {"dead": "ลิงก์ที่ใช้ไม่ได้", "unread": "ยังไม่ได้อ่าน"}
PARTLY = "อ่านได้บางส่วน"
YEAR = {"pass": "ตรงปี", "fail": "ไม่ตรงปี", "unknown": "ไม่บอกปี"}


def render(found: Sequence[Explanation], criteria: Criteria) -> str:
    """The explanations one after the other, ending in a line feed."""
    return "\n".join(line.rstrip() for one in found for line in _item(one, criteria)) + "\n"


def _item(one: Explanation, criteria: Criteria) -> Iterator[str]:
    finding = one.finding
    item = criteria.item(finding.item)
    yield "═" * WIDTH
    yield from _wrap(f"{finding.item} {finding.title}", "    ")
    word = thai.status(finding.status)
    words = thai.confidence(finding)
    sure = f" · {words} ({finding.confidence:.0%})" if one.confidence and words else ""
    if finding.status == "undecided":
        sure = f" · โอกาสที่มีข้อมูลนี้อยู่จริง {finding.confidence:.0%}"
    yield from _wrap(f"ผล: {word.symbol} {word.name} — {word.meaning}{sure}", "    ")

    yield from _head("ข้อนี้ถามหาอะไร")
    if item.gloss:
        yield from _point(item.gloss)
    if finding.year:
        yield from _point(f"ต้องเป็นข้อมูลของปี {finding.year}")
    for element in item.elements:
        yield from _point(f"{element.name}: {element.wording} ({thai.basis(element.basis).name})")
    if one.core:
        yield from _point(f"จะนับว่าพบเมื่อมีอย่างน้อยหนึ่งใน: {', '.join(one.core)}")

    yield from _head(f"พบอะไรบ้าง (ผู้สมัคร {len(one.candidates)} แหล่ง เรียงตามคะแนน นับตั้งแต่ {KEEP:.2f} ขึ้นไป)")
    partly = {read.url for read in one.read if read.unread and read.lines}
    for at, candidate in enumerate(one.candidates, 1):
        yield from _candidate(at, candidate, candidate.url in partly)
    if not one.candidates:
        yield from _point("ไม่มีลิงก์ หัวข้อ ชื่อหน้า หรือชื่อเอกสารใดที่ตรงกับข้อนี้")

    if one.read:
        yield from _head("เปิดอ่านแล้วเห็นอะไร (ตามลำดับที่ตัดสิน)")
        for at, read in enumerate(one.read, 1):
            yield from _content(at, read)

    yield from _head("ตัดสินแต่ละองค์ประกอบ")
    for result in finding.elements:
        word = thai.element(result.status)
        yield from _point(f"{word.symbol} {word.name}: {result.wording} ({result.name})")
        for quote in result.quotes[:2]:
            yield from _wrap(f"        “{safe.text(quote.text, 200)}” ที่ {safe.shown(quote.url)}", "        ")
        if result.missing and result.name != "year":
            yield from _wrap(f"        ขาดของ {', '.join(result.missing[:8])}", "        ")
        if result.manual_reason:
            yield from _wrap(f"        {result.manual_reason}", "        ")

    yield from _head("ทำไมจึงเป็นผลนี้")
    yield from _why(one)

    if one.rejected:
        yield from _head("แหล่งที่ตัดออก")
        for left in one.rejected:
            yield from _point(f"“{left.text}” คะแนน {left.score:.2f} ต่ำกว่า {KEEP:.2f}: {left.because}")
            yield from _address(left.page)
    if one.alike:
        yield from _head("ข้อความที่ใกล้เคียงแต่ไม่ใช่ข้อนี้")
        for near in one.alike:
            yield from _near(near)
    unread = [read for read in one.read if read.unread]
    if unread or one.blind:
        yield from _head("สิ่งที่อ่านไม่ได้")
        if one.blind:
            yield from _point(f"ทั้งเว็บไซต์ตรวจได้ไม่ครบ: {cause_name(one.blind)} ข้อที่ไม่พบจึงยังไม่ตัดสิน")
        for read in unread:
            name, advice = thai.cause(read.unread)
            if read.lines:
                name = f"{name} โดยตรง ได้มาเพียง {read.lines} บรรทัด ซึ่งอาจไม่ครบหรือคลาดเคลื่อน"
            yield from _point(name + (f" — {advice}" if advice else ""))
            yield from _address(read.url)
    if finding.searched:
        yield from _head("ค้นหาอย่างไร")
        yield from _point(finding.searched)
        yield from _point(f"ชื่อที่ใช้ค้นทั้งหมด {len(one.names)} ชื่อ: {'; '.join(one.names)}")
        if one.unlike:
            yield from _point(f"ชื่อที่ไม่นับ เพราะเป็นเรื่องอื่น: {'; '.join(one.unlike)}")
    if one.confidence:
        yield from _head(f"ความมั่นใจ {finding.confidence:.2f} มาจาก")
        odds = 0.0
        for name, value, added in one.confidence:
            odds += added
            if name == "base" or value:
                change = "ถูกต้อง" if name == "base" else "เพิ่มเป็น" if added > 0 else "ลดเป็น"
                yield from _point(f"{SIGNS_THAI[name]}: {change} {chance(odds):.0%}")
    yield ""


def _candidate(at: int, candidate: Candidate, partly: bool) -> Iterator[str]:
    cause = f" — {PARTLY if partly else cause_name(candidate.cause)}" if candidate.cause else ""
    if candidate.kind == "dead":
        cause = " — " + {
            "empty": "หัวข้อไม่มีลิงก์",
            "self": "ลิงก์วนกลับหน้าเดิม",
            "script": "ลิงก์ใช้สคริปต์",
            "home": "ลิงก์พาไปหน้าแรก",
        }.get(candidate.cause, cause_name(candidate.cause))
    kind = KINDS.get(candidate.kind, candidate.kind)
    yield from _wrap(f"  {at}. คะแนน {candidate.score:.2f} · {kind}{cause} · “{candidate.label}”", "     ")
    yield from _address(candidate.url)
    for reason in candidate.why:
        yield from _wrap(f"     - {reason}", "       ")
    if candidate.source != candidate.url.split("#", 1)[0]:
        yield from _wrap(f"     - พบในหน้า {safe.shown(candidate.source)}", "       ")


def _content(at: int, read: Read) -> Iterator[str]:
    parts = [KINDS.get(read.kind, read.kind), f"“{_name(read)}”", f"{read.lines} บรรทัด"]
    if read.year:
        parts.append(YEAR[read.year] + (f" (“{read.year_words}”)" if read.year_words else ""))
    yield from _wrap(f"  {at}. {' · '.join(parts)}", "     ")
    yield from _address(read.url)
    if read.linked_from:
        yield from _wrap(f"     ลิงก์มาจาก {safe.shown(read.linked_from)}", "     ")
    elements = () if read.unread and not read.lines else read.elements
    for shown in elements:
        if shown.status == "pass":
            yield from _wrap(f"     ✓ {shown.element} “{shown.words}”", "       ")
        elif shown.words:
            yield from _wrap(f"     {thai.element(shown.status).symbol} {shown.element} {shown.words}", "       ")
    silent = [shown.element for shown in elements if shown.status == "fail" and not shown.words]
    if silent:
        yield from _wrap(f"     ✗ ไม่พบ {', '.join(silent)}", "       ")
    yield from _wrap(f"     → {read.because}", "       ")


def _why(one: Explanation) -> Iterator[str]:
    """Why this status, why this evidence first, and why not the next."""
    finding = one.finding
    used = [read for read in one.read if read.used]
    for read in used:
        yield from _point(f"ใช้ “{_name(read)}” ยืนยัน {', '.join(read.used)} (คะแนน {read.score:.2f})")
        yield from _address(read.url)
    passed_over = [read for read in one.read if not read.used and not read.unread]
    if used and passed_over:
        after = passed_over[0]
        yield from _point(f"แหล่งถัดไปที่ไม่ได้ใช้ “{_name(after)}”: {after.because}")
    for gap in finding.gaps:
        yield from _point(gap)
    for cause in finding.causes:
        yield from _point(f"ยังตัดสินไม่ได้: {thai.cause(cause)[0]}")
    if not used and not finding.gaps and not finding.causes:
        yield from _point(thai.status(finding.status).meaning)


def _name(read: Read) -> str:
    return safe.text(read.title or read.label or read.url, 80)


def _near(near: Alike) -> Iterator[str]:
    yield from _point(f"“{near.text}” ({near.score:.2f}): {near.because}")
    yield from _address(near.page)


def _head(words: str) -> Iterator[str]:
    yield ""
    yield from _wrap(f"▌{words}", "  ")


def _point(words: str) -> Iterator[str]:
    yield from _wrap(f"  • {words}", "    ")


def _address(url: str) -> Iterator[str]:
    yield f"     {safe.shown(url)}"


def _wrap(words: str, indent: str) -> list[str]:
    start = words[: len(words) - len(words.lstrip())]
    return [start + line if at == 0 else line for at, line in enumerate(wrap(safe.text(words, 4000), WIDTH, indent))]
