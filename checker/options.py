"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

YEAR = click.IntRange(2560, 2600)
FILE = click.Path(dir_okay=False, path_type=Path)
OLD_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def crawl_options(command: Any) -> Any:
    """How a site is read."""
    for option in reversed(
        [
            click.option("--max-pages", type=click.IntRange(1), help="จำนวนหน้าและเอกสารที่อ่านได้มากที่สุด"),
            click.option("--deadline", type=click.FloatRange(0.05), metavar="MIN", help="เวลาอ่านเว็บไซต์มากที่สุด (นาที)"),
            click.option("--delay", type=click.FloatRange(0, 60), metavar="SEC", help="เว้นระหว่างการเปิดแต่ละหน้า (วินาที)"),
            click.option("--also", multiple=True, metavar="HOST", help="เว็บไซต์อื่นที่เป็นของหน่วยงานด้วย (ใส่ซ้ำได้)"),
            click.option("--scope", metavar="PATH", help="อ่านเฉพาะหน้าใต้โฟลเดอร์นี้ เช่น /district/"),
            click.option("--ignore-robots", is_flag=True, help="ไม่ทำตาม robots.txt (ใช้กับเว็บไซต์ของหน่วยงานเองเท่านั้น)"),
            click.option("--insecure", is_flag=True, help="อ่านต่อแม้ใบรับรอง HTTPS ใช้ไม่ได้"),
            click.option("--fresh", is_flag=True, help="เริ่มอ่านใหม่ทั้งหมด ไม่ใช้ผลครั้งก่อน"),
            click.option(
                "--trust-dates",
                is_flag=True,
                help="หน้าที่ลิงก์ไม่ได้เอ่ยถึงข้อใดและเว็บไซต์บอกว่าไม่ได้แก้มานาน ถามซ้ำเพียงครั้งเว้นครั้ง (สำหรับตรวจทุกคืน)",
            ),
            click.option("--allow-private", is_flag=True, help="อนุญาตเว็บไซต์ในเครือข่ายภายในหรือเครื่องนี้"),
            click.option("--no-offsite", is_flag=True, help="ไม่เปิดที่อยู่นอกเว็บไซต์นี้เลย"),
            click.option("--no-browser", is_flag=True, help="ไม่ใช้เบราว์เซอร์กับหน้าที่สร้างด้วยสคริปต์"),
            click.option("--quiet", is_flag=True, help="ไม่แสดงความคืบหน้า"),
        ]
    ):
        command = option(command)
    return command


def criteria_options(command: Any) -> Any:
    """Which list of items, for which year, and what a person said of the agency."""
    for option in reversed(
        [
            click.option("--year", type=YEAR, help="ปีงบประมาณที่ประเมิน (พ.ศ.)"),
            click.option("--criteria", metavar="NAME", help="รายการข้อ: ชื่อปีหรือไฟล์ .toml [เดิม: ปีที่ประเมิน หรือ 2568]"),
            click.option("--agency", type=OLD_FILE, help="ไฟล์ข้อมูลหน่วยงาน (TOML)"),
        ]
    ):
        command = option(command)
    return command
