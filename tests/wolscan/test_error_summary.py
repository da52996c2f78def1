"""The list above a form that came back: each line says enough to know which question it is about."""

from django import forms
from django.template.loader import render_to_string

A_DAY = {"required": "Kies een dag."}


class TwoDays(forms.Form):
    closes_on = forms.DateField(label="Tot en met wanneer?", error_messages=A_DAY)
    meets_on = forms.DateField(label="Dag van het gesprek", error_messages=A_DAY)
    place = forms.CharField(label="Plaats", error_messages={"required": "Vul een plaats in."})


def lines(form):
    page = render_to_string("_components/error_summary.html", {"form": form})
    return [line.partition("</a>")[0].rpartition(">")[2] for line in page.split("<li>")[1:]]


def test_lines_that_would_be_the_same_say_which_question_they_are_about():
    assert lines(TwoDays({})) == [
        "Tot en met wanneer? Kies een dag.",
        "Dag van het gesprek: Kies een dag.",
        "Vul een plaats in.",
    ]
    assert lines(TwoDays({"closes_on": "2026-12-01"})) == ["Kies een dag.", "Vul een plaats in."]


def test_without_errors_there_is_no_list():
    assert lines(TwoDays()) == []
