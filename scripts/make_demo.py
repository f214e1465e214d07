"""Makes the sample agency's documents and pictures (checker/demo/files) from scripts/demo; its results are committed.

Needs a Chromium and a Thai font; packages of requirements-dev.txt. Usage: python scripts/make_demo.py
"""

from __future__ import annotations

import base64
import html
import io
import re
import shutil
import zipfile
from pathlib import Path

import jinja2
import pypdfium2
from PIL import Image, ImageDraw
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "checker" / "demo" / "files"
AGENCY = "เทศบาลตำบลทุ่งนาใหม่"

COLUMNS = (
    "ที่",
    "ปีงบประมาณ",
    "ชื่อหน่วยงาน",
    "อำเภอ",
    "จังหวัด",
    "กระทรวง",
    "ประเภทหน่วยงาน",
    "ชื่อรายการของงานที่ซื้อหรือจ้าง",
    "วงเงินงบประมาณที่ได้รับจัดสรร (บาท)",
    "แหล่งที่มาของงบประมาณ",
    "สถานะการจัดซื้อจัดจ้าง",
    "วิธีการจัดซื้อจัดจ้าง",
    "ราคากลาง (บาท)",
    "ราคาที่ตกลงซื้อหรือจ้าง (บาท)",
    "รายชื่อผู้ประกอบการที่ได้รับการคัดเลือก",
    "เลขที่โครงการในระบบ e-GP",
)
PURCHASES = {
    2568: (
        (
            "จ้างปรับปรุงถนนลูกรัง หมู่ที่ 4",
            450000,
            "สิ้นสุดสัญญา",
            "วิธีเฉพาะเจาะจง",
            448200,
            432000,
            "ร้านสมมุติการโยธา",
            "67119000101",
        ),
        (
            "จ้างวางท่อระบายน้ำ หมู่ที่ 7",
            680000,
            "อยู่ระหว่างระยะสัญญา",
            "วิธีประกาศเชิญชวนทั่วไป (e-bidding)",
            676400,
            640000,
            "บริษัท ทุ่งทองสมมุติ จำกัด",
            "67129000214",
        ),
        ("ซื้อครุภัณฑ์คอมพิวเตอร์ 5 ชุด", 110000, "สิ้นสุดสัญญา", "วิธีเฉพาะเจาะจง", 110000, 104500, "ร้านนาใหม่คอมเทค", "68019000377"),
        ("ซื้อวัสดุงานบ้านงานครัว", 30000, "สิ้นสุดสัญญา", "วิธีเฉพาะเจาะจง", 29400, 28750, "ร้านรวมของใช้สมมุติ", "68029000450"),
        (
            "จ้างเหมาเก็บขนขยะ รถ 1 คัน",
            240000,
            "อยู่ระหว่างระยะสัญญา",
            "วิธีคัดเลือก",
            240000,
            236000,
            "หจก. สะอาดนาสมมุติ",
            "67109000088",
        ),
    ),
    2567: (
        (
            "จ้างซ่อมแซมฝายน้ำล้น หมู่ที่ 2",
            520000,
            "สิ้นสุดสัญญา",
            "วิธีประกาศเชิญชวนทั่วไป (e-bidding)",
            518000,
            511300,
            "หจก. ฝายทองสมมุติ",
            "66129000311",
        ),
        (
            "ซื้อโคมไฟพลังงานแสงอาทิตย์ 40 ชุด",
            400000,
            "สิ้นสุดสัญญา",
            "วิธีเฉพาะเจาะจง",
            400000,
            396000,
            "บริษัท แสงนาสมมุติ จำกัด",
            "67019000128",
        ),
        ("จ้างพิมพ์วารสารประจำปี", 45000, "สิ้นสุดสัญญา", "วิธีเฉพาะเจาะจง", 44800, 43500, "โรงพิมพ์สมมุติ", "67059000420"),
    ),
}
SUMMARY = (
    ("วิธีประกาศเชิญชวนทั่วไป (e-bidding)", "1", "511,300"),
    ("วิธีเฉพาะเจาะจง", "2", "439,500"),
    ("รวม", "3", "950,800"),
)
TITLES = {
    12: "รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ และความก้าวหน้าการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ ประจำปี พ.ศ. 2568",
    13: "รายงานผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี พ.ศ. 2567",
}

