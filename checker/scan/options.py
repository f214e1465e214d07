"""What a scan is told: how far each site is read, how politely, and what is kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from checker.scan.limiter import Limiter

HEAVY = 90_000_000  # bytes that a site's process takes by itself, roughly
PATIENCE = 0.8  # part of a site's hard time after which its crawl ends in order


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """Times in seconds, memory in bytes."""

    criteria: str = ""
    year: int = 0
    workers: int = 0  # 0: as this machine allows
    deadline: float = 0.0  # of the whole scan, 0 for none
    site_deadline: float = 900.0  # hard
    memory: int = 1_000_000_000  # of one site
    max_pages: int = 400
    keep: str = "pages"
    reports: bool = True
    connections: int = 6  # at once to one server address, of all sites together
    delay: float = 1.0  # between two requests to one server address
    second_look: float = 2 * 3600.0
    offsite: bool = True
    browser: bool = True
    robots: bool = True
    insecure: bool = False
    allow_private: bool = False

    def stored(self) -> dict[str, Any]:
        """As the results database keeps them."""
        return asdict(self)

    @classmethod
    def of(cls, stored: dict[str, Any], **now: Any) -> ScanOptions:
        """As they were stored, with what is said ``now`` laid over."""
        known = {f.name for f in fields(cls)}
        return cls(**({name: value for name, value in stored.items() if name in known} | now))

    def at_once(self, limiter: Limiter) -> int:
        """Requests at once that one site may send; where no crawl can have a home all places are visitors'."""
        return (limiter.at_home_with_browser if self.browser else limiter.at_home) or self.connections

    def homes(self, limiter: Limiter) -> bool:
        """Whether there are connections enough for a crawl to live on a server beside its visitors."""
        return (limiter.at_home_with_browser if self.browser else limiter.at_home) > 0


def workers_here(options: ScanOptions) -> int:
    """Sites at once on this machine: they wait for servers most of their time, with a delay nearly all of it."""
    import os

    if options.workers:
        return options.workers
    cores = os.cpu_count() or 1
    return max(cores + 1, min(24, cores * (12 if options.delay else 5)))
