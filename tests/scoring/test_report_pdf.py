"""The PDF: the figures of the page, at most ten pages, tagged, the same bytes every time, nothing from outside."""

import io
import re
import subprocess
import sys

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from pypdf import PdfReader

from questionnaires.definitions import load
from questionnaires.models import Answer
from scoring.assessment.services import send_in, submit
from scoring.models import Report
from scoring.outcomes.context import outcome_context
from scoring.outcomes.queries import InForce
from scoring.reports import icons, pdf
from scoring.reports.context import print_context
from scoring.reports.pdf import NotBundled, bundled, render_pdf
from tests import factories
from tests.factories import VERSION
from tests.kept import kept_begin
from wolscan.models import Location

SERIOUS, ATTENTION = "ernstig_issue", "aandachtspunt"


def report_of(scan, language="nl"):
    assessment = scan.assessments.latest()
    decision = scan.decisions.order_by("pk").last()
    return Report(scan=scan, assessment=assessment, decision=decision, language=language, queued_at=timezone.now())


@pytest.fixture
@kept_begin
def final(cast):
    answers = {"veilig-huis": SERIOUS, "privacy": ATTENTION, "overdracht": "uitblinker", "eenzaamheid": "weet_ik_niet"}
    factories.fill_sheet(cast.sheet, **answers)
    factories.write_note(cast.sheet, "privacy", "Dossiers lagen open op de balie.")
    send_in(sheet=cast.sheet, by=cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser, "extra")
    return cast


def read(content):
    return PdfReader(io.BytesIO(content))


def text_of(content):
    """The words of all pages, with the spaces of the layout made one."""
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


def test_figures_are_those_of_the_page(final):
    report = report_of(final.scan)
    text = text_of(render_pdf(report))
    with translation.override("nl"):
        outcome = outcome_context(final.scan, report.assessment, report.decision, with_what_if=True)

    for view in outcome.themes:
        figures = [str(row["count"]) for row in view.counts]
        figures += [str(len(view.unknown)), str(len(view.not_applicable)), view.need_word]
        row = f"{view.theme.number}. {view.theme.short.nl} {view.level.short.nl} {' '.join(figures)}"
        # A long word is broken at the end of a line, with a hyphen that the text keeps.
        assert row.replace(" ", "") in text.replace("\u2010", "").replace("-", "").replace(" ", ""), row
        for sentence in view.reasons:
            assert sentence in text


def test_text_names_tier_notes_dates_and_limits(final):
    text = text_of(render_pdf(report_of(final.scan)))

    for words in (
        "Extra ondersteuning",
        "Dossiers lagen open op de balie.",
        "Vastgesteld door de adviseur op 22 november 2026. De herhaalscan is op 22 november 2027.",
        "Hij is niet openbaar en het is geen inspectie.",
        "Kwaliteitskader Verpleeghuiszorg",
        "Vragen 2026-1, regels 2026-1",
    ):
        assert words in text


def test_every_page_says_where_it_belongs(final):
    pages = read(render_pdf(report_of(final.scan))).pages

    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert f"Pagina {number} van {len(pages)}" in text
        assert "De Linde · 22 november 2026 · versie 2026-1" in text
        assert "Fictieve gegevens" in text


def test_real_data_carry_no_mark(cast):
    cast.location.organisation.is_fictitious = False
    cast.location.organisation.save()
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)

    assert "Fictieve gegevens" not in text_of(render_pdf(report_of(cast.scan)))


@pytest.mark.drawn
def test_pdf_is_tagged_and_has_language_title_and_bookmarks(final):
    document = read(render_pdf(report_of(final.scan)))
    catalog = document.root_object

    assert catalog["/Lang"] == "nl"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata.title == "Uitkomst van De Linde – 22 november 2026 · Wolscan"
    assert document.metadata.author == "Wolscan"
    assert "pdfuaid:part" in document.xmp_metadata.stream.get_data().decode()
    titles = [mark.title for mark in _flat(document.outline)]
    assert titles[0] == "Uitkomst van De Linde"
    assert [title for title in titles if title[:1].isdigit()] == [
        f"{theme.number}. {theme.title.nl}" for theme in load(VERSION).themes
    ]
    assert titles[-1] == "Over deze scan"


def _flat(outline):
    for item in outline:
        if isinstance(item, list):
            yield from _flat(item)
        else:
            yield item


