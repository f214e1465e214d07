"""The whole way from an item to its verdict: what was asked, what was found, what each content showed, why this one.

``explained`` gives it as values, ``explain_json`` for a program, ``checker.explain_text`` as Thai text for an officer
or an auditor. Everything is taken from the judgement itself; nothing is judged anew by other means.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from checker.confidence import parts
from checker.engine import Judgement, Weighed
from config.loader import Item
from crawler.causes import thai as cause_name
from reports.model import Finding
from rules.evidence import Piece
from rules.locate import Candidate
from rules.match import ACCEPT, MARGIN, Match
from rules.rule import Outcome, Rule

SCHEMA = "oit-explain/1"
MOST_ALIKE = 5  # wordings shown that were not enough
MOST_REJECTED = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """What one content showed of one element."""

    element: str
    status: str
    words: str  # the quotation, or why it could not be judged, or who lacks it


@dataclass(frozen=True, slots=True)
class Read:
    """One content that the rule was given, in the order in which it was asked."""

    url: str
    kind: str
    title: str
    label: str
    score: float
    linked_from: str  # the candidate page that leads to it; "" when it is the candidate itself
    lines: int
    unread: str
    year: str  # pass, fail, unknown; "" when the item asks for none
    year_words: str
    elements: tuple[Shown, ...]
    used: tuple[str, ...]  # elements whose proof stands here
    because: str  # Thai: why it was used, or not


@dataclass(frozen=True, slots=True)
class Alike:
    """A wording of the site that comes near the item and was not taken for it."""

    text: str
    page: str
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One item, the whole way."""

    finding: Finding
    rule: str
    core: tuple[str, ...]
    names: tuple[str, ...]
    unlike: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    read: tuple[Read, ...]
    rejected: tuple[Alike, ...]
    alike: tuple[Alike, ...]
    confidence: tuple[tuple[str, float, float], ...]  # sign, value, what it adds
    pages: int
    documents: int
    blind: str  # why nothing may be called missing on this site; "" when it was really looked at


def explained(judgement: Judgement, codes: Sequence[str] = ()) -> tuple[Explanation, ...]:
    """The explanations of the named items, or of all, in the order of the list."""
    items = [item for item in judgement.criteria.items if not codes or item.code in codes]
    with judgement.site.open():
        alike = _alike(judgement, items)
        return tuple(_item(judgement, item, alike[item.code]) for item in items)


def _item(judgement: Judgement, item: Item, alike: tuple[Alike, ...]) -> Explanation:
    finding = judgement.finding(item)
    rule = judgement.rules.get(item.rule) if item.rule else None
    weighed = judgement.weigh(item, rule) if rule is not None else None
    site = judgement.site
    return Explanation(
        finding=finding,
        rule=item.rule,
        core=rule.core if rule else (),
        names=(item.title, *item.labels),
        unlike=item.unlike,
        candidates=weighed.candidates if weighed else judgement.candidates(item),
        read=_read(judgement, item, rule, weighed) if rule is not None and weighed is not None else (),
        rejected=_rejected(judgement, item),
        alike=alike,
        confidence=tuple(parts(weighed.signs)) if weighed else (),
        pages=len(site.pages),
        documents=len(site.documents),
        blind=judgement.blind,
    )


# --- what each content showed -------------------------------------------------------------------------


def _read(judgement: Judgement, item: Item, rule: Rule, weighed: Weighed) -> tuple[Read, ...]:
    asked = item.asked_year(judgement.year)
    names = [element.name for element in item.elements if element.name != "year" and not element.manual]
    used: dict[str, list[str]] = {}
    for verdict in weighed.verdict.elements:
        if verdict.outcome.status == "pass" and verdict.element.name != "year":
            for url in dict.fromkeys(quote.url for quote in verdict.outcome.quotes):
                used.setdefault(url, []).append(verdict.element.name)
    found: list[Read] = []
    given: set[str] = set()  # addresses that a proof was already counted for
    for piece in judgement.right_year_first(item, weighed.pieces):
        content = piece.content
        alone = rule.judge([content], names)
        elements = tuple(_shown(name, alone[name]) for name in names)
        year, words = judgement.piece_year(item, piece) if asked else ("", "")
        here = tuple(used.get(content.url, ())) if content.url not in given else ()
        if here:
            given.add(content.url)
        found.append(
            Read(
                url=content.url,
                kind=content.kind,
                title=content.title,
                label=content.label,
                score=round(piece.candidate.score, 3),
                linked_from=piece.candidate.source if piece.child else "",
                lines=len(content.lines),
                unread=content.unread,
                year=year,
                year_words=words,
                elements=elements,
                used=here,
                because=_because(piece, elements, here, year, asked, found),
            )
        )
    return tuple(found)


def _shown(name: str, outcome: Outcome) -> Shown:
    words = outcome.quotes[0].text if outcome.quotes else outcome.reason
    if outcome.status == "fail" and outcome.missing:
        words = "ไม่มีของ " + ", ".join(outcome.missing[:5])
    return Shown(name, outcome.status, words)


