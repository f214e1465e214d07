"""What is said once a scan ends: what came of it, which rows of the list are one site, and what it took."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from checker.scan import results
from checker.scan.agencies import twins
from checker.scan.progress import duration
from checker.scan.results import transaction

if TYPE_CHECKING:
    from checker.scan.engine import Engine

COUNTRY = 8_300  # agencies that are assessed


def note_same_sites(db: sqlite3.Connection, scan: int) -> None:
    """Mark the sites whose addresses led to one that an earlier row of the list stands for."""
    sites = results.sites(db, scan)
    same = twins(sites, {row.site: row for row in results.results(db, scan)})
    with transaction(db):
        db.executemany("update sites set same_site_as = ? where id = ?", [(same.get(s.id, ""), s.id) for s in sites])


def closing_words(db: sqlite3.Connection, scan: int, engine: Engine) -> str:
    """A few lines in Thai."""
    found = results.results(db, scan)
    done = [row for row in found if row.state == "done"]
    failed = [row for row in found if row.state == "failed"]
    lines = [f"ตรวจแล้ว {len(done)} เว็บไซต์ อ่านไม่ได้ {len(failed)} จากทั้งหมด {len(results.sites(db, scan))} แถว"]
    causes: dict[str, int] = {}
    for row in failed:
        words = row.cause_text.partition(" [")[0].partition(":")[0].partition(" (จะดู")[0]
        causes[words] = causes.get(words, 0) + 1
    for words, count in sorted(causes.items(), key=lambda each: (-each[1], each[0])):
        lines.append(f"  {words}: {count}")
    shared = [site for site in results.sites(db, scan) if site.same_site_as]
    if shared:
        shown = ", ".join(f"{site.id} = {site.same_site_as}" for site in shared[:5])
        lines.append(f"เป็นเว็บไซต์เดียวกัน {len(shared)} คู่: {shown}{' …' if len(shared) > 5 else ''}")
    left = len(engine.waiting) + len(engine.running)
    if left:
        lines.append(f"ยังไม่ได้ดู {left} เว็บไซต์ สั่งคำสั่งเดิมอีกครั้งเพื่อทำต่อ")
    if done:
        disk = sum(row.disk for row in done) / len(done)
        cpu = sum(row.cpu for row in done) / len(done)
        lines.append(
            f"ต่อเว็บไซต์: พื้นที่ {disk / 1024**2:.2f} MB เวลาประมวลผล {cpu:.2f} วินาที "
            f"(สำหรับ {COUNTRY:,} เว็บไซต์ราว {disk * COUNTRY / 1024**3:.1f} GB)"
        )
    if engine.seconds:
        slow = max(engine.seconds.items(), key=lambda each: (each[1], each[0]))
        lines.append(f"ช้าสุด {slow[0]} {duration(slow[1])} หน่วยความจำสูงสุด {engine.peak / 1024**2:.0f} MB")
    return "\n".join(lines)
