"""The command line. Imports are made inside the commands, so that starting costs little more than Python itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from checker.errors import EXIT_INTERNAL, EXIT_USAGE, UserError
from checker.matrix_cli import COMMANDS as MATRIX_COMMANDS
from checker.nightly_cli import COMMANDS as NIGHTLY_COMMANDS
from checker.nightly_cli import FORMS, LANG, night_options
from checker.officer_cli import COMMANDS as OFFICER_COMMANDS
from checker.options import crawl_options
from checker.scan_cli import COMMANDS as SCAN_COMMANDS
from checker.version import VERSION

_YEAR = click.IntRange(2560, 2600)


class _Group(click.Group):
    """Turns errors into messages and exit codes: 2 what the user can mend, 4 a fault of the program."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UserError as error:
            click.echo(f"ผิดพลาด: {error}", err=True)
            ctx.exit(EXIT_USAGE)
        except (click.ClickException, click.exceptions.Exit, click.Abort, KeyboardInterrupt, SystemExit):
            raise
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            click.echo(
                f"โปรแกรมขัดข้อง: {type(error).__name__}: {error}\n"
                "ลองใหม่อีกครั้ง หากยังเกิดขึ้นให้รันด้วย `oit --debug ...` แล้วส่งข้อความที่ได้ให้ผู้พัฒนา",
                err=True,
            )
            ctx.exit(EXIT_INTERNAL)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version=VERSION, prog_name="oit")
@click.option("--debug", is_flag=True, help="แสดงรายละเอียดเมื่อโปรแกรมขัดข้อง")
def main(debug: bool) -> None:
    """ตรวจเว็บไซต์หน่วยงานตามแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) ของการประเมิน ITA

    เริ่มที่นี่:  oit check https://www.example.go.th/   หรือดูตัวอย่าง:  oit demo
    """


def _judge_options(command: Any) -> Any:
    for option in reversed(
        [
            click.option("--year", type=_YEAR, help="ปีงบประมาณที่ประเมิน (พ.ศ.)"),
            click.option(
                "--criteria", metavar="NAME", help="รายการข้อที่ใช้ตรวจ: ชื่อปีหรือไฟล์ .toml [เดิม: ปีที่ประเมิน หรือ 2568]"
            ),
            click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="เขียนผลเป็น JSON"),
            click.option(
                "--html", "html_file", type=click.Path(dir_okay=False, path_type=Path), help="เขียนรายงาน HTML"
            ),
            click.option(
                "--agency", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="ไฟล์ข้อมูลหน่วยงาน (TOML)"
            ),
            click.option("--no-pictures", is_flag=True, help="ไม่ทำภาพหลักฐานของข้อความที่อ้าง (เร็วขึ้น รายงานเล็กลง)"),
        ]
    ):
        command = option(command)
    return command


@main.command()
@click.argument("url")
@_judge_options
@night_options
@click.option("--archive", type=click.Path(dir_okay=False, path_type=Path), help="ฐานข้อมูลที่เก็บผล [เดิม: <host>.db]")
@crawl_options
def check(url: str, **options: Any) -> None:
    """อ่านเว็บไซต์ ตรวจทุกข้อ แล้วเขียนรายงานสิ่งที่ขาด

    รหัสจบ: 0 ไม่มีสิ่งที่ขาด (หรือไม่มีสิ่งที่แย่ลง เมื่อใช้ --baseline), 1 มี, 2 ใช้คำสั่งหรือไฟล์ตั้งค่าผิด,
    3 ตรวจไม่ได้มากเกินไป, 4 โปรแกรมขัดข้อง
    """
    from checker.check import check_site

    sys.exit(check_site(url, **options))


@main.command()
@click.argument("url")
@click.option("--archive", type=click.Path(dir_okay=False, path_type=Path), help="ฐานข้อมูลที่เก็บผล [เดิม: <host>.db]")
@click.option("--criteria", metavar="NAME", help="รายการข้อที่ใช้เลือกลำดับการอ่าน")
@click.option("--agency", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="ไฟล์ข้อมูลหน่วยงาน (TOML)")
@crawl_options
def crawl(url: str, **options: Any) -> None:
    """อ่านเว็บไซต์เก็บลงฐานข้อมูล โดยยังไม่ตัดสิน"""
    from checker.check import crawl_site

    sys.exit(crawl_site(url, **options))


