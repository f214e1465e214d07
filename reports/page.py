"""Pages other than the report: the same dress, the same rules of escaping, no script at all."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports import safe


def page(template: str, **values: Any) -> str:
    """The template rendered as one self-contained page. Texts pass ``safe.text`` and are escaped."""
    environment = _environment()
    style, style_hash = _style()
    return environment.get_template(template).render(style=style, style_hash=style_hash, **values)


def _finalize(value: Any) -> Any:
    return safe.text(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(cut=safe.text, href=safe.href, shown=safe.shown, points=lambda v: f"{v:.2f}")
    return environment


@cache
def _style() -> tuple[Markup, str]:
    environment = _environment()
    assert environment.loader is not None
    source = environment.loader.get_source(environment, "page.css")[0]
    return Markup(source), "sha256-" + b64encode(hashlib.sha256(source.encode()).digest()).decode()
