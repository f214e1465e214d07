"""Both languages say the same things: every key, every place for a value, every word of the model."""

from __future__ import annotations

import re
import string
from dataclasses import fields
from pathlib import Path

import pytest
from golden import diff, small
from sample import report

from config.loader import available, load_criteria
from crawler.causes import CAUSES
from reports import html, markdown, matrix_words, terminal
from reports.model import CHANGES, DIFF_NOTES
from reports.wording import LANGUAGES, Wording, wording

THAI, ENGLISH = (wording(lang) for lang in LANGUAGES)
_REPORTS = Path(__file__).parents[2] / "reports"
_THAI = re.compile("[\u0e01-\u0e5b]")


def _places(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


def test_the_same_keys() -> None:
    for field in fields(Wording):
        one, two = getattr(THAI, field.name), getattr(ENGLISH, field.name)
        if isinstance(one, dict) and field.name not in ("subjects", "labels", "advice"):
            assert set(one) == set(two), field.name
    assert set(ENGLISH.advice) == set(ENGLISH.subjects)


def test_english_advice_names_the_year() -> None:
    finding = next(
        finding
        for finding in report().findings
        if finding.rule in ENGLISH.advice and "{year}" in ENGLISH.advice[finding.rule]
    )
    assert str(finding.year) in ENGLISH.how(finding) and not _THAI.search(ENGLISH.how(finding))
    assert THAI.how(finding) == finding.advice


def test_the_same_places_for_values() -> None:
    assert {key: _places(text) for key, text in THAI.phrases.items()} == {
        key: _places(text) for key, text in ENGLISH.phrases.items()
    }


def test_every_phrase_is_used_and_every_one_used_is_there() -> None:
    code = "\n".join(
        path.read_text("utf-8") for path in sorted(_REPORTS.rglob("*.*")) if path.suffix in (".py", ".html")
    )
    code += "\n" + "\n".join(path.read_text("utf-8") for path in sorted((_REPORTS.parent / "checker").glob("*.py")))
    said = set(re.findall(r"""say\(\s*["'](\w+)["']\s*[,)]""", code))
    assert said <= set(matrix_words.words("th").phrases)
    tables = re.sub(r"PHRASES: dict.*?\n}", "", code, flags=re.DOTALL)
    assert [key for key in THAI.phrases if not re.search(rf"""["']{key}["']""", tables)] == []


def test_every_word_of_the_model_has_its_words() -> None:
    for t in (THAI, ENGLISH):
        assert tuple(t.changes) == CHANGES and tuple(t.notes) == DIFF_NOTES and set(t.causes) == set(CAUSES)
        for table in (t.statuses, t.elements, t.bases, t.changes):
            assert len({word.name for word in table.values()}) == len(table)


def test_english_is_english_and_names_every_item_and_element() -> None:
    for table in (ENGLISH.phrases, ENGLISH.subjects, ENGLISH.labels, ENGLISH.kinds, ENGLISH.stops, ENGLISH.notes):
        assert not [text for text in table.values() if _THAI.search(text)]
    for name in available():
        for item in load_criteria(name).items:
            assert not item.rule or item.rule in ENGLISH.subjects
            for element in (*item.elements, *item.advisories):
                assert element.name in ENGLISH.labels, element.name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_missing_is_said_of_every_gap(lang: str) -> None:
    t = wording(lang)
    for finding in report().findings:
        gaps = t.gaps(finding)
        assert bool(gaps) == (finding.status in ("partial", "stale", "missing"))
        for name in (name for part in finding.elements for name in part.missing):
            assert any(name in gap for gap in gaps)


def test_english_report_is_thai_only_where_it_quotes() -> None:
    page = html.render(small(), "en", diff())
    assert '<html lang="en">' in page and 'lang="th"' in page
    assert "What to do first" in page and "สิ่งที่ควรทำก่อน" not in page
    assert "Item by item" in markdown.render(small(), "en") and "ผลรายข้อ" not in markdown.render(small(), "en")
    assert "Not checked" in terminal.render(small(), lang="en")


def test_the_best_mends_are_mends() -> None:
    made = report()
    mends = made.best_mends(3)
    assert [line.item for line in mends] == ["O7", "O2", "O12"]
    assert made.score_after(mends) == pytest.approx(78.68 + 3.57 + 2.5 + 2.5)
    assert not {line.item for line in made.best_mends(99)} & {"O5", "O18", "O23"}
    for text in (terminal.render(made), html.render(made), markdown.render(made)):
        assert "87.25" in text
