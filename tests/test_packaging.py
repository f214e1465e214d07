"""What is installed: the wheel, what is in it, and the licences of what it stands on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("checker", "config", "crawler", "reports", "rules")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_all_data_and_no_more(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == set(PACKAGES)
    data = [
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    ]
    assert "config/criteria/2568.toml" in data
    assert any(name.startswith("checker/demo/files/") for name in data)
    assert sorted(set(data) - names) == []


def test_installed_alone_the_five_names_are_ours(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    command = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    subprocess.run(command, check=True, capture_output=True)
    code = """
import json, importlib.metadata as m, config.loader, config
owners = m.packages_distributions()
names = config.loader.available()
items = config.loader.load_criteria("2568").items
print(json.dumps([owners, names, len(items), m.version("oit-checker"), config.__file__]))
"""
    done = subprocess.run([str(python), "-I", "-c", code], check=True, capture_output=True, text=True, cwd=tmp_path)
    owners, names, items, version, where = json.loads(done.stdout)
    assert {name: owners[name] for name in PACKAGES} == {name: ["oit-checker"] for name in PACKAGES}
    assert "2568" in names
    assert items == 28
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert str(tmp_path) in where
    assert list((tmp_path / "env").glob("*/oit*"))


def test_the_five_names_are_nobody_elses_here() -> None:
    """Another distribution with one of the names would be overwritten by ours, or overwrite it."""
    from importlib.metadata import packages_distributions

    owners = packages_distributions()
    for name in PACKAGES:
        assert set(owners.get(name, ())) <= {"oit-checker"}


def test_no_licence_binds_the_program() -> None:
    lock = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))
    command = [sys.executable, "-m", "piplicenses", "--from=all", "--format=json", "--with-system", "--packages"]
    done = subprocess.run([*command, *sorted(locked)], check=True, capture_output=True, text=True)
    found = {_plain(entry["Name"]): entry for entry in json.loads(done.stdout)}
    assert len(found) > len(locked) * 0.8  # some are for other systems
    for name, entry in found.items():
        said = [entry[key] for key in ("License-Metadata", "License-Classifier", "License-Expression") if key in entry]
        known = [words for words in said if words and words != "UNKNOWN"]
        assert known, f"{name} names no licence"
        assert not any(_binds(words) for words in known), f"{name}: {known}"


def _binds(words: str) -> bool:
    """Whether every alternative of a licence is of the GPL family."""
    if len(words) > 200:  # the whole text instead of a name
        words = words[:200]
    return all(re.search(r"GPL|General Public|Affero", part) for part in re.split(r"\bOR\b|;", words))


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