def test_english_report(final):
    document = read(render_pdf(report_of(final.scan, "en")))

    assert document.root_object["/Lang"] == "en"
    assert "Outcome of De Linde" in document.pages[0].extract_text()
    assert f"Page 1 of {len(document.pages)}" in document.pages[0].extract_text()


@pytest.mark.drawn
def test_bytes_are_the_same_every_time(final):
    assert render_pdf(report_of(final.scan)) == render_pdf(report_of(final.scan))


@pytest.mark.drawn
def test_nothing_is_fetched_outside(final, monkeypatch):
    asked = []
    monkeypatch.setattr(pdf, "bundled", lambda url: asked.append(url) or bundled(url))
    monkeypatch.setattr("socket.socket.connect", lambda *args: pytest.fail("the report reached for the network"))

    render_pdf(report_of(final.scan))

    assert {re.sub(r"icons/.*", "icons/", url) for url in asked} == {
        "https://report.invalid/static/wolscan/tokens.css",
        "https://report.invalid/static/wolscan/levels.css",
        "https://report.invalid/static/wolscan/report.css",
        "https://report.invalid/icons/",
    }


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://example.org/x.css",
        "https://report.invalid/etc/passwd",
        "https://report.invalid/static/../settings.py",
        "https://report.invalid/static/%2e%2e/settings.py",
        "https://report.invalid/static/nothing.css",
        "data:text/css,body{}",
    ],
)
def test_everything_else_is_refused(url):
    with pytest.raises((NotBundled, Exception)) as refused:
        bundled(url)

    assert type(refused.value).__name__ in {"NotBundled", "SuspiciousFileOperation"}


@pytest.mark.drawn
def test_report_that_asks_for_more_is_not_made(final, monkeypatch):
    wrong = '<link rel="stylesheet" href="file:///etc/passwd"></head>'
    monkeypatch.setattr(pdf, "render_to_string", lambda *args: render_to_string(*args).replace("</head>", wrong))

    with pytest.raises(NotBundled):
        render_pdf(report_of(final.scan))


@pytest.mark.drawn
def test_every_icon_becomes_a_box(final):
    with translation.override("nl"):
        holds = InForce(final.scan.assessments.latest(), final.scan.decisions.get())
        html = render_to_string("reports/report.html", print_context(final.scan, holds, with_what_if=True, is_pdf=True))

    assert "<svg" in html
    assert "<svg" not in icons.with_boxes(html)


def test_what_if_is_not_in_the_report_before_the_scan_is_final(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, **{"veilig-huis": SERIOUS})

    assert "Wat als?" not in text_of(render_pdf(report_of(cast.scan)))


@pytest.mark.drawn
def test_worst_case_of_a_team_fits_ten_pages(cast):
    long_words = "Zeerlangwoordzonderspaties" * 10
    factories.fill_sheet(cast.sheet, SERIOUS)
    Answer.objects.filter(sheet=cast.sheet).update(note=f"{long_words} " + "Veel aan de hand. " * 500)
    longest = Location._meta.get_field("name").max_length
    cast.location.name = ("Woonzorgcentrum voor somatische en psychogeriatrische bewoners " * 2)[:longest].strip()
    cast.location.save()
    send_in(sheet=cast.sheet, by=cast.coordinator, reason="Reden. " * 280)
    cast.scan.refresh_from_db()
    factories.confirm_scan(cast.scan, cast.adviser, "zelf", "Afspraak. " * 190)

    assert len(read(render_pdf(report_of(cast.scan))).pages) <= 10


@pytest.mark.drawn
def test_worst_case_of_groups_that_differ_fits_ten_pages(cast):
    scan = factories.in_conversation(cast.scan)
    for group, value in (
        ("zorgpersoneel", "uitblinker"),
        ("ondersteuning", "weet_ik_niet"),
        ("management", "uitblinker"),
        ("clientvertegenwoordigers", SERIOUS),
        ("vrijwilligers", ATTENTION),
    ):
        for _ in range(3):
            sheet = factories.add_sheet(scan, group, value)
            Answer.objects.filter(sheet=sheet).update(note="Dit is wat ik ervan zie. " * 40)
    submit(scan=scan, by=cast.coordinator, reason="Reden. " * 280)

    assert len(read(render_pdf(report_of(scan))).pages) <= 10


def test_web_process_starts_without_weasyprint():
    code = (
        "import django; django.setup(); import wolscan.wsgi, sys; from django.urls import get_resolver;"
        "get_resolver().url_patterns; sys.exit(any(name in sys.modules for name in ('weasyprint', 'pandas')))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
