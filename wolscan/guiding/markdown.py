"""The manuals as HTML: the few signs of Markdown that they use, and nothing else. Everything else is shown as it is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<to>[^)\s]+)\)\Z")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]+)(?<=\S)\*(?![\w*])")
_CODE = re.compile(r"`([^`]+)`")
_NUMBERED = re.compile(r"\d+\. ")
_RULE = re.compile(r"\|[\s:|-]+\|\Z")


@dataclass(frozen=True, slots=True)
class Manual:
    """A manual: its title, its chapters (anchor and name) and its body."""

    title: str
    chapters: list[tuple[str, str]]
    body: SafeString


@dataclass(slots=True)
class Renderer:
    """Turns one text into HTML. ``image`` gives the element of a picture, ``link`` the address that a link leads to."""

    image: Callable[[str, str], SafeString]
    link: Callable[[str], str]
    title: str = ""
    chapters: list[tuple[str, str]] = field(default_factory=list)

    def manual(self, text: str) -> Manual:
        blocks = re.split(r"\n\s*\n", _COMMENT.sub("", text).strip())
        body = [part for block in blocks for part in self._block(block.strip("\n").splitlines())]
        safe = mark_safe("\n".join(body))  # noqa: S308 - each part is escaped  # nosec B308 B703
        return Manual(self.title, self.chapters, safe)

    def _block(self, lines: list[str]) -> Iterator[SafeString]:
        """A block may hold a heading, then a list, without empty lines between."""
        for kind, part in groupby(lines, key=_kind_of):
            yield from getattr(self, f"_{kind}")(list(part))

    def _heading(self, lines: list[str]) -> Iterator[SafeString]:
        for line in lines:
            signs, name = line.split(" ", 1)
            if len(signs) == 1:
                self.title = name
                continue
            anchor = slugify(name)
            if len(signs) == 2:
                self.chapters.append((anchor, name))
            yield format_html('<h{0} id="{1}">{2}</h{0}>', len(signs), anchor, self._inline(name))

    def _picture(self, lines: list[str]) -> Iterator[SafeString]:
        for line in lines:
            found = _IMAGE.match(line)
            yield format_html('<p class="manual__picture">{}</p>', self.image(found["to"], found["alt"]))

    def _points(self, lines: list[str]) -> Iterator[SafeString]:
        yield format_html("<ul>{}</ul>", self._items(lines, "- "))

    def _numbers(self, lines: list[str]) -> Iterator[SafeString]:
        yield format_html("<ol>{}</ol>", self._items(lines, _NUMBERED))

    def _items(self, lines: list[str], sign: str | re.Pattern[str]) -> SafeString:
        """The items of a list; a line that is indented goes on with the item before it."""
        items: list[str] = []
        for line in lines:
            if line.startswith("  ") and items:
                items[-1] += f" {line.strip()}"
            else:
                items.append(line[len(sign) :] if isinstance(sign, str) else sign.sub("", line, count=1))
        return format_html_join("\n", "<li>{}</li>", ((self._inline(item),) for item in items))

    def _table(self, lines: list[str]) -> Iterator[SafeString]:
        rows = [
            [self._inline(cell.strip()) for cell in line.strip("|").split("|")]
            for line in lines
            if not _RULE.match(line)
        ]
        caption = self.chapters[-1][1] if self.chapters else self.title
        head = format_html_join("", '<th scope="col">{}</th>', ((cell,) for cell in rows[0]))
        body = format_html_join("\n", "<tr>{}</tr>", ((_cells(row),) for row in rows[1:]))
        yield format_html(
            '<div class="table-scroll" role="region" aria-label="{0}" tabindex="0"><table class="table">'
            '<caption class="visually-hidden">{0}</caption><thead><tr>{1}</tr></thead><tbody>{2}</tbody></table></div>',
            caption,
            head,
            body,
        )

    def _text(self, lines: list[str]) -> Iterator[SafeString]:
        yield format_html("<p>{}</p>", self._inline(" ".join(line.strip() for line in lines)))

    def _inline(self, text: str) -> SafeString:
        """Bold, italic, code and links within a line; all else is escaped."""
        shown = _CODE.sub(r"<code>\1</code>", escape(text))
        shown = _STRONG.sub(r"<strong>\1</strong>", shown)
        shown = _EMPHASIS.sub(r"<em>\1</em>", shown)
        shown = _LINK.sub(lambda found: f'<a href="{conditional_escape(self.link(found[2]))}">{found[1]}</a>', shown)
        return mark_safe(shown)  # noqa: S308 - escaped above  # nosec B308 B703


def _kind_of(line: str) -> str:
    starts = {"#": "heading", "!": "picture", "|": "table", "- ": "points", "  ": "points"}
    found = next((kind for sign, kind in starts.items() if line.startswith(sign)), "text")
    if found == "picture" and not _IMAGE.match(line):
        return "text"
    return "numbers" if _NUMBERED.match(line) or line.startswith("   ") else found


def _cells(row: list[SafeString]) -> SafeString:
    first = format_html('<th scope="row">{}</th>', row[0])
    return first + format_html_join("", "<td>{}</td>", ((cell,) for cell in row[1:]))
