"""The adviser's own levels, facts and drafts: beside the scan, merged with another page, never in an outcome."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from questionnaires.models import AgreedLevel, Answer
from scoring.assessment.queries import outcome_of
from scoring.domain import outcome as outcomes
from scoring.models import Adjustment, ReviewQuestion
from scoring.review.judging import MotivationNeeded, NotReviewing, begin_review, save_judgements
from scoring.review.queries import Judged, asked, judged
from tests.scoring.review.conftest import CRITICAL, PLAIN, reload
from wolscan.models import Event

OWN = Judged(level="ernstig_issue", motivation="Ik zag het zelf.", facts="Bezoek op maandag.", question="Hoe vaak?")


def save(cast, typed, seen=None):
    return save_judgements(scan=cast.scan, seen=seen or {}, typed=typed, by=cast.adviser)


def standing(cast):
    return judged(cast.scan, asked(cast.scan))


def test_beginning_moves_the_scan_once(sent):
    begin_review(scan=sent.scan, by=sent.adviser)
    begin_review(scan=sent.scan, by=sent.adviser)

    assert reload(sent.scan).state == "in_beoordeling"
    assert [(c.old, c.new, c.by) for c in sent.scan.state_changes.all()][-1] == (
        "ingediend", "in_beoordeling", sent.adviser,
    )  # fmt: skip
    assert Event.objects.filter(name="review_begun").count() == 1


def test_a_scan_that_was_not_sent_in_is_not_begun(cast):
    with pytest.raises(NotReviewing):
        begin_review(scan=cast.scan, by=cast.adviser)


def test_it_is_kept_beside_the_scan(begun):
    save(begun, {PLAIN: OWN})

    assert standing(begun) == {PLAIN: OWN}
    row = Adjustment.objects.get()
    assert (row.level, row.motivation, row.facts, row.by) == (OWN.level, OWN.motivation, OWN.facts, begun.adviser)
    assert ReviewQuestion.objects.get().sent_with is None


def test_nothing_of_the_location_changes(begun):
    before = (
        outcomes.document(outcome_of(begun.scan)),
        list(Answer.objects.values_list("topic", "value", "note").order_by("pk")),
        AgreedLevel.objects.count(),
        begun.scan.assessments.count(),
    )

    save(begun, {PLAIN: OWN, CRITICAL: Judged(not_applicable="bevestigd")})

    assert before == (
        outcomes.document(outcome_of(begun.scan)),
        list(Answer.objects.values_list("topic", "value", "note").order_by("pk")),
        AgreedLevel.objects.count(),
        begun.scan.assessments.count(),
    )


def test_a_level_needs_a_motivation_and_without_it_nothing_is_written(begun):
    with pytest.raises(MotivationNeeded) as refused:
        save(begun, {PLAIN: Judged(level="neutraal"), CRITICAL: Judged(facts="Gezien.")})

    assert refused.value.topics == [PLAIN]
    assert standing(begun) == {}


def test_the_database_keeps_that_promise_too(begun):
    with pytest.raises(IntegrityError), transaction.atomic():
        Adjustment.objects.create(scan=begun.scan, topic=PLAIN, level="neutraal", at=timezone.now())


def test_saving_the_same_again_changes_nothing(begun):
    save(begun, {PLAIN: OWN})
    again = save(begun, {PLAIN: OWN})

    assert (again.written, again.conflicts) == (frozenset(), {})
    assert Adjustment.objects.get().revision == 0
    assert Event.objects.filter(name="judgements_saved").count() == 1


def test_another_topic_of_another_page_stays(begun):
    save(begun, {PLAIN: OWN})

    merged = save(begun, {PLAIN: Judged(), CRITICAL: Judged(facts="Rondgang.")})

    assert merged.changed_elsewhere == {PLAIN}
    assert standing(begun) == {PLAIN: OWN, CRITICAL: Judged(facts="Rondgang.")}


def test_two_pages_at_the_same_topic_lose_nothing(begun):
    save(begun, {PLAIN: OWN})

    merged = save(begun, {PLAIN: Judged(facts="Iets anders.")})

    assert merged.conflicts == {PLAIN: OWN}
    assert standing(begun) == {PLAIN: OWN}

    save(begun, {PLAIN: Judged(facts="Iets anders.")}, seen={PLAIN: OWN.fingerprint})

    assert standing(begun) == {PLAIN: Judged(facts="Iets anders.")}
    assert Adjustment.objects.get().revision == 1


def test_taking_everything_away_leaves_no_row(begun):
    save(begun, {PLAIN: OWN})
    save(begun, {PLAIN: Judged()}, seen={PLAIN: OWN.fingerprint})

    assert (Adjustment.objects.count(), ReviewQuestion.objects.count()) == (0, 0)


def test_one_draft_question_a_topic(begun):
    save(begun, {PLAIN: OWN})
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewQuestion.objects.create(scan=begun.scan, topic=PLAIN, text="Nog een.", asked_at=timezone.now())


def test_an_unknown_topic_is_left_out(begun):
    save(begun, {"bestaat-niet": OWN})

    assert standing(begun) == {}


def test_nothing_is_written_while_the_scan_is_with_the_location(returned):
    with pytest.raises(NotReviewing):
        save(returned, {PLAIN: OWN})

    assert Adjustment.objects.count() == 0


def test_fingerprints_tell_fields_apart():
    assert Judged().fingerprint == ""
    assert Judged(motivation="a").fingerprint != Judged(facts="a").fingerprint
    assert Judged(motivation="ab").fingerprint != Judged(motivation="a", facts="b").fingerprint
