"""A finding in the report's words: element results, what is missing, what could not be read, what a status scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from checker.score import ItemScore
from checker.verdict import ElementVerdict, Verdict
from config.loader import Element, Item
from crawler.causes import thai
from reports.model import ElementResult, Opened, Quote
from rules.evidence import Piece
from rules.locate import Candidate

BARE = 3  # lines of its own at most, under which a page is a heading with nothing below it
MAX_OPENED = 5
STRONG = 0.55  # a candidate this sure, unread, keeps an element from being called missing


class Unread(NamedTuple):
    """What could not be read, why, and in Thai how far it was, where a part of it was."""

    url: str
    cause: str
    far: str = ""


def unread_of(pieces: Sequence[Piece]) -> list[Unread]:
    """The pieces that were not wholly read: those located well, or all where nothing else was read."""
    closed = [piece for piece in pieces if piece.content.unread or piece.content.partly]
    well = [piece for piece in closed if piece.candidate.score >= STRONG]
    if len(closed) == len(pieces):
        well = well or closed
    well.sort(key=lambda piece: not piece.content.unread)
    return [Unread(piece.content.url, piece.content.unread or "partly", piece.content.partly) for piece in well]


def left_of(pieces: Sequence[Piece], beyond: Mapping[str, float]) -> list[Unread]:
    """What was located well and not read, because there was too much: one entry for all."""
    well = [url for url, score in beyond.items() if score >= STRONG]
    if not well:
        return []
    read = len({piece.content.url for piece in pieces})
    return [Unread(well[0], "many", f"อ่าน {read} จาก {read + len(well)} แห่ง")]


def unread_reason(found: Sequence[Unread]) -> str:
    """Thai: why the first of them could not be read, and how many more there are."""
    first = found[0]
    more = f" และอีก {len(found) - 1} แห่ง" if len(found) > 1 else ""
    far = f" ({first.far})" if first.far else ""
    return f"{thai(first.cause)}{far}: {first.url}{more}"


def points_of(status: str, levels: Sequence[float]) -> ItemScore:
    """What a status scores, and the least and most it may: partial answers may get the year's middle level."""
    if status == "pass":
        return ItemScore.settled(100.0)
    if status in ("undecided", "manual"):
        return ItemScore(0.0, 0.0, 100.0)
    if status == "partial":
        return ItemScore(0.0, 0.0, max((level for level in levels if level < 100), default=0.0))
    return ItemScore.settled(0.0)


def result_of(verdict: ElementVerdict, advisory: bool = False) -> ElementResult:
    """An element as the report shows it."""
    element: Element = verdict.element
    outcome = verdict.outcome
    return ElementResult(
        name=element.name,
        wording=element.wording,
        status=outcome.status,
        basis=element.basis,
        manual_reason=outcome.reason,
        quotes=tuple(Quote(quote.url, quote.text) for quote in outcome.quotes[:5]),
        missing=outcome.missing[:20],
        advice=element.advice if outcome.status != "pass" else "",
        advisory=advisory,
    )


def opened_of(pieces: Sequence[Piece]) -> tuple[Opened, ...]:
    """What was opened and read because its name suits, best first, each address once."""
    found: dict[str, Opened] = {}
    for piece in pieces:
        content, candidate = piece.content, piece.candidate
        if candidate.score >= STRONG and not (piece.child or content.unread):
            found.setdefault(content.url, Opened(content.url, candidate.label or content.title, len(content.lines)))
    return tuple(found.values())[:MAX_OPENED]


def gaps_of(
    item: Item,
    verdict: Verdict,
    dead: Sequence[Candidate],
    foreign: Sequence[tuple[str, str]],
    opened: Sequence[Opened],
) -> tuple[str, ...]:
    """Thai sentences: what an item lacks, and what looked like it and was none; none for an item that passes."""
    if verdict.status == "pass":
        return ()
    gaps = [f"เอกสารนี้เป็นของหน่วยงานอื่น ({owner}): {url}" for url, owner in foreign[:2]]
    for candidate in dead:
        reason = {
            "empty": "แต่ไม่มีลิงก์",
            "self": "แต่ลิงก์วนกลับมาหน้าเดิม",
            "script": "แต่ลิงก์ใช้สคริปต์ เปิดตรงไม่ได้",
            "home": "แต่ลิงก์พาไปหน้าแรก",
        }.get(candidate.cause, f"แต่{thai(candidate.cause)}")
        gaps.append(f"พบหัวข้อ “{candidate.label[:100]}” {reason} (หน้า {candidate.source})")
    if verdict.status == "missing" and opened:
        what = "ยังไม่มีเนื้อหา" if opened[0].lines <= BARE else "ไม่พบสิ่งที่ข้อนี้ต้องการ"
        more = f" (เปิดดูแล้ว {len(opened)} แห่ง)" if len(opened) > 1 else ""
        gaps.append(f"มีหัวข้อ “{opened[0].title[:100]}” แต่เปิดอ่านแล้ว{what}{more}")
    elif verdict.status == "missing" and not dead and not foreign:
        gaps.append(f"ไม่พบ{item.title}")
    for element in verdict.elements:
        outcome = element.outcome
        if outcome.status != "fail" or verdict.status == "missing":
            continue
        if element.element.name == "year":
            seen = f" (พบ “{outcome.quotes[0].text[:80]}”)" if outcome.quotes else " (ไม่พบปีในเอกสาร)"
            gaps.append(f"ยังไม่เห็นว่าเป็นข้อมูลของ{outcome.missing[0]}{seen}")
            continue
        who = f" ของ {', '.join(outcome.missing[:6])}" if outcome.missing else ""
        gaps.append(f"ยังขาด: {element.element.wording}{who}")
    return tuple(gaps[:14])
