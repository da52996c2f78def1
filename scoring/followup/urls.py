"""Addresses of the improvement plan, the pulse check and the check on the actions."""

from django.urls import path

from scoring.followup.views import action, check, plan, pulse, words

PLAN = "scan/<uuid:scan>/verbeterplan/"

urlpatterns = [
    path(PLAN, plan.plan, name="plan"),
    path(f"{PLAN}afdrukken/", plan.plan_print, name="plan_print"),
    path(f"{PLAN}thema/<slug:theme>/voorbeelden/", plan.plan_examples, name="plan_examples"),
    path(f"{PLAN}thema/<slug:theme>/actie/", action.plan_add, name="plan_add"),
    path(f"{PLAN}thema/<slug:theme>/reden/", words.plan_reason, name="plan_reason"),
    path(f"{PLAN}actie/<uuid:action>/", action.plan_action, name="plan_action"),
    path(f"{PLAN}actie/<uuid:action>/verwijderen/", action.plan_remove, name="plan_remove"),
    path(f"{PLAN}actie/<uuid:action>/antwoord/", check.plan_answer, name="plan_answer"),
    path(f"{PLAN}raadpleging/", words.plan_consult, name="plan_consult"),
    path(f"{PLAN}raadpleging/<int:consultation>/", words.plan_consultation, name="plan_consultation"),
    path(f"{PLAN}pulscheck/", pulse.pulse, name="pulse"),
    path(f"{PLAN}pulscheck/invullen/", pulse.pulse_fill, name="pulse_fill"),
    path(f"{PLAN}pulscheck/<int:pulse>/verwijderen/", pulse.pulse_remove, name="pulse_remove"),
    path("actie/niet-open/", check.check_not_open, name="check_not_open"),
    path("actie/<uuid:action>/", check.check_action, name="check_action"),
    path("actie/<uuid:action>/<str:token>/", check.check_link, name="check_link"),
]
