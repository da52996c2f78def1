"""The adviser at work on a scan: beginning, own levels and facts, and questions that are still drafts."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from questionnaires.definitions import load
from questionnaires.merging import Merged, merge
from questionnaires.models import Scan, State
from questionnaires.services import change_state
from questionnaires.states import Action, allows
from scoring.models import Adjustment, ReviewQuestion
from scoring.review.queries import Judged, asked, judged
from wolscan.audit import record
from wolscan.models import User

GENERAL = ""


class NotReviewing(Exception):
    """The adviser has not begun, the scan went back to the location, or it is final: nothing is written."""


class MotivationNeeded(Exception):
    """A level of one's own needs a motivation; ``topics`` are the keys where it is missing."""

    def __init__(self, topics: list[str]) -> None:
        super().__init__(", ".join(topics))
        self.topics = topics


@transaction.atomic
def begin_review(*, scan: Scan, by: User) -> None:
    """The adviser starts: *ingediend* becomes *in beoordeling*. Beginning twice changes nothing.

    Raises ``NotReviewing`` for a scan that was not sent in, or that is final.
    """
    held = Scan.objects.select_for_update().get(pk=scan.pk)
    if held.state == State.IN_BEOORDELING:
        return
    if not allows(held.state, Action.BEGIN_REVIEW):
        raise NotReviewing
    change_state(scan=held, new=State.IN_BEOORDELING, by=by)
    held.save(update_fields=["state"])
    record("review_begun", actor=by, subject=held)


@transaction.atomic
def save_judgements(*, scan: Scan, seen: Mapping[str, str], typed: Mapping[str, Judged], by: User) -> Merged:
    """Keeps what the adviser wrote at some topics, merged per topic with what another page saved meanwhile.

    Never touches what the location agreed. Raises ``MotivationNeeded`` (nothing is written) and ``NotReviewing``.
    """
    held = hold_review(scan)
    if missing := [topic for topic, view in typed.items() if view.is_unexplained]:
        raise MotivationNeeded(missing)
    known = load(held.questionnaire).topics
    typed = {topic: view for topic, view in typed.items() if topic in known}
    merged = merge(seen=seen, typed=typed, standing=judged(held, asked(held)), nothing=Judged())
    for topic in merged.written:
        _write(held, topic, typed[topic], by)
    if merged.written:
        record("judgements_saved", actor=by, subject=held, topics=sorted(merged.written))
    return merged


def hold_review(scan: Scan) -> Scan:
    """Holds the scan until the transaction ends, so that writing, returning and confirming never overlap."""
    held = Scan.objects.select_for_update(of=("self",)).select_related("location").get(pk=scan.pk)
    if not allows(held.state, Action.JUDGE):
        raise NotReviewing
    return held


def _write(scan: Scan, topic: str, view: Judged, by: User) -> None:
    write_draft(scan=scan, topic=topic, text=view.question, by=by)
    words = {name: getattr(view, name) for name in ("level", "motivation", "facts", "not_applicable")}
    if not any(words.values()):
        Adjustment.objects.filter(scan=scan, topic=topic).delete()
        return
    row, made = Adjustment.objects.get_or_create(
        scan=scan, topic=topic, defaults=words | {"by": by, "at": timezone.now()}
    )
    if not made:
        Adjustment.objects.filter(pk=row.pk).update(**words, by=by, at=timezone.now(), revision=F("revision") + 1)


def write_draft(*, scan: Scan, topic: str, text: str, by: User) -> None:
    """The one draft question at a topic (or, with ``GENERAL``, about the whole scan); an empty text takes it away."""
    draft = ReviewQuestion.objects.filter(scan=scan, topic=topic, sent_with__isnull=True)
    if not text:
        draft.delete()
    elif not draft.update(text=text, revision=F("revision") + 1):
        ReviewQuestion.objects.create(scan=scan, topic=topic, text=text, asked_by=by, asked_at=timezone.now())
