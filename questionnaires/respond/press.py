"""Makes a PDF of one page, in a process of its own: reads ``{"html", "css"}`` as JSON, writes the PDF.

Run as a script. It knows nothing of the site and fetches nothing: what the page needs is handed in.
"""

import json
import os
import sys


def press(html: str, css: str) -> bytes:
    """The tagged PDF (PDF/UA) of a page that asks for no other file."""
    from weasyprint import CSS, HTML

    page = HTML(string=html, url_fetcher=_nothing, media_type="print")
    style = CSS(string=css, url_fetcher=_nothing)
    return bytes(page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1", pdf_tags=True))


def _nothing(url: str, *args: object, **kwargs: object) -> dict[str, object]:
    raise ValueError(f"{url} was not handed in")


if __name__ == "__main__":
    os.nice(10)
    given = json.load(sys.stdin)
    sys.stdout.buffer.write(press(given["html"], given["css"]))
