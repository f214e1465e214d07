"""The rules there are, found by file name: nothing is registered by hand."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache

import rules.items
from rules.rule import Rule


class RuleError(ValueError):
    """A rule module that cannot be used; the message names it."""


@cache
def _modules() -> tuple[str, ...]:
    return tuple(sorted(module.name for module in pkgutil.iter_modules(rules.items.__path__)))


def load_rule(name: str) -> Rule:
    """The rule of one module of ``rules/items``. Raises RuleError when there is none of that name."""
    if name not in _modules():
        raise RuleError(f"no rule named {name!r}; there are: {', '.join(_modules())}")
    rule = getattr(importlib.import_module(f"rules.items.{name}"), "rule", None)
    if not isinstance(rule, Rule):
        raise RuleError(f"rules/items/{name}.py has no object named rule")
    return rule


def load_rules() -> dict[str, Rule]:
    """Every rule by the name of its module, in alphabetical order."""
    return {name: load_rule(name) for name in _modules()}


def rule_doc(name: str) -> str:
    """What a rule judges: its module's docstring, tidied. Raises RuleError when there is no such rule."""
    load_rule(name)
    return inspect.getdoc(importlib.import_module(f"rules.items.{name}")) or ""


def element_docs(name: str) -> dict[str, str]:
    """What each element of a rule looks for: element name to its docstring, tidied, in the order of the module."""
    return {key: inspect.getdoc(check) or "" for key, check in load_rule(name).elements.items()}
