"""Broken and hostile files: no crash, no hang past the limit, memory bounded, a cause for each; the child lives on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from documents_made import docx, paragraph
from hostile_files import HOSTILE, Hostile
from local_site import Answer, LocalSite, Route, link, page

from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.causes import CAUSES
from crawler.documents import ocr
from crawler.documents.child import MEMORY
from crawler.documents.memory import used
from crawler.documents.reader import OUT_OF_MEMORY, Reader
from crawler.documents.result import Limits, ReadResult
from crawler.run import crawl
from crawler.site import Table

SETTINGS = CrawlSettings(document_seconds=5, ocr=False)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(SETTINGS) as one:
        yield one


def test_there_are_a_hundred() -> None:
    assert len(HOSTILE) >= 100
    assert len({one.what for one in HOSTILE}) == len(HOSTILE)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda one: one.what)
def test_every_file_has_its_cause(hostile: Hostile, reader: Reader) -> None:
    result = reader.read(hostile.make(), f"https://www.thungna.example/{hostile.name}", "")
    assert result.cause in hostile.causes
    assert not result.cause or result.cause in CAUSES
    assert sum(map(len, result.pages)) < 6_000_000


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc on this system")
def test_memory_of_the_child_stayed_bounded(reader: Reader) -> None:
    """After the files above: the most memory that the child ever held, as the system counts it."""
    reader.read(b"x", "https://www.thungna.example/a.txt", "")
    assert reader._child is not None
    status = Path(f"/proc/{reader._child.pid}/status").read_text()
    most = next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))
    assert most < MEMORY


def test_the_reader_reads_on_after_all_of_them(reader: Reader) -> None:
    assert reader.read(docx(paragraph("ประกาศ")), "https://www.thungna.example/a.docx", "").pages == ("ประกาศ",)


@pytest.mark.skipif(not used(), reason="this system does not tell what memory is in use")
def test_the_memory_limit_holds_where_the_system_has_none() -> None:
    """A child that cannot ask the system for a bound ends itself, with the word that the reader knows."""
    script = (
        "import sys; sys.modules['resource'] = None\n"
        "from crawler.documents import child\n"
        "child.MEMORY = 150_000_000\n"
        "child._bound_memory()\n"
        "held = []\n"
        "import time\n"
        "while True: held.append(bytearray(10_000_000)); time.sleep(0.02)\n"
    )
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": root}, timeout=30, check=False
    )
    assert done.returncode == OUT_OF_MEMORY


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script")
def test_a_child_that_ended_for_want_of_memory_means_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the child, which ends at once with the word for it."""
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\nexit {OUT_OF_MEMORY}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    with Reader(SETTINGS) as one:
        assert one.read(b"x", "https://www.thungna.example/a.xlsx", "").cause == "too_large"


def test_a_site_goes_on_past_hostile_files_and_says_what_is_wrong_with_each(tmp_path: Path) -> None:
    wanted = {
        "แผน.docx": docx(paragraph("แผนปฏิบัติการ")),
        "bomb.docx": named("DOCX of 60 MB"),
        "loop.pdf": named("form that draws itself"),
        "laughs.odt": named("billion laughs in odt"),
        "pages.pdf": named("100,000 pages"),
        "cell.xlsx": named("a cell in the last place"),
        "จบ.txt": "ประกาศ".encode(),
    }
    routes: dict[str, Route] = {
        "/" + quote(name): Answer(body, type="application/octet-stream") for name, body in wanted.items()
    }
    routes["/"] = page("<h1>เทศบาลตำบลทุ่งนาใหม่</h1>" + "".join(link(quote(name), name) for name in wanted))
    with LocalSite(routes) as site:
        crawl(site.url, tmp_path / "a.db", replace(SETTINGS, allow_private=True, render=False, document_seconds=3))
    causes = {unquote(one.url.rpartition("/")[2]): one.cause for one in read_site(tmp_path / "a.db").documents}
    assert causes.keys() == wanted.keys()
    assert causes["แผน.docx"] == causes["จบ.txt"] == ""
    assert all(causes[name] in CAUSES for name in wanted if name not in ("แผน.docx", "จบ.txt"))


def named(what: str) -> bytes:
    return next(one for one in HOSTILE if one.what == what).make()


@pytest.mark.skipif(not ocr.models(), reason="no tesseract with Thai on this machine")
@pytest.mark.parametrize("what", ["5,000 pages that are scans", "5,000 pages, every second a scan"])
def test_ocr_of_endless_scans_ends_with_its_budget_and_says_so(what: str) -> None:
    limits = Limits(seconds=60, pages=600, ocr_pages=3)
    with Reader(SETTINGS) as reader:
        result = reader.read(named(what), "https://www.thungna.example/a.pdf", "", limits)
    scanned = 600 if what.endswith("are scans") else 300
    assert (len(result.pages), result.page_count) == (600, 5_000)
    assert len(result.unread) >= scanned - 3
    assert result.notes[0] == "อ่าน 600 หน้าแรกจาก 5000 หน้า"


@pytest.mark.skipif(not ocr.models(), reason="no tesseract with Thai on this machine")
def test_a_crawl_spends_no_more_on_endless_scans_than_its_budget(tmp_path: Path) -> None:
    body = named("5,000 pages, every second a scan")
    routes: dict[str, Route] = {
        "/": page(link("a.pdf", "แผน") + link("b.pdf", "รายงาน")),
        "/a.pdf": Answer(body, type="application/pdf"),
        "/b.pdf": Answer(body + b"\n", type="application/pdf"),
    }
    few = replace(
        SETTINGS, allow_private=True, render=False, ocr=True, ocr_pages=2, ocr_site_pages=5, document_seconds=30
    )
    with LocalSite(routes) as site:
        crawl(site.url, tmp_path / "a.db", few)
    documents = read_site(tmp_path / "a.db").documents
    assert sorted(300 - len(one.unread) for one in documents) == [2, 3]


def test_output_is_bounded() -> None:
    long = ReadResult("txt", "", ("ก" * 60, "ข" * 60, "ค"), (Table((("ง" * 200,),)), Table((("จ",),))))
    cut = long.bounded(100)
    assert (cut.pages, cut.tables, len(cut.notes)) == (("ก" * 60,), (), 1)
    assert long.bounded(1000) is long


def test_a_file_of_another_reader_is_not_waited_for_past_its_time() -> None:
    slow = named("a sheet of 300,000 rows")
    with Reader(replace(SETTINGS, document_seconds=0.05)) as reader:
        assert reader.read(slow, "https://www.thungna.example/a.xlsx", "").cause == "timeout"
        assert reader._child is None
