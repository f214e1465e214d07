"""From judged elements to an item's status. The words are those of ``reports.model``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from config.loader import Element
from rules.rule import Outcome


@dataclass(frozen=True, slots=True)
class ElementVerdict:
    """An element of the criteria and how it was judged."""

    element: Element
    outcome: Outcome

    def blinded(self, reason: str) -> ElementVerdict:
        """The same element, not judged because the site could not be looked at."""
        if self.outcome.status in ("manual", "not_applicable"):
            return self
        return replace(self, outcome=Outcome("error", reason=reason))


@dataclass(frozen=True, slots=True)
class Verdict:
    """An item's status, its elements in the criteria's order, and why it is undecided."""

    status: str
    elements: tuple[ElementVerdict, ...]
    causes: tuple[str, ...] = ()


def status_of(elements: Sequence[ElementVerdict], *, found: bool, core: Collection[str] = ()) -> str:
    """The item's status.

    ``found`` tells whether anything located could be opened at all. ``core`` names elements of which at least one must
    pass before the rest count as part of an answer (a lone mention of a law is no manual).
    """
    year = next((e.outcome.status for e in elements if e.element.name == "year"), "pass")
    others = [e for e in elements if e.element.name != "year"]
    statuses = [e.outcome.status for e in others]
    passed = [e.element.name for e in others if e.outcome.status == "pass"]
    if core and not set(core) & set(passed):
        passed = []
    if not passed:
        if "error" in statuses:
            return "undecided"
        if found and statuses and "fail" not in statuses:
            return "manual"
        return "missing" if "fail" in statuses or not found else "manual"
    if "fail" in statuses:
        return "partial"
    if "error" in statuses:
        return "undecided"
    if "manual" in statuses:
        return "manual"
    return {"pass": "pass", "not_applicable": "pass", "error": "undecided", "manual": "manual"}.get(year, "stale")
