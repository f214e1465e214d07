"""The parts of README.md that are made from code: the help of every command, and the table item → rule → elements.

``python -m checker.generated_docs --check`` ends with 1 when README.md is behind the code; ``--write`` renews it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from checker.cli import main as command_line
from config.loader import Criteria, load_criteria

README = Path(__file__).resolve().parent.parent / "README.md"
WIDTH = 100  # of help texts, whatever the terminal


def help_text() -> str:
    """The help of the program and of each command, as code blocks."""
    settings = {**command_line.context_settings, "max_content_width": WIDTH, "terminal_width": WIDTH}
    whole = click.Context(command_line, info_name="oit", **settings)
    texts = [command_line.get_help(whole)]
    for name in sorted(command_line.commands):
        command = command_line.commands[name]
        texts.append(command.get_help(click.Context(command, info_name=name, parent=whole)))
    return "\n\n".join(f"```text\n{text}\n```" for text in texts)


def rules_table(criteria: Criteria) -> str:
    """A row per item: code, title, year asked, rule, its elements, and its advice in brackets."""
    rows = ["| item | title | year | rule | elements |", "|---|---|---|---|---|"]
    for item in criteria.items:
        elements = [f"`{element.name}`" + ("°" if element.manual else "") for element in item.elements]
        elements += [f"(`{element.name}`)" for element in item.advisories]
        title = item.title.replace("|", "\\|")
        rows.append(f"| {item.code} | {title} | {item.year or '-'} | {item.rule or 'manual'} | {', '.join(elements)} |")
    return "\n".join(rows)


PARTS: dict[str, Callable[[], str]] = {
    "help": help_text,
    "rules": lambda: rules_table(load_criteria("2568")),
}


def renewed(text: str) -> str:
    """``text`` with every generated part made anew. Raises ValueError when a part has no place or a place no part."""
    places = re.findall(r"<!-- generated:(\w+) -->", text)
    if sorted(places) != sorted(PARTS):
        raise ValueError(f"README.md has places for {sorted(places)}, but the parts are {sorted(PARTS)}")
    for name in places:
        pattern = re.compile(rf"(<!-- generated:{name} -->\n).*?(<!-- /generated -->)", re.DOTALL)
        made = PARTS[name]()
        text = pattern.sub(lambda match, made=made: f"{match[1]}\n{made}\n\n{match[2]}", text, count=1)  # type: ignore[misc]
    return text


def _differences(old: str, new: str) -> Iterator[str]:
    from difflib import unified_diff

    return unified_diff(old.splitlines(), new.splitlines(), "README.md", "from code", lineterm="", n=1)


def main(arguments: list[str]) -> int:
    """Exit code: 0 up to date or written, 1 behind the code, 2 wrong use."""
    if arguments not in (["--check"], ["--write"]):
        print("usage: python -m checker.generated_docs --check|--write", file=sys.stderr)
        return 2
    old = README.read_text(encoding="utf-8")
    new = renewed(old)
    if arguments == ["--write"]:
        README.write_text(new, encoding="utf-8")
        return 0
    if old != new:
        print("\n".join(_differences(old, new)), file=sys.stderr)
        print("README.md is behind the code: run `make generate`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
