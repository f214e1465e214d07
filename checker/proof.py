"""What proves a run, put into its archive: pictures of the places it quotes, and the documents it rests on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from checker import kept, pictures
from config.settings import CrawlSettings
from crawler.site import Site
from crawler.spool import Spool
from reports.model import Report


def spool_of(archive: Path) -> Spool:
    """Where a crawl into ``archive`` keeps documents as fetched until the run is stored."""
    return Spool(archive.with_name(archive.name + ".files"))


class Proof:
    """The proof of one run: ``take`` before it is stored, ``store`` after.

    ``archive`` holds the crawl; ``old`` an archive of an earlier one, whose documents and pictures serve while they are
    the same. ``settings`` None: nothing is asked of the site.
    """

    def __init__(
        self,
        archive: Path,
        site: Site,
        settings: CrawlSettings | None,
        spool: Spool | None = None,
        old: Path | None = None,
    ) -> None:
        self._archive = archive
        self._site = site
        self._settings = settings
        self._spool = spool
        self._old = old
        self._taken: list[pictures.Taken] = []

    def body(self, sha256: str) -> bytes | None:
        """A document as it was fetched, by this crawl or the one before."""
        found = self._spool.get(sha256) if self._spool else None
        found = found or kept.kept(self._archive, sha256)
        return found or (kept.kept(self._old, sha256) if self._old else None)

    def take(self, report: Report) -> Report:
        """The report with its pictures."""
        earlier = kept.earlier(self._old) if self._old else {}
        earlier |= kept.earlier(self._archive)
        report, self._taken = pictures.take(report, self._site, self._settings, self.body, earlier)
        return report

    def store(self, run: int, report: Report) -> str:
        """Put everything into the archive, and drop what was only spooled. Returns a Thai sentence on it, or ""."""
        count, size = kept.keep(self._archive, kept.wanted(self._site, report), self.body)
        kept.store(self._archive, run, report, self._taken, datetime.now(UTC).isoformat(timespec="seconds"))
        if self._spool is not None:
            self._spool.drop()
        if not count and not self._taken:
            return ""
        drawn = sum(len(one.data) for one in {one.picture.sha256: one for one in self._taken}.values())
        said = f"เก็บหลักฐานไว้ในฐานข้อมูล: เอกสาร {count} ฉบับ ({size / 1e6:.1f} MB)"
        return f"{said} ภาพ {len(self._taken)} ภาพ ({drawn / 1e6:.1f} MB)"
