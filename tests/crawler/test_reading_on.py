"""Scans are read on while there is time; what has not changed is not sent again unless OCR is about to read it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from documents_made import FONT
from local_site import Answer, Asked, LocalSite, link, page
from mixed_made import mixed, scanned

from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.documents import ocr
from crawler.run import crawl
from crawler.site import Document

pytestmark = [
    pytest.mark.skipif(not ocr.models(), reason="no tesseract with Thai on this machine"),
    pytest.mark.skipif(FONT is None, reason="no Thai font on this machine"),
]
SETTINGS = CrawlSettings(allow_private=True, offsite=False, render=False, timeout=5.0, deadline=240.0)
TYPED = ["แผนปฏิบัติการป้องกันการทุจริตของเทศบาลตำบลทุ่งนาใหม่ ประจำปีงบประมาณ"] * 4
NAMES = "กขคงจ"


def scan(count: int, also: str = "") -> bytes:
    """A PDF of scanned pages only."""
    return mixed([([], scanned([f"ข้อความของหน้า {name} {also}", "รายงานผลการดำเนินงาน"])) for name in NAMES[:count]])


class Counting:
    """Answers with ETags, and 304 to whoever has one; ``whole`` are the paths that were sent whole."""

    def __init__(self, routes: dict[str, Answer]) -> None:
        self.routes = routes
        self.whole: list[str] = []

    def __call__(self, asked: Asked) -> Answer:
        found = self.routes.get(asked.path)
        if found is None:
            return Answer(b"", 404)
        tag = f'"{hashlib.sha256(found.body).hexdigest()[:16]}"'
        if asked.headers.get("If-None-Match") == tag:
            return Answer(b"", 304, type="", headers={"ETag": tag})
        self.whole.append(asked.path)
        return replace(found, headers={"ETag": tag})


def site(**files: bytes) -> Counting:
    routes = {"/": page("".join(link(f"{name}.pdf", name) for name in files), "หน้าแรก")}
    return Counting(routes | {f"/{name}.pdf": Answer(body, type="application/pdf") for name, body in files.items()})


def documents(archive: Path) -> dict[str, Document]:
    return {one.url.rpartition("/")[2]: one for one in read_site(archive).documents}


def test_a_scan_is_read_on_to_its_end_while_there_is_time(tmp_path: Path) -> None:
    answering = site(a=scan(5), b=scan(2, "อื่น"))
    with LocalSite({}, answering) as server:
        crawl(server.url, tmp_path / "a.db", replace(SETTINGS, ocr_pages=1))
    read = documents(tmp_path / "a.db")
    assert [(one.unread, one.engine) for one in read.values()] == [
        ((), "tesseract · อ่าน OCR 5 จาก 5 หน้า"),
        ((), "tesseract · อ่าน OCR 2 จาก 2 หน้า"),
    ]
    assert all(read["a.pdf"].pages)


def test_every_scan_gets_its_first_pages_before_any_is_read_on(tmp_path: Path) -> None:
    answering = site(a=scan(4), b=scan(4, "อื่น"))
    with LocalSite({}, answering) as server:
        crawl(server.url, tmp_path / "a.db", replace(SETTINGS, ocr_pages=1, ocr_site_pages=3))
    read = documents(tmp_path / "a.db")
    assert [one.unread for one in read.values()] == [(2, 3), (2, 3, 4)]
    assert read["a.pdf"].engine == "tesseract · อ่าน OCR 2 จาก 4 หน้า"
    assert any("ยังไม่ได้อ่าน 5 หน้า" in note for note in read_site(tmp_path / "a.db").notes)


def test_scanned_pages_among_typed_ones_are_read_at_the_end_of_the_crawl(tmp_path: Path) -> None:
    plan = mixed([(TYPED, None), ([], scanned(["งบประมาณ หกหมื่นบาท", "ระยะเวลาดำเนินการ สามเดือน"])), (TYPED, None)])
    with LocalSite({}, site(a=plan)) as server:
        crawl(server.url, tmp_path / "a.db", SETTINGS)
        crawl(server.url, tmp_path / "b.db", replace(SETTINGS, ocr_seconds=0.0))
    read, left = documents(tmp_path / "a.db")["a.pdf"], documents(tmp_path / "b.db")["a.pdf"]
    assert (read.cause, read.unread, read.engine) == ("", (), "pdfium · อ่าน OCR 1 จาก 1 หน้า")
    assert "ระยะเวลาด" in read.pages[1]
    assert (left.cause, left.unread, left.pages[1]) == ("", (2,), "")
    assert (read.pages[0], read.title) == (left.pages[0], left.title)


def test_unchanged_scans_are_sent_again_only_to_be_read_on(tmp_path: Path) -> None:
    answering = site(a=scan(3), b=scan(1, "อื่น"))
    target = tmp_path / "a.db"
    kept = replace(SETTINGS, ocr_cache=str(tmp_path / "ocr.sqlite"), ocr_pages=1)
    with LocalSite({}, answering) as server:
        crawl(server.url, target, replace(kept, ocr_site_pages=2))
        assert [one.unread for one in documents(target).values()] == [(2, 3), ()]
        answering.whole.clear()
        crawl(server.url, target, replace(kept, ocr_seconds=0.0))  # no time to read: not asked for whole
        assert [path for path in answering.whole if path.endswith(".pdf")] == []
        assert [one.unread for one in documents(target).values()] == [(2, 3), ()]
        again = crawl(server.url, target, kept)
        assert [path for path in answering.whole if path.endswith(".pdf")] == ["/a.pdf"]
        read = documents(target)
        assert [one.unread for one in read.values()] == [(), ()]
        assert all(read["a.pdf"].pages) and read["a.pdf"].engine == "tesseract · อ่าน OCR 3 จาก 3 หน้า"
        answering.whole.clear()
        crawl(server.url, target, kept)  # all is read
        assert [path for path in answering.whole if path.endswith(".pdf")] == []
    assert again.same == 3


def test_a_scan_replaced_while_it_waited_is_not_mixed_with_the_old_one(tmp_path: Path) -> None:
    answering = site(a=scan(2))
    target = tmp_path / "a.db"
    kept = replace(SETTINGS, ocr_cache=str(tmp_path / "ocr.sqlite"), ocr_pages=1)
    with LocalSite({}, answering) as server:
        crawl(server.url, target, replace(kept, ocr_site_pages=1))
        before = documents(target)["a.pdf"]
        answering.routes["/a.pdf"] = replace(answering.routes["/a.pdf"], body=scan(2, "ใหม่"))
        crawl(server.url, target, kept)
    after = documents(target)["a.pdf"]
    assert before.sha256 != after.sha256
    assert after.unread == () and "ใหม่" in after.pages[0]