@main.command()
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_judge_options
@night_options
def judge(archive: Path, **options: Any) -> None:
    """ตัดสินจากฐานข้อมูลที่อ่านไว้แล้ว โดยไม่เปิดเว็บไซต์อีก"""
    from checker.check import judge_archive

    sys.exit(judge_archive(archive, **options))


@main.command()
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--run", type=click.IntRange(1), default=None, help="ผลครั้งที่ [เดิม: ครั้งล่าสุด]")
@click.option("--format", "form", type=click.Choice(FORMS), help="ชนิดของรายงาน [เดิม: ตามชื่อไฟล์ หรือ terminal]")
@click.option("-o", "--output", "outputs", metavar="FILE", multiple=True, help="ไฟล์ที่เขียน ใส่ซ้ำได้ [เดิม: หน้าจอ]")
@LANG
@click.option("--no-pictures", is_flag=True, help="ไม่ใส่ภาพหลักฐานในรายงาน")
def report(
    archive: Path, run: int | None, form: str | None, outputs: tuple[str, ...], lang: str, no_pictures: bool
) -> None:
    """เขียนรายงานจากผลที่เก็บไว้"""
    from checker.check import write_stored
    from checker.outputs import Output, parse

    asked = [Output(form, Path(word)) if form else parse(word) for word in outputs]
    for output in asked:
        write_stored(archive, run or 0, output.form, output.path, lang, no_pictures=no_pictures)
    if not asked:
        write_stored(archive, run or 0, form or "terminal", None, lang, no_pictures=no_pictures)


@main.command()
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("items", nargs=-1, metavar="[O12 ...]")
@click.option("--year", type=_YEAR, help="ปีงบประมาณที่ประเมิน (พ.ศ.)")
@click.option("--criteria", metavar="NAME", help="รายการข้อที่ใช้ตรวจ: ชื่อปีหรือไฟล์ .toml [เดิม: ปีที่ประเมิน หรือ 2568]")
@click.option("--agency", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="ไฟล์ข้อมูลหน่วยงาน (TOML)")
@click.option("--json", "as_json", is_flag=True, help="แสดงเป็น JSON")
def explain(archive: Path, items: tuple[str, ...], **options: Any) -> None:
    """อธิบายที่มาของผลแต่ละข้อ ตั้งแต่สิ่งที่พบจนถึงเหตุผล

    บอกว่าข้อนั้นถามหาอะไร พบแหล่งใดด้วยคะแนนเท่าใด อ่านแล้วเห็นองค์ประกอบใด ทำไมจึงใช้แหล่งนี้และไม่ใช้แหล่งถัดไป
    อะไรอ่านไม่ได้ และค้นอย่างไรเมื่อไม่พบ ใส่รหัสข้อหรือชื่อกติกาได้หลายชื่อ ไม่ใส่จะอธิบายทุกข้อ
    """
    from checker.explain import explain_archive

    click.echo(explain_archive(archive, items, **options), nl=False)


@main.command()
@click.argument("name", required=False)
@click.option("--criteria", metavar="NAME", default="2568", show_default=True, help="รายการข้อ")
def rules(name: str | None, criteria: str) -> None:
    """แสดงทุกข้อ กติกา และองค์ประกอบที่ตรวจ (หรือเฉพาะข้อ เช่น O12)"""
    from checker.listing import rules_text

    click.echo(rules_text(criteria, name or ""))


@main.command()
@click.argument("text", nargs=-1)
@click.option("--criteria", metavar="NAME", default="2568", show_default=True, help="รายการข้อ")
@click.option("--json", "as_json", is_flag=True, help="หนึ่งบรรทัด JSON ต่อหนึ่งข้อความ")
def match(text: tuple[str, ...], criteria: str, as_json: bool) -> None:
    """บอกว่าชื่อเมนูหรือชื่อเรื่องตรงกับข้อใด พร้อมคะแนน

    ไม่ใส่ TEXT จะอ่านจาก standard input บรรทัดละข้อความ ตามด้วย tab แล้วบริบท (เช่น ชื่อเมนูด้านบน) ถ้ามี
    """
    from checker.listing import match_lines

    if not text and sys.stdin.isatty():
        raise UserError('ใส่ข้อความที่จะเทียบ เช่น oit match "รายงานผลการจัดซื้อจัดจ้าง" หรือส่งเข้าทาง standard input')
    lines = text or (line.rstrip("\r\n") for line in click.open_file("-", encoding="utf-8"))
    for line in match_lines(lines, criteria, as_json):
        click.echo(line)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="หนึ่งบรรทัด JSON ต่อหนึ่งไฟล์ พร้อมข้อความและตารางทั้งหมด")
