"""What stands beside the levels in outcome and report: differing views, little sight, help, the council's own words."""

import pytest
from django.urls import reverse
from django.utils import translation

from questionnaires.models import HelpWish, ReactionBy, Scan, WarningAnswer
from scoring.assessment.services import submit
from scoring.outcomes.context import outcome_context
from scoring.outcomes.queries import in_force
from tests import factories
from tests.kept import kept_begin
from tests.scoring.conversation.conftest import ATTENTION, BEST, CLIENT_TOPIC, UNKNOWN_TOPIC, UNSURE, fill_groups

REACTION = "Wij zien  het anders.\n\nEr is 's avonds te weinig tijd; <b>echt</b>."


@pytest.fixture
@kept_begin
def sent(cast):
    scan = factories.in_conversation(cast.scan)
    special = {
        "zorgpersoneel": {CLIENT_TOPIC: BEST},
        "clientvertegenwoordigers": {CLIENT_TOPIC: ATTENTION, UNKNOWN_TOPIC: UNSURE},
    }
    fill_groups(scan, special, {"zorgpersoneel": 3, "management": 3, "clientvertegenwoordigers": 3})
    HelpWish.objects.create(scan=scan, theme="veiligheid", wants_help=True, which="Scholing medicatie.")
    HelpWish.objects.create(scan=scan, theme="informatie", wants_help=False)
    WarningAnswer.objects.create(scan=scan, code="niet_besproken", answer="De tijd was op.")
    Scan.objects.filter(pk=scan.pk).update(council_reaction=REACTION, council_reaction_by=ReactionBy.COUNCIL)
    scan.refresh_from_db()
    submit(scan=scan, by=cast.coordinator)
    return scan


def voices(scan):
    holds = in_force(scan)
    with translation.override("nl"):
        return outcome_context(scan, holds.assessment, None, with_what_if=False).voices


def test_context_has_every_voice(sent):
    found = voices(sent)

    assert [(view.title, view.agreed) for view in found.differing] == [("De eigen kamer", "neutraal")]
    assert found.differing[0].said == "Bewoners en cliëntvertegenwoordigers: aandachtspunt"
    assert found.little_sight == ["Schone ruimtes"]
    assert [(wish.theme, wish.which) for wish in found.wishes] == [("3. Veiligheid", "Scholing medicatie.")]
    assert found.no_help == ["8. Gebruik van informatie"]
    assert (found.reaction, found.reaction_by) == (REACTION, "door de cliëntenraad zelf")
    assert [(answer.subject, answer.text) for answer in found.answers] == [
        ("Onderwerpen zonder afspraak", "De tijd was op.")
    ]


@pytest.mark.parametrize("name", ["outcome", "report_print"])
def test_page_and_report_show_the_reaction_unchanged(sent, cast, as_user, name):
    page = as_user(cast.coordinator).get(reverse(name, kwargs={"scan": sent.pk})).content.decode()

    assert "Wij zien  het anders.\n\nEr is &#x27;s avonds te weinig tijd; &lt;b&gt;echt&lt;/b&gt;." in page
    assert "Scholing medicatie." in page
    assert "afgesproken: neutraal." in page


def test_scan_without_voices_has_no_empty_headings(cast, as_user):
    factories.send_in_scan(cast.scan, cast.coordinator)

    page = as_user(cast.coordinator).get(reverse("outcome", kwargs={"scan": cast.scan.pk})).content.decode()

    assert "Minderheidsstandpunten" not in page