# file name: template and its variables
PDFS: dict[str, tuple[str, dict[str, object]]] = {
    "o05-plan-2566-2570.pdf": ("plan-5y", {}),
    "o06-plan-progress-2568.pdf": ("operations", {"year": 2568, "progress": True}),
    "o06-plan-2568.pdf": ("operations", {"year": 2568, "progress": False}),
    "o07-annual-report-2567.pdf": ("annual-report", {"year": 2567}),
    "annual-report-2566.pdf": ("annual-report", {"year": 2566}),
    "o08-work-manual-1.pdf": ("work-manual-1", {}),
    "o08-work-manual-2.pdf": ("work-manual-2", {}),
    "o10-e-service-guide.pdf": ("e-service-guide", {}),
    "o14-hr-plan-2568.pdf": ("hr-plan", {"year": 2568}),
    "o15-hr-report-2567.pdf": ("hr-report", {"year": 2567}),
    "hr-report-2566.pdf": ("hr-report", {"year": 2566}),
    "o16-1-code-of-ethics.pdf": ("ethics-code", {}),
    "o16-2-ethics-team-2568.pdf": ("ethics-team", {}),
    "o16-3-dos-donts-2568.pdf": ("dos-donts", {}),
    "o20-participation-2568.pdf": ("participation", {"agency": AGENCY}),
    "participation-report.pdf": ("participation", {"agency": "เทศบาลตำบลหนองสมมุติ อำเภออื่นไกล จังหวัดสมมุติ"}),
    "o21-no-gift-policy-2568.pdf": ("no-gift", {}),
    "o22-gift-report-2567.pdf": ("gift-report", {"year": 2567}),
    "o23-bribery-risk-2568.pdf": ("risk", {"year": 2568}),
    "o24-risk-report-2567.pdf": ("risk-report", {"year": 2567}),
    "risk-report-2566.pdf": ("risk-report", {"year": 2566}),
    "o25-anticorruption-plan-2568.pdf": ("anticorruption-plan", {"year": 2568}),
    "anticorruption-plan-2567.pdf": ("anticorruption-plan", {"year": 2567}),
    "o27-measures-2568.pdf": ("measures", {"analysis": True}),
    "measures-2568-short.pdf": ("measures", {"analysis": False}),
    "o28-integrity-report-2567.pdf": ("integrity-report", {"year": 2567}),
}

PEOPLE = {
    "mayor": ("นายธงชัย นาทองดี", "นายกเทศมนตรี"),
    "deputy-1": ("นางสาวมะลิ ศรีทุ่งงาม", "รองนายกเทศมนตรี คนที่ 1"),
    "deputy-2": ("นายบุญมี แสนสุขดี", "รองนายกเทศมนตรี คนที่ 2"),
    "secretary": ("นายก้องภพ ใจเย็นดี", "เลขานุการนายกเทศมนตรี"),
    "clerk": ("นายวิชัย ตั้งมั่นคง", "ปลัดเทศบาล"),
    "deputy-clerk": ("นางสาวพิมพ์ใจ รักการงาน", "รองปลัดเทศบาล"),
    "head-office": ("นางสมศรี บุญส่งดี", "หัวหน้าสำนักปลัดเทศบาล"),
    "head-finance": ("นางวรรณา พูนทรัพย์มาก", "ผู้อำนวยการกองคลัง"),
    "head-works": ("นายสมบัติ ช่างขยัน", "ผู้อำนวยการกองช่าง"),
}

ANTICORRUPTION_REPORT = (
    "รายงานผลการดำเนินการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567",
    AGENCY,
    "1. ผลการดำเนินการโครงการ/กิจกรรม และผลการใช้จ่ายงบประมาณ",
    (
        ("โครงการ/กิจกรรม", "ผลการดำเนินการ", "งบประมาณตามแผน (บาท)", "ผลการใช้จ่ายงบประมาณ (บาท)"),
        ("โครงการค่ายเยาวชนซื่อสัตย์", "ดำเนินการแล้ว นักเรียนเข้าร่วม 60 คน", "20,000", "19,350"),
        ("โครงการอบรมผลประโยชน์ทับซ้อน", "ดำเนินการแล้ว ผู้เข้าอบรม 52 คน", "15,000", "14,200"),
        ("กิจกรรมเปิดเผยสัญญาจ้างบนเว็บไซต์", "เผยแพร่ครบ 38 สัญญา", "ไม่ใช้งบประมาณ", "ไม่ใช้งบประมาณ"),
    ),
    "2. ปัญหาและอุปสรรค",
    "ช่วงเวลาจัดค่ายตรงกับฤดูเก็บเกี่ยว เยาวชนบางส่วนเข้าร่วมไม่ครบทุกวัน",
    "3. ข้อเสนอแนะ",
    "ควรจัดกิจกรรมในช่วงปิดภาคเรียนและลดเหลือวันเดียว",
)


