"""JSON read strictly: small, not deep, valid UTF-8, every key once, and no number that is worth reading.

The place of a duplicate key is known only to whoever checks the shape, so ``decode`` marks the object (``Doubled``)
and leaves the sentence to that check. Numbers become a mark as well (``Number``): a scan holds none.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, NoReturn

#: The size of the largest scan that is read, in bytes (5 MB).
MAX_BYTES: Final = 5_000_000
#: How deep lists and objects may lie in each other.
MAX_NESTING: Final = 20


class SubmissionError(ValueError):
    """A scan that cannot be scored; the text is one sentence that names the place."""


class Number:
    """Stands for any number in the input; its digits are never read, however many."""


class Doubled(dict[str, Any]):
    """An object that holds ``key`` twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        times = Counter(key for key, _ in pairs)
        self.key = next(key for key, number in times.items() if number > 1)


def refuse(place: str, problem: str) -> NoReturn:
    """Raise the one sentence: where, and what is wrong there."""
    raise SubmissionError(f"{place}: {problem}.")


def quoted(text: str) -> str:
    """Any text, however long or odd, as something that fits in a sentence on one line."""
    short = text if len(text) <= 60 else f"{text[:57]}..."
    return json.dumps(short, ensure_ascii=not short.isprintable())


def decode(data: bytes) -> Any:
    """The value in this JSON text, or ``SubmissionError``."""
    if len(data) > MAX_BYTES:
        refuse_size()
    if not data.strip():
        refuse("the scan", "empty")
    if data.startswith(codecs.BOM_UTF8):
        refuse("byte 1", "a byte order mark (save the scan as UTF-8 without one)")
    try:
        text = data.decode("utf-8")
        value = _decoder.decode(text)
    except UnicodeDecodeError as error:
        refuse(f"byte {error.start + 1}", "not valid UTF-8")
    except json.JSONDecodeError as error:
        refuse(_place_in(text, error.pos), f"not valid JSON ({error.msg.removesuffix(' at')})")
    except RecursionError:
        _refuse_nesting(text)
    if text.count("{") + text.count("[") > MAX_NESTING and _is_too_deep(value):
        _refuse_nesting(text)
    return value


def refuse_size() -> NoReturn:
    """Refuse a scan that is too large, also one that was not read to its end."""
    refuse("the scan", f"larger than {MAX_BYTES // 1_000_000} MB")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Doubled(pairs)


def _number(_: str) -> Number:
    return Number()


_decoder = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=_number, parse_float=_number, parse_constant=_number)


def _place_in(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return f"line {line}, column {column}" if "\n" in text.rstrip() else f"column {column}"


def _is_too_deep(value: Any) -> bool:
    layer = [value]
    for _ in range(MAX_NESTING):
        layer = [item for outer in layer for item in _inside(outer) if isinstance(item, (dict, list))]
    return bool(layer)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _refuse_nesting(text: str) -> NoReturn:
    """Name the place where it goes too deep. Up to there the text is known to be well-formed."""
    depth = 0
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > MAX_NESTING:
            refuse(_place_in(text, token.start()), f"nested more than {MAX_NESTING} deep")
    refuse("the scan", "nested too deep")
