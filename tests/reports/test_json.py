"""JSON, version 1: its form, its round trip, and that no text of a site can break it."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sample import HOSTILE, hostile, report

from crawler.causes import CAUSES
from reports import json_report
from reports.model import ELEMENT_STATUSES, ITEM_STATUSES, Report

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA: dict[str, Any] = json.loads((DOCS / "report-v1.schema.json").read_text("utf-8"))


def _validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    return jsonschema.Draft202012Validator(SCHEMA)


@pytest.mark.parametrize("made", [report(), hostile()], ids=["sample", "hostile"])
def test_real_output_is_valid(made: Report) -> None:
    _validator().validate(json.loads(json_report.render(made)))


def test_every_status_is_in_the_sample() -> None:
    made = report()
    assert {finding.status for finding in made.findings} == set(ITEM_STATUSES)
    assert {part.status for finding in made.findings for part in finding.elements} == set(ELEMENT_STATUSES)


def test_the_form_that_was_promised() -> None:
    data = json_report.to_dict(report())
    assert data["schema"] == "oit-report/1"
    assert set(data) >= {"schema", "tool", "site", "criteria", "crawl", "findings", "score"}
    assert set(data["site"]) >= {"url", "host"}
    assert data["criteria"]["name"] == "2568" and data["criteria"]["year"] == 2568
    assert set(data["crawl"]) >= {"pages", "documents", "failures", "complete", "stopped_by"}
    assert set(data["crawl"]["failures"][0]) >= {"url", "cause"}
    assert set(data["score"]) >= {"oit", "low", "high", "indicators"}
    finding = next(part for part in data["findings"] if part["item"] == "O2")
    assert set(finding) >= {
        "item",
        "rule",
        "title",
        "status",
        "score",
        "confidence",
        "evidence",
        "elements",
        "gaps",
        "advice",
    }
    assert set(finding["evidence"][0]) >= {"url", "kind", "title", "score", "why"}
    assert set(finding["elements"][0]) >= {"name", "wording", "status", "basis", "manual_reason", "quotes", "missing"}
    assert set(finding["elements"][0]["quotes"][0]) == {"url", "text"}


def test_text_form() -> None:
    text = json_report.render(report())
    assert text.endswith("}\n") and "เทศบาลตำบลทุ่งนาใหม่" in text
    assert text == json_report.render(report())
    json_report.render(hostile()).encode("utf-8")


def test_round_trip() -> None:
    made = report()
    assert json_report.from_dict(json.loads(json_report.render(made))) == made


def test_hostile_text_is_kept_as_data() -> None:
    text = json_report.render(hostile())
    assert HOSTILE[0] in json.dumps(json.loads(text), ensure_ascii=False).replace('\\"', '"')
    assert json_report.render(json_report.from_dict(json.loads(text))) == text


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"schema": "oit-report/2"}, "schema"),
        ({"site": None}, "site"),
        ({"score": {"oit": "many", "low": 0, "high": 0}}, "report.score.oit"),
        ({"score": {"oit": True, "low": 0, "high": 0}}, "report.score.oit"),
        ({"findings": {}}, "report.findings"),
        ({"findings": [{"item": "O1"}]}, "report.findings[0].rule"),
        ({"todo": [1]}, "report.todo[0]"),
    ],
)
def test_what_is_no_report_is_refused_by_key(change: dict[str, Any], word: str) -> None:
    data = json_report.to_dict(report()) | change
    with pytest.raises(json_report.ReportError) as caught:
        json_report.from_dict(data)
    assert word in str(caught.value)


def test_unknown_keys_are_passed_over_and_defaults_filled() -> None:
    made = report()
    data = json_report.to_dict(made) | {"new": 1}
    del data["todo"]
    assert json_report.from_dict(data) == replace(made, todo=())


def test_no_number_that_json_lacks() -> None:
    made = report()
    with pytest.raises(ValueError, match="Out of range"):
        json_report.render(replace(made, score=replace(made.score, oit=float("nan"))))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.update(extra=1),
        lambda data: data["findings"][0].update(status="maybe"),
        lambda data: data["findings"][0]["elements"][0].update(quotes=[]),
        lambda data: data["findings"][0]["elements"][0].update(advisory=True),
        lambda data: data["score"].update(oit=101),
        lambda data: data["crawl"].pop("complete"),
    ],
)
def test_the_schema_is_strict(spoil: Any) -> None:
    data = json_report.to_dict(report())
    spoil(data)
    with pytest.raises(jsonschema.ValidationError):
        _validator().validate(data)


def _keys(node: Any) -> set[str]:
    if isinstance(node, dict):
        return set(node.get("properties", {})).union(*map(_keys, node.values())) if node else set()
    return set().union(*map(_keys, node)) if isinstance(node, list) else set()


def test_every_key_and_cause_is_described() -> None:
    described = (DOCS / "json.md").read_text("utf-8")
    assert [key for key in sorted(_keys(SCHEMA)) if f"`{key}`" not in described] == []
    assert [cause for cause in CAUSES if f"`{cause}`" not in described] == []


def test_every_field_of_the_model_is_in_the_schema() -> None:
    made = report()
    for values, name in (
        (made.findings[0], "finding"),
        (made.findings[0].elements[0], "element"),
        (made.findings[0].evidence[0], "evidence"),
        (made.score, "score"),
        (made.crawl, "crawl"),
        (made.todo[0], "todo"),
    ):
        assert {part.name for part in fields(values)} == set(SCHEMA["$defs"][name]["properties"])
