"""What the attacker did not recover is not asked for again; everything else is."""

from dataclasses import replace

import pytest

from scoring.domain import disclosure_passed
from scoring.domain.disclosure_model import FORMS
from scoring.domain.disclosure_passed import Passed
from scoring.domain.disclosure_worlds import Breach, Clue, Evidence

np = pytest.importorskip("numpy")

EVERYBODY = np.ones(40, dtype=bool)
SOME = np.arange(40) < 20
CLUES = (Clue(EVERYBODY, FORMS[0], (10, 10, 10, 10)), Clue(SOME, FORMS[0], (5, 5, 5, 5)))
EVIDENCE = Evidence(np.arange(40) % 8, (np.arange(40) % 4).astype(np.int8), CLUES, (SOME, ~SOME), 5)


@pytest.fixture
def asked(monkeypatch):
    """The evidence that the attacker was asked about; it recovers nothing."""
    seen = []
    monkeypatch.setattr(disclosure_passed, "attack", lambda evidence: seen.append(evidence) or ())
    return seen


@pytest.mark.parametrize("same", [{}, {"clues": CLUES[::-1]}, {"hidden": (~SOME,)}, {"hidden": ()}])
def test_the_same_rows_and_no_other_hidden_groups_are_not_asked_again(asked, same):
    passed = Passed()
    passed.attack(EVIDENCE)

    assert passed.attack(replace(EVIDENCE, **same)) == ()
    assert len(asked) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"clues": CLUES[:1]},
        {"clues": (CLUES[0], CLUES[1]._replace(shown=(5, 5, 5, 10)))},
        {"clues": (CLUES[0], CLUES[1]._replace(members=~SOME))},
        {"clues": (CLUES[0], CLUES[1]._replace(form=FORMS[1]))},
        {"hidden": (SOME, EVERYBODY)},
        {"ranks": EVIDENCE.ranks[::-1]},
        {"organisations": EVIDENCE.organisations + 1},
        {"base": 6},
    ],
)
def test_anything_else_is_asked(asked, other):
    passed = Passed()
    passed.attack(EVIDENCE)
    passed.attack(replace(EVIDENCE, **other))

    assert len(asked) == 2


def test_what_was_recovered_is_asked_again(monkeypatch):
    found = (Breach("count", 0, (0,)),)
    monkeypatch.setattr(disclosure_passed, "attack", lambda _evidence: found)
    passed = Passed()

    assert passed.attack(EVIDENCE) == passed.attack(EVIDENCE) == found
    assert not passed.hidden
