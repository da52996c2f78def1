"""P4: save this page and get the next, against formtools' session wizard with stock widgets."""

from django.test import Client
from django.urls import reverse

from questionnaires.definitions import load, versions
from questionnaires.models import AnswerSheet
from script.benches import cast
from script.benches.goals import Goal, judged
from script.benches.timing import interleaved
from wolscan.models import User

ROUNDS = 5


def measure() -> dict[str, object]:
    cast.country()
    user = User.objects.get(email="coordinator@demo.example")
    ours, stock = Client(), Client()
    ours.force_login(user)
    stock.force_login(user)
    questionnaire = load(versions()[-1])
    sheet = cast.open_sheet()
    steps = [theme.key for theme in questionnaire.themes]

    def fill_in() -> None:
        page = ours.get(_address(sheet, steps[0]))
        for theme in questionnaire.themes:
            data = {"blad-current_step": theme.key, "seen": cast.seen(page), "then": "next"}
            data |= {topic.key: "neutraal" for topic in theme.topics}
            page = ours.post(_address(sheet, theme.key), data, follow=theme.key != steps[-1])
            assert page.status_code in {200, 302}, page.status_code

    def stock_wizard() -> None:
        stock.get("/bench/wizard/")
        for number, theme in enumerate(questionnaire.themes):
            data = {"stock_wizard-current_step": str(number)}
            data |= {f"{number}-{topic.key}": "neutraal" for topic in theme.topics}
            answer = stock.post("/bench/wizard/", data)
            assert answer.status_code == 200, answer.status_code

    took = interleaved({"ours": fill_in, "stock": stock_wizard}, ROUNDS, warm=1)
    ratio = took["ours"] / took["stock"]
    found = {"ours_ms": took["ours"], "stock_ms": took["stock"], "ratio": ratio, "goal": "ratio <= 0.6"}
    return found | judged(Goal("save and next, ratio to formtools' wizard", 0.6, "×", ratio))


def _address(sheet: AnswerSheet, step: str) -> str:
    return reverse("theme", kwargs={"sheet": sheet.pk, "step": step})
