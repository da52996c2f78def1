"""Baselines of the same run: a view with session and user, and formtools' session wizard with stock widgets."""

from django import forms
from django.http import HttpRequest, HttpResponse
from formtools.wizard.views import SessionWizardView

from questionnaires.definitions import load, versions

QUESTIONNAIRE = load(versions()[-1])


def bare(request: HttpRequest) -> HttpResponse:
    """What any page costs: session, signed-in user, a line of text; a POST also writes the session."""
    if request.method == "POST":
        request.session["count"] = request.session.get("count", 0) + 1
    return HttpResponse(f"<!doctype html><title>{request.user}</title>")


def _form(theme: object) -> type[forms.Form]:
    choices = [(level.key, level.label.nl) for level in QUESTIONNAIRE.scale]
    choices += [(answer.key, answer.label.nl) for answer in QUESTIONNAIRE.unscored]
    fields: dict[str, forms.Field] = {}
    for topic in theme.topics:
        fields[topic.key] = forms.ChoiceField(
            label=topic.text.nl, choices=choices, widget=forms.RadioSelect, required=False
        )
        fields[f"{topic.key}-note"] = forms.CharField(required=False, widget=forms.Textarea, label="Toelichting")
    return type("ThemeForm", (forms.Form,), fields)


class StockWizard(SessionWizardView):
    """The eight themes as anybody would begin: one form each, rendered by Django, kept in the session."""

    form_list = [_form(theme) for theme in QUESTIONNAIRE.themes]
    template_name = "bench_wizard.html"

    def done(self, form_list: object, **kwargs: object) -> HttpResponse:
        return HttpResponse("done")
