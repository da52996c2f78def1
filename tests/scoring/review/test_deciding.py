"""Confirming a scan: the adviser decides, gives a reason where it is needed, looks once more, and it is final."""

from datetime import date

import pytest
from django.urls import reverse

from scoring.assessment.services import submit
from scoring.models import Decision, Report
from scoring.review.judging import begin_review, save_judgements
from scoring.review.queries import Judged
from scoring.review.services import (
    Choice,
    NotSentIn,
    ReasonNeeded,
    VerdictNeeded,
    confirm,
    themes_with_need,
    words_needed,
)
from tests import factories
from tests.factories import TODAY
from tests.kept import kept_begin
from tests.rounds import mails
from tests.scoring.review.conftest import NVT, reload
from wolscan.models import Event

SERIOUS = "ernstig_issue"


def url(cast):
    return reverse("confirm_scan", kwargs={"scan": cast.scan.pk})


def under_review(cast, **answers):
    factories.send_in_scan(cast.scan, cast.coordinator, **answers)
    begin_review(scan=cast.scan, by=cast.adviser)
    cast.scan = reload(cast.scan)
    return cast


@pytest.fixture
@kept_begin
def sent(cast):
    """Under review, everything neutral."""
    return under_review(cast)


@pytest.fixture
@kept_begin
def sent_with_serious_topic(cast):
    return under_review(cast, eenzaamheid=SERIOUS)


def post(client, cast, **data):
    return client.post(url(cast), data)


def decide(cast, *choice, **more):
    return confirm(scan=cast.scan, choice=Choice(*choice, **more), by=cast.adviser, today=TODAY)


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
    data = {"tier": "licht", "reason": "Ruil met De Eik.", "themes": ["veiligheid"], "appointment_on": "2027-01-05"}
    page = post(as_user(sent.adviser), sent, **data, step="change").content.decode()

    assert 'id="id_tier_licht" value="licht"' in page
    assert "Ruil met De Eik." in page
    assert 'value="veiligheid" id="id_themes_2" checked' in page
    assert 'value="2027-01-05"' in page
    assert "Dit klopt nog niet" not in page


def test_nothing_chosen_is_an_instruction(sent, as_user):
    answer = post(as_user(sent.adviser), sent)

    assert answer.status_code == 422
    assert "Kies welke ondersteuning bij deze locatie past." in answer.content.decode()


def test_other_tier_needs_a_reason(sent, as_user):
    answer = post(as_user(sent.adviser), sent, tier="licht", reason="  ", step="final")

    assert answer.status_code == 422
    assert "Schrijf op waarom u andere ondersteuning kiest" in answer.content.decode()
    assert not Decision.objects.exists()


def test_serious_topic_without_support_needs_an_appointment_with_its_day(sent_with_serious_topic, as_user):
    cast = sent_with_serious_topic
    client, words = as_user(cast.adviser), {"appointment": "We bellen elke week.", "appointment_on": "2026-12-03"}

    assert "Ernstig issue zonder ondersteuning op locatie" in client.get(url(cast)).content.decode()
    for missing in ({}, {"appointment": words["appointment"]}, {"appointment_on": words["appointment_on"]}):
        assert post(client, cast, tier="zelf", step="final", **missing).status_code == 422
    assert post(client, cast, tier="zelf", reason="Afspraak op 3 december.", step="final").status_code == 422

    post(client, cast, tier="zelf", step="final", **words)

    decision = Decision.objects.get()
    assert (decision.reason, decision.appointment, decision.appointment_on) == (
        "",
        words["appointment"],
        date(2026, 12, 3),
    )


def test_another_tier_takes_the_place_of_an_appointment(sent_with_serious_topic, as_user):
    cast = sent_with_serious_topic
    post(as_user(cast.adviser), cast, tier="extra", reason="Er moet iemand komen.", themes=["veiligheid"], step="final")

    decision = Decision.objects.get()
    assert (decision.tier, decision.appointment, decision.themes) == ("extra", "", ["veiligheid"])


def test_an_appointment_lies_ahead(sent_with_serious_topic, as_user):
    answer = post(
        as_user(sent_with_serious_topic.adviser),
        sent_with_serious_topic,
        tier="zelf",
        appointment="Gebeld.",
        appointment_on="2020-01-01",
        step="final",
    )

    assert "Kies vandaag of een latere dag." in answer.content.decode()
    assert not Decision.objects.exists()


def test_themes_with_a_need_are_ticked_beforehand(cast, as_user):
    under_review(cast, **{"veilig-huis": SERIOUS})

    page = as_user(cast.adviser).get(url(cast)).content.decode()

    assert page.count(" checked") == 1
    assert 'value="veiligheid" id="id_themes_2" checked' in page
    assert themes_with_need(cast.scan.assessments.latest().outcome) == ["veiligheid"]


def test_support_is_about_a_theme(sent, as_user):
    answer = post(as_user(sent.adviser), sent, tier="licht", reason="Daarom.", step="final")

    assert answer.status_code == 422
    assert "Kies minstens één thema waar de ondersteuning over gaat." in answer.content.decode()


def test_themes_stand_in_the_order_of_the_questionnaire(sent):
    decide(sent, "licht", "Daarom.", ["informatie", "veiligheid", "bestaat-niet"])

    assert Decision.objects.get().themes == ["veiligheid", "informatie"]


def test_without_a_choice_the_themes_are_those_of_the_rule(cast):
    under_review(cast, **{"veilig-huis": SERIOUS})
    decide(cast, "extra")

    assert Decision.objects.get().themes == ["veiligheid"]


