"""The report of a decision is the same, byte for byte, whatever changes afterwards."""

from io import BytesIO

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from questionnaires.definitions import load
from questionnaires.models import AgreedLevel, Answer, HelpWish, Participation, Scan, WarningAnswer
from scoring.assessment.services import submit
from scoring.followup import library
from scoring.models import Adjustment, Decision, Report
from scoring.outcomes.context import outcome_context
from scoring.outcomes.material import as_it_stood, material_of
from scoring.outcomes.queries import in_force
from scoring.reports.context import print_context
from scoring.reports.pdf import render_pdf
from scoring.review.judging import begin_review, save_judgements
from scoring.review.queries import Judged
from scoring.review.services import Choice, confirm, reopen
from tests import factories
from tests.factories import TODAY
from tests.kept import kept_begin
from tests.scoring.conversation.conftest import ATTENTION, BEST, CLIENT_TOPIC
from tests.scoring.review.conftest import CRITICAL, reload
from tests.scoring.staffing.test_beside import keep_facts
from wolscan.models import Region

MOTIVATION = "Ik zag lege bedden en geen nachtlicht."


@pytest.fixture
@kept_begin
def decided(of_groups):
    """Confirmed with everything a report can show: differing views, wishes, a reaction, facts, an own level."""
    cast, scan = of_groups, of_groups.scan
    Answer.objects.filter(sheet__scan=scan, topic=CLIENT_TOPIC).update(note="De kamers op de gang.")
    HelpWish.objects.create(scan=scan, theme="veiligheid", wants_help=True, which="Scholing.")
    WarningAnswer.objects.create(scan=scan, code="niet_besproken", answer="De tijd was op.")
    Scan.objects.filter(pk=scan.pk).update(council_reaction="Wij zien het anders.", council_reaction_by="raad")
    own = {CLIENT_TOPIC: Judged("ernstig_issue", MOTIVATION, "Bezoek op maandag.")}
    save_judgements(scan=scan, seen={}, typed=own, by=cast.adviser)
    scan.recommendations.create(practice="geen", theme="veiligheid", by=cast.adviser, at=timezone.now())
    choice = Choice("licht", "De kamers.", ["wonen-en-welzijn"], "We bellen.", TODAY)
    confirm(scan=scan, choice=choice, by=cast.adviser, today=TODAY)
    cast.scan = reload(scan)
    return cast


def pdf_of(decision, language="nl"):
    return render_pdf(
        Report(
            scan_id=decision.scan_id,
            assessment=decision.assessment,
            decision=decision,
            language=language,
            queued_at=timezone.now(),
        )
    )


