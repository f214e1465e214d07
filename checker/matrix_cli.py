"""``oit matrix``: the auditor's report of a scan."""

from __future__ import annotations

from pathlib import Path

import click

from checker.nightly_cli import LANG
from checker.options import FILE


@click.command("matrix")
@click.argument("place", metavar="FOLDER|scan.db", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o", "--output", "outputs", multiple=True, type=FILE,
    help="ไฟล์ที่เขียน ใส่ซ้ำได้: .html .xlsx .csv .parquet [เดิม: matrix.html .xlsx .csv ในโฟลเดอร์ของการตรวจ]",
)  # fmt: skip
@click.option("--scan", "number", type=click.IntRange(1), help="การตรวจครั้งที่ [เดิม: ครั้งล่าสุด]")
@click.option("--criteria", metavar="NAME", help="รายการข้อ เมื่อไฟล์ที่ใช้ตรวจไม่อยู่ที่เดิม")
@LANG
def matrix(place: Path, outputs: tuple[Path, ...], number: int | None, criteria: str | None, lang: str) -> None:
    """เขียนตารางหน่วยงาน × ข้อของการตรวจหลายหน่วยงาน พร้อมลำดับ สิ่งที่มักขาด สิ่งที่ตรวจไม่ได้ และสิ่งที่ควรให้คนดูก่อน

    คำวินิจฉัยของผู้ตรวจที่เขียนด้วย oit review FOLDER/sites/<รหัสหน่วยงาน>.db ใช้แทนผลของโปรแกรมและแสดงไว้ว่าเป็นของคน
    """
    from checker.scan.matrix_files import write_matrix

    for path in write_matrix(place, outputs, lang=lang, number=number or 0, criteria=criteria or ""):
        click.echo(f"เขียนแล้ว: {path}")


COMMANDS = (matrix,)
