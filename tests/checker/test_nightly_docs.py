"""The workflows, units and tasks that are offered: well formed, and their commands are ones that the program takes."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from lxml import etree

from checker.cli import main
from checker.outputs import parse

DOCS = Path(__file__).parents[2] / "docs"


def _github() -> str:
    steps: list[dict[str, Any]] = yaml.safe_load((DOCS / "github-workflow.yml").read_text("utf-8"))["jobs"]["check"][
        "steps"
    ]
    return next(step["run"] for step in steps if step.get("name") == "Check")


def _gitlab() -> str:
    command: str = yaml.safe_load((DOCS / "gitlab-ci.yml").read_text("utf-8"))["oit"]["script"][0]
    return command


def _systemd() -> str:
    return re.findall(r"^ExecStart=(.+)$", (DOCS / "systemd" / "oit@.service").read_text("utf-8"), re.M)[0]


def _windows() -> str:
    task = etree.parse(DOCS / "windows-task.xml").getroot()
    space = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    command = task.findtext("t:Actions/t:Exec/t:Command", namespaces=space) or ""
    return f"{command.replace(chr(92), '/')} {task.findtext('t:Actions/t:Exec/t:Arguments', namespaces=space)}"


def _read() -> str:
    return re.findall(r"^oit check .+$", (DOCS / "nightly.md").read_text("utf-8"), re.M)[0]


@pytest.mark.parametrize("command", [_github, _gitlab, _systemd, _windows, _read])
def test_commands_are_taken(command: Any) -> None:
    program, name, *words = shlex.split(command())
    assert Path(program).stem == "oit" and name == "check"
    wanted = main.commands[name]
    taken = wanted.make_context(name, [*words], resilient_parsing=False).params
    assert taken["night"] if "night" in taken else taken["word"] == "last"
    assert isinstance(wanted, click.Command) and taken["url"]
    for output in taken["outputs"]:
        parse(output)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_units_are_valid(tmp_path: Path) -> None:
    for unit in ("oit@.service", "oit@.timer"):
        text = (DOCS / "systemd" / unit).read_text("utf-8").replace("/opt/oit/oit", "/bin/true")
        (tmp_path / unit).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / f"oit@a.{kind}") for kind in ("service", "timer"))],
        capture_output=True,
        text=True,
        check=False,
    )
    if "Failed to initialize" in done.stderr or "Failed to create manager" in done.stderr:
        pytest.skip("systemd cannot look at units here")
    assert not [line for line in done.stderr.splitlines() if "oit@" in line], done.stderr


def test_every_exit_code_is_told() -> None:
    text = (DOCS / "nightly.md").read_text("utf-8")
    assert re.findall(r"^\| (\d) \|", text, re.M) == ["0", "1", "2", "3", "4"]
    for option in main.commands["check"].params:
        name = max(option.opts, key=len)
        if name in (
            "--baseline",
            "--fail-on",
            "--fail-under",
            "--max-undecided",
            "--notify",
            "--notify-form",
            "--output",
        ):
            assert name in text
