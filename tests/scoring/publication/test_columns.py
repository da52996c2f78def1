"""Columns that are filled by the thousand hold what the rows say, in whatever form the database gives them."""

import json
import random
from collections import namedtuple
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from uuid import UUID

import pytest

from scoring.domain.disclosure_model import PERIOD, REGION, SIZE, SMALL, TARGET
from scoring.domain.disclosure_population import period_of
from scoring.domain.tiers import TIERS
from scoring.publication.columns import Columns, Rows, number_of
from scoring.publication.sizes import size_class

WIDTHS = (2, 3)
Row = namedtuple("Row", Rows._fields)


def drawn(seed, number=60):
    """Random rows, in no order; some scans and locations come back."""
    chance = random.Random(seed)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        Row(
            scan_key=UUID(int=chance.choice((chance.getrandbits(128), 7 << 65, 8 << 65))),
            location_key=UUID(int=chance.randrange(20) << 70 | chance.getrandbits(60)),
            organisation_key=chance.randrange(9),
            region=chance.choice("abc"),
            residents=chance.choice((None, 12, 30, 70, 200)),
            is_small_scale=chance.random() < 0.5,
            target_groups=chance.sample(["pg", "somatiek", "korsakov"], chance.randrange(4)),
            topics=bytes(chance.choices((0, 1, 2, 3, 254, 255), k=3)),
            themes=bytes(chance.choices((0, 1, 2, 3, 255), k=2)),
            rule_tier=chance.choice((*TIERS, "")),
            tier=chance.choice(TIERS),
            confirmed_on=date(2026, 1, 1) + timedelta(days=chance.randrange(300)),
            made_at=start + timedelta(days=chance.randrange(3), microseconds=chance.choice((0, 500_000))),
        )
        for _ in range(number)
    ]


def of_sqlite(row):
    """The texts of a row as SQLite writes them."""
    return row._replace(
        residents="" if row.residents is None else str(row.residents),
        is_small_scale=str(int(row.is_small_scale)),
        made_at=row.made_at.strftime("%Y-%m-%d %H:%M:%S") + (".500000" if row.made_at.microsecond else ""),
    )


def of_postgresql(row):
    """The texts of a row as PostgreSQL writes them."""
    return row._replace(
        residents="" if row.residents is None else str(row.residents),
        is_small_scale=str(row.is_small_scale).lower(),
        made_at=row.made_at.strftime("%Y-%m-%d %H:%M:%S") + (".5+00" if row.made_at.microsecond else "+00"),
    )


def read(rows, form=of_sqlite):
    """Rows as they are read: a column of each field."""
    fields = dict(zip(Rows._fields, zip(*map(form, rows))))
    for name in ("scan_key", "location_key"):
        fields[name] = b"".join(key.bytes for key in fields[name])
    for name in ("topics", "themes"):
        fields[name] = [levels.hex() for levels in fields[name]]
    fields["target_groups"] = [json.dumps(groups) for groups in fields["target_groups"]]
    for name in ("organisation_key", "confirmed_on"):
        fields[name] = [str(value) for value in fields[name]]
    return Rows(**fields)


def content_of(row, counted):
    tiers = bytes([TIERS.index(row.rule_tier) if row.rule_tier else 255, TIERS.index(row.tier)])
    levels = row.themes + row.topics + tiers if counted else b"\xff" * 7
    return int.from_bytes(blake2b(row.scan_key.bytes + levels, digest_size=8).digest()) >> 1


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("form", [of_sqlite, of_postgresql])
def test_columns_are_what_the_rows_say(seed, form):
    rows = drawn(seed)
    counted = [random.Random(seed + place).random() < 0.8 for place in range(len(rows))]
    columns = Columns(WIDTHS)
    for start in (0, 25, 50):
        columns.take(read(rows[start : start + 25], form), counted[start : start + 25])
    columns.put_in_order()
    order = sorted(range(len(rows)), key=lambda place: (rows[place].confirmed_on, rows[place].made_at, place))
    rows, counted = [rows[place] for place in order], [counted[place] for place in order]

    everything = columns.of_version() | True
    found = columns.arrays(everything)
    assert list(columns.of_version()) == counted
    assert list(found["scans"]) == [content_of(row, counts) for row, counts in zip(rows, counted)]
    assert list(found["locations"]) == [number_of(row.location_key) for row in rows]
    assert list(found["organisations"]) == [row.organisation_key for row in rows]
    assert list(columns.last()) == [
        row.scan_key not in {r.scan_key for r in rows[i + 1 :]} for i, row in enumerate(rows)
    ]
    assert words(found, REGION) == [row.region for row in rows]
    assert words(found, SIZE) == [size_class(row.residents) or None for row in rows]
    assert words(found, SMALL) == ["yes" if row.is_small_scale else "no" for row in rows]
    assert words(found, PERIOD) == [period_of(row.confirmed_on) for row in rows]
    for key in ("korsakov", "pg", "somatiek"):
        assert words(found, TARGET, key) == [key if key in row.target_groups else None for row in rows]
    ranks = columns.ranks(everything, ("t1", "t2"), ("a", "b", "c"))
    expected = [[level if level < 4 else -1 for level in row.themes] for row in rows]
    assert [list(pair) for pair in zip(ranks["theme/t1"], ranks["theme/t2"])] == [
        levels if counts else [-1, -1] for levels, counts in zip(expected, counted)
    ]


def words(found, breakdown, label=None):
    [column] = [c for c in found["columns"] if c.breakdown == breakdown and label in (None, *c.labels)]
    return [column.labels[code] if code >= 0 else None for code in column.codes]


def test_a_row_with_another_number_of_levels_is_refused():
    with pytest.raises(ValueError, match="levels"):
        Columns(WIDTHS).take(read([drawn(1)[0]._replace(themes=b"\x00")]), [True])
