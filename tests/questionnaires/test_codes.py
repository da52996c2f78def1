"""Links and codes: derived, never kept; recognised however they are typed; as hard to guess as the docstring says."""

import re
from collections import Counter
from math import log2
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires import codes

KEY, OTHER = UUID(int=1), UUID(int=2)
WOORDCODE = re.compile(r"([A-Z]{3,6})-([A-Z]{3,6})-([1-9]\d)")
#: Enough of them to see whether each word and number has its turn.
MANY = [UUID(int=number) for number in range(20_480)]


@pytest.fixture(autouse=True)
def secret(settings):
    settings.CODE_SECRET = "geheim van de toets"


def made(key=KEY, generation=1, purpose="invitation"):
    """Everything that can be derived for one invitation."""
    return (
        codes.token(purpose, key, generation),
        codes.woordcode(purpose, key, generation),
        codes.paper_number(key, generation),
    )


def test_it_works():
    token, code, number = made()

    assert codes.TOKEN.fullmatch(token)
    assert WOORDCODE.fullmatch(code)
    assert re.fullmatch(r"\d{3}-\d{3}-\d{3}", number)


def test_the_same_invitation_gives_the_same_codes():
    assert made() == made()


def test_codes_are_these_as_long_as_letters_are_out():
    """A change in how codes are derived would close every way in that was printed or mailed."""
    assert made() == ("3tMPn3OzVmBAhLAuK8DJs2fZjTwixWsN", "WAFEL-VESTEN-70", "401-260-425")


@pytest.mark.parametrize("other", [{"key": OTHER}, {"generation": 2}])
def test_another_invitation_or_generation_gives_other_codes(other):
    assert all(one != another for one, another in zip(made(), made(**other)))


def test_another_purpose_gives_another_link_and_code():
    assert all(one != another for one, another in zip(made()[:2], made(purpose="outcome")[:2]))


def test_another_secret_gives_other_codes_and_hashes(settings):
    before = (*made(), codes.lookup("code", "TULP"))
    settings.CODE_SECRET = "een ander geheim"

    assert all(one != another for one, another in zip(before, (*made(), codes.lookup("code", "TULP"))))


def test_a_woordcode_is_made_of_words_of_the_list():
    for key in MANY[:500]:
        first, second, _digits = WOORDCODE.fullmatch(codes.woordcode("invitation", key, 1)).groups()
        assert {first.lower(), second.lower()} <= set(codes.words())


@pytest.mark.parametrize(
    "typed",
    [
        "TULP-REGEN-27",
        "tulp-regen-27",
        "Tulp Regen 27",
        "  tulpregen27 ",
        "tulp – regen — 27.",
        "tulp\u00a0regen\t27\n",
        "tu lp re gen 2 7",
        "tülp-régen-27",
        "tulp‑regen‑27",
        "TULP－ＲＥＧＥＮ－２７",
        "ｔｕｌｐ　ｒｅｇｅｎ　２７",
    ],
)
def test_a_code_is_recognised_however_it_is_typed(typed):
    assert codes.normalised(typed) == "TULPREGEN27"
    assert codes.lookup_of_code(typed) == codes.lookup_of_code("TULP-REGEN-27")


@pytest.mark.parametrize("typed", ["123-456-789", "123456789", "123 456 789", "１２３－４５６－７８９"])
def test_a_paper_number_is_recognised_however_it_is_typed(typed):
    assert codes.lookup_of_code(typed) == codes.lookup_of_code("123-456-789")


@pytest.mark.parametrize("typed", ["", " - ", "🌷", "תוליפ", "\x00"])
def test_what_holds_no_letter_or_digit_is_nothing(typed):
    assert codes.normalised(typed) == ""


@given(st.text(max_size=200))
def test_normalising_gives_capitals_and_digits_and_is_done_once(typed):
    plain = codes.normalised(typed)

    assert re.fullmatch("[A-Z0-9]*", plain)
    assert codes.normalised(plain) == plain


@given(st.uuids(), st.integers(1, 9), st.text(" -–.\u0301", max_size=3), st.booleans())
def test_capitals_and_marks_between_the_parts_never_matter(key, generation, between, is_lower):
    code = codes.woordcode("invitation", key, generation)
    typed = between.join(code.lower().split("-") if is_lower else code.split("-"))

    assert codes.lookup_of_code(typed) == codes.lookup_of_code(code)


@pytest.mark.parametrize("typed", ["TULP-REGEN-28", "REGEN-TULP-27", "TULP-REGEN", "TULP-REGEN-27-1"])
def test_another_code_is_not_recognised(typed):
    assert codes.lookup_of_code(typed) != codes.lookup_of_code("TULP-REGEN-27")


def test_a_token_is_recognised_to_the_letter():
    token = made()[0]

    assert codes.lookup_of_token(token) == codes.lookup_of_token(token)
    assert codes.lookup_of_token(token) != codes.lookup_of_token(token.swapcase())


def test_a_hash_shows_nothing_of_its_secret_and_belongs_to_one_kind():
    hashed = codes.lookup_of_code("TULP-REGEN-27")

    assert re.fullmatch("[0-9a-f]{64}", hashed)
    assert hashed == codes.lookup("code", "TULPREGEN27")
    assert hashed != codes.lookup("token", "TULPREGEN27")


def test_tokens_are_spread_and_never_equal():
    tokens = {codes.token("invitation", uuid4(), 1) for _ in range(2_000)}

    assert len(tokens) == 2_000
    assert {len(token) for token in tokens} == {codes.TOKEN_LENGTH}


def spread(found, possible):
    """How far counts lie from equal turns, in standard deviations: chi-squared over as many degrees of freedom."""
    turn = sum(found.values()) / len(possible)
    chi_squared = sum((found[one] - turn) ** 2 / turn for one in possible)
    freedom = len(possible) - 1
    return (chi_squared - freedom) / (2 * freedom) ** 0.5


def test_each_word_and_number_has_its_turn():
    parts = [codes.woordcode("invitation", key, 1).lower().split("-") for key in MANY]
    firsts, seconds, digits = (Counter(part) for part in zip(*parts))
    numbers = [str(number) for number in range(10, 100)]

    assert set(digits) == set(numbers)
    assert abs(spread(firsts, codes.words())) < 4
    assert abs(spread(seconds, codes.words())) < 4
    assert abs(spread(digits, numbers)) < 4


def test_first_word_second_word_and_number_say_nothing_of_each_other():
    parts = [codes.woordcode("invitation", key, 1).lower().split("-") for key in MANY]
    place = {word: i // 128 for i, word in enumerate(codes.words())}
    boxes = Counter((place[first], place[second], int(digits) // 30) for first, second, digits in parts)
    halves = [(i, j) for i in range(8) for j in range(8)]

    assert abs(spread(Counter((i, j) for i, j, _ in boxes.elements()), halves)) < 4


def test_the_entropy_is_what_the_docstring_says():
    possibilities = len(codes.words()) ** 2 * 90

    assert f"1024 × 1024 × 90 possibilities, {log2(possibilities):.1f} bits" in codes.__doc__
    assert f"{6 * codes.TOKEN_LENGTH} bits" in codes.token.__doc__
