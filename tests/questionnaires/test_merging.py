"""Merging what two people typed, with every combination of who changed what."""

import pytest

from questionnaires.merging import Given, merge

A, B, C = Given("uitblinker", "goed"), Given("neutraal"), Given("neutraal", "iets anders")


def test_fingerprint_of_nothing_is_empty():
    assert Given().fingerprint == ""


def test_fingerprint_tells_value_from_note():
    assert Given("a", "b").fingerprint != Given("", "a\nb").fingerprint
    assert len({A.fingerprint, B.fingerprint, C.fingerprint}) == 3


@pytest.mark.parametrize(
    ("seen", "typed", "standing", "expected"),
    [
        (A, A, A, "same"),
        (A, B, A, "written"),
        (A, A, B, "elsewhere"),
        (A, B, B, "same"),
        (A, B, C, "conflict"),
        (Given(), A, Given(), "written"),
        (Given(), Given(), A, "elsewhere"),
        (Given(), A, B, "conflict"),
        (A, Given(), A, "written"),
        (A, Given(), B, "conflict"),
    ],
)
def test_merge_per_topic(seen, typed, standing, expected):
    merged = merge(seen={"t": seen.fingerprint}, typed={"t": typed}, standing={"t": standing})

    assert merged.written == ({"t"} if expected == "written" else set())
    assert merged.changed_elsewhere == ({"t"} if expected == "elsewhere" else set())
    assert merged.conflicts == ({"t": standing} if expected == "conflict" else {})


def test_merge_leaves_other_topics_alone():
    merged = merge(seen={"x": A.fingerprint, "y": A.fingerprint}, typed={"x": B, "y": B}, standing={"x": A, "y": C})

    assert merged.written == {"x"}
    assert merged.conflicts == {"y": C}
