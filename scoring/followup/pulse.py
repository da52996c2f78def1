"""The pulse check: the team scores three to five topics again. It stands apart from every outcome."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from questionnaires.definitions import load
from questionnaires.models import Scan
from scoring.followup.queries import Frozen
from scoring.followup.services import NotFinal
from scoring.followup.templates import PULSE, find
from scoring.models import Action, PulseCheck
from wolscan.audit import record
from wolscan.models import User


class NotThreeToFive(ValueError):
    """A pulse check is about three to five topics of the questionnaire, each with an answer."""


@transaction.atomic
def hold_pulse_check(*, scan: Scan, held_on: date, levels: Mapping[str, str], note: str, by: User) -> PulseCheck:
    """Keeps a pulse check; the same once more counts as saved. Raises ``NotThreeToFive`` or ``NotFinal``."""
    held = Scan.objects.select_for_update(of=("self",)).get(pk=scan.pk)
    if not held.is_final:
        raise NotFinal
    questionnaire = load(held.questionnaire)
    known = set(levels) <= set(questionnaire.topics) and set(levels.values()) <= questionnaire.answer_keys
    if len(levels) not in PULSE or not known:
        raise NotThreeToFive
    same = {"scan": held, "held_on": held_on, "note": note}
    standing = next((row for row in PulseCheck.objects.filter(**same) if row.levels == dict(levels)), None)
    if standing:
        return standing
    pulse = PulseCheck.objects.create(**same, levels=dict(levels), by=by, at=timezone.now())
    record("pulse_check_held", actor=by, subject=held, topics=sorted(levels))
    return pulse


@transaction.atomic
def remove_pulse_check(*, scan: Scan, number: int, by: User) -> None:
    """Removes a pulse check that was a mistake; one that is gone already stays gone."""
    gone, _rows = PulseCheck.objects.filter(scan=scan, pk=number).delete()
    if gone:
        record("pulse_check_removed", actor=by, subject=scan, number=number)


def proposed_topics(frozen: Frozen, actions: Sequence[Action]) -> list[str]:
    """The topics to score again: those of the templates behind these actions, their own topics, then low ones.

    Low ones of the same themes go first. At most five, and as good as always at least three.
    """
    topics = frozen.questionnaire.topics
    from_templates = [topic for action in actions if (found := find(action.template)) for topic in found.pulse]
    own = [action.topic for action in actions if action.topic]
    themes = {action.theme for action in actions}
    near = frozen.low_topics(key for key, topic in topics.items() if topic.theme in themes)
    wanted = dict.fromkeys([*own, *from_templates, *near, *frozen.low_topics(topics)])
    return [topic for topic in wanted if topic in topics][: PULSE.stop - 1]
