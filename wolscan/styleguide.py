"""Sample data for the style page: every component in every state, with texts of the real questionnaire."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import get_language

from questionnaires.definitions import Questionnaire, Text, Topic, load, versions

#: What is drawn of three themes: the places on the scale (0 is *ernstig issue*) of last time and now; None is nothing.
THEN_AND_NOW = {"Veiligheid": (1, 2), "Hulpbronnen": (2, 2), "Informatie": (3, 1), "Wonen en welzijn": (None, 0)}
#: Where three voices stand on the scale.
VOICES = {"Veiligheid": (0, 2, 3), "Hulpbronnen": (1, 1, 2), "Informatie": (2, 2, 2)}


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Naam van de locatie", help_text="Zoals bewoners de locatie noemen.")
    email = forms.EmailField(label="Mailadres", error_messages={"invalid": "Vul een mailadres in met een @."})
    beds = forms.IntegerField(
        label="Aantal bewoners", error_messages={"required": "Vul in hoeveel bewoners de locatie heeft."}
    )
    date = forms.DateField(
        label="Datum van het gesprek",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Kies de dag van het gesprek."},
    )
    help_wanted = forms.ChoiceField(
        label="Wilt u hulp bij dit thema?",
        choices=[("ja", "Ja, graag"), ("nee", "Nee, dank u")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of u hulp wilt."},
    )
    groups = forms.MultipleChoiceField(
        label="Wie zaten aan tafel?",
        choices=[("zorg", "Zorgpersoneel"), ("naasten", "Bewoners en naasten"), ("management", "Management")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sure = forms.BooleanField(label="Ik heb het overzicht gelezen", required=False)
    note = forms.CharField(label="Toelichting", widget=forms.Textarea(attrs={"rows": 3}), required=False)


def sample_context() -> dict[str, Any]:
    """Everything the style page shows."""
    questionnaire = load(versions()[-1])
    topics = questionnaire.themes[0].topics
    return {
        "levels": questionnaire.scale,
        "kinds": ["info", "success", "warning", "error"],
        "questions": [
            _question(questionnaire, 1, topics[0]),
            _question(questionnaire, 2, topics[1], value="neutraal", note="Sinds mei hebben we een vaste dag."),
            _question(questionnaire, 3, topics[2], value="weet_ik_niet", error="Kies een van de antwoorden."),
            _question(questionnaire, 4, topics[3], value="aandachtspunt", conflict=True),
        ],
        "tasks": _tasks(),
        "summary": _summary(),
        "bars": _bars(questionnaire),
        "page": Paginator(range(60), 20).page(2),
        **_charts(questionnaire),
        "form": SampleForm(),
        "bad_form": SampleForm({"email": "sanne", "name": "De Linde"}, auto_id="id_bad_%s"),
    }


def _tr(text: Text) -> str:
    return text.in_language(get_language() or "nl")


def _question(
    questionnaire: Questionnaire, number: int, topic: Topic, *, value: str = "", note: str = "", **state: Any
) -> dict[str, Any]:
    """A question as ``questionnaires.presenters`` makes it."""
    levels = [(level, _tr(topic.levels[level.key]), True) for level in questionnaire.scale]
    beside = [(answer, "", False) for answer in questionnaire.unscored]
    conflict = {"label": _tr(questionnaire.scale[1].label), "note": "Dit lukt ook in het weekend."}
    return {
        "key": topic.key,
        "number": f"1.{number}",
        "title": _tr(topic.title),
        "text": _tr(topic.text),
        "explanation": _tr(topic.explanation),
        "is_critical": number == 2,
        "name": topic.key,
        "id": f"id_{topic.key}",
        "value": value,
        "note": note,
        "note_name": f"{topic.key}-note",
        "note_id": f"id_{topic.key}-note",
        "error": state.get("error", ""),
        "conflict": conflict if state.get("conflict") else None,
        "options": [
            {
                "value": answer.key,
                "id": f"id_{topic.key}_{answer.key}",
                "checked": answer.key == value,
                "icon": answer.icon,
                "label": _tr(answer.label),
                "definition": _tr(answer.definition),
                "example": example,
                "is_level": is_level,
            }
            for answer, example, is_level in levels + beside
        ],
    }


def _tasks() -> list[dict[str, str]]:
    return [
        {
            "title": "1. Persoonsgerichte zorg en ondersteuning",
            "url": "#taken",
            "status": "klaar",
            "status_text": "Klaar",
            "hint": "11 vragen",
        },
        {
            "title": "2. Wonen en welzijn",
            "url": "#taken",
            "status": "bezig",
            "status_text": "4 van 10 beantwoord",
            "hint": "10 vragen",
        },
        {"title": "3. Veiligheid", "url": "#taken", "status": "leeg", "status_text": "Nog niet begonnen"},
        {"title": "Versturen", "url": "", "status": "leeg", "status_text": "Kan nog niet"},
    ]


def _summary() -> list[dict[str, str]]:
    return [
        {"term": "Locatie", "value": "De Linde, Amersfoort", "action_url": "#overzicht", "action_text": "Wijzig"},
        {
            "term": "Toelichting",
            "value": "We hebben dit met het hele team besproken.\nDe nachtdienst schoof later aan.",
            "action_url": "#overzicht",
            "action_text": "Wijzig",
        },
        {"term": "Verstuurd op", "value": "22 november 2026"},
    ]


def _bars(questionnaire: Questionnaire) -> list[dict[str, Any]]:
    spreads = {
        "Veiligheid, 11 onderwerpen": (2, 5, 3, 1),
        "Hulpbronnen, 9 onderwerpen": (0, 9, 0, 0),
        "Alle locaties, 212": (141, 52, 18, 1),
        "Nog niets": (0, 0, 0, 0),
    }
    return [
        {
            "title": title,
            "counts": [{"level": level, "count": n} for level, n in zip(questionnaire.scale, counts, strict=True)],
        }
        for title, counts in spreads.items()
    ]


def _charts(questionnaire: Questionnaire) -> dict[str, Any]:
    """``rising`` are the levels from low to high, as charts show them."""
    rising = sorted(questionnaire.scale, key=lambda level: -level.rank)
    return {"rising": rising, "dumbbells": _dumbbells(rising), "gap": _gap(rising)}


def _dumbbells(rising: list[Any]) -> list[dict[str, Any]]:
    return [
        {
            "key": f"sample-{number}",
            "title": title,
            "text": f"nu {rising[now].short.nl.lower()}",
            "then": None if then is None else rising[then],
            "now": rising[now],
        }
        for number, (title, (then, now)) in enumerate(THEN_AND_NOW.items())
    ]


def _gap(rising: list[Any]) -> dict[str, Any]:
    voices = [
        {"key": "staff", "name": "Medewerkers", "letter": "M", "is_heard": True},
        {"key": "management", "name": "Leiding", "letter": "L", "is_heard": True},
        {"key": "clients", "name": "Bewoners en naasten", "letter": "B", "is_heard": False},
    ]
    return {"voices": voices, "levels": rising, "rows": [_row(title, rising, voices) for title in VOICES]}


def _row(title: str, rising: list[Any], voices: list[dict[str, Any]]) -> dict[str, Any]:
    stands = VOICES[title]
    columns = [
        {
            "marks": [{"voice": voice} for voice, stand in zip(voices, stands) if stand == place],
            "line": _line(place, min(stands), max(stands)),
        }
        for place in range(len(rising))
    ]
    return {"title": title, "columns": columns}


def _line(place: int, lowest: int, highest: int) -> str:
    """Which part of the line between the outermost marks runs through a place."""
    if lowest == highest or not lowest <= place <= highest:
        return ""
    return {lowest: "from", highest: "to"}.get(place, "through")
