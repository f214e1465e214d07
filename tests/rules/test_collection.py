"""The rules as a collection: each is whole, shown to pass and to fail, and known to the criteria of every year."""

from __future__ import annotations

import pytest
from loading import FOLDER, load_cases

from config.loader import available, load_criteria
from rules.collection import RuleError, element_docs, load_rule, load_rules, rule_doc

NAMES = sorted(load_rules())


def test_rules_are_found_by_file_name() -> None:
    assert {path.stem for path in FOLDER.parents[1].glob("rules/items/*.py")} - {"__init__"} == set(NAMES)
    with pytest.raises(RuleError, match="no_such_rule"):
        load_rule("no_such_rule")


@pytest.mark.parametrize("name", NAMES)
def test_every_check_says_what_it_looks_for(name: str) -> None:
    assert rule_doc(name)
    assert load_rule(name).elements
    assert all(element_docs(name).values()), element_docs(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_element_is_shown_to_pass_and_to_fail(name: str) -> None:
    cases = load_cases(FOLDER / f"{name}.yaml")
    shown = {(element, status) for case in cases for element, status in case.expect.items()}
    wanted = {(element, status) for element in load_rule(name).elements for status in ("pass", "fail")}
    assert wanted - shown == set()


@pytest.mark.parametrize("criteria", available())
def test_every_item_names_a_rule_that_knows_its_elements(criteria: str) -> None:
    rules = load_rules()
    for item in load_criteria(criteria).items:
        if not item.rule:
            assert item.manual, f"{criteria} {item.code}: neither a rule nor a reason"
            continue
        assert item.rule in rules, f"{criteria} {item.code}: no rule {item.rule}"
        asked = {element.name for element in (*item.elements, *item.advisories) if not element.manual}
        assert asked - set(rules[item.rule].elements) <= {"year"}, f"{criteria} {item.code}"
