"""Everything that the program writes about one judged archive, as its commands write it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from checker.cli import main

REPORTS = ("report.html", "report.json", "report.md", "report.csv", "report.xlsx", "report.xml", "report.sarif")
NAMES = (*REPORTS, "report.txt", "summary.md", "list.csv", "list.xlsx", "verified.html", "plan.html", "plan.docx")
NAMES += ("english.html", "evidence.zip")


def written(archive: Path, folder: Path) -> dict[str, bytes]:
    """NAMES with the bytes of each; the files stay in ``folder``, which is made."""
    folder.mkdir()
    at = {name: str(folder / name) for name in NAMES}
    reports = [word for name in (*REPORTS, "report.txt") for word in ("--output", at[name])]
    for words in (
        ["report", str(archive), *reports, "--output", f"summary={at['summary.md']}"],
        ["report", str(archive), "--lang", "en", "--output", at["english.html"]],
        *(["list", str(archive), "-o", at[name]] for name in ("list.csv", "list.xlsx")),
        ["verify", at["list.csv"], "--archive", str(archive), "--offline", "--html", at["verified.html"]],
        *(["plan", str(archive), "-o", at[name]] for name in ("plan.html", "plan.docx")),
        ["evidence", str(archive), "-o", at["evidence.zip"]],
    ):
        done = CliRunner().invoke(main, words)
        assert done.exit_code in (0, 1), f"{words}\n{done.output}"
    return {name: (folder / name).read_bytes() for name in NAMES}
