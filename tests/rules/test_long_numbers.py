"""Long runs of digits, dots and blanks, as tables of contents and old Word files hold them, must not hold a rule up."""

from __future__ import annotations

import pytest

from rules.content import Content
from rules.plans import goals, indicators

FILLS = ("1" * 3000, "1.2" * 1000, "1 " * 1500, ". " * 1500, "2568" * 700, "ข้อ 1" * 600, "การ 1 " * 500)


@pytest.mark.parametrize("fill", FILLS)
def test_long_lines_end(fill: str) -> None:
    content = Content(
        "https://www.thungna.example/a", "document", "แผน", (fill + "ก", f"{fill} ตัวชี้วัด", f"{fill} เป้าหมาย")
    )
    assert indicators(content) is None
    assert goals(content) is None
