import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.round.addresses import Fault, read_addresses


@pytest.mark.parametrize(
    "text",
    [
        "anna@example.org\nbert@example.org",
        "anna@example.org, bert@example.org",
        "anna@example.org;bert@example.org",
        "anna@example.org bert@example.org",
        "anna@example.org\tbert@example.org\r\n",
        "Anna de Wit <anna@example.org>, Bert <bert@example.org>",
        '"Wit, Anna de" <anna@example.org>; "Bert" <bert@example.org>',
        "Wit, Anna de <anna@example.org>\nJansen, B. <bert@example.org>",
        "Anna de Wit\tanna@example.org\nBert Jansen\tbert@example.org",
        "mailto:anna@example.org, <mailto:bert@example.org>",
        "• anna@example.org\n• bert@example.org.",
        "ANNA@example.org\nBert@Example.ORG",
    ],
)
def test_any_way_of_writing_a_list(text):
    assert read_addresses(text).addresses == ("anna@example.org", "bert@example.org")
    assert read_addresses(text).faults == ()


def test_duplicates_are_merged_and_counted():
    pasted = read_addresses("anna@example.org\nAnna@example.org, anna@example.org")

    assert pasted.addresses == ("anna@example.org",)
    assert pasted.duplicates == 2


def test_role_addresses_are_allowed():
    assert read_addresses("zorg@example.org, info@example.org").addresses == ("zorg@example.org", "info@example.org")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("anna@example.org\nbert@", Fault(2, "bert@")),
        ("jan.example.org", Fault(1, "jan.example.org")),
        ("\n\nAnna <anna at example.org>", Fault(3, "anna at example.org")),
        ("anna@example.org, gesprek", Fault(1, "gesprek")),
        ("a@b@example.org", Fault(1, "a@b@example.org")),
        ("jan.example.org, Anna <anna@example.org>", Fault(1, "jan.example.org")),
    ],
)
def test_what_is_no_address_is_shown_with_its_line(text, fault):
    assert read_addresses(text).faults == (fault,)


def test_nothing_pasted_gives_nothing():
    assert read_addresses(" \n ,; \n") == read_addresses("")
    assert read_addresses("").addresses == ()


@given(st.text())
def test_any_text_is_read(text):
    pasted = read_addresses(text)

    assert len(set(pasted.addresses)) == len(pasted.addresses)


def test_a_long_line_is_read_at_once():
    assert len(read_addresses("a" * 50_000).faults) == 1
    assert len(read_addresses("<" * 25_000 + "@" * 25_000).faults) >= 1
    assert len(read_addresses('"' * 50_000).faults) >= 1
