"""Every text of questionnaire 2026-1 that people read, and how to count in it."""

import re
from collections.abc import Iterator

from questionnaires import definitions
from questionnaires.definitions import Text, Topic

VERSION = "2026-1"
LANGUAGES = ("nl", "en")
SCAN = definitions.load(VERSION)
TOPICS = tuple(SCAN.topics.values())
#: The most words a sentence may have, by the kind of text. Examples and the texts for clients and volunteers are
#: read by everybody; an average of 12 words holds over everything.
LONGEST = {"text": 22, "explanation": 24, "introduction": 24, "framework": 20, "definition": 12}
LONGEST_PLAIN = 20
#: Words that give away a text in the wrong language; none of them is a word, or a name, in the other.
GIVEAWAYS = {
    "nl": {"the", "and", "with", "they", "their", "from", "this", "that", "residents", "resident", "staff", "who"},
    "en": {"het", "een", "niet", "wij", "voor", "naar", "bij", "ook", "maar", "wordt", "bewoner", "bewoners", "zijn"},
}


def topic_texts(topic: Topic) -> Iterator[tuple[str, Text]]:
    """Every text of a topic with its kind: a field, or the key of a level."""
    for field in ("title", "text", "client_text", "volunteer_text", "explanation"):
        if text := getattr(topic, field):
            yield field, text
    yield from topic.levels.items()


def all_texts() -> Iterator[tuple[str, str, Text]]:
    """Every text that people read, with the place it has and its kind."""
    yield VERSION, "framework", SCAN.framework
    for answer in (*SCAN.scale, *SCAN.unscored):
        yield answer.key, "label", answer.label
        yield answer.key, "definition", answer.definition
    yield from ((level.key, "short", level.short) for level in SCAN.scale)
    yield from ((group.key, "label", group.label) for group in SCAN.groups)
    yield from ((key, "label", label) for key, label in SCAN.kompas.items())
    for theme in SCAN.themes:
        for kind in ("title", "short", "introduction"):
            yield theme.key, kind, getattr(theme, kind)
        for topic in theme.topics:
            yield from ((topic.key, kind, text) for kind, text in topic_texts(topic))


def in_words() -> Iterator[tuple[str, str, str, str]]:
    """Place, kind, language and words of every text."""
    for place, kind, text in all_texts():
        yield from ((place, kind, language, text.in_language(language)) for language in LANGUAGES)


def sentence_lengths(words: str) -> list[int]:
    """The number of words of each sentence."""
    return [len(sentence.split()) for sentence in re.split(r"(?<=[.?!])’?\s+", words) if sentence]


def bare(words: str) -> str:
    """A text without capitals, punctuation and spacing: two texts that differ in nothing else are the same."""
    return " ".join(re.findall(r"\w+", words.casefold()))
