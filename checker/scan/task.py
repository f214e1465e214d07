"""What a site's process is asked, and what it answers: values that go from one machine to another."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.scan.results import FindingRow, ResultRow
from config.settings import CrawlSettings

KEEPS = ("pages", "text", "findings")

# Causes of a site's failure that are the scan's own words, beside those of crawler.causes: Thai for people.
CAUSES = {
    "address": "ที่อยู่ในรายชื่อใช้ไม่ได้",
    "memory": "ใช้หน่วยความจำเกินกำหนด จึงหยุดอ่าน",
    "hang": "ไม่เสร็จในเวลาที่กำหนดต่อหนึ่งเว็บไซต์ จึงหยุดอ่าน",
    "died": "โปรแกรมอ่านเว็บไซต์นี้หยุดกลางทางหลายครั้ง",
}


@dataclass(frozen=True, slots=True)
class Task:
    """One site to be checked. ``token`` is another for every time that the site is to be looked at anew."""

    site: str
    address: str
    name: str
    kind: str
    folder: str  # of the scan; on another machine one of its own
    token: str
    criteria: str
    year: int
    settings: CrawlSettings
    keep: str = "pages"  # KEEPS
    report: bool = True  # write the site's own gap report
    memory: int = 0  # bytes
    salvage: str = ""  # cause for which no more is asked of the site: what was read is judged
    earlier: ResultRow | None = None  # nothing is asked of the site: its archive, which gave this, is judged again
    job: str = ""  # this attempt, for the keeper of servers


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task. ``stages``: CPU seconds by what they went into."""

    result: ResultRow
    findings: tuple[FindingRow, ...] = ()
    stages: dict[str, float] = field(default_factory=dict)
