"""The report as PDF/UA: the same template as the print version, the same bytes for the same report.

WeasyPrint is heavy and only the worker needs it, so it is imported inside the functions.
"""

import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.utils import translation

from questionnaires.models import Scan
from scoring.models import Report
from scoring.outcomes.queries import InForce
from scoring.reports import icons
from scoring.reports.context import ROOMS, Room, print_context

PAGES = 10
#: A name that exists nowhere (RFC 2606): every file comes from the static files of the site, by path.
BASE = "https://report.invalid/"
ICONS = BASE + "icons/"


class NotBundled(OSError):
    """The report asked for something that is not a static file of the site."""


def render_pdf(report: Report) -> bytes:
    """The PDF of a report, in its language; at most ten pages. Rendering it again gives the same bytes."""
    scan = Scan.objects.select_related("location__organisation", "location__region").get(pk=report.scan_id)
    with translation.override(report.language), _refusing():
        for room in ROOMS:
            document = None  # lets go of a layout that was too long before the next one is made
            document = _layout(scan, report, room)
            if len(document.pages) <= PAGES:
                break
    return bytes(document.write_pdf(pdf_identifier=report.assessment.digest.encode(), **_options()))


def _options() -> dict[str, Any]:
    return {"pdf_variant": "pdf/ua-1", "pdf_tags": True}


def pressed(html: str, identifier: bytes) -> bytes:
    """The PDF/UA of a whole page made for print; the same page gives the same bytes."""
    with _refusing():
        return bytes(_laid_out(html).write_pdf(pdf_identifier=identifier, **_options()))


def _layout(scan: Scan, report: Report, room: Room) -> Any:
    holds = InForce(report.assessment, report.decision)
    context: Mapping[str, Any] = print_context(
        scan, holds, with_what_if=report.decision is not None, room=room, is_pdf=True
    )
    return _laid_out(render_to_string("reports/report.html", dict(context)))


def _laid_out(html: str) -> Any:
    from weasyprint import HTML

    page = HTML(string=icons.with_boxes(html), base_url=BASE, url_fetcher=_fetcher(), media_type="print")
    return page.render(stylesheets=[_icon_sheet()], font_config=_fonts(), **_options())


@lru_cache(maxsize=1)
def _icon_sheet() -> Any:
    """The same for every report, so it is parsed once per process."""
    from weasyprint import CSS

    return CSS(string=icons.style_sheet(ICONS), base_url=BASE, url_fetcher=_fetcher())


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """The fonts of the system, looked up once per process, with what was measured of them."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@contextmanager
def _refusing() -> Iterator[None]:
    """WeasyPrint's own word for a refused file stops a whole process; here it only stops the report."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as refused:
        raise NotBundled(str(refused)) from refused


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class StaticFiles(URLFetcher):
        """Gives static files of the site and refuses everything else: no network, no other files."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            content, kind = bundled(url)
            return URLFetcherResponse(url, body=content, headers={"Content-Type": kind})

    return StaticFiles(fail_on_errors=True)


@lru_cache(maxsize=32)
def _read(name: str) -> bytes:
    """A static file, from where the site serves it (with fingerprints in the names) or else from its source."""
    found = finders.find(name)
    if found:
        with open(found, "rb") as file:
            return file.read()
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    raise NotBundled(name)


def bundled(url: str) -> tuple[bytes, str]:
    """The content and the kind of a static file (or an icon) of the site; ``NotBundled`` for every other address."""
    if url.startswith(ICONS):
        return icons.drawing(url.removeprefix(ICONS)), "image/svg+xml"
    prefix = BASE + settings.STATIC_URL.lstrip("/")
    if not url.startswith(prefix):
        raise NotBundled(url)
    name = unquote(urlsplit(url).path.removeprefix(settings.STATIC_URL))
    return _read(name), mimetypes.guess_type(name)[0] or "application/octet-stream"
