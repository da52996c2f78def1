"""Addresses of what follows from the answers: sending in, outcome, report, confirmation."""

from django.urls import include, path

from scoring.assessment import views as assessment
from scoring.outcomes import views as outcomes
from scoring.reports import views as reports

urlpatterns = [
    path("", include("scoring.response.urls")),
    path("", include("scoring.conversation.urls")),
    path("invullen/<uuid:sheet>/versturen/", assessment.send_sheet, name="send_in"),
    path("scan/<uuid:scan>/uitkomst/", outcomes.outcome, name="outcome"),
    path("scan/<uuid:scan>/uitkomst/rapport/", outcomes.report_print, name="report_print"),
    path("scan/<uuid:scan>/rapport.pdf", reports.report_pdf, name="report_pdf"),
    path("scan/<uuid:scan>/herhaalscan.ics", outcomes.repeat_ics, name="repeat_ics"),
    path("", include("scoring.review.urls")),
    path("", include("scoring.followup.urls")),
    path("", include("scoring.followup.repeat.urls")),
    path("", include("scoring.givingback.urls")),
    path("scan/<uuid:scan>/", include("scoring.staffing.urls")),
    path("", include("scoring.worklist.urls")),
    path("", include("scoring.publication.urls")),
    path("", include("scoring.progress.urls")),
    path("", include("scoring.benchmark.urls")),
    path("", include("scoring.api.urls")),
    path("", include("scoring.practices.urls")),
    path("", include("scoring.visits.urls")),
    path("", include("scoring.neighbours.urls")),
]
