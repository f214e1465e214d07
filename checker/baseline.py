"""What a run is compared with: the last runs of its archive, a run by number, or a file that was kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from checker import history
from checker.compare import Seen, compare, settle
from checker.errors import UserError
from reports.json_report import ReportError, from_dict
from reports.model import Diff, Report

_LARGEST = 200_000_000  # bytes of a JSON report


@dataclass(frozen=True)
class Baseline:
    """What was known, what had been seen then, and the items that could not be read the last time."""

    report: Report
    seen: Seen | None
    waiting: frozenset[str]

    def diff(self, report: Report, seen: Seen | None) -> Diff:
        """What ``report`` changes."""
        return compare(self.report, report, seen_before=self.seen, seen_after=seen, waiting=self.waiting)


def load(word: str, archive: Path) -> Baseline | None:
    """The baseline that ``word`` names: "last", the number of a run in ``archive``, or a file (archive or JSON).

    None for "last" when ``archive`` holds no run yet. Raises UserError.
    """
    earlier = history.runs(archive)
    if word == "last":
        if not earlier:
            return None
        known, waiting = settle(earlier)
        return Baseline(known, earlier[-1][1], waiting)
    if word.isdecimal() and not Path(word).exists():
        found = history.stored(archive, int(word))
        if found is None:
            raise UserError(f"--baseline {word}: ไม่มีผลครั้งที่ {word} ใน {archive} ดูรายการด้วย oit history {archive}")
    else:
        found = load_run(word)
    report, seen = found
    # Only the last night tells whether a failure is the first: the baseline itself may be a year old.
    last = earlier[-1:]
    _, waiting = settle([found, *last])
    return Baseline(report, seen, waiting)


def load_run(word: str) -> tuple[Report, Seen | None]:
    """A run from FILE or FILE@RUN: an archive's (its newest unless told), or a JSON report. Raises UserError."""
    path, run = Path(word), 0
    if not path.exists():
        name, at, number = word.rpartition("@")
        if not (at and number.isdecimal()):
            raise UserError(f"{word}: ไม่มีไฟล์นี้")
        path, run = Path(name), int(number)
    try:
        with path.open("rb") as file:
            head = file.read(16)
            if head.startswith(b"SQLite format 3\x00"):
                found = history.stored(path, run)
                if found is None:
                    which = f"ครั้งที่ {run} " if run else ""
                    raise UserError(f"{path}: ไม่มีผลการตัดสิน{which} ให้รัน oit judge {path} ก่อน")
                return found
            text = (head + file.read(_LARGEST)).decode("utf-8-sig")
    except OSError as error:
        raise UserError(f"{path}: เปิดไม่ได้ ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: ไม่ใช่ฐานข้อมูลหรือรายงาน JSON ของโปรแกรมนี้") from error
    try:
        return from_dict(json.loads(text)), None
    except (ReportError, ValueError, RecursionError) as error:
        raise UserError(f"{path}: ไม่ใช่ฐานข้อมูลหรือรายงาน JSON ของโปรแกรมนี้ ({error})") from error