def main() -> None:
    """Write every file anew."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    for index, name in enumerate(PEOPLE):
        portrait(index).save(OUT / f"{name}.jpg", quality=60)
    pages = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE / "demo" / "documents"), autoescape=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--disable-quic"])
        page = browser.new_page()
        for name, (template, values) in PDFS.items():
            pdf(page, pages.get_template(f"{template}.html").render(**values), name)
        for number, year in ((12, 2568), (13, 2567)):
            rows = [list(COLUMNS), *purchases(year)]
            summary = SUMMARY if number == 13 else ()
            text = pages.get_template("procurement.html").render(
                number=number, title=TITLES[number], rows=rows, summary=summary
            )
            pdf(page, text, f"ITA-o{number}-{year}.pdf")
            sheets = [(f"ITA-o{number}", rows)]
            if summary:
                sheets.insert(0, ("สรุป", [["สรุปผลการจัดซื้อจัดจ้างจำแนกตามวิธีการ"], *map(list, summary)]))
            (OUT / f"ITA-o{number}-{year}.xlsx").write_bytes(xlsx(sheets))
        short = [
            [cell for column, cell in enumerate(row) if column not in (9, 10, 12, 15)]
            for row in [list(COLUMNS), *purchases(2568)]
        ]
        (OUT / "purchases-2568.xlsx").write_bytes(xlsx([("รายการจัดซื้อจัดจ้าง 2568", short)]))
        pictures(page)
        browser.close()
    (OUT / "o26-anticorruption-report-2567.docx").write_bytes(docx(ANTICORRUPTION_REPORT))
    scan(OUT / "o22-gift-report-2567.pdf", OUT / "gift-report-scan.pdf")
    for path in sorted(OUT.iterdir()):
        print(f"{path.stat().st_size:8d} {path.name}")


def purchases(year: int) -> list[list[str]]:
    """The rows of the form for one fiscal year."""
    rows = []
    for index, (what, budget, status, method, reference, agreed, winner, number) in enumerate(PURCHASES[year], start=1):
        head = [str(index), str(year), AGENCY, "เมืองสมมุติ", "สมมุติ", "มหาดไทย", "องค์กรปกครองส่วนท้องถิ่น"]
        tail = [what, f"{budget:,}.00", "ข้อบัญญัติ/เทศบัญญัติงบประมาณรายจ่าย", status, method]
        rows.append([*head, *tail, f"{reference:,}.00", f"{agreed:,}.00", winner, number])
    return rows


def pdf(page: Page, text: str, name: str) -> None:
    """Print ``text`` (HTML) to a PDF without dates, so that the same source gives the same file."""
    page.set_content(text)
    data = page.pdf(prefer_css_page_size=True, print_background=True, tagged=False, outline=False)
    (OUT / name).write_bytes(re.sub(rb"D:\d{14}", b"D:20250301090000", data))


def pictures(page: Page) -> None:
    """The organisation chart and the picture menu, as an officer would draw them."""
    box = "display:inline-block;border:2px solid #265;border-radius:6px;padding:6px 14px;margin:6px;background:#f3faf5"
    units = ("สำนักปลัดเทศบาล", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสาธารณสุขและสิ่งแวดล้อม", "กองสวัสดิการสังคม")
    chart = f"<div style='text-align:center;width:900px'><div style='{box}'>นายกเทศมนตรี</div><br>"
    chart += f"<div style='{box}'>รองนายกเทศมนตรี 2 คน</div><div style='{box}'>เลขานุการนายกเทศมนตรี</div><br>"
    chart += f"<div style='{box}'>ปลัดเทศบาล</div><br><div style='{box}'>รองปลัดเทศบาล</div><br>"
    chart += "".join(f"<div style='{box}'>{unit}</div>" for unit in units) + "</div>"
    shot(page, chart, "structure.png")
    board = "<div style='width:720px;text-align:center'>"
    for photo, (name, post) in PEOPLE.items():
        data = base64.b64encode((OUT / f"{photo}.jpg").read_bytes()).decode()
        board += f"<div style='{box};width:170px'><img src='data:image/jpeg;base64,{data}'><br>{name}<br>{post}</div>"
    shot(page, board + "</div>", "executives-board.png")
    menu = ("หน้าแรก", "โครงสร้าง", "ผู้บริหาร", "ติดต่อเรา", "ข่าว", "ITA 2568", "จัดซื้อจัดจ้าง", "E-Service")
    for index, word in enumerate(menu, start=1):
        style = "width:140px;padding:8px 0;text-align:center;color:#fff;background:#385"
        shot(page, f"<div style='{style}'>{word}</div>", f"btn{index:02d}.png")
    shot(
        page,
        "<div style='width:900px;padding:30px;background:#cde;font-size:34px'>ยินดีต้อนรับสู่ทุ่งนาใหม่</div>",
        "banner.png",
    )


def shot(page: Page, text: str, name: str) -> None:
    """A picture of a piece of HTML, in few colours to stay small."""
    page.set_content(f"<body style='margin:0;font:18px Loma'><div id=a style='display:inline-block'>{text}</div>")
    picture = Image.open(io.BytesIO(page.locator("#a").screenshot())).convert("RGB").quantize(16)
    picture.save(OUT / name, optimize=True)


def portrait(index: int) -> Image.Image:
    """A drawn head and shoulders: nobody's photograph."""
    hair, skin = ("#322", "#433", "#555", "#221")[index % 4], ("#dca", "#cb9", "#eba")[index % 3]
    picture = Image.new("RGB", (120, 150), ("#cde", "#dec", "#edc")[index % 3])
    draw = ImageDraw.Draw(picture)
    draw.ellipse((14, 100, 106, 200), fill="#eee")
    draw.ellipse((36, 26, 84, 80), fill=hair)
    draw.ellipse((40, 36, 80, 96), fill=skin)
    return picture


