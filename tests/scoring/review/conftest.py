"""A scan of De Linde that was sent in, with its review begun; and one of groups that differ."""

import pytest
from django.urls import reverse

from questionnaires.models import Scan
from scoring.assessment.services import submit
from scoring.review.judging import begin_review
from scoring.review.returning import default_day, return_scan, save_general_question
from tests import factories
from tests.kept import kept_begin
from tests.scoring.conversation.conftest import ATTENTION, BEST, CLIENT_TOPIC, fill_groups
from wolscan.dates import today

SERIOUS, NVT = "ernstig_issue", "nvt"
#: A topic that carries extra weight, and one that does not; both in the third theme.
CRITICAL, PLAIN = "veilig-huis", "incidenten-melden"


def url(name, scan, **gaps):
    return reverse(name, kwargs={"scan": scan.pk, **gaps})


def reload(scan):
    return Scan.objects.select_related("location__organisation", "adviser").get(pk=scan.pk)


def fields(**topics):
    """What the page posts for some topics: ``fields(privacy={"level": "neutraal"})``; hyphens as underscores."""
    parts = ("level", "motivation", "facts", "question")
    return {
        f"{key.replace('_', '-')}-{part}": given.get(part, "") for key, given in topics.items() for part in parts
    } | {
        f"{key.replace('_', '-')}-not_applicable": given["not_applicable"]
        for key, given in topics.items()
        if "not_applicable" in given
    }


@pytest.fixture
@kept_begin
def sent(cast):
    """Sent in on a team sheet, everything neutral but for one low topic and one that does not apply."""
    factories.send_in_scan(cast.scan, cast.coordinator, incidenten_melden=ATTENTION, veilig_huis=NVT)
    cast.scan = reload(cast.scan)
    return cast


@pytest.fixture
@kept_begin
def begun(sent):
    begin_review(scan=sent.scan, by=sent.adviser)
    sent.scan = reload(sent.scan)
    return sent


@pytest.fixture
@kept_begin
def of_groups(cast):
    """Under review, filled in by groups that differ about one topic; notes and a reason beside it."""
    scan = factories.in_conversation(cast.scan)
    fill_groups(scan, {"zorgpersoneel": {CLIENT_TOPIC: BEST}, "clientvertegenwoordigers": {CLIENT_TOPIC: ATTENTION}})
    scan.agreed_levels.create(topic=CLIENT_TOPIC, value=ATTENTION, reason="De kamers 1 tot 4.")
    submit(scan=scan, by=cast.coordinator)
    begin_review(scan=scan, by=cast.adviser)
    cast.scan = reload(scan)
    return cast


@pytest.fixture
@kept_begin
def returned(begun):
    """With the location again, with a question about one topic and one about the whole scan."""
    begun.scan.review_questions.create(
        topic=PLAIN, text="Hoe vaak meldt u?", asked_by=begun.adviser, asked_at=begun.scan.submitted_at
    )
    save_general_question(scan=begun.scan, text="Wie deed mee?", by=begun.adviser)
    day = default_day(today())
    return_scan(scan=begun.scan, note="Dank u.", answer_by=day, by=begun.adviser, today=today())
    begun.scan = reload(begun.scan)
    return begun
