"""Icons as decoration in the PDF.

Each icon becomes an empty box with the drawing as its background: decoration, so that the tags of a PDF/UA name only
the word beside it.
"""

import re
from functools import lru_cache

from django.contrib.staticfiles import finders

_SPRITE = "wolscan/icons.svg"
_ICON = re.compile(r'<svg class="icon"[^>]*>(.*?)</svg>', re.DOTALL)
_USE = re.compile(r'<use href="[^"#]*#([a-z]+)"')
_TITLE = re.compile(r"<title>[^<]*</title>")
_SYMBOL = re.compile(r'<symbol id="([a-z]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)


def with_boxes(html: str) -> str:
    """The HTML with every icon as a box; a drawing that is no icon of the sprite stays as it is."""
    return _ICON.sub(_box, html)


def _box(icon: re.Match[str]) -> str:
    used = _USE.search(icon[1])
    name = used[1] if used else _names().get(_TITLE.sub("", icon[1]).strip())
    return f'<span class="icon icon--{name}"></span>' if name else icon[0]


def style_sheet(base: str) -> str:
    """The drawings as backgrounds: dark, and white on the darkest level. They are asked for under ``base``."""
    rules = [".icon { display: inline-block; background: no-repeat center / contain; }"]
    for name in _symbols():
        rules.append(f'.icon--{name} {{ background-image: url("{base}{name}-141c1f.svg"); }}')
        rules.append(f'.level--ernstig_issue .icon--{name} {{ background-image: url("{base}{name}-ffffff.svg"); }}')
    return "\n".join(rules)


def drawing(file_name: str) -> bytes:
    """One icon as a file of its own, from a name such as ``star-ffffff.svg``; ``KeyError`` for an unknown one."""
    name, _, colour = file_name.removesuffix(".svg").partition("-")
    box, shape = _symbols()[name]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="#{colour}">{shape}</svg>'.encode()


@lru_cache(maxsize=1)
def _symbols() -> dict[str, tuple[str, str]]:
    with open(finders.find(_SPRITE), encoding="utf-8") as sprite:
        return {name: (box, shape) for name, box, shape in _SYMBOL.findall(sprite.read())}


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Icons drawn in the page itself are known by their shape."""
    return {shape.strip(): name for name, (_view, shape) in _symbols().items()}