def test_chosen_practices_are_frozen(sent, as_user):
    sent.scan.recommendations.create(
        practice="bestaat-niet", theme="veiligheid", note="Kijk eens.", by=sent.adviser, at=sent.scan.submitted_at
    )
    decide(sent, "zelf")
    sent.scan.recommendations.all().delete()

    assert Decision.objects.get().recommendations == [
        {"practice": "bestaat-niet", "theme": "veiligheid", "note": "Kijk eens."}
    ]


def test_nvt_on_a_critical_topic_is_judged_first(cast, as_user):
    under_review(cast, **{"veilig-huis": NVT})
    client = as_user(cast.adviser)

    page = client.get(url(cast)).content.decode()
    assert "Zeg eerst wat u van deze onderwerpen vindt" in page
    assert f"/scan/{cast.scan.pk}/beoordelen/#thema-3" in page
    for step in ("check", "final"):
        answer = post(client, cast, tier="zelf", step=step)
        assert (answer.status_code, "Brandveiligheid" in answer.content.decode()) == (422, True)
    with pytest.raises(VerdictNeeded) as refused:
        decide(cast, "zelf")
    assert (refused.value.topics, reload(cast.scan).state) == (["veilig-huis"], "in_beoordeling")


@pytest.mark.parametrize("verdict", ["bevestigd", "bevraagd"])
def test_confirmed_or_questioned_is_enough(cast, verdict):
    under_review(cast, **{"veilig-huis": NVT})
    typed = {"veilig-huis": Judged(not_applicable=verdict)}
    save_judgements(scan=cast.scan, seen={}, typed=typed, by=cast.adviser)

    decide(cast, "zelf")

    assert reload(cast.scan).state == "vastgesteld"


def test_questions_that_were_not_sent_are_named_and_do_not_block(sent, as_user):
    typed = {"privacy": Judged(question="Hoe vaak?")}
    save_judgements(scan=sent.scan, seen={}, typed=typed, by=sent.adviser)
    client = as_user(sent.adviser)

    assert "1 vraag is niet verstuurd; de locatie ziet die niet." in client.get(url(sent)).content.decode()
    assert post(client, sent, tier="zelf", step="final").status_code == 302


def test_serious_topic_with_support_on_location_needs_only_the_reason_for_another_tier(sent_with_serious_topic):
    outcome = sent_with_serious_topic.scan.assessments.get().outcome

    assert words_needed(outcome, "zelf") == ("ernstig_zonder_steun",)
    assert words_needed(outcome, "licht") == ("other_tier", "ernstig_zonder_steun")
    assert words_needed(outcome, "extra") == ("other_tier",)


def test_every_decision_without_a_proposal_needs_a_reason(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, reason="Volgt.", value="weet_ik_niet", privacy="neutraal")
    outcome = cast.scan.assessments.get().outcome

    assert [words_needed(outcome, tier) for tier in ("zelf", "intensief")] == [("other_tier",)] * 2


def test_service_refuses_too(sent_with_serious_topic):
    cast = sent_with_serious_topic

    with pytest.raises(ReasonNeeded) as refused:
        decide(cast, "zelf", "Zomaar.")

    assert refused.value.codes == ("ernstig_zonder_steun",)
    assert (reload(cast.scan).state, cast.scan.assessments.count()) == ("in_beoordeling", 1)


def test_confirming_plans_the_repeat_and_tells_the_coordinator(sent):
    factories.confirm_scan(sent.scan, sent.adviser, today=date(2028, 2, 29))

    assert (sent.scan.confirmed_on, sent.scan.repeat_on) == (date(2028, 2, 29), date(2029, 2, 28))
    assert mails("scan_confirmed") == [sent.coordinator.email]
    assert sorted(Report.objects.values_list("language", flat=True)) == ["en", "nl"]
    assert Event.objects.filter(name="scan_confirmed").count() == 1


def test_confirming_twice_changes_nothing(sent, as_user):
    client = as_user(sent.adviser)
    post(client, sent, tier="zelf", step="final")

    answer = client.post(url(sent), {"tier": "licht", "reason": "Toch anders.", "step": "final"}, follow=True)

    assert "Deze scan is al vastgesteld" in answer.content.decode()
    assert [decision.tier for decision in Decision.objects.all()] == ["zelf"]
    with pytest.raises(NotSentIn):
        decide(sent, "zelf")


def test_scan_that_was_not_sent_in_cannot_be_confirmed(cast, as_user):
    answer = as_user(cast.adviser).post(url(cast), {"tier": "zelf", "step": "final"}, follow=True)

    assert answer.status_code == 404
    assert not Decision.objects.exists()


def test_scan_whose_review_has_not_begun_is_not_confirmed(cast, as_user):
    factories.send_in_scan(cast.scan, cast.coordinator)

    answer = as_user(cast.adviser).post(url(cast), {"tier": "zelf", "step": "final"}, follow=True)

    assert "Begin eerst de beoordeling" in answer.content.decode()
    assert not Decision.objects.exists()
    with pytest.raises(NotSentIn):
        decide(cast, "zelf")


def test_groups_that_differ_are_listed_largest_difference_first(cast, as_user):
    scan = factories.in_conversation(cast.scan)
    for _ in range(3):
        factories.add_sheet(scan, "zorgpersoneel", privacy="aandachtspunt", overdracht="uitblinker")
        factories.add_sheet(scan, "vrijwilligers", overdracht=SERIOUS)
    submit(scan=scan, by=cast.coordinator)
    begin_review(scan=scan, by=cast.adviser)

    page = as_user(cast.adviser).get(url(cast))

    assert [row.title for row in page.context["spread"].rows] == ["Overdracht", "Privacy"]


def test_review_is_made_with_few_queries(sent, as_user, django_assert_num_queries):
    client = as_user(sent.adviser)

    with django_assert_num_queries(15):  # session, user, roles, scan, outcome with what lies beside it, open, seen
        client.get(url(sent))
