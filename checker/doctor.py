"""``oit doctor``: what this machine and a site have and lack, what each lack costs, and how to mend it."""

from __future__ import annotations

import contextlib
import shutil
import socket
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from checker.errors import EXIT_GAPS, EXIT_OK, EXIT_UNDECIDED, UserError
from config.settings import CrawlSettings

FREE = 2_000_000_000  # bytes of disk that a large site may need


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``state``: ok, lack (works less well) or bad (does not); ``cost`` and ``mend`` in Thai."""

    name: str
    state: str
    found: str
    cost: str = ""
    mend: str = ""


def machine(folder: Path) -> Iterator[Finding]:
    """What the machine has; asks nothing of any network. ``folder``: where results are written."""
    yield _browser()
    yield _fonts()
    yield _ocr()
    yield _poppler()
    yield _disk(folder)
    yield _clock()
    yield _network()


def _browser() -> Finding:
    from crawler.render import browser_path

    path = browser_path()
    own = Path.home() / ".cache" / "ms-playwright"
    if path or any(own.glob("chromium*")):
        return Finding("เบราว์เซอร์", "ok", path or str(own))
    return Finding(
        "เบราว์เซอร์",
        "lack",
        "ไม่พบ",
        "หน้าเว็บที่สร้างด้วยสคริปต์อ่านไม่ได้ ข้อที่อยู่ในหน้าเหล่านั้นจะตัดสินไม่ได้",
        "apt install chromium-headless-shell หรือติดตั้ง Google Chrome",
    )


def _fonts() -> Finding:
    places = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "/Library/Fonts")
    names = ("tlwg", "thai", "Thai", "Sarabun", "Tahoma", "Garuda", "Loma", "Norasi")
    for place in places:
        for name in names:
            if found := next(Path(place).expanduser().glob(f"**/*{name}*"), None):
                return Finding("แบบอักษรไทย", "ok", str(found))
    if Path("C:/Windows/Fonts/tahoma.ttf").exists():
        return Finding("แบบอักษรไทย", "ok", "C:/Windows/Fonts/tahoma.ttf")
    return Finding(
        "แบบอักษรไทย",
        "lack",
        "ไม่พบ",
        "ภาพหน้าจอและ PDF ที่สร้างจะเป็นกรอบสี่เหลี่ยมแทนตัวอักษรไทย",
        "apt install fonts-thai-tlwg-ttf",
    )


def _ocr() -> Finding:
    from crawler.documents import ocr

    if models := ocr.models():
        return Finding("OCR (อ่านภาพสแกน)", "ok", f"tesseract {models}")
    there = bool(shutil.which("tesseract"))
    return Finding(
        "OCR (อ่านภาพสแกน)",
        "lack",
        "มี tesseract แต่ไม่มีแบบภาษาไทย" if there else "ไม่พบ",
        "เอกสารที่เป็นภาพสแกนอ่านไม่ได้ ข้อที่มีแต่เอกสารสแกนจะตัดสินไม่ได้",
        "apt install tesseract-ocr tesseract-ocr-script-thai",
    )


def _poppler() -> Finding:
    if path := shutil.which("pdftotext"):
        return Finding("poppler (อ่าน PDF)", "ok", path)
    return Finding(
        "poppler (อ่าน PDF)",
        "lack",
        "ไม่พบ",
        "PDF ที่บันทึกจากเบราว์เซอร์หรือ Google Docs อ่านผิดได้ถึงหนึ่งในห้าของตัวอักษร",
        "apt install poppler-utils",
    )


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    found = f"ว่าง {free / 1e9:.1f} GB ที่ {folder.resolve()}"
    try:
        with tempfile.NamedTemporaryFile(prefix=".oit-", dir=folder):
            pass
    except OSError as error:
        return Finding(
            "พื้นที่เก็บผล", "bad", f"{folder}: {error.strerror}", "เขียนผลไม่ได้", "รันในโฟลเดอร์ที่เขียนได้ หรือใช้ --archive"
        )
    if free < FREE:
        return Finding(
            "พื้นที่เก็บผล", "lack", found, "เว็บไซต์ใหญ่อาจเก็บไม่พอ การอ่านจะหยุดกลางคัน", "ลบไฟล์ที่ไม่ใช้ หรือใช้ --archive ไปยังที่อื่น"
        )
    return Finding("พื้นที่เก็บผล", "ok", found)


def _clock() -> Finding:
    now = time.time()
    made = max(path.stat().st_mtime for path in Path(__file__).parent.glob("*.py"))
    found = datetime.fromtimestamp(now, UTC).isoformat(timespec="minutes")
    if now < made - 86_400:
        return Finding(
            "นาฬิกาของเครื่อง",
            "bad",
            found,
            "ใบรับรอง HTTPS ทุกเว็บไซต์จะดูเหมือนผิด และปีงบประมาณจะคลาดเคลื่อน",
            "ตั้งวันเวลาของเครื่องให้ถูกต้อง",
        )
    return Finding("นาฬิกาของเครื่อง", "ok", found)


def _network() -> Finding:
    """Whether there is a way out at all: choosing a route for a datagram sends none."""
    for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as way:
            way.connect((address, 9))
            return Finding("เครือข่าย", "ok", "มีเส้นทางออกนอกเครื่อง")
    return Finding("เครือข่าย", "bad", "ไม่มีเส้นทางออกนอกเครื่อง", "อ่านเว็บไซต์ใดไม่ได้", "ต่อเครือข่าย หรือถามผู้ดูแลเครือข่าย")


def site(start: str, settings: CrawlSettings) -> Iterator[Finding]:
    """What a site answers to a crawl of one page, seen as the crawl itself sees it."""
    from crawler.archive import read_site
    from crawler.causes import CAUSES, thai
    from crawler.run import crawl

    with tempfile.TemporaryDirectory(prefix="oit-doctor-") as folder:
        archive = Path(folder) / "site.db"
        outcome = crawl(start, archive, settings)
        if outcome.archive is None:
            yield Finding("เว็บไซต์", "bad", outcome.detail or outcome.stopped_by, "อ่านไม่ได้", "ลองใหม่อีกครั้ง")
            return
        seen = read_site(archive)
        with closing(sqlite3.connect(archive)) as db:
            robots = db.execute(
                "SELECT body FROM replies WHERE asked LIKE '%/robots.txt' AND cause = '' ORDER BY turn LIMIT 1"
            ).fetchone()
            certificates = db.execute("SELECT host, problem, detail FROM certificates ORDER BY host").fetchall()
    failure = next((failure for failure in seen.failures if not seen.pages), None)
    if failure is not None:
        advice = CAUSES[failure.cause].advice if failure.cause in CAUSES else ""
        found = " ".join(word for word in (thai(failure.cause), failure.detail) if word)
        yield Finding("เปิดหน้าแรก", "bad", found, "อ่านเว็บไซต์นี้ไม่ได้ ทุกข้อจะตัดสินไม่ได้", advice)
    for page in seen.pages[:1]:
        yield Finding("เปิดหน้าแรก", "ok", f"{page.url} “{page.title}” {len(page.links)} ลิงก์")
        if page.cause in CAUSES:
            yield Finding(
                "เนื้อหาหน้าแรก",
                "bad",
                CAUSES[page.cause].thai,
                "สิ่งที่โปรแกรมเห็นไม่ใช่เนื้อหาของหน่วยงาน",
                CAUSES[page.cause].advice,
            )
        else:
            yield Finding("ด่านกันโปรแกรมอัตโนมัติ", "ok", "ไม่พบ")
    yield from _certificates(start, certificates, settings)
    yield _robots(seen.start or start, robots[0] if robots else None, settings)


def _certificates(start: str, problems: list[tuple[str, str, str]], settings: CrawlSettings) -> Iterator[Finding]:
    from crawler.certificate import PROBLEMS, REMEDIES, REMEDY, TOLD

    for host, problem, detail in problems:
        yield Finding(
            "ใบรับรอง HTTPS",
            "lack" if problem in TOLD or settings.insecure else "bad",
            f"{host}: {PROBLEMS[problem]} ({detail})",
            "ประชาชนเห็นคำเตือนก่อนเข้าเว็บไซต์" + ("" if problem in TOLD else " และโปรแกรมไม่อ่านต่อ"),
            REMEDIES.get(problem, REMEDY) + " ระหว่างนี้ใช้ --insecure",
        )
    if not problems and urlsplit(start).scheme == "https":
        yield Finding("ใบรับรอง HTTPS", "ok", "ใช้ได้")


def _robots(start: str, body: bytes | None, settings: CrawlSettings) -> Finding:
    from crawler.robots import Robots

    if body is None:
        return Finding("robots.txt", "ok", "ไม่มี อ่านได้ทุกหน้า")
    rules = Robots(body, settings.user_agent)
    if not rules.allows(start):
        return Finding(
            "robots.txt",
            "bad",
            "ห้ามอ่านหน้าแรก",
            "อ่านเว็บไซต์นี้ไม่ได้",
            "แก้ robots.txt หรือใช้ --ignore-robots กับเว็บไซต์ของหน่วยงานเอง",
        )
    if rules.delay >= 1:
        pages = CrawlSettings().max_pages
        minutes = rules.delay * pages / 60
        return Finding(
            "robots.txt",
            "lack",
            f"ขอให้เว้น {rules.delay:g} วินาทีต่อหน้า",
            f"อ่าน {pages} หน้าใช้ราว {minutes:.0f} นาที",
            "ลด Crawl-delay",
        )
    return Finding("robots.txt", "ok", "อนุญาต")


_MARKS = {"ok": "✓", "lack": "!", "bad": "✗"}


def doctor_text(findings: list[Finding]) -> str:
    """Thai lines for a person."""
    lines = []
    for finding in findings:
        lines.append(f"{_MARKS[finding.state]} {finding.name}: {finding.found}")
        if finding.cost:
            lines.append(f"    ผลเสีย: {finding.cost}")
        if finding.mend:
            lines.append(f"    วิธีแก้: {finding.mend}")
    return "\n".join(lines)


def examine(url: str, settings: CrawlSettings, folder: Path) -> tuple[str, int]:
    """The text to show, and the exit code: 0 all in order, 1 something is lacking, 3 the site cannot be read."""
    from crawler.address import AddressError, start_address

    findings = list(machine(folder))
    code = EXIT_OK
    if url:
        try:
            start = start_address(url)
        except AddressError as error:
            raise UserError(str(error)) from error
        of_site = list(site(start, settings))
        findings += of_site
        if any(finding.state == "bad" for finding in of_site):
            code = EXIT_UNDECIDED
    if code == EXIT_OK and any(finding.state != "ok" for finding in findings):
        code = EXIT_GAPS
    return doctor_text(findings), code
