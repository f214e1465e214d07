"""Pages as a scanner gives them: invented words in free Thai fonts, skewed, blurred, noisy, compressed. Nothing random
but the seed given."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

TLWG = Path("/usr/share/fonts/truetype/tlwg")
# Families that scripts/train_digits.py leaves out of its training.
HELD_OUT = ("Norasi", "Umpush", "Waree")
THAI = "๐๑๒๓๔๕๖๗๘๙"
SENTENCES = (
    "ประกาศเทศบาลตำบลทุ่งนาใหม่ เรื่อง แผนดำเนินงาน ประจำปีงบประมาณ พ.ศ. {year}",
    "แผนปฏิบัติการป้องกันการทุจริต ประจำปี {year}",
    "รายงานผลการดำเนินงานตามแผน ปีงบประมาณ {year} รอบหกเดือน",
    "ประกาศ ณ วันที่ {day} ตุลาคม พ.ศ. {year}",
    "สั่ง ณ วันที่ {day} มกราคม {year}",
    "ตามพระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. {year} มาตรา {day}",
    "งบประมาณรายจ่ายประจำปี พ.ศ. {year} ตั้งไว้ {money} บาท",
    "สรุปผลการจัดซื้อจัดจ้าง เดือนมีนาคม {year} จำนวน {day} โครงการ",
    "คู่มือการปฏิบัติงานของเจ้าหน้าที่ ฉบับปรับปรุง พ.ศ. {year}",
    "นโยบายไม่รับของขวัญจากการปฏิบัติหน้าที่ ปี {year} ของหน่วยงาน",
    "การประเมินความเสี่ยงการทุจริต ประจำปีงบประมาณ พ.ศ. {year}",
    "ข้อมูลสถิติเรื่องร้องเรียน ตั้งแต่เดือนตุลาคม {year} เป็นต้นไป",
)


def fonts(held_out: bool = True, folder: Path = TLWG) -> list[Path]:
    """The fonts' files, in order; only those never trained on, or only the others."""
    return [path for path in sorted(folder.rglob("*.ttf")) if path.stem.startswith(HELD_OUT) == held_out]


def lines_of(dice: random.Random, arabic: float = 0.2) -> list[tuple[str, str]]:
    """Lines of one page, each with the year it holds (Arabic digits)."""
    made = []
    for sentence in dice.sample(SENTENCES, len(SENTENCES)):
        year = str(dice.randint(2540, 2579))
        values = {"year": year, "day": str(dice.randint(1, 31)), "money": f"{dice.randint(1000, 9_999_999):,}"}
        text = sentence.format(**values)
        if dice.random() >= arabic:
            text = text.translate({ord(str(at)): digit for at, digit in enumerate(THAI)})
        made.append((text, year))
    return made


def page(lines: list[str], font: Path, size: int = 44) -> Image.Image:
    """A clean page of 200 dots an inch."""
    picture = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(picture)
    top = 160
    for line in lines:
        face = ImageFont.truetype(str(font), size)
        while face.getlength(line) > 1380:
            face = ImageFont.truetype(str(font), int(face.size) - 1)
        draw.text((140, top), line, font=face, fill=0)
        top += int(2.2 * size)
    return picture


def scanned(picture: Image.Image, dice: random.Random) -> Image.Image:
    """The page through a printer, a scanner and JPEG; each a little different."""
    picture = picture.rotate(dice.uniform(-1.5, 1.5), Image.Resampling.BICUBIC, fillcolor=255)
    picture = picture.filter(ImageFilter.GaussianBlur(dice.uniform(0.3, 1.3)))
    dark, light = dice.uniform(0, 80), dice.uniform(210, 255)
    picture = picture.point([int(dark + (light - dark) * grey / 255) for grey in range(256)])
    speckled = picture.copy()
    noise = dice.randbytes(4096) * (picture.width * picture.height // 4096 + 1)
    grain = Image.frombytes("L", picture.size, noise[: picture.width * picture.height])
    picture = Image.blend(speckled, grain, dice.uniform(0.02, 0.15))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=dice.randint(30, 80))
    return Image.open(io.BytesIO(stream.getvalue())).convert("L")