@click.option("--no-ocr", is_flag=True, help="ไม่อ่านภาพด้วย OCR")
@click.option("--pages", type=click.IntRange(1), default=600, show_default=True, help="จำนวนหน้าที่อ่านได้มากที่สุดต่อไฟล์")
@click.option("--seconds", type=click.FloatRange(0.1), default=60.0, show_default=True, help="เวลาอ่านไฟล์หนึ่งมากที่สุด")
@click.option("--criteria", metavar="NAME", help="รายการข้อที่ใช้เทียบ: ชื่อปีหรือไฟล์ .toml [เดิม: 2568]")
@click.option("--agency", "own", metavar="NAME", default="", help="ชื่อหน่วยงาน เพื่อแยกเอกสารของหน่วยงานอื่น")
def read(
    files: tuple[Path, ...], as_json: bool, no_ocr: bool, pages: int, seconds: float, criteria: str | None, own: str
) -> None:
    """บอกว่าโปรแกรมอ่านไฟล์ได้อย่างไร: ชนิด วิธีอ่าน คุณภาพข้อความ เป็นเอกสารอะไร ของปีใด ตรงกับข้อใด และตาราง"""
    from checker import read as reading
    from checker.check import criteria_for
    from checker.engine import matcher_for
    from config.settings import CrawlSettings
    from rules.agency import agency_kind
    from rules.content import Agency

    settings = CrawlSettings(document_seconds=seconds, document_pages=pages, ocr=not no_ocr)
    matcher, agency = matcher_for(criteria_for(criteria, None)[0]), Agency(own, agency_kind(own))
    for one in reading.seen(files, settings, matcher, agency):
        click.echo(reading.as_json(one) if as_json else f"{one.path}\n{reading.as_text(one)}\n")


@main.command()
@click.option("--state", type=click.Choice(["all", "complete", "gaps", "hard"]), default="all", show_default=True)
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), default=Path("oit-demo"), show_default=True)
@click.option("--quiet", is_flag=True, help="ไม่แสดงความคืบหน้า")
@click.option("--no-pictures", is_flag=True, help="ไม่ทำภาพหลักฐาน (ทุกสภาพ: ทำเฉพาะ gaps)")
def demo(state: str, folder: Path, quiet: bool, no_pictures: bool) -> None:
    """ตรวจหน่วยงานสมมุติในเครื่องนี้ ในสามสภาพ: ครบถ้วน มีข้อขาด และเว็บไซต์ที่อ่านยาก"""
    from checker.check import run_demo

    sys.exit(run_demo(state, folder, quiet, no_pictures=no_pictures))


@main.command()
@click.argument("url", required=False)
@click.option("--allow-private", is_flag=True, help="อนุญาตเว็บไซต์ในเครือข่ายภายในหรือเครื่องนี้")
@click.option("--insecure", is_flag=True, help="อ่านต่อแม้ใบรับรอง HTTPS ใช้ไม่ได้")
def doctor(url: str | None, allow_private: bool, insecure: bool) -> None:
    """ตรวจว่าเครื่องนี้พร้อมหรือไม่ และเว็บไซต์ (ถ้าระบุ) ให้โปรแกรมอ่านได้หรือไม่ พร้อมวิธีแก้

    รหัสจบ: 0 พร้อม, 1 มีสิ่งที่ขาด, 2 ใช้คำสั่งผิด, 3 อ่านเว็บไซต์ไม่ได้, 4 โปรแกรมขัดข้อง
    """
    from checker.doctor import examine
    from config.settings import CrawlSettings

    settings = CrawlSettings(max_pages=1, allow_private=allow_private, insecure=insecure, offsite=False, codes=False)
    text, code = examine(url or "", settings, Path())
    click.echo(text)
    sys.exit(code)


for _command in (*NIGHTLY_COMMANDS, *OFFICER_COMMANDS, *SCAN_COMMANDS, *MATRIX_COMMANDS):
    main.add_command(_command)


if __name__ == "__main__":
    main()
