from io import BytesIO

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.template import engines
from pypdf import PdfReader

from wolscan.pdf import NotBundled, pdf_of, pdf_on_one_page
from wolscan.qr import qr_svg

PAGE = '<!doctype html><html lang="nl"><head><title>Proef</title>{head}</head><body><main>{body}</main></body></html>'


@pytest.fixture
def page(monkeypatch):
    """Lets ``page.html`` be the text that a test gives."""

    def give(body, head=""):
        template = engines["django"].from_string(PAGE.format(head=head, body=body))
        monkeypatch.setattr("wolscan.pdf.render_to_string", lambda name, context: template.render(context))

    return give


def test_a_page_becomes_a_tagged_pdf(page):
    page("<h1>Dag {{ name }}</h1>", '<link rel="stylesheet" href="/static/wolscan/letter.css">')
    pdf = PdfReader(BytesIO(pdf_of("page.html", {"name": "Anna"})))

    assert "Dag Anna" in pdf.pages[0].extract_text()
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_drawing_is_handed_in(page):
    page('<img src="drawings/one.svg" alt="een code">')

    assert pdf_of("page.html", {}, {"one.svg": qr_svg("https://example.org")}).startswith(b"%PDF")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/x.png",
        "file:///etc/passwd",
        "drawings/other.svg",
        "/static/../manage.py",
        "/static/none.css",
    ],
)
def test_nothing_else_is_fetched(page, address):
    page(f'<img src="{address}" alt="x">')

    with pytest.raises((NotBundled, SuspiciousFileOperation)):
        pdf_of("page.html", {})


def test_the_first_size_that_fits_is_taken(page):
    page('<p style="font-size: {% if size == "large" %}90{% else %}9{% endif %}pt">{{ text }}</p>')
    pdf = PdfReader(BytesIO(pdf_on_one_page("page.html", {"text": "woord " * 90}, {}, ("large", "small"))))

    assert len(pdf.pages) == 1


def test_in_a_demo_every_page_says_so(settings):
    settings.DEMO = True
    pdf = PdfReader(BytesIO(pdf_of("print_base.html", {})))

    assert "Demo: alle gegevens zijn fictief" in pdf.pages[0].extract_text()
