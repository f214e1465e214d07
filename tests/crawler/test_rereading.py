"""Scans are put aside while a site is crawled, and read by OCR at the end: what matters first, the rest said."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from documents_made import FONT, pdf, scan
from local_site import Answer, LocalSite, link, page

from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.documents import ocr
from crawler.documents.reader import Reader
from crawler.documents.result import Limits
from crawler.rereading import Rereading, Scan, Worked, completed
from crawler.run import crawl
from crawler.site import Document, Link

pytestmark = [
    pytest.mark.skipif(not ocr.models(), reason="no tesseract with Thai on this machine"),
    pytest.mark.skipif(FONT is None, reason="no Thai font on this machine"),
]
SETTINGS = CrawlSettings(allow_private=True, offsite=False, render=False, timeout=5.0, deadline=120.0)
PLAN = ["ประกาศเทศบาลตำบลทุ่งนาใหม่", "แผนปฏิบัติการป้องกันการทุจริต"]
OTHER = ["หนังสือเชิญประชุม", "ผู้ใหญ่บ้านทุกหมู่บ้าน"]


def wanted(found: Link) -> float:
    """What the crawl is told to prefer."""
    return 0.9 if "แผน" in found.text else 0.3


def site() -> dict[str, Answer]:
    files = {"/a.pdf": scan(OTHER), "/b.pdf": scan(PLAN), "/c.pdf": pdf([["เอกสารที่มีข้อความ"] * 5])}
    return {
        "/": page(
            link("a.pdf", "หนังสือ") + link("b.pdf", "เอกสาร") + link("c.pdf", "ข่าว") + link("more", "อื่น"), "หน้าแรก"
        ),
        "/more": page(link("b.pdf", "แผนปฏิบัติการป้องกันการทุจริต") + "<p>รายการ</p>", "เอกสารเผยแพร่"),
        **{name: Answer(body, type="application/pdf") for name, body in files.items()},
    }


def test_scans_are_read_once_the_site_is(tmp_path: Path) -> None:
    with LocalSite(site()) as server:
        outcome = crawl(server.url, tmp_path / "a.db", SETTINGS, wanted)
        assert outcome.archive is not None
        read = read_site(outcome.archive)
        by_name = {"/" + document.url.rpartition("/")[2]: document for document in read.documents}
    assert "การทุจริต" in by_name["/b.pdf"].text and by_name["/b.pdf"].cause == "scan"
    assert by_name["/b.pdf"].engine == "tesseract · อ่าน OCR 1 จาก 1 หน้า"
    assert by_name["/b.pdf"].title.startswith("ประกาศเทศบาล")
    assert "ประชุม" in by_name["/a.pdf"].text
    assert by_name["/c.pdf"].cause == "" and by_name["/c.pdf"].text.count("เอกสาร") == 5
    assert read.complete and read.stopped_by == ""
    assert "เอกสารที่เป็นภาพสแกนทั้งฉบับหรือบางหน้า 2 ฉบับ อ่านด้วย OCR ได้ 2 ฉบับ" in read.notes


def test_what_ocr_read_is_taken_over_when_it_has_not_changed(tmp_path: Path) -> None:
    with LocalSite(site()) as server:
        crawl(server.url, tmp_path / "a.db", SETTINGS, wanted)
        before = read_site(tmp_path / "a.db")
        again = crawl(server.url, tmp_path / "a.db", SETTINGS, wanted)
        after = read_site(tmp_path / "a.db")
    assert again.same == len(before.pages) + 3
    assert replace(after, started="", finished="") == replace(before, started="", finished="")


def test_another_crawl_takes_what_ocr_read_from_its_cache(tmp_path: Path) -> None:
    """A new archive, the same files: what OCR has read of them once is put in, not left out as looked at before."""
    settings = replace(SETTINGS, ocr_cache=str(tmp_path / "ocr.db"))
    with LocalSite(site()) as server:
        crawl(server.url, tmp_path / "a.db", settings, wanted)
        crawl(server.url, tmp_path / "b.db", settings, wanted)
    one, two = read_site(tmp_path / "a.db"), read_site(tmp_path / "b.db")
    assert one.documents == two.documents and one.notes == two.notes
    assert not [document.url for document in two.documents if document.unread]


def test_without_time_for_ocr_scans_stay_what_they_are(tmp_path: Path) -> None:
    with LocalSite(site()) as server:
        outcome = crawl(server.url, tmp_path / "a.db", replace(SETTINGS, ocr_seconds=0.0), wanted)
        assert outcome.archive is not None
        read = read_site(outcome.archive)
    assert [(document.cause, document.text) for document in read.documents[:2]] == [("scan", ""), ("scan", "")]
    assert read.complete
    assert "เอกสารที่เป็นภาพสแกนทั้งฉบับหรือบางหน้า 2 ฉบับ อ่านด้วย OCR ได้ 0 ฉบับ ยังไม่ได้อ่าน 2 หน้า" in read.notes


def made(url: str, cause: str = "scan") -> Document:
    unread = (1,) if cause in ("scan", "garbled") else ()
    return Document(url, "pdf", 200, 1, "", "", ("",), (), 1, cause, unread=unread)


def reread(rereading: Rereading, promise: dict[str, float], seconds: float = 100.0) -> list[Document]:
    """What is stored, in order."""
    stored: list[Document] = []
    with Reader(SETTINGS) as reader:

        async def work(one: Scan, body: bytes, limits: Limits) -> Worked | None:
            found = await asyncio.to_thread(reader.by_ocr, body, one.left, limits)
            stored.append(completed(made(one.document.url), found))
            return Worked(stored[-1], frozenset(index + 1 for index in found.begun), found.fresh)

        async def nothing(one: Scan) -> bytes:
            return b""

        asyncio.run(
            rereading.run(lambda document: promise[document.url], seconds, work, nothing, lambda stage, now: None)
        )
    return stored


def test_the_most_promising_is_read_first_and_files_are_removed() -> None:
    rereading = Rereading(SETTINGS)
    bodies = {name: scan([f"ข้อความของเอกสาร {name}"]) for name in "กขค"}
    for name, body in bodies.items():
        rereading.keep(made(name), body, f"{name}.pdf", "")
    rereading.keep(made("read", ""), bodies["ก"], "read.pdf", "")
    rereading.keep(made("locked", "encrypted"), bodies["ก"], "locked.pdf", "")
    assert rereading.waiting == 3
    folder = Path(rereading._folder.name)  # type: ignore[union-attr]
    stored = reread(rereading, {"ก": 0.2, "ข": 0.9, "ค": 0.5})
    assert [document.url for document in stored] == ["ข", "ค", "ก"]
    assert not list(folder.iterdir())
    rereading.close()
    assert not folder.exists()


def test_what_was_given_up_or_has_no_time_is_not_begun() -> None:
    for seconds, give_up in ((0.5, False), (100.0, True)):
        rereading = Rereading(SETTINGS)
        rereading.keep(made("ก"), scan(PLAN), "a.pdf", "")
        if give_up:
            rereading.give_up()
        assert reread(rereading, {"ก": 1.0}, seconds) == []
        assert rereading.notes == ["เอกสารที่เป็นภาพสแกนทั้งฉบับหรือบางหน้า 1 ฉบับ อ่านด้วย OCR ได้ 0 ฉบับ ยังไม่ได้อ่าน 1 หน้า"]
        rereading.close()


def test_nothing_is_kept_when_ocr_is_off() -> None:
    rereading = Rereading(replace(SETTINGS, ocr=False))
    rereading.keep(made("ก"), scan(PLAN), "a.pdf", "")
    assert rereading.waiting == 0
    rereading.close()
