"""Small PDFs (letters, forms, posters) from a template on ``print_base.html``: A4, tagged, from bundled files only.

They are made while somebody waits, and kept nowhere: they may hold codes. Laying out a page is heavy work, so it is
done in a process of its own (``wolscan.press``), at low priority and one at a time: the site goes on answering others.
"""

import json
import mimetypes
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.template.loader import render_to_string

from wolscan.press import BASE

SCRIPT = Path(__file__).with_name("press.py")
#: Twenty letters or two papers take a tenth of this on a quiet machine; beyond it something hangs.
SECONDS = 300
_ASKED_FOR = re.compile(r'<(?:link|img)\b[^>]*?\b(?:href|src)="([^"]+)"')
_one_at_a_time = Lock()


class NotBundled(OSError):
    """A page asked for something that is neither a static file of the site nor handed in with it."""


def pdf_of(template: str, context: Mapping[str, Any], drawings: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF of a template in the active language. Its images have the address ``drawings/<name>`` (SVG)."""
    return _pressed([_page(template, context)], drawings or {})


def pdf_on_one_page(
    template: str, context: Mapping[str, Any], drawings: Mapping[str, bytes], sizes: Sequence[str]
) -> bytes:
    """As ``pdf_of``, in the first of these sizes (``size`` in the template) with which it all fits on one page."""
    return _pressed([_page(template, dict(context) | {"size": size}) for size in sizes], drawings)


def as_download(pdf: bytes, name: str) -> HttpResponse:
    """The PDF as a file to keep. It may hold codes, so it stays behind in no cache."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _page(template: str, context: Mapping[str, Any]) -> str:
    return render_to_string(template, dict(context) | {"is_pdf": True, "DEMO": settings.DEMO})


def _pressed(pages: list[str], drawings: Mapping[str, bytes]) -> bytes:
    given = json.dumps({"pages": pages, "files": _files(pages, drawings)}).encode()
    with _one_at_a_time:
        made = subprocess.run(  # noqa: S603  our own script, no part of it typed by anybody
            [sys.executable, "-I", str(SCRIPT)], input=given, capture_output=True, check=True, timeout=SECONDS
        )
    return made.stdout


def _files(pages: Iterable[str], drawings: Mapping[str, bytes]) -> dict[str, tuple[str, str]]:
    """Everything the pages ask for, by its full address: the kind and the content in base64."""
    asked = {address for page in pages for address in _ASKED_FOR.findall(page)}
    return {urljoin(BASE, address): _file(address, drawings) for address in asked}


def _file(address: str, drawings: Mapping[str, bytes]) -> tuple[str, str]:
    drawing = drawings.get(address.removeprefix("drawings/"))
    if drawing is not None:
        return "image/svg+xml", b64encode(drawing).decode()
    if not address.startswith(settings.STATIC_URL):
        raise NotBundled(address)
    name = unquote(urlsplit(address).path.removeprefix(settings.STATIC_URL))
    return mimetypes.guess_type(name)[0] or "application/octet-stream", b64encode(_static(name)).decode()


@lru_cache(maxsize=16)
def _static(name: str) -> bytes:
    """A static file, from its source or else from where the site serves it (with fingerprints in the names)."""
    if found := finders.find(name):
        with open(found, "rb") as file:
            return file.read()
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    raise NotBundled(name)
