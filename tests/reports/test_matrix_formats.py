"""The auditor's report in each of its forms: what it says, the same bytes each time, and names that mean harm."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import golden
import made_scan
import pytest
from lxml import html as parsing

from checker.scan.matrix import matrix
from reports import matrix_csv, matrix_html, matrix_parquet, matrix_xlsx, safe
from reports.matrix_model import Matrix
from reports.matrix_words import ENGLISH, THAI, words

GOLDEN = Path(__file__).with_name("golden_matrix")
ROOT = Path(__file__).parents[2]
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Matrix:
    folder = tmp_path_factory.mktemp("scan")
    made_scan.make(folder, 14)
    return matrix(folder)


def _small(whole: Matrix) -> Matrix:
    assert whole.since is not None
    since = replace(whole.since, moved=whole.since.moved[:5])
    return replace(whole, queue=whole.queue[:5], since=since, kinds=whole.kinds[:1], provinces=())


def made(whole: Matrix) -> dict[str, str]:
    """The forms that are kept, by file name."""
    small = _small(whole)
    return {
        "matrix.th.csv": matrix_csv.render(small),
        **{f"matrix.{lang}.cells": golden.cells(matrix_xlsx.render(small, lang)) for lang in ("th", "en")},
    }


def test_as_kept(whole: Matrix) -> None:
    """``OIT_GOLDEN=1`` renews what is kept."""
    texts = made(whole)
    if os.environ.get("OIT_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        for name, text in texts.items():
            (GOLDEN / name).write_bytes(text.encode())
    for name, text in texts.items():
        assert text.encode() == (GOLDEN / name).read_bytes(), name


_AGAIN = """
import hashlib, sys
from pathlib import Path
from checker.scan.matrix import matrix
from checker.scan.matrix_files import render
made = matrix(Path(sys.argv[1]))
for form in ("html", "xlsx", "csv", "parquet"):
    data = render(made, form)
    print(form, hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest())
"""


def test_the_same_database_gives_the_same_bytes(tmp_path: Path) -> None:
    made_scan.make(tmp_path, 14)
    told = set()
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", _AGAIN, str(tmp_path)]
        told.add(subprocess.run(command, env=env, check=True, capture_output=True, text=True, cwd=ROOT).stdout)
    assert len(told) == 1 and len(told.pop().splitlines()) == 4


@pytest.mark.parametrize("lang", ["th", "en"])
def test_names_that_mean_harm_do_none_in_the_page(whole: Matrix, lang: str) -> None:
    page = matrix_html.render(whole, lang)
    tree = parsing.document_fromstring(page)
    assert [script.get("type") for script in tree.iter("script")] == ["application/json", None]
    assert not list(tree.iter("img")) and not _DIRECTION.search(page)
    assert not any(name.startswith("on") for element in tree.iter() for name in element.attrib)
    data = json.loads(tree.get_element_by_id("data").text)
    assert made_scan.HOSTILE[0] in data["rows"]["name"]
    assert len(data["rows"]["name"]) == len(data["rows"]["cells"]) == len(whole.rows)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for kind in ("style", "script"):
        source = next(element.text for element in tree.iter(kind) if element.get("type") is None)
        digest = hashlib.sha256(source.encode()).digest()
        assert f"{kind}-src 'sha256-{b64encode(digest).decode()}'" in policy


def test_nothing_in_the_data_can_end_its_element() -> None:
    held = matrix_html.embedded({"a": "</script><!--<script>&\u2028"})
    assert not re.search("[<>&\u2028\u2029]", held)
    assert json.loads(held) == {"a": "</script><!--<script>&\u2028"}


def test_no_cell_is_a_formula(whole: Matrix) -> None:
    rows = list(csv.reader(io.StringIO(matrix_csv.render(whole).removeprefix("\ufeff"))))
    names = [row[0] for row in rows[1:]]
    assert "'" + made_scan.HOSTILE[1] in names and "'" + made_scan.HOSTILE[3] in names
    assert not any(cell[:1] in ("=", "+", "-", "@") for row in rows for cell in row)
    book = zipfile.ZipFile(io.BytesIO(matrix_xlsx.render(whole)))
    for name in book.namelist():
        text = book.read(name).decode("utf-8", "replace")
        assert not re.search(r"<f[ >]|javascript:", text), name
        assert not _DIRECTION.search(text), name
    assert made_scan.HOSTILE[1] in golden.cells(matrix_xlsx.render(whole))


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "/etc/passwd", "javascript:alert(1)", "a\\b.html", "x/../../y", ""]
)
def test_a_report_that_leads_out_of_the_folder_is_no_link(whole: Matrix, path: str) -> None:
    assert safe.beside(path) == ""
    first = replace(whole.rows[0], report=path)
    changed = replace(whole, rows=(first, *whole.rows[1:]))
    assert json.loads(_data(matrix_html.render(changed)))["rows"]["report"][0] == ""
    links = zipfile.ZipFile(io.BytesIO(matrix_xlsx.render(changed))).read("xl/worksheets/_rels/sheet1.xml.rels")
    assert not path or path.encode() not in links


def _data(page: str) -> str:
    text: str = parsing.document_fromstring(page).get_element_by_id("data").text
    return text


def test_links_are_beside_the_page_or_where_the_folder_is() -> None:
    assert safe.beside("reports/a b.html") == "reports/a%20b.html"
    assert safe.beside("reports/a.html", "../scan") == "../scan/reports/a.html"


def test_parquet_holds_every_item_of_every_agency(whole: Matrix) -> None:
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(matrix_parquet.render(whole)))
    rows = table.to_pylist()
    done = [row for row in whole.rows if row.cells]
    assert len(rows) == len(done) * len(whole.items) + len(whole.rows) - len(done)
    first = next(row for row in rows if row["site"] == done[0].site and row["item"] == "O1")
    assert (first["status"], tuple(first["missing"])) == (done[0].cells[0].status, done[0].cells[0].missing)
    assert {row["item"] for row in rows if row["state"] != "done"} == {None}
    assert {row["score"] for row in rows if row["state"] == "failed"} == {None}


def test_parquet_without_pyarrow_says_what_to_do(tmp_path: Path) -> None:
    made_scan.make(tmp_path, 3, scans=1, hostile=False)
    code = (
        "import sys, importlib.abc\n"
        "class No(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'pyarrow': raise ModuleNotFoundError(name)\n"
        "sys.meta_path = [*[f for f in sys.meta_path if False], No(), *sys.meta_path]\n"
        "import importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, package=None: None if name == 'pyarrow' else real(name, package)\n"
        "from checker.cli import main\n"
        "main(['matrix', sys.argv[1], '-o', 'x.parquet'])\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], env=env, capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 2 and "oit-checker[parquet]" in done.stderr
    assert not (tmp_path / "x.parquet").exists()


def test_both_languages_say_the_same_things() -> None:
    assert THAI.keys() == ENGLISH.keys()
    for key in THAI:
        assert sorted(re.findall(r"\{\w+\}", THAI[key])) == sorted(re.findall(r"\{\w+\}", ENGLISH[key])), key
    assert words("en").say("m_item") == "Item"


def test_a_wrong_mixture_of_rules_is_told_first(whole: Matrix) -> None:
    told = matrix_html.warnings(whole, words("en"))
    assert any("mixes results" in line and "r1 / c1" in line for line in told)
    assert any("other rules" in line for line in told)
    page = parsing.document_fromstring(matrix_html.render(whole, "en"))
    assert [p.text for p in page.find_class("warnings")[0].iter("p")] == list(told)
