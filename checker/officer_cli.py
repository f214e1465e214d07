"""Commands for the officer who submits, proves, reviews and plans. Imports are made inside the commands."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from checker.agency import REASONS, VERDICTS
from checker.options import FILE, OLD_FILE, YEAR, crawl_options, criteria_options

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("list")
@click.argument("archive", type=OLD_FILE, required=False)
@click.option("-o", "--output", type=FILE, help="ไฟล์ที่เขียน: .xlsx .csv หรือ .txt [เดิม: หน้าจอ]")
@click.option("--template", type=FILE, help="เขียนแบบฟอร์มเปล่า (.xlsx .csv หรือ .txt) แล้วจบ")
@click.option("--run", type=click.IntRange(1), default=None, help="ผลครั้งที่ [เดิม: ครั้งล่าสุด]")
@click.option("--criteria", metavar="NAME", help="รายการข้อของแบบฟอร์มเปล่า [เดิม: 2568]")
def list_command(archive: Path | None, **options: Any) -> None:
    """เขียนรายการที่อยู่สำหรับกรอกในระบบประเมินจากผลที่เก็บไว้ ในแบบที่ oit verify อ่านได้"""
    from checker.lists import write_list

    sys.exit(write_list(archive, **options))


@click.command()
@click.argument("list_file", metavar="[LIST]", type=click.Path(allow_dash=True, path_type=Path), required=False)
@click.option("--from-site", metavar="URL", help="ใช้รายการจากหน้า ITA ของหน่วยงานเอง")
@click.option("--archive", type=OLD_FILE, help="ฐานข้อมูลที่อ่านเว็บไซต์ไว้แล้ว [เดิม: อ่านเว็บไซต์ใหม่]")
@click.option("--site", "site_url", metavar="URL", help="ที่อยู่เว็บไซต์หลัก [เดิม: เว็บไซต์ที่มีมากที่สุดในรายการ]")
@click.option("--offline", is_flag=True, help="ไม่เปิดเว็บไซต์เลย ใช้เฉพาะที่อ่านไว้ใน --archive")
@criteria_options
@click.option("--json", "json_file", type=FILE, help="เขียนผลเป็น JSON")
@click.option("--html", "html_file", type=FILE, help="เขียนผลเป็นหน้าเว็บ")
@click.option("--xlsx", "xlsx_file", type=FILE, help="เขียนผลเป็นตาราง")
@crawl_options
def verify(list_file: Path | None, **options: Any) -> None:
    """ตรวจรายการที่อยู่ก่อนส่งเข้าระบบประเมิน: เปิดได้ ตรงข้อ ตรงปี ครบ และเข้าจากเว็บไซต์หลักได้

    LIST คือไฟล์ XLSX, CSV หรือข้อความบรรทัดละ "O12 https://..." (ใส่ - เพื่ออ่านจาก standard input)

    รหัสจบ: 0 ใช้ได้ทุกข้อ, 1 มีที่ต้องแก้, 2 ใช้คำสั่งหรือไฟล์ผิด, 3 ไม่พบที่ผิดแต่ยังบอกไม่ได้ทุกข้อ, 4 โปรแกรมขัดข้อง
    """
    from checker.lists import verify_list

    sys.exit(verify_list(list_file, **options))


@click.command()
@click.argument("archive", type=OLD_FILE, required=False)
@click.option("-o", "--output", type=FILE, help="แฟ้มหลักฐานที่เขียน (.zip)")
@click.option("--check", "checked", type=OLD_FILE, metavar="FILE.zip", help="ตรวจว่าแฟ้มหลักฐานไม่ถูกเปลี่ยน")
@click.option("--run", type=click.IntRange(1), default=None, help="ผลครั้งที่ [เดิม: ครั้งล่าสุด]")
def evidence(archive: Path | None, **options: Any) -> None:
    """เขียนแฟ้มหลักฐานของทุกข้อ: หน้าเว็บและเอกสารที่ได้รับ ภาพ ค่า SHA-256 และรายงาน หรือตรวจแฟ้มเดิม

    รหัสจบ: 0 เขียนแล้วหรือแฟ้มไม่ถูกเปลี่ยน, 1 แฟ้มถูกเปลี่ยน, 2 ใช้คำสั่งผิดหรือไม่ใช่แฟ้มหลักฐาน
    """
    from checker.evidence_package import evidence_command

    sys.exit(evidence_command(archive, **options))


@click.command()
@click.argument("archive", type=OLD_FILE)
@click.argument("item", required=False)
@click.option("--agency", type=FILE, help="ไฟล์ข้อมูลหน่วยงานที่เขียน [เดิม: ชื่อเดียวกับฐานข้อมูล .toml]")
@click.option("--verdict", type=click.Choice(VERDICTS), help="คำวินิจฉัยของผู้ตรวจ")
@click.option("--reason", type=click.Choice(list(REASONS)), help="เหตุที่ต่างจากโปรแกรม")
@click.option("--by", metavar="NAME", help="ชื่อผู้ตรวจ")
@click.option("--note", default="", metavar="TEXT", help="คำอธิบาย (ต้องมีเมื่อเหตุเป็น other)")
@click.option("--address", "addresses", multiple=True, metavar="URL", help="ที่อยู่ที่ผู้ตรวจดู [เดิม: หลักฐานที่โปรแกรมพบ]")
@click.option("--expires", type=DAY, metavar="DATE", help="ใช้ได้ถึงวันที่ เช่น 2025-09-30")
@click.option("--date", "day", type=DAY, metavar="DATE", help="วันที่ตรวจ [เดิม: วันนี้]")
@click.option("--remove", is_flag=True, help="ลบคำวินิจฉัยของข้อนี้")
@click.option("--run", type=click.IntRange(1), default=None, help="ผลครั้งที่ [เดิม: ครั้งล่าสุด]")
def review(archive: Path, item: str | None, expires: datetime | None, day: datetime | None, **options: Any) -> None:
    """เขียนคำวินิจฉัยของผู้ตรวจลงไฟล์ของหน่วยงาน (ไม่ใส่ ITEM: แสดงคำวินิจฉัยทั้งหมดและบอกว่ายังใช้ได้หรือไม่)

    คำวินิจฉัยไม่ลบผลของโปรแกรม รายงานแสดงทั้งสองอย่าง และเลิกใช้เองเมื่อสิ่งที่ผู้ตรวจเห็นเปลี่ยนไปหรือหมดอายุ
    """
    from checker.review import review_command

    until, given = expires.date() if expires else None, day.date() if day else None
    sys.exit(review_command(archive, item, expires=until, day=given, **options))


@click.command()
@click.argument("archive", type=OLD_FILE)
@click.option("-o", "--output", type=FILE, required=True, help="ไฟล์ที่เขียน: .docx หรือ .html")
@click.option("--scores", type=OLD_FILE, help="คะแนน ITA ปีก่อน ๆ ครบ 10 ตัวชี้วัด (.toml หรือ .csv)")
@click.option("--plan-year", type=YEAR, help="ปีงบประมาณของแผน (พ.ศ.) [เดิม: ปีที่ตรวจ หรือปีถัดจากคะแนนปีล่าสุด]")
@click.option("--run", type=click.IntRange(1), default=None, help="ผลครั้งที่ [เดิม: ครั้งล่าสุด]")
def plan(archive: Path, **options: Any) -> None:
    """เขียนร่างมาตรการส่งเสริมคุณธรรมและความโปร่งใสจากสิ่งที่ขาด เพื่อให้คนแก้ไขต่อ"""
    from checker.plan import plan_command

    sys.exit(plan_command(archive, **options))


COMMANDS = (list_command, verify, evidence, review, plan)
