"""*Wat te doen bij een ernstig issue*: noted on closing a round and on agreeing a level, told the same day.

It never rests on one sheet: a topic is noted when at least two people in groups that count called it serious, or when
the team decided so together. Mails name no topic; they say where to look.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from questionnaires.definitions import TEAM
from questionnaires.merging import Given
from questionnaires.models import Scan, SeriousIssue
from scoring.conversation.queries import Table, TableTopic, table_of
from scoring.domain.conversation import SERIOUS_SEEN
from scoring.domain.levels import LEVELS, SERIOUS
from wolscan.audit import record
from wolscan.mail import Letter, NotNeeded, queue
from wolscan.models import OutgoingMail, User
from wolscan.permissions import Permission, who_may

MAIL = "serious_issue"
SERIOUS_KEY = LEVELS[SERIOUS]
#: So many people must have called a topic serious before it is noted by what the sheets say.
ENOUGH_SHEETS = 2


class ChangedMeanwhile(Exception):
    """Somebody else wrote another follow-up since the page was made; ``standing`` is what they wrote."""

    def __init__(self, standing: str) -> None:
        super().__init__(standing)
        self.standing = standing


@transaction.atomic
def note_serious(*, scan: Scan, found: str, today: date) -> list[SeriousIssue]:
    """Notes the topics that turn out to be an *ernstig issue* and tells coordinators and adviser about the new ones.

    ``found`` says where it came up (``SeriousIssue.Found``). A topic is noted, and told, once.
    """
    table = table_of(scan)
    known = set(SeriousIssue.objects.filter(scan=scan).values_list("topic", flat=True))
    holds = _seen_in_round if found == SeriousIssue.Found.ROUND else _agreed
    fresh = [topic.key for topic in table.topics.values() if topic.key not in known and holds(table, topic)]
    if not fresh:
        return []
    issues = SeriousIssue.objects.bulk_create(
        SeriousIssue(scan=scan, topic=topic, found=found, found_on=today) for topic in fresh
    )
    _tell(scan, fresh)
    record("serious_issue_noted", actor=None, subject=scan, count=len(fresh), found=str(found))
    return issues


def take_back(*, scan: Scan, topic: str) -> None:
    """The team corrects a decision: an issue that only rested on it goes, unless somebody was told or acted on it."""
    issue = SeriousIssue.objects.filter(scan=scan, topic=topic, found=SeriousIssue.Found.AGREED, follow_up="")
    told = OutgoingMail.objects.filter(template=MAIL, context__scan=str(scan.pk))
    not_gone = [OutgoingMail.State.WAITING, OutgoingMail.State.DROPPED]
    gone = told.exclude(state__in=not_gone).values_list("context", flat=True)
    if not any(topic in context["topics"] for context in gone) and issue.delete()[0]:
        record("serious_issue_taken_back", actor=None, subject=scan)


@transaction.atomic
def follow_up(*, issue: SeriousIssue, text: str, seen: str, by: User) -> None:
    """Keeps what is done about a serious issue. ``seen``: the fingerprint of what the page showed.

    Raises ``ChangedMeanwhile`` when somebody else wrote something else meanwhile.
    """
    held = SeriousIssue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    if held.follow_up == text:
        return
    if Given(note=held.follow_up).fingerprint != seen:
        raise ChangedMeanwhile(held.follow_up)
    SeriousIssue.objects.filter(pk=held.pk).update(follow_up=text, followed_up_by=by)
    record("serious_issue_followed_up", actor=by, subject=held.scan, topic=held.topic)


def still_serious(context: dict[str, Any]) -> Letter:
    """Builds the mail when it is sent; one about issues that were taken back meanwhile is not needed."""
    count = SeriousIssue.objects.filter(scan=context["scan"], topic__in=context["topics"]).count()
    if not count:
        raise NotNeeded
    return Letter(context={"count": count})


def _seen_in_round(table: Table, topic: TableTopic) -> bool:
    """The proposal is serious, or a group calls a critical topic so; and it is not the word of one person."""
    if topic.proposal != SERIOUS_KEY and SERIOUS_SEEN not in topic.outcome.flags:
        return False
    said = sum(unit.counts.get(SERIOUS_KEY, 0) for unit in topic.units)
    return said >= ENOUGH_SHEETS or _team_says_so(topic)


def _agreed(table: Table, topic: TableTopic) -> bool:
    """The team decided so, on the board or on the sheet it filled in together."""
    return topic.decided.value == SERIOUS_KEY or (topic.in_force == SERIOUS_KEY and _team_says_so(topic))


def _team_says_so(topic: TableTopic) -> bool:
    levels: Mapping[str, str | None] = dict(topic.outcome.groups)
    return levels.get(TEAM) == SERIOUS_KEY


def _tell(scan: Scan, topics: list[str]) -> None:
    """One mail to each coordinator of the location and to the adviser of the scan."""
    told = {user.pk: user for user in who_may(Permission.LEAD_CONVERSATION, scan.location)}
    if scan.adviser:
        told[scan.adviser.pk] = scan.adviser
    for user in told.values():
        queue(
            MAIL,
            to=user.email,
            language=user.language or settings.LANGUAGE_CODE,
            context={"scan": str(scan.pk), "topics": topics, "location": scan.location.name, "name": user.name},
        )
