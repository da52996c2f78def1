"""Addresses of the coordinator's round."""

from django.urls import path

from questionnaires.round.views import groups, opt_out, running, setup

urlpatterns = [
    path("locatie/<uuid:location>/ronde-voorbereiden/", setup.prepare, name="prepare_round"),
    path("ronde/<uuid:scan>/gegevens/", setup.facts, name="round_facts"),
    path("ronde/<uuid:scan>/planning/", setup.dates, name="round_dates"),
    path("ronde/<uuid:scan>/uitnodigen/", setup.invitations, name="round_invitations"),
    path("ronde/<uuid:scan>/openen/", setup.start, name="round_open"),
    path("ronde/<uuid:scan>/uitnodigen/<slug:group>/", groups.group, name="round_group"),
    path("ronde/<uuid:scan>/uitnodigen/<slug:group>/brieven.pdf", groups.letters, name="round_letters"),
    path("ronde/<uuid:scan>/uitnodigen/<slug:group>/vragenlijst.pdf", groups.papers, name="round_papers"),
    path("ronde/<uuid:scan>/clientenraad/", groups.council, name="round_council"),
    path("ronde/<uuid:scan>/clientenraad/brief.pdf", groups.council_letter, name="round_council_letter"),
    path("ronde/<uuid:scan>/toegang/<uuid:way>/intrekken/", groups.take_back, name="round_revoke"),
    path("ronde/<uuid:scan>/toegang/<uuid:way>/vernieuwen/", groups.give_again, name="round_renew"),
    path("ronde/<uuid:scan>/herinneren/", running.send_reminders, name="round_remind"),
    path("ronde/<uuid:scan>/datums/", running.change, name="round_change"),
    path("ronde/<uuid:scan>/laatste-dag.ics", running.deadline, name="round_deadline"),
    path("ronde/<uuid:scan>/gesprek.ics", running.conversation, name="round_conversation"),
    path("ronde/<uuid:scan>/gesprek-afzeggen/", running.withdraw, name="round_withdraw"),
    path("geen-mail/<uuid:invitation>/<slug:token>/", opt_out.opt_out, name="opt_out"),
]
