"""What the command line has for runs that are repeated: options of a check, ``oit diff``, ``oit history``."""

from __future__ import annotations

import functools
import shutil
import sys
from pathlib import Path
from typing import Any

import click

from checker.options import FILE, OLD_FILE

FORMS = ("terminal", "html", "json", "md", "csv", "xlsx", "pdf", "junit", "sarif", "summary")
LANG = click.option("--lang", type=click.Choice(["th", "en"]), default="th", show_default=True, help="ภาษาของรายงาน")
_NIGHT = ("word", "fail_on", "fail_under", "max_undecided", "notify", "notify_form")


def night_options(command: Any) -> Any:
    """Outputs by name, the language, and what a run is compared with; the latter reach the command as ``night``."""

    @functools.wraps(command)
    def gathered(*arguments: Any, **options: Any) -> Any:
        night = {name: options.pop(name) for name in _NIGHT}
        return command(*arguments, **options, night={name: value for name, value in night.items() if value is not None})

    made: Any = gathered
    for option in reversed(
        [
            click.option(
                "--output",
                "outputs",
                multiple=True,
                metavar="FILE",
                help="เขียนรายงานเพิ่ม ใส่ซ้ำได้ ชนิดตามชื่อไฟล์: .html .json .md .csv .xlsx .pdf .xml (JUnit) .sarif .txt "
                "หรือบอกชนิดไว้ข้างหน้า เช่น summary=FILE",
            ),
            LANG,
            click.option(
                "--baseline", "word", metavar="RUN|FILE", help="เทียบกับ: last (ครั้งก่อน), เลขครั้ง, ไฟล์ .db หรือ .json"
            ),
            click.option(
                "--fail-on",
                type=click.Choice(["new", "any", "never"]),
                help="จบด้วย 1 เมื่อมีสิ่งที่แย่ลง (new) มีสิ่งที่ขาด (any) หรือไม่เลย (never) [เดิม: new เมื่อมี --baseline]",
            ),
            click.option("--fail-under", type=click.FloatRange(0, 100), help="จบด้วย 1 เมื่อคะแนน OIT ต่ำกว่านี้"),
            click.option(
                "--max-undecided",
                type=click.FloatRange(0, 100),
                metavar="PCT",
                help="จบด้วย 3 เมื่อตัดสินไม่ได้เกินร้อยละนี้ของข้อทั้งหมด [เดิม: 50]",
            ),
            click.option(
                "--notify",
                metavar="URL",
                envvar="OIT_NOTIFY",
                help="แจ้งเว็บฮุกเมื่อมีสิ่งที่เปลี่ยน (หรือตั้งตัวแปร OIT_NOTIFY)",
            ),
            click.option(
                "--notify-form",
                type=click.Choice(["json", "slack", "discord"]),
                default="json",
                show_default=True,
                help="รูปแบบของการแจ้ง",
            ),
        ]
    ):
        made = option(made)
    return made


@click.command()
@click.argument("before")
@click.argument("after")
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "md", "json", "html"]),
    help="ชนิด [เดิม: ตามชื่อไฟล์ หรือ terminal]",
)
@click.option("-o", "--output", type=FILE, help="ไฟล์ที่เขียน [เดิม: หน้าจอ]")
@LANG
def diff(before: str, after: str, form: str | None, output: Path | None, lang: str) -> None:
    """เปรียบเทียบผลสองครั้ง: อะไรดีขึ้น แย่ลง หลักฐานใดเปลี่ยน หน้าใดหายไป เอกสารใดถูกเปลี่ยนไฟล์

    BEFORE และ AFTER เป็นฐานข้อมูล (.db ใช้ครั้งล่าสุด หรือ FILE@เลขครั้ง) หรือรายงาน JSON
    """
    from checker.baseline import load_run
    from checker.compare import compare
    from checker.outputs import DIFF_FORMS, parse, render_diff, write

    if form is None:
        form = parse(str(output)).form if output else "terminal"
    if form not in DIFF_FORMS:
        raise click.UsageError(f"การเปรียบเทียบเขียนได้เป็น {', '.join(DIFF_FORMS)}")
    old, seen_old = load_run(before)
    new, seen_new = load_run(after)
    made = compare(old, new, seen_before=seen_old, seen_after=seen_new)
    screen = output is None and sys.stdout.isatty()
    width = min(120, shutil.get_terminal_size((100, 24)).columns) if screen else 100
    text = render_diff(made, form, lang, width, screen and form == "terminal")
    if output is None:
        click.echo(text, nl=False)
    else:
        write(output, text)
        click.echo(f"เขียนแล้ว: {output}")


@click.command()
@click.argument("archive", type=OLD_FILE)
@LANG
def history(archive: Path, lang: str) -> None:
    """แสดงคะแนนและผลของแต่ละข้อในทุกครั้งที่ตรวจ (ในรายงาน HTML เป็นภาพ)"""
    from checker.history import history as stored
    from reports.history import render

    click.echo(render(stored(archive), lang), nl=False)


COMMANDS = (diff, history)
