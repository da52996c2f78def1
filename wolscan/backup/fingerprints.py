"""Fingerprints of tables: equal when the rows are equal, in whatever order a database gives them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

SIZE = 1 << 256


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The number of rows of a table, and the sum of the SHA-256 of each."""

    rows: int
    digest: str


Tables = Mapping[str, Fingerprint]


def fingerprint(rows: Iterable[str]) -> Fingerprint:
    """Of rows as text. A sum, because two databases sort differently, and equal rows may not cancel out."""
    count = total = 0
    for row in rows:
        count += 1
        total += int.from_bytes(sha256(row.encode("utf-8", "surrogatepass")).digest(), "big")
    return Fingerprint(count, f"{total % SIZE:064x}")


def differences(expected: Tables, found: Tables) -> list[str]:
    """What is not equal, a sentence for each table; empty when all is."""
    said = []
    for table in sorted({*expected, *found}):
        there, here = expected.get(table), found.get(table)
        if there is None or here is None:
            said.append(f"{table}: is {'missing' if here is None else 'too many'}")
        elif there.rows != here.rows:
            said.append(f"{table}: {there.rows} rows in the backup, {here.rows} here")
        elif there.digest != here.digest:
            said.append(f"{table}: {there.rows} rows, but not the same ones")
    return said
