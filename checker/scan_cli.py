"""What the command line has for many sites: ``oit scan``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from checker.options import OLD_FILE, YEAR

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("list_file", metavar="[LIST]", type=OLD_FILE, required=False)
@click.option("-o", "--output", "folder", type=FOLDER, help="โฟลเดอร์ที่เก็บผลทั้งหมด")
@click.option("--year", type=YEAR, help="ปีงบประมาณที่ประเมิน (พ.ศ.)")
@click.option("--criteria", metavar="NAME", help="รายการข้อ: ชื่อปีหรือไฟล์ .toml [เดิม: ปีที่ประเมิน หรือ 2568]")
@click.option("--only", type=click.Choice(["failed", "undecided", "changed"]), help="ดูใหม่เฉพาะบางส่วนของครั้งล่าสุด")
@click.option("--resume", is_flag=True, help="ทำต่อจากครั้งที่ยังไม่จบ (ไม่ต้องใส่ LIST)")
@click.option("--fresh", is_flag=True, help="เริ่มใหม่แม้ครั้งก่อนยังไม่จบ")
@click.option("--workers", type=click.IntRange(1, 500), help="จำนวนเว็บไซต์ที่อ่านพร้อมกัน [เดิม: ตามเครื่อง]")
@click.option("--deadline", type=click.FloatRange(0.01), metavar="MIN", help="เวลาทั้งหมดที่มี (นาที) ที่เหลือทำต่อได้")
@click.option("--site-deadline", type=click.FloatRange(0.01), metavar="MIN", help="เวลาต่อเว็บไซต์มากที่สุด (นาที) [เดิม: 15]")
@click.option("--memory", type=click.IntRange(100), metavar="MB", help="หน่วยความจำต่อหนึ่งเว็บไซต์มากที่สุด [เดิม: 1000]")
@click.option("--max-pages", type=click.IntRange(1), help="จำนวนหน้าและเอกสารต่อเว็บไซต์ [เดิม: 400]")
@click.option(
    "--keep",
    type=click.Choice(["pages", "text", "findings"]),
    help="สิ่งที่เก็บไว้: pages ทุกอย่างที่ใช้ตัดสินใหม่ได้, text เฉพาะข้อความ, findings เฉพาะผล [เดิม: pages]",
)
@click.option("--no-reports", "reports", flag_value=False, default=None, help="ไม่เขียนรายงานของแต่ละเว็บไซต์")
@click.option("--connections", type=click.IntRange(1, 50), help="การเชื่อมต่อพร้อมกันต่อหนึ่งเครื่องแม่ข่าย รวมทุกเว็บไซต์ [เดิม: 6]")
@click.option("--delay", type=click.FloatRange(0, 60), metavar="SEC", help="เว้นระหว่างคำขอต่อหนึ่งเครื่องแม่ข่าย [เดิม: 1]")
@click.option("--second-look", type=click.FloatRange(0), metavar="HOURS", help="ดูซ้ำเว็บไซต์ที่เปิดไม่ได้หลังจากนี้ [เดิม: 2]")
@click.option("--ignore-robots", "robots", flag_value=False, default=None, help="ไม่ทำตาม robots.txt")
@click.option("--insecure", is_flag=True, default=None, help="อ่านต่อแม้ใบรับรอง HTTPS ใช้ไม่ได้")
@click.option("--allow-private", is_flag=True, default=None, help="อนุญาตเว็บไซต์ในเครือข่ายภายในหรือเครื่องนี้")
@click.option("--no-offsite", "offsite", flag_value=False, default=None, help="ไม่เปิดที่อยู่นอกเว็บไซต์เลย")
@click.option("--no-browser", "browser", flag_value=False, default=None, help="ไม่ใช้เบราว์เซอร์กับหน้าที่สร้างด้วยสคริปต์")
@click.option("--scheduler", metavar="ADDRESS", help="ใช้หลายเครื่อง: ที่อยู่ของ dask scheduler เช่น tcp://10.0.0.1:8786")
@click.option("--status", type=FOLDER, metavar="FOLDER", help="แสดงความคืบหน้าของโฟลเดอร์แล้วจบ")
@click.option("--quiet", is_flag=True, help="ไม่แสดงความคืบหน้า")
def scan(list_file: Path | None, folder: Path | None, status: Path | None, **options: Any) -> None:
    """ตรวจเว็บไซต์ของหน่วยงานจำนวนมากตามรายชื่อ

    LIST คือไฟล์ CSV, XLSX หรือข้อความ มีคอลัมน์ ชื่อ ที่อยู่เว็บไซต์ ประเภท จังหวัด (คอลัมน์อื่นเก็บไว้ด้วย)
    หยุดเมื่อใดก็ได้ สั่งคำสั่งเดิมเพื่อทำต่อโดยไม่ทำซ้ำ

    รหัสจบ: 0 ดูครบแล้ว, 2 ใช้คำสั่งหรือไฟล์ผิด, 3 ยังดูไม่ครบ, 4 โปรแกรมขัดข้อง
    """
    from checker.scan.command import scan_command, status_command

    if status is not None:
        sys.exit(status_command(status))
    if folder is None:
        raise click.UsageError("ใส่โฟลเดอร์ที่เก็บผลด้วย -o FOLDER")
    for name, factor in (("deadline", 60), ("site_deadline", 60), ("memory", 1024**2), ("second_look", 3600)):
        if options[name] is not None:
            options[name] *= factor
    for name in ("only", "scheduler"):
        options[name] = options[name] or ""
    sys.exit(scan_command(list_file, folder, **options))


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--year", type=YEAR, help="ปีงบประมาณที่ประเมิน (พ.ศ.) [เดิม: ของการสแกน]")
@click.option("--criteria", metavar="NAME", help="รายการข้อ: ชื่อปีหรือไฟล์ .toml [เดิม: ของการสแกน]")
@click.option("--workers", type=click.IntRange(1, 500), help="จำนวนเว็บไซต์ที่ตัดสินพร้อมกัน [เดิม: ตามเครื่อง]")
@click.option("--quiet", is_flag=True, help="ไม่แสดงความคืบหน้า")
def rejudge(folder: Path, **options: Any) -> None:
    """ตัดสินใหม่จากฐานข้อมูลของการสแกนโดยไม่เปิดเว็บไซต์ แล้วบอกว่าผลข้อใดเปลี่ยนและเพราะอะไร

    รหัสจบ: 0 ตัดสินครบแล้ว, 2 ใช้คำสั่งผิด, 3 ยังไม่ครบ สั่งอีกครั้งเพื่อทำต่อ, 4 โปรแกรมขัดข้อง
    """
    from checker.scan.rejudge import rejudge_command

    sys.exit(rejudge_command(folder, **options))


COMMANDS = (scan, rejudge)
