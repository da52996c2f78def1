"""Confirming a scan: the adviser decides, gives a reason where it is needed, looks once more, and it is final."""

from datetime import date

import pytest
from django.urls import reverse

from scoring.assessment.services import submit
from scoring.models import Decision, Report
from scoring.review.services import NotSentIn, ReasonNeeded, confirm, reasons_needed
from tests import factories
from tests.factories import TODAY
from wolscan.models import Event, OutgoingMail

SERIOUS = "ernstig_issue"


def url(cast):
    return reverse("confirm_scan", kwargs={"scan": cast.scan.pk})


@pytest.fixture
def sent(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    cast.scan.refresh_from_db()
    return cast


@pytest.fixture
def sent_with_serious_topic(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, eenzaamheid=SERIOUS)
    cast.scan.refresh_from_db()
    return cast


def post(client, cast, **data):
    return client.post(url(cast), data)


def test_page_shows_outcome_and_the_meaning_of_each_tier(sent, as_user):
    page = as_user(sent.adviser).get(url(sent)).content.decode()

    assert "Scan van De Linde vaststellen" in page
    assert "Wat als?" in page
    assert "Een adviseur komt op locatie en werkt intensief met het team aan één thema." in page
    assert page.count("voorstel volgens de regel") == 1


@pytest.mark.parametrize("person", ["coordinator", "quality_officer", "other_adviser", "programme_office", "stranger"])
def test_nobody_else_decides(sent, as_user, person):
    client = as_user(getattr(sent, person))

    assert client.get(url(sent)).status_code == 404
    assert post(client, sent, tier="zelf", step="final").status_code == 404
    assert not Decision.objects.exists()


def test_first_step_only_shows_what_will_happen(sent, as_user):
    answer = post(as_user(sent.adviser), sent, tier="zelf", step="check")

    assert "Wat er gebeurt als u vaststelt" in answer.content.decode()
    assert not Decision.objects.exists()


def test_last_step_makes_it_final(sent, as_user):
    answer = post(as_user(sent.adviser), sent, tier="zelf", step="final")
    sent.scan.refresh_from_db()

    assert answer.url == reverse("outcome", kwargs={"scan": sent.scan.pk})
    assert sent.scan.state == "vastgesteld"
    assert [(decision.rule_tier, decision.tier) for decision in Decision.objects.all()] == [("zelf", "zelf")]


def test_back_keeps_what_was_typed(sent, as_user):
    page = post(as_user(sent.adviser), sent, tier="licht", reason="Ruil met De Eik.", step="change").content.decode()

    assert 'id="id_tier_licht" value="licht"' in page
    assert "Ruil met De Eik." in page
    assert "Er ging iets mis" not in page


def test_nothing_chosen_is_an_instruction(sent, as_user):
    answer = post(as_user(sent.adviser), sent)

    assert answer.status_code == 422
    assert "Kies welke ondersteuning bij deze locatie past." in answer.content.decode()


def test_other_tier_needs_a_reason(sent, as_user):
    answer = post(as_user(sent.adviser), sent, tier="licht", reason="  ", step="final")

    assert answer.status_code == 422
    assert "Schrijf op waarom u andere ondersteuning kiest" in answer.content.decode()
    assert not Decision.objects.exists()


def test_serious_topic_without_support_needs_an_agreement(sent_with_serious_topic, as_user):
    cast = sent_with_serious_topic
    client = as_user(cast.adviser)

    assert "Ernstig issue zonder ondersteuning op locatie" in client.get(url(cast)).content.decode()
    assert post(client, cast, tier="zelf", step="final").status_code == 422

    post(client, cast, tier="zelf", reason="Afspraak op 3 december.", step="final")

    assert Decision.objects.get().reason == "Afspraak op 3 december."


def test_serious_topic_with_support_on_location_needs_only_the_reason_for_another_tier(sent_with_serious_topic):
    outcome = sent_with_serious_topic.scan.assessments.get().outcome

    assert reasons_needed(outcome, "zelf") == ("ernstig_zonder_steun",)
    assert reasons_needed(outcome, "licht") == ("other_tier", "ernstig_zonder_steun")
    assert reasons_needed(outcome, "extra") == ("other_tier",)


def test_every_decision_without_a_proposal_needs_a_reason(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, reason="Volgt.", value="weet_ik_niet", privacy="neutraal")
    outcome = cast.scan.assessments.get().outcome

    assert [reasons_needed(outcome, tier) for tier in ("zelf", "intensief")] == [("other_tier",)] * 2


def test_service_refuses_too(sent_with_serious_topic):
    cast = sent_with_serious_topic

    with pytest.raises(ReasonNeeded) as refused:
        confirm(scan=cast.scan, tier="zelf", reason="", by=cast.adviser, today=TODAY)

    cast.scan.refresh_from_db()
    assert refused.value.codes == ("ernstig_zonder_steun",)
    assert (cast.scan.state, cast.scan.assessments.count()) == ("ingediend", 1)


def test_confirming_plans_the_repeat_and_tells_the_coordinator(sent):
    factories.confirm_scan(sent.scan, sent.adviser, today=date(2028, 2, 29))

    assert (sent.scan.confirmed_on, sent.scan.repeat_on) == (date(2028, 2, 29), date(2029, 2, 28))
    assert [mail.to for mail in OutgoingMail.objects.all()] == [sent.coordinator.email]
    assert sorted(Report.objects.values_list("language", flat=True)) == ["en", "nl"]
    assert Event.objects.filter(name="scan_confirmed").count() == 1


def test_confirming_twice_changes_nothing(sent, as_user):
    client = as_user(sent.adviser)
    post(client, sent, tier="zelf", step="final")

    answer = client.post(url(sent), {"tier": "licht", "reason": "Toch anders.", "step": "final"}, follow=True)

    assert "Deze scan is al vastgesteld" in answer.content.decode()
    assert [decision.tier for decision in Decision.objects.all()] == ["zelf"]
    with pytest.raises(NotSentIn):
        confirm(scan=sent.scan, tier="zelf", reason="", by=sent.adviser, today=TODAY)


def test_scan_that_was_not_sent_in_cannot_be_confirmed(cast, as_user):
    answer = as_user(cast.adviser).post(url(cast), {"tier": "zelf", "step": "final"}, follow=True)

    assert "kan dus nog niet worden vastgesteld" in answer.content.decode()
    assert not Decision.objects.exists()


def test_groups_that_differ_are_listed_largest_difference_first(cast, as_user):
    scan = factories.in_conversation(cast.scan)
    for _ in range(3):
        factories.add_sheet(scan, "zorgpersoneel", privacy="aandachtspunt", overdracht="uitblinker")
        factories.add_sheet(scan, "vrijwilligers", overdracht=SERIOUS)
    submit(scan=scan, by=cast.coordinator)

    page = as_user(cast.adviser).get(url(cast))

    assert [row.title for row in page.context["spread"].rows] == ["Overdracht", "Privacy"]


def test_review_is_made_with_few_queries(sent, as_user, django_assert_num_queries):
    client = as_user(sent.adviser)

    with django_assert_num_queries(13):  # session, user, roles, scan, outcome with what lies beside it
        client.get(url(sent))
