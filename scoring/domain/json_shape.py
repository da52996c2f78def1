"""The shape of JSON that came in: objects with known keys, text, yes or no.

What is otherwise raises ``SubmissionError`` with the place first. ``place`` is empty for the outermost object, which
sentences call ``whole``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from scoring.domain.strict_json import Doubled, Number, quoted, refuse


def members(
    value: Any, place: str, *, required: set[str], optional: set[str], whole: str = "the scan"
) -> dict[str, Any]:
    """An object with exactly these keys, the optional ones or not."""
    found = plain_object(value, place, whole)
    known = required | optional
    start = f"{place}." if place else ""
    if required <= found.keys() <= known:
        return found
    for key in found:
        if key not in known:
            refuse(place or whole, f"unknown key {quoted(key)} ({use(sorted(known))})")
    for key in sorted(required - found.keys()):
        refuse(f"{start}{key}", "missing")
    return found


def plain_object(value: Any, place: str, whole: str = "the scan") -> dict[str, Any]:
    """An object that has every key once, whatever its keys are."""
    if isinstance(value, Doubled):
        refuse(place or whole, f"the key {quoted(value.key)} is there twice")
    if not isinstance(value, dict):
        refuse_kind(value, "an object", place or whole)
    return value


def text_of(value: Any, place: str) -> str:
    """Text, of any length."""
    if not isinstance(value, str):
        refuse_kind(value, "text", place)
    return value


def refuse_kind(value: Any, expected: str, place: str) -> NoReturn:
    """Refuse a value of another kind: what was expected there, and what was found."""
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false", Number: "a number"}
    found = next((name for kind, name in kinds.items() if isinstance(value, kind)), "null")
    refuse(place, f"expected {expected}, found {found}")


def use(keys: Iterable[str]) -> str:
    """The way out: which keys there are."""
    *first, last = keys
    return f"use {', '.join(first)} or {last}" if first else f"use {last}"