def change_everything(cast):
    """What may happen to a scan, its place and its people after a decision."""
    scan = cast.scan
    reopen(scan=scan, reason="Fout niveau.", by=cast.adviser)
    Answer.objects.filter(sheet__scan=scan).update(note="Later geschreven.")
    AgreedLevel.objects.filter(scan=scan).update(reason="Later.", rests_on="Later.")
    HelpWish.objects.all().delete()
    WarningAnswer.objects.all().delete()
    Participation.objects.create(scan=scan, group="team", mode="team", groups_at_table=["management"])
    Adjustment.objects.all().update(level=BEST, motivation="Later.", facts="Later.")
    scan.recommendations.all().delete()
    keep_facts(cast)
    cast.adviser.name = "Iemand Anders"
    cast.adviser.save()
    cast.location.name, cast.location.place = "Nieuwe Naam", "Elders"
    cast.location.region = Region.objects.create(key="elders", name="Elders", valid_from=TODAY, zorgkantoor="VGZ")
    cast.location.save()
    cast.location.organisation.name, cast.location.organisation.is_fictitious = "Stichting Later", False
    cast.location.organisation.save()
    Scan.objects.filter(pk=scan.pk).update(
        council_reaction="Later.",
        council_reaction_by="coordinator",
        incomplete_reason="Later.",
        submitted_at=timezone.now(),
        adviser=cast.other_adviser,
        opened_on=TODAY.replace(year=2027),
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_rendering_again_after_everything_changed_gives_the_same_bytes(decided, language):
    decision = Decision.objects.get()
    before = pdf_of(decision, language)

    change_everything(decided)

    assert pdf_of(Decision.objects.get(), language) == before


def test_version_one_is_the_same_beside_version_two(decided):
    first = Decision.objects.get()
    before = pdf_of(first)
    reopen(scan=decided.scan, reason="Fout niveau.", by=decided.adviser)
    factories.confirm_scan(decided.scan, decided.adviser, "extra", "Toch meer nodig.")

    assert pdf_of(Decision.objects.get(pk=first.pk)) == before
    assert pdf_of(Decision.objects.latest()) != before


def test_repeat_is_compared_with_the_outcome_as_it_was(decided):
    """The earlier scan is reopened and sent in with other levels: the comparison of the repeat stays."""
    old = decided.scan
    repeat = factories.make_scan(decided.location, decided.adviser)
    factories.send_in_scan(repeat, decided.coordinator)
    factories.confirm_scan(repeat, decided.adviser)
    decision = Decision.objects.latest()
    before = pdf_of(decision)

    Scan.objects.filter(pk=old.pk).update(state="teruggegeven", confirmed_on=None, repeat_on=None)
    AgreedLevel.objects.filter(scan=old).update(value=BEST)
    submit(scan=reload(old), by=decided.coordinator)

    assert pdf_of(Decision.objects.get(pk=decision.pk)) == before


def test_report_shows_what_the_adviser_adds(decided):
    scan, decision = decided.scan, Decision.objects.get()
    with translation.override("nl"):
        advice = outcome_context(scan, decision.assessment, decision, with_what_if=True).advice

    assert advice.themes == ["2. Wonen en welzijn"]
    assert (advice.appointment, advice.appointment_on) == ("We bellen.", TODAY)
    assert [(d.title, d.agreed.key, d.level.key, d.motivation) for d in advice.differences] == [
        ("De eigen kamer", ATTENTION, "ernstig_issue", MOTIVATION)
    ]
    assert advice.recommendations == []  # a practice that the library does not hold is left out


@pytest.mark.parametrize("name", ["outcome", "report_print"])
def test_page_and_print_show_it_too(decided, as_user, name):
    page = as_user(decided.coordinator).get(f"/scan/{decided.scan.pk}/uitkomst/{'rapport/' * (name != 'outcome')}")

    for words in ("Wat de adviseur toevoegt", "De adviseur kijkt er anders naar", MOTIVATION, "We bellen."):
        assert words in page.content.decode()


@pytest.mark.parametrize("person", ["coordinator", "quality_officer"])
def test_nothing_of_the_adviser_shows_before_it_is_final(of_groups, as_user, person):
    own = {CLIENT_TOPIC: Judged("ernstig_issue", MOTIVATION, "Feit.", "", "Welk nachtlicht?")}
    save_judgements(scan=of_groups.scan, seen={}, typed=own, by=of_groups.adviser)
    client, key = as_user(getattr(of_groups, person)), of_groups.scan.pk

    for page in ("uitkomst/", "uitkomst/rapport/", "vragen/", "gesprek/", f"gesprek/onderwerp/{CLIENT_TOPIC}/"):
        text = client.get(f"/scan/{key}/{page}").content.decode()
        assert MOTIVATION not in text, page
        assert "Welk nachtlicht?" not in text, page


def test_what_is_no_difference_stays_with_the_adviser(begun, as_user):
    own = {
        "privacy": Judged("neutraal", "Net als het team.", "Eigen notitie."),
        "overdracht": Judged(facts="Alleen een feit."),
        CRITICAL: Judged(not_applicable="bevraagd"),
    }
    save_judgements(scan=begun.scan, seen={}, typed=own, by=begun.adviser)
    factories.confirm_scan(begun.scan, begun.adviser)
    page = as_user(begun.coordinator).get(f"/scan/{begun.scan.pk}/uitkomst/").content.decode()

    assert "Net als het team." not in page
    assert "Alleen een feit." not in page
    assert "De adviseur twijfelt of dit hier echt niet van toepassing is." in page


def test_decision_without_frozen_words_is_read_live(decided):
    """Decisions of before, and those of the demo, have kept nothing."""
    Decision.objects.update(material={})
    decision = Decision.objects.get()

    assert as_it_stood(decided.scan, decision) is decided.scan
    assert material_of(decided.scan, decision)["reaction"] == "Wij zien het anders."
    assert pdf_of(decision)


def test_copy_leaves_the_scan_itself_alone(decided):
    decision = Decision.objects.get()
    decided.scan.location.name = "Nieuwe Naam"
    then = as_it_stood(decided.scan, decision)

    assert (then.location.name, decided.scan.location.name) == ("De Linde", "Nieuwe Naam")
    assert (str(then.adviser), then.confirmed_on) == ("Anna Adviseur", TODAY)
    assert then.location.organisation is not decided.scan.location.organisation


def test_print_version_is_the_frozen_one(decided):
    decided.scan.repeat_on = TODAY.replace(year=2029)
    holds = in_force(decided.scan)
    with translation.override("nl"):
        context = print_context(decided.scan, holds, with_what_if=True)
        page = outcome_context(decided.scan, holds.assessment, holds.decision, with_what_if=True)

    assert context["outcome"].dates.repeat_on == TODAY.replace(year=2027)
    assert page.dates.repeat_on == TODAY.replace(year=2029)  # the page follows a repeat scan that was moved


@pytest.mark.drawn
def test_worst_case_of_an_adviser_fits_ten_pages(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, "ernstig_issue")
    begin_review(scan=cast.scan, by=cast.adviser)
    topics = load(factories.VERSION).topics
    own = {key: Judged("uitblinker", "Ik zie hier iets heel anders. " * 60, "Feiten. " * 100) for key in topics}
    save_judgements(scan=cast.scan, seen={}, typed=own, by=cast.adviser)
    for practice in library.load():
        cast.scan.recommendations.create(
            practice=practice.key, theme=practice.themes[0], note="Kijk. " * 200, by=cast.adviser, at=timezone.now()
        )
    factories.confirm_scan(
        cast.scan, cast.adviser, "zelf", "Reden. " * 280, appointment="Afspraak. " * 190, appointment_on=TODAY
    )

    assert len(PdfReader(BytesIO(pdf_of(Decision.objects.get()))).pages) <= 10
