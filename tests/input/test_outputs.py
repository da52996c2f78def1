"""F2: what was typed comes out as text, on pages, in PDFs, files, mails and the log; nothing is run or fetched."""

import csv
import io
import re

import pytest
from django.core import mail
from django.urls import reverse
from pypdf import PdfReader

from questionnaires.models import Answer
from scoring.reports.making import make_waiting_reports
from scoring.reports.services import queue_report
from tests import factories
from tests.input import corpus
from wolscan.mail import queue, send_waiting
from wolscan.models import Location, Organisation, User
from wolscan.pdf import pdf_of

TAGS = (*corpus.SCRIPTS, *corpus.FETCHES, *corpus.TEMPLATES)
NAME = "<script>wolscan_was_here()</script>{{ 7|add:7 }}"


@pytest.fixture
def sent(cast):
    """A scan whose names and notes are all of the kind that nobody should type."""
    Location.objects.filter(pk=cast.location.pk).update(name=NAME[:60])
    Organisation.objects.filter(pk=cast.location.organisation_id).update(name='"><svg/onload=wolscan_was_here()>')
    User.objects.filter(pk=cast.coordinator.pk).update(name="<img src=x onerror=wolscan_was_here()>")
    factories.fill_sheet(cast.sheet, "ernstig_issue")
    topics = list(Answer.objects.filter(sheet=cast.sheet).order_by("pk"))
    for answer, text in zip(topics, TAGS):
        answer.note = text
    Answer.objects.bulk_update(topics, ["note"])
    from scoring.assessment.services import send_in

    return send_in(sheet=cast.sheet, by=cast.coordinator, reason=corpus.SCRIPTS[1])


def is_only_text(page):
    """No tag of ours, and no attribute; what template code stands there was not worked out."""
    assert not re.search(r"<(script|svg|iframe|img)[^>]*(>|=)\s*['\"]?wolscan_was_here", page)
    assert "<svg/onload" not in page
    assert "evil.example" not in re.sub(r"&lt;.*?&gt;", "", page, flags=re.S) or "<img src='http" not in page
    assert "SECRET_KEY" not in page.replace("{{ settings.SECRET_KEY }}", "")


@pytest.mark.parametrize("name", ["outcome", "report_print", "guided_scan", "facts"])
def test_pages_of_a_scan_show_text(cast, sent, as_user, name):
    page = as_user(cast.adviser).get(reverse(name, kwargs={"scan": cast.scan.pk}))

    assert page.status_code == 200
    is_only_text(page.content.decode())


def test_report_shows_text_and_fetches_nothing(cast, sent, monkeypatch):
    """WeasyPrint asks our own fetcher for everything; what stands in a note it never asks for."""
    asked = []
    monkeypatch.setattr("socket.socket.connect", lambda *address: asked.append(address))
    report = queue_report(scan=sent.scan, assessment=sent, decision=None, language="nl", by=None)
    assert make_waiting_reports() == 1
    report.refresh_from_db()
    pdf = PdfReader(io.BytesIO(bytes(report.pdf)))
    text = "".join(page.extract_text() for page in pdf.pages)

    assert asked == []
    assert "<script>wolscan_was_here()" in text.replace("\n", "")
    assert "root:" not in text
    assert "/JavaScript" not in pdf.trailer["/Root"]
    assert "/EmbeddedFiles" not in pdf.trailer["/Root"].get("/Names", {})


@pytest.mark.parametrize("address", ["http://evil.example/x.png", "file:///etc/passwd", "//evil.example/x.png"])
def test_pdf_with_an_address_of_elsewhere_is_not_made(monkeypatch, address):
    page = f'<html lang="nl"><title>x</title><img src="{address}" alt="">'
    monkeypatch.setattr("wolscan.pdf.render_to_string", lambda name, context: page)
    with pytest.raises(OSError, match=r"."):
        pdf_of("page.html", {})


@pytest.mark.parametrize("formula", corpus.FORMULAS)
def test_cell_of_a_file_is_never_a_formula(cast, as_user, formula):
    Location.objects.filter(pk=cast.location.pk).update(name=formula[:60])
    answer = as_user(cast.programme_office).get(reverse("operations_file"))
    text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(text), delimiter=";") for cell in line]

    assert [cell for cell in cells if formula[1:20].strip() in cell and formula[1:20].strip()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) and len(cell) > 1] == []


@pytest.mark.parametrize("name", [*corpus.LINES, NAME])
def test_mail_has_no_line_of_its_own_and_no_tag(db, name):
    context = {"name": name, "location": name, "scan": "7e8a3a0e-6a5e-4f2f-8f3b-0d2f6a1b2c3d"}
    queue("scan_confirmed", to="karin@example.org", context=context)
    assert send_waiting() == 1
    [message] = mail.outbox
    [html] = [part.content for part in message.alternatives]

    head = message.message().as_string().split("\n\n")[0]
    assert not re.search(r"^(Bcc|Set-Cookie):", head, re.M)
    assert message.recipients() == ["karin@example.org"]
    is_only_text(html)


def test_log_has_no_line_of_its_own(client, db, caplog):
    client.get("/x%0d%0aERROR%20made%20up/")
    client.post("/account/login/", {"login": "karin@example.org\r\nERROR made up", "password": "x"})

    assert not [record for record in caplog.records if "\nERROR made up" in record.getMessage()]
    assert "karin@example.org" not in caplog.text
