"""How well the text of PDFs is read, by who wrote them: python benchmarks/text_health.py [--fonts N] [--json FILE].

The same invented text printed by LibreOffice, Chromium and reportlab in every free Thai font there is, read back:
characters wrong before and after folding; then without the map from glyphs to letters (ToUnicode): whether the broken
layer is recognised, and characters wrong in what rescues it (another engine, else OCR). Then speed and memory: pages a
second of each engine, seconds a page of OCR, a plan of 400 pages.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "crawler")]

from rapidfuzz.distance import Levenshtein  # noqa: E402
from reportlab.pdfbase import pdfmetrics  # noqa: E402
from reportlab.pdfbase.ttfonts import TTFont  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402
from scans_made import TLWG, page  # noqa: E402

from crawler.documents import engines, ocr  # noqa: E402
from crawler.documents.reader import read_here  # noqa: E402
from crawler.documents.result import Limits  # noqa: E402
from crawler.text import fold  # noqa: E402

TEXT = (
    "ประกาศเทศบาลตำบลทุ่งนาใหม่ เรื่อง แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. ๒๕๖๘",
    "ตามที่สำนักปลัดเทศบาลได้จัดทำแผนการดำเนินงานเพื่อกำหนดแนวทางปฏิบัติของเจ้าหน้าที่",
    "ผู้อำนวยการกองช่าง น้ำประปาหมู่บ้าน ที่ตั้งของสำนักงาน ข้อมูลการติดต่อ เบอร์โทรศัพท์ 0-1234-5678",
    "ทั้งนี้ ให้ทุกส่วนราชการถือปฏิบัติอย่างเคร่งครัด เพื่อเสริมสร้างคุณธรรมและความโปร่งใส",
    "งบประมาณทั้งสิ้น 1,234,567.00 บาท ใช้จริงร้อยละ ๙๘.๕ คงเหลือ 18,518.50 บาท",
    "ชี้แจงขั้นตอนการปรับปรุงถนนและพื้นที่สิ้นสุดโครงการ ครั้งที่ ๑/๒๕๖๘ เมื่อสิ้นปี ฟื้นฟูป่าต้นน้ำ ปั๊มน้ำ ฝั่งซ้าย",
    "เครื่องราชอิสริยาภรณ์ วิสัยทัศน์ พันธกิจ ฎีกา ฐานะการคลัง ญัตติ กฎหมาย ก๊าซ โต๊ะ เก้าอี้ ลายมือชื่อผู้รับผิดชอบ",
)
LEFT_OUT = ("Purisa",)  # a hand's writing


def faces(most: int) -> list[Path]:
    """Upright fonts of one weight each, in order."""
    plain = [path for path in sorted(TLWG.glob("*.ttf")) if not re.search(r"(?i)bold|oblique|italic", path.stem)]
    return [path for path in plain if not path.stem.startswith(LEFT_OUT)][:most]


def printed(folder: Path, font: Path) -> dict[str, bytes]:
    """The text as PDF in one font, by the name of each program there is."""
    family = font.stem
    made: dict[str, bytes] = {}
    path = folder / f"{family}-reportlab.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    pdfmetrics.registerFont(TTFont(family, str(font)))
    canvas.setFont(family, 10)
    for number, line in enumerate(TEXT):
        canvas.drawString(40, 780 - 24 * number, line)
    canvas.save()
    made["reportlab"] = path.read_bytes()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-headless-shell", "google-chrome"))), None)
    if chromium:
        page_of = folder / f"{family}.html"
        words = "".join(f"<p>{line}</p>" for line in TEXT)
        face = f"@font-face{{font-family:F;src:url('{font.as_uri()}')}}"
        page_of.write_text(f"<meta charset=utf-8><style>{face}body{{font:15px F}}</style>{words}", encoding="utf-8")
        out = folder / f"{family}-chromium.pdf"
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-pdf-header-footer"]
        options += ["--allow-file-access-from-files", f"--print-to-pdf={out}"]
        subprocess.run([chromium, *options, page_of.as_uri()], capture_output=True, timeout=90, check=False)
        if out.exists():
            made["chromium"] = out.read_bytes()
    office = shutil.which("soffice")
    if office:
        source = folder / f"{family}.fodt"
        source.write_text(flat(family_name(font)), encoding="utf-8")
        asked = [office, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to"]
        asked += ["pdf:writer_pdf_Export", "--outdir", str(folder), str(source)]
        subprocess.run(asked, capture_output=True, timeout=120, check=False)
        out = folder / f"{family}.pdf"
        if out.exists():
            made["libreoffice"] = out.read_bytes()
    return made


def family_name(font: Path) -> str:
    """The name by which programs know a font."""
    said = subprocess.run(["fc-scan", "-f", "%{family[0]}", str(font)], capture_output=True, timeout=20, check=False)
    return said.stdout.decode("utf-8", "replace").strip() or font.stem


def flat(family: str) -> str:
    """The text as a flat OpenDocument text in one font."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("style", "style"), ("text", "text"), ("svg", "svg-compatible"))
    )
    font = f'style:font-name="{family}" style:font-name-complex="{family}" style:font-size-complex="14pt"'
    body = "".join(f'<text:p text:style-name="P">{line}</text:p>' for line in TEXT)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls>'
        f'<style:font-face style:name="{family}" svg:font-family="{family}"/></office:font-face-decls>'
        '<office:automatic-styles><style:style style:name="P" style:family="paragraph">'
        f"<style:text-properties {font}/></style:style></office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def without_map(data: bytes) -> bytes:
    """The file without the maps from glyphs to letters."""
    return re.sub(rb"/ToUnicode(?=[\s/\d])", b"/ToNowhere", data)


