"""What ``oit rules`` and ``oit match`` print."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from checker.check import criteria_for
from checker.engine import matcher_for
from config.loader import Element, Item
from rules.collection import rule_doc


def rules_text(criteria: str, name: str = "") -> str:
    """All items with rule and elements, or one item or rule in full."""
    items, _ = criteria_for(criteria, None)
    wanted = [item for item in items.items if not name or name.lower() in (item.code.lower(), item.rule)]
    if not wanted:
        from checker.errors import UserError

        raise UserError(f"ไม่มีข้อหรือกติกาชื่อ {name} ในรายการ {items.name}: ใช้รหัส เช่น {items.items[0].code} หรือชื่อกติกา")
    return "\n".join(_item(item, whole=bool(name)) for item in wanted)


def _item(item: Item, whole: bool) -> str:
    year = f" [{item.year}]" if item.year else ""
    lines = [f"{item.code} {item.title}{year} → {item.rule or 'ให้คนตรวจ: ' + item.manual}"]
    lines += [f"    {_element(element)}" for element in item.elements]
    lines += [f"    (คำแนะนำ) {_element(element)}" for element in item.advisories]
    if whole:
        lines += ["", *(rule_doc(item.rule).splitlines() if item.rule else ()), ""]
        lines += ["ชื่ออื่น: " + "; ".join(item.labels), "ไม่ใช่: " + "; ".join(item.unlike)]
        lines += ["วิธีแก้: " + item.advice, "หน่วยที่มักรับผิดชอบ: " + item.unit]
    return "\n".join(lines)


def _element(element: Element) -> str:
    manual = f" — ให้คนตรวจ: {element.manual}" if element.manual else ""
    return f"{element.name}: {element.wording} ({element.basis}){manual}"


def match_lines(texts: Iterable[str], criteria: str, as_json: bool) -> Iterator[str]:
    """A line per text: the item it belongs to, with scores. A context may follow the text after a tab."""
    matcher = matcher_for(criteria_for(criteria, None)[0])
    titles = {item.code: item.title for item in criteria_for(criteria, None)[0].items}
    for line in texts:
        text, *context = line.split("\t")
        found = matcher.match(text, tuple(part for part in context if part.strip()))
        best = None if found.negative else found.best
        if as_json:
            yield json.dumps(
                {
                    "text": text,
                    "best": best,
                    "score": round(found.score, 4),
                    "margin": round(found.margin, 4),
                    "candidates": [{"item": code, "score": round(score, 4)} for code, score, _ in found.candidates],
                },
                ensure_ascii=False,
            )
        elif best:
            yield f"{text} → {best} {titles[best]} (คะแนน {found.score:.2f} ห่างข้อถัดไป {found.margin:.2f})"
        else:
            near = f" ใกล้ที่สุด {found.candidates[0][0]} ({found.candidates[0][1]:.2f})" if found.candidates else ""
            yield f"{text} → ไม่ตรงข้อใด{near}"
