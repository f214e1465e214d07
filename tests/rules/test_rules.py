"""Every case of every rule's fixture."""

from __future__ import annotations

import pytest
from loading import Case, all_cases

from rules.collection import load_rule


@pytest.mark.parametrize("case", all_cases(), ids=str)
def test_case(case: Case) -> None:
    outcomes = load_rule(case.rule).judge(case.contents, case.expect)
    assert {name: outcome.status for name, outcome in outcomes.items()} == case.expect, outcomes
    for name, names in case.missing.items():
        assert list(outcomes[name].missing) == names
    for name, words in case.quotes.items():
        assert any(words in quote.text for quote in outcomes[name].quotes), outcomes[name]
    for name, outcome in outcomes.items():
        if outcome.status == "pass":
            assert outcome.quotes and all(quote.text.strip() for quote in outcome.quotes), f"{name} passes unproven"
