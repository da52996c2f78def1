"""Levels as bytes, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.definitions import load
from scoring.publication.packing import (
    NO_LEVEL,
    NOT_APPLICABLE,
    NotPackable,
    level_keys,
    pack_themes,
    pack_topics,
    theme_keys,
    unpack_themes,
    unpack_topics,
)
from tests.scoring.strategies import steady

ASKED = load("2026-1")
LEVELS = ["ernstig_issue", "aandachtspunt", "neutraal", "uitblinker"]


@steady
@given(st.binary(min_size=len(ASKED.topics), max_size=len(ASKED.topics)))
def test_topics_come_back_as_they_went_in(drawn):
    words = [*LEVELS, "nvt", None]
    levels = {key: words[byte % len(words)] for key, byte in zip(ASKED.topics, drawn)}
    packed = pack_topics(ASKED, levels)

    assert len(packed) == len(ASKED.topics)
    assert unpack_topics(ASKED, packed) == levels


@steady
@given(st.fixed_dictionaries({key: st.sampled_from([*LEVELS, None]) for key in theme_keys(ASKED)}))
def test_themes_come_back_as_they_went_in(levels):
    assert unpack_themes(ASKED, pack_themes(ASKED, levels)) == levels


def test_bytes_are_places_from_worst_to_best():
    assert list(level_keys(ASKED)) == LEVELS
    keys = theme_keys(ASKED)
    packed = pack_themes(ASKED, dict(zip(keys, [*LEVELS, None])))
    assert list(packed) == [0, 1, 2, 3, NO_LEVEL, NO_LEVEL, NO_LEVEL, NO_LEVEL]
    first = next(iter(ASKED.topics))
    assert pack_topics(ASKED, {first: "nvt"})[0] == NOT_APPLICABLE


@pytest.mark.parametrize("wrong", [{"onbekend": "neutraal"}, {"schone-ruimtes": "prima"}])
def test_what_the_version_does_not_know_is_refused(wrong):
    with pytest.raises(NotPackable, match="2026-1 has no"):
        pack_topics(ASKED, wrong)


@pytest.mark.parametrize("packed", [b"", b"\x00" * 7, b"\x04" * 8])
def test_bytes_of_something_else_are_refused(packed):
    with pytest.raises(NotPackable):
        unpack_themes(ASKED, packed)
