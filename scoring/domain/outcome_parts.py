"""The parts of an outcome as JSON text: the one place that knows their shape.

Made from templates, as keys, codes and levels are slugs that need no escaping, and whoever scores a hundred thousand
scans spends most of the time here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_TOPIC = '{"groups":{%s},"proposal":%s,"flags":[%s],"agreed":%s}'
_THEME = '{"level":%s,"need":%s,"reasons":[%s]}'
_THEME_REASON = '{"code":"%s","topics":[%%(%s)s]}'
_TIER = '{"proposal":%s,"reasons":[%s],"warnings":[%s],"narrow":%s,"what_if":[%s]}'
_TIER_REASON = '{"code":"%s","themes":[%s]}'
_STEP = '{"topic":"%s","from":"%s","to":"%s"}'


def topic(
    groups: Iterable[tuple[str, str | None]], proposal: str | None, flags: Iterable[str], agreed: str | None
) -> str:
    values = ",".join([f'"{group}":{text(level)}' for group, level in groups])
    return _TOPIC % (values, text(proposal), texts(flags), text(agreed))


def theme_template(level: str | None, need: str | None, named_by: Mapping[str, str]) -> str:
    """A theme with a named place for the topics behind each code (see ``texts``): one template for many themes."""
    reasons = ",".join([_THEME_REASON % reason for reason in named_by.items()])
    return _THEME % (text(level), text(need), reasons)


def tier(
    proposal: str | None,
    reasons: Iterable[tuple[str, tuple[str, ...]]],
    warnings: Iterable[str],
    narrow: bool,
    what_if: Iterable[tuple[str, str, str]],
) -> str:
    why = ",".join([_TIER_REASON % (code, texts(themes)) for code, themes in reasons])
    steps = ",".join([_STEP % step for step in what_if])
    is_narrow = "true" if narrow else "false"
    return _TIER % (text(proposal), why, texts(warnings), is_narrow, steps)


def text(value: str | None) -> str:
    return f'"{value}"' if value else "null"


def texts(values: Iterable[str]) -> str:
    """The inside of a list."""
    joined = '","'.join(values)
    return f'"{joined}"' if joined else ""
