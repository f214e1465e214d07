"""How likely a verdict is right: a small logistic form over signs that an officer can be told.

``confidence`` estimates P(present, partly present or absent is right); of an undecided item, that something is there
which could not be read.

How the weights were made: ``benchmarks/calibration.py FOLDER --keep DIR --weights`` fits them to the hand judgements of
real sites, each weight drawn towards nothing unless the judgements insist, and tells how they do in ten folds by site.
Signs that did not help there were left out: the distance to the next item, the kind of the evidence, what was read
beside it. With some twenty wrong verdicts among two hundred the kind of verdict tells most, and the rest is fine
adjustment. ``incomplete`` stands by judgement, as no stored crawl of the benchmark ended early.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from checker.verdict import Verdict
from rules.evidence import Piece
from rules.locate import KEEP, Candidate, Locator

LEAST, MOST = 0.05, 0.97  # nothing judged by program is surer than this, either way
PLAIN = 0.95  # a candidate of this score is named without doubt

# Weights per kind of verdict; every sign lies between 0 and 1.
WEIGHTS: dict[str, dict[str, float]] = {
    "present": {"base": 1.23, "faint": -0.59},
    "partial": {"base": 1.91, "faint": -0.08, "share": -0.42},
    "absent": {"base": 2.55, "dead": 0.72, "near": -0.92},
    "undecided": {"base": 2.69},
}
FIXED: dict[str, dict[str, float]] = {"absent": {"incomplete": -1.0}}

SIGNS_THAI: dict[str, str] = {
    "base": "โดยทั่วไปของผลตัดสินแบบนี้",
    "faint": "ชื่อของแหล่งที่พบไม่ตรงกับชื่อข้ออย่างชัดเจน",
    "share": "องค์ประกอบที่พบมีมาก จึงอาจมีครบแล้ว",
    "dead": "มีหัวข้อนี้ แต่ลิงก์ไม่พาไปที่ใด",
    "near": "มีข้อความอื่นที่ใกล้กับชื่อข้อ",
    "incomplete": "อ่านเว็บไซต์ไม่ครบ",
}


@dataclass(frozen=True, slots=True)
class Signs:
    """What the confidence rests on. ``kind``: present, partial, absent, undecided; the rest between 0 and 1."""

    kind: str
    faint: float = 0.0  # how far the best candidate is from being named without doubt; 1 when there is none
    share: float = 0.0  # elements proven, of those judged
    dead: float = 0.0  # 1 when something is named like the item and leads nowhere
    near: float = 0.0  # how near the nearest wording comes, when nothing at all was located
    incomplete: float = 0.0  # 1 when addresses of the site were left unread


def signs(item: str, verdict: Verdict, candidates: Sequence[Candidate], pieces: Sequence[Piece], at: Locator) -> Signs:
    """The signs of one verdict."""
    kind = {"missing": "absent", "undecided": "undecided", "manual": "undecided"}.get(verdict.status, "present")
    judged = [e for e in verdict.elements if e.element.name != "year" and e.outcome.status in ("pass", "fail")]
    proven = sum(e.outcome.status == "pass" for e in judged)
    if kind == "present" and proven < len(judged):
        kind = "partial"
    best = max((candidate.score for candidate in candidates if candidate.kind != "dead"), default=0.0)
    dead = any(candidate.kind == "dead" for candidate in candidates)
    read = any(not piece.content.unread for piece in pieces)
    nearest = at.nearest(item) if kind == "absent" and not dead and not read else None
    return Signs(
        kind,
        faint=max(0.0, min(1.0, (PLAIN - best) / (PLAIN - KEEP))),
        share=proven / len(judged) if judged else 0.0,
        dead=float(dead),
        near=min(1.0, nearest[2]) if nearest else 0.0,
        incomplete=float(not at.site.complete),
    )


def parts(given: Signs) -> list[tuple[str, float, float]]:
    """(sign, its value, what it adds to the log-odds), the base first, then the heaviest."""
    found = []
    for name, weight in (WEIGHTS[given.kind] | FIXED.get(given.kind, {})).items():
        value = 1.0 if name == "base" else float(getattr(given, name))
        found.append((name, value, weight * value))
    return sorted(found, key=lambda part: (part[0] != "base", -abs(part[2]), part[0]))


def chance(odds: float) -> float:
    """Probability of these log-odds, between ``LEAST`` and ``MOST``."""
    return max(LEAST, min(MOST, 1.0 / (1.0 + math.exp(-odds))))


def confidence(given: Signs) -> float:
    """Between ``LEAST`` and ``MOST``, two decimals."""
    return round(chance(sum(added for _, _, added in parts(given))), 2)
