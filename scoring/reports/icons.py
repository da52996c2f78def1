"""Icons of the sprite for WeasyPrint, which reads no ``<use>`` of another file.

Each icon becomes an empty box with the drawing as its background: decoration, so that the tags of a PDF/UA name only
the word beside it.
"""

import re
from functools import lru_cache

from django.contrib.staticfiles import finders

_SPRITE = "wolscan/icons.svg"
_USE = re.compile(r'<svg class="icon"[^>]*>\s*<use href="[^"#]*icons[^"#]*\.svg#([a-z]+)"\s*/>\s*</svg>')
_SYMBOL = re.compile(r'<symbol id="([a-z]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)


def with_boxes(html: str) -> str:
    """The HTML with every icon as a box."""
    return _USE.sub(r'<span class="icon icon--\1"></span>', html)


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
