"""The agency's own file: its name and kind, further hosts, and addresses that a person pinned to items.

[agency]
name = "เทศบาลตำบลตัวอย่าง"
kind = "local"
hosts = ["ita.example.go.th"]

[pins]
O12 = ["https://www.example.go.th/procurement/2568"]
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

KINDS = ("local", "province", "hospital", "school", "university", "police", "central", "other")


class AgencyFileError(ValueError):
    """An agency file that cannot be used; the message names file and key."""


@dataclass(frozen=True)
class AgencyFile:
    """What a person said about the agency. Empty values mean: find out by program."""

    name: str = ""
    kind: str = ""
    hosts: tuple[str, ...] = ()
    pins: dict[str, tuple[str, ...]] = field(default_factory=dict)


def load_agency(path: Path) -> AgencyFile:
    """Read an agency file strictly. Raises AgencyFileError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AgencyFileError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AgencyFileError(f"{path}: {error}") from error
    _only(path, "", data, ("agency", "pins"))
    agency = data.get("agency", {})
    _only(path, "agency.", agency, ("name", "kind", "hosts"))
    kind = agency.get("kind", "")
    if kind and kind not in KINDS:
        raise AgencyFileError(f"{path}: agency.kind: {kind!r} is none of {', '.join(KINDS)}")
    pins = data.get("pins", {})
    for item, urls in pins.items():
        if not isinstance(urls, list) or not all(isinstance(u, str) and u.startswith("http") for u in urls):
            raise AgencyFileError(f"{path}: pins.{item}: must be a list of addresses that begin with http")
    return AgencyFile(
        str(agency.get("name", "")),
        kind,
        tuple(agency.get("hosts", ())),
        {item: tuple(urls) for item, urls in sorted(pins.items())},
    )


def _only(path: Path, prefix: str, table: object, known: tuple[str, ...]) -> None:
    if not isinstance(table, dict):
        raise AgencyFileError(f"{path}: {prefix.rstrip('.')}: must be a table")
    for key in table:
        if key not in known:
            raise AgencyFileError(f"{path}: unknown key {prefix}{key}; known: {', '.join(known)}")
