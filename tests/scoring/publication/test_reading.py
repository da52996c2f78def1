"""Rows that the database puts together into columns say what they say one by one."""

from scoring.models import OutcomeRow
from scoring.publication import reading
from tests.scoring.publication.rows import make_row, make_rows

TEXTS = {"pk": "pk", "region": "region", "residents": "residents", "rule_tier": "rule_tier"}
PACKED = {"scan_key": "scan_key", "topics": reading.Hex("topics")}


def read():
    return list(reading.columns(OutcomeRow.objects.all(), texts=TEXTS, packed=PACKED))


def test_columns_are_what_the_rows_say(db):
    make_row(0, residents=None, rule_tier="")
    make_row(1, "ernstig_issue", residents=40)
    make_row(2, residents=None)

    [found] = read()

    rows = {str(row.pk): row for row in OutcomeRow.objects.all()}
    assert sorted(found["pk"]) == sorted(rows)
    inside = [rows[key] for key in found["pk"]]
    assert found["region"] == [row.region for row in inside]
    assert found["residents"] == ["" if row.residents is None else str(row.residents) for row in inside]
    assert found["rule_tier"] == [row.rule_tier for row in inside]
    assert found["scan_key"] == b"".join(row.scan_key.bytes for row in inside)
    assert found["topics"] == b"".join(bytes(row.topics) for row in inside)


def test_one_empty_text_is_one_row(db):
    make_row(0, residents=None)

    assert [len(found["residents"]) for found in read()] == [1]


def test_a_stretch_of_keys_without_rows_is_no_block(db, monkeypatch):
    monkeypatch.setattr(reading, "BLOCK", 2)
    make_rows(12)
    first = OutcomeRow.objects.order_by("pk").first().pk
    OutcomeRow.objects.filter(pk__gt=first + 2, pk__lt=first + 9).delete()

    blocks = [len(found["pk"]) for found in read()]

    assert sum(blocks) == 6
    assert 0 < min(blocks) <= max(blocks) <= 2


def test_nothing_to_read(db):
    assert read() == []
