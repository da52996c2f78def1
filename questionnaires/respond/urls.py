"""Addresses for people who take part without an account. Those of a sheet lie beside the team's own."""

from django.urls import path

from questionnaires.respond.views import entering, filling, leaving, paper

urlpatterns = [
    path("d/<str:token>/", entering.link, name="link"),
    path("meedoen/", entering.join, name="join"),
    path("meedoen/niet-open/", entering.not_open, name="not_open"),
    path("meedoen/begin/", entering.begin, name="begin"),
    path("meedoen/uw-code/", entering.own_code, name="own_code"),
    path("meedoen/uw-code/bestand/", entering.own_code_file, name="own_code_file"),
    path("meedoen/papier/", paper.paper, name="paper"),
    path("meedoen/papier/vragenlijst.pdf", paper.paper_file, name="paper_file"),
    path("meedoen/papier/afdrukken/", paper.paper_print, name="paper_print"),
    path("meedoen/bedankt/", leaving.thanks, name="thanks"),
    path("meedoen/gesprek.ics", leaving.conversation, name="conversation_ics"),
    path("meedoen/laatste-dag.ics", leaving.deadline, name="deadline_ics"),
    path("meedoen/klaar/", leaving.leave, name="leave"),
    path("invullen/<uuid:sheet>/weergave/", filling.choose_layout, name="choose_layout"),
    path("invullen/<uuid:sheet>/vraag/<slug:topic>/", filling.question, name="question"),
    path("invullen/<uuid:sheet>/overtypen/", paper.type_over, name="type_over"),
    path("invullen/<uuid:sheet>/kopie/", filling.own_copy, name="own_copy"),
    path("invullen/<uuid:sheet>/afronden/", filling.send, name="send_sheet"),
]
