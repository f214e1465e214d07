"""How likely a verdict is right: a small logistic form over signs that an officer can be told.

``confidence`` estimates P(present, partly present or absent is right) — for an undecided item, that something is
really there which could not be read. The weights were fitted by ``benchmarks/calibration.py``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from checker.verdict import Verdict
from rules.evidence import Piece
from rules.locate import Candidate, Locator

LEAST, MOST = 0.05, 0.97  # nothing judged by program is surer than this, either way

# Weights per kind of verdict; every sign lies between 0 and 1.
WEIGHTS: dict[str, dict[str, float]] = {
    "present": {"base": 0.0, "best": 2.4},
    "partial": {"base": 0.0, "best": 1.2, "share": 0.8},
    "absent": {"base": 2.8, "nearest": -2.0},
    "undecided": {"base": -0.5, "best": 0.5},
}

SIGNS_THAI: dict[str, str] = {
    "base": "ประเภทของผลตัดสิน",
    "best": "คะแนนของแหล่งที่ดีที่สุด",
    "margin": "ระยะห่างจากข้ออื่นที่ใกล้ที่สุด",
    "share": "สัดส่วนองค์ประกอบที่มีข้อความยืนยัน",
    "document": "หลักฐานเป็นเอกสารที่อ่านได้",
    "read": "เปิดอ่านเนื้อหาแล้วแต่ไม่พบ",
    "nearest": "ข้อความอื่นในเว็บไซต์ที่ใกล้กับชื่อข้อ",
    "incomplete": "อ่านเว็บไซต์ไม่ครบ",
}


@dataclass(frozen=True, slots=True)
class Signs:
    """What the confidence rests on. ``kind``: present, partial, absent, undecided; the rest between 0 and 1."""

    kind: str
    best: float = 0.0  # score of the best candidate that leads somewhere
    margin: float = 0.0  # distance of its label from the next item
    share: float = 0.0  # elements proven, of those judged
    document: float = 0.0  # 1 when a readable document proves most
    read: float = 0.0  # 1 when something was located and read
    nearest: float = 0.0  # how near the nearest wording that was not enough comes
    incomplete: float = 0.0  # 1 when addresses of the site were left unread


def signs(item: str, verdict: Verdict, candidates: Sequence[Candidate], pieces: Sequence[Piece], at: Locator) -> Signs:
    """The signs of one verdict."""
    kind = {"missing": "absent", "undecided": "undecided", "manual": "undecided"}.get(verdict.status, "present")
    judged = [e for e in verdict.elements if e.element.name != "year" and e.outcome.status in ("pass", "fail")]
    proven = [e for e in judged if e.outcome.status == "pass"]
    if kind == "present" and len(proven) < len(judged):
        kind = "partial"
    alive = [candidate for candidate in candidates if candidate.kind != "dead"]
    best = max(alive, key=lambda c: (c.score, c.label), default=None)
    nearest = at.nearest(item) if kind == "absent" else None
    urls = [quote.url for e in proven for quote in e.outcome.quotes[:1]]
    documents = sum(url in at.documents for url in urls)
    return Signs(
        kind,
        best=min(1.0, best.score) if best else 0.0,
        margin=max(0.0, min(1.0, at.matcher.match(best.label).margin)) if best else 0.0,
        share=len(proven) / len(judged) if judged else 0.0,
        document=float(documents * 2 > len(urls)),
        read=float(any(not piece.content.unread for piece in pieces)),
        nearest=min(1.0, nearest[2]) if nearest else 0.0,
        incomplete=float(not at.site.complete),
    )


def parts(given: Signs) -> list[tuple[str, float, float]]:
    """(sign, its value, what it adds to the log-odds), the heaviest first; the base is always there."""
    found = []
    for name, weight in WEIGHTS[given.kind].items():
        value = 1.0 if name == "base" else getattr(given, name)
        found.append((name, value, weight * value))
    return sorted(found, key=lambda part: (part[0] != "base", -abs(part[2]), part[0]))


def confidence(given: Signs) -> float:
    """Between ``LEAST`` and ``MOST``, two decimals."""
    odds = sum(added for _, _, added in parts(given))
    return round(max(LEAST, min(MOST, 1.0 / (1.0 + math.exp(-odds)))), 2)
