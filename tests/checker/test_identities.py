"""What documents are is kept in the archive beside them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from checker.agency import AgencyFile
from checker.identities import TABLE, keep
from config.loader import load_criteria
from crawler.site import Block, Document, Page, Site

HOME = "https://www.thungna.example/"


def test_a_row_for_every_document_with_text(tmp_path: Path) -> None:
    def paper(name: str, *pages: str) -> Document:
        return Document(HOME + name, "pdf", 200, 1, "", "", pages, (), 1)

    home = Page(HOME, 200, "เทศบาลตำบลทุ่งนาใหม่", 0, (Block("p", "main", "สวัสดี"),), (), (), (), "", "")
    papers = (
        paper("b.pdf", "แผนปฏิบัติการป้องกันการทุจริต\nประจำปีงบประมาณ พ.ศ. 2568\nเทศบาลตำบลทุ่งนาใหม่"),
        paper("a.pdf", "พระราชบัญญัติ\nข้อมูลข่าวสารของราชการ พ.ศ. 2540"),
        paper("c.pdf", ""),
        paper("d.pdf", "แผนปฏิบัติการป้องกันการทุจริต\nเทศบาลตำบลหนองไผ่"),
    )
    site = Site(HOME, HOME, ("www.thungna.example",), (home,), papers, (), (), (), True)
    archive = tmp_path / "a.db"
    for _ in range(2):  # judging again replaces what stood there
        keep(archive, site, load_criteria("2568"), AgencyFile())
    with closing(sqlite3.connect(archive)) as connection:
        rows = connection.execute(f"select url, kind, year, item, agency, no_year, why from {TABLE}").fetchall()
    assert [row[:5] for row in rows] == [
        (HOME + "a.pdf", "law", 0, "", ""),
        (HOME + "b.pdf", "plan", 2568, "O25", "เทศบาลตำบลทุ่งนาใหม่"),
        (HOME + "d.pdf", "plan", 0, "", "เทศบาลตำบลหนองไผ่"),
    ]
    assert "กฎหมาย" in rows[0][5] and "หนองไผ่" in rows[2][6]
