"""JSON read strictly: small, not deep, valid UTF-8, every key once, and no number read before it is wanted.

The place of a duplicate key is known only to whoever checks the shape, so ``decode`` marks the object (``Doubled``)
and leaves the sentence to that check. Numbers become a mark as well (``Number``): a scan holds none, a roster some.
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
    """Stands for any number in the input. ``text`` has its digits as they came, unread, however many."""

    def __init__(self, text: str) -> None:
        self.text = text


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


def decode(data: bytes, whole: str = "the scan") -> Any:
    """The value in this JSON text, or ``SubmissionError``; ``whole`` is what sentences call the text."""
    if len(data) > MAX_BYTES:
        refuse_size(whole)
    if not data.strip():
        refuse(whole, "empty")
    if data.startswith(codecs.BOM_UTF8):
        refuse("byte 1", f"a byte order mark (save {whole} as UTF-8 without one)")
    try:
        text = data.decode("utf-8")
        value = _decoder.decode(text)
    except UnicodeDecodeError as error:
        refuse(f"byte {error.start + 1}", "not valid UTF-8")
    except json.JSONDecodeError as error:
        refuse(_place_in(text, error.pos), f"not valid JSON ({error.msg.removesuffix(' at')})")
    except RecursionError:
        _refuse_nesting(text, whole)
    if text.count("{") + text.count("[") > MAX_NESTING and _is_too_deep(value):
        _refuse_nesting(text, whole)
    return value


def refuse_size(whole: str = "the scan") -> NoReturn:
    """Refuse a text that is too large, also one that was not read to its end."""
    refuse(whole, f"larger than {MAX_BYTES // 1_000_000} MB")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Doubled(pairs)


_decoder = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=Number, parse_float=Number, parse_constant=Number)


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


def _refuse_nesting(text: str, whole: str) -> NoReturn:
    """Name the place where it goes too deep. Up to there the text is known to be well-formed."""
    depth = 0
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > MAX_NESTING:
            refuse(_place_in(text, token.start()), f"nested more than {MAX_NESTING} deep")
    refuse(whole, "nested too deep")
