"""The table of services, ``hosts.toml``."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from urllib.parse import urlsplit

_TABLE: dict[str, list[str]] = tomllib.loads(files("crawler.stores").joinpath("hosts.toml").read_text("utf-8"))
STORES = tuple(_TABLE["stores"])
SHORT = tuple(_TABLE["short"])


def under(host: str, names: tuple[str, ...]) -> bool:
    """Whether a host is one of the names, or lies below one."""
    return any(host == name or host.endswith("." + name) for name in names)


def _in(url: str, name: str) -> bool:
    parts = urlsplit(url)
    return any(
        under(parts.hostname or "", (host,)) and (parts.path + "/").startswith("/" + path + "/" if path else "")
        for host, _, path in (entry.partition("/") for entry in _TABLE[name])
    )


def form(url: str) -> bool:
    """Whether an address is a form of a public form service."""
    return _in(url, "forms")


def sign_in(url: str) -> bool:
    """Whether an address is where a service asks its visitors to sign in."""
    return _in(url, "sign_in")


def busy(url: str) -> bool:
    """Whether an address is where a service sends those who ask too often."""
    return _in(url, "busy")
