"""Strict reading of a TOML table: values are asked for by key and kind; what is not understood is refused by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NoReturn

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_BROKEN = re.compile("[^\\S ]|  |[\u200b-\u200f\u2060\ufeff\u00ad]")


class CriteriaError(ValueError):
    """A criteria file that cannot be used; the message names file, item and key."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file. ``place`` ("2568.toml: O12") begins every refusal; a key outside ``keys`` is refused."""

    place: str
    data: dict[str, Any]
    keys: tuple[str, ...]

    def __post_init__(self) -> None:
        for key in self.data:
            if key not in self.keys:
                self.refuse(f"unknown key '{key}'{hint(key, self.keys)}")

    def refuse(self, what: str) -> NoReturn:
        raise CriteriaError(f"{self.place}: {what}")

    def inner(self, place: str, data: object, keys: tuple[str, ...]) -> Table:
        """A table within this one."""
        if not isinstance(data, dict):
            self.refuse(f"{place} must be a table")
        return Table(f"{self.place}: {place}", data, keys)

    def _value(self, key: str) -> Any:
        if key not in self.data:
            self.refuse(f"missing key '{key}'")
        return self.data[key]

    def text(self, key: str, empty: bool = False) -> str:
        value = self._value(key)
        if not isinstance(value, str):
            self.refuse(f"'{key}' must be text, not {value!r}")
        if damage := _damage(value, empty):
            self.refuse(f"'{key}' {damage}: {value!r}")
        return value

    def optional(self, key: str) -> str:
        return self.text(key, empty=True) if key in self.data else ""

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        value = self.text(key, empty=True)
        if value not in allowed:
            shown = ", ".join(f"'{word}'" for word in allowed)
            self.refuse(f"'{key}' is '{value}'{hint(value, allowed)}; it must be one of {shown}")
        return value

    def whole(self, key: str) -> int:
        value = self._value(key)
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(f"'{key}' must be a whole number, not {value!r}")
        return value

    def number(self, key: str, least: float, most: float) -> float:
        return self._number(key, self._value(key), least, most)

    def _number(self, key: str, value: object, least: float, most: float) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
            self.refuse(f"'{key}' must be a number from {least:g} to {most:g}, not {value!r}")
        return float(value)

    def numbers(self, key: str, least: float, most: float) -> tuple[float, ...]:
        return tuple(self._number(key, value, least, most) for value in self._list(key))

    def _list(self, key: str) -> list[Any]:
        value = self._value(key)
        if not isinstance(value, list):
            self.refuse(f"'{key}' must be a list, not {value!r}")
        return value

    def names(self, key: str) -> tuple[str, ...]:
        """A list of different names, none damaged."""
        seen: dict[str, str] = {}
        for number, value in enumerate(self._list(key), start=1):
            if not isinstance(value, str):
                self.refuse(f"'{key}' entry {number} must be text, not {value!r}")
            if damage := _damage(value):
                self.refuse(f"'{key}' entry {number} {damage}: {value!r}")
            if (earlier := seen.setdefault(same(value), value)) is not value:
                self.refuse(f"'{key}' entry {number} '{value}' repeats '{earlier}'")
        return tuple(seen.values())

    def tables(self, key: str, least: int = 1) -> list[Any]:
        """An array of tables; an absent one is empty."""
        value = self._list(key) if key in self.data else []
        if len(value) < least:
            self.refuse(f"missing [[{key}]]")
        return value


def hint(word: str, known: Collection[str]) -> str:
    near = get_close_matches(word, [name for name in known if name], n=1)
    return f" (did you mean '{near[0]}'?)" if near else ""


def _damage(value: str, empty: bool = False) -> str:
    """What is wrong with a text of the file, "" when nothing is."""
    if not value.strip():
        return "" if empty and not value else "is empty"
    if value != value.strip():
        return "begins or ends with white space"
    return "holds broken white space or an unseen character" if _BROKEN.search(value) else ""


def same(name: str) -> str:
    """The form in which two labels count as one: no white space, Arabic digits, one way to write sara am."""
    folded = unicodedata.normalize("NFC", name).casefold().replace("\u0e4d\u0e32", "\u0e33").translate(_DIGITS)
    return "".join(folded.split())
