"""*Gesprekswijzer*: one hour, the client's voice first, the most urgent topics with an opening question each."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from questionnaires.definitions import load
from scoring.conversation.agenda import agenda_of
from scoring.conversation.queries import table_of
from tests import factories
from tests.scoring.conversation.conftest import ATTENTION, BEST, CLIENT_TOPIC, NEUTRAL, SERIOUS, fill_groups


def agenda(scan, language="nl"):
    with translation.override(language):
        return agenda_of(table_of(scan))


def test_hour_is_whole_and_begins_with_the_client(scan):
    items = agenda(scan).items

    assert [item.start for item in items[1:]] == [item.end for item in items[:-1]]
    assert (items[0].start, items[-1].end) == (0, 60)
    assert items[1].title == "Eerst de stem van bewoners en hun naasten"
    assert agenda(scan).client_topics == ["De eigen kamer"]


def test_most_urgent_topic_comes_first_with_its_question(scan):
    topic = agenda(scan).items[2].topic

    assert topic.title == "De eigen kamer"
    assert topic.question.startswith("Bewoners en hun vertegenwoordigers")
    assert "aandachtspunt" in topic.question


def test_topics_that_do_not_fit_stand_under_the_hour(cast):
    scan = factories.in_conversation(cast.scan)
    apart = {topic.key: SERIOUS for topic in load("2026-1").theme("veiligheid").topics}
    fill_groups(scan, {"zorgpersoneel": apart}, {"zorgpersoneel": 3, "management": 3})

    found = agenda(scan)

    assert sum(item.topic is not None for item in found.items) == 5
    assert len(found.rest) + 5 == len(table_of(scan).to_discuss)
    assert (found.has_client_voice, found.client_topics) == (False, [])


def test_clock_stands_beside_the_minutes_when_the_moment_is_known(scan):
    assert {item.clock for item in agenda(scan).items} == {""}

    scan.meets_at = datetime(2026, 11, 26, 13, 0, tzinfo=UTC)

    assert [item.clock for item in agenda(scan).items][:2] == ["14:00", "14:05"]


@pytest.mark.parametrize(
    ("answers", "start"),
    [
        ({"zorgpersoneel": BEST, "management": ATTENTION}, "Management: aandachtspunt; Zorgpersoneel: uitblinker."),
        ({"zorgpersoneel": SERIOUS, "management": SERIOUS}, "Hier is een ernstig issue genoemd."),
        ({"zorgpersoneel": "weet_ik_niet", "management": NEUTRAL}, "Veel mensen weten niet hoe dit gaat."),
    ],
)
def test_question_fits_what_is_going_on(cast, answers, start):
    scan = factories.in_conversation(cast.scan)
    groups = {group: {"fouten-bespreken": value, CLIENT_TOPIC: value} for group, value in answers.items()}
    fill_groups(scan, groups, dict.fromkeys(answers, 3))

    questions = [item.topic.question for item in agenda(scan).items if item.topic]
    assert any(question.startswith(start) for question in questions)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_topic_has_a_whole_question(scan, language):
    questions = [item.topic.question for item in agenda(scan, language).items if item.topic]

    assert questions
    assert all(question.endswith(("?", ".")) and "%(" not in question for question in questions)


def test_pdf_holds_the_hour(scan, as_user, cast):
    answer = as_user(cast.coordinator).get(reverse("guide_pdf", kwargs={"scan": scan.pk}))

    reader = PdfReader(BytesIO(answer.content))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert answer["Content-Type"] == "application/pdf"
    assert "Gesprekswijzer voor De Linde" in text
    assert "Voorzitter" in text
    assert "De eigen kamer" in text
    assert len(reader.pages) <= 2
