"""Words of one language on a page in the other: every text of the site is known in both."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import polib

ROOT = Path(__file__).parents[2]
CATALOG = ROOT / "locale/nl/LC_MESSAGES/django.po"
#: Attributes that people hear or see.
SPOKEN = ("aria-label", "title", "alt", "placeholder", "data-label", "aria-roledescription")
#: What is for machines: the names in the description of the API are English for everybody.
UNSPOKEN = ("script", "style", "template", "code", "pre")
#: So many words in a row are no coincidence.
LONG = 4
GAP = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]+>")


def leaks(tree: Element) -> list[str]:
    """What stands on this page in the language it is not in. Parts that say they are in another are left out."""
    language = tree.get("lang", "nl")
    short, long = foreign(language)
    said = list(_said(tree, language))
    found = {text for text in said if text.strip(" :.…") in short}
    return sorted(found | set(_runs(" ".join(said).split(), long)))


def _said(element: Element, language: str) -> Iterator[str]:
    if element.get("lang", language) != language or element.tag in UNSPOKEN:
        return
    spoken = [element.get(name) for name in SPOKEN]
    if element.tag == "input" and element.get("type") in ("submit", "button"):
        spoken.append(element.get("value"))
    yield from (_plain(text) for text in (*spoken, element.text) if text and text.strip())
    for child in element:
        yield from _said(child, language)
        if child.tail and child.tail.strip():
            yield _plain(child.tail)


def _runs(words: list[str], long: dict[tuple[str, ...], list[list[str]]]) -> Iterator[str]:
    for place in range(len(words) - LONG + 1):
        for wanted in long.get(tuple(words[place : place + LONG]), ()):
            if words[place : place + len(wanted)] == wanted:
                yield " ".join(wanted)


@cache
def foreign(language: str) -> tuple[set[str], dict[tuple[str, ...], list[list[str]]]]:
    """What may not stand on a page in this language: whole texts, and runs of words by their first four."""
    own, other = (1, 0) if language == "nl" else (0, 1)
    pairs = [*_catalog(), *_content()]
    allowed = {_plain(pair[own]) for pair in pairs}
    texts = {_plain(pair[other]) for pair in pairs} - allowed
    short = {text.strip(" :.…") for text in texts if not GAP.search(text)} - {text.strip(" :.…") for text in allowed}
    long: dict[tuple[str, ...], list[list[str]]] = {}
    for text in texts:
        for part in GAP.split(text):
            if len(words := part.split()) >= LONG:
                long.setdefault(tuple(words[:LONG]), []).append(words)
    return short, long


def _plain(text: str) -> str:
    return " ".join(text.split())


def _catalog() -> Iterator[tuple[str, str]]:
    """Every text of the interface: English, Dutch."""
    for entry in polib.pofile(str(CATALOG)):
        if not entry.obsolete:
            yield entry.msgid, entry.msgstr or entry.msgstr_plural[0]
            if entry.msgid_plural:
                yield entry.msgid_plural, entry.msgstr_plural[1]


def _content() -> Iterator[tuple[str, str]]:
    """Every text of the questionnaires and of what goes with them: English, Dutch."""
    for app in ("wolscan", "questionnaires", "scoring"):
        for path in sorted((ROOT / app).rglob("*.toml")):
            yield from _pairs(tomllib.loads(path.read_text(encoding="utf-8")))


def _pairs(node: object) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict) and isinstance(node.get("nl"), str) and isinstance(node.get("en"), str):
        yield node["en"], node["nl"]
    elif isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from _pairs(child)