def wrong(pages: tuple[str, ...]) -> tuple[float, float]:
    """Share of characters wrong as they are (canonically composed), and after folding; white space aside."""
    rates = []
    for form in (lambda text: unicodedata.normalize("NFC", text), fold):
        read, truth = (re.sub(r"\s+", "", form(" ".join(lines))) for lines in (pages, TEXT))
        rates.append(Levenshtein.distance(read, truth) / len(truth))
    return rates[0], rates[1]


def health(most: int) -> dict[str, dict[str, float]]:
    """Prints and gives the figures of each program: the mean and the worst font."""
    rows: dict[str, list[tuple[float, float, bool, float, str]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        for font in faces(most):
            for program, data in printed(Path(name), font).items():
                result = read_here(data, "a.pdf", "", Limits(ocr=False))
                plain, folded = wrong(result.pages)
                spoilt = read_here(without_map(data), "a.pdf", "", Limits(seconds=120))
                # A layer that needs no map at all is read as before: nothing is broken in it.
                known = spoilt.cause == "garbled" or spoilt.engine != result.engine or spoilt.pages == result.pages
                _, rescued = wrong(spoilt.pages)
                rows[program].append((plain, folded, known, rescued, spoilt.engine))
                print(
                    f"{program:12}{font.stem:16}{result.engine:9}{plain:7.2%}{folded:7.2%} folded | without map: "
                    f"{'recognised' if known else 'NOT RECOGNISED'}, {spoilt.engine} {rescued:.1%} wrong"
                )
    told = {}
    for program, fonts in sorted(rows.items()):
        plain, folded, known, rescued = ([one[place] for one in fonts] for place in range(4))
        told[program] = {
            "fonts": len(fonts),
            "wrong": sum(plain) / len(plain),
            "folded": sum(folded) / len(folded),
            "worst": max(folded),
            "recognised": sum(known) / len(known),
            "rescued": sum(rescued) / len(rescued),
        }
        print(program, json.dumps({key: round(value, 4) for key, value in told[program].items()}))
    return told


def speed() -> dict[str, float]:
    """Prints and gives pages a second of each engine, seconds a page of OCR, and what a plan of 400 pages takes."""
    font = next(iter(faces(99)))
    told: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "plan.pdf")
        canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
        pdfmetrics.registerFont(TTFont("plan", str(font)))
        for number in range(400):
            canvas.setFont("plan", 10)
            for row in range(30):
                canvas.drawString(40, 780 - 24 * row, f"{row + 1}. {TEXT[(row + number) % len(TEXT)]}")
            canvas.showPage()
        canvas.save()
        data = path.read_bytes()
    for engine, read in (("poppler", engines.poppler), ("pdfminer", engines.pdfminer)):
        begun = time.perf_counter()
        pages = sum(map(bool, read(data, 60 if engine == "pdfminer" else 400, 120)))
        told[engine] = pages / (time.perf_counter() - begun)
    begun = time.perf_counter()
    result = read_here(data, "a.pdf", "", Limits(seconds=120, ocr=False))
    told["plan"] = time.perf_counter() - begun
    told["pdfium"] = len(result.pages) / told["plan"]
    if ocr.models():
        picture = page([*TEXT] * 3, font)
        begun = time.perf_counter()
        ocr.read_pages([picture], 120)
        told["ocr"] = time.perf_counter() - begun
    told["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"pages/s: pdfium {told['pdfium']:.0f}, poppler {told['poppler']:.0f}, pdfminer {told['pdfminer']:.0f}; "
        f"a plan of {len(result.pages)} pages {told['plan']:.1f} s; a page of OCR {told.get('ocr', 0):.1f} s; "
        f"peak memory {told['memory']:.0f} MB"
    )
    return told


def main() -> None:
    """Runs both parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fonts", type=int, default=99, help="fonts used at most")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    told = {"speed": speed(), "health": health(asked.fonts)}
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
