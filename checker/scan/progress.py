"""How far a scan is, as values: written to the folder while it runs, read by ``oit scan --status``."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker.scan import jobs
from checker.scan.memory import own_bytes

if TYPE_CHECKING:
    from checker.scan.engine import Engine

NAME = "progress.json"
STALE = 15.0  # seconds without a word after which nobody is at work


@dataclass(frozen=True, slots=True)
class State:
    """Times in seconds; ``left`` is -1 while nothing can be said."""

    at: float
    began: float
    total: int
    done: int
    failed: int
    later: int  # failed once, to be looked at again
    running: int
    waiting: int
    per_minute: float
    left: float
    memory: int  # bytes now
    peak: int
    slowest: tuple[tuple[str, float], ...]  # sites at work, longest first
    stopped: str = ""

    @property
    def alive(self) -> bool:
        """Whether somebody was at work a moment ago."""
        return not self.stopped and bool(self.running or self.waiting or self.later) and time.time() - self.at < STALE


def state_of(engine: Engine, connection: sqlite3.Connection) -> State:
    """How far an engine is."""
    now = time.time()
    count = jobs.counts(connection, engine.scan)
    later = sum(job.look > 1 for job in engine.waiting.values())
    minutes = max(now - engine.began, 1.0) / 60
    rate = engine.ended / minutes
    left = len(engine.waiting) + len(engine.running)
    slowest = sorted(((job.site, now - began) for job, began in engine.running.values()), key=lambda each: -each[1])
    memory = engine.memory + own_bytes()
    return State(
        at=now,
        began=engine.began,
        total=sum(count.values()),
        done=count.get("done", 0),
        failed=count.get("failed", 0),
        later=later,
        running=len(engine.running),
        waiting=len(engine.waiting) - later,
        per_minute=round(rate, 1),
        left=round(left / rate * 60) if rate else -1.0,
        memory=memory,
        peak=max(engine.peak, memory),
        slowest=tuple((site, round(seconds, 1)) for site, seconds in slowest[:3]),
        stopped=engine.stopped,
    )


def write(folder: Path, state: State) -> None:
    """Write whole or not at all."""
    part = folder / (NAME + ".part")
    part.write_text(json.dumps(asdict(state), ensure_ascii=False), encoding="utf-8")
    part.replace(folder / NAME)


def read(folder: Path) -> State | None:
    """The last state written, None when there is none."""
    with suppress(OSError, ValueError, TypeError):
        data = json.loads((folder / NAME).read_text(encoding="utf-8"))
        data["slowest"] = tuple((str(site), float(seconds)) for site, seconds in data["slowest"])
        return State(**data)
    return None


def in_words(state: State) -> str:
    """One line in Thai."""
    parts = [f"เสร็จ {state.done + state.failed}/{state.total}"]
    if state.failed:
        parts.append(f"อ่านไม่ได้ {state.failed}")
    if state.later:
        parts.append(f"รอดูซ้ำ {state.later}")
    parts.append(f"กำลังทำ {state.running}")
    parts.append(f"{state.per_minute:.1f} เว็บไซต์/นาที")
    if state.left >= 0 and (state.running or state.waiting):
        parts.append(f"เหลือราว {duration(state.left)}")
    parts.append(f"หน่วยความจำ {state.memory / 1024**2:.0f} MB")
    if state.slowest and state.slowest[0][1] >= 10:
        parts.append(f"ช้าสุด {state.slowest[0][0]} ({duration(state.slowest[0][1])})")
    return " · ".join(parts)


def duration(seconds: float) -> str:
    """A length of time in Thai."""
    if seconds < 90:
        return f"{seconds:.0f} วินาที"
    if seconds < 5400:
        return f"{seconds / 60:.0f} นาที"
    return f"{seconds / 3600:.1f} ชั่วโมง"
