"""Columns of values as arrays: words as numbers, identifiers and levels as bytes. Hardly a loop in Python over rows."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from itertools import compress
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Flags, Numbers

#: Bytes of an identifier, and how many of its bits do not fit in a whole number with a sign.
_KEY: Final = 16
_BITS: Final = 65
#: Bytes of a whole number.
_WORD: Final = 8


def number_of(key: UUID) -> int:
    """An identifier as a whole number of 63 bits: no two of a million share one."""
    return key.int >> _BITS


def number_as_given(key: UUID | str) -> int:
    """``number_of`` for an identifier as the database gives it: PostgreSQL as such, SQLite as text."""
    return int(key[:_KEY], 16) >> 1 if isinstance(key, str) else key.int >> _BITS


class Codes(dict[Any, int]):
    """Values as small numbers, given out as they come."""

    def __missing__(self, value: Any) -> int:
        self[value] = found = len(self)
        return found

    def of(self, values: Sequence[Any]) -> Numbers:
        """The number of each value."""
        import numpy as np

        return np.fromiter(map(self.__getitem__, values), dtype=np.int64, count=len(values))


def key_bytes(packed: bytes) -> Any:
    """Identifiers one after another as rows of bytes."""
    import numpy as np

    return np.frombuffer(packed, dtype=np.uint8).reshape(-1, _KEY)


def numbers_of(keys: Any) -> Numbers:
    """``number_of`` for identifiers as rows of bytes."""
    import numpy as np

    return (
        np.ascontiguousarray(keys[:, :8]).view(">u8")[:, 0].astype(np.uint64).__rshift__(np.uint64(1)).astype(np.int64)
    )


def digests(rows: Any) -> Numbers:
    """A number of 63 bits for each row of bytes: no two different rows of a million share one."""
    import numpy as np

    size, packed = rows.shape[1], rows.tobytes()
    found = b"".join(
        [blake2b(packed[at : at + size], digest_size=_WORD).digest() for at in range(0, len(packed), size)]
    )
    return _without_sign(np.frombuffer(found, dtype=">u8"))


def _without_sign(words: Any) -> Numbers:
    import numpy as np

    return (words.astype(np.uint64) >> np.uint64(1)).astype(np.int64)


def bytes_of(values: Sequence[str], counted: Flags, width: int) -> Any:
    """The bytes of the counted rows, given as digits; each has this many, ``ValueError`` where one has not."""
    import numpy as np

    kept = list(compress(values, counted.tolist()))
    if set(map(len, kept)) - {2 * width}:
        raise ValueError(f"a row has no {width} levels")
    return np.frombuffer(bytes.fromhex("".join(kept)), dtype=np.uint8).reshape(len(kept), width)
