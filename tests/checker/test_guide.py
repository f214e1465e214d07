"""The officers' guide is true: its commands are run in its order, and its pictures are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from checker.cli import main
from checker.demo.server import serve

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "guide.th.md").read_text(encoding="utf-8")
SITE, ARCHIVE = "https://www.example.go.th/", "www.example.go.th.db"
HERE = ["--allow-private", "--no-offsite", "--no-browser", "--quiet"]


def test_the_commands_work_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the sample agency with gaps, in one folder; 1 is the code for gaps."""
    monkeypatch.chdir(tmp_path)
    lines = [line for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.S) for line in block.splitlines()]
    lines += re.findall(r"`(\./oit (?!demo|doctor)[^`]+ [^`]+)`", GUIDE)
    with serve("gaps") as address:
        for line in lines:
            program, *arguments = shlex.split(line.replace(SITE, address))
            assert program == "./oit"
            if arguments[0] == "check":
                arguments += ["--archive", ARCHIVE]
            if arguments[0] in ("check", "verify"):
                arguments += HERE
            done = CliRunner().invoke(main, arguments)
            assert done.exit_code in (0, 1), f"{line}\n{done.output}"
    made = {path.name for path in tmp_path.iterdir()}
    assert {ARCHIVE, "report.xlsx", "report.pdf", "list.xlsx", "verify.html", "evidence.zip", "plan.docx"} <= made


def test_the_pictures_are_there_and_small() -> None:
    names = re.findall(r"!\[[^\]]{10,}\]\((pictures/[a-z]+\.png)\)", GUIDE)
    assert len(names) == GUIDE.count("![") >= 5
    for name in names:
        with Image.open(DOCS / name) as picture:
            assert picture.width >= 600
        assert (DOCS / name).stat().st_size < 200_000