def scan(source: Path, target: Path) -> None:
    """The same paper as a scanner gives it: one grey picture, no text."""
    document = pypdfium2.PdfDocument(source)
    picture = document[0].render(scale=1.9).to_pil().convert("L").rotate(0.6, fillcolor=255)
    document.close()
    picture.save(target, "PDF", resolution=137, quality=45)


def xlsx(sheets: list[tuple[str, list[list[str]]]]) -> bytes:
    """A workbook with text cells."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbers = range(1, len(sheets) + 1)
    files = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n in numbers
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{rel}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>'
        + "".join(
            f'<sheet name="{html.escape(name)}" sheetId="{n}" r:id="r{n}"/>'
            for n, (name, _) in enumerate(sheets, start=1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">'
        + "".join(f'<Relationship Id="r{n}" Type="{rel}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
        + "</Relationships>",
    }
    for n, (_, rows) in enumerate(sheets, start=1):
        lines = (
            "<row>" + "".join(f'<c t="inlineStr"><is><t>{html.escape(cell)}</t></is></c>' for cell in row) + "</row>"
            for row in rows
        )
        files[f"xl/worksheets/sheet{n}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
        )
    return pack(files)


def docx(parts: tuple[str | tuple[tuple[str, ...], ...], ...]) -> bytes:
    """A document of paragraphs and tables."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"

    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>"

    body = ""
    for part in parts:
        if isinstance(part, str):
            body += paragraph(part)
        else:
            rows = ("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in part)
            body += f"<w:tbl>{''.join(rows)}</w:tbl>"
    return pack(
        {
            "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" ContentType="application/'
            'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{rel}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
        }
    )


def pack(files: dict[str, str]) -> bytes:
    """A zip of XML parts with one fixed date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2025, 3, 1, 9, 0, 0)),
                '<?xml version="1.0" encoding="UTF-8"?>' + text,
                zipfile.ZIP_DEFLATED,
            )
    return buffer.getvalue()


if __name__ == "__main__":
    main()
