"""The manuals of ``docs/manuals``, as the site shows them: the same text and the same pictures."""

import struct
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wolscan.guiding.markdown import Manual, Renderer

FOLDER = settings.BASE_DIR / "docs" / "manuals"
IMAGES = settings.BASE_DIR / "docs" / "images"
#: The manuals in the order in which they are listed, with whom they are for (in Dutch, as they are themselves).
NAMES = {
    "deelnemer": "Wie meedoet",
    "coordinator": "Scancoördinator",
    "kwaliteitsfunctionaris": "Kwaliteitsmedewerker",
    "adviseur": "Adviseur",
    "programmabureau": "Programmabureau",
    "beheerder": "Beheerder",
}


@cache
def read_manual(name: str) -> Manual:
    """One manual, read once."""
    return Renderer(_image, _address).manual((FOLDER / f"{name}.md").read_text("utf-8"))


def _image(to: str, alt: str) -> SafeString:
    """A picture with its size, so that nothing jumps when it comes."""
    name = Path(to).name
    width, height = size_of(IMAGES / name)
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}">',
        static(f"handleiding/{name}"),
        alt,
        width,
        height,
    )


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG, from its first bytes."""
    with picture.open("rb") as file:
        width, height = struct.unpack(">II", file.read(24)[16:])
    return width, height


def _address(to: str) -> str:
    """A link to another manual leads to its page here."""
    name = to.removesuffix(".md")
    return reverse("manual", args=[name]) if name in NAMES else to