def _because(
    piece: Piece, elements: Sequence[Shown], used: Sequence[str], year: str, asked: int, before: Sequence[Read]
) -> str:
    """Why a content was used or passed over, in a sentence."""
    proves = [element.element for element in elements if element.status == "pass"]
    of_year = {"pass": f"เป็นของปี {asked}", "fail": f"แต่ไม่ใช่ของปี {asked}", "unknown": "แต่ไม่บอกปี"}.get(year, "")
    if piece.content.unread and not proves:
        return f"ยังอ่านไม่ได้ ({cause_name(piece.content.unread)}) จึงไม่นับว่าไม่มี"
    if used:
        reason = f"ใช้ยืนยัน {', '.join(used)}"
        return f"{reason} {of_year}" if of_year else reason
    if not proves:
        unsure = next((element.words for element in elements if element.status == "error"), "")
        seen = f"อ่านเพียงบางส่วน ({piece.content.partly})" if piece.content.partly else "อ่านแล้ว"
        return f"ตัดสินจากข้อความไม่ได้: {unsure}" if unsure else f"{seen} ไม่พบองค์ประกอบใด"
    winner = next((one for one in before if set(one.used) & set(proves)), None)
    if winner is None:
        return f"มี {', '.join(proves)} แต่ยังไม่พอที่จะนับเป็นคำตอบ"
    if asked and winner.year != year:
        why = f"อีกแหล่งตรงปีที่ถาม ({asked}) กว่า"
    elif winner.score > round(piece.candidate.score, 3):
        why = f"คะแนนต่ำกว่า ({piece.candidate.score:.2f} ต่อ {winner.score:.2f})"
    else:
        why = "มีแหล่งที่อยู่ลำดับก่อนยืนยันแล้ว"
    return f"มี {', '.join(proves)} ด้วย แต่ไม่ได้ใช้ เพราะ{why}: {winner.url}"


# --- what was left out --------------------------------------------------------------------------------


def _rejected(judgement: Judgement, item: Item) -> tuple[Alike, ...]:
    """Claims that were weighed and left out for a low score, each address once."""
    best: dict[str, Alike] = {}
    for claim in judgement.locator.rejected:
        if claim.item == item.code and (claim.url not in best or best[claim.url].score < claim.score):
            best[claim.url] = Alike(claim.label, claim.url, round(claim.score, 3), "; ".join(claim.why))
    return tuple(sorted(best.values(), key=lambda one: (-one.score, one.page, one.text))[:MOST_REJECTED])


def _alike(judgement: Judgement, items: Sequence[Item]) -> dict[str, tuple[Alike, ...]]:
    """Of each item the nearest wordings of links that were not taken for it, and why not."""
    taken = {item.code: {candidate.label for candidate in judgement.candidates(item)} for item in items}
    best: dict[str, dict[str, Alike]] = {item.code: {} for item in items}
    for page in judgement.site.pages:
        for link in page.links:
            text = link.text
            if not text:
                continue
            match = judgement.locator.matcher.match(text, (*link.menu, *link.headings))
            for code, score, _ in match.candidates:
                if code not in best or text in taken[code] or score <= 0 or (match.best == code and not match.negative):
                    continue
                known = best[code].get(text)
                if known is None or (-score, page.url) < (-known.score, known.page):
                    best[code][text] = Alike(text, page.url, round(score, 3), _why_not(match, score))
    return {
        code: tuple(sorted(found.values(), key=lambda one: (-one.score, one.text, one.page))[:MOST_ALIKE])
        for code, found in best.items()
    }


def _why_not(match: Match, score: float) -> str:
    """Why a wording was not taken for an item that it comes near by ``score``."""
    if match.negative:
        return f"เป็นชื่อของเรื่องอื่น: “{match.label}”"
    if match.best:
        return f"ตรงกับข้อ {match.best} มากกว่า ({match.score:.2f})"
    if score < ACCEPT:
        return f"ตรงกันไม่ถึงเกณฑ์ {ACCEPT:.2f}"
    return f"ห่างจากข้ออื่นไม่ถึง {MARGIN:.2f} จึงบอกไม่ได้ว่าเป็นข้อใด"


# --- as JSON and as text ------------------------------------------------------------------------------


def explain_json(found: Sequence[Explanation], judgement: Judgement) -> str:
    """All explanations as one JSON text, keys in a fixed order."""
    data = {
        "schema": SCHEMA,
        "site": judgement.site.start,
        "criteria": judgement.criteria.name,
        "year": judgement.year,
        "items": [asdict(one) for one in found],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def explain_archive(
    archive: Path, items: Sequence[str], criteria: str | None, year: int | None, agency: Path | None, as_json: bool
) -> str:
    """Judge a stored crawl and explain ``items`` (codes or rule names; none: all). Raises UserError."""
    from checker.check import agency_for, criteria_for, site_of
    from checker.errors import UserError
    from checker.explain_text import render

    chosen, assessed = criteria_for(criteria, year)
    codes = []
    for name in items:
        matching = [item.code for item in chosen.items if name.lower() in (item.code.lower(), item.rule)]
        if not matching:
            raise UserError(f"ไม่มีข้อ {name} ในรายการ {chosen.name}: ใช้รหัส เช่น {chosen.items[0].code} หรือชื่อกติกา")
        codes += matching
    judgement = Judgement(site_of(archive), chosen, assessed, agency_for(agency))
    found = explained(judgement, codes)
    return explain_json(found, judgement) if as_json else render(found, judgement.criteria)
