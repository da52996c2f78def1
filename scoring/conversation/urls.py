"""Addresses of the conversation."""

from django.urls import path

from scoring.conversation.views import after, board, guide, sending, serious

urlpatterns = [
    path("scan/<uuid:scan>/gesprek/", board.board, name="board"),
    path("scan/<uuid:scan>/gesprek/eens/", board.board_accept, name="board_accept"),
    path("scan/<uuid:scan>/gesprek/onderwerp/<slug:topic>/", board.board_topic, name="board_topic"),
    path("scan/<uuid:scan>/gesprekswijzer/", guide.guide, name="guide"),
    path("scan/<uuid:scan>/gesprekswijzer.pdf", guide.guide_pdf, name="guide_pdf"),
    path("scan/<uuid:scan>/hulp/", after.help_wishes, name="help_wishes"),
    path("scan/<uuid:scan>/reactie-clientenraad/", after.council_reaction, name="council_reaction"),
    path("scan/<uuid:scan>/controle/", sending.check_scan, name="check_scan"),
    path("scan/<uuid:scan>/ernstig-issue/", serious.serious, name="serious_issues"),
]
