"""The progress report as PDF/UA: the words of the page on paper, the same bytes for the same figures and words."""

from django.template.loader import render_to_string
from django.utils import translation

from scoring.models import Snapshot
from scoring.progress.context import report_context
from scoring.progress.queries import Written
from scoring.reports.pdf import pressed


def progress_pdf(snapshot: Snapshot, written: Written, language: str) -> bytes:
    """The report in one language."""
    with translation.override(language):
        context = report_context(snapshot, written.words, is_pdf=True)
        context["changed_at"] = written.changed_at or snapshot.published_at
        html = render_to_string("progress/report.html", context)
        return pressed(html, f"{snapshot.digest}/{written.revision}/{language}".encode())
