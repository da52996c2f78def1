"""The words of a woordcode: as many as the entropy counts on, easy to say, to hear and to spell, and kind."""

import re
from collections import Counter
from hashlib import sha256

from questionnaires.codes import WORDS, words

#: The list as it was published; codes on paper rest on it.
PUBLISHED = "834ce35eaa1b24ed2db9be3450ae9be922a750aba5e8185be24765a52523dcd4"
#: Sounds that are written in two ways; a word says which one, so that the other spelling is no other word.
SOUNDS = [("sch", "sk"), ("ij", "ei"), ("ou", "au"), ("ch", "g"), ("ck", "k"), ("th", "t"), ("ie", "i")]
LETTERS = str.maketrans("cvzy", "kfsi")
#: What may not even arise across the hyphen.
UNKIND = "kanker neger nikker hoer nazi penis vagina moord tering tyfus joden homo kloot kutje stront poep"
#: Colours of skin, people, animals and things that are used to scold: no word of these, so no pair with them either.
DOUBTFUL = (
    "aap bal doos ezel geit hond kip koe kruis lijk mof muts negen oma opa paal pik poes pop pot rat slet "
    "slang trut tuig zak zwart bruin geel wit blank kist graf urn krans kerk engel god"
)


def as_heard(word):
    """How a word sounds, written in one way."""
    for written, heard in SOUNDS:
        word = word.replace(written, heard)
    word = re.sub(r"(.)\1", r"\1", word.translate(LETTERS))
    return re.sub("b$", "p", re.sub("d$", "t", word))


def shapes(word):
    """The word with each letter in turn made a hole, left out, or a hole put in: one mistyped letter away."""
    for i in range(len(word) + 1):
        yield f"{word[:i]}_{word[i:]}"
        if i < len(word):
            yield f"{word[:i]}_{word[i + 1 :]}"


def test_there_are_1024_different_words():
    assert len(words()) == 1024
    assert len(set(words())) == 1024


def test_the_file_is_a_sorted_list_of_one_word_a_line():
    text = WORDS.read_text(encoding="ascii")

    assert text == "".join(f"{word}\n" for word in sorted(words()))


def test_words_have_three_to_six_plain_letters():
    assert [word for word in words() if not re.fullmatch("[a-z]{3,6}", word)] == []


def test_no_two_words_differ_in_one_letter():
    near = Counter(shape for word in words() for shape in set(shapes(word)))

    assert [shape for shape, count in near.items() if count > 1] == []


def test_no_two_words_sound_the_same():
    assert [heard for heard, count in Counter(map(as_heard, words())).items() if count > 1] == []


def test_no_word_has_a_sound_that_is_written_in_two_ways():
    doubtful = re.compile(r"ei|ij|au|ou|(?<!s)ch|c(?!h)|[qxy]|[bd]$")

    assert [word for word in words() if doubtful.search(word)] == []


def test_two_words_written_together_come_apart_in_one_way():
    """Codes may be typed without hyphens; two pairs with the same letters would be one code."""
    listed = set(words())
    longer = [(a, b[len(a) :]) for a in listed for b in listed if b != a and b.startswith(a)]
    same = [(a, rest + end) for a, rest in longer for end in listed if rest + end in listed]

    assert same == []


def test_no_word_is_unkind_or_doubtful():
    assert [word for word in words() for bad in UNKIND.split() if bad in word] == []
    assert sorted(set(words()) & set(DOUBTFUL.split())) == []


def test_no_pair_is_unkind_across_the_hyphen():
    listed = words()
    across = [
        (bad[:i], bad[i:])
        for bad in UNKIND.split()
        for i in range(1, len(bad))
        if any(word.endswith(bad[:i]) for word in listed) and any(word.startswith(bad[i:]) for word in listed)
    ]

    assert across == []


def test_no_word_is_the_plural_or_diminutive_of_another():
    """``boek`` and ``boeken`` on two letters would be mixed up over the phone."""
    listed = set(words())
    forms = [word + end for word in listed for end in ("s", "en", f"{word[-1]}en", "je", "tje", "pje", "etje", "ig")]

    assert sorted(listed & set(forms)) == []


def test_the_list_never_changed():
    """Another list gives other codes: letters that were printed would open nothing any more."""
    assert sha256(WORDS.read_bytes()).hexdigest() == PUBLISHED
