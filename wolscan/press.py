"""Makes a PDF in a process of its own, at low priority: reads what is to be printed as JSON, writes the PDF.

Run as a script. It knows nothing of the site and fetches nothing: every file a page asks for was handed in.
``{"pages": [html, …], "files": {address: [kind, base64], …}}``; of several pages the first that fits on one sheet is
taken, else the last.
"""

import json
import os
import sys
from base64 import b64decode
from typing import Any

#: A name that exists nowhere (RFC 2606); addresses in a page are relative to it.
BASE = "https://print.invalid/"
TAGGED: dict[str, Any] = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}


def press(pages: list[str], files: dict[str, tuple[str, str]]) -> bytes:
    """The tagged PDF (PDF/UA)."""
    from weasyprint import HTML

    fetcher = _fetcher(files)
    for html in pages:
        page = HTML(string=html, base_url=BASE, url_fetcher=fetcher, media_type="print")
        document = page.render(**TAGGED)
        if len(document.pages) == 1:
            break
    return bytes(document.write_pdf(**TAGGED))


def _fetcher(files: dict[str, tuple[str, str]]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class HandedIn(URLFetcher):
        """Gives what was handed in and stops at everything else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in files:
                raise ValueError(f"{url} was not handed in")
            kind, content = files[url]
            return URLFetcherResponse(url, body=b64decode(content), headers={"Content-Type": kind})

    return HandedIn(fail_on_errors=True)


if __name__ == "__main__":
    os.nice(10)
    given = json.load(sys.stdin)
    sys.stdout.buffer.write(press(given["pages"], given["files"]))
