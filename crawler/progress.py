"""What a crawl is doing, for a progress bar."""

from __future__ import annotations

from dataclasses import dataclass

OPENING = "start"  # the stage until the site's start page and what it names are known


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of a crawl. ``stage``: start, crawl, documents, retry, render, finish. ``elapsed`` in seconds."""

    done: int  # requests answered
    documents: int
    queued: int  # addresses seen and not fetched
    failures: int
    now: str  # address being read
    stage: str
    elapsed: float
    limit: int = 0  # requests allowed at most
