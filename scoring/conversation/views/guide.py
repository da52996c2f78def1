"""*Gesprekswijzer*: the agenda as a page to print and as a PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from scoring.conversation.access import Seat
from scoring.conversation.agenda import agenda_of
from scoring.conversation.queries import table_of
from scoring.conversation.views.table import at_the_table
from wolscan.pdf import as_download, pdf_of


@require_safe
@at_the_table(for_council=False)
def guide(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The agenda, as it is printed."""
    context = {"scan": seat.scan, "agenda": agenda_of(table_of(seat.scan))}
    return render(request, "conversation/guide.html", context)


@require_safe
@at_the_table(for_council=False)
def guide_pdf(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The agenda as a PDF of a few pages, small enough to be made while somebody waits."""
    context = {"scan": seat.scan, "agenda": agenda_of(table_of(seat.scan))}
    name = f"gesprekswijzer-{slugify(seat.scan.location.name)[:60]}.pdf"
    return as_download(pdf_of("conversation/guide.html", context), name)
