"""Invented results of scans, in the database's own form: the same seed gives the same database.

For tests and for ``benchmarks/matrix.py``. Agencies, quotations and addresses are made up.
"""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from checker.in_words import points_of
from checker.scan import results
from checker.score import score
from config.loader import Criteria, load_criteria

KINDS = ("เทศบาลตำบล", "เทศบาลเมือง", "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด", "สถานีตำรวจ", "โรงพยาบาล")
PROVINCES = tuple(f"จังหวัด{a}{b}" for a in ("ทอง", "แก้ว", "ฟ้า", "ดง", "ห้วย", "หนอง", "สวน") for b in (
    "สว่าง", "งาม", "ใหม่", "เหนือ", "ใต้", "กลาง", "ทราย", "หิน", "ไทร", "บัว", "คำ"))  # fmt: skip
MAKERS = ("", "", "WordPress 6.5", "Joomla! 3.9", "ทำเว็บง่าย 4", "ท้องถิ่นออนไลน์ 2", "Drupal 10")
HARD = (1.25, 0.95, 1.3, 1.2, 1.1, 0.55, 0.7, 0.9, 1.0, 1.15, 0.6)  # how likely an item is met, by its place
HOSTILE = (
    "</script><script>document.title='owned'</script>",
    '=HYPERLINK("http://127.0.0.1/","click")',
    "\u202eกลับ\u202d \u2066หัว\u2069 <img src=x onerror=alert(1)>",
    "+cmd|' /C calc'!A0",
)


def make(folder: Path, rows: int, scans: int = 2, seed: int = 7, hostile: bool = True) -> Path:
    """Write ``scans`` scans of ``rows`` agencies into the database of a folder, and return its path."""
    criteria = load_criteria("2568")
    with closing(results.connect(folder, write=True)) as db, results.transaction(db):
        known = _sites(rows, random.Random(seed), hostile)
        for scan in range(1, scans + 1):
            day = f"2026-11-{10 + scan:02d}"
            made = results.ScanRow(
                0, f"{day}T15:00:00+00:00", f"{day}T23:40:00+00:00", 2568, "2568", "c1",
                "r1" if scan < scans else "r2", "oit-checker 1.0.0", "รายชื่อหน่วยงาน.csv",
            )  # fmt: skip
            assert results.begin_scan(db, made) == scan
            for n, site in enumerate(known):
                # One agency is new in the last scan, one has gone from the list.
                if (n == 1 and scan < scans) or (n == 2 and scan == scans):
                    continue
                results.put_site(db, scan, site)
                found = _judged(scan, n, random.Random(f"{seed} {n}"), criteria, scans, rows)
                if found:
                    results.write_result(db, scan, *found)
    return results.path_in(folder)


def _id(number: int) -> str:
    return f"a{number + 1:05d}"


def _host(number: int) -> str:
    return f"www.agency-{number + 1}.example"


def _sites(rows: int, chance: random.Random, hostile: bool) -> list[results.SiteRow]:
    known = []
    for n in range(rows):
        kind, province = chance.choice(KINDS), chance.choice(PROVINCES[: max(2, min(rows // 4, 77))])
        name = f"{kind}ทุ่งนา{n + 1}"
        if hostile and 4 <= n < 4 + len(HOSTILE):
            name = HOSTILE[n - 4]
        known.append(
            results.SiteRow(
                _id(n), name, f"https://{_host(n)}/", kind, province, {"สังกัด": f"กลุ่ม {n % 5 + 1}"}, n + 1, _host(n),
                duplicate_of=_id(3) if n == 9 else "",
            )
        )  # fmt: skip
    return known


def _judged(
    scan: int, n: int, chance: random.Random, criteria: Criteria, scans: int, rows: int
) -> tuple[results.ResultRow, tuple[results.FindingRow, ...]] | None:
    maker = MAKERS[chance.randrange(len(MAKERS))]
    skill = chance.betavariate(4, 2)
    down = chance.random() < 0.05
    hijacked = chance.random() < 0.02 or n == 8
    when, rules = f"2026-11-{10 + scan:02d}T20:00:00+00:00", "r1" if scan < scans or n == 3 else "r2"
    if n == 9 or n == rows - 1:
        return None  # the twin of another; not yet tried
    whole = results.ResultRow(
        _id(n), "done", pages=60, documents=22, requests=95, bytes=4_000_000, seconds=8.0, peak_mb=140.0,
        rules_version=rules, criteria_version="c1", judged_at=when, finished=when,
    )  # fmt: skip
    if down or n == 7:
        return replace(
            whole, state="failed", cause=("timeout", "dns", "tls", "botwall")[n % 4], pages=0, high=100.0
        ), ()
    findings = []
    for at, item in enumerate(criteria.items):
        names = [element.name for element in item.elements]
        draw, better = chance.random(), chance.random() < 0.06 * (scan - 1)
        status = (
            "pass"
            if draw < skill * HARD[at % len(HARD)]
            else chance.choice(("partial", "partial", "missing", "stale", "undecided"))
        )
        if status == "stale" and "year" not in names:
            status = "partial"
        if better:
            status = {"partial": "pass", "missing": "partial", "pass": "missing"}.get(status, status)
        missing = chance.sample(names, chance.randint(1, max(1, len(names) - 1))) if status == "partial" else []
        if maker == "ทำเว็บง่าย 4" and item.code == "O18":
            status, missing = "partial", ["separate"]
        missing = ["year"] if status == "stale" else names if status == "missing" else missing
        seen = status in ("pass", "partial", "stale")
        findings.append(
            results.FindingRow(
                item.code, status, round(chance.uniform(0.6, 0.97), 2), "scan" if status == "undecided" else "",
                missing=tuple(missing), url=f"https://{_host(n)}/ita/{item.code.lower()}" if seen else "",
                title=f"{item.title} ของ {_id(n)}" if seen else "",
                quote=f"ข้อความตัวอย่างของ {item.code}" if seen else "",
            )
        )  # fmt: skip
    total = score(criteria, {one.item: points_of(one.status, criteria.scoring.levels) for one in findings})
    passed = sum(one.status == "pass" for one in findings)
    return replace(
        whole, score=total.oit, low=total.low, high=total.high, passed=passed, maker=maker, hijacked=int(hijacked),
        archive=f"archives/{_id(n)}.db", report=f"reports/{_id(n)}.html",
    ), tuple(findings)  # fmt: skip
