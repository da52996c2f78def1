"""What is wrong with the HTML of a page, in words; nothing if all is well."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: Attributes that name other elements of the page by their id.
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list", "form")
#: A space before a sign that belongs to the word before it.
BEFORE_SIGN = re.compile(r"\s[:,.;!?](\s|$)")


def parsed(page: str) -> tuple[Element, list[str]]:
    """The tree of a page, and what a browser had to guess to make it."""
    parser = HTMLParser(namespace_html_elements=False)
    tree = parser.parse(page)
    return tree, [f"line {place[0]}: {code} {data or ''}" for place, code, data in parser.errors]


def faults(page: str) -> list[str]:
    """Everything below, for one page."""
    tree, found = parsed(page)
    for check in (_ids, _pointers, _headings, _tables, _twice, _radios, _head, _names):
        found += check(tree)
    return found


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def shown(element: Element) -> Iterator[Element]:
    """An element and what is in it, without what is hidden from everybody or only for the eye."""
    if element.get("aria-hidden") == "true" or element.tag in ("template", "script", "style"):
        return
    yield element
    for child in element:
        yield from shown(child)


def _ids(tree: Element) -> list[str]:
    seen = Counter(element.get("id") for element in tree.iter() if element.get("id") is not None)
    return [f"id {name!r} stands {count} times" for name, count in seen.items() if count > 1 or not name.strip()]


def _pointers(tree: Element) -> list[str]:
    known = {element.get("id") for element in tree.iter()}
    named = {(key, name) for e in tree.iter() for key in POINTERS for name in (e.get(key) or "").split()}
    named |= {("href", e.get("href")[1:]) for e in tree.iter("a") if (e.get("href") or "").startswith("#")}
    return [f"{key} names {name!r}, which is not there" for key, name in sorted(named) if name not in known]


def _headings(tree: Element) -> list[str]:
    found = [element for element in shown(tree) if element.tag in HEADINGS]
    levels = [HEADINGS.index(element.tag) + 1 for element in found]
    wrong = [] if levels.count(1) == 1 else [f"{levels.count(1)} headings h1"]
    wrong += [f"{element.tag} is empty" for element in found if not text_of(element)]
    jumps = zip(levels, levels[1:], found[1:], strict=False)
    return wrong + [f"h{now} {text_of(e)!r} after h{before}" for before, now, e in jumps if now > before + 1]


def _tables(tree: Element) -> list[str]:
    tables = [e for e in shown(tree) if e.tag == "table" and e.get("role") != "presentation"]
    bare = [e for e in tables if e.find("caption") is None or not text_of(e.find("caption"))]
    headless = [e for e in tables if not any(True for _ in e.iter("th"))]
    return [f"table without caption: {text_of(e)[:60]}" for e in bare] + ["table without th" for _ in headless]


def _twice(tree: Element) -> list[str]:
    """The head of a row is read out before whatever is in the row: a title that says it again is one too many."""
    heads = [(text_of(head), row) for row in tree.iter("tr") for head in row.iter("th") if head.get("scope") == "row"]
    titles = [text_of(title) for head, row in heads for title in row.iter("figcaption") if text_of(title) in head]
    return [f"{title!r} is read out twice in its row" for title in titles]


def _radios(tree: Element) -> list[str]:
    grouped = {
        id(radio)
        for group in tree.iter()
        if (group.tag == "fieldset" and group.find("legend") is not None and text_of(group.find("legend")))
        or (group.get("role") == "radiogroup" and (group.get("aria-labelledby") or group.get("aria-label")))
        for radio in group.iter("input")
    }
    radios = [e for e in tree.iter("input") if e.get("type") == "radio" and id(e) not in grouped]
    return [f"radio {radio.get('name')!r} in no fieldset with a legend" for radio in radios]


def _head(tree: Element) -> list[str]:
    title = text_of(tree.find("head/title")) if tree.find("head/title") is not None else ""
    wrong = [] if title.partition("·")[0].strip() else [f"title {title!r}"]
    wrong += [] if tree.get("lang") in ("nl", "en") else ["html has no lang"]
    mains = [e for e in shown(tree) if e.tag == "main"]
    return wrong + ([] if len(mains) == 1 else [f"{len(mains)} main"])


def name_of(element: Element) -> str:
    """What a link or button is called out loud: its label, or its text without what is for the eye alone."""
    return element.get("aria-label") or " ".join("".join(_spoken(element)).split())


def _spoken(element: Element) -> Iterator[str]:
    """What is hidden from the eye (``visually-hidden``) stands apart: browsers put a space before it."""
    hidden = "visually-hidden" in element.get("class", "").split()
    yield " " if hidden else ""
    yield element.get("alt", "") + (element.text or "")
    for child in element:
        if child.get("aria-hidden") != "true" and child.tag not in ("template", "script", "style"):
            yield from _spoken(child)
        yield child.tail or ""
    yield " " if hidden else ""


def _names(tree: Element) -> list[str]:
    """Whoever goes from link to link hears only names: two of one name lead to one place, and each name reads well."""
    links: dict[str, set[str]] = {}
    for link in tree.iter("a"):
        if link.get("href"):
            links.setdefault(name_of(link), set()).add(link.get("href", ""))
    double = [(name, sorted(there)) for name, there in links.items() if len(there) > 1]
    wrong = [f"{len(there)} links are called {name!r}: {there[:2]}" for name, there in double]
    named = [e for tag in ("a", "button", "summary", "label", "legend", *HEADINGS) for e in tree.iter(tag)]
    return wrong + [f"space before a sign in {name_of(e)!r}" for e in named if BEFORE_SIGN.search(name_of(e))]
