"""Addresses of the review."""

from django.urls import path

from scoring.review.views import answering, deciding, desk, reopening, returning

urlpatterns = [
    path("scan/<uuid:scan>/beoordelen/", desk.review, name="review"),
    path("scan/<uuid:scan>/beoordelen/begin/", desk.begin, name="review_begin"),
    path("scan/<uuid:scan>/beoordelen/thema/<slug:step>/", desk.review_theme, name="review_theme"),
    path("scan/<uuid:scan>/teruggeven/", returning.return_to_location, name="review_return"),
    path("scan/<uuid:scan>/vragen/", answering.questions, name="review_questions"),
    path("scan/<uuid:scan>/vaststellen/", deciding.confirm_scan, name="confirm_scan"),
    path("scan/<uuid:scan>/heropenen/", reopening.reopen_scan, name="review_reopen"),
]
