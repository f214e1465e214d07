"""What to mend first: points to gain against the work it takes."""

from __future__ import annotations

from collections.abc import Sequence

from config.loader import Criteria
from crawler.causes import thai
from reports.model import Finding, Todo
from reports.safe import cut

# Work by effort word, in units that only order the list.
_FOUND = 80  # characters of what was found that are shown
_WORK = {"low": 1.0, "medium": 2.0, "high": 4.0}


def todo(criteria: Criteria, findings: Sequence[Finding]) -> tuple[Todo, ...]:
    """A line per item that is not passed, most points per work first; ties in the criteria's order."""
    worth = item_worth(criteria)
    lines = []
    for at, finding in enumerate(findings):
        if finding.status == "pass":
            continue
        effort = _effort(finding)
        gain = worth[finding.item] * (100.0 - finding.score) / 100.0
        lines.append(
            (-gain / _WORK[effort], at, Todo(finding.item, round(gain, 2), effort, _sentence(finding), finding.unit))
        )
    return tuple(line for _, _, line in sorted(lines, key=lambda entry: entry[:2]))


def item_worth(criteria: Criteria) -> dict[str, float]:
    """Points of the OIT score that each item carries; they sum to 100."""
    worth = {}
    for indicator in criteria.indicators:
        share = 100.0 / len(criteria.indicators)
        items_of = {sub.code: [i for i in criteria.items if i.sub == sub.code] for sub in indicator.subs}
        total = sum(len(items) for items in items_of.values())
        for items in items_of.values():
            for item in items:
                if criteria.scoring.averaging == "subindicators":
                    worth[item.code] = share / len(indicator.subs) / len(items)
                else:
                    worth[item.code] = share / total
    return worth


def _effort(finding: Finding) -> str:
    if finding.status in ("undecided", "manual"):
        return "low"
    lacking = sum(element.status == "fail" for element in finding.elements)
    if finding.status in ("stale", "partial"):
        return "low" if lacking <= 1 else "medium"
    return "medium" if any("ลิงก์" in gap for gap in finding.gaps) else "high"


def _sentence(finding: Finding) -> str:
    if finding.status in ("undecided", "manual"):
        return "ให้คนเปิดดูและยืนยัน: " + (thai(finding.causes[0]) if finding.causes else finding.title)
    lacking = [element for element in finding.elements if element.status == "fail"]
    if finding.status == "stale":
        found = next((quote.text for part in lacking if part.name == "year" for quote in part.quotes), "")
        return f"เผยแพร่ข้อมูลของปี {finding.year} และเขียนปีไว้ในหัวข้อ" + (f" (ที่พบ: “{cut(found, _FOUND)}”)" if found else "")
    if finding.status == "partial" and lacking:
        advice = lacking[0].advice or finding.gaps[0] if finding.gaps else lacking[0].wording
        return advice + (f" (และอีก {len(lacking) - 1} อย่าง)" if len(lacking) > 1 else "")
    return finding.advice or (finding.gaps[0] if finding.gaps else finding.title)
