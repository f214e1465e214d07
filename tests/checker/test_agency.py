"""The agency's own file is read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.agency import AgencyFileError, load_agency

GOOD = """
[agency]
name = "เทศบาลตำบลทุ่งนาใหม่"
kind = "local"
hosts = ["ita.thungnamai.go.th"]

[pins]
O12 = ["https://www.thungnamai.go.th/procurement"]
"""


def _write(folder: Path, text: str) -> Path:
    path = folder / "agency.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file(tmp_path: Path) -> None:
    agency = load_agency(_write(tmp_path, GOOD))
    assert (agency.name, agency.kind, agency.hosts) == ("เทศบาลตำบลทุ่งนาใหม่", "local", ("ita.thungnamai.go.th",))
    assert agency.pins == {"O12": ("https://www.thungnamai.go.th/procurement",)}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[pins]", "[pin]", "unknown key pin"),
        ('kind = "local"', 'kind = "village"', "agency.kind"),
        ('name = "', 'nam = "', "unknown key agency.nam"),
        ('["https://www.thungnamai.go.th/procurement"]', '"https://x"', "pins.O12"),
        ("[agency]", "[agency", "agency.toml"),
    ],
)
def test_refusals_name_the_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(AgencyFileError, match=message.replace(".", r"\.").replace("[", r"\[")):
        load_agency(_write(tmp_path, GOOD.replace(old, new, 1)))


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(AgencyFileError, match="cannot be read"):
        load_agency(tmp_path / "none.toml")
